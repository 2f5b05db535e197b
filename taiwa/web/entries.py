"""Forms that describe nouns: which entries each has, what stands in them, and what a form that came back says.

Owns the step between a noun's fields and a form's: empty is what the noun has by default, names and members are rows.
Which values the record takes is its own to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import FormData

from taiwa.errors import WrongValue
from taiwa.model import Delegate, Forum, Meeting, Text, Version
from taiwa.model.record import AUTHORITIES, FORMATS, ROLES_IN_DELEGATION, ROLES_IN_FORUM, STATES_OF_MEETING

KINDS_OF_NAME = ("full", "short", "abbreviation", "former", "written")
# So many empty rows follow those that are filled; so many are looked at.
SPARE, MOST = 3, 400
DATE = r"\d{4}(-\d\d(-\d\d)?)?"
# The columns of what is entered in rows, in the order of its noun's fields.
ROWS: Mapping[str, tuple[str, ...]] = {
    "names": ("text", "language", "kind"),
    "members": ("party", "role", "since", "until"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the noun's `field`; how it is entered (`line`, `text`, `number`, `date`, `choice`, `tick`, `maybe`,
    `lines`, `rows`); for a choice the `table` of the interface that names its `values`."""

    field: str
    how: str = "line"
    values: tuple[str, ...] = ()
    table: str = ""
    needed: bool = False


FORMS: Mapping[type, tuple[Entry, ...]] = {
    Forum: (
        Entry("names", "rows", needed=True),
        Entry("members", "rows"),
        Entry("levels", "lines"),
        Entry("note", "text"),
        Entry("confidential", "tick"),
    ),
    Meeting: (
        Entry("level", needed=True),
        Entry("number", "number"),
        Entry("counted", "tick"),
        Entry("date", "date"),
        Entry("end", "date"),
        Entry("place"),
        Entry("format", "choice", FORMATS, "format"),
        Entry("chair"),
        Entry("next_chair"),
        Entry("status", "choice", STATES_OF_MEETING, "status", needed=True),
        Entry("note", "text"),
    ),
    Delegate: (
        Entry("office"),
        Entry("role", "choice", ROLES_IN_DELEGATION, "delegation", needed=True),
        Entry("rank", "number"),
        Entry("attended", "maybe"),
        Entry("party_to_text", "maybe"),
    ),
    Text: (
        Entry("title"),
        Entry("kind", needed=True),
        Entry("date", "date"),
        Entry("meeting"),
        Entry("withdrawn", "tick"),
    ),
    Version: (Entry("authority", "choice", AUTHORITIES, "standing", needed=True),),
}
ROLES = ROLES_IN_FORUM
# What a new noun's form may leave open, since its date says it.
LEFT_OPEN = ("status",)


def filled(noun: object) -> dict[str, Any]:
    """What stands in the entries of a noun's form: words, booleans, rows."""
    return {entry.field: _shown(entry, getattr(noun, entry.field)) for entry in FORMS[type(noun)]}


def empty(kind: type) -> dict[str, Any]:
    """What stands in the entries of a new noun's form."""
    return {entry.field: _shown(entry, _default(kind, entry.field)) for entry in FORMS[kind]}


def blank(kind: type) -> dict[str, Any]:
    """What stands in the form of a new noun that a person describes: the defaults, without what its date will say."""
    return {field: "" if field in LEFT_OPEN else value for field, value in empty(kind).items()}


def by_date(entered: Mapping[str, Any]) -> Mapping[str, Any]:
    """Entries with a status in the place of one left open: a meeting is held once its last day has come, or the month
    or year that is said is over; else it is planned."""
    if entered.get("status") != "":
        return entered
    day, today = entered["end"] or entered["date"], datetime.now(UTC).date().isoformat()
    came = day < today[: len(day)] or day == today
    return {**entered, "status": "held" if day and came else "planned"}


def written(kind: type, form: FormData) -> dict[str, Any]:
    """What a form says, in the shape of `filled`."""
    out: dict[str, Any] = {}
    for entry in FORMS[kind]:
        if entry.how == "rows":
            lists = [
                [str(each).strip() for each in form.getlist(f"{entry.field}_{part}")] for part in ROWS[entry.field]
            ]
            out[entry.field] = [row for row in zip(*lists, strict=False) if row[0]][:MOST]
        elif entry.how == "tick":
            out[entry.field] = bool(form.get(entry.field))
        else:
            out[entry.field] = str(form.get(entry.field) or "").replace("\r\n", "\n").strip()
    return out


def values_of(kind: type, entered: Mapping[str, Any], before: object | None = None) -> dict[str, Any]:
    """Entries as a noun's fields, in JSON's types. Raises WrongValue for a number that isn't one, or a lack."""
    for entry in FORMS[kind]:
        if entry.needed and not entered[entry.field]:
            raise WrongValue(f"{entry.field}: it may not be empty")
    return {entry.field: _value(kind, entry, entered[entry.field], before) for entry in FORMS[kind]}


def told_apart(kind: type, now: Mapping[str, Any], mine: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The fields in which two fillings differ, with the words of both."""
    return [
        (entry.field, _in_words(now[entry.field]), _in_words(mine[entry.field]))
        for entry in FORMS[kind]
        if _in_words(now[entry.field]) != _in_words(mine[entry.field])
    ]


def _shown(entry: Entry, value: Any) -> Any:
    if entry.how == "rows":
        return [tuple(getattr(each, part) or "" for part in ROWS[entry.field]) for each in value]
    if entry.how == "lines":
        return "\n".join(each.id for each in value)
    if entry.how == "maybe":
        return "" if value is None else "yes" if value else "no"
    return value if entry.how == "tick" else "" if value is None else str(value)


def _value(kind: type, entry: Entry, entered: Any, before: object | None) -> Any:
    if entry.how == "rows":
        given = [{part: word or None for part, word in zip(ROWS[entry.field], row, strict=True)} for row in entered]
        return [{**each, "language": each["language"] or ""} if "language" in each else each for each in given]
    if entry.how == "lines":
        known = {level.id: level.names for level in getattr(before, entry.field, ())}
        ids = [line.strip() for line in entered.split("\n") if line.strip()]
        return [{"id": id, "rank": rank, "names": _plain(known.get(id, ()))} for rank, id in enumerate(ids, start=1)]
    if entry.how == "maybe":
        return {"yes": True, "no": False}.get(entered)
    if entered == "":
        return _default(kind, entry.field)
    if entry.how == "number":
        if not (entered.isascii() and entered.isdecimal() and len(entered) < 10):
            raise WrongValue(f"{entry.field}: {entered!r} is no number")
        return int(entered)
    return entered


def _plain(names: Iterable[Any]) -> list[dict[str, str]]:
    return [{"text": each.text, "language": each.language, "kind": each.kind} for each in names]


def _default(kind: type, field: str) -> Any:
    default = next(part.default for part in fields(kind) if part.name == field)
    return ("" if field not in ROWS else ()) if default is MISSING else default


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(" · ".join(filter(None, row)) for row in value)
    return {True: "✓", False: "–"}[value] if isinstance(value, bool) else str(value)
