"""How alike two things are, and which pairs are worth a look: an inverted index over rare words, not all pairs.

A feature weighs by how rare it is in the two texts together, so that formulas of the forum, which stand everywhere,
count little. Nothing here knows the place of a thing in its text: a paragraph that moves is as alike as before.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from taiwa.comparing.items import Item

# Features in more things than this find no candidates (in any text) ...
COMMON = 24
# ... but every thing looks for its partners by at least so many of its rarest.
RAREST = 8
# ... unless even those are everywhere, as in a text that says one thing a thousand times: then by one.
EVERYWHERE = 400
# So many candidates of each thing are weighed in full.
CANDIDATES = 12
# What the same class of act and the same speakers add (the same heading was tried, and led astray).
ACT, SPEAKER = 0.04, 0.02
# What a pair of neighbours weighs beside a word; .25 to 1 were tried on benchmarks/consecutive.py.
NEIGHBOURS = 0.7


class Likeness:
    """Weights of the features of two texts, and likeness by them."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self.old, self.new = old, new
        counts: Counter[str] = Counter()
        for item in (*old, *new):
            counts.update(item.features)
        number = len(old) + len(new)
        self._counts = counts
        self._weights = {
            feature: math.log1p(number / count) * (NEIGHBOURS if " " in feature else 1)
            for feature, count in counts.items()
        }
        self._masses = {id(item): self.mass(item.features) for item in (*old, *new)}
        # Ties are broken by what the things say, never by where they stand; the order is made once.
        texts = {id(item): item.key_text for item in (*old, *new)}
        order = {text: rank for rank, text in enumerate(sorted(set(texts.values())))}
        self._order = {item: order[text] for item, text in texts.items()}

    def mass(self, features: frozenset[str]) -> float:
        """What features weigh together; summed in one order, so that it never depends on that of a set."""
        return math.fsum(map(self._weights.__getitem__, features))

    def of(self, one: Item, other: Item) -> float:
        """Between 0 and 1; the same from either side."""
        shared = self.mass(one.features & other.features)
        whole = self._masses[id(one)] + self._masses[id(other)]
        if not whole:
            return 1.0 if one.key == other.key else 0.0
        likeness = 2 * shared / whole
        return min(1.0, likeness + self._beside(one, other)) if shared else 0.0

    @staticmethod
    def _beside(one: Item, other: Item) -> float:
        """What is alike besides the words."""
        a, b = one.provision, other.provision
        if a is None or b is None:
            return -ACT if a is not b else 0.0
        return (ACT if a.act == b.act else 0.0) + (SPEAKER if set(a.speaker) == set(b.speaker) else 0.0)

    def held(self, part: Item, whole: Item, without: frozenset[str] = frozenset()) -> float:
        """The share of a thing's words that another holds, those of `without` not counted, by weight."""
        mass = self._masses[id(part)]
        return self.mass(part.features & whole.features - without) / mass if mass else 0.0

    def candidates(self, same: Sequence[tuple[int, int]] = ()) -> dict[tuple[int, int], float]:
        """(index in old, index in new) -> likeness of the pairs worth a look, found from either side.

        Things of the pairs in `same` have found their partner: others may look at them, they look for nobody.
        """
        sides = (self.old, self.new)
        copies = [_Copies(side, {pair[at] for pair in same}) for at, side in enumerate(sides)]
        out: dict[tuple[int, int], float] = {}
        for one, other in ((0, 1), (1, 0)):
            index: dict[str, list[int]] = defaultdict(list)
            for at in copies[other].firsts:
                for feature in sides[other][at].features:
                    index[feature].append(at)
            for at in copies[one].firsts:
                if not copies[one].alone[at]:
                    continue
                for near in self._near(sides[one][at], sides[other], index):
                    likeness = self.of(sides[one][at], sides[other][near])
                    for mine, theirs in copies[one].beside(at, copies[other], near):
                        out[(mine, theirs) if one == 0 else (theirs, mine)] = likeness
        return dict(sorted(out.items()))

    def _near(self, item: Item, other: Sequence[Item], index: dict[str, list[int]]) -> list[int]:
        ranked = sorted((self._counts[f], f) for f in item.features if f in index)
        shared: dict[int, float] = defaultdict(float)
        for rank, (count, feature) in enumerate(ranked):
            if count > COMMON and (rank >= RAREST or (rank and count > EVERYWHERE)):
                break
            for at in index[feature]:
                shared[at] += self._weights[feature]
        ids = {at: id(other[at]) for at in shared}
        best = {at: (-round(worth / self._masses[ids[at]], 9), self._order[ids[at]]) for at, worth in shared.items()}
        most = {at: (-round(worth, 9), self._order[ids[at]]) for at, worth in shared.items()}
        return [
            *nsmallest(CANDIDATES, shared, key=best.__getitem__),
            *nsmallest(CANDIDATES, shared, key=most.__getitem__),
        ]


class _Copies:
    """Things of one side that say the same: they are looked for once, and take their partners in turn.

    `firsts` holds one index for each wording; `all` its copies, those without a partner first; `alone` the latter only.
    """

    def __init__(self, side: Sequence[Item], settled: set[int]) -> None:
        by_key: dict[object, list[int]] = defaultdict(list)
        for at, item in enumerate(side):
            by_key[item.key, item.features].append(at)
        self.firsts: list[int] = []
        self.all: dict[int, list[int]] = {}
        self.alone: dict[int, list[int]] = {}
        for found in by_key.values():
            free = [at for at in found if at not in settled]
            ordered = [*free, *(at for at in found if at in settled)]
            self.firsts.append(ordered[0])
            self.all[ordered[0]], self.alone[ordered[0]] = ordered, free

    def beside(self, mine: int, others: _Copies, theirs: int) -> Iterator[tuple[int, int]]:
        """(copy here, copy there): each copy without a partner beside one of the other wording, as far as there are."""
        free, every = others.alone[theirs], others.all[theirs]
        for turn, at in enumerate(self.alone[mine]):
            yield at, free[turn] if turn < len(free) else every[turn % len(every)]
