"""Which sentences of two versions say the same: in order, one to one, one to several, several to one, or alone.

Owns the alignment by cost: how well lengths agree (Gale and Church 1993, with the ratio taken from the texts), how many
signs both sides bear, and how usual it is that translators merge and split. What stands elsewhere is found afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import exp, log, sqrt
from typing import NamedTuple

from taiwa.comparing.naming import Sign
from taiwa.comparing.sentences import Side, Thing, brief_frame

# What a kind of sign weighs. Figures and names are the same in every language, classes and fields are judgements.
WEIGHTS = {
    **{"entity": 3.0, "number": 2.5, "party": 1.5, "currency": 1.5, "name": 2.0, "concept": 1.5, "month": 1.5},
    **{"label": 1.2, "cognate": 1.0, "act": 1.0, "field": 0.7},
}
# Minus the logarithm of how often translators do this (Gale and Church 1993, table 5), for more than two by the same
# fall; a sentence alone costs more than there, since official versions are meant to be complete.
PRIORS = {(1, 1): 0.1, (1, 2): 2.3, (2, 2): 4.4, (1, 3): 4.0, (2, 3): 6.0, (1, 4): 5.5, (1, 5): 6.5, (3, 3): 7.0}
ALONE = 6.0
# What full disagreement of signs costs; with fewer signs than `DOUBT` in weight they tell little either way.
UNLIKE, DOUBT, NEUTRAL = 8.0, 1.5, 0.3
# What it costs to take a title, a heading or a formula for a sentence of the body: readings differ in that, rarely.
FRAMED = 2.0
# The spread of lengths: variance for each character of the longer version (Gale and Church have 6.8 for European
# languages), and the part of it that grows with length.
SPREAD, LOOSE = 5.0, 0.2
# Characters without space for each in English: statements have 0.40 and 1.00, treaties 0.48 and 1.04 to 1.23. The usual
# ratio counts as much as so many sentences: a short text that lacks one would show a wrong ratio.
USUAL, TRUST = {"ja": 0.42, "en": 1.0, "ru": 1.04}, 12
# Lengths further apart than this many deviations make no pair of several; a cost of lengths never exceeds `FARTHEST`.
APART, FARTHEST = 4.0, 9.0
# A pair at another place must share so much, or it is chance.
MOVED = 0.45


class Bead(NamedTuple):
    """Sentences by their numbers, ranges [start, end) of either side; `moved` for a pair out of order."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    moved: bool = False


class Scale:
    """What two stretches are measured with: the ratio of lengths, and the weight of each sign both versions bear."""

    def __init__(self, left: Side, right: Side) -> None:
        ours, theirs = [[frozenset().union(*(t.signs for t in s)) for s in side.sentences] for side in (left, right)]
        here, there = (Counter(sign for signs in each for sign in signs) for each in (ours, theirs))
        number = max(len(ours), len(theirs), 2)
        # A sign that one version lacks altogether says nothing of where things belong.
        self.weights: Mapping[Sign, float] = {
            sign: WEIGHTS[sign[0]] * log(1 + number / max(here[sign], there[sign])) / log(1 + number)
            for sign in sorted(here.keys() & there.keys())
        }
        self.ratio = _ratio(left, right)

    def signs(self, things: Iterable[Thing]) -> dict[Sign, float]:
        """The signs of things that both versions bear, with their weights."""
        return {s: self.weights[s] for thing in things for s in thing.signs if s in self.weights}

    def likeness(self, ours: Mapping[Sign, float], theirs: Mapping[Sign, float]) -> float:
        """How much of their signs two stretches share, 0 to 1; near `NEUTRAL` where there is little to share."""
        few, many = (ours, theirs) if len(ours) < len(theirs) else (theirs, ours)
        shared = sum(sorted(weight for sign, weight in few.items() if sign in many))
        whole = (sum(sorted(ours.values())) + sum(sorted(theirs.values()))) / 2
        return (shared + DOUBT * NEUTRAL) / (whole + DOUBT)

    def deviations(self, ours: int, theirs: int) -> float:
        """By how many deviations two lengths differ, the ratio of the versions allowed for."""
        stretch = sqrt(self.ratio)
        one, other = ours * stretch, theirs / stretch
        mean = (one + other) / 2
        return abs(one - other) / sqrt(SPREAD * mean + (LOOSE * mean) ** 2)

    def confidence(self, likeness: float, deviations: float) -> float:
        """How sure a pair is, 0 to 1, of what its sides share and how well their lengths agree."""
        return round(min(1.0, 0.15 + 0.85 * likeness) * (0.6 + 0.4 * exp(-(deviations**2) / 4)), 3)


def _ratio(left: Side, right: Side) -> float:
    """How much longer the right version is: what is usual between the languages, and what these texts show."""
    lengths = [sum(t.length for t in side.things) for side in (left, right)]
    shown = max(lengths[1], 1) / max(lengths[0], 1)
    usual = USUAL.get(right.language, 1.0) / USUAL.get(left.language, 1.0)
    number = min(len(left.sentences), len(right.sentences))
    return exp((number * log(shown) + TRUST * log(usual)) / (number + TRUST))


def beads(left: Side, right: Side, scale: Scale) -> list[Bead]:
    """Every sentence of either side in exactly one bead, in the order of the left version."""
    found = _Table(left, right, scale).path()
    return _with_moves(found, left, right, scale)


class _Table:
    """The cheapest way through both versions, sentence by sentence, within a band around the diagonal."""

    def __init__(self, left: Side, right: Side, scale: Scale) -> None:
        self.scale = scale
        self.shapes = sorted({s for a, b in PRIORS for s in ((a, b), (b, a))} | {(1, 0), (0, 1)})
        self.left, self.right = _stretches(left, scale), _stretches(right, scale)
        self.m, self.n = len(left.sentences), len(right.sentences)
        self.band = max(30, int(0.12 * max(self.m, self.n))) + abs(self.m - self.n)

    def path(self) -> list[Bead]:
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        for i in range(self.m + 1):
            middle = i * self.n // max(self.m, 1)
            for j in range(max(0, middle - self.band), min(self.n, middle + self.band) + 1):
                options = [
                    (best[i - a, j - b][0] + self.cost(i, j, a, b), (a, b))
                    for a, b in self.shapes
                    if (i - a, j - b) in best
                ]
                if options:
                    best[i, j] = min(options)
        out, i, j = [], self.m, self.n
        while i or j:
            a, b = best[i, j][1]
            out.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j))))
            i, j = i - a, j - b
        return out[::-1]

    def cost(self, i: int, j: int, a: int, b: int) -> float:
        """The cost of the `a` sentences before `i` with the `b` before `j`."""
        if not a or not b:
            return ALONE
        (ours, length, speaks), (theirs, other, answers) = self.left[a][i], self.right[b][j]
        apart = self.scale.deviations(length, other)
        if apart > APART and a + b > 2:
            return 1e6
        by_length = min(apart**2 / 2, FARTHEST)
        framed = FRAMED if speaks != answers else 0.0
        return PRIORS[min(a, b), max(a, b)] + framed + by_length + UNLIKE * (1 - self.scale.likeness(ours, theirs))


# Signs, length, and whether any of it is more than a brief frame of the text.
Stretch = tuple[dict[Sign, float], int, bool]


def _stretches(side: Side, scale: Scale) -> list[dict[int, Stretch]]:
    """For each number of sentences up to five: the signs and the length of those before each place."""
    ones = [(scale.signs(s), sum(t.length for t in s), not all(map(brief_frame, s))) for s in side.sentences]
    out: list[dict[int, Stretch]] = [{}, {at + 1: one for at, one in enumerate(ones)}]
    for size in range(2, 6):
        wider: dict[int, Stretch] = {}
        for at in range(size, len(ones) + 1):
            signs, length, speaks = out[size - 1][at - 1]
            one = ones[at - 1]
            wider[at] = (signs | one[0], length + one[1], speaks or one[2])
        out.append(wider)
    return out


def _with_moves(found: Sequence[Bead], left: Side, right: Side, scale: Scale) -> list[Bead]:
    """Sentences that were left alone on both sides and share enough are one pair that moved."""
    lonely = [bead.left[0] for bead in found if not bead.right], [bead.right[0] for bead in found if not bead.left]
    signs = [
        {at: scale.signs(side.sentences[at]) for at in ats} for side, ats in zip((left, right), lonely, strict=True)
    ]
    candidates = []
    for i, j in product(*lonely):
        likeness = scale.likeness(signs[0][i], signs[1][j])
        lengths = [sum(thing.length for thing in side.sentences[at]) for side, at in ((left, i), (right, j))]
        framed = [all(map(brief_frame, side.sentences[at])) for side, at in ((left, i), (right, j))]
        if likeness >= MOVED and framed[0] == framed[1] and scale.deviations(*lengths) <= APART:
            candidates.append((-likeness, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    out = [
        Bead(bead.left, (pairs[bead.left[0]],), True)
        if bead.left and bead.left[0] in pairs and not bead.right
        else bead
        for bead in found
    ]
    return [bead for bead in out if bead.left or bead.right[0] not in pairs.values()]
