"""compare(): two editions of a text, or any two texts in one language, aligned and judged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from hashlib import blake2b

from taiwa.comparing.alignment import Group, align
from taiwa.comparing.callouts import callouts, callouts_of_texts
from taiwa.comparing.differences import differences
from taiwa.comparing.items import Item, items
from taiwa.comparing.verdicts import judge
from taiwa.errors import UnlikeLanguages
from taiwa.lexicon import grading, scale
from taiwa.lexicon import scales as known_scales
from taiwa.model import Comparison, Pair, Reading


def compare(old: Reading, new: Reading, *, scales: Sequence[str] = ()) -> Comparison:
    """What became of every sentence of `old` in `new`.

    `scales` names the ladders that must agree on which side is stronger; none means every ladder of the lexicon. Pairs
    come in the order of `new`, what was dropped behind what it followed in `old`. Raises UnlikeLanguages where the
    readings are not in one language, UnknownScale for a scale that there isn't.
    """
    if old.language != new.language:
        raise UnlikeLanguages(f"{old.source.name} is read in {old.language!r}, {new.source.name} in {new.language!r}")
    ladders = [scale(name) for name in (scales or sorted(known_scales(), key=lambda name: (name != old.scale, name)))]
    before, after = items(old), items(new)
    groups = align(before, after)
    moved = _moved(groups, before, after)
    dense = not grading(old.language).verb_first
    pairs = []
    for group in _in_order(groups):
        a, b = [before[at] for at in group.old], [after[at] for at in group.new]
        verdict, grounds, opinions = judge(a, b, (old, new), ladders)
        changed = verdict not in ("kept", "new", "dropped")
        pairs.append(
            Pair(
                old=tuple(item.name for item in a),
                new=tuple(item.name for item in b),
                verdict=verdict,
                likeness=round(group.likeness, 4),
                grounds=grounds,
                opinions=opinions,
                edits=differences(a, b, (old, new), dense) if changed else (),
                callouts=callouts(a, b, (old, new)) if changed else (),
                moved=group in moved,
            )
        )
    return Comparison(old, new, tuple(pairs), tuple(ladder.name for ladder in ladders), callouts_of_texts(old, new))


def _in_order(groups: Sequence[Group]) -> list[Group]:
    """The groups in the order of the new text; what was dropped comes behind what stood before it in the old one."""
    place: dict[int, tuple[float, float]] = {}
    for group in groups:
        if group.new:
            for at in group.old:
                place[at] = (group.new[0], 0)
    last: tuple[float, float] = (-1, 0)
    for at in range(max((a for g in groups for a in g.old), default=-1) + 1):
        last = place.setdefault(at, (last[0], at + 1))
    return sorted(groups, key=lambda group: (group.new[0], 0) if group.new else place[group.old[0]])


def _moved(groups: Sequence[Group], before: Sequence[Item], after: Sequence[Item]) -> set[Group]:
    """The pairs that left the order of the others: all but the heaviest chain that both texts have in one order.

    Weighed by words, so that the fewest words count as moved, and with what is said as the last resort: the same pairs
    have moved when the texts change places.
    """
    both = sorted((group for group in groups if group.old and group.new), key=lambda group: group.new[0])
    olds = sorted(group.old[0] for group in both)
    best: list[tuple[int, int] | None] = [None] * (len(olds) + 1)
    earlier: list[int | None] = [None] * len(both)
    for at, group in enumerate(both):
        rank = bisect_left(olds, group.old[0]) + 1
        weight = _weight([before[i] for i in group.old], [after[i] for i in group.new])
        below, step = (0, -1), rank - 1
        while step > 0:
            below = max(below, best[step] or (0, -1))
            step -= step & -step
        earlier[at] = below[1] if below[1] >= 0 else None
        value, step = (below[0] + weight, at), rank
        while step < len(best):
            best[step] = max(best[step] or (0, -1), value)
            step += step & -step
    chain: set[int] = set()
    top = max((entry for entry in best if entry), default=None)
    cursor = top[1] if top else None
    while cursor is not None:
        chain.add(cursor)
        cursor = earlier[cursor]
    return {group for at, group in enumerate(both) if at not in chain}


def _weight(old: Sequence[Item], new: Sequence[Item]) -> int:
    """Words of both sides, and below them a number that depends on what is said alone."""
    words = sum(len(item.words) for item in (*old, *new))
    said = sum(_number(item.key_text) for item in (*old, *new))
    return (words << 32) + said


def _number(text: str) -> int:
    """24 bits of a text that another text hardly shares, the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=3).digest())
