"""Word's automatic numbering: the label that stands in front of a paragraph but in nobody's text.

Owns the counters and the rules by which they go on and start again. The signs themselves are in `numerals`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taiwa.intake.numerals import numeral, whole
from taiwa.intake.package import w
from taiwa.intake.styles import attribute, switched_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it starts, is written and starts again."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    suffix: str = " "
    legal: bool = False
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list as a paragraph names it: the definition it shares its counters through, its levels, its own starts."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self, root: _Element | None) -> None:
        self._lists = _lists(root) if root is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, number_id: str, level: int | None, style: str | None = None) -> tuple[str, int]:
        """Count one more paragraph of a list; its label with the gap after it, and its level from 0.

        Where the numbering came with a paragraph style, the level is the one tied to that style. A list that
        nobody defined gives no label.
        """
        found = self._lists.get(number_id)
        if found is None:
            return "", max(level or 0, 0)
        if level is None:
            tied = (at for at, tied in found.levels.items() if style and tied.paragraph_style == style)
            level = next(tied, 0)
        level = min(max(level, 0), _LEVELS - 1)
        counts = self._count(number_id, found, level)
        return _written(found, level, counts), level

    def _count(self, number_id: str, found: List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.definition, {})
        if level in found.starts and (number_id, level) not in self._begun:
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _start(found, level)
        self._begun.add((number_id, level))
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and level < restart):
                counts.pop(deeper, None)
        for higher in range(level):
            counts.setdefault(higher, _start(found, higher))
        return counts


def _start(found: List, level: int) -> int:
    return found.starts.get(level, found.levels.get(level, Level()).start)


def _written(found: List, level: int, counts: dict[int, int]) -> str:
    at = found.levels.get(level)
    if at is None:
        return ""
    if at.style == "bullet":
        sign = BULLET if at.text == "o" or _PRIVATE.search(at.text) else at.text
        return sign + at.suffix if sign.strip() else ""

    def place(match: re.Match[str]) -> str:
        named = int(match.group(1)) - 1
        style = found.levels.get(named, Level()).style
        if style == "none":
            return ""
        return numeral(counts.get(named, _start(found, named)), "decimal" if at.legal else style)

    label = _PLACE.sub(place, at.text)
    return label + at.suffix if label.strip() else ""


def _lists(root: _Element) -> dict[str, List]:
    definitions = {element.get(w("abstractNumId")) or "": element for element in root.iter(w("abstractNum"))}
    by_style = {style: key for key, element in definitions.items() if (style := attribute(element, "styleLink"))}
    lists = {}
    for element in root.iter(w("num")):
        key = attribute(element, "abstractNumId") or ""
        key = by_style.get(attribute(definitions.get(key), "numStyleLink") or "", key)
        if key not in definitions:
            continue
        levels = {_index(level): _level(level) for level in definitions[key].iter(w("lvl"))}
        starts = {}
        for override in element.iter(w("lvlOverride")):
            if (own := override.find(w("lvl"))) is not None:
                levels[_index(override)] = _level(own)
            if (start := whole(attribute(override, "startOverride"))) is not None:
                starts[_index(override)] = start
        lists[element.get(w("numId")) or ""] = List(key, levels, starts)
    return lists


def _index(element: _Element) -> int:
    return whole(element.get(w("ilvl"))) or 0


def _level(element: _Element) -> Level:
    # A format of the user's own comes with a plain one to fall back on, which stands last.
    styles = [found.get(w("val")) or "decimal" for found in element.iter(w("numFmt"))]
    start = whole(attribute(element, "start"))
    return Level(
        start=0 if start is None else start,
        style=styles[-1] if styles else "decimal",
        text=attribute(element, "lvlText") or (BULLET if element.find(w("lvlPicBulletId")) is not None else ""),
        restart=whole(attribute(element, "lvlRestart")),
        suffix="" if attribute(element, "suff") == "nothing" else " ",
        legal=bool(switched_on(element.find(w("isLgl")))),
        paragraph_style=attribute(element, "pStyle"),
    )
