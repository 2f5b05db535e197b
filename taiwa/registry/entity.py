"""Treaties, resolutions, programmes, bodies, routes and places that statements name, and how to find them by name.

Owns no names: they stand in data/entities.toml and, for organisations, groups and forums, in data/groups.toml. States
are none of them. Resolutions that nobody listed are entities too, by their number.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from taiwa.errors import RegistryError
from taiwa.model import Entity, Name
from taiwa.model.record import ENTITY_KINDS
from taiwa.registry.group import Group, group_of, groups
from taiwa.registry.keys import Comparing, comparing
from taiwa.registry.surfaces import LANGUAGES, known_language

Row = Mapping[str, Any]
_KINDS = {"organisation": "body", "body": "body", "forum": "forum", "group": "party"}
_ABBREVIATION = re.compile(r"(?=(?:.*[A-ZА-ЯЁ]){2})[A-ZА-ЯЁa-zа-яё0-9+&./-]+")


@cache
def entities() -> tuple[Entity, ...]:
    """Every entity that is listed, in the order of identifiers. Raises RegistryError for a file that is wrong."""
    listed = [_listed(name, row) for name, row in _tables()["entity"].items()]
    more: dict[str, Row] = dict(_tables()["also"])
    found = [*listed, *(_of_group(group, more.pop(_slug(group.code), {})) for group in groups().values())]
    if more:
        raise RegistryError(f"names are added to what is no group: {', '.join(sorted(more))}")
    if twice := sorted(name for name, times in Counter(each.id for each in found).items() if times > 1):
        raise RegistryError(f"entities that stand twice in the registry: {', '.join(twice)}")
    return tuple(sorted(found, key=lambda each: each.id))


def named(name: str, language: str | None = None) -> Entity | None:
    """The entity that a text calls `name`, in whatever case and spelling; None where there is none, or several.

    Looks in one language, or in all of them; a name in Latin letters is looked for among the English ones too, since
    every language writes some (`NPT`). Raises UnknownLanguage.
    """
    tried = LANGUAGES if language is None else (known_language(language),)
    if name.isascii() and "en" not in tried:
        tried = (*tried, "en")
    return next((found for each in tried if (found := _named_in(name, each))), None)


def shared_keys(language: str) -> Mapping[str, tuple[str, ...]]:
    """Keys that several entities claim, each with their identifiers: names by which none of them is found."""
    return {key: tuple(sorted(ids)) for key, ids in _claims(known_language(language)).items() if len(ids) > 1}


def _named_in(name: str, language: str) -> Entity | None:
    if code := group_of(name, language):
        return _by_id()[_slug(code)]
    keys = _compared(language).keys(name)
    known = _claims(language)
    for key in keys:
        if len(ids := known.get(key, ())) == 1:
            return _by_id()[next(iter(ids))]
    return _numbered(name, language)


def _numbered(name: str, language: str) -> Entity | None:
    """A resolution known by its number."""
    written = _compared(language).worded(name)
    for stem, row in _tables()["numbered"].items():
        if found := re.fullmatch(row["written"][language], written):
            return _resolution(stem, row, found[1])
    return None


def _resolution(stem: str, row: Row, number: str) -> Entity:
    symbol = row["symbol"].format(number)
    for value, entity in _by_symbol().items():
        if value == symbol or value.startswith(f"{symbol}("):
            return entity
    names = tuple(Name(row[language].format(number), language) for language in LANGUAGES)
    return Entity(f"{stem}-{number.replace('/', '-')}", "resolution", names)


# --- what is listed ---------------------------------------------------------------------------------------------


def _listed(name: str, row: Row) -> Entity:
    if row["kind"] not in ENTITY_KINDS:
        raise RegistryError(f"entity {name}: {row['kind']!r} is no kind; there are: {', '.join(ENTITY_KINDS)}")
    identifiers = tuple((scheme, value) for scheme, value in row.get("identifiers", {}).items())
    return Entity(name, row["kind"], tuple(_names(row)), identifiers, row.get("note", ""))


def _of_group(group: Group, more: Row) -> Entity:
    forms = {language: (*group.names.get(language, ()), *more.get(language, ())) for language in LANGUAGES}
    identifiers = tuple((scheme, value) for scheme, value in more.get("identifiers", {}).items())
    return Entity(_slug(group.code), _KINDS[group.kind], tuple(_names(forms)), identifiers)


def _names(forms: Mapping[str, Any]) -> Iterator[Name]:
    """The first form of a language is its full name, a run of capitals an abbreviation, any other a short name."""
    for language in LANGUAGES:
        for at, text in enumerate(forms.get(language, ())):
            brief = "abbreviation" if _ABBREVIATION.fullmatch(text) else "short"
            yield Name(text, language, brief if at else "full")


def _slug(code: str) -> str:
    """A group's code as an identifier: `C5+1` is `c5-plus-1`."""
    return re.sub(r"[^a-z0-9]+", "-", code.lower().replace("+", "-plus-")).strip("-")


@cache
def _by_id() -> Mapping[str, Entity]:
    return {each.id: each for each in entities()}


@cache
def _by_symbol() -> Mapping[str, Entity]:
    """Listed entities by their UN document symbol."""
    return {value: each for each in entities() for scheme, value in each.identifiers if scheme == "UN"}


@cache
def _claims(language: str) -> Mapping[str, frozenset[str]]:
    """Which entities claim a key."""
    compared = _compared(language)
    claimed: dict[str, set[str]] = {}
    for each in entities():
        for text in _texts(each.names, language):
            claimed.setdefault(compared.key(text), set()).add(each.id)
    return {key: frozenset(ids) for key, ids in claimed.items() if key}


def _texts(names: Iterable[Name], language: str) -> Iterator[str]:
    return (name.text for name in names if name.language in ("", language))


@cache
def _compared(language: str) -> Comparing:
    return comparing(language, _tables())


@cache
def _tables() -> Row:
    try:
        return tomllib.loads(Path(__file__).with_name("data").joinpath("entities.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"entities.toml can't be read: {error}") from error
