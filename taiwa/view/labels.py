"""The words of the interface. They live in `interface/*.toml`, one file per language; this looks them up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from taiwa.model import Name, NextMeeting, Provision, Reading, Statement
from taiwa.view.prose import heal
from taiwa.view.tally import Tally

INTERFACES = ("en", "ja", "ru")
MARKS = {"commitment": "◆", "intention": "◇"}
# Kinds of mention that say when; the first that a provision has is the one to watch.
WHEN = ("deadline", "date", "period")


_LONG = re.compile(r"(?<![\w.,-])[1-9][0-9]{4,}(?![\w-])", re.ASCII)


@dataclass(frozen=True)
class Labels:
    """The words of one interface `language`, by table and name."""

    language: str
    tables: Mapping[str, Mapping[str, str]]

    def say(self, name: str, **filled: object) -> str:
        """A phrase of the interface with its gaps filled. Raises KeyError for a phrase that no table has."""
        return self.tables["say"][name].format(**filled)

    def phrase(self, table: str, name: str, **filled: object) -> str:
        """A phrase of another table than `say` with its gaps filled. Raises KeyError for one that isn't there."""
        return self.tables[table][name].format(**filled)

    def grouped(self, words: str) -> str:
        """The words with marks between the thousands of whole numbers from five digits on."""
        mark = self.tables["say"]["thousands"]
        return _LONG.sub(lambda found: f"{int(found[0]):,}".replace(",", mark), words)

    def name(self, table: str, value: str) -> str:
        """The interface's word for one of the reader's names; the name itself where there is none."""
        return self.tables.get(table, {}).get(value, value)

    def names(self, table: str, values: tuple[str, ...]) -> str:
        """Several names, joined with commas."""
        return ", ".join(self.name(table, value) for value in values)


@cache
def labels_in(language: str) -> Labels:
    """The labels of an interface language (`en`, `ja`, `ru`); English for any other."""
    language = language if language in INTERFACES else "en"
    place = files("taiwa.view") / "interface" / f"{language}.toml"
    return Labels(language, tomllib.loads(place.read_text("utf-8")))


def called(names: Iterable[Name], language: str, fallback: str = "") -> str:
    """What something is called in a language: its full name there, else in English, else its first."""
    listed = list(names)
    for wanted in (language, "en"):
        for kind in ("full", "short"):
            for each in listed:
                if each.language == wanted and each.kind == kind:
                    return each.text
    return listed[0].text if listed else fallback


def speakers(speaker: tuple[str, ...], parties: Mapping[str, object], labels: Labels) -> str:
    """The speakers as codes; `all 6` where they are all parties of a text with more than two."""
    if not speaker:
        return labels.say("nobody")
    if len(parties) > 2 and set(speaker) == set(parties):
        return labels.say("all_of", number=len(parties))
    return in_a_row(speaker)


def in_a_row(parties: tuple[str, ...]) -> str:
    """Parties one after the other, with commas where a name has a space in it."""
    return (", " if any(" " in each for each in parties) else " ").join(parties)


def facts_of(statement: Statement, labels: Labels) -> Iterator[tuple[str, str]]:
    """What a reader wants to know first, as (label, words), absent facts left out; names come as they are written."""
    level = labels.name("level", statement.level) if statement.level else None
    session = labels.say("session", session=statement.session) if statement.session is not None else None
    people = (f"{each.name} ({each.office}, {each.party})" for each in statement.participants)
    rows = (
        ("forum", " · ".join(part for part in (statement.forum, level, session) if part)),
        ("date", " – ".join(dict.fromkeys((*statement.dates[:1], *statement.dates[-1:]))) or statement.date),
        ("place", statement.place),
        ("chair", statement.chair),
        ("parties", ", ".join(statement.parties)),
        ("participants", "; ".join(people)),
        ("next_meeting", _next(statement.next, labels)),
    )
    yield from ((labels.say(label), words) for label, words in rows if words)


def kind_of(statement: Statement, language: str, labels: Labels) -> str:
    """Kind, language and translation status in one line, as far as known."""
    parts = (
        labels.name("kind", statement.kind) if statement.kind else "",
        labels.name("language", language) if language else "",
        labels.name("translation", statement.translation) if statement.translation != "none" else "",
    )
    return " · ".join(part for part in parts if part)


def _next(meeting: NextMeeting | None, labels: Labels) -> str:
    if meeting is None:
        return ""
    session = labels.say("session", session=meeting.session) if meeting.session is not None else None
    chair = f"{labels.say('chair')}: {meeting.chair}" if meeting.chair else None
    return " · ".join(part for part in (session, meeting.date, meeting.place, chair) if part)


def bar(force: int) -> tuple[str, str]:
    """Force 0 to 5 as the full and the empty part of a bar of five."""
    full = min(max(force, 0), 5)
    return "▰" * full, "▱" * (5 - full)


def due(provision: Provision) -> str:
    """The first deadline, else date, else period that the provision names; empty where it names none."""
    times = [each for kind in WHEN for each in provision.mentions if each.kind == kind]
    return times[0].value or heal(times[0].name) if times else ""


def counts_line(tally: Tally, labels: Labels) -> str:
    """How much was found, in one line."""
    return labels.say(
        "foot",
        provisions=tally.provisions,
        commitments=tally.followups.get("commitment", 0),
        intentions=tally.followups.get("intention", 0),
        assertions=tally.assertions,
        residue=tally.residue,
    )


def read_lines(reading: Reading, tally: Tally, labels: Labels) -> tuple[str, str]:
    """The share of characters read; the reader and its scale."""
    share = labels.say("share", share=f"{tally.share_read:.1%}", characters=f"{tally.characters:,}")
    return share, labels.say("reader", reader=reading.reader, scale=reading.scale)
