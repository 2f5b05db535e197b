"""What is kept of a dialogue: forums, meetings, delegations, texts and their versions, entities, decisions.

Owns the nouns of the record and the closed lists of their values. Dates are ISO 8601 and as exact as they are known
(`2006`, `2006-06`, `2006-06-05`); moments are ISO 8601 in UTC. Identifiers are short names that a person can type: a
forum `kitanagi`, its meeting `kitanagi/fm-9`, a text `kitanagi/fm-9/joint-statement`, a version of it
`kitanagi/fm-9/joint-statement/ja`, a provision of that `kitanagi/fm-9/joint-statement/ja#p12`. A party is a code of the
registry (ISO 3166 for states) or a name as written. Imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass

# Names of meetings by who attends; a forum's own ladder says in which order it has them.
FORMATS = ("in-person", "online", "hybrid", "written")
# A meeting that never took place is kept: that it was called off is a fact of the dialogue.
STATES_OF_MEETING = ("planned", "held", "postponed", "cancelled")
# How much a language version binds: Vienna Convention on the Law of Treaties, article 33, for `authentic`; the others
# are what ministries print at the head of theirs (仮訳 is provisional, неофициальный перевод unofficial). Where nothing
# says it, it is `unknown`: the record doesn't guess.
AUTHORITIES = ("authentic", "official", "provisional", "unofficial", "press", "unknown")
ROLES_IN_FORUM = ("member", "partner", "observer", "guest")
ROLES_IN_DELEGATION = ("head", "chair", "member", "guest", "secretariat")
CERTAINTIES = ("certain", "probable", "disputed")
ENTITY_KINDS = ("treaty", "resolution", "programme", "body", "route", "place", "party", "forum")


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called in one language. `kind`: `full`, `short`, `abbreviation`, `former`, or `written` (as a
    text writes it). `language` is ISO 639-1, or empty for a name that every language uses."""

    text: str
    language: str = ""
    kind: str = "full"


@dataclass(frozen=True, slots=True)
class Membership:
    """A party's place in a forum, from `since` up to and including `until`; None where unknown or still running."""

    party: str
    role: str = "member"
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A rung of a forum's ladder: `rank` counts from 1, the highest (leaders), downwards."""

    id: str
    rank: int
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Forum:
    """A standing dialogue. `confidential` texts of it are for its members' eyes."""

    id: str
    names: tuple[Name, ...]
    members: tuple[Membership, ...] = ()
    levels: tuple[Level, ...] = ()
    note: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. `number` is its ordinal within its level, None where it is not counted (`counted` is False then) or
    not known. `date` is its first day, `end` its last."""

    id: str
    forum: str
    level: str
    number: int | None = None
    counted: bool = True
    date: str | None = None
    end: str | None = None
    place: str | None = None
    format: str | None = None
    chair: str | None = None
    next_chair: str | None = None
    status: str = "held"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person at a meeting. That they attended, their rank there, and that their party is a party to the text are
    three facts: `attended` and `party_to_text` are None where unknown; `rank` counts from 1 within the delegation."""

    meeting: str
    person: str
    party: str
    office: str = ""
    role: str = "member"
    rank: int | None = None
    attended: bool | None = None
    party_to_text: bool | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a work, whatever its languages. `kind` is the reader's (`joint-statement` ...); `number` tells apart
    several of one kind from one meeting. `withdrawn` texts stay in the record and out of search."""

    id: str
    kind: str
    forum: str | None = None
    meeting: str | None = None
    title: str = ""
    date: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A text in one language, from one source. `origin` is the path or address it came from, `received` when, `sha256`
    that of the source's bytes, `name` the document's name. `digest` is of the words alone: versions that say the same
    in another container share it."""

    id: str
    text: str
    language: str
    authority: str
    sha256: str
    digest: str
    name: str
    media_type: str
    origin: str
    received: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading in the record: `number` counts the readings of one version from 1; the last is the current one."""

    version: str
    number: int
    reader: str
    scale: str
    made: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's decision on a field of a provision, or of the statement's facts. It never touches the reading.

    `subject` is `statement` or `provision`; a provision is told by its anchor's characters (`start`, `end` in the
    source's text, `quote`), which a newer reader finds again, not by its number. `field` is a field of the model, or
    `exists` (False: this is no provision; True: one that the reader missed). `value` and `machine` are JSON texts: what
    the person decided and what the reader had said. `number` counts the corrections of one version from 1; a later
    one of the same field replaces an earlier one, and `withdrawn` ends it.
    """

    version: str
    number: int
    subject: str
    start: int
    end: int
    quote: str
    field: str
    value: str
    machine: str
    reader: str
    reason: str
    who: str
    made: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A treaty, resolution, programme, body, route ... that texts name. `identifiers` are pairs of scheme and value
    (`("UNTS", "1155 I-18232")`)."""

    id: str
    kind: str
    names: tuple[Name, ...]
    identifiers: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A mention (words of a provision, `start` to `end` in the source's text) that stands for an entity. `origin` is
    `machine` (its name is known) or `person`."""

    version: str
    provision: str
    entity: str
    start: int
    end: int
    written: str
    origin: str = "machine"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact of the record is believed: `subject` is its kind and identifier (`meeting kitanagi/fm-9`), `field` the
    fact's name, or empty for the whole."""

    subject: str
    field: str
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history, which only grows. `before` and `after` are JSON texts, None where there was nothing."""

    number: int
    at: str
    who: str
    verb: str
    subject: str
    why: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What search finds: a provision, another passage of a text, a text, a meeting, an entity (`kind`).

    `ref` is its identifier, `owner` that of the noun with which it is indexed and forgotten (a version, or itself).
    `body` is what is searched, `label` what it is called. `date` is the meeting's or the text's. `tags` are pairs of
    facet and value (`("speaker", "JP")`, `("field", "water")`, `("entity", "paris-agreement")`).
    """

    kind: str
    ref: str
    owner: str
    body: str
    label: str = ""
    language: str = ""
    forum: str | None = None
    meeting: str | None = None
    date: str = ""
    act: str = ""
    force: int | None = None
    followup: str = ""
    tags: tuple[tuple[str, str], ...] = ()
