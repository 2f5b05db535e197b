"""Dates, deadlines, periods, ordinals and sums of money where words stand apart, as `numerals` reads Japanese.

Owns the shapes and the arithmetic; months, ordinals, units, currencies and the words for deadlines stand in the lexicon
under `fact.*`, their values at the end of their meanings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, cached_property

from taiwa.lexicon.numerals import Amount, Dated, Moment
from taiwa.lexicon.spaced import SpacedLexicon, alike, small

_FIGURE = r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d,.])\d+(?:\.\d+)?"
_ENDING = r"(?:<sup>)?(?:st|nd|rd|th)?(?:</sup>)?"
_DASH = r"\s?(?:-|–|—|‑|,)\s?"
# A range longer than this is written by its ends (days).
LONGEST_RANGE = 15
# So many characters before and behind a figure belong to a time or a sum.
AROUND = 60


class Calendar:
    """Times and sums of one lexicon, its patterns compiled once."""

    def __init__(self, lex: SpacedLexicon) -> None:
        self._lex = lex

    def _any(self, *names: str) -> str:
        return self._lex.alternatives(*names)

    def _open(self, *names: str) -> str:
        """Phrases that a figure may follow or precede without a space."""
        return "(?:" + "|".join(re.escape(w) for w in self._lex.words(*names)) + ")"

    def _value(self, word: str, family: str) -> int | None:
        last = self._lex.meaning_of(word, family).rsplit(".", 1)[-1]
        return int(last) if last.isdigit() else None

    # -- dates -----------------------------------------------------------------------------------------------------

    @cached_property
    def _full(self) -> re.Pattern[str]:
        """A day in every order; days of a range; a month with its year alone."""
        month, of = rf"{self._any('fact.month')}\.?", rf"(?:,| {self._any('word.of')})?"
        joint = rf"(?:{_DASH}| {self._any('word.range', 'word.and')} )(?:{self._any('fact.the')} )?"
        day = rf"(?:\d{{1,2}}{_ENDING}|{self._any('fact.ordinal')})(?!\w)"
        return re.compile(
            rf"(?<![\d.,/])(?P<d1>{day})(?:(?: (?P<mx>{month}))?(?:,? (?P<yx>\d{{4}}))?{joint}(?P<d2>{day}))?{of} (?P<m1>{month}),? (?P<y1>\d{{4}})(?!\d)"  # noqa: E501
            rf"|(?P<m2>{month}) (?P<d3>{day})(?:{joint}(?:(?P<my>{month}) )?(?P<d4>{day}))?,? (?P<y2>\d{{4}})(?!\d)"
            rf"|(?<!\d)(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d5>\d{{2}})(?!\d)"
            rf"|(?P<m4>{month})(?:,| {self._any('word.of')})? (?P<y4>\d{{4}})(?!\d)",
            re.I,
        )

    def dates(self, text: str, start: int = 0, end: int | None = None) -> list[Dated]:
        """Every date with a year and a month in text[start:end], in order."""
        out = []
        for found in self._full.finditer(text, start, len(text) if end is None else end):
            days = self._days(found)
            if days:
                out.append(Dated(found.start(), found.end(), days))
        return out

    def day_within(self, text: str, start: int, end: int, days: tuple[str, ...]) -> str | None:
        """A day told by day and month alone that is one of some days, or None."""
        for found in self._short.finditer(text, start, end):
            month, day = self._month(found["m1"] or found["m2"]), int(found["d1"] or found["d2"])
            told = f"{month:02}-{day:02}"
            if match := next((one for one in days if one.endswith(told)), None):
                return match
        return None

    @cached_property
    def _short(self) -> re.Pattern[str]:
        month = rf"{self._any('fact.month')}\.?"
        return re.compile(
            rf"(?<!\d)(?P<d1>\d{{1,2}}){_ENDING} (?P<m1>{month})|(?P<m2>{month}) (?P<d2>\d{{1,2}})(?!\d)", re.I
        )

    def _days(self, m: re.Match[str]) -> tuple[str, ...]:
        """The days of a match in ISO 8601: one, all of a short range, or none where there is no such day."""
        year = int(m["y1"] or m["y2"] or m["y3"] or m["y4"])
        if m["m4"]:
            return (f"{year:04}-{self._month(m['m4']):02}",)
        month = int(m["m3"]) if m["m3"] else self._month(m["m1"] or m["m2"])
        first, last = m["d1"] or m["d3"] or m["d5"], m["d2"] or m["d4"]
        begins = self._month(m["mx"]) if m["mx"] else month
        ends = self._month(m["my"]) if m["my"] else month
        try:
            a = date(int(m["yx"] or year), begins, self._day(first))
            b = date(year, ends, self._day(last)) if last else a
        except ValueError:
            return ()
        if not 0 < (b - a).days < LONGEST_RANGE:
            return tuple(dict.fromkeys((a.isoformat(), b.isoformat())))
        return tuple((a + timedelta(days=i)).isoformat() for i in range((b - a).days + 1))

    def _month(self, word: str) -> int:
        return self._value(word, "fact.month") or self._value(word.rstrip("."), "fact.month") or 0

    def _day(self, word: str) -> int:
        figure = re.match(r"\d+", word)
        return int(figure[0]) if figure else self.ordinal(word) or 0

    def ordinal(self, word: str) -> int | None:
        """The value of an ordinal in words or figures (Seventh, 12th, Twenty-first), None for another word."""
        found = re.match(r"(\d{1,3})(?:st|nd|rd|th)$", word.lower())
        return int(found[1]) if found else self._value(word, "fact.ordinal")

    def relative_year(self, text: str, base: int) -> int | None:
        """The year that words like "next year" mean, counted from `base`; None where there are none."""
        for later, name in enumerate(("fact.year.this", "fact.year.next", "fact.year.after")):
            if self._lex.pattern(name).search(text):
                return base + later
        return None

    def _near_figures(self, text: str) -> Iterator[tuple[int, int]]:
        """Stretches around figures, numbers and words for years: nothing else can hold a time or a sum."""
        start = end = -1
        for found in self._trigger.finditer(text):
            a, b = max(0, found.start() - AROUND), min(len(text), found.end() + AROUND)
            if a > end:
                if end > start:
                    yield start, end
                start = max(a, end)
            end = b
        if end > start:
            yield start, end

    @cached_property
    def _trigger(self) -> re.Pattern[str]:
        words = self._open("fact.number", "fact.year.this", "fact.year.next")
        return re.compile(rf"\d+|\b{words}\b", re.I)

    # -- moments ---------------------------------------------------------------------------------------------------

    @cached_property
    def _moment(self) -> re.Pattern[str]:
        """A date, a month or a year with what says that it is a deadline; a year told by words; a period."""
        by, part = self._any("fact.deadline"), self._any("fact.part")
        fiscal, article = self._open("fact.fiscal"), self._any("fact.the")
        number, unit = rf"(?:{_FIGURE}|{self._any('fact.number')})", self._any("fact.unit")
        year = r"(?:1[6-9]|20|21)\d\d(?![\d,.]\d|\d|%|(?-i: [A-Z]))"
        return re.compile(
            rf"(?:(?:(?P<by>{by})|(?P<since>{self._any('fact.since')})) )?(?:{article} )?(?:(?P<part>{part})[- ](?:{self._any('word.of')} )?)?"  # noqa: E501
            rf"(?:(?P<date>{self._full_bare})|(?P<fiscal>{fiscal}\s?(?:\d{{4}}(?:[/-]\d{{2,4}})?|\d\d(?!\d)))|(?P<years>(?P<year>(?<![\w/.,(-]){year})(?:[–-](?P<to>{year}))?)|(?P<told>{self._any('fact.year.this', 'fact.year.next')}))"  # noqa: E501
            rf"|(?P<period>{self._any('fact.period')}) (?:{article} )?(?:\w+ )?(?P<n>{number})[- ]{unit}",
            re.I,
        )

    @cached_property
    def _full_bare(self) -> str:
        return re.sub(r"\(\?P<\w+>", "(?:", self._full.pattern)

    def moments(self, text: str) -> list[Moment]:
        """Dates, deadlines and periods in the text, in order; words around a year belong to the moment."""
        out: list[Moment] = []
        if not self._lex.words("fact.deadline"):  # a language whose times nobody has written down yet
            return out
        for m in (m for s, e in self._near_figures(text) for m in self._moment.finditer(text, s, e)):
            if m["period"]:
                out.append(Moment(m.start(), m.end(), "period", None))
                continue
            if m["year"] and not (m["by"] or m["since"] or m["part"] or m["to"]):
                continue
            start = m.end("since") + 1 if m["since"] else m.start()
            value = m["year"] if not m["to"] else f"{m['year']}/{m['to']}"
            if m["date"]:
                days = self.dates(text, m.start("date"), m.end("date"))
                if not days:
                    continue
                value = days[0].dates[-1]
            elif m["fiscal"]:
                figures = re.findall(r"\d+", m["fiscal"])[0]
                value = figures if len(figures) == 4 else f"20{figures}"
            out.append(Moment(start, m.end(), "deadline" if m["by"] else "date", value))
        return out

    # -- money -----------------------------------------------------------------------------------------------------

    @cached_property
    def _money(self) -> re.Pattern[str]:
        """A sign in front of a figure, or a figure and the name of the money."""
        signs = self._open("fact.currency")
        scale = rf"(?:[ -]?(?P<scale>{self._open('fact.scale')})(?!\w))?"
        names = self._any("fact.currency")
        return re.compile(
            rf"(?<!\w)(?P<sign>{signs})\s?(?P<n>{_FIGURE}){scale}"
            rf"|(?P<n2>{_FIGURE}|{self._any('fact.number')}){scale.replace('<scale', '<scale2')}[ -](?P<name>{names})",
            re.I,
        )

    def amounts(self, text: str) -> list[Amount]:
        """Sums of money in the text, in order; the number is written out in full."""
        return list(self._amounts(text)) if self._lex.words("fact.currency") else []

    def _amounts(self, text: str) -> Iterator[Amount]:
        for m in (m for s, e in self._near_figures(text) for m in self._money.finditer(text, s, e)):
            figure, scale = m["n"] or m["n2"], m["scale"] or m["scale2"]
            if figure[:1].isdigit():
                number = float(figure.replace(",", ""))
            else:
                number = float(self._value(figure, "fact.number") or 0)
            zeros = self._value(scale, "fact.scale") or 0 if scale else 0
            code = self._currency(m["sign"] or m["name"])
            yield Amount(m.start(), m.end(), f"{code} {number * 10**zeros:.0f}")

    def _currency(self, word: str) -> str:
        return self._lex.meaning_of(small(alike(word)), "fact.currency").rsplit(".", 1)[-1]


@cache
def calendar_of(lex: SpacedLexicon) -> Calendar:
    """The calendar of a lexicon, made once."""
    return Calendar(lex)
