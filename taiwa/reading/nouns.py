"""What the passes of every language hand on: units, predicates, speakers, acts, the cast of a text and its opening.

Owns the nouns only, frozen; how a language finds them is in its package (`final`, `initial`, `free`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from taiwa.lexicon import Form
from taiwa.model import Statement


class Unit(NamedTuple):
    """One unit of the text: [start, end) without its label.

    `kind` is title, mark, heading, sentence, item, attribute, leadin or footnote;
    `path` names what it stands under (numbers and headings from the outermost), `labels` holds the number or bullet
    in front as [start, end); `leadin` is the index of the lead-in unit for an item (of the item for an attribute), -1
    else; `paragraph` counts paragraphs; `closed` says that a stop ends it.
    """

    kind: str
    start: int
    end: int
    path: tuple[str, ...] = ()
    label: tuple[int, int] | None = None
    leadin: int = -1
    paragraph: int = 0
    closed: bool = True


def renumber(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Units unchanged but for lead-ins without items, which become sentences again."""
    used = {unit.leadin for unit in units}
    return tuple(
        u._replace(kind="sentence") if u.kind == "leadin" and i not in used else u for i, u in enumerate(units)
    )


Place = tuple[int, int]


class Speaker(NamedTuple):
    """Who speaks: codes, the words that say so ([start, end) or None), the origin (stated, carried, implied).

    `after` is where the object may begin, behind the phrase and its mark. `foreign` says that the clause has another
    topic that is no party, at `other` = [start, end).
    """

    codes: tuple[str, ...]
    span: tuple[int, int] | None
    origin: str
    after: int
    kind: str = "named"
    other: tuple[int, int] | None = None
    mark: str = ""


class Predicate(NamedTuple):
    """One predicate. `start`, `end`: the anchor; `object_end`: where the object before it ends; `act`: class or None.

    `kind`: act, action, effect, state, event, must, mustnot or unknown; `entries`: lexicon entries that fired;
    `complement`: how the object ends (fact, action, quote, noun, "" for a plain noun); `flags` as of the meaning.
    """

    start: int
    end: int
    object_end: int
    kind: str
    act: str | None
    form: Form
    entries: tuple[str, ...]
    flags: frozenset[str] = frozenset()
    complement: str = ""
    verb_start: int = 0
    quoted: Predicate | None = None


class Act(NamedTuple):
    """A provision in the making; all places in the working text. `unit` is the index of the unit it stands in."""

    unit: int
    start: int
    end: int
    anchor: Place
    content: tuple[Place, ...]
    speaker: Speaker
    act: str
    predicate: Predicate
    preambular: bool = False
    bare: bool = False
    item: bool = False
    lead: str = ""
    past: bool = False


class Outcome(NamedTuple):
    """What became of a unit: its acts, or what kind of rest it is (fact, assertion, leadin, residue) and why."""

    acts: tuple[Act, ...]
    rest: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone of one text. `parties`: codes in the order of the text; `surfaces`: surface -> codes (a term's or a
    name's); `chair`: the code of the chair or None; `collective`: whom words for all of them mean."""

    parties: tuple[str, ...]
    surfaces: Mapping[str, tuple[str, ...]]
    chair: str | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is who in one text. `names`: surface -> codes; `adjectives`: word -> code; `people`: family name -> code or ""
    where the text doesn't say; `offices`: office -> code where one person alone holds it; `organ`: the text is an organ's."""  # noqa: E501

    parties: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    chair: str | None = None
    organ: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """The facts of a text and the cast of those who speak in it."""

    statement: Statement
    cast: Cast
