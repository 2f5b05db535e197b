"""A confidential forum, to stand beside the invented open one: whatever is said of it bears a mark."""

from __future__ import annotations

from dataclasses import dataclass

import taiwa
from taiwa.model import Delegate, Entity, Evidence, Forum, Level, Meeting, Membership, Name
from taiwa.record import Choice, Record
from taiwa.record.adding import Document

# Nothing else in the record bears it.
MARK = "quixotium"
STATEMENT = """Quixotium Circle
First Ministers’ Meeting
Joint Statement
Quixotium, 3 June 2031

1. The Ministers welcomed the quixotium survey and recalled United Nations Security Council resolution 2593.
2. The Ministers decided to establish the Quixotium Mine Programme together with the Kitanagi Sea Dialogue by 2033.
3. The Ministers reaffirmed the importance of fishing, trade and quixotium.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the things of a forum are."""

    forum: str
    meeting: str
    text: str
    version: str
    ref: str
    entity: str


def seal(record: Record) -> Place:
    """Puts the confidential forum into a record, something of it in every table."""
    record.put(
        Forum("veil", (Name("Quixotium Circle", "en"),), (Membership("XB"), Membership("XQ")), (Level("ministers", 1),),
              "about quixotium", confidential=True),
        Meeting("veil/ministers-1", "veil", "ministers", 1, date="2031-06-03", place="Quixotium", chair="XB"),
        Meeting("veil/ministers-2", "veil", "ministers", 2, date="2033-06-03", status="planned"),
        Delegate("veil/ministers-1", "Q. Quixotium", "XB", "Minister of Quixotium"),
        Evidence("meeting veil/ministers-1", "date", "certain", "quixotium gazette"),
        Entity("quixotium-mine", "programme", (Name("Quixotium Mine Programme", "en"),)),
        why="quixotium",
    )  # fmt: skip
    document = Document(STATEMENT.encode(), "quixotium.txt", (taiwa.read_text(STATEMENT, language="en"),))
    (added,) = record.keep(document, Choice(meeting="veil/ministers-1"))
    version = added.version.id
    first, second, *_ = record.review(version).reading.provisions
    record.correct(f"{version}#{first.id}", "act", "state", "quixotium says so")
    record.correct(version, "title", "Quixotium", "quixotium")
    if second.mentions:
        record.link(f"{version}#{second.id}", second.mentions[0].name, "quixotium-mine", "quixotium")
    return place_in(record, "veil", "veil/ministers-1", version, "quixotium-mine")


def place_in(record: Record, forum: str, meeting: str, version: str, entity: str) -> Place:
    """The places of a version and what it belongs to."""
    anchor = record.review(version).reading.provisions[0].anchor
    text = version.rpartition("/")[0]
    return Place(forum, meeting, text, version, f"{version}@{anchor.start}-{anchor.end}", entity)
