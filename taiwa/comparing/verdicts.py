"""The verdict on a pair, with its grounds.

The weightiest aspect that differs decides: class of act (on every scale that is asked), firmness within a class, how
much of the action is promised, follow-up, hedges, colour. Where class and follow-up go opposite ways it is contested,
as where scales differ. Where none differs, the words are the same (`kept`) or not
(`reworded`). Turned round, `strengthened` becomes `weakened` and all else stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from taiwa.comparing.items import Item
from taiwa.comparing.strength import FOLLOWUPS, Note, Strength, strength
from taiwa.lexicon import FIRMNESS, GRADES, Scale
from taiwa.model import Ground, Opinion, Reading


def judge(
    old: Sequence[Item], new: Sequence[Item], readings: tuple[Reading, Reading], scales: Sequence[Scale]
) -> tuple[str, tuple[Ground, ...], tuple[Opinion, ...]]:
    """(verdict, grounds with the deciding one first, what each scale says) of things that belong together."""
    if not new or not old:
        return ("dropped" if old else "new"), (), ()
    if len(old) == len(new) == 1 and old[0].key == new[0].key:
        return "kept", (), ()
    before, after = strength(old, readings[0]), strength(new, readings[1])
    if before is None or after is None:
        return _without_act(old, new, before, after)
    grounds = tuple(_grounds(before, after))
    otherwise = "kept" if _same_words(old, new) and not grounds else "reworded"
    opinions = tuple(_opinions(before, after, grounds, scales, otherwise))
    verdicts = {opinion.verdict for opinion in opinions}
    verdict = verdicts.pop() if len(verdicts) == 1 and not _torn(grounds, opinions) else "contested"
    return verdict, tuple(_directed(grounds, opinions[0])), opinions


def _without_act(
    old: Sequence[Item], new: Sequence[Item], before: Strength | None, after: Strength | None
) -> tuple[str, tuple[Ground, ...], tuple[Opinion, ...]]:
    """Where a side was read as no speech act, nothing is said of strength."""
    if before is None and after is None:
        return ("kept" if _same_words(old, new) else "reworded"), (), ()
    a, b = (side.act if side else None for side in (before, after))
    return "reworded", (_ground("act", 0, a, b),), ()


def _same_words(old: Sequence[Item], new: Sequence[Item]) -> bool:
    """Whether split or merged things hold the same words about the same speakers."""
    sides = []
    for side in (old, new):
        forms = sorted(w.form for item in side for w in item.words if w.counts and w.part in ("anchor", "content"))
        speakers = {name for item in side if item.provision for name in item.provision.speaker}
        sides.append((forms, speakers))
    return sides[0] == sides[1]


def _opinions(
    before: Strength, after: Strength, grounds: Sequence[Ground], scales: Sequence[Scale], otherwise: str
) -> Iterator[Opinion]:
    """The verdict on each scale: the first ground with a direction decides, the class by that scale."""
    for scale in scales:
        old, new = (max(scale.ranks[act] for act in side.acts) for side in (before, after))
        direction = _sign(new - old) or next((ground.direction for ground in grounds if ground.direction), 0)
        verdict = {1: "strengthened", -1: "weakened"}.get(direction, otherwise)
        yield Opinion(scale.name, old, new, verdict)


def _torn(grounds: Sequence[Ground], opinions: Sequence[Opinion]) -> bool:
    """Whether the class goes one way and what is to be followed up the other: "showed interest in creating" became
    "announced the creation", which is a weaker class and a firmer promise."""
    steps = {_sign(opinion.new - opinion.old) for opinion in opinions}
    return any(ground.aspect == "followup" and -ground.direction in steps for ground in grounds if ground.direction)


def _directed(grounds: Sequence[Ground], opinion: Opinion) -> list[Ground]:
    """The grounds with the direction of the class by the first scale, what decides in front."""
    step = _sign(opinion.new - opinion.old)
    out = [replace(ground, direction=step) if ground.aspect == "act" else ground for ground in grounds]
    return sorted(out, key=lambda ground: not ground.direction)


def _grounds(before: Strength, after: Strength) -> Iterator[Ground]:
    """How each aspect differs, the weightiest first; that of the class is still without direction."""
    if before.act.value != after.act.value:
        yield _ground("act", 0, before.act, after.act)
    elif before.firmness.value != after.firmness.value:
        step = FIRMNESS.index(after.firmness.value) - FIRMNESS.index(before.firmness.value)
        yield _ground("firmness", _sign(step), before.firmness, after.firmness)
    if before.complement.value != after.complement.value:
        step = GRADES.index(after.complement.value) - GRADES.index(before.complement.value)
        yield _ground("complement", _sign(step), before.complement, after.complement)
    if before.followup != after.followup:
        step = FOLLOWUPS.index(after.followup) - FOLLOWUPS.index(before.followup)
        yield Ground("followup", _sign(step), before.followup, after.followup)
    yield from _hedged(before.hedges, after.hedges)
    yield from _coloured(before.colours, after.colours)
    if bool(before.negated) != bool(after.negated):
        yield _ground("negation", 0, *(side.negated[0] if side.negated else None for side in (before, after)))


def _hedged(before: Sequence[Note], after: Sequence[Note]) -> Iterator[Ground]:
    lost, won = _only(before, after), _only(after, before)
    if lost or won:
        yield _ground("hedge", _sign(len(lost) - len(won)), _first(lost), _first(won))


def _coloured(before: Sequence[Note], after: Sequence[Note]) -> Iterator[Ground]:
    lost, won = _only(before, after), _only(after, before)
    if lost or won:
        yield _ground("qualifier", _sign(_weight(after) - _weight(before)), _first(lost), _first(won))


def _only(notes: Sequence[Note], others: Sequence[Note]) -> list[Note]:
    there = {note.words.casefold() for note in others}
    return [note for note in notes if note.words.casefold() not in there]


def _first(notes: Sequence[Note]) -> Note | None:
    return notes[0] if notes else None


def _weight(colours: Sequence[Note]) -> int:
    return sum(1 if note.value == "strengthens" else -1 for note in colours)


def _ground(aspect: str, direction: int, old: Note | None, new: Note | None) -> Ground:
    return Ground(
        aspect,
        direction,
        old.value if old else None,
        new.value if new else None,
        old.words if old else "",
        new.words if new else "",
        old.span if old else None,
        new.span if new else None,
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
