"""Actions without a predicate of their own (Russian): items under a lead-in, entries of a plan or of minutes.

Owns lists and what their items inherit.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from taiwa.lexicon.conjugation import Shape
from taiwa.lexicon.inflected import InflectedLexicon
from taiwa.lexicon.inflection import Form
from taiwa.lexicon.words import Token
from taiwa.reading.free.agency import Piece, Toks
from taiwa.reading.free.compounds import Clause, Compounds
from taiwa.reading.free.voices import Voices
from taiwa.reading.free.wordings import Verbal
from taiwa.reading.nouns import Act, Outcome, Predicate, Speaker, Unit

# An item without a verb is anchored on so many words.
FIRST_WORDS = 3
# Behind a time or the one who is to act, a verb in its dictionary form is looked for within so many words.
REACH = 18


class Lead(NamedTuple):
    """A lead-in: what its items inherit."""

    act: str | None
    speaker: Speaker
    verbal: Verbal | None


class Agenda(Compounds):
    """Reads lists and entries."""

    def __init__(
        self,
        text: str,
        units: tuple[Unit, ...],
        lex: InflectedLexicon,
        voices: Voices,
        narrative: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(text, units, lex, voices, narrative)
        self.leads: dict[int, Lead] = {}
        self._signed = lex.phrases("object.signed")

    def tokens(self, unit: Unit) -> Toks:
        """The words and marks of a unit without the marks that close it."""
        lo, hi = bisect_left(self._starts, unit.start), bisect_left(self._starts, unit.end)
        while hi > lo and self._all_tokens[hi - 1].low in (".", ";", ",", ":", "!", "?", "-", "–"):
            hi -= 1
        return list(self._all_tokens[lo:hi])

    def _bare(self, i: int, unit: Unit, toks: Toks) -> Outcome | None:
        """A labelled paragraph without a finite verb is an action that is undertaken ("1.1. Building a bridge")."""
        if (
            not unit.label
            or unit.kind not in ("sentence", "item")
            or any(self._finite(toks, k) for k in range(len(toks)))
        ):
            return None
        if self._signed.longest(toks, 0):
            return Outcome((), "fact")  # a list of what was signed
        if self._of_document(toks):
            return Outcome((), "assertion")
        if not self._opens_action(toks) and any(self._seems_finite(t) for t in toks):
            return None
        return self._action_item(i, unit, toks, "undertake", self.everyone, None)

    def _proposed(self, i: int, unit: Unit, toks: Toks) -> Outcome | None:
        """A sentence whose only verb is in its dictionary form, as minutes have ("To hold the next session in ...")."""
        at = next((k for k in range(len(toks)) if self.verbals.infinitive_at(toks, k)), None)
        if self.voices.at(toks, 0) is not None or any(self.verbals.at(toks, k, 0, len(toks)) for k in range(at or 0)):
            return None
        if at is None or at > REACH or any(toks[k].low in (",", ":") for k in range(at)):
            return None
        said = self.verbals.infinitive_meaning(toks, at)
        last = self.verbals.infinitive_end(toks, at)
        act = (said[0] if said else None) or "undertake"
        verbal = Verbal(
            at, last, last, at, "act", act, Shape("infinitive"), said[1] if said else (), frozenset({"item"})
        )
        pieces = tuple(p for p in (self._trimmed(toks, 0, at), self._trimmed(toks, last, len(toks))) if p)
        return Outcome(tuple(self._acts(i, unit, toks, [Clause(verbal, pieces, self.everyone, 0)], False)))

    def _seems_finite(self, tok: Token) -> bool:
        """Whether an unlisted word looks like a verb; names often do."""
        return not tok.is_name and self.lex.looks_finite(tok.low)

    def _finite(self, toks: Toks, k: int) -> bool:
        found = self.verbals.at(toks, k, 0, len(toks))
        return found is not None and found.shape.is_finite and found.shape.tense != "participle"

    def _item(self, i: int, unit: Unit) -> Outcome:
        """An item under a lead-in: a sentence of its own, or an action whose class and speaker come from the lead-in."""  # noqa: E501
        lead = self.leads[unit.leadin]
        toks = self.tokens(unit)
        if not toks:
            return Outcome((), "fact")
        if self._of_document(toks):
            return Outcome((), "assertion")
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

    def _dated(self, toks: Toks) -> bool:
        """Whether an item opens with a time or a condition, or with the one who is to act."""
        first = self.lex.phrases("word.preposition", "word.time", "adverb.limits").longest(toks, 0)
        return first is not None or self.lex.phrases("party.bodies.dative").longest(toks, 0) is not None

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

    def _of_document(self, toks: Toks) -> bool:
        """Whether a unit says what becomes of the text itself ("This Decision enters into force ...")."""
        force = self.lex.phrases("word.fate")
        return any(force.longest(toks, k) for k in range(min(len(toks), 8))) and any(
            self.lex.phrases("object.document").longest(toks, k) for k in range(min(len(toks), 4))
        )

    def _action_anchor(self, toks: Toks) -> tuple[int, int, tuple[Piece, ...]]:
        k = self.verbals.skip_adverbs(toks, 0)
        start = k
        for k in range(start, min(len(toks), start + (REACH if self._dated(toks) else 6))):
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

    def _sentence(self, i: int, unit: Unit) -> Outcome:
        raise NotImplementedError
