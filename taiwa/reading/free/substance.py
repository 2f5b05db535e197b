"""What is welcomed, noted, decided: the pieces of content around a predicate, wherever they stand (Russian).

Owns where clauses open and what in front of a predicate belongs to its content.
"""

from __future__ import annotations

from taiwa.reading.free.agency import Agency, Piece, Toks
from taiwa.reading.free.voices import Voice
from taiwa.reading.free.wordings import Verbal


class Substance(Agency):
    """Finds contents."""

    def _opens(self, toks: Toks, verbals: list[Verbal], owners: list[Voice | None], n: int) -> int:
        """Where the clause of a predicate opens: at its subject, or behind the joint in front of it."""
        if n == 0:
            return 0
        verbal, owner = verbals[n], owners[n]
        lo = max(verbals[n - 1].content, verbals[n - 1].last)
        at = verbal.first
        if owner is not None and lo <= owner.first < at:
            at = owner.first
        at = self._joint_before(toks, lo, at)
        return at

    def _joint_before(self, toks: Toks, lo: int, at: int) -> int:
        """The joint or comma nearest in front of a place; a remark between commas is passed over."""
        k = at - 1
        while k >= lo:
            if toks[k].low == "," and (opened := self._remark(toks, lo, k)) is not None:
                k = opened
                continue
            if toks[k].low in (",", ";", ":", "–"):
                return k
            if (found := self._joins(toks, k)) is not None and found <= at:
                k = next((s for s in range(max(lo, k - 2), k) if (f := self._joins(toks, s)) and f > k), k)
                return k - 1 if k > lo and toks[k - 1].low == "," else k
            k -= 1
        return at

    def _remark(self, toks: Toks, lo: int, k: int) -> int | None:
        """The token in front of a remark between commas that ends at comma k, or None."""
        for s in range(k - 1, max(lo, k - 7) - 1, -1):
            if toks[s].low == ",":
                found = self._colour.longest(toks, s + 1)
                return s - 1 if found and found[0] == k else None
        return None

    def _pieces(self, toks: Toks, verbals: list[Verbal], owners: list[Voice | None], n: int) -> tuple[Piece, ...]:
        verbal, owner = verbals[n], owners[n]
        opens = self._opens(toks, verbals, owners, n)
        end = self._opens(toks, verbals, owners, n + 1) if n + 1 < len(verbals) else len(toks)
        start = verbal.content
        if owner is not None and verbal.last <= owner.first < start + 4 and owner.first >= verbal.last:
            start = max(start, owner.last)
        while start < end and toks[start].low in self._soft and not self._colours(toks, start):
            start += 1
        while start < end and (opening := self._openings.longest(toks, start)) is not None:
            start = opening[0] + (opening[0] < end and toks[opening[0]].low == ",")
        behind = self._trimmed(toks, start, self._aside(toks, start, end))
        if behind is not None and self._past_colour(toks, *behind) >= behind[1] and n + 1 < len(verbals):
            behind = None  # "encourage and will also encourage": what stands between is colour
        if verbal.shape.tense == "gerund":
            return (behind,) if behind else ()
        front = self._front(toks, opens, verbal, owner)
        if verbal.between is not None:
            lo, hi = verbal.between
            if owner is not None and lo <= owner.first < hi:
                lo, hi = (owner.last, hi) if owner.first <= lo + 1 else (lo, owner.first)
            between = self._trimmed(toks, lo, hi)
            return tuple(p for p in (between, behind) if p)
        pieces = tuple(p for p in (*front, behind) if p)
        if not pieces and verbal.act in ("state", "discuss") and toks[opens].low in self._about:
            told = self._trimmed(toks, opens, verbal.first)
            return (told,) if told else ()
        return pieces

    def _aside(self, toks: Toks, start: int, end: int) -> int:
        """Where a remark on the whole clause opens ("which was noted"), else the end."""
        opens, heads = self.lex.phrases("word.aside.clause"), self.lex.set_of("word.that.head")
        for k in range(start + 1, end - 1):
            if toks[k].low == "," and opens.longest(toks, k + 1) is not None and toks[k - 1].low not in heads:
                return k
        return end

    def _colours(self, toks: Toks, k: int) -> bool:
        """Whether a longer colouring phrase begins at token k ("и впредь")."""
        found = self._adverbs.longest(toks, k)
        return found is not None and found[0] > k + 1

    def _front(self, toks: Toks, opens: int, verbal: Verbal, owner: Voice | None) -> tuple[Piece | None, ...]:
        """The pieces of content in front of a predicate: a fronted object, and what stands between subject and verb."""
        lo = opens
        while lo < verbal.first and (toks[lo].low in (",", ";", ":", "–") or self._joins(toks, lo)):
            lo = self._joins(toks, lo) or lo + 1
        if owner is None or owner.first >= verbal.first:
            agent = next((a for k in range(lo, verbal.first) if (a := self.voices.agent(toks, k))), None)
            if agent is not None:
                return self._object(toks, lo, agent.first), self._between(toks, agent.last, verbal.first)
            if self._mere(verbal):
                return ()
            if (
                verbal.flags >= {"will"}
                and "event" not in verbal.flags
                and not verbal.passive
                and verbal.shape.person != 1
            ):
                return ()
            at = self._begins(toks, verbal)
            fronted = self._object(toks, lo, at)
            return (fronted,) if fronted or not opens else (self._between(toks, lo, at),)
        return self._object(toks, lo, owner.first), self._between(toks, owner.last, verbal.first)

    def _mere(self, verbal: Verbal) -> bool:
        """Whether the noun that decides stands in front: nothing in front of it is content."""
        return verbal.passive and "light" in verbal.flags

    def _object(self, toks: Toks, lo: int, hi: int) -> Piece | None:
        """A fronted object or the subject of a passive, without colour and phrases of time or means in front."""
        if any(toks[k].low in self._us for k in range(lo, hi)) or self._apposition.longest(toks, lo):
            return None
        return self._trimmed(toks, self._past_colour(toks, lo, hi), hi) if self._subject_like(toks, lo, hi) else None

    def _between(self, toks: Toks, lo: int, hi: int) -> Piece | None:
        """What stands between subject and verb, without colour; what the subject acts as is none of it."""
        if lo < hi and self._apposition.longest(toks, lo):
            return None
        k = lo
        comma = next((m for m in range(hi - 1, lo - 1, -1) if toks[m].low == ","), None)
        k = comma + 1 if comma is not None else k
        while k < hi and (
            (
                found := self._qualifiers.longest(toks, k)
                or self._openings.longest(toks, k)
                or self._with.longest(toks, k)
            )
            is not None
        ):
            k = found[0]
        while hi > k and any(
            (f := self._qualifiers.longest(toks, s)) and f[0] == hi for s in range(max(k, hi - 4), hi)
        ):
            hi = next(s for s in range(max(k, hi - 4), hi) if (f := self._qualifiers.longest(toks, s)) and f[0] == hi)
        return self._trimmed(toks, k, hi)

    def _trimmed(self, toks: Toks, lo: int, hi: int) -> Piece | None:
        while lo < hi and toks[lo].low in (",", ";", ":", "–", ".", "-"):
            lo += 1
        while hi > lo and (toks[hi - 1].low in (",", ";", ":", "–", ".", "-") or toks[hi - 1].low in self._bare_joints):
            hi -= 1
        return (lo, hi) if hi > lo else None
