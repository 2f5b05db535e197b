"""Who speaks in a clause: the phrase that says so, or the speaker carried on from before.

Owns topics, agents and subjects; what a phrase of parties stands for is `parties`' business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from taiwa.lexicon import Lexicon
from taiwa.reading.final.parties import Phrases, Who
from taiwa.reading.nouns import Predicate, Speaker


class _Marks(NamedTuple):
    """What follows a phrase of parties (agent, topic or subject mark), any topic, and what opens a clause."""

    after: re.Pattern[str]
    topic: re.Pattern[str]
    opening: re.Pattern[str]
    opening_letters: frozenset[str]


@cache
def _marks(lex: Lexicon) -> _Marks:
    """The marks of one lexicon, compiled once."""
    words = lex.alternatives
    role = rf"(?:{words('word.of')}?(?:{words('fact.portfolio')}|・)*(?:{words('party.role')}))*"
    agent, topic, subject = words("word.agent"), words("word.topic"), words("word.subject")
    return _Marks(
        re.compile(rf"{role}(?:(?P<agent>{agent})|(?P<topic>{topic})|(?P<subject>{subject}))"),
        re.compile(rf"(?<=[^\u3041-\u309f]){words('topic.only')}(?:、|(?=[^\u3041-\u309f、]))"),
        re.compile(rf"(?:{words('link.opening')}、|{words('link.loose')}(?=[\u4e00-\u9fff\u30a1-\u30fa「]))+|、"),
        frozenset(word[0] for word in lex.words("link.opening", "link.loose")) | {"、"},
    )


class Speakers:
    """Finds speakers clause by clause; the caller says whom the last clause had."""

    def __init__(self, text: str, phrases: Phrases, lex: Lexicon) -> None:
        self.text, self.phrases, self.lex = text, phrases, lex
        self._after, self._topic, self._opening, self._opening_letters = _marks(lex)
        self._only = lex.suffixes("topic.only")
        self._body = lex.suffixes("mention.ending.body", "party.organ")
        self._of = lex.suffixes("word.of")
        self._person = lex.suffixes("fact.office", "party.aside", "party.office")
        self.all = phrases.cast.parties
        self.modifies: Callable[[int, int], bool] | None = None

    def skip_openings(self, at: int, end: int) -> int:
        """Where the clause proper begins behind "also", "in this context" and commas."""
        while True:
            while at < end and self.text[at] in " 、，":
                at += 1
            if at >= end or self.text[at] not in self._opening_letters:
                return at
            found = self._opening.match(self.text, at, end)
            if not found or found.end() == at:
                return at
            at = found.end()

    def find(self, start: int, predicate: Predicate, last: Speaker | None, first_clause: bool) -> Speaker:
        """The speaker of the clause that starts at `start` and whose predicate is given; `last` is whom to carry on."""
        begin = self.skip_openings(start, predicate.start)
        agent: Speaker | None = None
        subject: Speaker | None = None
        for _, hit_end, _ in self.phrases.between(begin, predicate.start):
            found = self._after.match(self.text, hit_end, predicate.start + 1)
            if found is None or self._inside_brackets(begin, hit_end):
                continue
            mark_at = found.start(found.lastgroup or 0)
            who = self.phrases.before(mark_at, begin)
            if who is None:
                continue
            speaker = self._speaker(who, found, last)
            if found.lastgroup == "topic":
                if self._embedded(speaker, predicate, found.end(), begin):
                    continue
                return speaker
            if found.lastgroup == "agent" and agent is None:
                agent = speaker
            if (
                found.lastgroup == "subject"
                and subject is None
                and self._opens(who.start, begin)
                and not (
                    self.modifies
                    and self.text[found.end() : found.end() + 1] != "、"
                    and self.modifies(found.end(), predicate.object_end)
                )
            ):
                subject = speaker
        return self._without_topic(begin, predicate, last, first_clause, agent, subject)

    def stated_at(self, start: int, end: int) -> Speaker | None:
        """The speaker stated as a topic at the very start of a stretch without a predicate, or None."""
        for _, hit_end, _ in self.phrases.between(start, end):
            found = self._after.match(self.text, hit_end, end)
            who = self.phrases.before(found.start("topic"), start) if found and found.lastgroup == "topic" else None
            if who is not None and found is not None and who.start == start:
                return self._speaker(who, found, None)._replace(after=self.skip_openings(found.end(), end))
        return None

    def subject_at(self, start: int, end: int) -> int | None:
        """Where the subject phrase ends that opens a stretch, its mark included; None where it opens otherwise."""
        begin = self.skip_openings(start, end)
        for _, hit_end, _ in self.phrases.between(begin, end):
            found = self._after.match(self.text, hit_end, end)
            if found and found.lastgroup == "subject":
                who = self.phrases.before(found.start("subject"), begin)
                if who is not None and who.start == begin:
                    return found.end()
        return None

    def _opens(self, at: int, begin: int) -> bool:
        """Whether a place opens the clause: at its start, or right behind the topic of what is done."""
        if at == begin:
            return True
        stretch = at
        while stretch > begin and self.text[stretch - 1] in "、 ":
            stretch -= 1
        return stretch < at and self._only.before(self.text, stretch, begin) is not None

    def _without_topic(
        self,
        begin: int,
        predicate: Predicate,
        last: Speaker | None,
        first: bool,
        agent: Speaker | None,
        subject: Speaker | None,
    ) -> Speaker:
        other = self._other_topic(begin, predicate.start)
        owner = self._owner_of_body(other) if other and predicate.form.voice != "passive" else None
        if owner is not None and subject is None:
            return owner
        if other is not None and subject is None and agent is None and self._someone(other):
            if (all_of_us := self._apposed(other, last)) is not None:
                return all_of_us
            after = self.skip_openings(other[1] + 1, predicate.start)
            return Speaker((), other, "unresolved", after, "unresolved", None, "topic")
        passive = predicate.form.voice == "passive" or "act.exist" in predicate.flags or self._impersonal(predicate)
        if agent is not None and (passive or predicate.act == "state" or (agent.span and agent.span[0] == begin)):
            return agent
        if subject is not None and not passive:
            return subject
        if passive:
            return Speaker(self.all, None, "implied", begin, "all", other)
        together = predicate.act == "agree" and last is not None and len(last.codes) < 2
        if last is not None and not (first and (together or last.kind == "others")):
            return Speaker(last.codes, None, "carried", begin, last.kind, other)
        return Speaker(self.all, None, "implied", begin, "all", other)

    def _apposed(self, topic: tuple[int, int], last: Speaker | None) -> Speaker | None:
        """Who speaks where unknown people only say who a collective is: "we, President A and Prime Minister B"."""
        start, end = topic
        for _, hit_end, _ in self.phrases.between(start, end):
            who = self.phrases.before(hit_end, start) if self.text[hit_end : hit_end + 1] == "、" else None
            apart = who is not None and (who.start == start or self.text[who.start - 1] == "、")
            if who is not None and who.kind == "all" and apart:
                after = self.skip_openings(end + 1, len(self.text))
                return Speaker(self.resolve(who, last), (who.start, end), "stated", after, who.kind, None, "topic")
        return None

    def _someone(self, topic: tuple[int, int]) -> bool:
        """Whether a topic that names no known party is somebody all the same: an office, a side."""
        start, end = topic
        return self._person.before(self.text, end, start) is not None

    def _owner_of_body(self, topic: tuple[int, int]) -> Speaker | None:
        """The party whose body or bank is the topic and so speaks for it ("development banks of both countries")."""
        start, end = topic
        if self._body.before(self.text, end, start) is None:
            return None
        for hit_start, hit_end, surface in self.phrases.between(start, end):
            codes = self.phrases.codes(surface)
            owns = self.text.startswith(tuple(self.lex.words("word.of")), hit_end)
            if hit_start == start and owns and set(codes) <= set(self.all) and codes:
                after = self.skip_openings(end + 1, len(self.text))
                return Speaker(codes, (start, end), "stated", after, "organ", None, "topic")
        return None

    def _impersonal(self, predicate: Predicate) -> bool:
        return any(":light.exist:" in entry for entry in predicate.entries)

    def _speaker(self, who: Who, found: re.Match[str], last: Speaker | None) -> Speaker:
        codes = self.resolve(who, last)
        return Speaker(codes, (who.start, who.end), "stated", found.end(), who.kind, None, found.lastgroup or "")

    def resolve(self, who: Who, last: Speaker | None) -> tuple[str, ...]:
        """Codes a phrase stands for here: the others are all but the last speaker, the same is the last named one."""
        if who.kind == "others" and last is not None:
            base = who.codes or self.all
            return tuple(c for c in base if c not in last.codes) or base
        if who.kind == "same":
            return self._last_named(who.start) or (last.codes if last else self.all)
        if who.kind == "most":
            return (self.text[who.start : who.end],)
        return who.codes or self.all

    def _last_named(self, before: int) -> tuple[str, ...]:
        """The last single party named before a place, by its name."""
        for start, _, surface in reversed(self.phrases.between(max(0, before - 400), before)):
            codes = self.phrases.codes(surface)
            if len(codes) == 1 and start < before:
                return codes
        return ()

    def _embedded(self, speaker: Speaker, predicate: Predicate, after: int, begin: int) -> bool:
        """A named party's topic deep in a quoted or factual object, without a comma behind it, is not the speaker's."""
        if speaker.kind != "named" or self.text[after : after + 1] in "、" or speaker.span is None:
            return False
        return predicate.complement in ("fact", "quote") and speaker.span[0] > begin

    def _inside_brackets(self, start: int, at: int) -> bool:
        count = self.text.count
        return count("(", start, at) + count("「", start, at) > count(")", start, at) + count("」", start, at)

    def _other_topic(self, start: int, end: int) -> tuple[int, int] | None:
        """[start, end) of a topic phrase that names no party, or None."""
        for found in self._topic.finditer(self.text, start, end):
            if not self._inside_brackets(start, found.start()):
                return (start, found.start())
        return None
