"""Nouns as rows and back: which noun stands in which tables.

Owns the correspondence only; `writer` and `view` move the rows. A noun whose fields are the columns of one table needs
a line in `PLAIN`; forums and entities, which have names and lists, have functions of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Table

from taiwa.model import (
    Change,
    Correction,
    Delegate,
    Entity,
    Evidence,
    Kept,
    Level,
    Link,
    Meeting,
    Membership,
    Name,
    Text,
    Version,
)
from taiwa.store import tables

Noun = TypeVar("Noun")
Row = dict[str, Any]
# The names of a noun's fields: asking the dataclass each time takes longer than the row.
_PARTS: dict[Any, tuple[str, ...]] = {}
# Tables whose columns are the fields of a noun.
PLAIN: Mapping[type, Table] = {
    Meeting: tables.meeting,
    Delegate: tables.delegate,
    Text: tables.text,
    Version: tables.version,
    Correction: tables.correction,
    Link: tables.link,
    Evidence: tables.evidence,
    Change: tables.change,
}


def row_of(noun: Any) -> Row:
    """A noun's fields by the names of columns."""
    return {name: getattr(noun, name) for name in _parts(type(noun))}


def noun_of(kind: type[Noun], row: Mapping[Any, Any]) -> Noun:
    """The noun of a row; columns that it doesn't know are passed over."""
    return kind(**{name: row[name] for name in _parts(kind)})


def _parts(kind: Any) -> tuple[str, ...]:
    if kind not in _PARTS:
        _PARTS[kind] = tuple(part.name for part in fields(kind))
    return _PARTS[kind]


def name_rows(subject: str, names: Iterable[Name]) -> list[Row]:
    """Rows of the names of `subject` (its kind and identifier), in order."""
    return [{"subject": subject, "position": i, **row_of(name)} for i, name in enumerate(names)]


def identifier_rows(entity: Entity) -> list[Row]:
    """Rows of an entity's identifiers, in order."""
    return [
        {"entity": entity.id, "position": i, "scheme": scheme, "value": value}
        for i, (scheme, value) in enumerate(entity.identifiers)
    ]


def member_rows(forum: str, members: Iterable[Membership]) -> list[Row]:
    """Rows of a forum's members, in order."""
    return [{"forum": forum, "position": i, **row_of(member)} for i, member in enumerate(members)]


def level_rows(forum: str, levels: Iterable[Level]) -> list[Row]:
    """Rows of a forum's ladder; names of levels are rows of `name`."""
    return [{"forum": forum, "id": level.id, "rank": level.rank} for level in levels]


def level_subject(forum: str, level: str) -> str:
    """Under which subject a level's names stand."""
    return f"level {forum} {level}"


def subject_of(noun: object) -> str:
    """The kind and identifier of a noun, as the history and evidence name it: `meeting kitanagi/fm-9`."""
    match noun:
        case Delegate():
            return f"delegate {noun.meeting} {noun.party} {noun.person}"
        case Correction():
            return f"correction {noun.version} {noun.number}"
        case Kept():
            return f"reading {noun.version} {noun.number}"
        case Link():
            return f"link {noun.version}#{noun.provision} {noun.entity}"
        case Evidence():
            return f"evidence {noun.subject} {noun.field}".rstrip()
        case _:
            return f"{type(noun).__name__.lower()} {noun.id}"  # type: ignore[attr-defined]
