"""From units to provisions in the making, where words stand in any order (Russian).

Owns units: sentences, preambles, the formula that opens a text, lead-ins. Lists are `agenda`'s, sentences `compounds`'.
"""

from __future__ import annotations

from taiwa.lexicon.inflected import InflectedLexicon
from taiwa.reading.free.agency import Toks
from taiwa.reading.free.agenda import Agenda, Lead
from taiwa.reading.free.compounds import Clause
from taiwa.reading.free.voices import Voices
from taiwa.reading.nouns import Outcome, Unit

# What happens in the sentence that tells who met is told, not stated.
_TOLD = frozenset({"act.adopt", "act.discuss", "act.report", "act.recall", "act.report-own"})


class SpeechReader(Agenda):
    """Reads the units of one text in order, carrying the speaker on."""

    def __init__(
        self,
        text: str,
        units: tuple[Unit, ...],
        lex: InflectedLexicon,
        voices: Voices,
        narrative: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(text, units, lex, voices, narrative)
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
        if i - 1 in self.narrative and not formula:
            found = [c for c in found if not self._merely_held(toks, c)]
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
        if not any(self._finite(toks, k) or self._seems_finite(toks[k]) for k in range(len(toks))):
            proposed = self._proposed(i, unit, toks)
            if proposed is not None:
                return proposed
        whole = self.voices.at(toks, 0)
        if whole is not None and whole.last >= len(toks):
            return Outcome((), "fact")  # the organ whose resolution this is
        return Outcome((), *self._rest(toks))

    def _merely_held(self, toks: Toks, clause: Clause) -> bool:
        """Whether talks are said to have been held, and not on what: behind the sentence on the meeting."""
        if clause.verbal.act != "discuss" or not clause.verbal.meaning.startswith("light."):
            return False
        held = self.lex.phrases("object.held")
        if not any(held.longest(toks, k) for k in range(clause.verbal.first, clause.verbal.last)):
            return False
        return not any(toks[k].low in self._about for a, b in clause.pieces for k in range(a, min(b, a + 4)))

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
            if found is not None or self._seems_finite(toks[k]):
                return "assertion", None
        if self._signed.longest(toks, 0) or self.lex.phrases("word.see-also").longest(toks, 0):
            return "fact", None  # a text that was signed, a pointer to another page
        return "residue", "no predicate"

    def _leadin(self, i: int, unit: Unit) -> Outcome:
        toks = self.tokens(unit)
        found = [c for c in self.clauses(toks) if c.verbal.act is not None] if toks else []
        if (i == self.formula_at and not (found and found[-1].verbal.act == "undertake")) or not found:
            outer = self.leads.get(unit.leadin)
            self.leads[i] = outer or Lead(None, self.everyone, None)
            acts = self._acts(i, unit, toks, self._before_formula(toks, found), True) if found else []
            return Outcome(tuple(acts), "leadin")
        last = found[-1]
        self.leads[i] = Lead(last.verbal.act, last.speaker, last.verbal)
        return Outcome(tuple(self._acts(i, unit, toks, found[:-1], False)), "leadin")
