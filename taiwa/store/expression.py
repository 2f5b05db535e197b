"""A query as an expression of each full-text engine: FTS5's MATCH, PostgreSQL's tsquery.

Owns the two notations and nothing of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taiwa.errors import WrongQuery
from taiwa.model import Phrase, Query, Sought
from taiwa.store.facets import LETTERS, word_of
from taiwa.store.order import NAMED, SAID


@dataclass(frozen=True, slots=True)
class Notation:
    """How an engine writes a word, a row of words, and, or, not. A word's quotes keep it from being an operator."""

    quote: str
    row: str
    both: str
    either: str
    but: str

    def phrase(self, phrase: Phrase) -> str:
        """Words in a row."""
        end = ("*" if self.row == " " else ":*") if phrase.prefix else ""
        if self.row == " ":
            return self.quote + " ".join(phrase.words) + self.quote + end
        return "(" + self.row.join(f"{self.quote}{word}{self.quote}" for word in phrase.words) + end + ")"

    def word(self, word: str) -> str:
        """One word of the index."""
        return f"{self.quote}{word}{self.quote}"

    def all(self, parts: Iterable[str]) -> str:
        """Every part."""
        return _joined(parts, self.both)

    def any(self, parts: Iterable[str]) -> str:
        """One of the parts at least."""
        return _joined(parts, self.either)

    def without(self, part: str, other: str) -> str:
        """The part where the other isn't."""
        return f"({part}){self.but}({other})" if other else part


def _joined(parts: Iterable[str], by: str) -> str:
    there = list(parts)
    return there[0] if len(there) == 1 else "(" + by.join(there) + ")"


FTS5 = Notation('"', " ", " AND ", " OR ", " NOT ")
TSQUERY = Notation("'", " <-> ", " & ", " | ", " & !")


def expressions(query: Query, notation: Notation, hidden: Sequence[str] = ()) -> list[str]:
    """What is asked for, apart by how well it fits and the best first: the user's own words in a row, those words,
    other words. Together they are the whole answer, and no item is in two. Empty where neither words nor facets are
    asked for. Items with one of the words `hidden` are left out."""
    beside = _facets(query, notation)
    without = _without(query, notation, hidden)
    if not query.sought:
        if not (beside or without):
            return []
        positive = notation.all(beside or [notation.any(notation.word(word_of("kind", each)) for each in SAID + NAMED)])
        return [notation.without(positive, without)]
    out: list[str] = []
    better: list[str] = []
    for tier in _tiers(query, notation):
        here = notation.without(notation.all([tier, *beside]), without)
        out.append(notation.without(here, notation.any(better)) if better else here)
        better.append(tier)
    return out


def whole(query: Query, notation: Notation, hidden: Sequence[str] = ()) -> str:
    """All that is asked for as one expression; empty as above."""
    if not query.sought:
        return "".join(expressions(query, notation, hidden))
    every = notation.all([_tiers(query, notation)[-1], *_facets(query, notation)])
    return notation.without(every, _without(query, notation, hidden))


def _without(query: Query, notation: Notation, hidden: Sequence[str]) -> str:
    parts = [*map(notation.phrase, query.without), *map(notation.word, hidden)]
    return notation.any(parts) if parts else ""


def _tiers(query: Query, notation: Notation) -> list[str]:
    """Each way to fit, the best first; the last is the whole."""
    every = notation.all(_one(each, notation) for each in query.sought)
    own = notation.all(_own(each, notation) for each in query.sought)
    tiers = [notation.all([notation.phrase(query.whole), every])] if query.whole is not None else []
    return [*tiers, *([own] if own != every else []), every]


def _one(sought: Sought, notation: Notation) -> str:
    if not sought.others:
        return _own(sought, notation)
    return notation.any([_own(sought, notation), *map(notation.phrase, sought.others)])


def _own(sought: Sought, notation: Notation) -> str:
    return notation.all(map(notation.phrase, sought.own))


def _facets(query: Query, notation: Notation) -> list[str]:
    """The facets, but for kinds where the numbers' range says as much."""
    for facet in query.facets:
        if facet not in LETTERS:
            raise WrongQuery(f"{facet!r} is no facet; there are {', '.join((*LETTERS, 'since', 'until'))}")
    wanted = {name: values for name, values in query.facets.items() if not (name == "kind" and _half(values))}
    return [_values(facet, values, notation) for facet, values in wanted.items()]


def _values(facet: str, values: Sequence[str], notation: Notation) -> str:
    given = _whole_numbers(values) if facet == "force" else values
    return notation.any(notation.word(word_of(facet, value)) for value in given or ("",))


def _whole_numbers(values: Sequence[str]) -> list[str]:
    """Values of a facet of numbers as they stand in the index. Raises WrongQuery."""
    for value in values:
        if not re.fullmatch("-?[0-9]{1,4}", value):
            raise WrongQuery(f"force: {value!r} is no number")
    return [str(int(value)) for value in values]


def _half(kinds: Sequence[str]) -> bool:
    return set(kinds) in (set(SAID), set(NAMED), {*SAID, *NAMED})


def kinds_of(facets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The kinds asked for; none for all."""
    return tuple(facets.get("kind", ()))
