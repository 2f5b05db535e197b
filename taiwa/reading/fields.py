"""Policy fields of a provision (CODING-MANUAL section 5): one to three, the main one first.

Owns the weighing; the phrases that point to a field live in the lexicon under `field.*` (weak signs under `.weak`).
"""

from __future__ import annotations

from bisect import bisect_left

from taiwa.lexicon import Lexicon

# A strong sign counts 1, a weak one this much: two weak signs never outweigh a strong one (measured on the dev codings).
WEAK = 0.35
# A field below this share of the main one is not named.
SHARE = 0.34
MOST = 3


class Fields:
    """Field signs of one working text, asked span by span."""

    def __init__(self, text: str, lex: Lexicon) -> None:
        self.hits: list[tuple[int, int, str, float]] = []
        for hit in lex.fields.find(text):
            name = hit.senses[0].meaning.id.split(".")
            self.hits.append((hit.start, hit.end, name[1], WEAK if name[-1] == "weak" else 1.0))
        self._starts = [hit[0] for hit in self.hits]

    def of(self, *spans: tuple[int, int]) -> tuple[str, ...]:
        """Fields of some spans, the main one first; empty where there is no sign at all.

        A field's weight is the sum of its signs; of equal ones the first in the text leads.
        """
        weight: dict[str, float] = {}
        for start, end in spans:
            at = bisect_left(self._starts, start)
            while at < len(self.hits) and self.hits[at][0] < end:
                _, stop, name, value = self.hits[at]
                if stop <= end:
                    weight[name] = weight.get(name, 0.0) + value
                at += 1
        if not weight:
            return ()
        order = sorted(weight, key=lambda name: -weight[name])
        best = weight[order[0]]
        return tuple(name for name in order[:MOST] if weight[name] >= SHARE * best)
