"""From a sentence to its operative predicates, in languages that put the predicate last.

Owns where one clause ends and the next of the same rank begins, and which predicates are embedded in a later one. The
order of the decisions for Japanese is kept: medial forms and "together with" coordinate, "while" does not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from taiwa.lexicon import Lexicon, Suffixes
from taiwa.reading.final.predicates import Grammar
from taiwa.reading.nouns import Predicate

_OPEN = "（「『(〔[【"
_MARK = re.compile(rf"[{re.escape(_OPEN)}）」』)〕\]】、，]")
_MEDIAL = ("medial", "te", "progressive-medial", "future-medial", "resolve-medial", "must-medial", "negative-medial")
_FINITE = (
    "plain",
    "past",
    "progressive",
    "future",
    "resolve",
    "must",
    "mustnot",
    "negative",
    "volitional",
    "desire",
    "can",
)


class Clause(NamedTuple):
    """One operative predicate with the stretch [start, end) of the sentence that belongs to it."""

    start: int
    end: int
    predicate: Predicate
    final: bool


class Joints(NamedTuple):
    """What may stand at the end of a clause: a joint, "after", a postposition, "in order to"."""

    link: Suffixes
    after: Suffixes
    postposition: Suffixes
    manner: Suffixes


def segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """[start, end) of the stretches between commas that no bracket holds."""
    out, depth, at = [], 0, start
    for found in _MARK.finditer(text, start, end):
        char = found[0]
        if char in "、，":
            if depth == 0:
                out.append((at, found.start()))
                at = found.end()
        elif char in _OPEN:
            depth += 1
        else:
            depth = max(0, depth - 1)
    out.append((at, end))
    return out


def clauses(grammar: Grammar, lex: Lexicon, start: int, end: int) -> tuple[Clause, ...]:
    """The operative predicates of the sentence [start, end) (stop excluded), in order, each with its stretch.

    The last clause's predicate may be of any kind (also unknown or a state): the caller decides what it is. Empty where
    the sentence ends in no predicate at all.
    """
    found = _candidates(grammar, lex, start, end)
    return tuple(_stretched(_operative(grammar, found), start, end))


def _candidates(grammar: Grammar, lex: Lexicon, start: int, end: int) -> list[tuple[Predicate, int, bool]]:
    """(predicate, end of its segment, is final) for every segment that ends in one, in order."""
    joints = Joints(
        lex.suffixes("link.and"),
        lex.suffixes("link.after"),
        lex.suffixes("link.postposition"),
        lex.suffixes("word.manner", "word.purpose"),
    )
    out: list[tuple[Predicate, int, bool]] = []
    floor = start
    pieces = segments(grammar.text, start, end)
    for n, (a, b) in enumerate(pieces):
        last = n == len(pieces) - 1
        for stop in _inner_stops(grammar, lex, a, b):
            predicate = grammar.tail(floor, stop)
            if predicate and predicate.kind == "act" and predicate.form.name in _FINITE:
                out.append((predicate, stop, False))
                floor = stop
        predicate = _ending(grammar, joints, floor, b, last)
        if predicate is not None:
            out.append((predicate, b, last))
            floor = b + 1 if not last else b
    return out


def _inner_stops(grammar: Grammar, lex: Lexicon, start: int, end: int) -> list[int]:
    """Places inside a segment where a finite predicate stands before a joint without a comma ("…するとともに…")."""
    return [m.start() for m in lex.joint.finditer(grammar.text, start, end) if m.end() < end]


def _ending(grammar: Grammar, joints: Joints, floor: int, end: int, last: bool) -> Predicate | None:
    """The predicate that ends the segment, where it coordinates (or is the sentence's last)."""
    text = grammar.text
    if last:
        return grammar.tail(floor, end)
    link, after = joints.link.before(text, end, floor), joints.after.before(text, end, floor)
    if link or after:
        predicate = grammar.tail(floor, (link or after or (end, ""))[0])
        if predicate and predicate.form.name in (_FINITE if link else ("past",)):
            return predicate
    if joints.manner.before(text, end, floor):
        return None
    predicate = grammar.tail(floor, end)
    if predicate is None or predicate.form.name not in _MEDIAL:
        return None
    post = joints.postposition.before(text, end, floor)
    if post and (predicate.kind != "act" or predicate.verb_start >= post[0]):
        return None
    if predicate.kind in ("unknown", "state", "effect") and (
        predicate.form.name == "te" or not grammar.has_object(predicate)
    ):
        return None
    return predicate


def _operative(grammar: Grammar, found: list[tuple[Predicate, int, bool]]) -> list[tuple[Predicate, int, bool]]:
    """Leaves out what is embedded in the object of a later predicate: walks from the end, keeping what coordinates."""
    kept: list[tuple[Predicate, int, bool]] = []
    for predicate, end, final in reversed(found):
        later = kept[-1][0] if kept else None
        if final or later is None or _coordinates(grammar, predicate, later):
            kept.append((predicate, end, final))
    return kept[::-1]


def _coordinates(grammar: Grammar, predicate: Predicate, later: Predicate) -> bool:
    """Whether a medial predicate stands beside the later one rather than inside its object."""
    embeds = later.kind == "act" and later.complement in ("action", "manner", "fact", "quote")
    if predicate.kind == "act":
        if "stance.talk" in predicate.flags:
            return True
        if later.complement == "manner" and predicate.flags & {"proceeding", "act.affirm"}:
            said = "act.report-own" in predicate.flags and predicate.complement in ("fact", "quote")
            return said or (grammar.has_topic_of_talk(predicate) and "act.affirm" not in predicate.flags)
        if "act.report-own" in predicate.flags and predicate.complement in ("fact", "quote"):
            return True
        if embeds and later.complement == "action" and predicate.flags & {"proceeding"}:
            return grammar.has_topic_of_talk(predicate)
        return True
    if predicate.kind in ("action", "unknown", "must", "effect", "state", "event"):
        return not embeds and not grammar.clause_inside(predicate.end, later.start)
    return False


def _stretched(kept: list[tuple[Predicate, int, bool]], start: int, end: int) -> list[Clause]:
    """Gives each predicate the stretch from the end of the one before it; the comma goes with the earlier."""
    out, at = [], start
    for n, (predicate, stop, final) in enumerate(kept):
        until = end if n == len(kept) - 1 else min(stop + 1, end)
        out.append(Clause(at, until, predicate, final))
        at = until
    return out
