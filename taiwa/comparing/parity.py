"""parity(): the language versions of one text beside each other, and whether they say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from taiwa.comparing.counterparts import Match, matches
from taiwa.comparing.discrepancies import flags, idioms
from taiwa.comparing.naming import paired_parties
from taiwa.comparing.sentences import Side, Thing
from taiwa.comparing.standing import standings
from taiwa.lexicon.sounds import ALIKE, alike
from taiwa.model import Reading, Span
from taiwa.model.parity import Counterpart, Flag, Idiom, Pairing, Parity


def parity(versions: Sequence[Reading], *, authorities: Mapping[str, str] | None = None) -> Parity:
    """Each version beside each other one, with what differs.

    `versions` are two readings or more, in the order in which pairings are wanted; `authorities` gives by language or
    document name which is `authentic`, `official`, `provisional`, `unofficial` or `press`, where the caller knows.
    Turning two versions round turns the sides of the result round and nothing else.
    """
    known = authorities or {}
    return Parity(tuple(versions), tuple(_pairing(a, b, known) for a, b in combinations(versions, 2)))


def _pairing(left: Reading, right: Reading, known: Mapping[str, str]) -> Pairing:
    # One order for the work, so that neither side is favoured by chance.
    if _key(right) < _key(left):
        return _turned(_pairing(right, left, known))
    names = paired_parties(left, right)
    ours, theirs = Side(left, names), Side(right, {name: name for name in right.statement.parties})
    counterparts = tuple(_counterpart(match, ours, theirs) for match in matches(ours, theirs))
    standing = standings(left, right, known)
    facts = tuple(_facts(left, right, names))
    return Pairing(left, right, counterparts, tuple(names.items()), facts, *standing)


def _key(reading: Reading) -> tuple[str, str, str]:
    return reading.language, reading.source.sha256, reading.source.text


def _counterpart(match: Match, left: Side, right: Side) -> Counterpart:
    return Counterpart(
        tuple(thing.id for thing in match.left),
        tuple(thing.id for thing in match.right),
        _spans(match.left),
        _spans(match.right),
        match.confidence,
        match.evidence,
        flags(match, left, right),
        idioms(match, left, right),
        match.moved,
    )


def _spans(things: Sequence[Thing]) -> tuple[Span, ...]:
    return tuple(span for thing in things for span in thing.spans)


# --- the other way round -----------------------------------------------------------------------------------------


def _turned(pairing: Pairing) -> Pairing:
    turned = [_turned_counterpart(each) for each in pairing.counterparts]
    return Pairing(
        left=pairing.right,
        right=pairing.left,
        counterparts=tuple(_in_order(turned)),
        parties=tuple((other, one) for one, other in pairing.parties),
        flags=tuple(map(_turned_flag, pairing.flags)),
        left_standing=pairing.right_standing,
        right_standing=pairing.left_standing,
        prevails={"left": "right", "right": "left"}.get(pairing.prevails, pairing.prevails),
    )


def _turned_counterpart(each: Counterpart) -> Counterpart:
    return replace(
        each,
        left=each.right,
        right=each.left,
        left_spans=each.right_spans,
        right_spans=each.left_spans,
        flags=tuple(map(_turned_flag, each.flags)),
        idioms=tuple(Idiom(i.name, i.right_words, i.left_words, i.right_span, i.left_span) for i in each.idioms),
    )


def _turned_flag(flag: Flag) -> Flag:
    return replace(flag, left=flag.right, right=flag.left, left_spans=flag.right_spans, right_spans=flag.left_spans)


def _in_order(counterparts: Sequence[Counterpart]) -> list[Counterpart]:
    """In the order of the left version; what it lacks comes behind what stands before it in the right one."""
    by_right = sorted((each for each in counterparts if each.right), key=lambda each: each.right_spans[0])
    place: dict[int, tuple[Span, Span]] = {}
    last = Span(-1, -1)
    for each in by_right:
        last = each.left_spans[0] if each.left else last
        place[id(each)] = (last, each.right_spans[0])
    return sorted(
        counterparts,
        key=lambda each: (each.left_spans[0], Span(-1, -1)) if each.left else place[id(each)],
    )


# --- the texts as wholes -----------------------------------------------------------------------------------------


def _facts(left: Reading, right: Reading, names: Mapping[str, str]) -> Iterator[Flag]:
    """Facts of the texts that differ: when and where, which session, who takes part, what of the next meeting."""
    for name in ("date", "session", "kind", "level"):
        one, other = getattr(left.statement, name), getattr(right.statement, name)
        if one is not None and other is not None and not _alike(one, other):
            yield _fact(name, str(one), str(other), left, right)
    ours, theirs = left.statement.next, right.statement.next
    for name in ("session", "date"):
        one, other = (getattr(n, name) if n else None for n in (ours, theirs))
        if one is not None and other is not None and not _alike(one, other):
            yield _fact("next", f"{name} {one}", f"{name} {other}", left, right)
    place = left.statement.place, right.statement.place
    if place[0] and place[1] and left.language != right.language and 0 < alike(place[0], place[1]) < ALIKE - 0.3:
        yield _fact("place", place[0], place[1], left, right)
    alone = (
        [n for n in left.statement.parties if n not in names],
        [n for n in right.statement.parties if n not in names.values()],
    )
    if (alone[0] or alone[1]) and left.statement.parties and right.statement.parties:
        yield Flag("scope", tuple(alone[0]), tuple(alone[1]), subject="fact")


def _alike(one: object, other: object) -> bool:
    """Whether two facts agree: of two dates one may be less exact than the other."""
    return one == other or (
        isinstance(one, str)
        and isinstance(other, str)
        and one[:1].isdigit()
        and (one.startswith(other) or other.startswith(one))
    )


def _fact(name: str, one: str, other: str, left: Reading, right: Reading) -> Flag:
    spans = [tuple(s for f in r.statement.facts if f.name == name for s in f.spans) for r in (left, right)]
    return Flag("scope", (f"{name} {one}",), (f"{name} {other}",), spans[0], spans[1], "fact")
