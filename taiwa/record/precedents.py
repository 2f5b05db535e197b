"""Agreed language: where words like these stand already, exactly or nearly, nearest first.

Owns what near means. Candidates are the provisions that share the rarest of the words asked for; each is then laid
beside them. A word counts by how rare it is in the record, so that "the Ministers" makes nothing near.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from taiwa.errors import WrongQuery
from taiwa.model import Item, Phrase, Span
from taiwa.store.highlight import places, united
from taiwa.store.search import Search
from taiwa.store.words import Word, words_of

# A word in more provisions than this tells nothing: it is not asked for as long as there are rarer ones.
COMMON = 2000
# So many of the rarest words give candidates, and so many of those that share most are looked at closely.
RAREST, CLOSELY = 12, 150
# So many words in a row are asked of the database; whether the rest follows is seen by laying an item beside them.
IN_A_ROW = 40
# Below this the wording is another one. Of the pairs of sentences in the samples' two editions that a reader takes for
# versions of one sentence, none lies under 0.4; of other pairs, one in fifty lies over it.
NEAR = 0.4


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier use. `exact`: the words stand there in a row; `nearness` from 0 to 1, 1 where all of them stand in
    their order. `spans` are the characters of its body that are shared."""

    item: Item
    exact: bool
    nearness: float
    spans: tuple[Span, ...]


def precedents(
    search: Search, words: str, facets: Mapping[str, tuple[str, ...]] | None = None, *, limit: int = 20
) -> tuple[Precedent, ...]:
    """Earlier uses of `words` among provisions: exact ones first, the youngest first; then near ones, nearest first.

    Raises WrongQuery where there is no word.
    """
    asked = words_of(words)
    if not asked:
        raise WrongQuery("there is no word to look for")
    wanted = dict(facets or {}) | {"kind": ("provision",)}
    distinct = list(dict.fromkeys(word.word for word in asked))
    numbers = search.numbers([Phrase((word,)) for word in distinct], COMMON)
    commonness = dict(zip(distinct, numbers, strict=True))
    weights = {word: math.log1p(COMMON / max(1, number)) for word, number in commonness.items()}
    # Those that hold the words in a row are had for themselves: many others may share the same words.
    row = Phrase(tuple(word.word for word in asked[: _last(asked)][:IN_A_ROW]))
    exact = search.holding(row, wanted, max(limit, CLOSELY))
    candidates = list(dict.fromkeys((*exact, *_candidates(search, distinct, commonness, weights, wanted))))
    found = [_beside(item, asked, weights) for item in search.items(candidates).values()]
    near = [each for each in found if each.exact or each.nearness >= NEAR]
    near.sort(key=lambda each: each.item.ref)
    near.sort(key=lambda each: each.item.date, reverse=True)
    near.sort(key=lambda each: (not each.exact, -round(each.nearness, 6)))
    return tuple(near[:limit])


def _candidates(
    search: Search,
    words: Sequence[str],
    commonness: Mapping[str, int],
    weights: Mapping[str, float],
    facets: Mapping[str, tuple[str, ...]],
) -> list[int]:
    """Numbers of the items that share most of the rarest words."""
    there = sorted((word for word in words if commonness[word]), key=lambda word: (commonness[word], word))
    rare = [word for word in there if commonness[word] < COMMON] or there
    worth: dict[int, float] = defaultdict(float)
    for word in rare[:RAREST]:
        for number in search.holding(Phrase((word,)), facets, COMMON):
            worth[number] += weights[word]
    return sorted(worth, key=lambda number: (-round(worth[number], 6), number))[:CLOSELY]


def _beside(item: Item, asked: Sequence[Word], weights: Mapping[str, float]) -> Precedent:
    """An item laid beside the words asked for: half for the words it has, half for those that follow each other there
    as they do here."""
    words = words_of(item.body)
    phrase = Phrase(tuple(word.word for word in asked[: _last(asked)]))
    exact = places(words, phrase)
    if exact:
        return Precedent(item, True, 1.0, tuple(exact))
    has = {word.word for word in words}
    rows = {(a.word, b.word) for a, b in pairwise(words)}
    shared = sum(weights[word.word] for word in asked if word.word in has)
    pairs = list(pairwise(asked))
    rowed = sum(weights[a.word] + weights[b.word] for a, b in pairs if (a.word, b.word) in rows)
    nearness = 0.5 * shared / (sum(weights[word.word] for word in asked) or 1.0)
    nearness += 0.5 * rowed / (sum(weights[a.word] + weights[b.word] for a, b in pairs) or 1.0)
    wanted = {word.word for word in asked}
    spans = [Span(word.start, word.end) for word in words if word.word in wanted]
    return Precedent(item, False, nearness, united(spans))


def _last(asked: Sequence[Word]) -> int:
    """Without the last Japanese character, which says only that the words end there."""
    return len(asked) - (len(asked) > 1 and asked[-1].start < asked[-2].end)
