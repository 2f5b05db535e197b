"""What differs between counterparts in two languages: class, force, speaker, follow-up, and who or what is named.

Owns the differences and what tolerates them; the words of idioms are the lexicon's. A difference is told only where
both sides say something: a speaker that one reading could not resolve differs from nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from taiwa.comparing.counterparts import Match
from taiwa.comparing.sentences import FRAMES, Placed, Side, Thing, brief_frame
from taiwa.lexicon.idioms import Habit, habits
from taiwa.model import Provision, Span
from taiwa.model.parity import Flag, Idiom

FIRMNESS = ("none", "intention", "commitment")
# So many characters behind an auxiliary hold the verb.
BEHIND = 12
# What a text names in one language only is a difference of scope; a label or a class is not.
NAMED = ("number", "month", "currency", "party", "entity")


def flags(match: Match, left: Side, right: Side) -> tuple[Flag, ...]:
    """Everything that differs within one match."""
    if not match.left or not match.right:
        return tuple(_missing(match))
    ours, theirs = _provisions(match.left), _provisions(match.right)
    found = [*_acts(ours, theirs, match), *_speakers(ours, theirs, left, right)] if ours or theirs else []
    return (*_tolerated(found, match, left, right), *_scope(match, left, right))


def idioms(match: Match, left: Side, right: Side) -> tuple[Idiom, ...]:
    """The habits of translators that both sides of a match show."""
    found = []
    for habit in habits():
        for a, b in product(_provisions(match.left), _provisions(match.right)):
            ours, theirs = _said(habit, a, left), _said(habit, b, right)
            if ours and theirs and left.language != right.language:
                found.append(Idiom(habit.name, a.quote, b.quote, a.anchor, b.anchor))
    return tuple(found)


# --- one side only -----------------------------------------------------------------------------------------------


def _missing(match: Match) -> Iterator[Flag]:
    for thing in match.left or match.right:
        # What opens and divides a text is laid out as each language is used to.
        if thing.kind in FRAMES and (thing.kind != "heading" or brief_frame(thing)):
            continue
        spans, what = thing.spans, (thing.provision.act if thing.provision else thing.kind,)
        yield Flag("missing", what, (), spans) if match.left else Flag("missing", (), what, (), spans)


# --- what is done, by whom ---------------------------------------------------------------------------------------


def _provisions(things: Iterable[Thing]) -> list[Provision]:
    return [thing.provision for thing in things if thing.provision]


def _acts(ours: Sequence[Provision], theirs: Sequence[Provision], match: Match) -> Iterator[Flag]:
    spans = _places(ours, match.left), _places(theirs, match.right)
    acts = _each(ours, lambda p: p.act), _each(theirs, lambda p: p.act)
    if set(acts[0]) != set(acts[1]):
        yield Flag("class", *acts, *spans)
    if ours and theirs:
        forces = max(p.force for p in ours), max(p.force for p in theirs)
        if forces[0] != forces[1]:
            yield Flag("force", (str(forces[0]),), (str(forces[1]),), *spans)
        firm = _firmest(ours), _firmest(theirs)
        if firm[0] != firm[1]:
            yield Flag("followup", (firm[0],), (firm[1],), *spans)


def _places(provisions: Sequence[Provision], things: Sequence[Thing]) -> tuple[Span, ...]:
    return tuple(p.anchor for p in provisions) or tuple(span for thing in things for span in thing.spans)


def _each(provisions: Iterable[Provision], value: Callable[[Provision], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(value, provisions)))


def _firmest(provisions: Iterable[Provision]) -> str:
    return max((p.followup for p in provisions), key=FIRMNESS.index)


def _speakers(ours: Sequence[Provision], theirs: Sequence[Provision], left: Side, right: Side) -> Iterator[Flag]:
    if not all(p.speaker and p.speaker_origin != "unresolved" for p in (*ours, *theirs)) or not (ours and theirs):
        return
    mine, other = (dict.fromkeys(party for p in provisions for party in p.speaker) for provisions in (ours, theirs))
    known = [{side.parties.get(party, party) for party in parties} for side, parties in ((left, mine), (right, other))]
    if known[0] != known[1]:
        spans = [tuple(p.speaker_span or p.anchor for p in provisions) for provisions in (ours, theirs)]
        yield Flag("speaker", tuple(mine), tuple(other), spans[0], spans[1])


# --- what is tolerated -------------------------------------------------------------------------------------------


def _tolerated(found: Iterable[Flag], match: Match, left: Side, right: Side) -> Iterator[Flag]:
    """The flags, each with the habit that explains it, if one does."""
    for flag in found:
        habit = next((h for h in habits() if flag.kind in h.tolerates and _shown(h, match, left, right)), None)
        yield replace(flag, tolerated=habit.name) if habit else flag


def _shown(habit: Habit, match: Match, left: Side, right: Side) -> bool:
    return all(
        any(_said_in(habit, thing, side) for thing in things)
        for things, side in ((match.left, left), (match.right, right))
    )


def _said_in(habit: Habit, thing: Thing, side: Side) -> bool:
    if thing.provision:
        return _said(habit, thing.provision, side)
    text = side.reading.source.text
    return any(habit.word_in(text[start:end], side.language) for start, end in thing.spans)


def _said(habit: Habit, provision: Provision, side: Side) -> bool:
    """Whether the predicate, or where the verb comes first what stands right behind it, has a word of the habit."""
    behind = ""
    if side.language != "ja":
        behind = side.reading.source.text[provision.anchor.end : provision.anchor.end + BEHIND]
    return habit.word_in(f"{provision.quote}{behind}", side.language) is not None


# --- who and what is named ---------------------------------------------------------------------------------------


def _scope(match: Match, left: Side, right: Side) -> Iterator[Flag]:
    """Figures, parties and entities that one side alone names, kind by kind; both sides at once are a replacement."""
    for kind in NAMED:
        ours = _only(match.left, match.around_right, kind)
        theirs = _only(match.right, match.around_left, kind)
        if kind == "number" and not ours and not theirs:
            ours, theirs = _in_words(match)
        if ours or theirs:
            yield Flag(
                "scope",
                tuple(dict.fromkeys(_own_name(each.sign[1], left.parties) for each in ours)),
                tuple(dict.fromkeys(_own_name(each.sign[1], right.parties) for each in theirs)),
                tuple(each.span for each in ours),
                tuple(each.span for each in theirs),
                kind,
            )


def _own_name(value: str, parties: Mapping[str, str]) -> str:
    """A party's name in its own version."""
    return next((name for name, called in parties.items() if called == value), value)


def _only(here: Sequence[Thing], there: Sequence[Thing], kind: str) -> list[Placed]:
    """What is firmly named here and not at all there, neither by name nor as a speaker."""
    named = {placed.sign for thing in there for placed in thing.placed}
    return [
        placed
        for thing in here
        for placed in thing.placed
        if placed.firm and placed.sign[0] == kind and placed.sign not in named and placed.sign != ("number", "1")
    ]


def _in_words(match: Match) -> tuple[list[Placed], list[Placed]]:
    """Small numbers in words: a difference only where each side has exactly one that the other lacks."""
    sides = []
    for here, there in ((match.left, match.around_right), (match.right, match.around_left)):
        named = {placed.sign for thing in there for placed in thing.placed}
        placed = (placed for thing in here for placed in thing.placed if placed.sign[0] == "number")
        sides.append([p for p in placed if p.sign not in named and p.sign[1] != "1"])
    return (sides[0], sides[1]) if len(sides[0]) == len(sides[1]) == 1 else ([], [])
