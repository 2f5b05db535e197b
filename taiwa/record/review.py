"""A reading as people have decided it: the machine's findings with corrections laid over, each beside the other.

Owns what a correction means. Neither the reading nor a correction is changed: a review is made of both, and says of
each decision how the present reader stands to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from taiwa.model import Correction, Provision, Reading, Span, Statement
from taiwa.store.coding import canonical, value_of

# Fields of a provision and of the statement's facts that a person may decide. What follows from others (id, quote,
# text, force from act) or says how the machine came to it is left out.
OF_PROVISION = (
    "act", "force", "followup", "speaker", "content", "fields", "mentions", "qualifiers", "preambular", "paragraph",
)  # fmt: skip
OF_STATEMENT = (
    "title", "kind", "translation", "forum", "level", "session", "date", "dates", "place", "chair", "participants",
    "parties", "terms", "next",
)  # fmt: skip
# Whether there is a provision at all: False ends one that the machine found, True begins one that it missed.
EXISTS = "exists"


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction and how the reading at hand stands to it. `state`: `stands` (the reader says what it said when the
    person decided), `agrees` (it says what the person decided), `differs` (it says a third thing), `lost` (it finds
    nothing at these characters). `now` is what it says, JSON, None where lost."""

    correction: Correction
    state: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """`reading` as decided, `machine` as read, and the decisions in force in the order in which they were made.

    `origin` maps a provision of `reading` to the one of `machine` that it was; those that a person added are not in it.
    """

    reading: Reading
    machine: Reading
    decisions: tuple[Decision, ...]
    origin: Mapping[str, str]


def review(machine: Reading, corrections: Sequence[Correction], ranks: Mapping[str, int]) -> Review:
    """Lays the corrections in force over a reading. `ranks` gives the force of an act on the reading's scale: who
    corrects an act without its force means the force that goes with it."""
    live = in_force(corrections)
    by_anchor = {provision.anchor: provision for provision in machine.provisions}
    places = {each.number: _place(each, machine, by_anchor) for each in live if each.subject == "provision"}
    decisions = tuple(_decision(each, machine, by_anchor, places) for each in live)
    statement = replace(
        machine.statement,
        **{each.field: decided(Statement, each) for each in live if each.subject == "statement"},
    )
    provisions, origin = _provisions(machine, live, places, ranks)
    return Review(
        replace(machine, statement=statement, provisions=provisions), machine, decisions, MappingProxyType(origin)
    )


def in_force(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The last correction of each field of each subject, those withdrawn left out, by number."""
    last: dict[tuple[str, int, int, str], Correction] = {}
    for each in sorted(corrections, key=lambda each: each.number):
        if not each.withdrawn:
            last[(each.subject, each.start, each.end, each.field)] = each
    return tuple(sorted(last.values(), key=lambda each: each.number))


def decided(kind: type, correction: Correction) -> Any:
    """What a person decided, as the field's own type."""
    return value_of(kind, correction.field, json.loads(correction.value))


def said(noun: Provision | Statement, field: str) -> str:
    """What a noun says in a field, as canonical JSON."""
    return canonical(True if field == EXISTS else getattr(noun, field))


def find(machine: Reading, start: int, end: int, quote: str) -> Provision | None:
    """The provision whose anchor stands at these characters: the same, else one that overlaps them; in a source whose
    text has shifted, the one that has the same words, if only one has."""
    if machine.source.text[start:end] == quote:
        near = [each for each in machine.provisions if each.anchor.start < end and start < each.anchor.end]
        return max(near, key=lambda each: _overlap(each.anchor, start, end), default=None)
    same = [each for each in machine.provisions if machine.source.text[slice(*each.anchor)] == quote]
    return same[0] if len(same) == 1 else None


def _overlap(span: Span, start: int, end: int) -> tuple[int, int]:
    return min(span.end, end) - max(span.start, start), -span.start


def _place(correction: Correction, machine: Reading, by_anchor: Mapping[Span, Provision]) -> Provision | None:
    exact = by_anchor.get(Span(correction.start, correction.end))
    if exact is not None and machine.source.text[slice(*exact.anchor)] == correction.quote:
        return exact
    return find(machine, correction.start, correction.end, correction.quote)


def _decision(
    each: Correction, machine: Reading, by_anchor: Mapping[Span, Provision], places: Mapping[int, Provision | None]
) -> Decision:
    noun: Provision | Statement | None = machine.statement if each.subject == "statement" else places[each.number]
    if noun is None:
        # Nothing is there: that is what the machine said of a provision that it missed, and what a person said of one
        # that isn't any.
        if each.field == EXISTS:
            return Decision(each, "agrees" if each.value == "false" else "stands", "false")
        added = each.machine == "null"
        return Decision(each, "stands" if added else "lost", None)
    now = said(noun, each.field)
    state = "agrees" if now == each.value else "stands" if now == each.machine else "differs"
    return Decision(each, state, now)


def _provisions(
    machine: Reading,
    live: Sequence[Correction],
    places: Mapping[int, Provision | None],
    ranks: Mapping[str, int],
) -> tuple[tuple[Provision, ...], dict[str, str]]:
    of_id: dict[str, list[Correction]] = {}
    added: dict[Span, list[Correction]] = {}
    for each in live:
        if each.subject == "provision" and (found := places[each.number]) is not None:
            of_id.setdefault(found.id, []).append(each)
        elif each.subject == "provision":
            added.setdefault(Span(each.start, each.end), []).append(each)
    out: list[tuple[Provision, str | None]] = []
    for provision in machine.provisions:
        mine = of_id.get(provision.id, [])
        if not any(each.field == EXISTS and each.value == "false" for each in mine):
            out.append((_corrected(provision, mine, ranks), provision.id))
    for anchor, mine in added.items():
        if any(each.field == EXISTS and each.value == "true" for each in mine):
            out.append((_corrected(_blank(machine, anchor), mine, ranks), None))
    out.sort(key=lambda pair: pair[0].anchor)
    return tuple(each for each, _ in out), {each.id: was for each, was in out if was is not None}


def _corrected(provision: Provision, mine: Sequence[Correction], ranks: Mapping[str, int]) -> Provision:
    values = {each.field: decided(Provision, each) for each in mine if each.field != EXISTS}
    if "act" in values and "force" not in values:
        values["force"] = ranks[values["act"]]
    if "speaker" in values:
        values["speaker_origin"] = "decided"
    return replace(provision, **values)


def _blank(machine: Reading, anchor: Span) -> Provision:
    """A provision that the machine missed, before anything is decided of it; its name is its place."""
    text = machine.source.text
    # The sentence around it, as far as it can be told without knowing the language: its line.
    start = text.rfind("\n", 0, anchor.start) + 1
    end = text.find("\n", anchor.end)
    line = text[start : len(text) if end < 0 else end].strip()
    return Provision(
        id=f"a{anchor.start}",
        paragraph="",
        anchor=anchor,
        content=(),
        extent=(anchor,),
        speaker=(),
        speaker_span=None,
        speaker_origin="unresolved",
        act="state",
        force=1,
        followup="none",
        fields=(),
        quote=text[slice(*anchor)],
        text=line,
    )
