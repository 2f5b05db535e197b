"""From units to provisions in the making, where words stand in any order (Russian).

Owns which predicates of a sentence are acts, by whom and on what: coordination, gerunds, passives, fronted objects, lists under a
lead-in, resolutions. A single predicate is `verbals`', who a phrase stands for `voices`', what is embedded `nesting`'s.
"""  # noqa: E501

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from taiwa.lexicon.conjugation import Shape
from taiwa.lexicon.inflected import InflectedLexicon, tokens_of
from taiwa.lexicon.inflection import Form
from taiwa.lexicon.words import Token
from taiwa.reading.acts import Act, Outcome
from taiwa.reading.nesting import Nesting
from taiwa.reading.predicates import Predicate
from taiwa.reading.speakers import Speaker
from taiwa.reading.structure import Unit
from taiwa.reading.verbals import Verbal, Verbals
from taiwa.reading.voices import Voice, Voices

Toks = list[Token]
Piece = tuple[int, int]
# An item without a verb is anchored on so many words.
FIRST_WORDS = 3
# What happens in the sentence that tells who met is told, not stated.
_TOLD = frozenset({"act.adopt", "act.discuss", "act.report", "act.recall", "act.report-own"})


class Clause(NamedTuple):
    """One act of a sentence: its predicate, the pieces of its content in tokens, its speaker, where it opens."""

    verbal: Verbal
    pieces: tuple[Piece, ...]
    speaker: Speaker
    opens: int


class _Lead(NamedTuple):
    """A lead-in: what its items inherit."""

    act: str | None
    speaker: Speaker
    verbal: Verbal | None


class SpeechReader:
    """Reads the units of one text in order, carrying the speaker on."""

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
        self.leads: dict[int, _Lead] = {}
        phrases = lex.phrases
        self._adverbs, self._qualifiers = (
            phrases("adverb"),
            phrases("adverb.repeats", "adverb.strengthens", "adverb.weakens"),
        )
        self._openings, self._joints = phrases("link.opening"), phrases("link.coordinates")
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
        self._starts = [t.start for t in self._all_tokens]
        self.formula_at = self._formula_unit()

    def _formula_unit(self) -> int:
        """The unit with the formula that opens the text ("declare the following"): what stands before it is preambular."""  # noqa: E501
        for i, unit in enumerate(self.units):
            if unit.kind in ("sentence", "leadin") and self.lex.says_formula(self.text[unit.start : unit.end]):
                return i
            if unit.kind == "heading" and i > len(self.units) // 2:
                break
        return -1

    def read(self) -> list[Outcome]:
        """One outcome for each unit, in order."""
        out = []
        for i, unit in enumerate(self.units):
            if unit.kind == "heading":
                self.last = self.plural = self.everyone
            out.append(self._unit(i, unit))
        return out

    def _unit(self, i: int, unit: Unit) -> Outcome:
        if unit.kind in ("title", "mark", "heading", "footnote", "attribute"):
            return Outcome(())
        if unit.kind == "leadin":
            return self._leadin(i, unit)
        if unit.kind == "item" and unit.leadin in self.leads:
            return self._item(i, unit)
        return self._sentence(i, unit)

    # -- sentences -------------------------------------------------------------------------------------------------

    def tokens(self, unit: Unit) -> Toks:
        """The words and marks of a unit without the marks that close it."""
        lo, hi = bisect_left(self._starts, unit.start), bisect_left(self._starts, unit.end)
        while hi > lo and self._all_tokens[hi - 1].low in (".", ";", ",", ":", "!", "?", "-", "–"):
            hi -= 1
        return list(self._all_tokens[lo:hi])

    def _sentence(self, i: int, unit: Unit) -> Outcome:
        toks = self.tokens(unit)
        if not toks:
            return Outcome((), "fact")
        formula = self.lex.says_formula(self.text[unit.start : unit.end])
        preambular = i <= self.formula_at or self._is_preamble(i, unit, toks)
        found = self.clauses(toks, preambular and not formula)
        if formula:
            found = self._before_formula(toks, found)
        found = [c for c in found if c.verbal.act is not None]
        if i in self.narrative and not formula:
            found = [c for c in found if c.verbal.meaning not in _TOLD and c.verbal.act not in ("discuss",)]
        if not found and i in self.narrative:
            found = self._purposes(toks)
            preambular = preambular or bool(found)
        acts = self._acts(i, unit, toks, found, preambular)
        if acts:
            return Outcome(tuple(acts))
        if formula:
            return Outcome((), "fact")
        bare = self._bare(i, unit, toks)
        if bare is not None:
            return bare
        if not any(self._finite(toks, k) or self.lex.looks_finite(toks[k].low) for k in range(len(toks))):
            proposed = self._proposed(i, unit, toks)
            if proposed is not None:
                return proposed
        return Outcome((), *self._rest(toks))

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

    def _is_preamble(self, i: int, unit: Unit, toks: Toks) -> bool:
        """Whether a unit is a clause of a preamble that a comma closes: it opens with a gerund and holds nothing finite."""  # noqa: E501
        written = self.text[unit.start : unit.end].rstrip()
        if not written.endswith((",", ";")):
            return False
        first = self._past_colour(toks, 0, len(toks))
        being = any(toks[k].low in self.lex.set_of("word.being") for k in range(first))
        found = self.verbals.at(toks, first, 0, len(toks)) if first < len(toks) else None
        return found is not None and (found.shape.tense == "gerund" or being)

    def _before_formula(self, toks: Toks, found: list[Clause]) -> list[Clause]:
        """The acts of the sentence with the formula without the formula itself."""
        m = self._formula.search(self.text, toks[0].start, toks[-1].end)
        at = m.start() if m else toks[-1].end
        return [c for c in found if toks[c.verbal.head].start < at and not toks[c.verbal.last - 1].end > at]

    def _rest(self, toks: Toks) -> tuple[str, str | None]:
        for k in range(len(toks)):
            found = self.verbals.at(toks, k, 0, len(toks))
            if found is not None or self.lex.looks_finite(toks[k].low):
                return "assertion", None
        return "residue", "no predicate"

    def _bare(self, i: int, unit: Unit, toks: Toks) -> Outcome | None:
        """A labelled paragraph without a finite verb is an action that is undertaken ("1.1. Building a bridge")."""
        if (
            not unit.label
            or unit.kind not in ("sentence", "item")
            or any(self._finite(toks, k) for k in range(len(toks)))
        ):
            return None
        if not self._opens_action(toks) and any(self.lex.looks_finite(t.low) for t in toks):
            return None
        return self._action_item(i, unit, toks, "undertake", self.everyone, None)

    def _proposed(self, i: int, unit: Unit, toks: Toks) -> Outcome | None:
        """A sentence whose only verb is in its dictionary form, as minutes have ("To hold the next session in ...")."""
        at = next((k for k in range(len(toks)) if self.verbals.infinitive_at(toks, k)), None)
        if self.voices.at(toks, 0) is not None:
            return None
        if at is None or at > 12 or any(toks[k].low in (",", ":") for k in range(at)):
            return None
        said = self.verbals.infinitive_meaning(toks, at)
        last = self.verbals.infinitive_end(toks, at)
        act = (said[0] if said else None) or "undertake"
        verbal = Verbal(
            at, last, last, at, "act", act, Shape("infinitive"), said[1] if said else (), frozenset({"item"})
        )
        pieces = tuple(p for p in (self._trimmed(toks, 0, at), self._trimmed(toks, last, len(toks))) if p)
        return Outcome(tuple(self._acts(i, unit, toks, [Clause(verbal, pieces, self.everyone, 0)], False)))

    def _finite(self, toks: Toks, k: int) -> bool:
        found = self.verbals.at(toks, k, 0, len(toks))
        return found is not None and found.shape.is_finite and found.shape.tense != "participle"

    # -- clauses ---------------------------------------------------------------------------------------------------

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
            if verbal.kind == "must" and owners[n] is None and (obliged := self._obliged(toks, verbal)) is not None:
                verbal, speaker = verbal._replace(act="undertake"), obliged
                pieces = tuple(p for p in pieces if p[0] >= verbal.last)
            verbal = self._own_promise(toks, verbal, speaker)
            pieces = tuple(
                (max(a, verbal.content), b) if a < verbal.content < b and a >= verbal.first else (a, b)
                for a, b in pieces
            )
            out.append(
                Clause(self._owed(verbal, speaker, owners[n]), pieces, speaker, self._opens(toks, verbals, owners, n))
            )
        return out

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

    def _owed(self, verbal: Verbal, speaker: Speaker, owner: Voice | None) -> Verbal:
        """ "We must" binds the speakers, "others must" urges them."""
        if (
            verbal.kind == "must"
            and owner is not None
            and owner.codes
            and owner.kind in ("all", "named", "they", "chair")
        ):
            return verbal._replace(act="undertake")
        return verbal

    def _verbals(self, toks: Toks, main: list[bool], preambular: bool) -> list[Verbal]:
        out: list[Verbal] = []
        i = 0
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
            out.append(found)
            i = max(found.last, i + 1)
        kept = [v for n, v in enumerate(out) if not self._is_object(toks, out, n)]
        return self._with_opposites(toks, main, kept)

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

    # -- who speaks ------------------------------------------------------------------------------------------------

    def _own_voice(self, toks: Toks, main: list[bool], verbals: list[Verbal], n: int) -> Voice | None:
        """The subject that a predicate has of its own: in front of it behind a joint, else right behind it."""
        verbal = verbals[n]
        if verbal.shape.tense == "gerund":
            return None
        lo = verbals[n - 1].content if n else 0
        for k in range(lo, verbal.head):
            if not main[k] or not self._may_open(toks, k, lo, verbals, n):
                continue
            voice = self.voices.at(toks, k)
            if voice is None or voice.last > verbal.head or not self.voices.agrees(voice, verbal.shape):
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
        if self.lex.is_adjective(before.low) and not self._ends(self._colour, toks, k):
            return False
        return n == 0 or self._ends(self._joints, toks, k) or self._ends(self._colour, toks, k) or toks[k].is_name

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
            return self.everyone
        if self._of_us(toks, lo, hi, verbal):
            return self.everyone
        if self._foreign(toks, verbals, n):
            return self.everyone if self._own_body(toks, verbals, n) else None
        if verbal.meaning.startswith("impersonal"):
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
            if agent is not None:
                return Speaker(
                    agent.codes, (toks[agent.first].start, toks[agent.last - 1].end), "stated", 0, agent.kind
                )
        return self.everyone

    def _foreign(self, toks: Toks, verbals: list[Verbal], n: int) -> bool:
        """Whether the predicate has a subject that is no party: something other than colour stands in front of it."""
        verbal = verbals[n]
        lo = verbals[n - 1].content if n else 0
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
            codes = codes or (self.single.codes if len(self.single.codes) == 1 else self.all)
        span = (toks[voice.first].start, toks[voice.last - 1].end)
        if voice.kind == "chair" and not codes:
            return Speaker((), span, "unresolved", 0, "chair")
        speaker = Speaker(codes or self.all, span, "stated", 0, voice.kind)
        if voice.kind == "body":
            return self.everyone if verbal.kind == "will" else speaker
        self.last = speaker
        if len(speaker.codes) > 1:
            self.plural = speaker
        else:
            self.single = speaker
        return speaker

    # -- what is said ----------------------------------------------------------------------------------------------

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

    def _joins(self, toks: Toks, k: int) -> int | None:
        """The token behind a joint at token k, or None; one that begins a colouring phrase joins nothing."""
        found = self._joints.longest(toks, k)
        if found is None:
            return None
        colour = self._adverbs.longest(toks, k)
        return None if colour is not None and colour[0] > found[0] else found[0]

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
        behind = self._trimmed(toks, start, end)
        if verbal.shape.tense == "gerund":
            return (behind,) if behind else ()
        front = self._front(toks, opens, verbal, owner)
        if verbal.between is not None:
            lo, hi = verbal.between
            if owner is not None and lo <= owner.first < hi:
                lo, hi = (owner.last, hi) if owner.first <= lo + 1 else (lo, owner.first)
            between = self._trimmed(toks, lo, hi)
            return tuple(p for p in (between, behind) if p)
        return tuple(p for p in (*front, behind) if p)

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
        while hi > lo and toks[hi - 1].low in (",", ";", ":", "–", ".", "-"):
            hi -= 1
        return (lo, hi) if hi > lo else None

    # -- acts ------------------------------------------------------------------------------------------------------

    def _acts(self, i: int, unit: Unit, toks: Toks, found: list[Clause], preambular: bool) -> list[Act]:
        out: list[Act] = []
        for n, clause in enumerate(found):
            verbal = clause.verbal
            anchor = (toks[verbal.first].start, toks[verbal.last - 1].end)
            content = tuple((toks[a].start, toks[b - 1].end) for a, b in clause.pieces)
            flags = verbal.flags | ({verbal.meaning, verbal.stance} - {""})
            form = Form("past" if verbal.shape.tense == "past" else verbal.shape.tense, verbal.shape.voice, 0)
            predicate = Predicate(anchor[0], anchor[1], anchor[1], "act", verbal.act, form, verbal.entries, flags)
            start = unit.start if n == 0 else out[-1].end
            end = (
                unit.end
                if n == len(found) - 1
                else max(start, anchor[1], toks[min(found[n + 1].opens, len(toks) - 1)].start)
            )
            end = max(end, anchor[1])
            out.append(
                Act(i, start, end, anchor, content, clause.speaker, verbal.act or "state", predicate, preambular)
            )
        return out

    # -- lists -----------------------------------------------------------------------------------------------------

    def _leadin(self, i: int, unit: Unit) -> Outcome:
        toks = self.tokens(unit)
        found = [c for c in self.clauses(toks) if c.verbal.act is not None] if toks else []
        if (i == self.formula_at and not (found and found[-1].verbal.act == "undertake")) or not found:
            outer = self.leads.get(unit.leadin)
            self.leads[i] = outer or _Lead(None, self.everyone, None)
            acts = self._acts(i, unit, toks, self._before_formula(toks, found), True) if found else []
            return Outcome(tuple(acts), "leadin")
        last = found[-1]
        self.leads[i] = _Lead(last.verbal.act, last.speaker, last.verbal)
        return Outcome(tuple(self._acts(i, unit, toks, found[:-1], False)), "leadin")

    def _item(self, i: int, unit: Unit) -> Outcome:
        """An item under a lead-in: a sentence of its own, or an action whose class and speaker come from the lead-in."""  # noqa: E501
        lead = self.leads[unit.leadin]
        toks = self.tokens(unit)
        if not toks:
            return Outcome((), "fact")
        found = [c for c in self.clauses(toks) if c.verbal.act is not None]
        if found and not self.verbals.is_infinitive(toks, 0) and lead.act is None:
            return self._sentence(i, unit)
        if found and found[0].verbal.first <= 4 and found[0].speaker.origin == "stated":
            return self._sentence(i, unit)
        speaker = lead.speaker._replace(
            span=None, origin="carried" if lead.speaker.origin == "stated" else lead.speaker.origin
        )
        made = self._action_item(i, unit, toks, lead.act or "undertake", speaker, lead.verbal)
        if lead.act is None and made is not None and not self._opens_action(toks):
            return self._sentence(i, unit)
        return made or self._sentence(i, unit)

    def _opens_action(self, toks: Toks) -> bool:
        return self.verbals.is_infinitive(toks, 0) or any(self._action.at(toks, k) for k in range(min(3, len(toks))))

    def _action_item(
        self, i: int, unit: Unit, toks: Toks, act: str, speaker: Speaker, lead: Verbal | None
    ) -> Outcome | None:
        """An action by itself: an infinitive, a noun of action, else the item's first words."""
        first, last, pieces = self._action_anchor(toks)
        flags = (lead.flags | {lead.meaning} if lead else frozenset()) | {"item"}
        inner = self.verbals.infinitive_meaning(toks, first)
        shape = Shape("infinitive")
        entries = (lead.entries if lead else ()) + (inner[1] if inner else ())
        verbal = Verbal(
            first, last, last, first, "act", act, shape, entries, flags - {""}, lead.meaning if lead else ""
        )
        if inner and lead is None and inner[0] is not None:
            verbal = verbal._replace(act=inner[0])
        if act in ("agree", "affirm") and self.verbals.is_infinitive(toks, 0):
            verbal = verbal._replace(act="undertake")
        acts = self._acts(i, unit, toks, [Clause(verbal, pieces, speaker, 0)], False)
        return Outcome(tuple(a._replace(item=True, lead=act) for a in acts))

    def _action_anchor(self, toks: Toks) -> tuple[int, int, tuple[Piece, ...]]:
        k = self.verbals.skip_adverbs(toks, 0)
        start = k
        for k in range(start, min(len(toks), start + 6)):
            denied = k > 0 and toks[k - 1].low in self.lex.set_of("word.not")
            if self.verbals.infinitive_at(toks, k):
                head = k - 1 if denied else k
                last = self.verbals.infinitive_end(toks, k)
                return (
                    head,
                    last,
                    tuple(p for p in (self._trimmed(toks, 0, head), self._trimmed(toks, last, len(toks))) if p),
                )
        for k in range(min(len(toks), 4)):
            found = self._action.longest(toks, k)
            if found and (
                k == 0 or all(self.lex.is_adjective(toks[m].low) or self._adverbs.longest(toks, m) for m in range(k))
            ):
                return (
                    k,
                    found[0],
                    tuple(p for p in (self._trimmed(toks, 0, k), self._trimmed(toks, found[0], len(toks))) if p),
                )
        return 0, min(FIRST_WORDS, len(toks)), ((0, len(toks)),)
