"""What a program sends of a noun: all that is said of it (PUT), or the fields that change (PATCH), in the shape of GET.

Owns shapes and examples; which values the record takes is the record's own to say. A field that isn't one is refused,
so that a slip of the pen never passes as nothing said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from taiwa.errors import WrongValue
from taiwa.model import Delegate, Entity, Forum, Level, Meeting, Membership, Name, Text
from taiwa.model.record import (
    AUTHORITIES,
    CERTAINTIES,
    ENTITY_KINDS,
    FORMATS,
    ROLES_IN_DELEGATION,
    STATES_OF_MEETING,
)
from taiwa.record.values import LARGEST

LONGEST = 4000
HALF = re.compile("[\ud800-\udfff]")
Words = Annotated[str, Field(max_length=LONGEST)]
Id = Annotated[str, Field(max_length=400)]
Number = Annotated[int, Field(ge=0, le=LARGEST)]
Date = Annotated[str, Field(max_length=10, description="A year, a month or a day.", examples=["2031-06-03"])]
Why = Annotated[str, Query(max_length=LONGEST, description="The reason, for the history.", examples=["announced"])]
NeededWhy = Annotated[
    str, Query(min_length=1, max_length=LONGEST, description="The reason, for the history.", examples=["as signed"])
]
Many = Annotated[tuple[Name, ...], Field(max_length=200)]


def _one_of(*known: str) -> Any:
    """A field of a closed list: said in the schema, checked by the record."""
    return Field(json_schema_extra={"enum": list(known)})


class Body(BaseModel):
    """What all bodies share: no field that isn't one, no half of a character, which JSON can say and UTF-8 can't."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _of_whole_characters(cls, data: Any) -> Any:
        for words in _words_in(data):
            if HALF.search(words):
                raise ValueError("there is half of a surrogate pair in the words")
        return data


def _words_in(data: Any) -> Iterator[str]:
    """Every text in what JSON gave, however deep."""
    rest = [data]
    while rest:
        each = rest.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            rest += [*each, *each.values()]
        elif isinstance(each, list):
            rest += each


class ForumFacts(Body):
    """A forum: its names, members, ladder."""

    id: Id | None = None
    names: Annotated[Many, Field(min_length=1, examples=[[{"text": "Kitanagi Sea Dialogue", "language": "en"}]])]
    members: Annotated[tuple[Membership, ...], Field(max_length=400)] = ()
    levels: Annotated[tuple[Level, ...], Field(max_length=40)] = ()
    note: Words = ""
    confidential: bool = False


class MeetingFacts(Body):
    """A meeting, its chair and the next one."""

    id: Id | None = None
    forum: Annotated[Id, Field(examples=["kitanagi"])]
    level: Annotated[Id, Field(examples=["foreign-ministers"])]
    number: Number | None = None
    counted: bool = True
    date: Date | None = None
    end: Date | None = None
    place: Words | None = None
    format: Annotated[str, _one_of(*FORMATS)] | None = None
    chair: Words | None = None
    next_chair: Words | None = None
    status: Annotated[str, _one_of(*STATES_OF_MEETING)] = "held"
    note: Words = ""


class DelegateFacts(Body):
    """A person in a delegation; attendance, rank and being a party to the text are three facts."""

    meeting: Id | None = None
    party: Words | None = None
    person: Words | None = None
    office: Words = ""
    role: Annotated[str, _one_of(*ROLES_IN_DELEGATION)] = "member"
    rank: Number | None = None
    attended: bool | None = None
    party_to_text: bool | None = None


class TextFacts(Body):
    """A text as a work, and where it belongs."""

    id: Id | None = None
    kind: Annotated[Id, Field(examples=["joint-statement"])]
    forum: Id | None = None
    meeting: Id | None = None
    title: Words = ""
    date: Date | None = None
    withdrawn: bool = False


class EntityFacts(Body):
    """A treaty, body, programme, party ... with names and identifiers."""

    id: Id | None = None
    kind: Annotated[str, _one_of(*ENTITY_KINDS)]
    names: Annotated[Many, Field(min_length=1)]
    identifiers: Annotated[tuple[tuple[Words, Words], ...], Field(max_length=100)] = ()
    note: Words = ""


class EvidenceFacts(Body):
    """How certain a fact is, by one source."""

    certainty: Annotated[str, _one_of(*CERTAINTIES)]


class VersionChanges(Body):
    """What may be changed of a version: its text, its authority, what its document is called and came from."""

    text: Id = ""
    authority: Annotated[str, _one_of(*AUTHORITIES)] = ""
    name: Words = ""
    origin: Words = ""


def _some_of(kind: type[Body], name: str) -> Any:
    """The model of a PATCH: the fields of a noun, none of them needed."""
    fields: dict[str, Any] = {
        field: (Annotated[about.annotation, *about.metadata, Field(json_schema_extra=about.json_schema_extra)], None)
        for field, about in kind.model_fields.items()
        if field != "id"
    }
    return create_model(name, __base__=Body, __doc__="The fields that change, with their new values.", **fields)


ForumChanges = _some_of(ForumFacts, "ForumChanges")
MeetingChanges = _some_of(MeetingFacts, "MeetingChanges")
TextChanges = _some_of(TextFacts, "TextChanges")
EntityChanges = _some_of(EntityFacts, "EntityChanges")

Noun = TypeVar("Noun", Forum, Meeting, Text, Entity, Delegate)


def noun_of(kind: type[Noun], facts: Body, **of_address: str) -> Noun:
    """The noun of an address with what is said of it. Raises WrongValue where a body names another one."""
    given = {name: getattr(facts, name) for name in type(facts).model_fields}
    for name, value in of_address.items():
        if given.get(name) not in (None, value):
            raise WrongValue(f"{name}: the body says {given[name]!r}, the address {value!r}")
    return kind(**{**given, **of_address})


def changes_in(facts: Body) -> dict[str, Any]:
    """The fields that a body gives, in JSON's types. Raises WrongValue where it gives none."""
    given = facts.model_dump(mode="json", exclude_unset=True)
    if not given:
        raise WrongValue("the request changes nothing: it names no field")
    return given
