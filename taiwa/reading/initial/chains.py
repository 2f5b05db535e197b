"""A clause and all that is coordinated with it: further predicates, further subjects, further passives."""

from __future__ import annotations

from taiwa.lexicon.words import Token
from taiwa.reading.initial.agreement import Agreement
from taiwa.reading.initial.group import Found, Group
from taiwa.reading.initial.groups import Groups
from taiwa.reading.initial.mains import CLOSE, OPEN, Mains
from taiwa.reading.initial.passives import Passives
from taiwa.reading.initial.sayings import Sayings
from taiwa.reading.initial.subjects import Subject
from taiwa.reading.initial.voices import Voices
from taiwa.reading.nouns import Speaker


class Chains:
    """Follows coordination through one text."""

    def __init__(self, groups: Groups, voices: Voices, mains: Mains, passives: Passives, agreement: Agreement) -> None:
        self.groups, self.voices, self.mains, self.passives, self.agreement = groups, voices, mains, passives, agreement
        self.sayings = Sayings(groups, voices)
        self.lex, self.subjects, self.words = groups.lex, groups.subjects, groups.words

    def chain(
        self, toks: list[Token], group: Group, hi: int, speaker: Speaker, *, preambular: bool = False
    ) -> list[Found]:
        """The clause of a group and all that is coordinated with it."""
        out: list[Found] = []
        if group.kind == "passive":
            group, speaker = self.sayings.undergone(toks, group, speaker)
        if group.kind == "other" or group.act is None:
            inner = self.sayings.purpose(toks, group, speaker)
            if inner:
                group = inner
        front = None
        duty = group.kind == "must" or (
            group.kind == "will" and toks[group.first].low in self.words.duties and self._is_anybody(toks, group)
        )
        if duty:
            party = (
                speaker.origin == "stated" and speaker.kind != "unknown" and set(speaker.codes) <= set(self.voices.all)
            )
            ours = (speaker.kind in ("all", "they") or party) and not self._is_anybody(toks, group)
            group = group._replace(act="undertake" if ours else "urge")
            if not ours and speaker.span:
                front = (next(k for k, token in enumerate(toks) if token.start >= speaker.span[0]), group.first)
                speaker = self.voices.everyone()
        group = self.sayings.said(toks, group, speaker)
        last: Found | None = Found(group, hi, speaker, front, preambular)
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

    def go_on(self, toks: list[Token], found: Found, hi: int) -> list[Found]:
        """A clause without a subject and all that is coordinated with it."""
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

    def _is_listed(self, toks: list[Token], last: Found, subject: Subject, i: int) -> bool:
        """Whether a name at a joint goes on a list of names inside a content, or opens it ("that, while A has ...")."""
        if i - last.group.content <= 1:
            return last.group.content < len(toks) and toks[last.group.content].low in self.words.that
        if subject.kind != "named" or i <= last.group.content:
            return False
        return any((at := self.subjects.names_at(toks, k)) is not None and at[0] == i for k in range(i - 5, i) if k > 0)

    def _is_anybody(self, toks: list[Token], group: Group) -> bool:
        """Whether the subject of a duty is a word for all the world, bare or with "all" ("Nations should")."""
        if toks[group.first - 1].low not in self.words.anybody:
            return False
        before = toks[group.first - 2] if group.first > 1 else None
        return (
            before is None
            or not before.is_word
            or before.low in self.words.joints
            or before.low in self.words.everybody
        )

    def _aside(self, toks: list[Token], last: Found, i: int, hi: int) -> Found | None:
        """What another party says of it in a relative clause (", which A welcomed"): no act, but no content either."""
        if i + 2 >= hi or toks[i + 1].low not in self.words.relative:
            return None
        subject = self.subjects.at(toks, i + 2)
        group = self.groups.finite(toks, subject.last, subject.codes) if subject else None
        if subject is None or group is None or group.act is None or group.kind == "other":
            return None
        return Found(group._replace(kind="other", act=None), hi, last.speaker)

    def _duty(self, last: Found) -> str:
        """What "must" is behind another clause: a further duty of the same others, else one of the speakers' own."""
        return "urge" if last.group.kind == "must" and last.group.act == "urge" else "undertake"

    def _next(self, toks: list[Token], last: Found, hi: int) -> tuple[int, Found] | None:
        """(end of the content so far, next clause) of the first coordinated clause behind, or None."""
        depth, i = 0, max(last.group.last, last.group.first + 1)
        relative = False
        while i < hi:
            token = toks[i]
            if not token.is_word and token.low in OPEN:
                depth += 1
            elif not token.is_word and token.low in CLOSE:
                depth = max(0, depth - 1)
            elif depth == 0:
                if token.low in self.words.relative:
                    relative = True
                if (
                    token.low in (",", ";", "-", "–", "—", ":") and not token.is_word
                ) or token.low in self.words.joints:
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
        if comma and (aside := self._aside(toks, last, i, hi)):
            return aside
        n, conj = i + 1 if not toks[i].is_word else i, False
        while n < hi and toks[n].low in self.words.joints:
            n, conj = n + 1, True
        m = self.skip_opening(toks, n, hi)
        if m >= hi:
            return None
        subject = self.subjects.at(toks, m)
        if subject is not None and subject.last < hi and (conj or semicolon):
            group = self.mains.behind(toks, subject)
            if group is not None and group.kind == "passive" and toks[m].low in self.words.impersonal:
                group = None
            if group is not None and self._is_listed(toks, last, subject, i):
                group = None
            if (
                group is not None
                and group.first < hi
                and self.agreement.new_clause(toks, last, group, comma or semicolon)
            ):
                speaker = self.voices.of(toks, subject, group, hi)
                group = self.groups.finite(toks, subject.last, speaker.codes) or group
                if group.kind == "passive":
                    group, speaker = self.sayings.undergone(toks, group, speaker)
                if group.kind == "must":
                    group = group._replace(act=self._duty(last))
                group = self.sayings.said(toks, group, speaker)
                return Found(group, hi, speaker)
        if (conj and comma) or semicolon:
            passive = self.passives.find(toks, m, hi)
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
        origin = "carried" if last.speaker.codes else last.speaker.origin
        same = last.speaker._replace(span=None, origin=origin)
        if semicolon or conj or comma:
            group = self.agreement.same_subject(
                toks, last, m, conj=conj, comma=comma, semicolon=semicolon, relative=relative
            )
            if group is not None:
                group = self.sayings.said(toks, group, last.speaker)
                if group.kind == "must":
                    group = group._replace(act=self._duty(last))
                return Found(group, hi, same)
        return None

    def skip_opening(self, toks: list[Token], i: int, hi: int) -> int:
        """Behind marks, conjunctions and phrases that only open a sentence."""
        while i < hi:
            found = self.words.openings.longest(toks, i)
            verb = self.lex.verbs.longest(toks, i)
            if found and not (verb and verb[0] >= found[0]):
                i = found[0]
            elif (not toks[i].is_word and toks[i].low not in "([“") or toks[i].low in self.words.joints:
                i += 1
            else:
                break
        return i
