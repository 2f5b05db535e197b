"""States and territories of ISO 3166: their names in Japanese, English and Russian, and how to find them by name.

Owns no names: they stand in data/states-extra.toml and come from CLDR, and tools/make_states.py makes the JSON files of
both. Owns no matching either; it gives the surfaces by which a reader searches, longest first. Surfaces are in
NFKC, so a text must be too. Loaded at the first question, and once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from taiwa.registry.surfaces import Forms, Surfaces, code_of, data_file, frozen_forms, language_file, surfaces_of


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. Every mapping goes from a language to forms, the usual one first; absent where unknown.

    `code` is ISO 3166 alpha-2. `abbreviations` are names in context only (the 日 and 米 of 日米). `adjectives` are
    English adjectives and demonyms, and Russian stems without their ending. `capitals` may hold former names after the
    present one.
    """

    code: str
    names: Forms
    long_names: Forms
    abbreviations: Forms
    adjectives: Forms
    capitals: Forms


@cache
def states() -> Mapping[str, State]:
    """Every state by its ISO 3166 code, in the order of codes."""
    columns = ("names", "long_names", "abbreviations", "adjectives", "capitals")
    records = data_file("states.json")["states"]
    return MappingProxyType(
        {code: State(code, *(frozen_forms(record[column]) for column in columns)) for code, record in records.items()}
    )


def names(language: str) -> Surfaces:
    """Every (surface, code) by which running text names a state, longest first.

    Short and long names in their usual spellings and, in Russian, in all cases; no abbreviations, adjectives or
    capitals, and no name that several states share. Raises UnknownLanguage.
    """
    return surfaces_of("names", language)


def capital_names(language: str) -> Surfaces:
    """Every (surface, code of the state) of capitals, as `names` gives the states'. Raises UnknownLanguage."""
    return surfaces_of("capitals", language)


def abbreviations(language: str) -> Surfaces:
    """Every (short form, code) that needs a context: 日 is Japan in 日米, not in 15日. Raises UnknownLanguage."""
    return surfaces_of("abbreviations", language)


def adjectives(language: str) -> Surfaces:
    """Every (adjective, code); Russian ones are stems in small letters (казахстанск). Raises UnknownLanguage."""
    return surfaces_of("adjectives", language)


@cache
def look_alikes(language: str) -> tuple[str, ...]:
    """Words that hold a state's name but don't name the state (インド太平洋, Indian Ocean), longest first.

    Search for them together with the names: where the longest match is one of these, no state is named.
    Raises UnknownLanguage.
    """
    return tuple(sorted(language_file(language)["look_alikes"], key=len, reverse=True))


@cache
def shared_names(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every (name, codes) that several states share, so that `names` gives it to none. Raises UnknownLanguage."""
    return tuple((name, tuple(codes)) for name, codes in language_file(language)["shared"].items())


def state_of(name: str, language: str | None = None) -> str | None:
    """The code of the state called exactly `name` (after NFKC and without space around it), None if there is none.

    Looks in one language, or in all of them. Raises UnknownLanguage.
    """
    return code_of(name, "names", language)
