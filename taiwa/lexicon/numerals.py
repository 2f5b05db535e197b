"""Numbers and dates as texts write them. Owns the arithmetic; the words for units and eras are the lexicon's."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000}
# First year of each era minus one.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_NUMBER = r"(?:\d{1,4}|[〇一二三四五六七八九十百元]{1,5})"
DATE = re.compile(
    rf"(?:(?P<era>令和|平成|昭和)?(?P<year>{_NUMBER})年(?:度)?)?(?:(?P<month>{_NUMBER})月)?(?:(?P<day>{_NUMBER})日)?"
)
_FULL = re.compile(
    rf"(?P<era>令和|平成|昭和)?(?P<year>{_NUMBER})年(?:\((?:令和|平成)?[^)]{{1,6}}\))?(?P<month>{_NUMBER})月"
    rf"(?:(?P<day>{_NUMBER})日)?(?:(?:\([月火水木金土日]\))?(?P<joint>及び|並びに|から|~|-|、|と|・)(?:(?P<month2>{_NUMBER})月)?(?P<day2>{_NUMBER})日)?"
)
_ENGLISH = {
    "Jan": 1,
    "Feb": 2,
    "Mar": 3,
    "Apr": 4,
    "May": 5,
    "Jun": 6,
    "Jul": 7,
    "Aug": 8,
    "Sep": 9,
    "Oct": 10,
    "Nov": 11,
    "Dec": 12,
}


class Dated(NamedTuple):
    """A date found at [start, end): its ISO 8601 forms in order (one, or first and last of a range)."""

    start: int
    end: int
    dates: tuple[str, ...]


def number(text: str) -> int:
    """The value of a number in digits or kanji (第九回, 十二). ValueError for anything else."""
    if text.isdigit():
        return int(text)
    total, digit, seen = 0, 0, False
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit, seen = 0, False
        elif char in _DIGITS:
            digit = digit * 10 + _DIGITS[char] if seen else _DIGITS[char]
            seen = True
        else:
            raise ValueError(f"not a number: {text!r}")
    return total + digit


def dates(text: str, start: int = 0, end: int | None = None) -> list[Dated]:
    """Every date with a year and a month in text[start:end], in order."""
    out = []
    for found in _FULL.finditer(text, start, len(text) if end is None else end):
        year = number(found["year"]) + (ERAS[found["era"]] if found["era"] else 0)
        month = number(found["month"])
        if not 1 <= month <= 12 or year < 1600:
            continue
        first = _iso(year, month, found["day"])
        if found["day2"]:
            last = _iso(year, number(found["month2"]) if found["month2"] else month, found["day2"])
            out.append(Dated(found.start(), found.end(), _days(first, last, found["joint"])))
        else:
            out.append(Dated(found.start(), found.end(), (first,)))
    return out


def _days(first: str, last: str, joint: str) -> tuple[str, ...]:
    """The days of a range; only its ends where the text joins two days, or where the ends make no short range."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return (first, last)
    if joint not in ("から", "~", "-") or not 0 < (end - start).days < 15:
        return (first, last)
    return tuple((start + timedelta(days=i)).isoformat() for i in range((end - start).days + 1))


_RELATIVE = re.compile(rf"(?P<next>翌年|明年|来年)|(?P<after>再来年)|(?P<years>{_NUMBER})年後|(?P<this>本年|年内|今年)")


def relative_year(text: str, base: int) -> int | None:
    """The year that words like "next year" or "in two years" mean, counted from `base`; None where there are none."""
    found = _RELATIVE.search(text)
    if found is None:
        return None
    if found["years"]:
        return base + number(found["years"])
    return base + (1 if found["next"] else 2 if found["after"] else 0)


def _iso(year: int, month: int, day: str | None) -> str:
    return f"{year:04}-{month:02}-{number(day):02}" if day else f"{year:04}-{month:02}"


class Moment(NamedTuple):
    """A time at [start, end): `kind` is date, deadline or period; `value` ISO 8601 (a year, a month, a day) or None."""

    start: int
    end: int
    kind: str
    value: str | None


class Amount(NamedTuple):
    """A sum of money at [start, end): `value` is a currency code or name and the number in full, "USD 12000000"."""

    start: int
    end: int
    value: str


_MOMENT = re.compile(
    r"(?=[令平昭\d〇一二三四五六七八九十百元本来今昨明次])(?:"
    rf"(?P<era>令和|平成|昭和)?(?P<year>\d{{4}}|{_NUMBER}(?=年))年(?:度)?(?:(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日)?)?"
    r"(?P<part>末|初頭|半ば|前半|後半|春|夏|秋|冬|中|第[1-4一二三四]四半期)?(?P<by>までに|まで|以内|を目途に|を目処に)?"
    r"|(?:本|来|今|昨|明)年(?:\d{1,2}月|末|春|秋|夏|冬|中)?(?P<by2>までに|まで)?"
    r"|次回[一-龯ァ-ヶー]{2,8}(?P<by3>までに|まで)|\d{1,3}(?:年|か月|ヶ月|日|時間)(?:間|以内))"
)
SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12, "百万": 10**6, "千": 10**3, "十億": 10**9}
CURRENCIES = {
    "米ドル": "USD",
    "ドル": "USD",
    "ユーロ": "EUR",
    "円": "JPY",
    "ポンド": "GBP",
    "元": "CNY",
    "ルーブル": "RUB",
    "ウォン": "KRW",
}
_MONEY = re.compile(
    r"(?<![\d,.])(?P<number>\d[\d,.]*+)(?P<scale>(?:百万|十億|[万億兆千])?)(?P<more>(?:\d[\d,]*(?:万|億))?)\s?(?P<currency>米ドル|豪ドル|[ァ-ヶー]{0,6}ドル|ユーロ|円|ポンド|元|ルーブル|ウォン|[ァ-ヶー]{2,8}(?=を|の|に|、|。|相当|規模|で|が|は))"
)


def moments(text: str) -> list[Moment]:
    """Dates, deadlines and periods in the text, in order."""
    out = []
    for found in _MOMENT.finditer(text):
        by = found["by"] or found["by2"] or found["by3"]
        value = None
        if found["year"]:
            year = number(found["year"]) + (ERAS[found["era"]] if found["era"] else 0)
            if year < 1600:
                continue
            value = f"{year:04}"
            if found["month"] and 1 <= number(found["month"]) <= 12:
                value = _iso(year, number(found["month"]), found["day"])
        kind = "deadline" if by else ("date" if found["year"] or not found[0][0].isdigit() else "period")
        out.append(Moment(found.start(), found.end(), kind, value))
    return out


def amounts(text: str) -> list[Amount]:
    """Sums of money in the text, in order; the number is written out in full."""
    out = []
    for found in _MONEY.finditer(text):
        try:
            value = float(found["number"].replace(",", "").rstrip(".")) * SCALES.get(found["scale"], 1)
        except ValueError:
            continue
        if found["more"]:
            value += float(found["more"][:-1].replace(",", "")) * SCALES[found["more"][-1]]
        currency = found["currency"]
        code = CURRENCIES.get(currency, currency)
        out.append(Amount(found.start(), found.end(), f"{code} {value:.0f}"))
    return out
