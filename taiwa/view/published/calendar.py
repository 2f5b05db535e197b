"""Meetings and deadlines as a calendar (RFC 5545, iCalendar), for a subscription in any calendar program.

Owns what becomes an event. A meeting is an event of whole days; without a day it is none, and is listed as omitted in
the calendar itself (`X-TAIWA-OMITTED`, and in the description). A deadline falls on the last day that its words allow:
that of a month on the last day of the month, that of a year on 31 December; how exact it is, and its words, stand
beside it (`X-TAIWA-DATE`, the description). One that names no date ("by the next meeting") is listed as omitted.

Everything is told by the record, nothing by the clock: the same record gives the same bytes. `SEQUENCE` counts how
often a thing was told anew, `DTSTAMP` and `LAST-MODIFIED` say when last. Needs icalendar, the extra `web`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import taiwa
from taiwa.errors import WrongValue
from taiwa.view.labels import Labels, in_a_row
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.characters import one_line
from taiwa.view.published.naming import meeting_called
from taiwa.view.published.nouns import Due, Gathering, Told

if TYPE_CHECKING:
    from icalendar import Component

# How deadlines are written: as events, which every program shows; as tasks, which is what they are; not at all.
DEADLINES = ("events", "tasks", "none")
# A postponed meeting is not held on the day that is known: for a calendar it is called off.
STATUS = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED", "postponed": "CANCELLED"}
MEDIA_TYPE = "text/calendar; charset=utf-8"


def as_calendar(
    name: str, gatherings: Sequence[Gathering], dues: Sequence[Due], labels: Labels, at: Addresses, *, tasks: bool
) -> bytes:
    """The calendar. Raises WrongValue where icalendar is not installed."""
    made = _component("Calendar")
    made.add("prodid", f"-//Taiwa//Taiwa {taiwa.__version__}//{labels.language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", one_line(name))
    made.add("x-wr-calname", one_line(name))
    omitted: list[str] = []
    for gathering in gatherings:
        _add(made, _meeting(gathering, labels, at), omitted, gathering.meeting.id, gathering.meeting.date)
    for due in dues:
        where = f"{due.version.id}@{due.provision.anchor.start}-{due.provision.anchor.end}"
        _add(made, _due(due, labels, at, tasks), omitted, where, due.deadline.value)
    if omitted:
        made.add("description", labels.phrase("published", "omitted", things="; ".join(omitted)))
        for each in omitted:
            made.add("x-taiwa-omitted", each)
    return bytes(made.to_ical())


def _add(calendar: Component, event: Component | None, omitted: list[str], id: str, known: str | None) -> None:
    if event is None:
        omitted.append(one_line(f"{id}: {known or '?'}"))
    else:
        calendar.add_component(event)


def _meeting(of: Gathering, labels: Labels, at: Addresses) -> Component | None:
    noun, forum = of.meeting, of.forum
    first = day(noun.date)
    if first is None:
        return None
    last = day(noun.end) or first
    event = _started("Event", f"meeting/{noun.id}", of.told, at)
    event.add("dtstart", first)
    event.add("dtend", max(last, first) + timedelta(days=1))
    event.add("summary", one_line(meeting_called(noun, of.forum, labels)))
    event.add("status", STATUS[noun.status])
    event.add("x-taiwa-status", noun.status)
    event.add("transp", "TRANSPARENT")
    event.add("url", at.page("meeting", noun.id))
    event.add("categories", [labels.name("item", "meeting")])
    if noun.place:
        event.add("location", one_line(noun.place))
    if told := _told(noun.chair, noun.status, noun.note, labels):
        event.add("description", told)
    if forum.confidential:
        event.add("class", "CONFIDENTIAL")
    return event


def _told(chair: str | None, status: str, note: str, labels: Labels) -> str:
    """What else there is to say of a meeting, a line each."""
    lines = [
        labels.name("status", status) if status != "held" else "",
        f"{labels.say('chair')}: {chair}" if chair else "",
        note,
    ]
    return "\n".join(one_line(line) for line in lines if line)


def _due(of: Due, labels: Labels, at: Addresses, tasks: bool) -> Component | None:
    anchor = of.provision.anchor
    known = of.deadline.value or ""
    until = last_day(known)
    if until is None:
        return None
    id = f"{of.version.id}@{anchor.start}-{anchor.end}"
    event = _started("Todo" if tasks else "Event", f"deadline/{id}/{of.deadline.span.start}", of.told, at)
    if tasks:
        event.add("due", until)
        event.add("status", "NEEDS-ACTION")
    else:
        event.add("dtstart", until)
        event.add("dtend", until + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    said = labels.phrase("published", "due", who=in_a_row(of.codes), words=_short(of.words))
    event.add("summary", one_line(said))
    lines = (of.provision.text, labels.phrase("published", "says", words=of.deadline.name))
    event.add("description", "\n".join(one_line(line) for line in lines))
    event.add("categories", [labels.name("mention", "deadline")])
    event.add("url", at.provision(of.version.id, *anchor))
    event.add("x-taiwa-date", known)
    return event


def _started(kind: str, id: str, told: Told, at: Addresses) -> Component:
    """A component with what each has: who it is, and when it was told how often."""
    made = _component(kind)
    made.add("uid", f"{one_line(id)}@{at.host}")
    last = datetime.fromisoformat(told.last)
    made.add("dtstamp", last)
    made.add("created", datetime.fromisoformat(told.first))
    made.add("last-modified", last)
    made.add("sequence", told.times)
    return made


def _component(kind: str) -> Component:
    try:
        import icalendar
    except ImportError as error:
        raise WrongValue("a calendar needs icalendar: install taiwa[web]") from error
    return getattr(icalendar, kind)()  # type: ignore[no-any-return]


def day(known: str | None) -> date | None:
    """The day of a date that is known to the day; None for a month, a year, or nothing."""
    return date.fromisoformat(known) if known and len(known) == len("2029-03-31") else None


def last_day(known: str) -> date | None:
    """The day itself, or the last one of a month or a year; None for what is no date (a period, nothing)."""
    try:
        if len(known) == len("2029") and known.isdecimal():
            return date(int(known), 12, 31)
        if len(known) == len("2029-03"):
            first = date.fromisoformat(f"{known}-01")
            return first.replace(day=monthrange(first.year, first.month)[1])
        return day(known)
    except ValueError:
        return None


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else f"{sentence[:119]}…"
