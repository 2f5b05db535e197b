"""From units to provisions in the making: which predicates of a sentence are acts, of what class, by whom, on what.

Owns CODING-MANUAL sections 1 and 2 with the decisions on what counts. Follow-up, fields and mentions are later passes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from taiwa.lexicon import Lexicon
from taiwa.reading.clauses import Clause, clauses
from taiwa.reading.parties import Phrases
from taiwa.reading.predicates import Grammar, Predicate
from taiwa.reading.speakers import Speaker, Speakers
from taiwa.reading.structure import Unit

Place = tuple[int, int]


class Act(NamedTuple):
    """A provision in the making; all places in the working text. `unit` is the index of the unit it stands in."""

    unit: int
    start: int
    end: int
    anchor: Place
    content: tuple[Place, ...]
    speaker: Speaker
    act: str
    predicate: Predicate
    preambular: bool = False
    bare: bool = False
    item: bool = False
    lead: str = ""
    past: bool = False


class Outcome(NamedTuple):
    """What became of a unit: its acts, or what kind of rest it is (fact, assertion, leadin, residue) and why."""

    acts: tuple[Act, ...]
    rest: str = ""
    reason: str | None = None


class _Lead(NamedTuple):
    """A lead-in: what its items inherit."""

    act: str
    speaker: Speaker
    predicate: Predicate


class ActReader:
    """Reads the units of one text in order, carrying the speaker on."""

    def __init__(
        self,
        text: str,
        units: tuple[Unit, ...],
        lex: Lexicon,
        phrases: Phrases,
        narrative: frozenset[int] = frozenset(),
    ) -> None:
        self.text, self.units, self.lex = text, units, lex
        self.grammar = Grammar(text, lex)
        self.speakers = Speakers(text, phrases, lex)
        self.phrases = phrases
        self.narrative = narrative
        self.first_person = lex.pattern("party.we").search(text) is not None
        self.speakers.modifies = self.grammar.verb_between
        self._about = lex.pattern("topic.about")
        self.grammar.is_party = lambda at, floor: phrases.before(at, floor) is not None
        self.last: Speaker | None = None
        self.leads: dict[int, _Lead] = {}
        self.body_starts = next(
            (u.start for u in units if u.label or (u.kind == "heading" and u.start > units[0].start)), len(text)
        )
        self._starts = [u.start for u in units]
        self._formula = lex.pattern("leadin.formula")
        self._singles = {u.paragraph for u in units} - {
            u.paragraph for a, u in zip(units, units[1:], strict=False) if a.paragraph == u.paragraph
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

    # -- sentences ----------------------------------------------------------------------------------------------------

    def _stop(self, unit: Unit) -> int:
        end = unit.end
        while end > unit.start and self.text[end - 1] in "。！？!? ":
            end -= 1
        return self._before_bracket(unit.start, end)

    def _before_bracket(self, start: int, end: int) -> int:
        """Leaves a closing remark in brackets outside the predicate."""
        if end > start and self.text[end - 1] == ")":
            at = self.text.rfind("(", start, end)
            if at > start:
                return at
        return end

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
        """Whether a medial predicate belongs to a clause that modifies a noun of the later one ("which A proposed and B backed").

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
            last._replace(start=first.start, content=((begin, last.content[-1][1] if last.content else last.anchor[0]),)
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
        if (
            predicate.kind == "unknown"
            and predicate.form.name in ("past", "plain")
            and predicate.form.voice == "active"
        ):
            spoken = self.speakers.find(found[-1].start, predicate, None, True)
            if spoken.origin == "stated" and spoken.kind in ("all", "named") and predicate.form.name == "plain":
                return "residue", "unknown-predicate"
        return "assertion", None

    # -- one clause ---------------------------------------------------------------------------------------------------

    def _act(self, i: int, clause: Clause, spoken: Speaker, past: bool, unit: Unit) -> Act | None:
        """The act of a clause, or None where it is no speech act of the speakers."""
        predicate = clause.predicate
        form = predicate.form.name
        medial = form not in ("past",) and (not clause.final or form.endswith("medial") or form == "medial")
        now_past = form == "past" or (medial and past)
        act = predicate.act
        bare = False
        if (
            spoken.kind == "organ"
            and predicate.kind == "act"
            and act != "undertake"
            and "proceeding" not in predicate.flags
        ):
            spoken = spoken._replace(kind="all")
        if predicate.kind == "act":
            act = self._class(predicate, now_past, spoken)
            bare = act == "undertake" and bool(predicate.flags & {"proceeding"})
        elif predicate.kind in ("must", "mustnot"):
            ours = (
                spoken.other is None
                and spoken.origin != "implied"
                and spoken.kind in ("all", "named")
                and predicate.kind == "must"
                and spoken.mark == "topic"
            )
            act = "undertake" if ours and predicate.form.voice == "active" else "urge"
            if not ours:
                spoken = Speaker(
                    self.speakers.all,
                    None,
                    "implied",
                    self.speakers.skip_openings(clause.start, predicate.start),
                    "all",
                )
        elif predicate.kind in ("action", "unknown"):
            act, bare = self._bare(clause, spoken, now_past), True
        else:
            act = None
        if act is None:
            return None
        anchor = (predicate.start, predicate.end)
        return Act(
            i,
            clause.start,
            clause.end,
            anchor,
            self._content(clause, spoken),
            spoken,
            act,
            predicate,
            bare=bare,
            past=now_past,
        )

    def _class(self, predicate: Predicate, past: bool, spoken: Speaker) -> str | None:
        form, flags = predicate.form.name, predicate.flags
        if form in ("while", "provisional", "can"):
            return None
        if form.startswith("negative"):
            tolerated = {"act.tolerate", "act.note"} & flags or predicate.act in ("support", "agree", "note")
            return "concern" if tolerated else None
        if "act.tolerate" in flags and predicate.act == "note":
            return "note"
        if "proceeding" in flags and not past:
            if form.startswith("progressive"):
                return None
            return "undertake" if spoken.other is None or predicate.form.voice == "active" else None
        if form in ("desire",):
            return "intend"
        return predicate.act

    def _bare(self, clause: Clause, spoken: Speaker, past: bool) -> str | None:
        """A verb of action without a verb of speaking: a promise where the speakers say what they will do."""
        predicate = clause.predicate
        form = predicate.form.name
        if predicate.form.voice == "passive":
            planned = form in ("plain", "future") and predicate.kind == "action" and spoken.origin == "implied"
            agent = self.lex.pattern("word.cause").search(self.text, clause.start, predicate.start)
            return "undertake" if planned and not past and agent is None and not self.first_person else None
        if past or spoken.other is not None:
            return None
        if form.startswith("progressive") or form in ("while", "provisional", "can", "te"):
            return None
        if form.startswith("negative") and predicate.kind == "unknown":
            return None
        if predicate.kind == "unknown" and spoken.origin == "implied" and not self._in_list(clause):
            return None
        if self._foreign_subject(clause, spoken):
            return None
        if form == "desire" or "action.aim" in predicate.flags:
            return "intend"
        return "undertake"

    def _in_list(self, clause: Clause) -> bool:
        at = bisect_right(self._starts, clause.start) - 1
        return at >= 0 and clause.start < self.units[at].end and self.units[at].label is not None

    def _foreign_subject(self, clause: Clause, spoken: Speaker) -> bool:
        """Whether the verb's own subject is something else than the speaker ("the agreement will ease")."""
        if (
            spoken.origin == "stated"
            and spoken.kind == "named"
            and any(c not in self.speakers.all for c in spoken.codes)
        ):
            return not set(spoken.codes) & set(self.phrases.cast.surfaces)
        if clause.predicate.kind == "action":
            return spoken.origin != "stated" and self._subject_before(spoken.after, clause.predicate.start)
        return self._subject_before(spoken.after, clause.predicate.start)

    def _subject_before(self, start: int, end: int) -> bool:
        """Whether a subject mark stands right before the verb's last argument, outside relative clauses."""
        subject = self.lex.words("word.subject")[0]
        at = self.text.rfind(subject, start, end)
        if at < 0:
            return False
        return not self.grammar.verb_between(at + 1, end)

    def _content(self, clause: Clause, spoken: Speaker) -> tuple[Place, ...]:
        """What is welcomed, noted, decided: behind the speaker up to the last case mark; a topic in front is a second part."""
        predicate = clause.predicate
        begin = self.speakers.skip_openings(clause.start, predicate.start)
        if spoken.span is not None and spoken.span[0] >= begin:
            after = self.speakers.skip_openings(spoken.after, predicate.start)
            main = (after, predicate.object_end)
            if predicate.object_end <= after:
                return self._before_speaker(begin, spoken.span[0])
            fronted = self._fronted(begin, spoken.span[0])
            parts = [fronted, main] if fronted else [main]
        else:
            parts = [self._until_topic(begin, predicate)]
        return tuple((s, e) for s, e in parts if e > s)

    def _before_speaker(self, start: int, end: int) -> tuple[Place, ...]:
        """The object where it stands in front of the speaker: up to its last case mark or quoting mark."""
        stop = end
        while stop > start and self.text[stop - 1] in "、 ":
            stop -= 1
        mark = self.lex.suffixes("word.case", "topic.fronted", "word.topic").before(self.text, stop, start)
        stop = mark[0] if mark else stop
        return ((start, stop),) if stop > start else ()

    def _until_topic(self, begin: int, predicate: Predicate) -> Place:
        """The object of an impersonal predicate: only what it is about, where a topic says so ("on X, views were exchanged")."""
        impersonal = predicate.form.voice == "passive" or predicate.act == "discuss"
        if impersonal:
            found = self._about.search(self.text, begin, predicate.object_end)
            if found is not None:
                return begin, found.start()
        return begin, predicate.object_end

    def _fronted(self, start: int, end: int) -> Place | None:
        """A topic in front of the speaker ("on X, the Ministers"), its mark left out."""
        stretch = end
        while stretch > start and self.text[stretch - 1] in "、 ":
            stretch -= 1
        topic = self.lex.suffixes("topic.fronted").before(self.text, stretch, start)
        return (start, topic[0]) if topic and topic[0] > start else None

    # -- lists --------------------------------------------------------------------------------------------------------

    def _leadin(self, i: int, unit: Unit) -> Outcome:
        """A lead-in gives its class and speaker to its items; acts before its last predicate stand for themselves."""
        end = self._stop(unit)
        while end > unit.start and self.text[end - 1] in ":： ":
            end -= 1
        found = list(clauses(self.grammar, self.lex, unit.start, end))
        if not found:
            spoken = Speaker(self.speakers.all, None, "implied", unit.start, "all")
            self.leads[i] = _Lead("undertake", spoken, Predicate(end, end, end, "action", None, _plain(), ()))
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
        self.leads[i] = _Lead(cls or "undertake", spoken, final.predicate)
        self.last = spoken
        if acts:
            return Outcome(tuple(a._replace(end=acts[-1].end) for a in acts), "leadin")
        return Outcome((), "leadin")

    def _item(self, i: int, unit: Unit) -> Outcome:
        """One item: its own verb or first words are the anchor; class and speaker come from the lead-in."""
        lead = self.leads.get(unit.leadin)
        end = self._stop(unit)
        remark = (end + 1, self._remark_end(unit, end)) if self._remark_end(unit, end) > end + 1 else None
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
        return Outcome(
            (
                Act(
                    i,
                    unit.start,
                    unit.end,
                    (predicate.start, predicate.end),
                    tuple(content),
                    spoken,
                    act,
                    predicate,
                    bare=True,
                    item=True,
                    lead=lead.act if lead else "",
                ),
            )
        )

    def _remark_end(self, unit: Unit, end: int) -> int:
        """The end of a bracketed remark that closes the item, bracket excluded; `end` where there is none."""
        if self.text[end : end + 1] != "(":
            return end
        close = self.text.rfind(")", end, unit.end)
        return close if close > end else end

    def _item_class(self, lead: _Lead | None, predicate: Predicate, clause: Clause, spoken: Speaker) -> str | None:
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

    def _noun_item(self, i: int, unit: Unit, end: int, remark: Place | None, lead: _Lead | None) -> Act:
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
        predicate = Predicate(anchor[0], anchor[1], anchor[0], "action", None, _plain(), entries)
        return Act(
            i,
            unit.start,
            unit.end,
            anchor,
            tuple(content + tail),
            spoken,
            act,
            predicate,
            bare=True,
            item=True,
            lead=lead.act if lead else "",
        )

    def _first_words(self, start: int, end: int) -> int:
        """The end of an item's first words: up to its first case mark, at most twelve characters."""
        for at in range(start + 2, min(end, start + 12)):
            if self.lex.suffixes("word.of", "word.case").before(self.text, at, start + 1):
                return at - 1
        return min(end, start + 12)


def _plain():  # type: ignore[no-untyped-def]
    from taiwa.lexicon import Form

    return Form("plain", "active", 0)
