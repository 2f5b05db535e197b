"""Dates, deadlines, periods and sums as English texts write them."""

from __future__ import annotations

import pytest

from taiwa.lexicon import lexicon
from taiwa.lexicon.calendar import calendar_of
from taiwa.lexicon.spaced import SpacedLexicon

LEX = lexicon("en")
assert isinstance(LEX, SpacedLexicon)
CALENDAR = calendar_of(LEX)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on December 24, 2032", ("2032-12-24",)),
        ("on 24 December 2032", ("2032-12-24",)),
        ("on 14-15 May 2030", ("2030-05-14", "2030-05-15")),
        ("on May 14–15, 2030", ("2030-05-14", "2030-05-15")),
        ("from 4 to 6 May 2031", ("2031-05-04", "2031-05-05", "2031-05-06")),
        ("from 30 April to 2 May 2031", ("2031-04-30", "2031-05-01", "2031-05-02")),
        ("from September 30 – October 3, 2030", ("2030-09-30", "2030-10-01", "2030-10-02", "2030-10-03")),
        ("on the first of November 2030", ("2030-11-01",)),
        ("on the 4th of July, 2029", ("2029-07-04",)),
        ("on Oct. 3, 2031", ("2031-10-03",)),
        ("in June 2026", ("2026-06",)),
        ("on 31 February 2030", ()),
    ],
)
def test_days(text: str, days: tuple[str, ...]) -> None:
    found = CALENDAR.dates(text)
    assert (found[0].dates if found else ()) == days


@pytest.mark.parametrize(
    ("text", "name", "kind", "value"),
    [
        ("They will finish by 2030.", "by 2030", "deadline", "2030"),
        ("They will finish by the end of this year.", "by the end of this year", "deadline", None),
        ("They will finish no later than 31 May 2030.", "no later than 31 May 2030", "deadline", "2030-05-31"),
        ("The budget for FY2034 holds.", "FY2034", "date", "2034"),
        ("It lasts within the next five years.", "within the next five years", "period", None),
        ("The bridge was built in 2029.", "2029", "date", "2029"),
    ],
)
def test_moments(text: str, name: str, kind: str, value: str | None) -> None:
    found = CALENDAR.moments(text)
    assert [(text[m.start : m.end], m.kind, m.value) for m in found] == [(name, kind, value)]


@pytest.mark.parametrize(
    "text", ["resolution 2231 (2015)", "the work of 2000 people", "Agenda 2030", "some 2,000 tons"]
)
def test_other_figures_are_no_times(text: str) -> None:
    assert CALENDAR.moments(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a fund of $1.5 billion", "USD 1500000000"),
        ("20 million euros", "EUR 20000000"),
        ("EUR 45,000,000", "EUR 45000000"),
        ("€2.5bn", "EUR 2500000000"),
        ("five million dollars", "USD 5000000"),
        ("over 3 billion yen", "JPY 3000000000"),
    ],
)
def test_sums(text: str, value: str) -> None:
    assert [amount.value for amount in CALENDAR.amounts(text)] == [value]


def test_ordinals() -> None:
    assert [CALENDAR.ordinal(w) for w in ("Seventh", "12th", "twenty-second", "Inaugural", "Port")] == [
        7,
        12,
        22,
        1,
        None,
    ]
