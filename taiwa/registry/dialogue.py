"""Dialogues that Taiwa ships with: the forum, its meetings, who came, and why each of these facts is believed.

Owns no facts: they stand in data/dialogues, one file for each dialogue, whose head says how they are written. Holds no
text of any document. Reads a file as it is and refuses one that speaks of a source, a level or a certainty that isn't there.
"""  # noqa: E501

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from taiwa.errors import RegistryError
from taiwa.model import Delegate, Evidence, Forum, Level, Meeting, Membership, Name
from taiwa.model.record import CERTAINTIES

Row = Mapping[str, Any]
_DATA = Path(__file__).with_name("data") / "dialogues"
# For names that no single language has: abbreviations in Latin letters.
_EVERY_LANGUAGE = "all"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A forum with what is known of it. Meetings are in the order of their dates; `evidence` has a row for each fact
    and source, under the subjects that the history of a record uses (`meeting cajad/fm-9`, field `date`)."""

    forum: Forum
    meetings: tuple[Meeting, ...]
    delegates: tuple[Delegate, ...]
    evidence: tuple[Evidence, ...]


@cache
def dialogues() -> tuple[Dialogue, ...]:
    """Every dialogue, in the order of identifiers. Raises RegistryError for a file that contradicts itself."""
    return tuple(dialogue_in(path.read_text("utf-8")) for path in sorted(_DATA.glob("*.toml")))


def dialogue_in(text: str) -> Dialogue:
    """The dialogue that a TOML text holds, written as data/dialogues has them. Raises RegistryError."""
    try:
        table = tomllib.loads(text)
        return _dialogue(table)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise RegistryError(f"a dialogue can't be read: {error}") from error


def _dialogue(table: Row) -> Dialogue:
    forum = Forum(
        table["id"],
        names_in(table["names"]),
        tuple(_plain(Membership, row) for row in table.get("member", ())),
        tuple(Level(row["id"], row["rank"], names_in(row["names"])) for row in table.get("level", ())),
        table.get("note", ""),
    )
    levels = {level.id for level in forum.levels}
    if astray := [row["id"] for row in table.get("meeting", ()) if row["level"] not in levels]:
        raise ValueError(f"meetings at a level that the forum doesn't have: {', '.join(astray)}")
    met = sorted((_meeting(forum.id, row) for row in table.get("meeting", ())), key=lambda each: each.date or "")
    delegates = tuple(each for row in table.get("meeting", ()) for each in _delegates(forum.id, row))
    return Dialogue(forum, tuple(met), delegates, tuple(_evidence(table)))


def names_in(table: Row) -> tuple[Name, ...]:
    """Names of a table `language -> kind -> name or names`; the language `all` is that of every language."""
    return tuple(
        Name(text, "" if language == _EVERY_LANGUAGE else language, kind)
        for language, kinds in table.items()
        for kind, texts in kinds.items()
        for text in ([texts] if isinstance(texts, str) else texts)
    )


def _plain(noun: type[Membership], row: Row) -> Membership:
    return noun(**{key: value for key, value in row.items() if key != "evidence"})


def _meeting(forum: str, row: Row) -> Meeting:
    known = {key: value for key, value in row.items() if key not in ("id", "delegates", "evidence")}
    return Meeting(f"{forum}/{row['id']}", forum, **known)


def _delegates(forum: str, row: Row) -> Iterator[Delegate]:
    for each in row.get("delegates", ()):
        yield Delegate(f"{forum}/{row['id']}", attended=True, **each)


def _evidence(table: Row) -> Iterator[Evidence]:
    """Why each fact is believed. A file of one's own may leave that out; those that ship with Taiwa say it (a test)."""
    forum, sources = table["id"], table.get("sources", {})
    yield from _rows(f"forum {forum}", table.get("evidence", {}), sources)
    for member in table.get("member", ()):
        said = {f"members.{member['party']}.{name}": why for name, why in _said(member).items()}
        yield from _rows(f"forum {forum}", said, sources)
    for level in table.get("level", ()):
        yield from _rows(f"level {forum} {level['id']}", level.get("evidence", {}), sources)
    for meeting in table.get("meeting", ()):
        where, why = f"{forum}/{meeting['id']}", _said(meeting)
        came = why.pop("delegates", "")
        yield from _rows(f"meeting {where}", why, sources)
        for each in meeting.get("delegates", ()) if came else ():
            yield from _rows(f"delegate {where} {each['party']} {each['person']}", {"": came}, sources)


def _said(row: Row) -> dict[str, str]:
    return dict(_by_field(row.get("evidence", {})))


def _by_field(evidence: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(field, certainty and sources), fields that share them taken apart; what is said twice is put together."""
    said: dict[str, str] = {}
    for fields, why in evidence.items():
        for name in fields.split():
            said[name] = f"{said[name]} {why.partition(' ')[2]}" if name in said else why
    yield from said.items()


def _rows(subject: str, evidence: Mapping[str, str], sources: Mapping[str, str]) -> Iterator[Evidence]:
    # The empty field is for the whole of a subject and has no words to take apart.
    for name, why in _by_field(evidence) if "" not in evidence else evidence.items():
        certainty, *keys = why.split()
        if certainty not in CERTAINTIES or not keys:
            raise ValueError(f"{subject}: {name or 'the whole'} needs a certainty and a source, not {why!r}")
        for key in dict.fromkeys(keys):
            yield Evidence(subject, name, certainty, sources[key])
