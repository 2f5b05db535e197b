"""Which meanings a text speaks of, the same in every language, and where: concepts of policy, common words.

Owns the finding: by Snowball's stems, which take more forms for one word than a search may. Concepts of policy are
those of `concepts`; common words of official language stand in `data/equivalents.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import Stemmer
from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa.errors import LexiconError
from taiwa.lexicon.concepts import concepts

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A phrase has no mark within it.
_PARTED = re.compile(r"[.,;:()«»“”]")
_STEMMERS = {"en": "english", "ru": "russian"}
# No concept has more words than this in any language.
LONGEST = 5


class Spoken(NamedTuple):
    """A concept at [start, end) of a text."""

    start: int
    end: int
    concept: str


def meanings_in(text: str, language: str) -> Iterator[Spoken]:
    """Every meaning of a text in order, the longest phrase at a place; each of several senses is said."""
    if language == "ja":
        ids, automaton = _japanese()
        for at, start, end in automaton.find_matches_as_indexes(text):
            yield from (Spoken(start, end, concept) for concept in ids[at])
        return
    places = [found.span() for found in _WORD.finditer(text)]
    stems = [_stem(text[start:end].lower().replace("ё", "е"), language) for start, end in places]
    known, at = _by_stems(language), 0
    while at < len(places):
        sizes = range(min(LONGEST, len(places) - at), 0, -1)
        size = next((n for n in sizes if tuple(stems[at : at + n]) in known), 0)
        if size and not (size > 1 and _PARTED.search(text, places[at][0], places[at + size - 1][1])):
            for concept in known[tuple(stems[at : at + size])]:
                yield Spoken(places[at][0], places[at + size - 1][1], concept)
        at += size or 1


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    # A stemmer must not be used by two threads at once: each word gets one of its own, and the cache makes it cheap.
    stem: str = Stemmer.Stemmer(_STEMMERS[language]).stemWord(word)
    return stem


@cache
def _by_stems(language: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Meanings by the stems of their words; common words are told from concepts by a mark in front."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    rows = [(concept.id, concept.words.get(language, ())) for concept in concepts()]
    rows += [(f"~{meaning}", row.get(language, ())) for meaning, row in equivalents().items()]
    for meaning, written in rows:
        for phrase in written:
            words = _WORD.findall(phrase.lower().replace("ё", "е"))
            key = tuple(_stem(word, language) for word in words)
            if meaning not in out.get(key, ()):
                out[key] = (*out.get(key, ()), meaning)
    return out


@cache
def equivalents() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Common words by meaning and language. Raises LexiconError where the file can't be read."""
    try:
        table = tomllib.loads((files("taiwa.lexicon") / "data" / "equivalents.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"equivalents.toml: not readable as TOML: {error}") from error
    return {
        meaning: {language: tuple(words.split("; ")) for language, words in row.items()}
        for meaning, row in table["words"].items()
    }


@cache
def _japanese() -> tuple[list[tuple[str, ...]], AhoCorasick]:
    by_word: dict[str, list[str]] = {}
    for concept in concepts():
        for word in concept.words.get("ja", ()):
            by_word.setdefault(word, []).append(concept.id)
    for meaning, row in equivalents().items():
        for word in row.get("ja", ()):
            by_word.setdefault(word, []).append(f"~{meaning}")
    return [tuple(ids) for ids in by_word.values()], AhoCorasick(list(by_word), matchkind=MatchKind.LeftmostLongest)
