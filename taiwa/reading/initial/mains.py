"""The main clause of a sentence: the first phrase of parties with a finite verb group behind it."""

from __future__ import annotations

from taiwa.lexicon.words import Token
from taiwa.reading.initial.group import Group
from taiwa.reading.initial.groups import Groups
from taiwa.reading.initial.subjects import Subject
from taiwa.reading.initial.voices import Voices

# Single quotation marks are left out: the closing one is an apostrophe too.
OPEN, CLOSE = "([“{", ")]”}"

# A clause that "that" opens and no comma closes has so many words at most.
LONGEST_CLAUSE = 120
# Partners named between a subject and its predicate: so many words.
COMPANY = 16


class Mains:
    """Looks for main clauses in one text."""

    def __init__(self, groups: Groups, voices: Voices) -> None:
        self.groups, self.voices = groups, voices
        self.lex, self.subjects, self.words, self.phrasing = groups.lex, groups.subjects, groups.words, groups.phrasing

    def find(self, toks: list[Token], lo: int, hi: int) -> tuple[Subject, Group] | None:
        """The first subject that is a party and has a finite verb group behind it, where no clause holds it."""
        depth = 0
        told: tuple[Subject, Group] | None = None
        for k in range(lo, hi):
            if toks[k].low in OPEN and not toks[k].is_word:
                depth += 1
            elif toks[k].low in CLOSE and not toks[k].is_word:
                depth = max(0, depth - 1)
            if depth or not toks[k].is_word or not self._may_open(toks, k, lo):
                continue
            subject = self.subjects.at(toks, k) or self._body(toks, k)
            if subject is None or subject.last > hi:
                inverted = self._inverted(toks, k)
                if inverted:
                    return inverted
                continue
            group = self.behind(toks, subject)
            if self._completes_noun(toks, lo, k, hi, group):
                continue
            if self._stands_for_thing(toks, lo, k, subject, group):
                continue
            if k > lo and toks[k - 1].low in self.words.joints and (early := self._unmarked(toks, lo, k)):
                return early
            if group is not None and group.first < hi and not self.voices.is_thing(subject, group):
                if group.kind in ("other", "passive") and (
                    (subject.kind == "organ" and not self.voices.organ) or toks[k].low in self.words.impersonal
                ):
                    continue
                if group.kind == "other":
                    first = k == lo or not toks[k - 1].is_word
                    told = told or ((subject, group) if first else None)
                    if k == lo:
                        return told
                    continue
                return subject, group
        return told or self._unmarked(toks, lo, hi)

    def _unmarked(self, toks: list[Token], lo: int, hi: int) -> tuple[Subject, Group] | None:
        """ "We" with a verb of saying and its clause, in front of which a comma was left out."""
        for k in range(lo + 1, hi):
            if toks[k].low in self.words.we and toks[k - 1].is_word and toks[k - 1].low not in self.words.relative:
                subject = self.subjects.at(toks, k)
                group = self.behind(toks, subject) if subject else None
                says = subject and group and group.kind == "act" and group.content < hi
                if subject and group and says and toks[group.content].low in self.words.that:
                    return subject, group
        return None

    def _body(self, toks: list[Token], k: int) -> Subject | None:
        """A body of all parties that promises or plans; what else is said of one is told."""
        if k > 0 and toks[k].is_name and toks[k - 1].is_name:
            return None  # in the middle of a name
        subject = self.subjects.body_at(toks, k)
        group = self.groups.finite(toks, subject.last, subject.codes) if subject else None
        return subject if group and (group.kind == "will" or group.meaning == "act.intend") else None

    def _completes_noun(self, toks: list[Token], lo: int, k: int, hi: int, group: Group | None) -> bool:
        """Whether a clause only says which thing is meant: its object stands in front of it ("the tasks we take up are")."""  # noqa: E501
        if group is None or k == lo or not toks[k - 1].is_word or toks[k - 1].low in self.words.joints:
            return False
        if toks[lo].low in self.words.the and toks[k].low in self.words.we:
            return all(toks[j].is_word and toks[j].low not in self.words.holding for j in range(lo + 1, k))
        return group.kind == "act" and group.content < hi and toks[group.content].low == ","

    def _stands_for_thing(self, toks: list[Token], lo: int, k: int, subject: Subject, group: Group | None) -> bool:
        """Whether "it" or "they" in mid-sentence stands for what is told in front of it, where no party is named."""
        if subject.kind not in ("single", "they") or k == lo or group is None or group.kind == "act":
            return False
        return not any(self.subjects.at(toks, at) for at in range(lo, k))

    def _inverted(self, toks: list[Token], k: int) -> tuple[Subject, Group] | None:
        """ "So too will we defend": the auxiliary stands in front of its subject."""
        if toks[k].low not in self.words.will_words or k + 1 >= len(toks):
            return None
        subject = self.subjects.at(toks, k + 1)
        if subject is None or not self.phrasing.is_base(toks, subject.last):
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
        if before.low in self.words.joints and toks[k].low in self.words.we:
            return True  # no list of names goes on with "we": "This is a threat and we will resist it"
        if not before.is_word or before.low == "'s":
            return False
        if (
            before.low in self.words.holding
            or before.low in self.words.that
            or before.low in self.words.to
            or (before.low in self.words.joints and not (k - 2 > lo and toks[k - 2].low == ","))
        ):
            return False
        held = self.lex.set_of("word.possessive", "adnominal", "word.number", "party.each", "party.otherword")
        return before.low not in held and not self._in_that(toks, lo, k)

    def _in_that(self, toks: list[Token], lo: int, k: int) -> bool:
        """Whether the last clause before a place was opened by "that" or a relative and no comma closed it."""
        for j in range(k - 1, max(lo, k - LONGEST_CLAUSE) - 1, -1):
            if toks[j].low == "," or toks[j].low == ";":
                return False
            if toks[j].low in self.words.relative or toks[j].low in self.words.that:
                return True
        return False

    def behind(self, toks: list[Token], subject: Subject) -> Group | None:
        """The finite group behind a subject, also behind a remark in commas or brackets; no act where it is denied."""
        group = self._behind(toks, subject)
        if group is not None and group.kind == "act" and self.subjects.denied(toks, subject):
            return group._replace(kind="other", act=None)
        return group

    def _behind(self, toks: list[Token], subject: Subject) -> Group | None:
        own = subject.codes or self.voices.last.codes
        i = subject.last
        group = self.groups.finite(toks, i, own)
        if group is not None and group.tense == "base" and group.kind == "act" and self._is_noun(toks, subject, group):
            return None
        if group is None and i < len(toks) and toks[i].low in self.words.together:
            return self._behind_company(toks, i, own)
        if group is None and i < len(toks) and toks[i].low in (",", "(", "–", "—"):
            close = {"(": ")"}.get(toks[i].low, toks[i].low)
            for j in range(i + 1, min(len(toks), i + 70)):
                if toks[j].low == close:
                    found = self.groups.finite(toks, j + 1, own)
                    if found is not None and (group is None or self._outweighs(group, found)):
                        group = found
                    if group is not None and group.kind != "other":
                        return group
            if group is None and toks[subject.first].low in self.words.we:
                return self._behind_apposition(toks, i + 1, own)
        return group

    def _outweighs(self, told: Group, found: Group) -> bool:
        """Whether what looked finite was a participle of the subject ("A and B, united by ties, reaffirm")."""
        return told.kind == "other" and told.tense == "past" and found.kind != "other" and found.tense != "past"

    def _is_noun(self, toks: list[Token], subject: Subject, group: Group) -> bool:
        """Whether what looks like a verb behind a name is a noun ("the Norrholm Plan", "and Norrholm support for")."""
        verb, before = toks[group.first], toks[group.first - 1]
        if verb.is_name and not verb.text.isupper() and before.low not in self.words.we:
            return True
        one = subject.kind == "named" and len(subject.codes) == 1 and not before.low.endswith("s")
        return one and self.lex.stances.longest(toks, group.first) is not None

    def _behind_apposition(self, toks: list[Token], i: int, own: tuple[str, ...]) -> Group | None:
        """The act behind an apposition that no comma closes ("We, as producers of food welcome the plan")."""
        for j in range(i, min(len(toks), i + COMPANY)):
            if toks[j].low in self.words.that or toks[j].low in self.words.relative or toks[j].low == ";":
                return None
            group = self.groups.finite(toks, j, own) if toks[j].is_word and toks[j - 1].is_word else None
            if group is not None and group.kind == "act" and group.tense == "base" and group.content < len(toks):
                held = (
                    toks[j - 1].low in self.words.holding | self.words.to | self.words.joints | self.words.determiners
                )
                if not held and toks[group.content].low in self.words.determiners | self.words.that | self.words.to:
                    return group
        return None

    def _behind_company(self, toks: list[Token], i: int, own: tuple[str, ...]) -> Group | None:
        """The promise behind those with whom a party acts ("the members, together with their partners, will")."""
        for j in range(i + 1, min(len(toks), i + COMPANY)):
            if toks[j].low in self.words.that or toks[j].low in self.words.relative or toks[j].low == ";":
                return None
            if toks[j].low in self.words.will_words and (group := self.groups.modal(toks, j, own)):
                return group
        return None
