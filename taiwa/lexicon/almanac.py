"""Dates, sessions and places as official texts in Russian write them.

Owns the shapes of days, months, ordinals, datelines and towns; month names and ordinals stand in the lexicon.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from taiwa.lexicon.wording import CAP, DASH, MASK, Wording, plain

# A range of more days than this is a period, not a meeting.
LONGEST_MEETING = 15
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL_ENDINGS = r"(?:ый|ий|ой|ая|ое|ые|ого|его|ому|ему|ым|им|ом|ем|ую|ых|ей)"
_ADJECTIVE = r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ых|их)"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_TENS = {"двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50}


class Day(NamedTuple):
    """A date at [start, end): all its days in ISO 8601."""

    start: int
    end: int
    days: tuple[str, ...]


class Almanac(Wording):
    """Patterns of days, sessions and places."""

    @cached_property
    def _month(self) -> str:
        return self.any_of("fact.month")

    @cached_property
    def _day(self) -> str:
        year = r"\d{4}(?: ?(?:г\.|года|год))?"
        return rf"(?:{_DAY}(?:(?:{DASH}|,? и |, ){_DAY})?(?: {self._month})?(?:{DASH}{_DAY})? {self._month} {year}|{_DAY}\.\d{{2}}\.\d{{4}})"  # noqa: E501

    @cached_property
    def _date(self) -> re.Pattern[str]:
        month, year = self._month, r"(?P<y>\d{4})"
        return re.compile(
            rf"(?<!\d)[«\"“]?(?P<d1>{_DAY})[»\"”]?(?: (?P<m1>{month}))?(?:(?P<to>{DASH}|, | и |,| по )(?P<d2>{_DAY}))?(?:,? и (?P<d3>{_DAY}))? (?P<m2>{month}),? {year}"  # noqa: E501
            rf"|(?<![\d-])\d{{1,4}}-(?P<d6>\d{{2}})-(?P<n4>\d{{2}})-(?P<y4>\d{{4}})(?!\d)"
            rf"|(?P<y2>\d{{4}})-(?P<n2>\d{{2}})-(?P<d4>\d{{2}})|(?<!\d)(?P<d5>\d{{2}})\.(?P<n3>\d{{2}})\.(?P<y3>\d{{4}})"
        )

    def days_in(self, text: str, start: int, end: int) -> list[Day]:
        """Every full date of a stretch of plain text, in order; a range gives all its days."""
        out = []
        for m in self._date.finditer(text, start, end):
            days = self._days(m)
            if days:
                out.append(Day(m.start(), m.end(), days))
        return out

    def _days(self, m: re.Match[str]) -> tuple[str, ...]:
        for y, n, d in (("y2", "n2", "d4"), ("y3", "n3", "d5"), ("y4", "n4", "d6")):
            if m[y]:
                return (f"{m[y]}-{m[n]}-{m[d]}",) if 1 <= int(m[n]) <= 12 else ()
        last, year = self.month(m["m2"]), int(m["y"])
        first = self.month(m["m1"]) if m["m1"] else last
        numbers = [int(m[d]) for d in ("d1", "d2", "d3") if m[d]]
        months = [first, *[last] * (len(numbers) - 1)]
        try:
            days = [date(year, n, d) for n, d in zip(months, numbers, strict=True)]
        except ValueError:
            return ()
        if (
            len(days) == 2
            and m["to"].strip() in ("-", "–", "—", "по")
            and 0 < (days[1] - days[0]).days < LONGEST_MEETING
        ):
            days = [days[0] + timedelta(n) for n in range((days[1] - days[0]).days + 1)]
        return tuple(day.isoformat() for day in days)

    def month(self, word: str) -> int:
        """The number of a month."""
        return int(self.meaning_of(word, "fact.month"))

    def future(self, text: str, start: int, end: int) -> str | None:
        """The year, or year and month, that a stretch names, in ISO 8601."""
        found = re.compile(rf"(?:(?P<month>{self._month}) )?(?P<year>20\d\d)(?= ?(?:г|$|[.,;]))").search(
            text, start, end
        )
        if found is None:
            return None
        return f"{found['year']}-{self.month(found['month']):02}" if found["month"] else found["year"]

    def dated(self, line: str) -> bool:
        """Whether a line opens with a day of a month, not with a label."""
        return re.match(rf"{_DAY}[.,]? ?(?:(?:{DASH}|и ){_DAY} )?{self._month}", plain(line)) is not None

    @cached_property
    def _towns(self) -> str:
        return r"г\.|гор\.|город[аеу]?|столиц[аеуы]"

    @cached_property
    def dateline(self) -> re.Pattern[str]:
        """A line of its own with place and date, or date alone."""
        place = rf"(?:(?i:{self._towns}) ?)?(?P<place>{CAP}(?: {CAP}){{0,2}})"
        return re.compile(rf"[(\[]?(?:{place}(?:, {CAP}(?: {CAP})?)?[,.]? *)?(?P<day>{self._day})[)\]]?\.?")

    @cached_property
    def dated_brackets(self) -> re.Pattern[str]:
        """Place and date in brackets at the end of a title."""
        return re.compile(rf"\((?:(?i:{self._towns}) ?)?(?P<place>{CAP}(?: {CAP}){{0,2}}), {self._day}\)")

    @cached_property
    def places(self) -> re.Pattern[str]:
        """A town in the prepositional: behind "in", with a word for a town or without; `town` tells the word."""
        return re.compile(
            rf"(?<![\w-])(?:[Вв]о? |(?<=, ))"
            rf"(?:(?:[а-я]+(?:ей|ой|ом) )?(?P<town>{self._towns})(?: {MASK}+)? ?(?:г\.|город[еа]? )? ?)?"
            rf"(?P<place>{CAP}(?: {CAP})?)(?!\w)"
        )

    @cached_property
    def inside(self) -> re.Pattern[str]:
        """A state in which something will be: behind "in", or behind a town and a comma."""
        return re.compile(rf"(?:[Вв]о? |{CAP}, |{CAP} \()(?:столице )?(?P<state>{MASK}+)")

    @cached_property
    def session(self) -> re.Pattern[str]:
        """A numbered meeting."""
        meeting = self.any_of("fact.meeting")
        digits = r"\d{1,3} ?-?(?:ый|ий|ой|ая|ое|ого|го|му|ом|ей|й|я|е|м|ю)"
        stems = "|".join(p.rstrip("*") for p in self.listed("fact.ordinal") if p.endswith("*"))
        words = "|".join(p for p in self.listed("fact.ordinal") if not p.endswith("*") and p.isalpha())
        tens = f"(?:{'|'.join(_TENS)}) "
        return re.compile(
            rf"(?<![\w-])(?P<number>(?i:(?:{tens})?(?:(?:{stems}){_ORDINAL_ENDINGS}|{words}))|{digits}"
            rf"|[IVXL]{{1,6}}(?:-\w{{1,2}})?),?(?: [А-Яа-я-]+{_ADJECTIVE}){{0,3}} (?P<meeting>{meeting})"
        )

    def ordinal(self, word: str) -> int | None:
        """The value of an ordinal in words, digits or Roman numerals; None for another word."""
        low = word.lower()
        if found := re.match(r"\d+", low):
            return int(found[0])
        roman = word.split("-")[0]
        if roman and set(roman) <= set(_ROMAN_VALUES):
            values = [_ROMAN_VALUES[c] for c in roman]
            return sum(-v if any(w > v for w in values[i + 1 :]) else v for i, v in enumerate(values))
        tens, _, unit = low.rpartition(" ")
        value = self.meaning_of(unit, "fact.ordinal")
        base = _TENS.get(tens, 0)
        return int(value) + base if value.isdigit() else None
