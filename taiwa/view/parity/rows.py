"""What every view shows of a counterpart: the words of both sides, its flags as sentences, what is tolerated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from taiwa.model import Counterpart, Pairing, Reading, Span
from taiwa.model.parity import FLAGS
from taiwa.view.labels import Labels
from taiwa.view.parity.reasons import idiom, reason
from taiwa.view.prose import aside, heal, heal_spans

# A counterpart is an alarm, tolerated (a flag or an idiom that means no difference), or agrees.
STATES = ("alarm", "tolerated", "agrees")


@dataclass(frozen=True, slots=True)
class Row:
    """A counterpart as it is shown: `state` from STATES, the `reasons` of its alarms, the `tolerated` sentences."""

    counterpart: Counterpart
    state: str
    left: str
    right: str
    reasons: tuple[str, ...]
    tolerated: tuple[str, ...]


def rows(pairing: Pairing, labels: Labels, some: Iterable[Counterpart] | None = None) -> Iterator[Row]:
    """Every counterpart in the order of the pairing, or some of them."""
    for each in pairing.counterparts if some is None else some:
        tolerated = [reason(flag, pairing, labels) for flag in each.flags if flag.tolerated]
        told = {flag.tolerated for flag in each.flags}
        tolerated += [idiom(found, labels) for found in each.idioms if found.name not in told]
        yield Row(
            each,
            state_of(each),
            words_of(pairing.left, each.left_spans),
            words_of(pairing.right, each.right_spans),
            tuple(reason(flag, pairing, labels) for flag in each.alarms),
            tuple(dict.fromkeys(tolerated)),
        )


def state_of(each: Counterpart) -> str:
    """Whether a counterpart is an alarm, tolerated, or agrees."""
    return "alarm" if each.alarms else "tolerated" if each.flags or each.idioms else "agrees"


def words_of(reading: Reading, spans: tuple[Span, ...]) -> str:
    """The words of one side on one line."""
    return heal(heal_spans(reading.source.text, spans, aside(reading)))


def counts(pairing: Pairing) -> dict[str, int]:
    """How many counterparts are in each state, then how many alarms there are of each kind of flag."""
    states = [state_of(each) for each in pairing.counterparts]
    alarms = [flag.kind for each in pairing.counterparts for flag in each.alarms]
    return {state: states.count(state) for state in STATES} | {kind: alarms.count(kind) for kind in FLAGS}
