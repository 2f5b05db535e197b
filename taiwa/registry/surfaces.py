"""What states and groups share: the languages, frozen forms, the order of surfaces, and the files they are read from.

Owns no names. A surface is a name as running text writes it, in NFKC.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

from taiwa.errors import UnknownLanguage

LANGUAGES = ("ja", "en", "ru")
Forms = Mapping[str, tuple[str, ...]]
Surfaces = tuple[tuple[str, str], ...]


def known_language(language: str) -> str:
    """The language itself; raises UnknownLanguage where the registry has no names in it."""
    if language not in LANGUAGES:
        raise UnknownLanguage(f"The registry has names in {', '.join(LANGUAGES)}, not in {language!r}.")
    return language


def frozen_forms(forms: Mapping[str, list[str]]) -> Forms:
    """Language to forms, read-only."""
    return MappingProxyType({language: tuple(found) for language, found in forms.items()})


@cache
def surfaces_of(column: str, language: str) -> Surfaces:
    """The (surface, code) pairs of one column of the language's file, longest first. Raises UnknownLanguage."""
    rows: Mapping[str, list[str]] = language_file(language)[column]
    return longest_first((form, code) for code, forms in rows.items() for form in forms)


@cache
def code_by_surface(column: str, language: str) -> Mapping[str, str]:
    """The same for looking up. Raises UnknownLanguage."""
    return MappingProxyType(dict(surfaces_of(column, language)))


def code_of(name: str, column: str, language: str | None) -> str | None:
    """The code of what is called exactly `name` in one language or, for None, in any. Raises UnknownLanguage."""
    wanted = normalize("NFKC", name).strip()
    tried = LANGUAGES if language is None else (language,)
    return next((code for one in tried if (code := code_by_surface(column, one).get(wanted))), None)


def longest_first(pairs: Iterable[tuple[str, str]]) -> Surfaces:
    """Sorted by falling length, then by the surface."""
    return tuple(sorted(sorted(pairs), key=_length, reverse=True))


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0])


@cache
def language_file(language: str) -> dict[str, Any]:
    """All surfaces of one language. Raises UnknownLanguage."""
    return data_file(f"surfaces-{known_language(language)}.json")


def data_file(name: str) -> dict[str, Any]:
    """The content of a JSON file of the registry."""
    content: dict[str, Any] = json.loads(Path(__file__).with_name("data").joinpath(name).read_bytes())
    return content
