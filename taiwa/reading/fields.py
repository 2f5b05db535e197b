"""Policy fields of a provision (READING.md section 5): one to three, the main one first.

Owns the weighing: what the content itself says, and what its surroundings say where the content says little. The
phrases that point to a field live in the lexicon under `field.*` (weak signs under `.weak`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from taiwa.lexicon import Lexicon
from taiwa.reading.structure import Unit

Place = tuple[int, int]
Weights = Mapping[str, float]

# All values were measured on 20 Japanese dev texts with a coding (800 provisions), where main field recall and field F1
# are 0.951 and 0.788. In brackets: the two figures with another value. All lie on a plateau: half or twice as much
# costs 0.01 at most, where nothing else is said.

# A strong sign counts 1, a weak one this much (0: 0.931, 0.774; 0.4: 0.945, 0.779).
WEAK = 0.2
# The last of several signs counts this much of its value: the head of the object ("cooperation", "a meeting",
# "training") says less than what it is about (0: 0.914, 0.752; 1.2: 0.945, 0.786).
LAST = 0.6
# What stands around a content counts as so many strong signs (0: 0.892, 0.770; 0.5: 0.934, 0.789; 2: 0.944, 0.760) ...
AROUND = 1.0
# ... and as so many where the content opens with a word that points back (0: 0.924, 0.777).
POINTING = 4.0
# Shares of the surroundings: the act before in the same sentence (0: 0.938, 0.772), the act before in the paragraph
# where the content points back (0: 0.939, 0.780), the sentences near (0: 0.950, 0.757), the heading (0: 0.944, 0.782),
# the lead-in (0: 0.946, 0.784), the rest of the sentence (0: 0.943, 0.779), the section (0: 0.949, 0.787).
BEFORE, BEYOND, NEAR, HEADING, LEAD, REST, SECTION = 10.0, 2.5, 1.0, 0.6, 0.8, 0.4, 0.3
# Near are so many sentences before in the paragraph (0: 0.932, 0.784; 1: 0.948, 0.787; 4: 0.950, 0.786).
BACK = 2
# A field below this share of the main one is not named (0.22: 0.956, 0.772; 0.39: 0.936, 0.787).
SHARE = 0.29
# No more than READING.md allows; a third one needs a strong sign in the content (without this rule: 0.959, 0.771).
# To let `dialogue` and `relations` count less than concrete fields gains nothing (0.6 of their value: 0.944, 0.783).
MOST = 3
# A katakana phrase of so many letters or fewer is often a part of a name (a poppy in the name of a state).
SHORT = 3
_LATIN = re.compile("[A-Za-z]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_FALLBACK = ("relations",)


class Sign(NamedTuple):
    """A phrase that points to a field: [start, end) in the working text, the field, how much it counts."""

    start: int
    end: int
    field: str
    value: float
    strong: bool


class _Setting(NamedTuple):
    """What a unit stands in: where its paragraph opens, sentences near, lead-in, heading, section under it."""

    opens: int
    near: Place | None = None
    lead: Place | None = None
    heading: Place | None = None
    section: Place | None = None


class Fields:
    """Field signs of one working text, asked act by act in the order of the text."""

    def __init__(self, text: str, lex: Lexicon, units: Sequence[Unit] = ()) -> None:
        self.text = text
        self.signs = tuple(_signs(text, lex))
        self._starts = [sign.start for sign in self.signs]
        self._settings = _settings(units)
        self._anaphor = lex.pattern("word.anaphor")
        self._known: dict[Place, Weights] = {}
        self._before: tuple[int, Weights] = (-1, {})

    def of(self, content: Sequence[Place], unit: Unit) -> tuple[str, ...]:
        """Fields of an act by its content and the unit it stands in, the main one first; never empty.

        The content's own signs and those of its surroundings are added up, the surroundings as if they were `AROUND`
        strong signs (`POINTING` where the content points back). Of equal fields the first in the text leads.
        """
        own = [sign for place in content for sign in self._within(place)]
        points = not content or self._anaphor.match(self.text, content[0][0]) is not None
        weights = _weights(own, LAST)
        _add(weights, self._around(own, unit, points), POINTING if points else AROUND)
        self._before = (unit.start, weights)
        return _named(weights, {sign.field for sign in own if sign.strong})

    def _around(self, own: Sequence[Sign], unit: Unit, points: bool) -> dict[str, float]:
        """Weights of the fields around an act: the act before, the rest of the sentence, and all that it stands in."""
        setting = self._settings.get(unit.start) or _Setting(unit.start, (unit.start, unit.end))
        total = self._standing(setting)
        sentence = self._within((unit.start, unit.end))
        if len(sentence) > len(own):
            _add(total, _weights([sign for sign in sentence if sign not in own]), REST)
        at, before = self._before
        if at == unit.start:
            _add(total, before, BEFORE)
        elif points and at >= setting.opens:
            _add(total, before, BEYOND)
        return total

    def _standing(self, setting: _Setting) -> dict[str, float]:
        """Weights of the fields of the sentences near, lead-in, heading and section together."""
        total: dict[str, float] = {}
        for place, weight in zip(setting[1:], (NEAR, LEAD, HEADING, SECTION), strict=True):
            if place:
                if place not in self._known:
                    self._known[place] = _weights(self._within(place))
                _add(total, self._known[place], weight)
        return total

    def _within(self, place: Place) -> Sequence[Sign]:
        """Signs inside a place; one that reaches over its end is left out."""
        start, end = bisect_left(self._starts, place[0]), bisect_left(self._starts, place[1])
        if end > start and self.signs[end - 1].end > place[1]:
            end -= 1
        return self.signs[start:end]


def _signs(text: str, lex: Lexicon) -> Iterable[Sign]:
    for hit in lex.fields.find(text):
        if not _cut_from_word(text, hit.start, hit.end):
            parts = hit.senses[0].meaning.id.split(".")
            strong = parts[-1] != "weak"
            yield Sign(hit.start, hit.end, parts[1], 1.0 if strong else WEAK, strong)


def _cut_from_word(text: str, start: int, end: int) -> bool:
    """Whether a phrase in Latin letters, or a short one in katakana, is only a part of a longer word."""
    letters = _LATIN if _LATIN.match(text, start) else _KATAKANA
    if letters is _KATAKANA and (end - start > SHORT or not _KATAKANA.match(text, start)):
        return False
    return any(letters.match(text, at) for at in (start - 1, end) if 0 <= at < len(text))


def _settings(units: Sequence[Unit]) -> dict[int, _Setting]:
    """The setting of each unit, by where the unit starts."""
    sections: dict[Place, int] = {}
    headings: list[Place | None] = []
    heading: Place | None = None
    for unit in units:
        heading = (unit.start, unit.end) if unit.kind == "heading" else heading
        headings.append(heading)
        if heading:
            sections[heading] = unit.end
    out = {}
    for i, (unit, opens, place) in enumerate(zip(units, _openings(units), headings, strict=True)):
        near = (max(opens, units[max(0, i - BACK)].start), unit.end)
        lead = (units[unit.leadin].start, units[unit.leadin].end) if unit.leadin >= 0 else None
        section = (place[0], sections[place]) if place else None
        out[unit.start] = _Setting(opens, near, lead, place, section)
    return out


def _openings(units: Sequence[Unit]) -> Iterable[int]:
    """Where each unit's paragraph opens. One with a label goes on to the next label, however its lines are broken."""
    first: Unit | None = None
    for unit in units:
        same = first and unit.path == first.path and (first.label or unit.paragraph == first.paragraph)
        if first is None or unit.label or not same:
            first = unit
        yield first.start


def _weights(signs: Sequence[Sign], last: float = 1.0) -> dict[str, float]:
    """Sum of the signs of each field; the last of several signs counts `last` times its value."""
    out: dict[str, float] = {}
    for _, _, field, value, _ in signs:
        out[field] = out.get(field, 0.0) + value
    if len(signs) > 1 and last != 1.0:
        out[signs[-1].field] -= signs[-1].value * (1.0 - last)
    return out


def _add(total: dict[str, float], weights: Weights, weight: float) -> None:
    """Adds to a total the weights as shares of their sum, `weight` together."""
    if weights:
        unit = weight / sum(weights.values())
        for field, value in weights.items():
            total[field] = total.get(field, 0.0) + unit * value


def _named(weights: Weights, strong: set[str]) -> tuple[str, ...]:
    """The fields that weigh enough beside the main one; a third one only where the content has a strong sign of it."""
    order = sorted(weights, key=lambda field: -weights[field])[:MOST]
    if not order:
        return _FALLBACK
    enough = [field for field in order if weights[field] >= SHARE * weights[order[0]]]
    return (*enough[:2], *(field for field in enough[2:] if field in strong))
