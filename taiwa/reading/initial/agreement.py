"""Whether a further predicate belongs to the same subject: it agrees with the first in form, nothing else holds it."""

from __future__ import annotations

from taiwa.lexicon.words import Token
from taiwa.reading.initial.group import Found, Group
from taiwa.reading.initial.groups import Groups
from taiwa.reading.initial.voices import Voices

# Verbs that may stand in the present behind a past: what is asked or ordered from now on.
_FRESH = frozenset({"act.urge", "act.concern", "act.order"})
# "our" stands within so many words behind the auxiliary.
OWNED = 4


class Agreement:
    """Judges further predicates of one text."""

    def __init__(self, groups: Groups, voices: Voices) -> None:
        self.groups, self.voices = groups, voices
        self.lex, self.words, self.phrasing = groups.lex, groups.words, groups.phrasing

    def same_subject(
        self, toks: list[Token], last: Found, m: int, *, conj: bool, comma: bool, semicolon: bool, relative: bool
    ) -> Group | None:
        """A further predicate of the same subject, agreeing with the first and held by no infinitive or relative."""
        before = last.group
        own = last.speaker.codes
        if comma and not conj and self._qualifies(toks, m):
            return None
        if before.tense == "gerund" and before.meaning == "act.recall" and self._is_told(toks, before, m, conj=conj):
            return None
        if before.tense == "gerund":
            group = (
                self.groups.participial(toks, m, own, front=self.voices.organ or self.voices.hanging)
                if conj or comma
                else None
            )
            if group is None or group.meaning == "act.discuss":
                return None
            return group if comma or self.voices.organ or self.is_stance(toks, group, m) else None
        if not conj and not semicolon and before.tense != "gerund" and not self._qualifies(toks, m):
            listed = self.groups.finite(toks, m, own)
            if (
                listed is not None
                and listed.act
                and listed.kind == "act"
                and listed.tense == before.tense
                and listed.tense in ("past", "base")
                and not self._noun_like(toks, listed, m)
                and not self._reduced(toks, listed)
                and not (
                    toks[listed.first].low in self.words.adjectival
                    and not listed.stance
                    and not self._opens_object(toks, listed)
                )
                and (listed.tense == "past" or self._speaks_only(toks, m, listed))
            ):
                return listed
        if not conj and not semicolon:
            trailing = None if self.words.circumstance.at(toks, m) else self.groups.participial(toks, m, own)
            if trailing is not None and self.is_stance(toks, trailing, m):
                return trailing
            if before.tense in ("gerund", "passive"):
                return None
        group = self.groups.finite(toks, m, own)
        if group is None or group.act is None or group.kind in ("other", "passive"):
            return None
        if group.kind in ("will", "must") and (
            relative or (self._is_quoted(toks, before) and not self._is_ours(toks, group))
        ):
            return None
        return group if self._agrees(toks, before, group, m, conj=conj, comma=comma) else None

    def _is_told(self, toks: list[Token], before: Group, m: int, *, conj: bool) -> bool:
        """Whether a participle says what a recalled text did ("Recalling its resolution, strongly condemning")."""
        if not self.voices.organ or toks[m].is_name:
            return False
        commas = [k for k in range(before.content, m - 1) if toks[k].low == ","]
        own = self.voices.all
        return not conj or any(self.groups.participial(toks, k + 1, own) is not None for k in commas)

    def _reduced(self, toks: list[Token], group: Group) -> bool:
        """Whether a participle behind a comma only says more of what was named ("a grant, valued at 5 million")."""
        if group.stance or group.tense != "past" or group.last >= len(toks):
            return False
        governs = {word for entry in group.entries for word in entry.rsplit(":", 1)[-1].split()}
        return toks[group.last].low in self.words.measuring and toks[group.last].low not in governs

    def _qualifies(self, toks: list[Token], m: int) -> bool:
        """Whether a participle behind a comma is a second adjective ("a bold, shared vision")."""
        return m > 2 and toks[m - 1].low == "," and toks[m - 3].low in self.words.articles

    def _is_quoted(self, toks: list[Token], before: Group) -> bool:
        """Whether what was read before goes on as a clause of its own ("decides that all shall ... and shall")."""
        return before.content < len(toks) and toks[before.content].low in self.words.that

    def _is_ours(self, toks: list[Token], group: Group) -> bool:
        """Whether what will be done is said to be the speakers' own ("and will step up our work")."""
        return any(token.low in self.words.own for token in toks[group.content : group.content + OWNED])

    def is_stance(self, toks: list[Token], group: Group, m: int) -> bool:
        """Whether a participle takes a stance, so that it is an act and no mere doing."""
        if group.stance and group.act:
            return True
        if any(entry.rsplit(":", 1)[-1] in self.words.mere for entry in group.entries):
            return False
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
            if not conj and self._reduced(toks, group):
                return False
            follows = toks[group.last] if group.last < len(toks) else None
            if follows is not None and follows.low in self.words.by and follows.low != toks[group.content - 1].low:
                return False
            if (
                toks[group.first].low in self.words.adjectival
                and not group.stance
                and not self._opens_object(toks, group)
            ):
                return False
            if group.meaning.startswith("light.") and before.tense == "be" and not self._determined(toks, group):
                return False  # "rights and shared values"
            if before.tense == "perfect" and group.meaning == "act.intend":  # a second participle of what was done
                return False
            return before.tense in ("past", "perfect", "passive", "be")
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
            if toks[group.first].is_name and not toks[group.first].text.isupper():
                return False  # "and Task Force 59"
            if before.tense not in ("base", "be", "perfect", "will", "past", "progressive") or (
                before.number == "singular"
            ):
                return False
            if before.tense == "progressive" and not (comma and conj):
                return False
            if before.kind in ("will",) and not (comma and conj and self._speaks_only(toks, m, group)):
                return False
            if before.tense in ("past",) and not (
                conj
                and self._speaks_only(toks, m, group)
                and (group.last - group.first > 1 or group.stance or group.meaning in _FRESH)
            ):
                return False
            if self._noun_like(toks, group, m):
                return False
            infinitive = any(
                toks[k].low in self.words.may_words
                or (toks[k].low in self.words.to and self.phrasing.is_base(toks, k + 1))
                for k in range(before.last, m)
            )
            means_to = (
                group.meaning in ("act.intend", "act.decide")
                and toks[group.first].low not in self.words.striving
                and self.phrasing.is_infinitive(toks, group.content)
            )
            return not infinitive or means_to or self._speaks_only(toks, m, group) or bool(group.stance)
        return False

    def _speaks_only(self, toks: list[Token], m: int, group: Group) -> bool:
        """Whether a verb is one of speech and never one of action."""
        m = self.phrasing.skip_adverbs(toks, m)
        return not [
            row
            for row in self.lex.doings.at(toks, m)
            if row[1][0].meaning.id != "action.aim" and (row[0] >= group.last or group.act != "urge")
        ]

    def _determined(self, toks: list[Token], group: Group) -> bool:
        """Whether a determiner follows a verb, so that it is one ("shared the view")."""
        return any(
            toks[k].low in self.words.determiners | self.words.articles for k in range(group.first + 1, group.last)
        )

    def _opens_object(self, toks: list[Token], group: Group) -> bool:
        """Whether what follows a verb is an object: a determiner, a preposition or a clause."""
        if group.content > group.last or group.last >= len(toks):
            return group.last < len(toks)
        words = self.words
        return toks[group.last].low in words.determiners | words.articles | words.that | words.case

    def _noun_like(self, toks: list[Token], group: Group, m: int) -> bool:
        """Whether a base form may be a noun here: nothing that an object opens with follows it."""
        if group.last - group.first > 1 or group.stance:
            return False
        if group.content > group.last or group.last >= len(toks):
            verb_with_case = group.content > group.last and len(group.entries[0].rsplit(":", 1)[-1].split()) > 1
            return not verb_with_case
        return not toks[group.last].is_word or toks[group.last].low in self.words.joints

    def new_clause(self, toks: list[Token], last: Found, group: Group, comma: bool) -> bool:
        """Whether a group behind a further subject opens a clause of its own."""
        if group.kind == "other" and not comma:
            return False
        inside = last.group.content < len(toks) and toks[last.group.content].low in self.words.that
        if inside and not comma:
            return group.kind == "act" and group.act is not None
        return comma or group.kind in ("act", "will")
