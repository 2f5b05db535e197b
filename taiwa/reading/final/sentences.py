"""From units to provisions in the making, unit by unit: which predicates of a sentence stand as acts of their own.

Owns the order of reading, the speaker carried on from sentence to sentence, and what a sentence without an act is. The
act of one clause is `acts`' business, lead-ins and items are that of `lists`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from taiwa.lexicon import Lexicon
from taiwa.reading.final.clauses import Clause, clauses
from taiwa.reading.final.lists import ListReader
from taiwa.reading.final.parties import Phrases
from taiwa.reading.nouns import Act, Outcome, Speaker, Unit


class ActReader(ListReader):
    """Reads the units of one text in order. `narrative` holds indexes of units that tell of the meeting itself."""

    def __init__(
        self,
        text: str,
        units: tuple[Unit, ...],
        lex: Lexicon,
        phrases: Phrases,
        narrative: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(text, units, lex, phrases)
        self.narrative = narrative
        self.body_starts = next(
            (u.start for u in units if u.label or (u.kind == "heading" and u.start > units[0].start)), len(text)
        )
        self._formula = lex.pattern("leadin.formula")
        self._singles = {u.paragraph for u in units} - {
            u.paragraph for a, u in pairwise(units) if a.paragraph == u.paragraph
        }

    def read(self) -> list[Outcome]:
        """One outcome for each unit, in order."""
        return [self._unit(i, unit) for i, unit in enumerate(self.units)]

    def _unit(self, i: int, unit: Unit) -> Outcome:
        if unit.kind in ("title", "mark", "heading", "footnote", "attribute"):
            if unit.kind == "heading":
                self.last = None
            return Outcome(())
        if unit.kind == "leadin":
            return self._leadin(i, unit)
        if unit.kind == "item":
            return self._item(i, unit)
        if unit.label is not None:
            self.last = None  # a numbered paragraph names its speaker anew, or means all
        return self._sentence(i, unit)

    def _sentence(self, i: int, unit: Unit) -> Outcome:
        end = self._stop(unit)
        found = list(clauses(self.grammar, self.lex, unit.start, end))
        formula = bool(found) and self._is_formula(found[-1])
        kept = found[:-1] if formula else found
        acts: list[Act] = []
        past = bool(found) and found[-1].predicate.form.name == "past"
        speaker = self.last
        begin = -1
        for n, clause in enumerate(kept):
            if begin >= 0:
                clause = clause._replace(start=begin)
            spoken = self.speakers.find(clause.start, clause.predicate, speaker, n == 0)
            if begin < 0 and n + 1 < len(kept) and self._relative(clause, spoken, kept[n + 1]):
                begin = clause.start
                continue
            begin = -1
            act = self._act(i, clause, spoken, past, unit)
            if act is not None:
                acts.append(act._replace(preambular=True) if formula else act)
            if spoken.origin == "stated" or act is not None:
                speaker = spoken
        if i in self.narrative and not formula:
            acts = [a for a in acts if a.act not in ("discuss", "urge") and not a.bare]
        acts = self._merge_list_item(unit, self._with_remark(unit, acts, end))
        if acts:
            self.last = speaker
            return Outcome(tuple(self._extents(unit, acts)))
        if unit.label is not None and self.grammar.noun_of_action(unit.start, end) and not formula:
            return Outcome((self._noun_item(i, unit, end, None, self.leads.get(unit.leadin)),))
        rest, reason = self._rest(unit, found, formula, end)
        return Outcome((), rest, reason)

    def _relative(self, clause: Clause, spoken: Speaker, later: Clause) -> bool:
        """Whether a medial predicate stands in a clause that modifies a noun of the later ("which A made, B backed").

        So it is where a party other than the topic is its own subject, or where the next clause opens with a subject
        whose verb modifies a noun.
        """
        if spoken.mark == "topic":
            own = self.speakers.subject_at(spoken.after, clause.predicate.start)
            return own is not None and not self.grammar.verb_between(own, clause.predicate.start)
        if spoken.mark == "subject":
            at = self.speakers.subject_at(clause.end, later.predicate.object_end)
            return at is not None and self.grammar.verb_between(at, later.predicate.object_end)
        return False

    def _with_remark(self, unit: Unit, acts: list[Act], end: int) -> list[Act]:
        """A remark in brackets that closes a labelled line (a deadline, a lead) is a second part of its content."""
        close = self._remark_end(unit, end)
        if not acts or unit.label is None or close <= end + 1:
            return acts
        return [*acts[:-1], acts[-1]._replace(content=(*acts[-1].content, (end + 1, close)))]

    def _is_formula(self, clause: Clause) -> bool:
        """Whether a clause is the formula that issues the text: it announces what follows with a verb of issuing."""
        if clause.start >= self.body_starts:
            return False
        found = self._formula.search(self.text, clause.start, clause.end)
        if found is not None and found.end() > clause.predicate.start - 12:
            return True
        return self.lex.announces(self.text, clause.start, clause.predicate.end)

    def _merge_list_item(self, unit: Unit, acts: list[Act]) -> list[Act]:
        """In a list item, coordinated bare verbs are one provision, anchored on the last (Decisions for Japanese)."""
        labelled = unit.label is not None and unit.paragraph in self._singles
        numbered = labelled and unit.label is not None and self.text[unit.label[0]].isdigit()
        if numbered and acts and acts[0].speaker.origin == "stated":
            return acts
        if not labelled or len(acts) < 2 or not all(a.bare for a in acts) or len({a.speaker.codes for a in acts}) > 1:
            return acts
        last, first = acts[-1], acts[0]
        begin = first.content[0][0] if first.content else first.anchor[0]
        return [
            last._replace(
                start=first.start, content=((begin, last.content[-1][1] if last.content else last.anchor[0]),)
            )
        ]

    def _extents(self, unit: Unit, acts: list[Act]) -> Iterator[Act]:
        """Gives every character of the unit to one of its acts."""
        for n, act in enumerate(acts):
            start = unit.start if n == 0 else acts[n - 1].end
            yield act._replace(start=start, end=unit.end if n == len(acts) - 1 else act.end)

    def _rest(self, unit: Unit, found: list[Clause], formula: bool, end: int) -> tuple[str, str | None]:
        """What a sentence without a provision is."""
        if formula:
            return "fact", None
        if not found:
            return "residue", "no-predicate"
        predicate = found[-1].predicate
        if predicate.kind == "act" and predicate.form.name.startswith("negative"):
            return "residue", "negated"
        if (
            predicate.kind == "unknown"
            and predicate.form.name in ("past", "plain")
            and predicate.form.voice == "active"
        ):
            spoken = self.speakers.find(found[-1].start, predicate, None, True)
            if spoken.origin == "stated" and spoken.kind in ("all", "named") and predicate.form.name == "plain":
                return "residue", "unknown-predicate"
        return "assertion", None
