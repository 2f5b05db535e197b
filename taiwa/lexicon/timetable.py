"""Times, periods and sums of money in Russian, as `calendar` reads them where words don't inflect.

Owns the shapes; deadlines, parts of a year, units, numbers, scales and currencies stand in the lexicon under `fact.*`.
"""

from __future__ import annotations

import re
from functools import cache, cached_property

from taiwa.lexicon.almanac import Almanac
from taiwa.lexicon.lexicon import Lexicon
from taiwa.lexicon.numerals import Amount, Moment
from taiwa.lexicon.wording import plain

_FIGURE = r"(?<![\d,.])(?:\d{1,3}(?: \d{3})+|\d+)(?:[,.]\d+)?(?!\d)"
_YEAR = r"(?:1[89]|20|21)\d\d"
_QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}
# So many characters around a figure or a number may belong to a time.
AROUND = 60


class Timetable(Almanac):
    """Times and sums of one lexicon."""

    @cached_property
    def _moment(self) -> re.Pattern[str]:
        day = rf"\d{{1,2}}(?:\s?[-–—]\s?\d{{1,2}})? {self._month}(?: {_YEAR})?"
        year = rf"(?P<year>{_YEAR})(?:\s?[-–—]\s?(?P<to>{_YEAR}))? ?(?:[а-я]+ого )?(?:{self.any_of('fact.year')}|гг?\.)"
        quarter = r"(?:во? )?(?P<quarter>I{1,3}|IV|[1-4])(?:-[а-я]+)? квартал[а-я]{0,3} "
        part = rf"(?:{self.any_of('fact.part')}) "
        return re.compile(
            rf"(?:(?P<by>{self.any_of('fact.deadline')})|(?P<since>{self.any_of('fact.since')}))? ?"
            rf"(?:(?P<date>{day})(?: ?(?:г\.|года))?|(?:(?P<month>{self._month}) |{quarter}|(?P<part>{part}))?{year})"
        )

    @cached_property
    def _period(self) -> re.Pattern[str]:
        number, unit = rf"(?:\d{{1,3}}|{self.any_of('fact.number')})", self.any_of("fact.unit")
        stems = "|".join(plain(word) for word in self.listed("fact.number"))
        return re.compile(
            rf"{self.any_of('fact.period')} (?:[а-я]+(?:их|ых) )?{number} (?:[а-я]+(?:их|ых) )?{unit}"
            rf"|(?<![\w-])в (?:\d{{1,2}}-|{stems})(?:дневн|недельн|месячн|летн)[а-я]{{2,3}} срок"
        )

    def moments(self, text: str) -> list[Moment]:
        """Dates, deadlines and periods in the text, in order."""
        flat = plain(text)
        out = [self._told(flat, m) for m in self._moment.finditer(flat)]
        out += [Moment(m.start(), m.end(), "period", None) for m in self._period.finditer(flat)]
        return sorted(found for found in out if found)

    def _told(self, flat: str, m: re.Match[str]) -> Moment | None:
        start = m.start("by") if m["by"] else m.end("since") + 1 if m["since"] else m.start()
        start += len(flat[start : m.end()]) - len(flat[start : m.end()].lstrip())
        kind = "deadline" if m["by"] else "date"
        if m["date"]:
            days = self.days_in(flat, m.start("date"), m.end())
            return Moment(start, m.end(), kind, days[0].days[-1] if days else None)
        if m["month"]:
            return Moment(start, m.end(), kind, f"{m['year']}-{self.month(m['month']):02}")
        if m["quarter"]:
            return Moment(start, m.end(), kind, f"{m['year']}-{_QUARTERS[m['quarter']]:02}")
        return Moment(start, m.end(), kind, f"{m['year']}/{m['to']}" if m["to"] else m["year"])

    # -- money -------------------------------------------------------------------------------------------------------

    @cached_property
    def _money(self) -> re.Pattern[str]:
        scale = "|".join(self._open("fact.scale"))
        signs = [p for p in self.listed("fact.currency") if not p[-1].isalpha() and p[-1] != "."]
        names = "|".join(self._open("fact.currency"))
        return re.compile(
            rf"(?P<n>{_FIGURE}|{self.any_of('fact.number')})(?: (?P<scale>{scale})(?!\w))? (?P<name>{names})(?!\w)"
            rf"|(?P<sign>{'|'.join(map(re.escape, signs))}) ?(?P<n2>{_FIGURE})(?: (?P<scale2>{scale})(?!\w))?",
            re.I,
        )

    def _open(self, name: str) -> list[str]:
        """The phrases of a meaning as patterns, in their forms, longest first."""
        return [
            re.escape(plain(p[:-1])) + r"[а-я]{0,3}" if p.endswith("*") else re.escape(plain(p))
            for p in self.listed(name)
        ]

    def amounts(self, text: str) -> list[Amount]:
        """Sums of money in the text, in order; the number is written out in full."""
        out = []
        for m in self._money.finditer(plain(text)):
            zeros = self.meaning_of(m["scale"] or m["scale2"] or "", "fact.scale")
            number = self._number(m["n"] or m["n2"]) * 10 ** int(zeros or 0)
            code = self.meaning_of(m["name"] or m["sign"], "fact.currency")
            out.append(Amount(m.start(), m.end(), f"{code} {number:.0f}"))
        return out

    def _number(self, figure: str) -> float:
        if figure[0].isdigit():
            return float(figure.replace(" ", "").replace(",", "."))
        return float(self.meaning_of(figure, "fact.number") or 0)


@cache
def timetable_of(lex: Lexicon) -> Timetable:
    """The timetable of a lexicon, made once."""
    return Timetable(lex)
