"""Facts of the record that people give: nouns put in whole, or one field of one changed; made findable each time.

Owns which fields may be changed and which values they take. What a machine read is `deciding`'s.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Delegate, Entity, Evidence, Forum, Meeting, Text, Version
from taiwa.model.record import AUTHORITIES, FORMATS, STATES_OF_MEETING
from taiwa.record import adding
from taiwa.record.naming import Names
from taiwa.record.values import check
from taiwa.store import Writing
from taiwa.store.coding import value_of
from taiwa.store.view import View

# Fields of each noun that `set_field` changes; what tells a noun apart and what came with its bytes stays.
FIELDS: Mapping[type, tuple[str, ...]] = {
    Meeting: (
        "level", "number", "counted", "date", "end", "place", "format", "chair", "next_chair", "status", "note",
    ),
    Text: ("kind", "forum", "meeting", "title", "date", "withdrawn"),
    Version: ("text", "authority", "name", "origin"),
}  # fmt: skip
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
            changed = act.writer.put(noun)
            adding.index_meeting(act, noun.id)
        case Text():
            for find, id in ((act.view.forum, noun.forum), (act.view.meeting, noun.meeting)):
                _ = find(id) if id is not None else None
            changed = act.writer.put(noun)
            for version in act.view.versions(noun.id):
                adding.index_version(act, version.id, Names(act.view))
        case Delegate():
            act.view.meeting(noun.meeting)
            changed = act.writer.put(noun)
        case _:
            changed = act.writer.put(noun)
    return changed


def set_field(act: Writing, id: str, field: str, value: str, seen: View) -> Meeting | Text | Version:
    """Changes one field of the meeting, text or version `id`; returns it. What the value names must be `seen`.

    Raises NotInRecord, WrongValue.
    """
    noun = noun_called(act.view, id)
    known = FIELDS[type(noun)]
    if field not in known:
        kind = type(noun).__name__.lower()
        raise WrongValue(f"{field!r} is no field of a {kind} that can be set; there are {', '.join(known)}")
    made = _value(type(noun), field, value)
    if field in VALUES and made is not None and made not in VALUES[field]:
        raise WrongValue(f"{field}: {value!r} is not known; there are {', '.join(VALUES[field])}")
    if field in REFERS and made is not None:
        REFERS[field](seen)(made)
    changed = _of_one_forum(act.view, replace(noun, **{field: made}), field)
    if isinstance(changed, Version):
        act.writer.put_version(changed)
        adding.index_version(act, changed.id, Names(act.view))
        left = act.view.text(noun.text) if isinstance(noun, Version) else None
        if left and not act.view.versions(
            left.id
        ):  # nothing is deleted: the shell stays, out of lists of what there is
            act.writer.put(replace(left, withdrawn=True))
    else:
        put(act, changed)
    return changed


def _of_one_forum(view: View, noun: Meeting | Text | Version, field: str) -> Meeting | Text | Version:
    """A text with the forum of its meeting, where one of both was just set. Raises WrongValue for a forum that isn't
    the one of its meeting."""
    if not isinstance(noun, Text) or noun.meeting is None or field not in ("meeting", "forum"):
        return noun
    forum = view.meeting(noun.meeting).forum
    if field == "forum" and noun.forum != forum:
        raise WrongValue(f"forum: {noun.id} is of the meeting {noun.meeting}, which is of {forum}; set its meeting")
    return replace(noun, forum=forum)


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
    """Words or JSON as the field's own type."""
    tries: list[Any] = [value]
    with suppress(ValueError, RecursionError):
        tries.insert(0, json.loads(value))
    for each in tries:
        try:
            return value_of(kind, field, each)
        except ValueError:
            continue
    raise WrongValue(f"{field}: {value!r} can't be that")
