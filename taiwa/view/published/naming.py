"""What a meeting is called in a line: its forum, its level, its number."""

from __future__ import annotations

from collections.abc import Iterable

from taiwa.model import Forum, Meeting, Name
from taiwa.view.labels import Labels, called


def meeting_called(meeting: Meeting, forum: Forum, labels: Labels) -> str:
    """`Kitanagi Sea Dialogue · Foreign Ministers' Meeting · Session 3`."""
    names: Iterable[Name] = next((each.names for each in forum.levels if each.id == meeting.level), ())
    number = labels.say("session", session=meeting.number) if meeting.number is not None else ""
    parts = (called(forum.names, labels.language, forum.id), called(names, labels.language, meeting.level), number)
    return " · ".join(part for part in parts if part)
