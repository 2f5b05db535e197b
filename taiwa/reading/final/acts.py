"""From a clause to the act that is made in it: of what class, by whom, on what.

Owns READING.md sections 1 and 2 with the decisions on what counts. Which clauses are asked is for `sentences` and
`lists`; follow-up, fields and mentions are later passes.
"""

from __future__ import annotations

from bisect import bisect_right

from taiwa.lexicon import Lexicon
from taiwa.reading.final.clauses import Clause
from taiwa.reading.final.parties import Phrases
from taiwa.reading.final.predicates import Grammar
from taiwa.reading.final.speakers import Speakers
from taiwa.reading.nouns import Act, Place, Predicate, Speaker, Unit


class ClauseReader:
    """Reads the act of one clause of a text; `last` is the speaker whom the next sentence carries on."""

    def __init__(self, text: str, units: tuple[Unit, ...], lex: Lexicon, phrases: Phrases) -> None:
        self.text, self.units, self.lex, self.phrases = text, units, lex, phrases
        self.grammar = Grammar(text, lex)
        self.grammar.is_party = lambda at, floor: phrases.before(at, floor) is not None
        self.speakers = Speakers(text, phrases, lex)
        self.speakers.modifies = self.grammar.verb_between
        self._refusable = frozenset(lex.words("object.refused"))
        self.first_person = lex.pattern("party.we").search(text) is not None
        self.last: Speaker | None = None
        self._about = lex.pattern("topic.about")
        self._starts = [u.start for u in units]

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
        if form.startswith("negative") and any(e.rsplit(":", 1)[-1] in self._refusable for e in predicate.entries):
            return "concern"
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
        """What is welcomed, decided ...: from the speaker to the last case mark; a topic in front is a second part."""
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
        """The object; of an impersonal predicate only what a topic says it is about ("on X, views were exchanged")."""
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
