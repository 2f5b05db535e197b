"""How alike two things are, and which pairs are worth a look: an inverted index over rare words, not all pairs.

A feature weighs by how rare it is in the two texts together, so that formulas of the forum, which stand everywhere,
count little. Nothing here knows the place of a thing in its text: a paragraph that moves is as alike as before.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest

from taiwa.comparing.items import Item

# Features in more things than this find no candidates (in any text) ...
COMMON = 24
# ... but every thing looks for its partners by at least so many of its rarest.
RAREST = 8
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

    def candidates(self) -> dict[tuple[int, int], float]:
        """(index in old, index in new) -> likeness of the pairs worth a look, found from either side."""
        found: set[tuple[int, int]] = set()
        for one, other, turned in ((self.old, self.new, False), (self.new, self.old, True)):
            index: dict[str, list[int]] = defaultdict(list)
            for at, item in enumerate(other):
                for feature in item.features:
                    index[feature].append(at)
            for at, item in enumerate(one):
                found |= {(near, at) if turned else (at, near) for near in self._near(item, other, index)}
        return {pair: self.of(self.old[pair[0]], self.new[pair[1]]) for pair in sorted(found)}

    def _near(self, item: Item, other: Sequence[Item], index: dict[str, list[int]]) -> list[int]:
        ranked = sorted((self._counts[f], f) for f in item.features if f in index)
        shared: dict[int, float] = defaultdict(float)
        for rank, (count, feature) in enumerate(ranked):
            if count > COMMON and rank >= RAREST:
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
