"""Figures of a text whatever they stand for, alike in every language: numbers in full, months, currencies.

Owns the shapes of digits and what a scale behind them makes of them; the words for numbers, ordinals, months, scales
and currencies stand in the lexicon under `fact.*` (Japanese units in `numerals`).
Two versions of a text are compared by
what comes out, so that a figure means the same on both sides: `30 million`, `30 млн` and 3,000万 are 30000000.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from taiwa.lexicon.entries import entries
from taiwa.lexicon.numerals import ERAS, SCALES, number

_WIDE = str.maketrans("０１２３４５６７８９，．Ёё", "0123456789,.Ее")
# A month's name of so many letters may be another word.
SHORT = 5
_KANJI = "〇一二三四五六七八九十百千"
# What a kanji number must stand before to be a number and no part of a word.
_COUNTED = r"(?=年|か月|ヶ月|カ月|月|週間|日間|時間|回|か国|カ国|ヶ国|名|人|件|倍|億|万|兆|周年|次|条|章|項目|号)"
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d+"
# From here on a number in words is as definite as one in digits: what is smaller is often a manner of speaking.
DEFINITE = 11


# What stands between a number and its currency.
_BEFORE = re.compile(r"\d\W{0,2}\w{0,9}\.?\W{0,2}$")
_BEFORE_SUM = re.compile(rf"[\d{''.join(sorted(set(''.join(SCALES))))}]\s?$")


class Figure(NamedTuple):
    """A figure at [start, end): `kind` is number, month or currency; `value` its normal form.

    `firm` says that it is written in digits, or in words for a number that nobody writes without meaning it.
    """

    start: int
    end: int
    kind: str
    value: str
    firm: bool


def figures(text: str, language: str) -> list[Figure]:
    """Every figure of a text in a language, in order."""
    flat = text.translate(_WIDE)
    found = _japanese(flat) if language == "ja" else _spaced(flat, language)
    return sorted(found)


def _written(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


# --- Japanese: scales are characters, counters follow ------------------------------------------------------------


@cache
def _japanese_pattern() -> re.Pattern[str]:
    eras, scales = "|".join(ERAS), "|".join(sorted(SCALES, key=len, reverse=True))
    head = rf"(?P<era>{eras})?(?P<digits>(?<![\d.,]){_DIGITS})(?P<point>\.\d+)?"
    more = rf"(?P<scale>{scales})?(?:(?P<rest>\d[\d,]*)(?P<lower>万|億)?)?"
    return re.compile(rf"{head}{more}(?P<month>月)?|(?P<kanji>(?<![{_KANJI}])[{_KANJI}]+){_COUNTED}(?P<kanjimonth>月)?")


def _japanese(text: str) -> list[Figure]:
    out = []
    for found in _japanese_pattern().finditer(text):
        if found["kanji"]:
            out.append(_kanji(found))
            continue
        value = float(re.sub(r"\D", "", found["digits"]) + (found["point"] or ""))
        value = value * SCALES.get(found["scale"] or "", 1) + ERAS.get(found["era"] or "", 0)
        end = found.end("digits") if not found["scale"] and not found["point"] else found.end("scale")
        if found["scale"] and found["rest"]:
            value += float(found["rest"].replace(",", "")) * SCALES.get(found["lower"] or "", 1)
            end = found.end("lower") if found["lower"] else found.end("rest")
        kind = "month" if found["month"] and value <= 12 else "number"
        out.append(Figure(found.start(), max(end, found.end("digits")), kind, _written(value), True))
    return out + _currencies(text, "ja")


def _kanji(found: re.Match[str]) -> Figure:
    value, month = number(found["kanji"]), bool(found["kanjimonth"])
    return Figure(found.start(), found.end("kanji"), "month" if month else "number", str(value), value >= DEFINITE)


# --- languages with spaces ---------------------------------------------------------------------------------------


def _spaced(text: str, language: str) -> list[Figure]:
    words = _words(language)
    out, months = [], []
    for found in words.month.finditer(text):
        # A short name is a month beside a day or a year only ("may", "March").
        near = text[max(found.start() - 5, 0) : found.start()] + text[found.end() : found.end() + 3]
        if len(found[1]) > SHORT or re.search(r"\d", near):
            months.append(Figure(found.start(), found.end(), "month", words.months[found[1].lower()], True))
    for found in words.digits.finditer(text):
        value = _digits(found["digits"], found["point"])
        value *= 10 ** int(words.scales.get(_stem_of(found["scale"] or "", words.scales), 0))
        out.append(Figure(found.start(), found.end(), "number", _written(value), True))
    for found in words.word.finditer(text):
        value = int(words.values[_stem_of(found[1].lower(), words.values)])
        out.append(Figure(found.start(), found.end(), "number", str(value), value >= DEFINITE))
    return out + months + _currencies(text, language)


def _digits(digits: str, point: str | None) -> float:
    return float(re.sub(r"\D", "", digits) + (f".{point[1:]}" if point else ""))


def _stem_of(word: str, table: dict[str, str]) -> str:
    """The key of a table that the word is, or that it begins with where the key is a stem (`миллион*`)."""
    low = word.lower()
    if low in table:
        return low
    return max((k for k in table if k.endswith("*") and low.startswith(k[:-1])), key=len, default="")


class _Words(NamedTuple):
    values: dict[str, str]
    months: dict[str, str]
    scales: dict[str, str]
    word: re.Pattern[str]
    month: re.Pattern[str]
    digits: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    table: dict[str, dict[str, str]] = {"number": {}, "ordinal": {}, "month": {}, "scale": {}}
    for entry in entries(language):
        family, _, value = entry.meaning.removeprefix("fact.").partition(".")
        if entry.meaning.startswith("fact.") and family in table and value.isdigit():
            table[family][entry.phrase.lower()] = value
    values = table["number"] | table["ordinal"]
    scale, month = _any_of(table["scale"]), _any_of(table["month"])
    return _Words(
        values,
        table["month"],
        table["scale"],
        re.compile(rf"(?<![\w-])({_any_of(values)})(?!\w)", re.I),
        re.compile(rf"(?<!\w)({month})(?!\w)", re.I),
        re.compile(
            rf"(?<![\d.,\w])(?P<digits>{_DIGITS})(?P<point>[.,]\d+(?!\d*[.,]\d))?"
            rf"(?:[ \u00a0-](?P<scale>{scale})(?!\w))?",
            re.I,
        ),
    )


def _any_of(table: dict[str, str]) -> str:
    longest = sorted(table, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(p[:-1]) + r"\w{0,6}" if p.endswith("*") else re.escape(p) for p in longest)


# --- money -------------------------------------------------------------------------------------------------------


def _currencies(text: str, language: str) -> list[Figure]:
    """Currencies that stand beside a number."""
    pattern, codes = _money(language)
    before = _BEFORE_SUM if language == "ja" else _BEFORE
    return [
        Figure(*found.span("name"), "currency", codes[found["name"].lower()], True)
        for found in pattern.finditer(text)
        if before.search(text[: found.start("name")][-14:]) or re.match(r"\W{0,2}\d", text[found.end("name") :][:3])
    ]


@cache
def _money(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    from taiwa.lexicon.numerals import CURRENCIES

    codes = dict(CURRENCIES) if language == "ja" else {}
    for entry in entries(language):
        if entry.meaning.startswith("fact.currency."):
            codes[entry.phrase.lower()] = entry.meaning.rsplit(".", 1)[-1]
    # A sign ("$") may stand right before its number, a word may not go on.
    edged = (
        re.escape(name) + ("" if language == "ja" or not name[-1].isalnum() else r"(?!\w)")
        for name in sorted(codes, key=lambda name: (-len(name), name))
    )
    return re.compile(rf"(?P<name>{'|'.join(edged)})", re.I), codes
