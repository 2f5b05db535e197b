"""A text's facts as a person writes them: a word, a list with commas, people and parties one on a line.

Owns the step between a fact and the lines of a form. Terms are left out: what a term stands for is told by characters
of the text, which nobody types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from taiwa.errors import WrongValue
from taiwa.model import Reading, Span
from taiwa.record.review import OF_STATEMENT
from taiwa.view.labels import Labels
from taiwa.view.prose import heal
from taiwa.web.room.passages import words_in

# What is written in lines of parts between semicolons.
IN_LINES = ("participants", "parties", "next")
WRITABLE = tuple(each for each in OF_STATEMENT if each != "terms")
# Facts that are one of a list, with the interface's table of it.
CHOSEN: Mapping[str, str] = {"kind": "kind", "level": "level", "translation": "translation"}
PARTS = re.compile(r"[;；]")


def written(reading: Reading, part: str) -> str:
    """A fact as its form shows it."""
    value: Any = getattr(reading.statement, part)
    if part == "participants":
        return "\n".join(_line(each.name, each.office, each.party, "*" if each.chair else "") for each in value)
    if part == "parties":
        return "\n".join(_line(code, *names) for code, names in value.items())
    if part == "next":
        return _line(*(_plain(each) for each in (value.date, value.place, value.session, value.chair))) if value else ""
    return ", ".join(value) if part == "dates" else _plain(value)


def choices(labels: Labels, part: str) -> list[tuple[str, str]]:
    """What may be chosen for a fact, with the words for it; nothing for one that is written."""
    return list(labels.tables[CHOSEN[part]].items()) if part in CHOSEN else []


def value_of(reading: Reading, part: str, words: str) -> str:
    """What a person wrote of a fact, as the record takes it. Raises WrongValue."""
    if not words.strip():
        raise WrongValue("what should it be? A fact that the text doesn't give is ticked as such")
    if part not in IN_LINES or words.lstrip()[0] in "[{":
        return words.strip()
    lines = [[each.strip() for each in PARTS.split(line)] for line in words.splitlines() if line.strip(" ;")]
    if part == "parties":
        return json.dumps({first: [each for each in names if each] for first, *names in lines})
    if part == "next":
        return json.dumps(_next(lines))
    return json.dumps([_participant(reading, line) for line in lines])


def _participant(reading: Reading, line: list[str]) -> dict[str, Any]:
    name, office, party, chair, *rest = [*line, "", "", "", ""][: max(len(line), 4)]
    if rest or chair not in ("", "*") or not name or not party:
        raise WrongValue(f"{'; '.join(line)!r}: write name; office; party, and ; * after who is in the chair")
    known = {each.name: each.span for each in reading.statement.participants}
    text = reading.source.text
    span = known.get(name) or words_in(text, name, Span(0, len(text)))
    return {"name": name, "office": office, "party": party, "span": list(span), "chair": bool(chair)}


def _next(lines: list[list[str]]) -> dict[str, Any]:
    day, place, session, chair = [*lines[0], "", "", ""][:4]
    if len(lines) > 1 or len(lines[0]) > 4 or (session and not (session.isdecimal() and len(session) < 7)):
        raise WrongValue(f"{'; '.join(lines[0])!r}: write date; place; number of the meeting; chair")
    return {
        "date": day or None,
        "place": place or None,
        "session": int(session) if session else None,
        "chair": chair or None,
    }


def _line(*parts: str) -> str:
    return "; ".join(heal(part) for part in parts).rstrip("; ")


def _plain(value: object) -> str:
    return "" if value is None else str(value)
