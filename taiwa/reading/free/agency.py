"""Who acts in a predicate where the subject may stand on either side or be left out (Russian).

Owns subjects, agents, whose turn is carried on, and what is no party's. Who a phrase stands for is `voices`' business.
"""

from __future__ import annotations

from taiwa.lexicon.inflected import InflectedLexicon, tokens_of
from taiwa.lexicon.words import Token
from taiwa.reading.free.nesting import Nesting
from taiwa.reading.free.verbals import Verbals
from taiwa.reading.free.voices import Voice, Voices
from taiwa.reading.free.wordings import Verbal
from taiwa.reading.nouns import Speaker, Unit

Toks = list[Token]
Piece = tuple[int, int]


class Agency:
    """Tells the speakers of one text, sentence by sentence; remembers who spoke last."""

    def __init__(
        self,
        text: str,
        units: tuple[Unit, ...],
        lex: InflectedLexicon,
        voices: Voices,
        narrative: frozenset[int] = frozenset(),
    ) -> None:
        self.text, self.units, self.lex, self.voices, self.narrative = text, units, lex, voices, narrative
        self.verbals = Verbals(lex)
        self.nesting = Nesting(lex, self.verbals, voices)
        self.all = voices.all
        self.organ = voices.roll.organ
        self.everyone = Speaker(self.all, None, "implied", 0, "all")
        self.last = self.plural = self.single = self.everyone
        phrases = lex.phrases
        self._adverbs, self._qualifiers = (
            phrases("adverb"),
            phrases("adverb.repeats", "adverb.strengthens", "adverb.weakens"),
        )
        self._openings, self._joints = phrases("link.opening"), phrases("link.coordinates")
        self._about = lex.set_of("word.about")
        self._bare_joints = lex.set_of("link.coordinates")
        self._prepositions, self._with = phrases("word.preposition"), phrases("word.with")
        self._colour = phrases("word.with", "link.opening", "adverb", "word.being")
        self._circumstance = phrases("link.circumstance")
        self._action = phrases("noun.action")
        self._ours = lex.set_of("word.our")
        self._nobody = phrases("word.nobody")
        self._apposition, self._soft = phrases("word.apposition"), lex.set_of("word.soft")
        self._us, self._we = lex.set_of("word.pronoun.us"), lex.set_of("word.pronoun.we")
        self._formula = lex.pattern("leadin.formula")
        self._anaphor = lex.set_of("word.anaphor")
        self._all_tokens = tokens_of(text)
        self.first_person = any(tok.low in self._we for tok in self._all_tokens)
        self._starts = [t.start for t in self._all_tokens]

    def _own_voice(self, toks: Toks, main: list[bool], verbals: list[Verbal], n: int) -> Voice | None:
        """The subject that a predicate has of its own: in front of it behind a joint, else right behind it."""
        verbal = verbals[n]
        if verbal.shape.tense == "gerund":
            return None
        if n and all(v.shape.tense == "gerund" for v in verbals[:n]):
            # "The Council, having heard the report, decides": the subject stands in front of the gerund
            front = self.voices.at(toks, 0)
            if front is not None and front.last <= verbals[0].first and self.voices.agrees(front, verbal.shape):
                return front
        lo = verbals[n - 1].content if n else 0
        for k in range(lo, verbal.head):
            if not main[k] or not self._may_open(toks, k, lo, verbals, n):
                continue
            voice = self.voices.at(toks, k)
            if voice is None or voice.last > verbal.head or not self.voices.agrees(voice, verbal.shape):
                continue
            if voice.kind == "named" and self._hangs(toks, k):
                continue
            if n == 0 or self._leads_to(toks, voice.last, verbal):
                return voice
        if verbal.shape.person == 1 or verbal.kind == "must":
            return None
        return self._voice_behind(toks, verbals, n)

    def _may_open(self, toks: Toks, k: int, lo: int, verbals: list[Verbal], n: int) -> bool:
        """Whether a subject may begin at token k: not behind a preposition, nor inside a noun phrase of the clause before."""  # noqa: E501
        if self._ends(self._nobody, toks, k):
            return False
        if k == 0:
            return True
        before = toks[k - 1]
        if n and k == lo:
            return False
        if self._ends_preposition(toks, k) or before.low in ("«", "("):
            return False
        if not before.is_word:
            return True
        if self.lex.is_oblique(before.low) and not self._ends(self._colour, toks, k):
            return False
        return n == 0 or self._ends(self._joints, toks, k) or self._ends(self._colour, toks, k) or toks[k].is_name

    def _hangs(self, toks: Toks, k: int) -> bool:
        """Whether a name that has but one form hangs on a noun in front of it ("the summit of the SCO")."""
        if k == 0 or not toks[k - 1].is_word or not self.voices.is_alone(toks, k):
            return False
        return not (self._ends(self._colour, toks, k) or self._ends(self._joints, toks, k))

    def _ends(self, phrases: object, toks: Toks, k: int) -> bool:
        """Whether one of the phrases ends in front of token k."""
        return any((f := phrases.longest(toks, s)) is not None and f[0] == k for s in range(max(0, k - 4), k))  # type: ignore[attr-defined]

    def _ends_preposition(self, toks: Toks, k: int) -> bool:
        return self._ends(self._prepositions, toks, k)

    def _leads_to(self, toks: Toks, i: int, verbal: Verbal) -> bool:
        """Whether nothing but colour and circumstance stands between a subject and its predicate."""
        return not any(toks[k].low == ";" or self._joins(toks, k) for k in range(i, verbal.first))

    def _voice_behind(self, toks: Toks, verbals: list[Verbal], n: int) -> Voice | None:
        verbal = verbals[n]
        if self.organ or (verbal.act == "urge" and verbal.first == verbal.head):
            return None  # whoever stands behind is asked, not asking
        hi = verbals[n + 1].first if n + 1 < len(verbals) else len(toks)
        for k in range(verbal.last, min(hi, verbal.last + 3)):
            voice = self.voices.at(toks, k)
            if voice is not None and self.voices.agrees(voice, verbal.shape) and not verbal.passive:
                if voice.kind != "single" and (n == 0 or not self._inherits(verbals, n) or voice.number == "s"):
                    return voice
                return None
            if not (self._adverbs.longest(toks, k) or self._joints.longest(toks, k)):
                return None
        return None

    def _inherits(self, verbals: list[Verbal], n: int) -> bool:
        """Whether a predicate can go on with the subject of the one before."""
        verbal = verbals[n]
        for before in reversed(verbals[:n]):
            if before.shape.tense == "gerund":
                continue
            if before.passive != verbal.passive:
                return False
            return not before.shape.number or not verbal.shape.number or before.shape.number == verbal.shape.number
        return False

    def _speakers(self, toks: Toks, verbals: list[Verbal], owners: list[Voice | None]) -> list[Speaker | None]:
        """Whom each predicate has as its speaker; None where somebody acts who is no party, or nobody speaks."""
        out: list[Speaker | None] = []
        for n, verbal in enumerate(verbals):
            owner = owners[n]
            if verbal.shape.tense == "gerund":
                out.append(None)
            elif verbal.shape.tense == "infinitive":
                out.append(self.everyone)
            elif owner is not None and not verbal.passive:
                out.append(self._behalf(toks, verbals, n) or self._made(toks, owner, verbal))
            else:
                out.append(self._unowned(toks, verbals, n, out))
        for n, verbal in enumerate(verbals):
            if verbal.shape.tense == "gerund":
                out[n] = self._of_gerund(toks, verbals, out, n)
        return out

    def _behalf(self, toks: Toks, verbals: list[Verbal], n: int) -> Speaker | None:
        """Those in whose name somebody speaks ("on behalf of the participants"), or None."""
        behalf = self.lex.phrases("word.behalf")
        for k in range(verbals[n - 1].content if n else 0, verbals[n].head):
            if (found := behalf.longest(toks, k)) is not None:
                owner = next((v for m in range(found[0] + 1, verbals[n].head) if (v := self.voices.at(toks, m))), None)
                codes, last = self.voices.owners(toks[: owner.first] if owner else toks, found[0])
                return Speaker(
                    codes or self.all, (toks[k].start, toks[max(last, found[0]) - 1].end), "stated", 0, "all"
                )
        return None

    def _of_gerund(self, toks: Toks, verbals: list[Verbal], speakers: list[Speaker | None], n: int) -> Speaker | None:
        finite = [m for m, v in enumerate(verbals) if v.shape.tense != "gerund"]
        before = [m for m in finite if m < n]
        if before:
            found = speakers[before[-1]]
        else:
            found = next((speakers[m] for m in finite if speakers[m] is not None), None)
            if found is None and finite:
                return None if verbals[finite[0]].act is None else self.plural
        if found is None:
            return self.plural if not finite else None
        return found._replace(span=None, origin="carried")

    def _unowned(self, toks: Toks, verbals: list[Verbal], n: int, done: list[Speaker | None]) -> Speaker | None:
        """The speaker of a predicate without a subject of its own among the parties."""
        verbal = verbals[n]
        lo = verbals[n - 1].last if n else 0
        hi = verbals[n + 1].first if n + 1 < len(verbals) else len(toks)
        if verbal.passive or verbal.shape.voice == "passive":
            return self._by_whom(toks, lo, hi, verbal)
        if verbal.shape.person == 1:
            return self.everyone
        if verbal.kind == "must":
            return self.everyone
        if n and self._inherits(verbals, n) and not self._foreign(toks, verbals, n):
            found = next(
                (s for v, s in zip(reversed(verbals[:n]), reversed(done), strict=True) if v.shape.tense != "gerund"),
                None,
            )
            return found._replace(span=None, origin="carried") if found else None
        if verbal.meaning.startswith("light.exist") or verbal.meaning == "light.receive":
            behind = self.voices.others_owning(toks, verbal.last)
            return (
                self.everyone._replace(codes=self._but(toks, lo, verbal.first, self.all)) if behind else self.everyone
            )
        if self._of_us(toks, lo, hi, verbal):
            return self.everyone
        if self._foreign(toks, verbals, n):
            return self.everyone if self._own_body(toks, verbals, n) else None
        if verbal.meaning.startswith("impersonal"):
            return self.everyone
        if self.first_person and verbal.shape.number != "s":
            return self.everyone
        if verbal.shape.number == "p" or (verbal.kind == "plan" and verbal.shape.number != "s"):
            return self.plural._replace(span=None, origin="carried")
        if self.organ or self._past_colour(toks, lo, verbal.first) >= verbal.first:
            return self.everyone
        return self.last._replace(span=None, origin="carried") if verbal.shape.tense == "past" and n == 0 else None

    def _own_body(self, toks: Toks, verbals: list[Verbal], n: int) -> bool:
        """Whether the subject is a body or meeting of the speakers' own, which acts for them all."""
        verbal = verbals[n]
        if verbal.kind != "will":
            return False
        lo = verbals[n - 1].content if n else 0
        if any(toks[k].low in self._ours for k in range(lo, verbal.first)):
            return True
        bodies = self.lex.phrases("party.own")
        return any(bodies.longest(toks, k) for k in range(lo, verbal.first))

    def _of_us(self, toks: Toks, lo: int, hi: int, verbal: Verbal) -> bool:
        """ "It worries us": the speakers are the object."""
        return verbal.act == "concern" and any(
            toks[k].low in self._us for k in range(max(lo, verbal.first - 3), min(hi, verbal.last + 2))
        )

    def _by_whom(self, toks: Toks, lo: int, hi: int, verbal: Verbal) -> Speaker | None:
        for k in range(lo, hi):
            agent = self.voices.agent(toks, k)
            if agent is not None and agent.kind == "others":
                agent = agent._replace(codes=self._but(toks, lo, verbal.first, agent.codes))
            if agent is not None:
                return Speaker(
                    agent.codes, (toks[agent.first].start, toks[agent.last - 1].end), "stated", 0, agent.kind
                )
        return self.everyone

    def _but(self, toks: Toks, lo: int, hi: int, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The parties but those that are named in a stretch, else but those who spoke last."""
        named = {c for k in range(lo, hi) if (found := self.voices.named_at(toks, k)) for c in found[1]}
        named = named or set(self.single.codes if len(self.single.codes) == 1 else self.last.codes)
        return tuple(c for c in codes if c not in named) or codes

    def _foreign(self, toks: Toks, verbals: list[Verbal], n: int) -> bool:
        """Whether the predicate has a subject that is no party: something other than colour stands in front of it."""
        verbal = verbals[n]
        lo = verbals[n - 1].content if n else 0
        if (
            verbal.act == "undertake"
            and verbal.shape.number == "p"
            and self.verbals.is_infinitive(toks, verbal.content)
        ):
            return False  # what stands in front of "decided to put off" is put off
        at = self._begins(toks, verbal)
        zone = self._zone(toks, lo, at) if n else (0, at)
        return self._subject_like(toks, *zone)

    def _begins(self, toks: Toks, verbal: Verbal) -> int:
        """Where a predicate begins with the adjectives of a noun in front that belongs to it."""
        k = verbal.first
        while verbal.first < verbal.head and k > 0 and self.lex.is_adjective(toks[k - 1].low):
            k -= 1
        return k

    def _zone(self, toks: Toks, lo: int, hi: int) -> Piece:
        """The stretch in front of a predicate that belongs to its clause."""
        for k in range(hi - 1, lo - 1, -1):
            if toks[k].low in (",", ";") or self._joins(toks, k):
                return k + 1, hi
        return lo, hi

    def _joins(self, toks: Toks, k: int) -> int | None:
        """The token behind a joint at token k, or None; one that begins a colouring phrase joins nothing."""
        found = self._joints.longest(toks, k)
        if found is None:
            return None
        colour = self._adverbs.longest(toks, k)
        return None if colour is not None and colour[0] > found[0] else found[0]

    def _subject_like(self, toks: Toks, lo: int, hi: int) -> bool:
        """Whether a stretch holds a noun phrase that no preposition governs."""
        k = self._past_colour(toks, lo, hi)
        while k < hi and toks[k].low == ",":
            k = self._past_colour(toks, k + 1, hi)
        if k >= hi:
            return False
        if self._prepositions.longest(toks, k) is not None:
            comma = next((m for m in range(k, hi) if toks[m].low == ","), None)
            return comma is not None and self._subject_like(toks, comma + 1, hi)
        found = self.verbals.at(toks, k, lo, hi)
        return found is None and toks[k].is_word

    def _past_colour(self, toks: Toks, k: int, hi: int) -> int:
        while k < hi and (found := self._colour.longest(toks, k)) is not None and found[0] <= hi:
            k = found[0]
        return k

    def _made(self, toks: Toks, voice: Voice, verbal: Verbal) -> Speaker:
        """Whom a phrase stands for here; remembers it for what follows."""
        codes = voice.codes
        if voice.kind == "they":
            codes = self.plural.codes if len(self.plural.codes) > 1 else self.all
        elif voice.kind == "single":
            codes = self.single.codes if len(self.single.codes) == 1 else self.last.codes
        elif voice.kind == "others":
            codes = tuple(c for c in (codes or self.all) if c not in self.last.codes) or codes or self.all
        elif voice.kind == "unknown":
            codes = codes or (self.single.codes if len(self.single.codes) == 1 else ())
        span = (toks[voice.first].start, toks[voice.last - 1].end)
        if voice.kind in ("chair", "unknown", "stranger") and not codes:
            return Speaker((), span, "unresolved", 0, voice.kind)
        speaker = Speaker(codes or self.all, span, "stated", 0, voice.kind)
        if voice.kind == "body":
            return self.everyone if verbal.kind == "will" else speaker
        self.last = speaker
        if len(speaker.codes) > 1:
            self.plural = speaker
        else:
            self.single = speaker
        return speaker
