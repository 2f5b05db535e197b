"""From units to provisions in the making, for languages that put the predicate first.

Owns which verb groups of a sentence are acts, by whom and on what: fronts, coordination, participles, passives, lists under a
lead-in, resolutions. A single group is `initial`'s, who a phrase stands for `subjects`'.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from taiwa.lexicon import Sense
from taiwa.lexicon.inflection import Form
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.lexicon.words import Token, tokens
from taiwa.reading.acts import Act, Outcome
from taiwa.reading.initial import Group, Groups
from taiwa.reading.predicates import Predicate
from taiwa.reading.speakers import Speaker
from taiwa.reading.structure import Unit
from taiwa.reading.subjects import Subject, Subjects

_OPEN, _CLOSE = "([“‘{", ")]”’}"


class Found(NamedTuple):
    """A clause that was read: its group, the tokens of its content [group.content, end), its speaker; `front` a further piece
    of content in front of the predicate."""  # noqa: E501

    group: Group
    end: int
    speaker: Speaker
    front: tuple[int, int] | None = None
    preambular: bool = False


class _Lead(NamedTuple):
    """A lead-in: what its items inherit."""

    act: str | None
    speaker: Speaker
    group: Group | None


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
        self.text, self.units, self.lex, self.subjects, self.narrative = text, units, lex, subjects, narrative
        self.groups = Groups(lex, subjects)
        self.all = subjects.all
        self.organ = subjects.roll.organ
        everyone = Speaker(self.all, None, "implied", 0, "all")
        self.last, self.plural, self.single = everyone, everyone, everyone
        self.known: dict[str, tuple[str, ...]] = {}
        self.leads: dict[int, _Lead] = {}
        self.numbered = False
        self.hanging = self.organ
        self.first = next((n for n, u in enumerate(units) if u.kind == "sentence"), -1)
        words = lex.set_of
        self._case = (
            words("word.case")
            | words("word.of.party")
            | words("word.of")
            | words("word.subordinate")
            | words("word.relative")
        )
        self._relative = words("word.relative") - words("word.that.only")
        self._that = words("word.that.only")
        self._to = words("word.to.only")
        self._joints = words("link.joint")
        self._openings = lex.phrases("link.opening")
        self._be = words("auxiliary.be.form")
        self._singular = words("auxiliary.singular")
        self._circumstance = lex.phrases("link.circumstance")
        self._by = words("word.agent")
        self._impersonal = words("word.impersonal")
        self._will = words("auxiliary.will")

    def read(self) -> list[Outcome]:
        """One outcome for each unit, in order."""
        out = []
        for i, unit in enumerate(self.units):
            if unit.kind == "heading":
                self.last = self.plural = Speaker(self.all, None, "implied", 0, "all")
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

    def _tokens(self, unit: Unit) -> list[Token]:
        toks = tokens(self.text, unit.start, unit.end)
        while toks and (
            (not toks[-1].is_word and toks[-1].low not in (")", "”"))
            or (self.organ and len(toks) > 2 and toks[-1].low.isdigit() and toks[-2].low in (",", ";", "."))
        ):
            toks.pop()
        return toks

    def _sentence(self, i: int, unit: Unit) -> Outcome:
        toks = self._tokens(unit)
        if self.hanging and unit.label:
            self.numbered = True
        if self.lex.says_formula(self.text[unit.start : unit.end]):
            return Outcome((), "fact")
        found = self.clauses(toks, 0, len(toks))
        found = [f for f in found if f.group.act is not None]
        if i in self.narrative or i == self.first:
            found = [f for f in found if f.group.act not in ("discuss",) and f.group.meaning not in _TOLD]
        acts = self._acts(i, unit, toks, found)
        if acts:
            return Outcome(tuple(acts))
        if not toks or self._is_organ_line(toks):
            self.groups.organ = self.groups.organ or self.hanging
            self.hanging = self.hanging or (
                bool(toks) and self.text[unit.start : unit.end].rstrip(" *_").endswith((",", ":"))
            )
            return Outcome((), "fact")
        return Outcome((), *self._rest(toks))

    def _is_organ_line(self, toks: list[Token]) -> bool:
        subject = self.subjects.at(toks, 0)
        return subject is not None and subject.last >= len(toks)

    def _rest(self, toks: list[Token]) -> tuple[str, str | None]:
        for k in range(len(toks)):
            if (
                toks[k].low in self._be
                or self.lex.doings.at(toks, k)
                or self.lex.verbs.at(toks, k)
                or toks[k].low in self._singular
                or toks[k].low in self._will
            ):
                return "assertion", None
        return "residue", "no-predicate"

    def _acts(self, i: int, unit: Unit, toks: list[Token], found: list[Found]) -> list[Act]:
        out: list[Act] = []
        for n, f in enumerate(found):
            group = f.group
            anchor = (toks[group.first].start, toks[min(group.last, len(toks)) - 1].end)
            content = self._content(toks, group.content, f.end)
            if f.front:
                content = (*self._content(toks, *f.front), *content)
            predicate = Predicate(
                anchor[0],
                anchor[1],
                anchor[1],
                "act",
                group.act,
                Form(group.tense, "active", 0),
                group.entries,
                group.flags | {group.meaning, group.stance} - {""},
            )
            start = unit.start if n == 0 else out[-1].end
            end = unit.end if n == len(found) - 1 else max(start, self._opens_at(toks, found[n + 1]))
            end = max(end, anchor[1])
            out.append(Act(i, start, end, anchor, content, f.speaker, group.act or "state", predicate, f.preambular))
        return out

    def _opens_at(self, toks: list[Token], found: Found) -> int:
        """Where a clause begins: at its stated subject, else at its predicate."""
        at = toks[found.group.first].start
        return min(found.speaker.span[0], at) if found.speaker.span and found.speaker.origin == "stated" else at

    def _content(self, toks: list[Token], first: int, end: int) -> tuple[tuple[int, int], ...]:
        while end > first and (not toks[end - 1].is_word and toks[end - 1].low not in (")", "”", "%", "'s", "]")):
            end -= 1
        if end <= first or first >= len(toks):
            return ()
        return ((toks[first].start, toks[end - 1].end),)

    # -- clauses ---------------------------------------------------------------------------------------------------

    def clauses(self, toks: list[Token], lo: int, hi: int) -> list[Found]:
        """The coordinated clauses of a stretch, in order."""
        subordinate = lo < hi and toks[lo].low in self.lex.set_of("word.subordinate")
        lo = self._skip_opening(toks, lo, hi)
        if lo >= hi:
            return []
        out: list[Found] = []
        if self.hanging:
            direct = self._direct(toks, lo, hi)
            if direct:
                self.numbered = self.numbered or (not self.organ and direct.tense in ("third", "base"))
                return self._chain(toks, direct, hi, self._organ_speaker(), preambular=not self.numbered)
        start = self._main(toks, lo, hi)
        limit = start[0].first if start else hi
        if start is None:
            passive = self._passive(toks, lo, hi)
            if passive:
                return self._continue(toks, passive, hi)
            return self._front_only(toks, lo, hi)
        subject, group = start
        if limit > lo:
            passive = self._passive(toks, lo, limit)
            if passive and passive.group.first < limit - 2:
                end = next(
                    (
                        k
                        for k in range(limit - 1, passive.group.last - 1, -1)
                        if toks[k].low in (",", ";", *self._joints)
                    ),
                    limit,
                )
                out.append(passive._replace(end=max(end, passive.group.content)))
            elif not subordinate:
                out += self._fronts(toks, lo, limit, subject)
        speaker = self._speaker(toks, subject, group, hi)
        between = self._between(toks, subject, group, speaker)
        if between:
            out.append(between)
        group = self.groups.finite(toks, subject.last, speaker.codes) or group
        return out + self._chain(toks, group, hi, speaker)

    def _between(self, toks: list[Token], subject: Subject, group: Group, speaker: Speaker) -> Found | None:
        """An act in a participle between subject and predicate ("the leaders, recognising the need for speed, tasked")."""  # noqa: E501
        i = subject.last
        if i >= len(toks) or toks[i].low != "," or group.first <= i + 1:
            return None
        inner = self.groups.participial(toks, i + 1, speaker.codes)
        if inner is None or not self._is_stance(toks, inner, i + 1):
            return None
        end = next((k for k in range(group.first - 1, i, -1) if toks[k].low == ","), group.first)
        return Found(inner, end, speaker)

    def _skip_opening(self, toks: list[Token], i: int, hi: int) -> int:
        while i < hi:
            found = self._openings.longest(toks, i)
            if found and not self.lex.verbs.at(toks, i):
                i = found[0]
            elif (not toks[i].is_word and toks[i].low not in "([“") or toks[i].low in self._joints:
                i += 1
            else:
                break
        return i

    def _main(self, toks: list[Token], lo: int, hi: int) -> tuple[Subject, Group] | None:
        """The first subject that is a party and has a finite verb group behind it, where no clause holds it."""
        depth = 0
        told: tuple[Subject, Group] | None = None
        for k in range(lo, hi):
            if toks[k].low in _OPEN and not toks[k].is_word:
                depth += 1
            elif toks[k].low in _CLOSE and not toks[k].is_word:
                depth = max(0, depth - 1)
            if depth or not toks[k].is_word or not self._may_open(toks, k, lo):
                continue
            subject = self.subjects.at(toks, k)
            if subject is None or subject.last > hi:
                inverted = self._inverted(toks, k)
                if inverted:
                    return inverted
                continue
            group = self._behind(toks, subject)
            if group is not None and group.first < hi:
                if group.kind in ("other", "passive") and (
                    (subject.kind == "organ" and not self.organ) or toks[k].low in self._impersonal
                ):
                    continue
                if group.kind == "other":
                    first = k == lo or not toks[k - 1].is_word
                    told = told or ((subject, group) if first else None)
                    if k == lo:
                        return told
                    continue
                return subject, group
        return told

    def _inverted(self, toks: list[Token], k: int) -> tuple[Subject, Group] | None:
        """ "So too will we defend": the auxiliary stands in front of its subject."""
        if toks[k].low not in self._will or k + 1 >= len(toks):
            return None
        subject = self.subjects.at(toks, k + 1)
        if subject is None or not self.groups.is_base(toks, subject.last):
            return None
        return subject._replace(last=k), Group(
            k,
            k + 1,
            subject.last,
            "will",
            "undertake",
            "will",
            (f"{self.lex.language}:auxiliary.will:{toks[k].low}",),
            meaning="auxiliary.will",
        )

    def _may_open(self, toks: list[Token], k: int, lo: int) -> bool:
        if k == lo:
            return True
        before = toks[k - 1]
        if before.low in (",", ";", ":", "-", "–", "—", ")", "”"):
            return not self._in_that(toks, lo, k)
        if not before.is_word or before.low == "'s":
            return False
        if before.low in self._case or before.low in self._that or before.low in self._to or before.low in self._joints:
            return False
        return not self.lex.set_of("word.possessive", "adnominal") & {before.low} and not self._in_that(toks, lo, k)

    def _in_that(self, toks: list[Token], lo: int, k: int) -> bool:
        """Whether the last clause before a place was opened by "that" or a relative and no comma closed it."""
        for j in range(k - 1, lo - 1, -1):
            if toks[j].low == "," or toks[j].low == ";":
                return False
            if toks[j].low in self._relative or toks[j].low in self._that:
                return True
        return False

    def _behind(self, toks: list[Token], subject: Subject) -> Group | None:
        """The finite group behind a subject, also behind a remark between commas or brackets."""
        own = subject.codes or self.last.codes
        i = subject.last
        group = self.groups.finite(toks, i, own)
        if group is None and i < len(toks) and toks[i].low in (",", "(", "–", "—"):
            close = {"(": ")"}.get(toks[i].low, toks[i].low)
            for j in range(i + 1, min(len(toks), i + 70)):
                if toks[j].low == close:
                    group = self.groups.finite(toks, j + 1, own)
                    if group is not None:
                        return group
        return group

    def _direct(self, toks: list[Token], lo: int, hi: int) -> Group | None:
        """A predicate without a subject: of a resolution ("Decides", "Recalling"), or where the organ stands above."""
        if not self.organ and self.subjects.at(toks, lo) is not None:
            return None
        i = self.groups.skip_adverbs(toks, lo)
        subject = self.subjects.at(toks, lo)
        if subject is not None and subject.kind == "organ":
            i = subject.last + 1 if subject.last < hi and toks[subject.last].low == "," else subject.last
        group = self.groups._plain(toks, i, self.all, ("third",) if self.organ else ("third", "base", "past"))
        if group is not None and group.act:
            return group
        if not self.organ:
            group = self.groups.finite(toks, i, self.all)
            if group is not None and group.act:
                return group
        made = self.groups.participial(toks, lo, self.all, front=True)
        if made is not None:
            return made
        circumstance = self._circumstance.longest(toks, lo)
        if circumstance:
            end = circumstance[0]
            return Group(
                lo,
                max(lo + 1, end - 1),
                end,
                "act",
                "state",
                "gerund",
                (f"{self.lex.language}:link.circumstance:{toks[lo].low}",),
                meaning="act.recall",
            )
        return None

    def _organ_speaker(self) -> Speaker:
        return Speaker(self.all, None, "implied", 0, "organ")

    def _front_only(self, toks: list[Token], lo: int, hi: int) -> list[Found]:
        """A sentence whose subject is no party: what others must do."""
        for k in range(lo + 1, hi):
            if toks[k].low in self._relative or toks[k].low in self._that or toks[k].low in (";",):
                return []
            group = self.groups._modal(toks, k, self.all)
            if (
                group is not None
                and group.kind == "must"
                and toks[lo].low not in self._impersonal
                and not self._circumstance.at(toks, lo)
            ):
                return [Found(group, hi, Speaker(self.all, None, "implied", 0, "all"), (lo, k))]
            if group is not None or toks[k].low in self._be:
                return []
        return []

    # -- fronts ----------------------------------------------------------------------------------------------------

    def _fronts(self, toks: list[Token], lo: int, hi: int, subject: Subject) -> list[Found]:
        """Participles in front of the subject by which the speakers act ("Recognising that ..., we")."""
        if toks[hi - 1].low != ",":
            return []
        if self._circumstance.at(toks, lo):
            return []
        group = self.groups.participial(toks, lo, subject.codes or self.all, front=True)
        if group is None or (
            group.meaning in ("act.discuss", "act.adopt", "act.support", "act.intend")
            and not group.stance
            and group.tense == "gerund"
            and group.act in ("discuss", "undertake", "support")
        ):
            return []
        speaker = self._speaker(toks, subject, group, hi)
        return self._chain(toks, group, hi - 1, speaker._replace(origin="implied", span=None))

    # -- chains ----------------------------------------------------------------------------------------------------

    def _chain(
        self, toks: list[Token], group: Group, hi: int, speaker: Speaker, *, preambular: bool = False
    ) -> list[Found]:
        """The clause of a group and all that is coordinated with it."""
        out: list[Found] = []
        if group.kind == "passive":
            group, speaker = self._undergone(toks, group, speaker)
        if group.kind == "other" or group.act is None:
            inner = self._purpose(toks, group, speaker)
            if inner:
                group = inner
        if group.kind == "must":
            ours = speaker.kind in ("all", "they") or (
                set(speaker.codes) <= set(self.all) and speaker.origin == "stated" and speaker.kind != "unknown"
            )
            group = group._replace(act="undertake" if ours else "urge")
        group = self._said(toks, group, speaker)
        last: Found | None = Found(group, hi, speaker, preambular=preambular)
        while last is not None:
            step = self._next(toks, last, hi)
            if step is None:
                out.append(last._replace(end=hi))
                break
            end, nxt = step
            if end <= last.group.content and nxt.group.act == last.group.act and not nxt.speaker.span:
                last = nxt._replace(group=nxt.group._replace(first=last.group.first), preambular=preambular)
                continue
            if end <= last.group.content and last.group.act and not nxt.speaker.span:
                after = self._next(toks, nxt, hi)
                out.append(
                    last._replace(group=last.group._replace(content=nxt.group.content), end=after[0] if after else hi)
                )
            else:
                out.append(last._replace(end=end))
            last = nxt._replace(preambular=preambular)
        return [f for f in out]

    def _continue(self, toks: list[Token], found: Found, hi: int) -> list[Found]:
        out = []
        last: Found | None = found
        while last is not None:
            step = self._next(toks, last, hi)
            if step is None:
                out.append(last._replace(end=hi))
                break
            out.append(last._replace(end=step[0]))
            last = step[1]
        return out

    def _purpose(self, toks: list[Token], group: Group, speaker: Speaker) -> Group | None:
        """ "convened to reaffirm": a verb of meeting whose purpose is an act."""
        if group.kind == "passive" or group.last >= len(toks):
            return None
        i = group.last
        if toks[i].low not in self._to:
            return None
        inner = self.groups._plain(toks, i + 1, speaker.codes, ("base",))
        return (
            inner
            if inner is not None and inner.act and (inner.stance or inner.meaning in ("act.affirm", "act.celebrate"))
            else None
        )

    def _undergone(self, toks: list[Token], group: Group, speaker: Speaker) -> tuple[Group, Speaker]:
        """A party is asked or invited: an order to it where it is an organ, else what happens to it is no act of its own."""  # noqa: E501
        if group.meaning in ("act.urge", "act.order") and speaker.codes and not set(speaker.codes) <= set(self.all):
            return group._replace(kind="act", act="undertake"), Speaker(self.all, None, "implied", 0, "all")
        if group.meaning in ("act.report",):
            return group._replace(kind="act"), speaker
        return group._replace(kind="other", act=None), speaker

    def _said(self, toks: list[Token], group: Group, speaker: Speaker) -> Group:
        """Verbs of saying are transparent where what is said is a stance or a future act of the speaker."""
        says = (
            group.meaning in ("act.state", "act.report-own", "act.affirm", "act.report", "act.reply")
            and not group.stance
        )
        if not says or group.content >= len(toks) or toks[group.content].low not in self._that:
            return group
        at = group.content + 1
        owned = (
            at + 1 < len(toks)
            and toks[at].low in self.lex.set_of("word.possessive.own")
            and toks[at + 1].low in self.lex.set_of("party.side", "party.all.word")
        )
        subject = None if owned else self.subjects.at(toks, at)
        mine = False
        if subject is not None:
            mine = subject.kind in ("they", "single") or (
                bool(subject.codes) and set(subject.codes) <= set(speaker.codes)
            )
            at = subject.last
        elif (
            toks[at].low in self.lex.set_of("word.possessive.own")
            and at + 1 < len(toks)
            and toks[at + 1].low in self.lex.set_of("party.side", "party.all.word")
        ):
            mine, at = True, at + 2
        if not mine:
            return group
        inner = self.groups.finite(toks, at, speaker.codes)
        if inner is None or inner.act not in ("undertake", "intend", "concern", "support"):
            if at < len(toks) and toks[at].low in self.lex.set_of("auxiliary.future"):
                inner = Group(at, at + 1, at + 1, "will", "undertake", "will", group.entries, meaning="auxiliary.will")
            else:
                return group
        return inner._replace(
            first=group.first, entries=(*group.entries, *inner.entries), kind="act", tense=group.tense
        )

    def _next(self, toks: list[Token], last: Found, hi: int) -> tuple[int, Found] | None:
        """(end of the content so far, next clause) of the first coordinated clause behind, or None."""
        depth, i = 0, max(last.group.last, last.group.first + 1)
        relative = False
        while i < hi:
            token = toks[i]
            if not token.is_word and token.low in _OPEN:
                depth += 1
            elif not token.is_word and token.low in _CLOSE:
                depth = max(0, depth - 1)
            elif depth == 0:
                if token.low in self._relative:
                    relative = True
                if (token.low in (",", ";", "-", "–", "—", ":") and not token.is_word) or token.low in self._joints:
                    found = self._joined(toks, last, i, hi, relative=relative)
                    if found:
                        return i, found
                    if token.low in (",", ";"):
                        relative = False
            i += 1
        return None

    def _joined(self, toks: list[Token], last: Found, i: int, hi: int, *, relative: bool) -> Found | None:
        """The clause that a comma, a semicolon or a conjunction at token i opens, or None."""
        comma = toks[i].low == ","
        semicolon = toks[i].low == ";"
        if toks[i].low in ("-", "–", "—", ":"):
            return None
        n, conj = i + 1 if not toks[i].is_word else i, False
        while n < hi and toks[n].low in self._joints:
            n, conj = n + 1, True
        m = self._skip_opening(toks, n, hi)
        if m >= hi:
            return None
        subject = self.subjects.at(toks, m)
        if subject is not None and subject.last < hi and (conj or semicolon):
            group = self._behind(toks, subject)
            if group is not None and group.kind == "passive" and toks[m].low in self._impersonal:
                group = None
            if group is not None and group.first < hi and self._new_clause(toks, last, group, comma or semicolon):
                speaker = self._speaker(toks, subject, group, hi)
                group = self.groups.finite(toks, subject.last, speaker.codes) or group
                if group.kind == "passive":
                    group, speaker = self._undergone(toks, group, speaker)
                if group.kind == "must":
                    group = group._replace(act="undertake")
                group = self._said(toks, group, speaker)
                return Found(group, hi, speaker)
        if (conj and comma) or semicolon:
            passive = self._passive(toks, m, hi)
            if (
                passive
                and passive.group.first - m < 14
                and (
                    last.front is not None
                    or last.group.tense == "passive"
                    or semicolon
                    or passive.group.tense == "passive"
                )
            ):
                return passive
        same = last.speaker._replace(span=None, origin="carried")
        if semicolon or conj or comma:
            group = self._same_subject(toks, last, m, conj=conj, comma=comma, semicolon=semicolon, relative=relative)
            if group is not None:
                group = self._said(toks, group, last.speaker)
                if group.kind == "must":
                    group = group._replace(act="undertake")
                return Found(group, hi, same)
        return None

    def _new_clause(self, toks: list[Token], last: Found, group: Group, comma: bool) -> bool:
        if group.kind == "other" and not comma:
            return False
        inside = last.group.content < len(toks) and toks[last.group.content].low in self._that
        if inside and not comma:
            return group.kind == "act" and group.act is not None
        return comma or group.kind in ("act", "will")

    def _same_subject(
        self, toks: list[Token], last: Found, m: int, *, conj: bool, comma: bool, semicolon: bool, relative: bool
    ) -> Group | None:
        """A further predicate of the same subject: it agrees with the first in form, and no infinitive or relative holds it."""  # noqa: E501
        before = last.group
        own = last.speaker.codes
        if before.tense == "gerund":
            group = self.groups.participial(toks, m, own, front=self.organ) if conj or comma else None
            return group if group and group.meaning != "act.discuss" else None
        if not conj and not semicolon and before.tense != "gerund":
            listed = self.groups.finite(toks, m, own)
            if (
                listed is not None
                and listed.act
                and listed.kind == "act"
                and listed.tense == before.tense
                and listed.tense in ("past", "base")
                and not self._noun_like(toks, listed, m)
                and (listed.tense == "past" or self._speaks_only(toks, m))
            ):
                return listed
        if not conj and not semicolon:
            trailing = self.groups.participial(toks, m, own)
            if trailing is not None and self._is_stance(toks, trailing, m):
                return trailing
            if before.tense in ("gerund", "passive"):
                return None
        group = self.groups.finite(toks, m, own)
        if group is None or group.act is None or group.kind in ("other", "passive"):
            return None
        if relative and group.kind in ("will", "must"):
            return None
        return group if self._agrees(toks, before, group, m, conj=conj, comma=comma) else None

    def _is_stance(self, toks: list[Token], group: Group, m: int) -> bool:
        if group.stance and group.act:
            return True
        return (
            group.act in ("welcome", "urge", "stress", "note", "affirm", "concern", "agree", "intend")
            and not any(
                "gerund" in value[1] and value[0].meaning.id == "action" for _, value in self.lex.doings.at(toks, m)
            )
        ) or (
            group.act in ("urge", "welcome", "note", "stress", "affirm")
            and group.meaning in ("act.urge", "act.note", "act.stress", "act.affirm", "act.welcome")
        )

    def _agrees(self, toks: list[Token], before: Group, group: Group, m: int, *, conj: bool, comma: bool) -> bool:
        if group.kind in ("will", "must"):
            return conj
        if group.tense == "past":
            follows = toks[group.last] if group.last < len(toks) else None
            if follows is not None and follows.low in self._by and follows.low != toks[group.content - 1].low:
                return False
            return before.tense in ("past", "perfect", "passive", "be") or (before.kind == "will" and False)
        if group.tense == "third":
            return (
                before.tense == "third"
                or before.number == "singular"
                or (before.kind in ("will", "must") and comma and conj)
            )
        if group.tense in ("be", "perfect"):
            return not (group.number == "singular" and before.tense == "base") and not (
                group.number == "plural" and before.tense == "third"
            )
        if group.tense == "base":
            if before.tense not in ("base", "be", "perfect", "will", "past") or (before.number == "singular"):
                return False
            if before.kind in ("will",) and not (comma and conj and self._speaks_only(toks, m)):
                return False
            if before.tense in ("past",) and not (
                conj and self._speaks_only(toks, m) and (group.last - group.first > 1 or group.stance)
            ):
                return False
            if self._noun_like(toks, group, m):
                return False
            infinitive = any(
                toks[k].low in self._to and self.groups.is_base(toks, k + 1) for k in range(before.last, m)
            )
            return not infinitive or self._speaks_only(toks, m) or bool(group.stance)
        return False

    def _speaks_only(self, toks: list[Token], m: int) -> bool:
        """Whether a verb is one of speech and never one of action."""
        m = self.groups.skip_adverbs(toks, m)
        return not [row for row in self.lex.doings.at(toks, m) if row[1][0].meaning.id != "action.aim"]

    def _noun_like(self, toks: list[Token], group: Group, m: int) -> bool:
        """Whether a base form may be a noun here: nothing that an object opens with follows it."""
        if group.last - group.first > 1 or group.stance:
            return False
        if group.content > group.last or group.last >= len(toks):
            verb_with_case = group.content > group.last and len(group.entries[0].rsplit(":", 1)[-1].split()) > 1
            return not verb_with_case
        return not toks[group.last].is_word or toks[group.last].low in self._joints

    # -- passives --------------------------------------------------------------------------------------------------

    def _passive(self, toks: list[Token], lo: int, hi: int) -> Found | None:
        """An agentless or impersonal predicate: "it was agreed", "Concern was voiced", "The need for X was stressed"."""  # noqa: E501
        everyone = Speaker(self.all, None, "implied", 0, "all")
        noun = self.lex.stances.longest(toks, lo)
        there = self.lex.phrases("word.there").longest(toks, lo)
        for k in range(lo, hi):
            if toks[k].low in self._relative or (toks[k].low in self._that and k > lo) or toks[k].low in (";", ","):
                return None
            if toks[k].low not in self._be or toks[k].low in self.lex.set_of(
                "auxiliary.be.base", "auxiliary.be.gerund"
            ):
                continue
            if there and k <= there[0]:
                found = self.groups.stance(toks, k + 1, self.all)
                if found and found[1].meaning.act in ("agree", "concern", "support", "discuss"):
                    content = self.groups.content_from(toks, found[0])
                    act: str | None = (
                        "undertake"
                        if found[1].meaning.id == "stance.accord" and self.groups.is_infinitive(toks, content)
                        else found[1].meaning.act
                    )
                    return Found(
                        Group(
                            k,
                            found[0],
                            content,
                            "act",
                            act,
                            "passive",
                            (found[1].entry.id,),
                            found[1].meaning.flags,
                            stance=found[1].meaning.id,
                        ),
                        hi,
                        everyone,
                    )
                return None
            ours = self.groups.stance(toks, k + 1, self.all) if toks[lo].low in self._impersonal else None
            if ours and ours[2] == "own" and self.groups.is_infinitive(toks, ours[0]) and ours[1].meaning.act:
                meant = ours[1]
                made = Group(
                    k, ours[0], ours[0], "act", meant.meaning.act, "passive", (meant.entry.id,), meant.meaning.flags
                )
                return Found(made._replace(stance=meant.meaning.id), hi, everyone)
            j = self.groups.skip_adverbs(toks, k + 1)
            if (noun and noun[0] >= k - 1) or self._noun_subject(toks, lo, k):
                sense = noun[1] if noun and noun[0] >= k - 1 else self._noun_subject(toks, lo, k)
                light = [
                    row
                    for row in self.lex.verbs.at(toks, j)
                    if row[1][0].meaning.id.startswith("light.")
                    and row[1][0].meaning.id != "light.hold"
                    and "participle" in row[1][1]
                ]
                if sense and sense.meaning.act and (light or (noun and noun[0] > k)):
                    last = light[0][0] if light else noun[0] if noun else j
                    content = self.groups.content_from(toks, last)
                    act = (
                        "undertake"
                        if sense.meaning.id == "stance.accord" and self.groups.is_infinitive(toks, content)
                        else sense.meaning.act
                    )
                    return Found(
                        Group(
                            lo,
                            last,
                            content,
                            "act",
                            act,
                            "passive",
                            (sense.entry.id,),
                            sense.meaning.flags | {sense.meaning.id},
                            stance=sense.meaning.id,
                        ),
                        hi,
                        self._agent(toks, last, hi) or everyone,
                    )
            inner = self.groups._plain(toks, j, self.all, ("participle",))
            impersonal = toks[lo].low in self._impersonal and k <= lo + 2
            if (
                inner is None
                or inner.act is None
                or inner.stance
                or inner.meaning in (_NEVER_PASSIVE if impersonal else _NO_PASSIVE)
            ):
                return None
            if k == lo:
                return None
            speaker = self._agent(toks, inner.last, hi) or everyone
            if (
                impersonal
                and inner.act == "note"
                and any(e.rsplit(":", 1)[-1] in self.lex.words("object.understood") for e in inner.entries)
            ):
                inner = inner._replace(act="agree")
            if impersonal and inner.meaning == "act.believe" and inner.tense != "past":
                inner = inner._replace(act="agree")
            act = inner.act
            if inner.meaning in ("act.urge", "act.report") and not impersonal:
                act = (
                    "undertake"
                    if self.subjects.own_body(toks, lo) or self.subjects.own_body(toks, lo + 1)
                    else inner.act
                )
            made = inner._replace(first=k, kind="act", act=act, tense="passive")
            return Found(made, hi, speaker, None if impersonal else (lo, k))
        return None

    def _noun_subject(self, toks: list[Token], lo: int, k: int) -> Sense | None:
        found = self.groups.stance(toks, lo, self.all)
        return found[1] if found and found[0] == k else None

    def _agent(self, toks: list[Token], i: int, hi: int) -> Speaker | None:
        if i < hi and toks[i].low in self._by:
            subject = self.subjects.at(toks, i + 1)
            if subject is not None and subject.codes:
                return self._made(toks, subject, subject.codes)
        return None

    # -- speakers --------------------------------------------------------------------------------------------------

    def _made(self, toks: list[Token], subject: Subject, codes: tuple[str, ...], origin: str = "stated") -> Speaker:
        last = min(max(subject.last, subject.first + 1), len(toks))
        return Speaker(codes, (toks[subject.first].start, toks[last - 1].end), origin, 0, subject.kind)

    def _speaker(self, toks: list[Token], subject: Subject, group: Group, hi: int) -> Speaker:
        """Whom a subject stands for here; remembers it for what follows."""
        codes = subject.codes
        if subject.kind == "they":
            codes = self.plural.codes if len(self.plural.codes) > 1 else self.all
        elif subject.kind == "single":
            codes = (
                self.single.codes if len(self.single.codes) < len(self.all) or len(self.all) == 1 else self.last.codes
            )
        elif subject.kind == "others":
            base = codes or self.all
            codes = tuple(c for c in base if c not in self.last.codes) or base
        elif subject.kind == "unknown":
            codes = self._person(toks, subject, group, hi)
        codes = codes or self.all
        speaker = self._made(toks, subject, codes)
        self.last = speaker
        if len(codes) > 1:
            self.plural = speaker
        else:
            self.single = speaker
        return speaker

    def _person(self, toks: list[Token], subject: Subject, group: Group, hi: int) -> tuple[str, ...]:
        """The party of a person whose party the text does not say: of two, the one that the sentence does not speak of."""  # noqa: E501
        name = toks[subject.last - 1].low
        if name in self.known:
            return self.known[name]
        if len(self.all) != 2:
            return self.all
        named = set()
        for k in range(group.last, hi):
            found = self.subjects.names_at(toks, k)
            if found and len(found[1]) == 1:
                named.add(found[1][0])
        left = [c for c in self.all if c not in named]
        taken = {codes[0] for codes in self.known.values() if len(codes) == 1}
        if len(left) != 1:
            left = [c for c in self.all if c not in taken] if len(taken) == 1 else list(self.all)
        codes = tuple(left)
        if len(codes) == 1:
            self.known[name] = codes
        return codes

    # -- lists -----------------------------------------------------------------------------------------------------

    def _leadin(self, i: int, unit: Unit) -> Outcome:
        toks = self._tokens(unit)
        found = self.clauses(toks, 0, len(toks))
        if unit.leadin in self.leads and not found:
            outer = self.leads[unit.leadin]
            self.leads[i] = outer
            return Outcome((), "leadin")
        if not found and toks and self._is_organ_line(toks):
            subject = self.subjects.at(toks, 0)
            if subject is not None:
                self.leads[i] = _Lead(
                    "", self._speaker(toks, subject, Group(0, 0, 0, "other", None, ""), len(toks)), None
                )
                return Outcome((), "leadin")
        if not found:
            self.leads[i] = _Lead(None, Speaker(self.all, None, "implied", 0, "all"), None)
            return Outcome((), "leadin")
        last = found[-1]
        self.leads[i] = _Lead(last.group.act, last.speaker, last.group if last.group.act else None)
        if self.organ and unit.label:
            self.numbered = True
        acts = self._acts(i, unit, toks, [f for f in found[:-1] if f.group.act])
        return Outcome(tuple(acts), "leadin")

    def _item(self, i: int, unit: Unit) -> Outcome:
        """An item under a lead-in: a sentence of its own, or an action whose class and speaker come from the lead-in."""  # noqa: E501
        lead = self.leads[unit.leadin]
        toks = self._tokens(unit)
        if lead.act == "":
            opened = (
                self.groups.finite(toks, 0, lead.speaker.codes)
                or self.groups.participial(toks, 0, lead.speaker.codes, front=True)
                if toks
                else None
            )
            if opened is None or opened.act is None:
                return self._sentence(i, unit)
            speaker = lead.speaker._replace(span=None, origin="carried")
            acts = self._acts(i, unit, toks, [f for f in self._chain(toks, opened, len(toks), speaker) if f.group.act])
            return Outcome(tuple(acts)) if acts else Outcome((), "assertion")
        bracket = self._bracketed(toks)
        act: str | None
        group: Group | None
        if bracket:
            close, found = bracket
            act, speaker, group = (
                (found[-1].group.act, found[-1].speaker, found[-1].group)
                if found
                else (lead.act, lead.speaker, lead.group)
            )
            toks = toks[close + 1 :]
        else:
            act, speaker, group = lead.act, lead.speaker, lead.group
            main = self._main(toks, self._skip_opening(toks, 0, len(toks)), len(toks)) if toks else None
            if not toks or act is None or (main is not None and main[0].first < 8):
                if act is None and toks and main is None and self._opens_with_verb(toks):
                    act = "undertake"
                else:
                    return self._sentence(i, unit)
        if not toks or act is None:
            return Outcome((), "assertion")
        first = 1 if toks[0].low in self._to or toks[0].low in self._that else 0
        first = (
            self.groups.skip_adverbs(toks, first) if first < len(toks) and self.groups.is_adverb(toks, first) else first
        )
        if first >= len(toks):
            return Outcome((), "assertion")
        if (
            group is not None
            and group.meaning in ("act.agree", "act.affirm")
            and act in ("agree", "affirm")
            and self._opens_with_verb(toks)
        ):
            act = "undertake"
        if group is not None and group.kind == "must" and speaker.kind in ("all", "named"):
            act = "undertake"
        last = first + 1
        verbs = [row for row in self.lex.verbs.at(toks, first) if "base" in row[1][1]]
        plain = [row for row in self.lex.doings.at(toks, first) if "base" in row[1][1]]
        rows = sorted([*verbs, *plain], key=lambda row: -row[0])
        content = last
        if rows or self.groups.is_base(toks, first):
            made = self.groups._plain(toks, first, speaker.codes, ("base",))
            last = made.last if made is not None else rows[0][0] if rows else last
            content = self.groups.content_from(toks, last) if made is not None and made.act else last
            entries = (group.entries if group else ()) + ((made.entries if made else ()) or ())
        else:
            last, content = min(first + 3, len(toks)), 0
            entries = group.entries if group else ()
        flags = (group.flags if group else frozenset()) | {"item"}
        own = Group(
            first,
            last,
            content,
            "act",
            act,
            "item",
            entries,
            flags,
            meaning=group.meaning if group else "",
            stance=group.stance if group else "",
        )
        speaker = speaker._replace(span=None, origin="carried" if speaker.origin == "stated" else speaker.origin)
        acts = self._acts(i, unit, toks, [Found(own, len(toks), speaker)])
        return Outcome(tuple(a._replace(item=True, lead=act) for a in acts))

    def _opens_with_verb(self, toks: list[Token]) -> bool:
        return self.groups.is_base(toks, 1 if toks[0].low in self._to else 0)

    def _bracketed(self, toks: list[Token]) -> tuple[int, list[Found]] | None:
        """A lead-in repeated in brackets in front of an item ("[We commit to]")."""
        if not toks or toks[0].low != "[":
            return None
        close = next((k for k in range(1, min(len(toks), 14)) if toks[k].low == "]"), None)
        if close is None:
            return None
        inside = [*toks[1:close], *toks[close + 1 : close + 6]]
        found = self.clauses(inside, 0, len(inside))
        return close, found[:1]


def spread(acts: list[Act]) -> Iterator[Act]:
    """The acts in order."""
    yield from acts


# In the sentence that tells who met, these are told, not stated.
_TOLD = frozenset({"act.adopt", "act.welcome.person"})
# What happens to a thing in these is no act of the speakers.
_NO_PASSIVE = frozenset(
    {"act.adopt", "act.decide", "act.report-own", "act.intend", "act.hope", "act.offer", "act.state", "act.order"}
)
_NEVER_PASSIVE = frozenset({"act.adopt", "act.report-own", "act.order"})
