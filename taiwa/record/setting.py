"""Facts of the record that people give: nouns put in whole, or one field of one changed; made findable each time.

Owns which fields may be changed and which values they take. What a machine read is `deciding`'s.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Delegate, Entity, Evidence, Forum, Meeting, Text, Version
from taiwa.model.record import AUTHORITIES, FORMATS, STATES_OF_MEETING
from taiwa.record import adding
from taiwa.record.naming import Names
from taiwa.record.values import check
from taiwa.store import Writing
from taiwa.store.coding import value_of
from taiwa.store.view import View

# Fields of each noun that are changed one by one; what tells a noun apart and what came with its bytes stays.
FIELDS: Mapping[type, tuple[str, ...]] = {
    Meeting: (
        "level", "number", "counted", "date", "end", "place", "format", "chair", "next_chair", "status", "note",
    ),
    Text: ("kind", "forum", "meeting", "title", "date", "withdrawn"),
    Version: ("text", "authority", "name", "origin"),
    Forum: ("names", "members", "levels", "note", "confidential"),
    Entity: ("kind", "names", "identifiers", "note"),
}  # fmt: skip
Described = Forum | Meeting | Text | Version | Entity
Noun = TypeVar("Noun", bound=Described)
VALUES: Mapping[str, tuple[str, ...]] = {"authority": AUTHORITIES, "format": FORMATS, "status": STATES_OF_MEETING}
# What a field of one noun names in the record.
REFERS: Mapping[str, Callable[[View], Callable[[str], object]]] = {
    "forum": lambda view: view.forum,
    "meeting": lambda view: view.meeting,
    "text": lambda view: view.text,
}


def put(act: Writing, noun: Forum | Meeting | Delegate | Text | Entity | Evidence) -> bool:
    """Puts one noun in and makes it findable. Raises NotInRecord where what it belongs to isn't there, WrongValue."""
    check(noun)
    match noun:
        case Forum():
            changed = act.writer.put_forum(noun)
            adding.index_forum(act, noun.id)
        case Entity():
            changed = bool(adding.put_entities(act, [noun]))
        case Meeting():
            act.view.forum(noun.forum)
            _stays(act.view, noun)
            changed = act.writer.put(noun)
            adding.index_meeting(act, noun.id)
        case Text():
            for find, id in ((act.view.forum, noun.forum), (act.view.meeting, noun.meeting)):
                _ = find(id) if id is not None else None
            if noun.meeting is not None and (of := act.view.meeting(noun.meeting).forum) != noun.forum:
                raise WrongValue(
                    f"forum: {noun.id} is of the meeting {noun.meeting}, which is of {of}; set its meeting"
                )
            changed = act.writer.put(noun)
            for version in act.view.versions(noun.id):
                adding.index_version(act, version.id, Names(act.view))
        case Delegate():
            act.view.meeting(noun.meeting)
            changed = act.writer.put(noun)
        case _:
            changed = act.writer.put(noun)
    return changed


def _stays(view: View, meeting: Meeting) -> None:
    """Raises WrongValue for a meeting of another forum than before: its texts are of that one."""
    try:
        before = view.meeting(meeting.id)
    except NotInRecord:
        return
    if before.forum != meeting.forum:
        raise WrongValue(f"forum: {meeting.id} is a meeting of {before.forum}, and stays one")


def set_field(act: Writing, id: str, field: str, value: str, seen: View) -> Meeting | Text | Version:
    """Changes one field of the meeting, text or version `id`; returns it. What the value names must be `seen`.

    Raises NotInRecord, WrongValue.
    """
    noun = noun_called(seen, id)
    _check_fields(type(noun), (field,))
    changed = changed_in(seen, noun, {field: _value(type(noun), field, value)})
    keep(act, changed, noun)
    assert isinstance(changed, Meeting | Text | Version)
    return changed


def changed_in(view: View, noun: Noun, values: Mapping[str, Any]) -> Noun:
    """`noun` with other values of some fields, as JSON has them. Raises NotInRecord, WrongValue."""
    kind = type(noun)
    _check_fields(kind, values)
    made = {}
    for field, value in values.items():
        try:
            made[field] = value_of(kind, field, value)
        except ValueError as error:
            raise WrongValue(f"{field}: {value!r} can't be that") from error
        if field in VALUES and made[field] is not None and made[field] not in VALUES[field]:
            raise WrongValue(f"{field}: {value!r} is not known; there are {', '.join(VALUES[field])}")
        if field in REFERS and made[field] is not None:
            REFERS[field](view)(made[field])
    changed = replace(noun, **made)
    return _of_one_forum(view, changed, values) if isinstance(changed, Text) else changed  # type: ignore[return-value]


def keep(act: Writing, noun: Described, before: Described) -> bool:
    """Keeps a noun that was changed; returns whether it is another than before."""
    if not isinstance(noun, Version) or not isinstance(before, Version):
        assert not isinstance(noun, Version)
        return put(act, noun)
    check(noun)
    changed = act.writer.put_version(noun)
    adding.index_version(act, noun.id, Names(act.view))
    left = act.view.text(before.text)
    if not act.view.versions(left.id):  # nothing is deleted: the shell stays, out of lists of what there is
        act.writer.put(replace(left, withdrawn=True))
    return changed


def _check_fields(kind: type, fields: Iterable[str]) -> None:
    known = FIELDS[kind]
    for field in fields:
        if field not in known:
            named = kind.__name__.lower()
            raise WrongValue(f"{field!r} is no field of a {named} that can be set; there are {', '.join(known)}")


def _of_one_forum(view: View, text: Text, given: Iterable[str]) -> Text:
    """A text with the forum of its meeting, where its meeting alone was just set."""
    if text.meeting is None or "meeting" not in given or "forum" in given:
        return text
    return replace(text, forum=view.meeting(text.meeting).forum)


def noun_called(view: View, id: str) -> Meeting | Text | Version:
    """The meeting, text or version with that identifier. Raises NotInRecord."""
    finders: tuple[Callable[[str], Meeting | Text | Version], ...] = (view.version, view.text, view.meeting)
    for find in finders:
        try:
            return find(id)
        except NotInRecord:
            continue
    raise NotInRecord(f"there is no meeting, text or version {id!r} in the record")


def _value(kind: type, field: str, value: str) -> Any:
    """Words or JSON as the field takes them. Raises WrongValue."""
    tries: list[Any] = [value]
    with suppress(ValueError, RecursionError):
        tries.insert(0, json.loads(value))
    for each in tries:
        try:
            value_of(kind, field, each)
        except ValueError:
            continue
        return each
    raise WrongValue(f"{field}: {value!r} can't be that")
