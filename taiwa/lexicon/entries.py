"""Lexicon files as data: meanings and phrases. Owns the loading of TOML; knows nothing of how a phrase inflects."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from taiwa.errors import LexiconError, UnknownScale


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase can mean, in any language. `act` is its class; `flags` the properties that rules ask for."""

    id: str
    gloss: str = ""
    act: str | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of one language with its meaning and an example that contains it."""

    language: str
    meaning: str
    phrase: str
    example: str

    @property
    def id(self) -> str:
        """Stable name of the entry, e.g. `ja:act.welcome:歓迎する`."""
        return f"{self.language}:{self.meaning}:{self.phrase}"


@dataclass(frozen=True, slots=True)
class Scale:
    """A named, versioned ladder of force: `ranks` gives every act class its rank."""

    name: str
    title: str
    source: str
    ranks: Mapping[str, int]


def _data() -> Traversable:
    return files("taiwa.lexicon") / "data"


def _toml(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name}: not readable as TOML: {error}") from error


@cache
def meanings() -> Mapping[str, Meaning]:
    """Every meaning by its id. Raises LexiconError when the file can't be read."""
    out = {}
    for name, table in _toml(_data() / "meanings.toml").items():
        flags = frozenset(key for key, value in table.items() if value is True)
        out[name] = Meaning(name, table.get("gloss", ""), table.get("act"), flags)
    return out


@cache
def scales() -> Mapping[str, Scale]:
    """Every scale by its name. Raises LexiconError when the file can't be read."""
    tables = _toml(_data() / "scales.toml")
    return {name: Scale(name, t["title"], t["source"], t["ranks"]) for name, t in tables.items()}


def scale(name: str) -> Scale:
    """The scale of that name; raises UnknownScale with the names there are."""
    try:
        return scales()[name]
    except KeyError:
        raise UnknownScale(f"no scale is named {name!r}; there are: {', '.join(sorted(scales()))}") from None


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon, sorted."""
    return tuple(sorted(path.name for path in _data().iterdir() if path.is_dir()))


def _tables(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """(meaning, phrase, example) of nested tables; a dotted path of tables is one meaning."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _tables(value, f"{prefix}.{key}" if prefix else key)
        else:
            yield prefix, key, str(value)


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """Every phrase of a language, in the order of its files. Raises LexiconError for a language without a lexicon."""
    folder = _data() / language
    if not folder.is_dir():
        raise LexiconError(f"there is no lexicon for {language!r}; there are: {', '.join(languages())}")
    out = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml") and path.name != "paradigms.toml":
            out += [Entry(language, meaning, phrase, example) for meaning, phrase, example in _tables(_toml(path))]
    return tuple(out)


@cache
def paradigms(language: str) -> Mapping[str, Any]:
    """How predicates of a language inflect, as the raw table; empty where the language needs none."""
    path = _data() / language / "paradigms.toml"
    return _toml(path) if path.is_file() else {}
