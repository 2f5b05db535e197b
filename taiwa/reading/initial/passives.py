"""Acts without an agent: "it was agreed", "concern was voiced", "the need for X was stressed by A"."""

from __future__ import annotations

from taiwa.lexicon import Sense
from taiwa.lexicon.words import Token
from taiwa.reading.initial.group import Found, Group
from taiwa.reading.initial.groups import Groups
from taiwa.reading.initial.voices import Voices

# What happens to a thing in these is no act of the speakers.
_NO_PASSIVE = frozenset(
    {"act.adopt", "act.decide", "act.report-own", "act.intend", "act.hope", "act.offer", "act.state", "act.order"}
)
_NEVER_PASSIVE = frozenset({"act.adopt", "act.report-own", "act.order"})


class Passives:
    """Reads passives of one text."""

    def __init__(self, groups: Groups, voices: Voices) -> None:
        self.groups, self.voices = groups, voices
        self.lex, self.subjects, self.words, self.phrasing = groups.lex, groups.subjects, groups.words, groups.phrasing
        self.stances = groups.stances

    def find(self, toks: list[Token], lo: int, hi: int) -> Found | None:
        """An agentless or impersonal predicate: "it was agreed", "concern was voiced", "the need was stressed"."""
        everyone = self.voices.everyone()
        noun = self.lex.stances.longest(toks, lo)
        there = self.lex.phrases("word.there").longest(toks, lo)
        for k in range(lo, hi):
            if (
                toks[k].low in self.words.relative
                or (toks[k].low in self.words.that and k > lo)
                or toks[k].low in (";", ",")
            ):
                return None
            if toks[k].low not in self.words.be or toks[k].low in self.lex.set_of(
                "auxiliary.be.base", "auxiliary.be.gerund"
            ):
                continue
            if there and k <= there[0]:
                found = self.stances.find(toks, k + 1, self.voices.all)
                if found and found[1].meaning.act in ("agree", "concern", "support", "discuss"):
                    content = self.phrasing.content_from(toks, found[0])
                    act: str | None = (
                        "undertake"
                        if found[1].meaning.id == "stance.accord" and self.phrasing.is_doing(toks, content)
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
            ours = self.stances.find(toks, k + 1, self.voices.all) if toks[lo].low in self.words.impersonal else None
            if ours and ours[2] == "own" and self.phrasing.is_infinitive(toks, ours[0]) and ours[1].meaning.act:
                meant = ours[1]
                made = Group(
                    k, ours[0], ours[0], "act", meant.meaning.act, "passive", (meant.entry.id,), meant.meaning.flags
                )
                return Found(made._replace(stance=meant.meaning.id), hi, everyone)
            j = self.phrasing.skip_adverbs(toks, k + 1)
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
                    content = self.phrasing.content_from(toks, last)
                    act = (
                        "undertake"
                        if sense.meaning.id == "stance.accord" and self.phrasing.is_doing(toks, content)
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
                        self.voices.agent(toks, last, hi) or everyone,
                    )
            inner = self.groups.plain(toks, j, self.voices.all, ("participle",))
            impersonal = toks[lo].low in self.words.impersonal and k <= lo + 2
            if (
                inner is None
                or inner.act is None
                or inner.stance
                or inner.meaning in (_NEVER_PASSIVE if impersonal else _NO_PASSIVE)
            ):
                return None
            if k == lo:
                return None
            speaker = self.voices.agent(toks, inner.last, hi) or everyone
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
        found = self.stances.find(toks, lo, self.voices.all)
        return found[1] if found and found[0] == k else None
