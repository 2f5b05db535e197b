"""Which provisions of two versions are each other's: within sentences that belong together, by class, signs and order.

Owns the last step of alignment. A provision may answer several of the other version; one that answers none is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from taiwa.comparing.assignment import assign
from taiwa.comparing.beads import WEIGHTS, Bead, Scale, beads
from taiwa.comparing.sentences import FRAMES, Side, Thing

# What counts when provisions of one sentence are told apart: the same class, signs shared, the place among the others.
SAME_ACT, SAME_FORCE, SHARED, PLACE = 0.35, 0.15, 0.8, 0.25
# A stretch this much shorter than the other is no counterpart of it, unless they share as much; nor are two things of
# unlike class that share less than this.
SHORTER, SHARE_OF_SHORT, LEAST, LEFT_OVER = 3.0, 0.5, 0.36, 0.3
# Who met where is no counterpart of what was said there, unless they share much.
OPENING = ("fact", "lead-in")
# Lengths that differ by fewer deviations agree.
AGREED = 1.5
# Worths are assigned in whole numbers.
_UNIT = 10_000


class Match(NamedTuple):
    """Things of the two sides that belong together, or of one that stand alone.

    `around_left` and `around_right` are all things of the sentences in which they stand.
    """

    left: tuple[Thing, ...]
    right: tuple[Thing, ...]
    confidence: float
    evidence: tuple[str, ...]
    moved: bool
    around_left: tuple[Thing, ...] = ()
    around_right: tuple[Thing, ...] = ()


def matches(left: Side, right: Side) -> list[Match]:
    """Every thing of either side in exactly one match, in the order of the left version."""
    scale = Scale(left, right)
    out: list[Match] = []
    for bead in beads(left, right, scale):
        around = [
            tuple(t for at in ats for t in side.sentences[at]) for side, ats in ((left, bead.left), (right, bead.right))
        ]
        found = _within(bead, left, right, scale)
        out += (match._replace(around_left=around[0], around_right=around[1]) for match in found)
    return out


def _within(bead: Bead, left: Side, right: Side, scale: Scale) -> Iterator[Match]:
    ours = [thing for at in bead.left for thing in left.sentences[at]]
    theirs = [thing for at in bead.right for thing in right.sentences[at]]
    if not ours or not theirs:
        yield from (_match([thing], [], scale, False) for thing in ours)
        yield from (_match([], [thing], scale, False) for thing in theirs)
        return
    links = _links(ours, theirs, scale)
    for i, thing in enumerate(ours):
        if i in links:
            group = links[i]
            if group[0][0] == i:
                yield _match([ours[k] for k in group[0]], [theirs[k] for k in group[1]], scale, bead.moved)
        else:
            yield _match([thing], [], scale, False)
    taken = {k for group in links.values() for k in group[1]}
    yield from (_match([], [thing], scale, False) for j, thing in enumerate(theirs) if j not in taken)


Group = tuple[tuple[int, ...], tuple[int, ...]]


def _links(ours: Sequence[Thing], theirs: Sequence[Thing], scale: Scale) -> dict[int, Group]:
    """The group in which each of our things stands, by its number."""
    if len(ours) == len(theirs) == 1:
        likeness = scale.likeness(scale.signs(ours), scale.signs(theirs))
        return {0: ((0,), (0,))} if _as_long(ours[0], theirs[0], likeness, scale) else {}
    worth = [
        {
            j: int(_UNIT * _worth(a, b, i / len(ours) - j / len(theirs), scale))
            for j, b in enumerate(theirs)
            if _plausible(a, b, scale)
        }
        for i, a in enumerate(ours)
    ]
    pairs = assign(worth, len(theirs))
    pairs |= _left_over(pairs, ours, theirs, scale)
    groups: list[Group] = [((i,), (j,)) for i, j in sorted(pairs.items())]
    for i in sorted(set(range(len(ours))) - set(pairs)):
        groups = _joined(groups, i, 0, ours, theirs, scale)
    for j in sorted(set(range(len(theirs))) - set(pairs.values())):
        groups = _joined(groups, j, 1, ours, theirs, scale)
    return {i: group for group in groups for i in group[0]}


def _plausible(a: Thing, b: Thing, scale: Scale) -> bool:
    """Whether two things may be counterparts among others."""
    likeness = scale.likeness(scale.signs([a]), scale.signs([b]))
    same = a.provision and b.provision and a.provision.act == b.provision.act
    framed = (a.kind in FRAMES) != (b.kind in FRAMES)
    least = SHARE_OF_SHORT if framed else LEAST
    return (bool(same) or likeness >= least) and _as_long(a, b, likeness, scale)


def _as_long(a: Thing, b: Thing, likeness: float, scale: Scale) -> bool:
    if likeness < SHARE_OF_SHORT and any(t.kind in OPENING for t in (a, b)) and (a.provision or b.provision):
        return False
    times = a.length * scale.ratio / b.length
    return 1 / SHORTER < times < SHORTER or likeness >= SHARE_OF_SHORT


def _left_over(pairs: dict[int, int], ours: Sequence[Thing], theirs: Sequence[Thing], scale: Scale) -> dict[int, int]:
    """As many things left over on either side are counterparts in their order: whole sentences whose lengths agree, or
    what shares anything to speak of."""
    mine = [i for i in range(len(ours)) if i not in pairs]
    other = [j for j in range(len(theirs)) if j not in pairs.values()]
    if len(mine) != len(other):
        return {}
    out = {}
    for i, j in zip(mine, other, strict=True):
        a, b = ours[i], theirs[j]
        likeness = scale.likeness(scale.signs([a]), scale.signs([b]))
        whole = (_is_whole(a, ours) or _is_whole(b, theirs)) and scale.deviations(a.length, b.length) < AGREED
        if (whole or likeness >= LEFT_OVER) and _as_long(a, b, likeness, scale):
            out[i] = j
    return out


def _is_whole(thing: Thing, things: Sequence[Thing]) -> bool:
    """Whether a thing is a sentence by itself that nobody was heard to speak in."""
    return thing.provision is None and sum(each.sentence == thing.sentence for each in things) == 1


def _worth(a: Thing, b: Thing, apart: float, scale: Scale) -> float:
    likeness = scale.likeness(scale.signs([a]), scale.signs([b]))
    same = 0.0
    if a.provision and b.provision:
        same = SAME_ACT * (a.provision.act == b.provision.act) + SAME_FORCE * (a.provision.force == b.provision.force)
    elif not a.provision and not b.provision:
        same = SAME_ACT
    lengths = PLACE / (1 + scale.deviations(a.length, b.length))
    return 0.01 + same + SHARED * likeness + PLACE * (1 - abs(apart)) + lengths


def _joined(
    groups: list[Group], at: int, side: int, ours: Sequence[Thing], theirs: Sequence[Thing], scale: Scale
) -> list[Group]:
    """The groups with a thing that was left over put into the neighbour's group, where lengths agree better with it
    than without; else it stays alone, and is missing."""
    near = [n for n, group in enumerate(groups) if at - 1 in group[side] or at + 1 in group[side]]
    gains = []
    for n in near:
        if not _answers(at, side, groups[n], ours, theirs, scale):
            continue
        with_it = list(groups[n])
        with_it[side] = tuple(sorted((*groups[n][side], at)))
        gain = _apart(groups[n], ours, theirs, scale) - _apart((with_it[0], with_it[1]), ours, theirs, scale)
        gains.append((gain, n, (with_it[0], with_it[1])))
    if gains and max(gains)[0] > 0:
        _, n, group = max(gains)
        return [*groups[:n], group, *groups[n + 1 :]]
    return groups


def _answers(at: int, side: int, group: Group, ours: Sequence[Thing], theirs: Sequence[Thing], scale: Scale) -> bool:
    """Whether a thing says something of what the other side of a group says: the same act, or signs enough."""
    thing = (ours, theirs)[side][at]
    others = [(theirs, ours)[side][k] for k in group[1 - side]]
    acts = {other.provision.act for other in others if other.provision}
    # A sentence that was read as no act may hold several all the same.
    if not acts or (thing.provision and thing.provision.act in acts):
        return True
    return scale.likeness(scale.signs([thing]), scale.signs(others)) >= LEAST


def _apart(group: Group, ours: Sequence[Thing], theirs: Sequence[Thing], scale: Scale) -> float:
    return scale.deviations(sum(ours[i].length for i in group[0]), sum(theirs[j].length for j in group[1]))


def _match(ours: Sequence[Thing], theirs: Sequence[Thing], scale: Scale, moved: bool) -> Match:
    if not ours or not theirs:
        return Match(tuple(ours), tuple(theirs), 0.0, (), False)
    mine, other = scale.signs(ours), scale.signs(theirs)
    apart = scale.deviations(sum(t.length for t in ours), sum(t.length for t in theirs))
    kinds = {sign[0] for sign in mine.keys() & other.keys()} | ({"length"} if apart < 1 else set())
    evidence = tuple(sorted(kinds, key=lambda kind: (-WEIGHTS.get(kind, 0), kind)))
    return Match(tuple(ours), tuple(theirs), scale.confidence(scale.likeness(mine, other), apart), evidence, moved)
