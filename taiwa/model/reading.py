"""What a document holds and what was read in it: frozen nouns, free of behaviour beyond look-up.

Owns no words and no rules. Every `Span` counts Unicode code points, half open, in the document's own text
(`Source.text`) unless a docstring says otherwise. Imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` up to but not including `end`, in code points of `Source.text`."""

    start: int
    end: int


# --- what arrived -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know about the document; `code` is a stable name, `message` a sentence."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A block that the container itself marks off (DOCX paragraph, HTML element), before any reading.

    `kind` is one of `title`, `heading`, `paragraph`, `item`, `cell`, `footnote`, `furniture`; `level` counts
    from 1 for headings and from 0 for nested list items. The span excludes the line end.
    """

    span: Span
    kind: str
    level: int = 0


class Box(NamedTuple):
    """A rectangle on a page: page counted from 1, PDF points from the page's lower left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, the span of its characters, its size in points."""

    number: int
    span: Span
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it arrived. `text` is its own text, in which all spans count.

    `blocks` is empty for plain text and PDF, whose structure is inferred from the text alone. `boxes` holds, for a
    PDF, four floats for every character of `text` (x0, y0, x1, y1 in points), packed as little-endian float32;
    a character that is not on the page (a line end) has four zeros.
    """

    name: str
    media_type: str
    sha256: str
    text: str
    encoding: str | None = None
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    boxes: bytes = field(default=b"", repr=False)
    notices: tuple[Notice, ...] = ()


# --- what is found in it ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement fact with the characters that say it, e.g. `Fact("session", 9, (Span(8, 12),))`."""

    name: str
    value: object
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """A person named in the opening of a text. `party` is a code, or the state's name as the text first writes it."""

    name: str
    office: str
    party: str
    span: Span
    chair: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term: `name` stands for `parties` (codes), or, where it names no parties, for `meaning`.

    `kind` is `parties` or `thing`; `origin` is `defined` (the text says so) or `custom` (the language does).
    """

    name: str
    kind: str
    parties: tuple[str, ...]
    meaning: str
    span: Span | None
    origin: str = "defined"


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """What the text says of the next meeting; absent parts are None. `date` is ISO 8601, as exact as the text."""

    session: int | None = None
    chair: str | None = None
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The facts of a text. `facts` repeats each value with its evidence.

    `parties` maps each party's code to its names as the text writes them.
    """

    title: str | None = None
    kind: str | None = None
    language: str = ""
    translation: str = "none"
    forum: str | None = None
    level: str | None = None
    session: int | None = None
    date: str | None = None
    dates: tuple[str, ...] = ()
    place: str | None = None
    chair: str | None = None
    participants: tuple[Participant, ...] = ()
    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    next: NextMeeting | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing named in a provision. `kind`: treaty, resolution, programme, body, route, place, party, forum, date,
    deadline, period, money, number. `name` is as written (wraps healed); `value` is normalised: a party code, an ISO
    8601 date, "EUR 45000000"; None where there is no normal form."""

    kind: str
    name: str
    span: Span
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that colours the force but keeps it; `effect` is `strengthens`, `weakens`, `limits`, `repeats`
    or `negates`."""

    text: str
    effect: str
    span: Span


@dataclass(frozen=True, slots=True)
class Provision:
    """One speech act: one speaker with one operative predicate (READING.md section 1).

    `anchor` is the operative predicate; `content` what is welcomed, decided ..., in one or more pieces; `extent` all
    the characters this provision accounts for, in pieces. `speaker` holds party codes in the order in which the text
    names them, `speaker_span` the words that name them here (None when carried on or implied; then `speaker_origin`
    says `carried` or `implied` instead of `stated`; `unresolved` where the words name somebody unknown: `speaker` is
    empty then). `force` is on the scale the reading names. `lexicon` lists the entries that fired, `paragraph` the
    label or heading it stands under, `quote` the anchor with wraps healed, `text` the whole sentence with wraps healed.
    """

    id: str
    paragraph: str
    anchor: Span
    content: tuple[Span, ...]
    extent: tuple[Span, ...]
    speaker: tuple[str, ...]
    speaker_span: Span | None
    speaker_origin: str
    act: str
    force: int
    followup: str
    fields: tuple[str, ...]
    qualifiers: tuple[Qualifier, ...] = ()
    mentions: tuple[Mention, ...] = ()
    lexicon: tuple[str, ...] = ()
    preambular: bool = False
    quote: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text and what it is. The segments of a reading are in order, do not overlap, and together hold
    every character that is not space.

    `kind`: `title`, `mark` (translation mark), `heading`, `label` (a number or bullet), `fact` (opening,
    participants, formula), `provision`, `lead-in`, `assertion`, `residue`, `footnote`, `furniture`, `connective`,
    `other-version` (the same text in another language).
    `provision` names the provision where kind is `provision`; `reason` says why where kind is `residue`.
    """

    kind: str
    span: Span
    provision: str | None = None
    reason: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that is no provision: an assertion, or unread residue with the reason why it was not read."""

    paragraph: str
    spans: tuple[Span, ...]
    text: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader found in one language version of one source."""

    source: Source
    language: str
    scale: str
    reader: str
    statement: Statement
    segments: tuple[Segment, ...]
    provisions: tuple[Provision, ...]
    assertions: tuple[Passage, ...]
    residue: tuple[Passage, ...]
    notices: tuple[Notice, ...] = ()
