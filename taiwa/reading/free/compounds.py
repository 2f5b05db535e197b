"""The acts of one sentence: which predicates of its main clauses count, coordinated, as gerunds, for and against (Russian).

Owns the sentence as a whole. Who speaks is `agency`'s, what is said `substance`'s, what is embedded `nesting`'s.
"""  # noqa: E501

from __future__ import annotations

from typing import NamedTuple

from taiwa.lexicon.conjugation import Shape
from taiwa.reading.free.agency import Piece, Toks
from taiwa.reading.free.substance import Substance
from taiwa.reading.free.voices import Voice
from taiwa.reading.free.wordings import Verbal
from taiwa.reading.nouns import Speaker


class Clause(NamedTuple):
    """One act of a sentence: its predicate, the pieces of its content in tokens, its speaker, where it opens."""

    verbal: Verbal
    pieces: tuple[Piece, ...]
    speaker: Speaker
    opens: int


class Compounds(Substance):
    """Reads sentences."""

    def clauses(self, toks: Toks, preambular: bool = False) -> list[Clause]:
        """The acts (and other predicates) of the main clauses of a sentence, in order."""
        main = self.nesting.main(toks)
        verbals = self._verbals(toks, main, preambular)
        owners = [self._own_voice(toks, main, verbals, n) for n in range(len(verbals))]
        speakers = self._speakers(toks, verbals, owners)
        out = []
        for n, verbal in enumerate(verbals):
            speaker = speakers[n]
            if speaker is None:
                out.append(
                    Clause(
                        verbal._replace(act=None, kind="other"),
                        (),
                        self.everyone,
                        self._opens(toks, verbals, owners, n),
                    )
                )
                continue
            pieces = self._pieces(toks, verbals, owners, n)
            owner = owners[n]
            if verbal.kind == "must" and owner is not None and self._everybody(toks, owner):
                pieces = ((owner.first, owner.last), *pieces)
            if verbal.kind == "must" and owners[n] is None and (obliged := self._obliged(toks, verbal)) is not None:
                verbal, speaker = verbal._replace(act="undertake"), obliged
                pieces = tuple(p for p in pieces if p[0] >= verbal.last)
            verbal = self._own_promise(toks, verbal, speaker)
            if verbal.stance == "stance.view" and verbal.meaning == "light.express" and len(speaker.codes) == 1:
                verbal = verbal._replace(act="state")  # a view is agreed on where all voice it
            pieces = tuple(
                (max(a, verbal.content), b) if a < verbal.content < b and a >= verbal.first else (a, b)
                for a, b in pieces
            )
            out.append(
                Clause(self._owed(toks, verbal, owners[n]), pieces, speaker, self._opens(toks, verbals, owners, n))
            )
        return self._shared(out)

    def _shared(self, found: list[Clause]) -> list[Clause]:
        """Of two predicates with one object ("welcome and support the work") both have it."""
        for n in range(len(found) - 2, -1, -1):
            one, other = found[n], found[n + 1]
            if one.verbal.act and not one.pieces and other.pieces and other.opens <= one.verbal.last + 1:
                found[n] = one._replace(pieces=other.pieces)
        return found

    def _own_promise(self, toks: Toks, verbal: Verbal, speaker: Speaker) -> Verbal:
        """ "Confirmed that NAME will go on": what speakers say that they themselves will do is promised."""
        if verbal.act not in ("state", "affirm") or verbal.content == verbal.last:
            return verbal
        voice = self.voices.at(toks, verbal.content)
        if voice is None or set(voice.codes) != set(speaker.codes):
            return verbal
        k = self.verbals.skip_adverbs(toks, voice.last)
        inner = self.verbals.at(toks, k, voice.last, len(toks)) if k < len(toks) else None
        if inner is None or inner.kind not in ("will", "plan") or inner.passive:
            return verbal
        return verbal._replace(last=inner.last, content=inner.content, act=inner.act)

    def _obliged(self, toks: Toks, verbal: Verbal) -> Speaker | None:
        """The parties in the dative who must do something ("Сторонам следует"), or None."""
        for k in range(max(0, verbal.first - 4), verbal.first):
            if toks[k].low in self._us:
                return self.everyone
            named = self.voices.named_at(toks, k)
            if named is not None and named[0] == verbal.first and k == 0:
                return Speaker(named[1], (toks[k].start, toks[named[0] - 1].end), "stated", 0)
        return None

    def _everybody(self, toks: Toks, owner: Voice) -> bool:
        """Whether "all states" are meant, not those who speak."""
        every, generic = self.lex.set_of("word.every"), self.lex.phrases("party.generic")
        return toks[owner.first].low in every and any(generic.longest(toks, k) for k in range(owner.first, owner.last))

    def _owed(self, toks: Toks, verbal: Verbal, owner: Voice | None) -> Verbal:
        """ "We must" binds the speakers, "others must" urges them."""
        if (
            verbal.kind == "must"
            and owner is not None
            and owner.codes
            and owner.kind in ("all", "named", "they", "chair")
            and not self._everybody(toks, owner)
        ):
            return verbal._replace(act="undertake")
        return verbal

    def _verbals(self, toks: Toks, main: list[bool], preambular: bool) -> list[Verbal]:
        opening, being = self._opening_infinitive(toks, main), self.lex.set_of("word.be")
        out: list[Verbal] = [opening] if opening else []
        i = opening.last if opening else 0
        while i < len(toks):
            if not main[i]:
                i += 1
                continue
            circumstance = self._circumstance.longest(toks, i) if not preambular else None
            if circumstance and not self._being(toks, i, circumstance[0]):
                i = circumstance[0]
                continue
            lo = out[-1].last if out else 0
            found = self.verbals.at(toks, i, lo, len(toks))
            if found is None or found.head < i or (found.shape.tense == "gerund" and found.act is None):
                i += 1
                continue
            i = max(found.last, i + 1)
            if found.shape.tense == "participle" and found.first and toks[found.first - 1].low in being:
                continue  # "nobody may be condemned"
            out.append(found)
        kept = [v for n, v in enumerate(out) if not self._is_object(toks, out, n)]
        return self._with_opposites(toks, main, kept)

    def _opening_infinitive(self, toks: Toks, main: list[bool]) -> Verbal | None:
        """A speech act in its dictionary form at the head of an entry that goes on ("To approve ...; it was ...")."""
        k = self.verbals.skip_adverbs(toks, 0)
        if k >= len(toks) or not main[k] or not self.verbals.infinitive_at(toks, k):
            return None
        if not any(toks[n].low == ";" for n in range(k, len(toks))):
            return None
        said = self.verbals.infinitive_meaning(toks, k)
        if said is None or said[0] is None:
            return None
        last = self.verbals.infinitive_end(toks, k)
        return Verbal(k, last, self.verbals.content_from(toks, last), k, "act", said[0], Shape("infinitive"), said[1])

    def _being(self, toks: Toks, i: int, j: int) -> bool:
        """Whether a circumstance is one of "being" with a feeling or a view of the speakers."""
        return (
            toks[i].low in self.lex.set_of("word.being")
            and self.lex.copulas.longest(toks, self.verbals.skip_adverbs(toks, j)) is not None
        )

    def _with_opposites(self, toks: Toks, main: list[bool], verbals: list[Verbal]) -> list[Verbal]:
        """ "Came out for A and against B": what they are against is an act of its own."""
        out: list[Verbal] = []
        against, in_favour = self.lex.set_of("object.against"), self.lex.set_of("object.for")
        for n, verbal in enumerate(verbals):
            out.append(verbal)
            if verbal.act != "support" or not any(toks[k].low in in_favour for k in range(verbal.first, verbal.last)):
                continue
            stop = verbals[n + 1].first if n + 1 < len(verbals) else len(toks)
            for k in range(verbal.last + 1, stop):
                if main[k] and toks[k].low in against and self._ends(self._joints, toks, k):
                    out.append(verbal._replace(first=k, last=k + 1, content=k + 1, head=k, act="concern"))
        return out

    def _is_object(self, toks: Toks, verbals: list[Verbal], n: int) -> bool:
        """Whether what looks like a short form is part of something else: a passive participle of no act behind an act."""  # noqa: E501
        verbal = verbals[n]
        if verbal.act is not None or n == 0:
            return False
        if verbal.shape.tense == "participle":
            return not self._ends(self._joints, toks, verbal.first)
        k = verbal.first - 1
        while k > 0 and self._ends(self._colour, toks, k + 1):
            k -= 1
        return not (toks[k].low in (",", ";") or self._ends(self._joints, toks, k + 1))

    def _purposes(self, toks: Toks) -> list[Clause]:
        """What those who met came together to do ("met to reaffirm their friendship")."""
        opens = self.lex.phrases("word.purpose.so-that")
        at = next((found[0] for k in range(len(toks)) if (found := opens.longest(toks, k))), len(toks))
        out: list[Clause] = []
        for k in range(at, len(toks)):
            said = self.verbals.infinitive_meaning(toks, k) if self.verbals.infinitive_at(toks, k) else None
            if said is None or said[0] is None or not (k == at or self._ends(self._joints, toks, k)):
                continue
            last = self.verbals.infinitive_end(toks, k)
            verbal = Verbal(k, last, last, k, "act", said[0], Shape("infinitive"), said[1])
            end = next(
                (m for m in range(last, len(toks)) if self._joins(toks, m) and self.verbals.is_infinitive(toks, m + 1)),
                len(toks),
            )
            piece = self._trimmed(toks, last, end)
            out.append(Clause(verbal, (piece,) if piece else (), self.everyone, k))
        return out
