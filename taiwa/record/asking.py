"""A query as a user writes it, taken apart: words, "phrases", -exclusions, facet:value, and words of other languages.

Owns the little language of search:

    water -energy "peaceful uses" speaker:JP act:undertake,intend since:2020 until:2024-06

Words are looked for together, in any order; small words (`lexicon/data/search.toml`) part them. Words that stand for a
concept or an entity are looked for in the other languages too, unless `literal` is asked for; every hit says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from taiwa.errors import WrongQuery
from taiwa.lexicon import languages, scales
from taiwa.lexicon.particles import parted, particles
from taiwa.model import Phrase, Query, Sought
from taiwa.record.values import FOLLOWUPS
from taiwa.store.order import NAMED, SAID
from taiwa.store.words import IS_JAPANESE, tokens
from taiwa.view.labels import labels_in

# A piece of a query: perhaps a minus, perhaps a facet with a colon, then "a phrase" or a run without spaces.
PIECE = re.compile(
    r"(?P<minus>[-\u2212])?(?:(?P<facet>[a-z_]+)[:\uff1a])?"
    r'(?:["\u201c\u201d\u201e\uff02](?P<phrase>[^"\u201c\u201d\uff02]*)["\u201c\u201d\uff02]'
    r"|\u300c(?P<corner>[^\u300d]*)\u300d|\u00ab(?P<angled>[^\u00bb]*)\u00bb|(?P<word>\S+))"
)
# What a user may write for a facet's name in the index.
FACETS = {
    "forum": "forum", "meeting": "meeting", "speaker": "speaker", "act": "act", "force": "force", "field": "field",
    "followup": "followup", "mention": "mention", "entity": "entity", "language": "language", "lang": "language",
    "kind": "kind", "text": "kind_of_text", "version": "owner",
}  # fmt: skip
PERIODS = ("since", "until")
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
# So many words of a query are tried together as the name of one thing.
LONGEST_NAME = 5
# A query of more words (or characters) than this is a text: it is cut here, and precedents are for that.
MOST_WORDS, LONGEST = 40, 4000

# Values of one facet; databases take only so many.
MOST_VALUES = 1000

# The other names of what some words stand for: pairs of a name and what to say of it.
Counterparts = Callable[[str], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    quoted: bool


def ask(
    written: str,
    facets: Mapping[str, Sequence[str]] | None = None,
    *,
    counterparts: Counterparts | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Query:
    """The query that a user wrote; `facets`, `since` and `until` given beside it are added to those in it.

    `counterparts` gives the other names of some words; None for a literal search. Raises WrongQuery for a facet that
    isn't one or never has that value, a date that isn't one, or a query without a word.
    """
    wanted: dict[str, list[str]] = {name: list(values) for name, values in (facets or {}).items()}
    dates = {"since": since, "until": until}
    pieces: list[_Piece] = []
    without: list[Phrase] = []
    for found in PIECE.finditer(written[:LONGEST]):
        quoted = next((found[name] for name in ("phrase", "corner", "angled") if found[name] is not None), None)
        words = found["word"] if quoted is None else quoted
        facet = found["facet"]
        if found["minus"] and (facet in PERIODS or facet in FACETS):
            raise WrongQuery(f"{found[0]!r}: a minus excludes words, not a facet")
        if facet in PERIODS:
            dates[facet] = words
        elif facet in FACETS:
            wanted.setdefault(FACETS[facet], []).extend([words] if quoted is not None else words.split(","))
        elif facet is not None and quoted is None and not words.startswith("//"):
            raise WrongQuery(f"{facet!r} is no facet; there are {', '.join((*FACETS, *PERIODS))}")
        elif found["minus"]:
            without += _phrases(words)
        else:
            pieces.append(_Piece(words, quoted is not None))
    for name, date in dates.items():
        dates[name] = _date(name, date) if date is not None else None
    check_facets(wanted)
    sought, whole = _sought(pieces[:MOST_WORDS], counterparts)
    if pieces and not sought:
        raise WrongQuery(f"{written!r} has no word to look for")
    return Query(
        sought,
        tuple(without[:MOST_WORDS]),
        {name: tuple(dict.fromkeys(filter(None, values)))[:MOST_VALUES] for name, values in wanted.items()},
        dates["since"],
        dates["until"],
        whole,
        written,
    )


def check_facets(facets: Mapping[str, Sequence[str]]) -> None:
    """Raises WrongQuery for a value that a facet never has: an answer of nothing would say that nobody spoke so."""
    for facet, values in facets.items():
        known = _known().get(facet)
        for value in values if known else ():
            if value and known and value not in known:
                raise WrongQuery(f"{facet}: {value!r} is not known; there are {', '.join(known)}")


@cache
def _known() -> Mapping[str, Sequence[str]]:
    """The values of facets that are closed lists."""
    acts = {act: rank for each in scales().values() for act, rank in each.ranks.items()}
    return {
        "act": tuple(acts), "followup": FOLLOWUPS, "field": tuple(labels_in("en").tables["field"]),
        "language": tuple(languages()), "kind": SAID + NAMED,
    }  # fmt: skip


def _date(name: str, written: str) -> str:
    """A date with digits of any width. Raises WrongQuery."""
    date = unicodedata.normalize("NFKC", written)
    if not DATE.fullmatch(date):
        raise WrongQuery(f"{name}: {written!r} is no date; write 2024, 2024-06 or 2024-06-30")
    return date


def phrase_of(words: str, via: str = "") -> Phrase | None:
    """Words in a row as the index has them; None where there is no word.

    What ends in Japanese is found within longer words: its last character may go on.
    """
    found = tokens(words)[:MOST_WORDS]
    if not found:
        return None
    last = found[-1]
    if len(last) > 1 or not IS_JAPANESE.match(last):
        return Phrase(tuple(found), False, via)
    # The last character alone says that nothing follows. Where a pair holds it already, that is enough.
    if len(found) > 1 and len(found[-2]) == 2 and IS_JAPANESE.match(found[-2]):
        return Phrase(tuple(found[:-1]), False, via)
    return Phrase(tuple(found), True, via)


def _phrases(words: str) -> list[Phrase]:
    found = phrase_of(words)
    return [found] if found else []


def _sought(pieces: Sequence[_Piece], counterparts: Counterparts | None) -> tuple[tuple[Sought, ...], Phrase | None]:
    """What is looked for, and the user's words in a row where they are several."""
    out: list[Sought] = []
    loose: list[str] = []
    for piece in (*pieces, _Piece("", True)):
        if not piece.quoted:
            loose += _words(piece.words)
            continue
        out += _named(_without_particles(loose), counterparts)
        loose = []
        if piece.words and (own := phrase_of(piece.words)):
            out.append(Sought((own,), _others(piece.words, counterparts)))
    words = [word for piece in pieces for word in piece.words.split()]
    many = sum(len(each.own) for each in out) > 1 and not any(piece.quoted for piece in pieces)
    return tuple(out[:MOST_WORDS]), phrase_of(" ".join(words)) if many else None


def _words(run: str) -> list[str]:
    """A run of a query as words: parted at particles where it is Japanese."""
    return list(parted(run)) if IS_JAPANESE.search(run) else [run]


def _without_particles(words: Sequence[str]) -> list[str]:
    """Words without those too small to look for; all of them where nothing else is there."""
    small = _small()
    return [word for word in words if word.lower() not in small] or list(words)


@cache
def _small() -> frozenset[str]:
    return frozenset(word for language in ("en", "ru") for word in particles(language))


def _named(words: Sequence[str], counterparts: Counterparts | None) -> list[Sought]:
    """Words each for itself, but those that together name something as one, with its other names."""
    out: list[Sought] = []
    at = 0
    while at < len(words):
        length, others = _longest(words, at, counterparts)
        own = tuple(phrase for word in words[at : at + length] if (phrase := phrase_of(word)))
        if own:
            out.append(Sought(own, others))
        at += length
    return out


def _longest(words: Sequence[str], at: int, counterparts: Counterparts | None) -> tuple[int, tuple[Phrase, ...]]:
    for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
        others = _others(" ".join(words[at : at + length]), counterparts)
        if others:
            return length, others
    return 1, ()


def _others(name: str, counterparts: Counterparts | None) -> tuple[Phrase, ...]:
    if counterparts is None:
        return ()
    own = phrase_of(name)
    found: Iterable[Phrase | None] = (phrase_of(other, via) for other, via in counterparts(name))
    unlike = {(each.words, each.prefix): each for each in found if each and (not own or each.words != own.words)}
    return tuple(unlike.values())
