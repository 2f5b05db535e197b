"""What stands in front of the items of a list on a web page: numbers, letters, bullets.

Owns how HTML and CSS count and name the styles of lists. The signs themselves are in `numerals`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taiwa.intake.numerals import numeral, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_OWN_LABEL = re.compile(
    r"[(（]?[0-9０-９]{1,3}[)）.．、\s　]|[①-⑳・･•●○◎◆◇■□*※\-–—‐]|[(（]?[一二三四五六七八九十]{1,3}[)）、．.\s　]"
    r"|[(（]?[ivxIVX]{1,5}[.)）]|[(（]?[a-zA-Zア-ンа-яА-Я][.)）]"
)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)", re.I)
_STYLES = {
    **{"1": "decimal", "a": "lowerAlpha", "A": "upperAlpha", "i": "lowerRoman", "I": "upperRoman"},
    **{
        "lower-alpha": "lowerAlpha",
        "lower-latin": "lowerAlpha",
        "upper-alpha": "upperAlpha",
        "upper-latin": "upperAlpha",
    },
    **{"lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero"},
    **{"katakana": "aiueoFullWidth", "katakana-iroha": "irohaFullWidth", "hiragana": "hiragana"},
    **{
        "hiragana-iroha": "hiraganaIroha",
        "cjk-ideographic": "japaneseCounting",
        "japanese-informal": "japaneseCounting",
    },
    **{"japanese-formal": "japaneseLegal", "cjk-decimal": "ideographDigital", "none": "none"},
}
_JAPANESE_STYLES = frozenset(
    {
        "aiueoFullWidth",
        "irohaFullWidth",
        "hiragana",
        "hiraganaIroha",
        "japaneseCounting",
        "japaneseLegal",
        "ideographDigital",
    }
)


@dataclass(slots=True)
class Listing:
    """A list being read: whether it counts, the next number, the way it goes and how it is written."""

    ordered: bool
    next: int
    step: int
    style: str
    bullet: str

    def label(self, item: _Element) -> str:
        """What stands in front of one more item; empty where the page wants nothing there."""
        number = whole(item.get("value")) if self.ordered else None
        number = self.next if number is None else number
        self.next = number + self.step
        style = _style(item, self.style)
        if style == "none":
            return ""
        if not self.ordered:
            return self.bullet
        return numeral(number, style) + ("、" if style in _JAPANESE_STYLES else ". ")


def labelled(label: str | None, text: str) -> str:
    """The label in front, unless the author wrote one too."""
    if not label:
        return text
    sign = unicodedata.normalize("NFKC", label).strip(". 、")
    if sign.isdigit():
        head = unicodedata.normalize("NFKC", text[:8])
        return text if re.match(rf"\(?0*{sign}[).、\s]", head) else label + text
    return text if _OWN_LABEL.match(text) and not sign.isalpha() else label + text


def listing(element: _Element, bullet: str) -> Listing:
    """The list that an `ol`, `ul` or `menu` begins."""
    ordered = element.tag == "ol"
    step = -1 if ordered and element.get("reversed") is not None else 1
    start = whole(element.get("start"))
    if start is None:
        start = sum(1 for child in element if child.tag == "li") if step < 0 else 1
    return Listing(ordered, start, step, _style(element, "decimal" if ordered else "disc"), bullet)


def _style(element: _Element, inherited: str) -> str:
    written = _LIST_STYLE.search(element.get("style") or "")
    if written is not None:
        words = (word for word in written.group(1).lower().split() if word in _STYLES)
        return _STYLES.get(next(words, ""), inherited)
    return _STYLES.get((element.get("type") or "").strip(), inherited)
