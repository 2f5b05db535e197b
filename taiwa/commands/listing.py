"""What `taiwa record list` and `taiwa forum` lay out in tables: heads, nouns, and the cells of a noun."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from taiwa.model import Entity, Forum, Meeting, Name, Text, Version
from taiwa.store.view import View

Nouns = Callable[[View, str | None, str | None], Sequence[Any]]
Cells = Callable[[View, Any], tuple[str, ...]]


def _texts(view: View, forum: str | None, kind: str | None) -> Sequence[Text]:
    return [each for each in view.texts(forum) if kind is None or each.kind == kind]


def _text(view: View, each: Text) -> tuple[str, ...]:
    versions = ", ".join(f"{version.language} ({version.authority})" for version in view.versions(each.id))
    state = "withdrawn " if each.withdrawn else ""
    return each.date or "", each.id, each.kind, versions, state + each.title


def _version(_: View, each: Version) -> tuple[str, ...]:
    return each.id, each.authority, each.received, each.name


def meeting_cells(_: View, each: Meeting) -> tuple[str, ...]:
    """A meeting as a row of its forum's meetings."""
    number = str(each.number) if each.number is not None else "" if each.counted else "not counted"
    chair = " → ".join(filter(None, (each.chair, each.next_chair and f"({each.next_chair})")))
    return each.date or "", each.id, number, each.place or each.format or "", chair, each.status


MEETING_HEADS = ("date", "meeting", "number", "place", "chair → (next)", "status")


def _forum(view: View, each: Forum) -> tuple[str, ...]:
    members = " ".join(member.party for member in each.members if member.role == "member" and member.until is None)
    return each.id, _first(each.names), members, str(len(view.meetings(each.id)))


def _entity(_: View, each: Entity) -> tuple[str, ...]:
    return each.id, each.kind, _first(each.names), ", ".join(f"{scheme} {value}" for scheme, value in each.identifiers)


def _first(names: tuple[Name, ...]) -> str:
    return " / ".join(dict.fromkeys(name.text for name in names if name.kind == "full")) or (
        names[0].text if names else ""
    )


LISTS: Mapping[str, tuple[tuple[str, ...], Nouns, Cells]] = {
    "texts": (("date", "text", "kind", "versions", "title"), _texts, _text),
    "versions": (
        ("version", "authority", "received", "document"),
        lambda view, forum, kind: [version for text in _texts(view, forum, kind) for version in view.versions(text.id)],
        _version,
    ),
    "meetings": (MEETING_HEADS, lambda view, forum, kind: view.meetings(forum), meeting_cells),
    "forums": (("forum", "name", "members", "meetings"), lambda view, forum, kind: view.forums(), _forum),
    "entities": (("entity", "kind", "name", "identifiers"), lambda view, forum, kind: view.entities(kind), _entity),
}
