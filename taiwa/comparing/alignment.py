"""What belongs together: the same first, then the best assignment of the rest, then parts of what was split or merged.

Hands on groups of things, each with one side of one thing at most beside several of the other. The groups don't depend
on the order of either text, and come out mirrored when old and new change places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from taiwa.comparing.assignment import assign
from taiwa.comparing.items import Item
from taiwa.comparing.likeness import Likeness

# From this likeness on two things can belong together; measured in benchmarks/compare.py.
ALIKE = 0.2
# A part belongs to a whole that holds this share of its words (by weight), and this share that no other part has.
HELD, OWN = 0.55, 0.4
# Where neither has a partner, one that is nearly all in the other belongs to it, however much longer that is.
SWALLOWED = 0.75
# Steps of likeness that count, and room below them to break ties.
_STEPS, _TIES = 1 << 20, 1 << 30


@dataclass(frozen=True, slots=True)
class Group:
    """Indices of things of either side that belong together (one side empty: of nobody), and how alike they are."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    likeness: float


def align(old: Sequence[Item], new: Sequence[Item]) -> tuple[Group, ...]:
    """Every thing of either side in exactly one group."""
    same = _same(old, new)
    taken_old, taken_new = {o for o, _ in same}, {n for _, n in same}
    likeness = Likeness(old, new)
    candidates = likeness.candidates(same)
    open_pairs = {
        (o, n): value
        for (o, n), value in candidates.items()
        if o not in taken_old and n not in taken_new and value >= ALIKE
    }
    pairs = {pair: 1.0 for pair in same} | _best(open_pairs, old, new)
    pairs |= _swallowed(candidates, pairs, likeness)
    added = _parts(candidates, pairs, likeness)
    pairs, added = _settled(pairs, added, old, new)
    return tuple(_grouped(pairs, added, len(old), len(new)))


def _same(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Things with one key, paired in the order in which each text has them."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for at, item in reversed(list(enumerate(new))):
        waiting[item.key].append(at)
    return [(at, waiting[item.key].pop()) for at, item in enumerate(old) if waiting[item.key]]


def _best(
    open_pairs: Mapping[tuple[int, int], float], old: Sequence[Item], new: Sequence[Item]
) -> dict[tuple[int, int], float]:
    rows = sorted({o for o, _ in open_pairs})
    worth: dict[int, dict[int, int]] = {row: {} for row in rows}
    for (o, n), value in open_pairs.items():
        worth[o][n] = round(value * _STEPS) * _TIES + _tie(old[o], new[n])
    found = assign([worth[row] for row in rows], len(new))
    return {(rows[at], n): open_pairs[rows[at], n] for at, n in found.items()}


def _tie(one: Item, other: Item) -> int:
    """A number below `_TIES` / 1024 that is the same from either side and depends on what both say alone."""
    text = "\0".join(sorted((one.key_text, other.key_text)))
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) % (_TIES >> 10)


def _swallowed(
    candidates: Mapping[tuple[int, int], float], pairs: Mapping[tuple[int, int], float], likeness: Likeness
) -> dict[tuple[int, int], float]:
    """Pairs of things without partners of which one is nearly all in the other."""
    busy_old, busy_new = {o for o, _ in pairs}, {n for _, n in pairs}
    rows = []
    for (o, n), value in candidates.items():
        if o not in busy_old and n not in busy_new:
            one, other = likeness.old[o], likeness.new[n]
            share = max(likeness.held(one, other), likeness.held(other, one))
            if share >= SWALLOWED and min(len(one.features), len(other.features)) >= 6:
                rows.append((-round(value, 9), _tie(one, other), o, n))
    out: dict[tuple[int, int], float] = {}
    for _, _, o, n in sorted(rows):
        if o not in busy_old and n not in busy_new:
            busy_old.add(o)
            busy_new.add(n)
            out[o, n] = candidates[o, n]
    return out


def _parts(
    candidates: Mapping[tuple[int, int], float], pairs: Mapping[tuple[int, int], float], likeness: Likeness
) -> list[tuple[int, int]]:
    """Pairs to be added: a thing without a partner that is a part of one whose partner is another part of it."""
    partner_of_old, partner_of_new = {o: n for o, n in pairs}, {n: o for o, n in pairs}
    rows = []
    for o, n in candidates:
        one, other = likeness.old[o], likeness.new[n]
        if o in partner_of_old and n not in partner_of_new:
            part, whole, sibling = other, one, likeness.new[partner_of_old[o]]
        elif n in partner_of_new and o not in partner_of_old:
            part, whole, sibling = one, other, likeness.old[partner_of_new[n]]
        else:
            continue
        own = likeness.held(part, whole, sibling.features)
        if own >= OWN and likeness.held(part, whole) >= HELD:
            rows.append((-round(own, 9), _tie(one, other), o, n))
    several: set[tuple[str, int]] = set()
    added: list[tuple[int, int]] = []
    placed: set[tuple[str, int]] = set()
    for _, _, o, n in sorted(rows):
        is_new = n not in partner_of_new
        new_one, old_one = ("new", n), ("old", o)
        beside = ("new", partner_of_old[o]) if is_new else ("old", partner_of_new[n])
        if (new_one if is_new else old_one) not in placed and beside not in several:
            placed.add(new_one if is_new else old_one)
            several.add(old_one if is_new else new_one)
            added.append((o, n))
    return added


def _settled(
    pairs: Mapping[tuple[int, int], float], added: Sequence[tuple[int, int]], old: Sequence[Item], new: Sequence[Item]
) -> tuple[dict[tuple[int, int], float], list[tuple[int, int]]]:
    """The same pairs, with things that say the same taking their partners in the order of the text.

    Which of several copies has a partner, and which partner, is free: the first ones have, from either side.
    """
    edges = [*pairs, *added]
    of_old = _turns([o for o, _ in edges], [(new[n].key_text, n) for _, n in edges], old)
    edges = [(of_old[o], n) for o, n in edges]
    of_new = _turns([n for _, n in edges], [(old[o].key_text, o) for o, _ in edges], new)
    edges = [(o, of_new[n]) for o, n in edges]
    settled = edges[: len(pairs)]
    return dict(zip(settled, pairs.values(), strict=True)), edges[len(pairs) :]


def _turns(mine: Sequence[int], partners: Sequence[tuple[str, int]], side: Sequence[Item]) -> dict[int, int]:
    """Index -> the copy that takes its partners: copies with partners first, by what those say, then by their order."""
    roles: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for at, partner in zip(mine, partners, strict=True):
        roles[at].append(partner)
    copies: dict[object, list[int]] = defaultdict(list)
    for at, item in enumerate(side):
        copies[item.key].append(at)
    out: dict[int, int] = {}
    for same in copies.values():
        by_role = sorted(
            same,
            key=lambda at: (
                not roles[at],
                sorted(text for text, _ in roles[at]),
                min((n for _, n in roles[at]), default=0),
                at,
            ),
        )
        out |= dict(zip(by_role, same, strict=True))
    return out


def _grouped(
    pairs: Mapping[tuple[int, int], float],
    added: Iterable[tuple[int, int]],
    olds: int,
    news: int,
) -> Iterable[Group]:
    more_new: dict[int, list[int]] = defaultdict(list)
    more_old: dict[int, list[int]] = defaultdict(list)
    paired_old = {o for o, _ in pairs}
    for o, n in added:
        (more_new[o] if o in paired_old else more_old[n]).append(n if o in paired_old else o)
    seen_old, seen_new = set(), set()
    for (o, n), value in pairs.items():
        group = Group(tuple(sorted([o, *more_old[n]])), tuple(sorted([n, *more_new[o]])), value)
        seen_old |= set(group.old)
        seen_new |= set(group.new)
        yield group
    yield from (Group((o,), (), 0.0) for o in range(olds) if o not in seen_old)
    yield from (Group((), (n,), 0.0) for n in range(news) if n not in seen_new)
