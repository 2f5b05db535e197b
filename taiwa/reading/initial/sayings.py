"""Verbs that let another through: saying over a promise, meeting for a purpose, being asked."""

from __future__ import annotations

from taiwa.lexicon.words import Token
from taiwa.reading.initial.group import Group
from taiwa.reading.initial.groups import Groups
from taiwa.reading.initial.voices import Voices
from taiwa.reading.nouns import Speaker

# Place, date and occasion may stand between a meeting and its purpose: so many words.
PURPOSE = 26


class Sayings:
    """Looks through such verbs in one text."""

    def __init__(self, groups: Groups, voices: Voices) -> None:
        self.groups, self.voices = groups, voices
        self.lex, self.subjects, self.words = groups.lex, groups.subjects, groups.words

    def said(self, toks: list[Token], group: Group, speaker: Speaker) -> Group:
        """Verbs of saying are transparent where what is said is a stance or a future act of the speaker."""
        says = (
            group.meaning in ("act.state", "act.report-own", "act.affirm", "act.report", "act.reply")
            and not group.stance
        )
        if not says or group.content >= len(toks) or toks[group.content].low not in self.words.that:
            return group
        at = group.content + 1
        owned = (
            at + 1 < len(toks)
            and toks[at].low in self.lex.set_of("word.possessive.own")
            and toks[at + 1].low in self.lex.set_of("party.side", "party.all.word")
        )
        opening = at
        at = self._behind_circumstance(toks, at)
        parted = at != opening
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
        if parted or (subject is not None and subject.codes and set(subject.codes) != set(speaker.codes)):
            return group._replace(act=inner.act, entries=(*group.entries, *inner.entries), kind="act")
        return inner._replace(
            first=group.first, entries=(*group.entries, *inner.entries), kind="act", tense=group.tense
        )

    def purpose(self, toks: list[Token], group: Group, speaker: Speaker) -> Group | None:
        """ "convened to reaffirm": a verb of meeting whose purpose is an act."""
        if group.kind == "passive" or group.last >= len(toks):
            return None
        if not any(entry.rsplit(":", 1)[-1] in self.words.gathering for entry in group.entries):
            return None
        for i in range(group.last, min(len(toks) - 1, group.last + PURPOSE)):
            if toks[i].low in self.words.to and (inner := self.groups.plain(toks, i + 1, speaker.codes, ("base",))):
                told = not inner.act or not (inner.stance or inner.meaning in ("act.affirm", "act.celebrate"))
                return None if told else inner
        return None

    def _behind_circumstance(self, toks: list[Token], at: int) -> int:
        """Behind a circumstance that a clause begins with ("that in the event of failure the Council will meet")."""
        if at >= len(toks) or toks[at].low not in self.words.holding:
            return at
        for k in range(at + 1, min(len(toks) - 1, at + PURPOSE)):
            subject = self.subjects.at(toks, k) if toks[k - 1].low not in self.words.holding else None
            if subject and self.groups.modal(toks, subject.last, self.voices.all):
                return k
        return at

    def undergone(self, toks: list[Token], group: Group, speaker: Speaker) -> tuple[Group, Speaker]:
        """A party is asked or invited: an order where it is an organ, else what happens to it is no act of its own."""
        if (
            group.meaning in ("act.urge", "act.order")
            and speaker.codes
            and not set(speaker.codes) <= set(self.voices.all)
        ):
            return group._replace(kind="act", act="undertake"), self.voices.everyone()
        if group.meaning in ("act.report",):
            return group._replace(kind="act"), speaker
        return group._replace(kind="other", act=None), speaker
