"""What is handed to the open formats: a version of a text with its reading and decisions, a change with its thing.

Owns no rules; `taiwa.record.publishing` fills these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from taiwa.model import (
    Change,
    Correction,
    Forum,
    Kept,
    Link,
    Meeting,
    Mention,
    Name,
    Provision,
    Reading,
    Span,
    Text,
    Version,
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision in force. `anchor` is that of the machine's provision which it is on; None where it is on the facts of
    the text, or where the machine finds no provision at its characters."""

    correction: Correction
    anchor: Span | None


@dataclass(frozen=True, slots=True)
class Publication:
    """A version of a text: `reading` as decided, `machine` as read, the `rulings` between them.

    `codes` maps each party as the reading names it to its code; `names` has the names of those codes, and of the
    entities of `links`, that the record has a page for.
    """

    text: Text
    version: Version
    kept: Kept
    reading: Reading
    machine: Reading
    rulings: tuple[Ruling, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """How often a thing was told anew (0: never), when first and when last."""

    times: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting for a calendar, with its forum."""

    meeting: Meeting
    forum: Forum
    told: Told


@dataclass(frozen=True, slots=True)
class Due:
    """A commitment with the mention that says by when, as decided. `words` are what is promised, `codes`
    its speakers' codes."""

    text: Text
    version: Version
    provision: Provision
    deadline: Mention
    words: str
    codes: tuple[str, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class News:
    """A line of the history for a feed. `page` is the kind and identifier of the page that it is about; `meeting`, or
    `title` with its `language`, what that is called; `forum` where it belongs. `told` counts a new version's provisions
    by follow-up."""

    change: Change
    page: tuple[str, str]
    title: str = ""
    language: str = ""
    meeting: Meeting | None = None
    forum: Forum | None = None
    told: Mapping[str, int] = field(default_factory=dict)
