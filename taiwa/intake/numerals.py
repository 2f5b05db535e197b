"""How a counting number is written in a list: Word's number formats and CSS's list styles under one set of names.

Owns the signs of enumeration; knows nothing of lists. Names are those of OOXML's `ST_NumberFormat`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_KATAKANA_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽ"
_HIRAGANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
_HIRAGANA_IROHA = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす"
# Word leaves out ё, й, ъ, ы and ь.
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IDEOGRAPHS = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 32_767


def numeral(number: int, style: str) -> str:
    """Write `number` in `style`; a style or number out of reach is written in plain digits."""
    write = _STYLES.get(style)
    if write is None or not 0 < number <= _MOST:
        return str(number)
    return write(number)


def whole(number: str | None) -> int | None:
    """A whole number as markup writes it, or None."""
    return int(number) if number is not None and re.fullmatch(r"-?[0-9]{1,9}", number.strip()) else None


def letters(number: int) -> str:
    """Spreadsheet letters as HTML counts them: a ... z, aa, ab ..."""
    written = ""
    while number > 0:
        number, last = divmod(number - 1, 26)
        written = chr(ord("a") + last) + written
    return written


def _repeated_letter(number: int) -> str:
    """Letters as Word counts them: a ... z, aa, bb ..."""
    repeats, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * min(repeats + 1, 30)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def _round(signs: Sequence[str]) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _within(first: int, last: int) -> Callable[[int], str]:
    """Signs that stand in one row of Unicode, plain digits after its end."""
    return lambda number: chr(first + number - 1) if number <= last - first + 1 else str(number)


def _circled(number: int) -> str:
    if number <= 20:
        return chr(0x2460 + number - 1)
    if number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if number <= 50 else str(number)


def _counting(digits: str, units: Sequence[str], keep_one: bool) -> Callable[[int], str]:
    """Numerals with units, as 二十三; `keep_one` writes the one before a unit."""

    def write(number: int) -> str:
        written = ""
        for power in range(4, -1, -1):
            digit = number // 10**power % 10
            if digit:
                bare = power and digit == 1 and not keep_one and power < 4
                written += ("" if bare else digits[digit]) + units[power]
        return written

    return write


def _ordinal(number: int) -> str:
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _within(0x2474, 0x2487),
    "decimalEnclosedFullstop": _within(0x2488, 0x249B),
    "ideographEnclosedCircle": _within(0x3280, 0x3289),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _repeated_letter,
    "upperLetter": lambda number: _repeated_letter(number).upper(),
    "lowerAlpha": letters,
    "upperAlpha": lambda number: letters(number).upper(),
    "russianLower": _round(_RUSSIAN),
    "russianUpper": _round(_RUSSIAN.upper()),
    "aiueo": _round(_KATAKANA_HALF),
    "aiueoFullWidth": _round(_KATAKANA),
    "iroha": _round(_IROHA_HALF),
    "irohaFullWidth": _round(_IROHA),
    "hiragana": _round(_HIRAGANA),
    "hiraganaIroha": _round(_HIRAGANA_IROHA),
    "ideographTraditional": _round(_STEMS),
    "ideographZodiac": _round(_BRANCHES),
    "ideographDigital": lambda number: str(number).translate(_IDEOGRAPHS),
    "japaneseDigitalTenThousand": lambda number: str(number).translate(_IDEOGRAPHS),
    "japaneseCounting": _counting("〇一二三四五六七八九", ("", "十", "百", "千", "万"), keep_one=False),
    "japaneseLegal": _counting("〇壱弐参四伍六七八九", ("", "拾", "百", "阡", "萬"), keep_one=True),
    "chineseCounting": _counting("〇一二三四五六七八九", ("", "十", "百", "千", "万"), keep_one=False),
}
