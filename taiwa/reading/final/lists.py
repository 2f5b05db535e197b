"""Lists: what a lead-in gives to the items below it, and what an item says of itself.

Owns the class and speaker of items, also of those that are only a noun of action or a name. Where a list begins and
ends is `structure`'s business.
"""

from __future__ import annotations

from typing import NamedTuple

from taiwa.lexicon import Form, Lexicon
from taiwa.reading.final.acts import ClauseReader
from taiwa.reading.final.clauses import Clause, clauses
from taiwa.reading.final.parties import Phrases
from taiwa.reading.nouns import Act, Outcome, Place, Predicate, Speaker, Unit

# The form of an item that has no verb.
_PLAIN = Form("plain", "active", 0)


class Lead(NamedTuple):
    """A lead-in: what its items inherit."""

    act: str
    speaker: Speaker
    predicate: Predicate


class ListReader(ClauseReader):
    """Reads lead-ins and items; `leads` holds what each lead-in gives, by the index of its unit."""

    def __init__(self, text: str, units: tuple[Unit, ...], lex: Lexicon, phrases: Phrases) -> None:
        super().__init__(text, units, lex, phrases)
        self.leads: dict[int, Lead] = {}

    def _leadin(self, i: int, unit: Unit) -> Outcome:
        """A lead-in gives its class and speaker to its items; acts before its last predicate stand for themselves."""
        end = self._stop(unit)
        while end > unit.start and self.text[end - 1] in ":： ":
            end -= 1
        found = list(clauses(self.grammar, self.lex, unit.start, end))
        if not found:
            spoken = Speaker(self.speakers.all, None, "implied", unit.start, "all")
            self.leads[i] = Lead("undertake", spoken, Predicate(end, end, end, "action", None, _PLAIN, ()))
            return Outcome((), "leadin")
        final = found[-1]
        spoken = self.speakers.find(final.start, final.predicate, self.last, True)
        acts = []
        for clause in found[:-1]:
            before = self.speakers.find(clause.start, clause.predicate, self.last, True)
            act = self._act(i, clause, before, final.predicate.form.name == "past", unit)
            if act:
                acts.append(act)
                spoken = self.speakers.find(final.start, final.predicate, before, False)
        cls = final.predicate.act if final.predicate.kind == "act" else "undertake"
        if self.lex.pattern("leadin.plan").search(self.text, final.start, final.predicate.start):
            cls = "intend"
        self.leads[i] = Lead(cls or "undertake", spoken, final.predicate)
        self.last = spoken
        if acts:
            return Outcome(tuple(a._replace(end=acts[-1].end) for a in acts), "leadin")
        return Outcome((), "leadin")

    def _item(self, i: int, unit: Unit) -> Outcome:
        """One item: its own verb or first words are the anchor; class and speaker come from the lead-in."""
        lead = self.leads.get(unit.leadin)
        end = self._stop(unit)
        closed = self._remark_end(unit, end)
        remark = (end + 1, closed) if closed > end + 1 else None
        nominal = self.lex.suffixes("word.nominaliser").before(self.text, end, unit.start)
        inner_end = nominal[0] if nominal else end
        predicate = self.grammar.tail(unit.start, inner_end)
        if (
            predicate is not None
            and predicate.kind in ("unknown", "state")
            and not predicate.form.name.startswith(("plain", "future", "must", "copula"))
            and not (nominal and predicate.form.name in ("progressive", "past", "negative"))
        ):
            predicate = None
        if predicate is None or (
            not nominal and unit.closed is False and predicate.kind == "unknown" and predicate.form.name == "medial"
        ):
            return Outcome((self._noun_item(i, unit, end, remark, lead),))
        clause = Clause(unit.start, unit.end, predicate, True)
        spoken = self.speakers.find(unit.start, predicate, lead.speaker if lead else None, True)
        if spoken.origin != "stated" and lead:
            spoken = lead.speaker._replace(origin="carried", span=None, after=spoken.after)
        act = self._item_class(lead, predicate, clause, spoken)
        if act is None:
            return Outcome((), "assertion")
        content = list(self._content(clause, spoken))
        if remark:
            content.append(remark)
        return Outcome((_item_act(i, unit, predicate, content, spoken, act, lead),))

    def _remark_end(self, unit: Unit, end: int) -> int:
        """The end of a bracketed remark that closes the item, bracket excluded; `end` where there is none."""
        if self.text[end : end + 1] != "(":
            return end
        close = self.text.rfind(")", end, unit.end)
        return close if close > end else end

    def _item_class(self, lead: Lead | None, predicate: Predicate, clause: Clause, spoken: Speaker) -> str | None:
        own = self._class(predicate, False, spoken) if predicate.kind == "act" else None
        if lead is None:
            if own:
                return own
            if predicate.kind in ("must", "mustnot"):
                return "urge"
            return self._bare(clause, spoken, predicate.form.name == "past") or None
        acting = predicate.kind in ("action", "unknown") or predicate.kind == "act"
        if lead.act in ("agree", "affirm") and own in ("urge", "concern", "support", "welcome", "stress", "note"):
            return own
        if lead.act in ("agree", "affirm"):
            if acting and predicate.form.name in ("plain", "future") and predicate.form.voice == "active":
                return own if own in ("intend",) else "undertake"
            return lead.act
        if lead.act == "undertake":
            return (
                own
                if own in ("intend", "urge", "concern", "support", "welcome", "stress")
                and not lead.predicate.flags & {"principled"}
                else "undertake"
            )
        return lead.act

    def _noun_item(self, i: int, unit: Unit, end: int, remark: Place | None, lead: Lead | None) -> Act:
        """An item without a verb: a noun of action at its end is the anchor, else its first words."""
        noun = self.grammar.noun_of_action(unit.start, end)
        speaker = (
            lead.speaker._replace(origin="carried", span=None)
            if lead
            else Speaker(self.speakers.all, None, "implied", unit.start, "all")
        )
        spoken = self.speakers.stated_at(unit.start, end) or speaker
        begin = spoken.after if spoken.span and spoken.after < end else unit.start
        tail = [remark] if remark else []
        if noun is not None:
            at, entry = noun
            body = at
            of = self.lex.suffixes("word.of").before(self.text, at, begin)
            if of:
                body = of[0]
            content = [(begin, body)] if body > begin else []
            anchor = (at, end)
            entries: tuple[str, ...] = (entry,)
        else:
            anchor, content, entries = (begin, self._first_words(begin, end)), [(begin, end)], ()
        act = lead.act if lead else "undertake"
        if act in ("agree", "affirm") and noun is not None and lead and lead.act == "agree":
            act = "undertake"
        predicate = Predicate(anchor[0], anchor[1], anchor[0], "action", None, _PLAIN, entries)
        return _item_act(i, unit, predicate, content + tail, spoken, act, lead)

    def _first_words(self, start: int, end: int) -> int:
        """The end of an item's first words: up to its first case mark, at most twelve characters."""
        for at in range(start + 2, min(end, start + 12)):
            if self.lex.suffixes("word.of", "word.case").before(self.text, at, start + 1):
                return at - 1
        return min(end, start + 12)


def _item_act(
    i: int, unit: Unit, predicate: Predicate, content: list[Place], spoken: Speaker, act: str, lead: Lead | None
) -> Act:
    """The act of a list's item: it takes the whole unit and is anchored on its predicate."""
    anchor, led = (predicate.start, predicate.end), lead.act if lead else ""
    return Act(i, unit.start, unit.end, anchor, tuple(content), spoken, act, predicate, bare=True, item=True, lead=led)
