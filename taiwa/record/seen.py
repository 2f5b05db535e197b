"""What a writer saw of a noun before changing it, so that a change that came between is noticed and not undone.

Owns states: a hash of all that the record says of a noun. The check is made within the act that writes: what holds then
holds until it is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from taiwa.errors import ChangedMeanwhile, NotInRecord
from taiwa.model import Correction, Delegate, Entity, Evidence, Forum, Meeting, Provision, Statement, Text, Version
from taiwa.record.adding import reviewed
from taiwa.record.deciding import place_of, provision_at
from taiwa.record.review import Decision
from taiwa.store.coding import canonical
from taiwa.store.rows import subject_of
from taiwa.store.view import View

NOUNS = (Forum, Meeting, Delegate, Text, Version, Entity, Evidence, Correction)


def state_of(noun: object) -> str:
    """32 hexadecimal digits that are the same as long as the same is said of a noun."""
    return hashlib.sha256(canonical(noun).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Seen:
    """`find` gets the noun from a view (or raises NotInRecord); `states` are those in which the writer would change it.
    None stands for any state, as long as the noun is there; none at all says that it is to be new."""

    find: Callable[[View], object]
    states: frozenset[str] | None = frozenset()

    def check(self, view: View, wanted: object | None = None) -> None:
        """Raises ChangedMeanwhile where the noun is in no such state, unless it is as `wanted` already: then whoever
        asks again, because the answer was lost, is answered."""
        now = found(view, self.find)
        if now is not None and now == wanted:
            return
        fits = not self.states and self.states is not None if now is None else _fits(self.states, now)
        if not fits:
            raise ChangedMeanwhile(_said(now, self.states), now)


def found(view: View, find: Callable[[View], object]) -> object | None:
    """What `find` finds; None where it isn't there."""
    try:
        return find(view)
    except NotInRecord:
        return None


def _fits(states: frozenset[str] | None, now: object) -> bool:
    return states is None or state_of(now) in states


def _said(now: object | None, states: frozenset[str] | None) -> str:
    if now is None:
        return "what was to be changed is not in the record"
    named = subject_of(now) if isinstance(now, NOUNS) else "what was to be changed"
    if states is not None and not states:
        return f"{named} is in the record already"
    return f"{named} is no longer as it was seen"


# --- nouns of several parts ---------------------------------------------------------------------------------------


def delegate(view: View, meeting: str, party: str, person: str) -> Delegate:
    """A person of a delegation. Raises NotInRecord."""
    for each in view.delegates(meeting):
        if (each.party, each.person) == (party, person):
            return each
    raise NotInRecord(f"{person!r} of {party!r} is no delegate at {meeting!r}")


def evidence(view: View, subject: str, field: str, source: str) -> Evidence:
    """One reason for believing a fact. Raises NotInRecord."""
    for each in view.evidence(subject):
        if (each.field, each.source) == (field, source):
            return each
    raise NotInRecord(f"{subject!r} has no such evidence from {source!r}")


def provision(view: View, ref: str) -> tuple[Provision, tuple[Decision, ...]]:
    """A provision as it is decided, with the decisions on it. Raises NotInRecord."""
    review = reviewed(view, ref.partition("#")[0].partition("@")[0])
    found = provision_at(review, place_of(ref, review))
    if found is None:
        raise NotInRecord(f"{ref}: there is no provision at these characters")
    mine = (each for each in review.decisions if (each.correction.start, each.correction.end) == found.anchor)
    return found, tuple(mine)


def statement(view: View, version: str) -> Statement:
    """The facts of a version as they are decided. Raises NotInRecord."""
    return reviewed(view, version).reading.statement


def reading(view: View, version: str) -> tuple[object, ...]:
    """What a version's reading as decided consists of: the one that is kept, and the decisions. Raises NotInRecord."""
    view.version(version)
    return (*view.kept(version)[-1:], *view.corrections(version))


def correction(view: View, version: str, number: int) -> Correction:
    """A decision by its number. Raises NotInRecord."""
    for each in view.corrections(version):
        if each.number == number:
            return each
    raise NotInRecord(f"there is no correction {number} of {version}")
