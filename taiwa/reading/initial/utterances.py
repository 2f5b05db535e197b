"""From units to provisions in the making, for languages that put the predicate first.

Owns the walk over the units. What a sentence holds is `predications`'s, what a list holds `enumeration`'s.
"""

from __future__ import annotations

from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.lexicon.words import Token
from taiwa.reading.initial.enumeration import Enumeration
from taiwa.reading.initial.group import Found
from taiwa.reading.initial.groups import Groups
from taiwa.reading.initial.predications import Predications
from taiwa.reading.initial.spans import Spans
from taiwa.reading.initial.subjects import Subjects
from taiwa.reading.initial.voices import Voices
from taiwa.reading.nouns import Outcome, Unit

# In the sentence that tells who met, these are told, not stated.
_TOLD = frozenset({"act.adopt", "act.welcome.person"})


class SentenceReader:
    """Reads the units of one text in order, carrying the speaker on."""

    def __init__(
        self,
        text: str,
        units: tuple[Unit, ...],
        lex: SpacedLexicon,
        subjects: Subjects,
        narrative: frozenset[int] = frozenset(),
    ) -> None:
        self.text, self.units, self.lex, self.narrative = text, units, lex, narrative
        self.groups = Groups(lex, subjects)
        self.words = self.groups.words
        self.voices = Voices(subjects, self.words)
        self.spans = Spans(text, self.voices.organ)
        self.predications = Predications(self.groups, self.voices)
        self.enumeration = Enumeration(self.predications, self.spans)
        self.first = next((n for n, u in enumerate(units) if u.kind == "sentence"), -1)

    def read(self) -> list[Outcome]:
        """One outcome for each unit, in order."""
        out = []
        for i, unit in enumerate(self.units):
            if unit.kind == "heading":
                self.voices.forget()
            out.append(self._unit(i, unit))
        return out

    def _unit(self, i: int, unit: Unit) -> Outcome:
        if unit.kind in ("title", "mark", "heading", "footnote", "attribute"):
            return Outcome(())
        if unit.kind == "leadin":
            return self.enumeration.leadin(i, unit)
        if unit.kind == "item" and unit.leadin in self.enumeration.leads:
            return self.enumeration.item(i, unit) or self._sentence(i, unit)
        return self._sentence(i, unit)

    def _sentence(self, i: int, unit: Unit) -> Outcome:
        toks = self.spans.unbracketed(self.spans.tokens_of(unit))
        if self.voices.hanging and unit.label:
            self.voices.numbered = True
        formula = self.lex.pattern("leadin.formula").search(self.text, unit.start, unit.end)
        found = self.predications.clauses(toks, 0, len(toks))
        self.voices.things = not found
        found = [f for f in found if f.group.act is not None]
        if formula:
            # What they did before they spoke ("exchanged views and issued the following statement") opens the text.
            before = [f for f in found if toks[f.group.last - 1].end <= formula.start() and f.group.tense == "past"]
            end = self._before(toks, formula.start())
            found = [f._replace(preambular=True, end=min(f.end, end)) for f in before]
        if (i in self.narrative or i == self.first) and not self.voices.hanging:
            found = [f for f in found if not self._is_told(i, toks, f)]
        acts = self.spans.acts(i, unit, toks, found)
        if acts:
            return Outcome(tuple(acts))
        if formula:
            return Outcome((), "fact")
        if not toks or self.voices.is_organ_line(toks):
            self.groups.organ = self.groups.organ or self.voices.hanging
            self.voices.hanging = self.voices.hanging or (
                bool(toks) and self.text[unit.start : unit.end].rstrip(" *_").endswith((",", ":"))
            )
            return Outcome((), "fact")
        return Outcome((), *self._rest(toks))

    def _before(self, toks: list[Token], place: int) -> int:
        """The token behind the last word before a place; commas and the word that joins are not counted."""
        k = next((n for n, tok in enumerate(toks) if tok.start >= place), len(toks))
        while k and (not toks[k - 1].is_word or toks[k - 1].low in self.words.joints):
            k -= 1
        return k

    def _is_told(self, i: int, toks: list[Token], found: Found) -> bool:
        """Whether an act belongs to what is told of the meeting: what they met for, or how guests were welcomed."""
        at = found.group.first
        finite = i != self.first and found.group.tense == "past" and toks[at - 1].low not in self.words.to
        return found.group.meaning in _TOLD or (found.group.act == "discuss" and not finite)

    def _rest(self, toks: list[Token]) -> tuple[str, str | None]:
        for k in range(len(toks)):
            if (
                toks[k].low in self.words.be
                or self.lex.doings.at(toks, k)
                or self.lex.verbs.at(toks, k)
                or toks[k].low in self.words.singular
                or toks[k].low in self.words.will_words
            ):
                return "assertion", None
        return "residue", "no-predicate"
