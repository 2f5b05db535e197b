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
        never = self.lex.set_of("auxiliary.be.base", "auxiliary.be.gerund")
        there = self.lex.phrases("word.there").longest(toks, lo)
        for k in range(lo, hi):
            if self._ends(toks, lo, k):
                return None
            if toks[k].low not in self.words.be or toks[k].low in never:
                continue
            if there and k <= there[0]:
                return self._there(toks, k, hi)
            return self._own(toks, lo, k, hi) or self._noun(toks, lo, k, hi) or self._verb(toks, lo, k, hi)
        return None

    def _ends(self, toks: list[Token], lo: int, k: int) -> bool:
        """Whether the subject of a passive ends before token k: a clause or a pause begins there."""
        low = toks[k].low
        return low in self.words.relative or (low in self.words.that and k > lo) or low in (";", ",")

    def _made(self, first: int, last: int, content: int, sense: Sense, act: str | None) -> Group:
        flags = sense.meaning.flags | {sense.meaning.id}
        entries = (sense.entry.id,)
        return Group(first, last, content, "act", act, "passive", entries, flags, stance=sense.meaning.id)

    def _of_noun(self, toks: list[Token], sense: Sense, content: int) -> str | None:
        """The class that a noun gives; an accord on doing something binds."""
        binds = sense.meaning.id == "stance.accord" and self.phrasing.is_doing(toks, content)
        return "undertake" if binds else sense.meaning.act

    def _there(self, toks: list[Token], k: int, hi: int) -> Found | None:
        """ "There was general agreement that"."""
        found = self.stances.find(toks, k + 1, self.voices.all)
        if not found or found[1].meaning.act not in ("agree", "concern", "support", "discuss"):
            return None
        end, sense, _ = found
        content = self.phrasing.content_from(toks, end)
        made = self._made(k, end, content, sense, self._of_noun(toks, sense, content))
        return Found(made, hi, self.voices.everyone())

    def _own(self, toks: list[Token], lo: int, k: int, hi: int) -> Found | None:
        """ "It is our intention to"."""
        if toks[lo].low not in self.words.impersonal:
            return None
        found = self.stances.find(toks, k + 1, self.voices.all)
        if not found or found[2] != "own" or not self.phrasing.is_infinitive(toks, found[0]):
            return None
        end, sense, _ = found
        if not sense.meaning.act:
            return None
        return Found(self._made(k, end, end, sense, sense.meaning.act), hi, self.voices.everyone())

    def _noun(self, toks: list[Token], lo: int, k: int, hi: int) -> Found | None:
        """ "Concern was voiced over": the noun decides, with a verb that says nothing without it."""
        whole = self.lex.stances.longest(toks, lo)
        spans = whole if whole and whole[0] >= k - 1 else None
        sense = spans[1] if spans else self._noun_subject(toks, lo, k)
        if sense is None or not sense.meaning.act:
            return None
        light = self._light(toks, self.phrasing.skip_adverbs(toks, k + 1))
        if light is None and not (spans and spans[0] > k):
            return None
        last = light if light is not None else spans[0] if spans else k
        content = self.phrasing.content_from(toks, last)
        made = self._made(lo, last, content, sense, self._of_noun(toks, sense, content))
        return Found(made, hi, self.voices.agent(toks, last, hi) or self.voices.everyone())

    def _light(self, toks: list[Token], j: int) -> int | None:
        """Behind the participle of a verb that lends itself to a noun."""
        for end, (sense, names, _) in self.lex.verbs.at(toks, j):
            if sense.meaning.id.startswith("light.") and sense.meaning.id != "light.hold" and "participle" in names:
                return end
        return None

    def _verb(self, toks: list[Token], lo: int, k: int, hi: int) -> Found | None:
        """ "It was agreed that", "The need for X was stressed": a verb of speech, what it is about in front of it."""
        inner = self.groups.plain(toks, self.phrasing.skip_adverbs(toks, k + 1), self.voices.all, ("participle",))
        impersonal = toks[lo].low in self.words.impersonal and k <= lo + 2
        if inner is None or inner.act is None or inner.stance or k == lo:
            return None
        ordered = inner.meaning == "act.order" and self.phrasing.is_infinitive(toks, inner.content)
        if inner.meaning in (_NEVER_PASSIVE if impersonal else _NO_PASSIVE) and not ordered:
            return None
        speaker = self.voices.agent(toks, inner.last, hi) or self.voices.everyone()
        act = self._class(toks, lo, inner, impersonal=impersonal)
        made = inner._replace(first=k, kind="act", act=act, tense="passive")
        return Found(made, hi, speaker, None if impersonal else (lo, k))

    def _class(self, toks: list[Token], lo: int, inner: Group, *, impersonal: bool) -> str | None:
        """What "it was understood" and "the secretariat was asked" are."""
        if impersonal:
            understood = self.lex.words("object.understood")
            shared = inner.act == "note" and any(e.rsplit(":", 1)[-1] in understood for e in inner.entries)
            believed = inner.meaning == "act.believe" and inner.tense != "past"
            return "agree" if shared or believed else inner.act
        asked = inner.meaning in ("act.urge", "act.report")
        ours = asked and (self.subjects.own_body(toks, lo) or self.subjects.own_body(toks, lo + 1))
        return "undertake" if ours else inner.act

    def _noun_subject(self, toks: list[Token], lo: int, k: int) -> Sense | None:
        found = self.stances.find(toks, lo, self.voices.all)
        return found[1] if found and found[0] == k else None
