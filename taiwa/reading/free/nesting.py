"""Which words of a sentence stand in its main clauses, where commas mark what is subordinate (Russian).

Owns quotation marks, brackets, and clauses opened by a conjunction or a relative. A clause ends where a predicate that
goes on with the main clause follows a comma. Words live in the lexicon under `word.that`, `word.relative` and `link.*`.
"""

from __future__ import annotations

from collections.abc import Sequence

from taiwa.lexicon.inflected import InflectedLexicon
from taiwa.lexicon.words import Token
from taiwa.reading.free.verbals import Verbals
from taiwa.reading.free.voices import Voices
from taiwa.reading.free.wordings import Verbal

_OPEN, _CLOSE = "(«“[", ")»”]"
# A relative stands within so many words of the comma that opens its clause ("the statutes of which").
NEAR = 4


class Nesting:
    """Tells main clauses from what is embedded in them."""

    def __init__(self, lex: InflectedLexicon, verbals: Verbals, voices: Voices) -> None:
        self.lex, self.verbals, self.voices = lex, verbals, voices
        self._that = lex.set_of("word.that") - lex.set_of("word.that.head")
        self._relative = lex.phrases("word.relative")
        self._coordinates = lex.phrases("link.coordinates")
        self._fronts = lex.phrases("word.with", "link.opening", "adverb")
        self._prepositions = lex.phrases("word.preposition")
        self._found: list[Verbal | None] = []

    def main(self, toks: Sequence[Token]) -> list[bool]:
        """For each token whether it stands in a main clause, outside quotation marks and brackets."""
        out = [True] * len(toks)
        depth = 0
        for i, tok in enumerate(toks):
            depth += tok.low in _OPEN
            out[i] = depth <= 0
            depth -= tok.low in _CLOSE and depth > 0
        self._found = [self.verbals.at(toks, n, 0, len(toks)) for n in range(len(toks))]
        i = 0
        main: Verbal | None = None
        while i < len(toks):
            if out[i] and main is None:
                found = self._found[i]
                main = found if found is not None and found.act and found.shape.is_finite else None
            if out[i] and self._opens(toks, i):
                end = self._end(toks, i, out, main)
                for k in range(i, end):
                    out[k] = False
                i = end
            else:
                i += 1
        return out

    def _opens(self, toks: Sequence[Token], i: int) -> bool:
        """Whether an embedded clause opens at token i: a conjunction or a relative behind a comma or at the start."""
        if i == 0:
            return self._relative.longest(toks, 0) is not None
        if toks[i].low in self._that:
            return toks[i - 1].low == ","
        if toks[i].low == ":":
            before = next((f for f in reversed(self._found[max(0, i - 3) : i]) if f is not None), None)
            return before is not None and before.act is not None and before.content == i + 1
        if toks[i].low != ",":
            return False
        for k in range(i + 1, min(len(toks), i + 1 + NEAR)):
            if self._relative.longest(toks, k):
                return k == i + 1 or not any(self._predicates(toks, n) for n in range(i + 1, k))
            if not toks[k].is_word:
                return False
        return False

    def _predicates(self, toks: Sequence[Token], i: int) -> bool:
        found = self._found[i]
        return found is not None and found.act is not None and found.shape.is_finite

    def _end(self, toks: Sequence[Token], i: int, shown: list[bool], main: Verbal | None) -> int:
        """The token at which the main clause goes on behind an embedded one that opens at token i."""
        told = False
        relative = toks[i].low == "," and toks[i + 1].low not in self._that
        for k in range(i + 1, len(toks)):
            if not shown[k]:
                continue
            if toks[k].low == ";":
                return k
            if toks[k].low == "," and self._goes_on(toks, k + 1, main):
                return k
            if toks[k].low == "," and relative and self.verbals.is_infinitive(toks, k + 1):
                return k
            if told and main is not None and self._coordinates.longest(toks, k) and self._same(toks, k + 1, main):
                return k
            told = told or ((found := self._found[k]) is not None and found.shape.is_finite)
        return len(toks)

    def _goes_on(self, toks: Sequence[Token], i: int, main: Verbal | None) -> bool:
        """Whether behind a comma the main clause goes on: a predicate like the one before, or parties with an act."""
        joint = self._coordinates.longest(toks, i)
        k = self._past_fronts(toks, joint[0] if joint else i)
        if k >= len(toks):
            return False
        if self._opens(toks, i - 1):
            return False
        voice = self.voices.at(toks, k)
        if voice is not None and not (self._prepositions.longest(toks, k)):
            n = self._past_fronts(toks, voice.last)
            for m in range(n, min(len(toks), n + 4)):
                found = self._found[m]
                if found is not None:
                    return found.act is not None and (joint is None or main is not None)
                if toks[m].low == ",":
                    return False
        found = self._found[k]
        if found is None or found.act is None:
            return False
        if found.shape.tense == "gerund":
            return joint is None or main is None
        if found.shape.person == 1:
            return True
        return joint is None if main is None else self._alike(found, main)

    def _past_fronts(self, toks: Sequence[Token], i: int) -> int:
        while i < len(toks) and (found := self._fronts.longest(toks, i)) is not None:
            i = found[0]
            if i < len(toks) and toks[i].low == "," and i + 1 < len(toks):
                i += 1
        return i

    def _same(self, toks: Sequence[Token], i: int, main: Verbal) -> bool:
        """Whether a predicate behind a joint without a comma can only go on with the main clause."""
        k = self._past_fronts(toks, i)
        found = self._found[k] if k < len(toks) else None
        return found is not None and found.act is not None and found.kind == "act" and self._alike(found, main)

    def _alike(self, one: Verbal, other: Verbal) -> bool:
        """Whether two predicates can have the same subject."""
        if one.passive != other.passive:
            return False
        return (not one.shape.number or not other.shape.number or one.shape.number == other.shape.number) and (
            one.shape.tense == other.shape.tense
            or "future" in (one.shape.tense, other.shape.tense)
            or one.kind == "plan"
        )
