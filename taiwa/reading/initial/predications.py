"""The predications of a sentence: fronts, the main clause and its chain, passives, paragraphs that hang on an organ."""

from __future__ import annotations

from taiwa.lexicon.words import Token
from taiwa.reading.initial.agreement import Agreement
from taiwa.reading.initial.chains import Chains
from taiwa.reading.initial.group import Found, Group
from taiwa.reading.initial.groups import Groups
from taiwa.reading.initial.mains import Mains
from taiwa.reading.initial.passives import Passives
from taiwa.reading.initial.subjects import Subject
from taiwa.reading.initial.voices import Voices
from taiwa.reading.nouns import Speaker

LONGEST_ACRONYM = 4  # letters; a longer word in capitals at the head of a paragraph is set off as operative


class Predications:
    """Reads sentences of one text."""

    def __init__(self, groups: Groups, voices: Voices) -> None:
        self.groups, self.voices = groups, voices
        self.lex, self.subjects, self.words, self.phrasing = groups.lex, groups.subjects, groups.words, groups.phrasing
        self.mains, self.passives = Mains(groups, voices), Passives(groups, voices)
        self.agreement = Agreement(groups, voices)
        self.chains = Chains(groups, voices, self.mains, self.passives, self.agreement)

    def clauses(self, toks: list[Token], lo: int, hi: int) -> list[Found]:
        """The coordinated clauses of a stretch, in order."""
        subordinate = lo < hi and toks[lo].low in self.lex.set_of("word.subordinate")
        lo = self.chains.skip_opening(toks, lo, hi)
        if lo >= hi:
            return []
        out: list[Found] = []
        if self.voices.hanging:
            direct = self._direct(toks, lo, hi)
            if direct:
                self.voices.numbered = self.voices.numbered or (
                    not self.voices.organ and direct.tense in ("third", "base")
                )
                return self.chains.chain(toks, direct, hi, self.voices.of_organ(), preambular=not self.voices.numbered)
        start = self.mains.find(toks, lo, hi)
        limit = start[0].first if start else hi
        if start is None:
            passive = self._anywhere(toks, lo, hi)
            if passive:
                return self.chains.go_on(toks, passive, hi)
            return self._bare(toks, lo, hi) or self._front_only(toks, lo, hi)
        subject, group = start
        if limit > lo:
            passive = self.passives.find(toks, lo, limit)
            if passive and passive.group.first < limit - 2:
                end = next(
                    (
                        k
                        for k in range(limit - 1, passive.group.last - 1, -1)
                        if toks[k].low in (",", ";", *self.words.joints)
                    ),
                    limit,
                )
                out.append(passive._replace(end=max(end, passive.group.content)))
            elif not subordinate:
                out += self._fronts(toks, lo, limit, subject)
        speaker = self.voices.of(toks, subject, group, hi)
        between = self._between(toks, subject, group, speaker)
        if between:
            out.append(between)
        if not self.subjects.denied(toks, subject):
            group = self.groups.finite(toks, subject.last, speaker.codes) or group
        return out + self.chains.chain(toks, group, hi, speaker)

    def _between(self, toks: list[Token], subject: Subject, group: Group, speaker: Speaker) -> Found | None:
        """An act in a participle between subject and predicate ("the leaders, recognising the need, tasked")."""
        i = subject.last
        if i >= len(toks) or toks[i].low != "," or group.first <= i + 1:
            return None
        inner = self.groups.participial(toks, i + 1, speaker.codes)
        if inner is None or not self.agreement.is_stance(toks, inner, i + 1):
            return None
        end = next((k for k in range(group.first - 1, i, -1) if toks[k].low == ","), group.first)
        return Found(inner, end, speaker)

    def _direct(self, toks: list[Token], lo: int, hi: int) -> Group | None:
        """A predicate without a subject: of a resolution ("Decides", "Recalling"), or where the organ stands above."""
        if not self.voices.organ and self.subjects.at(toks, lo) is not None:
            return None
        i = self.phrasing.skip_adverbs(toks, lo)
        subject = self.subjects.at(toks, lo)
        if subject is not None and subject.kind == "organ":
            i = subject.last + 1 if subject.last < hi and toks[subject.last].low == "," else subject.last
        group = self.groups.plain(
            toks, i, self.voices.all, ("third",) if self.voices.organ else ("third", "base", "past")
        )
        if group is not None and group.act:
            return group
        if not self.voices.organ:
            group = self.groups.finite(toks, i, self.voices.all)
            if group is not None and group.act:
                return group
        made = self.groups.participial(toks, lo, self.voices.all, front=True)
        if made is not None:
            return made
        circumstance = self.words.circumstance.longest(toks, lo)
        if circumstance:
            end = circumstance[0]
            return Group(
                lo,
                max(lo + 1, end - (toks[end - 1].low in self.words.case | self.words.to)),
                end,
                "act",
                "state",
                "gerund",
                (f"{self.lex.language}:link.circumstance:{toks[lo].low}",),
                meaning="act.recall",
            )
        return None

    def _anywhere(self, toks: list[Token], lo: int, hi: int) -> Found | None:
        """A passive at the head of a sentence, behind a topic in front of it, or in a further clause."""
        topic = toks[lo].low in self.words.holding
        for k in range(lo, hi):
            behind = k > lo and toks[k - 1].low == ("," if topic else ";")
            ordered = k > lo and toks[k - 1].low == "," and toks[k].low in self.words.determiners
            further = k > lo and toks[k].low in self.words.impersonal and not toks[k - 1].is_word
            joined = k > lo + 1 and toks[k - 1].low in self.words.joints and toks[k].low in self.words.impersonal
            opens = k == lo or behind or further or joined
            found = self.passives.find(toks, k, hi) if opens or ordered else None
            if found and (opens or found.group.meaning == "act.order"):
                return found
        return None

    def orders(self, toks: list[Token], lo: int, hi: int) -> bool:
        """Whether a sentence without a speaker says what a body was charged with ("The group is tasked to report")."""
        found = self._anywhere(toks, lo, hi) if lo < hi else None
        return found is not None and found.group.meaning == "act.order"

    def _bare(self, toks: list[Token], lo: int, hi: int) -> list[Found]:
        """A paragraph that is one participle, or one operative word in capitals, hung on a subject far above."""
        if toks[lo].low.isdigit() and lo + 1 < hi:
            lo += 1  # a number set within the mark-up of the operative word
        capitals = toks[lo].text.isupper() and len(toks[lo].text) > LONGEST_ACRONYM
        made = self.groups.participial(toks, lo, self.voices.all, front=capitals)
        if made is not None and not capitals and not self.agreement.is_stance(toks, made, lo):
            return []
        if made is None and capitals:
            made = self._operative(toks, self.phrasing.skip_adverbs(toks, lo))
        if made is None or made.act is None or self.words.circumstance.at(toks, lo):
            return []
        return self.chains.chain(toks, made, hi, self.voices.everyone(), preambular=made.tense == "gerund")

    def _operative(self, toks: list[Token], i: int) -> Group | None:
        """A verb in capitals: a speech act, or something to be done, which is promised."""
        made = self.groups.plain(toks, i, self.voices.all, ("base", "third"))
        if not self.phrasing.is_base(toks, i) or (
            made is not None and made.act and (made.stance or made.act != "support")
        ):
            return made
        entry = f"{self.lex.language}:action:{toks[i].low}"
        return Group(i, i + 1, i + 1, "act", "undertake", "base", (entry,), frozenset({"item"}))

    def _front_only(self, toks: list[Token], lo: int, hi: int) -> list[Found]:
        """A sentence whose subject is no party: what others must do."""
        for k in range(lo + 1, hi):
            if toks[k].low in self.words.relative or toks[k].low in self.words.that or toks[k].low in (";",):
                return []
            group = self.groups.modal(toks, k, self.voices.all)
            if (
                group is not None
                and group.kind == "must"
                and toks[lo].low not in self.words.impersonal
                and not self.words.circumstance.at(toks, lo)
            ):
                return [Found(group, hi, self.voices.everyone(), (lo, k))]
            if group is not None or toks[k].low in self.words.be:
                return []
        return []

    def _fronts(self, toks: list[Token], lo: int, hi: int, subject: Subject) -> list[Found]:
        """Participles in front of the subject by which the speakers act ("Recognising that ..., we")."""
        if toks[hi - 1].low != ",":
            return []
        if self.words.circumstance.at(toks, lo):
            return []
        group = self.groups.participial(toks, lo, subject.codes or self.voices.all, front=True)
        if group is None or (
            group.meaning in ("act.discuss", "act.adopt", "act.support", "act.intend")
            and not group.stance
            and group.tense == "gerund"
            and group.act in ("discuss", "undertake", "support")
        ):
            return []
        speaker = self.voices.of(toks, subject, group, hi)
        return self.chains.chain(toks, group, hi - 1, speaker._replace(origin="implied", span=None))
