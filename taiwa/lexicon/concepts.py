"""Words of policy in three languages, and the concepts they stand for: a search in one language finds the others.

Owns no words: they stand in data/concepts.toml. A word is found by its stem: an English one by its singular, whose
endings the file has, a Russian one by Snowball's stem, as in search; Japanese nouns have no endings.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

import Stemmer

from taiwa.errors import LexiconError

_LANGUAGES = ("ja", "en", "ru")
# How the file writes vowels that come and go: (kept in the word as it is named), [left out of it].
_KEPT, _LEFT = re.compile(r"\((\w)\)"), re.compile(r"\[(\w)\]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:\+\d+)?")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that policy speaks of. `fields` are its policy fields, the main one first; `words` go from a language
    (ja, en, ru) to its words there, the usual one first."""

    id: str
    fields: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


@cache
def concepts() -> tuple[Concept, ...]:
    """Every concept, in the order of the file. Raises LexiconError for a file that is wrong."""
    found = []
    for field, rows in _tables()["concept"].items():
        for name, row in rows.items():
            words = {language: _parted(row[language]) for language in _LANGUAGES if language in row}
            found.append(Concept(name, (field, *row.get("also", ())), MappingProxyType(words)))
    return tuple(found)


def of(word: str, language: str) -> tuple[Concept, ...]:
    """The concepts that a word or phrase stands for, whatever its form; several where it has several senses.

    Empty for an unknown word. Raises LexiconError for a language without words.
    """
    return _by_stem(language).get(stem_of(word, language), ())


def stem_of(word: str, language: str) -> str:
    """The key under which a word or phrase is known: no capitals, no marks, every word without its ending."""
    if language not in _LANGUAGES:
        raise LexiconError(f"there are no concepts in {language!r}; there are: {', '.join(_LANGUAGES)}")
    words = _WORD.findall(normalize("NFKC", word).casefold().replace("ё", "е"))
    if language == "ja":
        return "".join(words)
    return " ".join(_russian(each) if language == "ru" else _singular(each) for each in words)


def shared_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Words that several concepts have on purpose, as the file lists them: language, word, identifiers."""
    return {language: {w: tuple(ids) for w, ids in rows.items()} for language, rows in _tables()["shared"].items()}


@cache
def _by_stem(language: str) -> Mapping[str, tuple[Concept, ...]]:
    found: dict[str, dict[str, Concept]] = {}
    known = {concept.id: concept for concept in concepts()}
    for rows in _tables()["concept"].values():
        for name, row in rows.items():
            for word in row.get(language, "").split(";"):
                for key in _stems(word, language):
                    found.setdefault(key, {})[name] = known[name]
    return {key: tuple(each.values()) for key, each in found.items() if key}


def _stems(written: str, language: str) -> set[str]:
    """The stems of a word as the file writes it: with a vowel that comes and goes, and without."""
    return {stem_of(_LEFT.sub(vowel, _KEPT.sub(vowel, written)), language) for vowel in (r"\1", "")}


def _singular(word: str) -> str:
    for ending, instead in _tables()["endings"]["en"]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: len(word) - len(ending)] + str(instead)
    return word


# A stemmer must not be used by two threads at once, so that each word gets one of its own; the cache makes it cheap.
@lru_cache(maxsize=10_000)
def _russian(word: str) -> str:
    stem: str = Stemmer.Stemmer("russian").stemWord(word)
    return stem


def _parted(words: str) -> tuple[str, ...]:
    return tuple(_LEFT.sub("", _KEPT.sub(r"\1", word)).strip() for word in words.split(";"))


@cache
def _tables() -> Mapping[str, Any]:
    try:
        return tomllib.loads((files("taiwa.lexicon") / "data" / "concepts.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"concepts.toml: not readable as TOML: {error}") from error
