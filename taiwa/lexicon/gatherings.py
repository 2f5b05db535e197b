"""How texts in a language with spaces name a meeting: session, forum, place, dateline, chair.

Owns patterns built from lexicon words; the rules are in `reading.occasion`.
"""

from __future__ import annotations

import re
from functools import cached_property

from taiwa.lexicon.veils import CAP, Shapes


class Gatherings(Shapes):
    """Shapes of the meeting and of its name."""

    @cached_property
    def session(self) -> re.Pattern[str]:
        """A numbered meeting with the forum's name behind or before it."""
        small, meeting = self._any("fact.small"), self._any("fact.meeting")
        words = rf"(?:[“\"]?{CAP}['’]?(?:[–-]{CAP})*[”\"]?|\d\+\d)"
        return re.compile(
            rf"(?P<number>\d{{1,3}}(?:st|nd|rd|th)|(?i:{self._any('fact.ordinal')})) (?:{self._any('fact.adjective')} )*"  # noqa: E501
            rf"(?P<forum>(?:{words} (?:{small} )*)*?{meeting}(?: {meeting})*(?: {self._any('fact.ofmeeting')}(?: (?:{small}|{words}))* {words})?)"  # noqa: E501
        )

    @cached_property
    def forum(self) -> re.Pattern[str]:
        """A meeting without a number that is a whole line or opens a sentence."""
        small, meeting = self._any("fact.small"), self._any("fact.meeting")
        word = rf"[“\"]?{CAP}['’]?[”\"]?"
        return re.compile(
            rf"(?:{self._any('fact.article')} )?(?P<forum>(?:{word} (?:[–-] )?(?:{small} )*){{1,8}}?(?:{meeting}|{self._any('fact.forum')})(?: {self._any('fact.ofmeeting')}(?: (?:{small}|{word}))* {word})?)"  # noqa: E501
        )

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """Who meets as a group, behind those who speak for it: "the Ministers of the Trident Group"."""
        small = self._any("fact.small")
        return re.compile(
            rf"{self._any('fact.of')} {self._the}(?P<forum>(?:{CAP} (?:{small} )*){{1,6}}?{self._any('fact.forum')})(?!\w)"  # noqa: E501
        )

    @cached_property
    def town(self) -> str:
        """The name of a place, as a pattern."""
        part = self._any("fact.placeparticle")
        no = rf"(?!{self._any('fact.month', 'fact.day', 'fact.notname')})"
        return rf"{no}{CAP}(?: (?:{part} )*{no}{CAP}){{0,3}}(?:, D\.C\.)?"

    @cached_property
    def places(self) -> tuple[re.Pattern[str], ...]:
        """Where the meeting was: behind a word for meeting; by trust in the shape."""
        where = self._any("fact.in")
        return (
            re.compile(rf"{self._any('fact.met')}[^.;:\n]{{0,220}}? {where} (?P<place>{self.town})"),
            re.compile(
                rf"{self._any('fact.receives')}[^.;:\n]{{0,120}}? {self._any('fact.onto')} (?P<place>{self.town})"
            ),
        )

    @cached_property
    def dateline(self) -> re.Pattern[str]:
        """A place in front of a date that closes a line, or opens a text; the date is cut off before."""
        done = self._any("fact.done")
        return re.compile(
            rf"[\s*_(\[#]*(?:(?:{done} )?(?:{self._any('fact.in')} )?)(?P<place>{self.town})(?:, {CAP}(?: {CAP})?)?(?:,|\s\(?|/| \|| [-–—]| {self._any('fact.on')} {self._the})*\s*$"  # noqa: E501
        )

    @cached_property
    def chairs(self) -> re.Pattern[str]:
        """Words in front of the one who chairs, invites or hosts."""
        return re.compile(self._any("fact.chairing"))
