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
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.reading.nouns import Unit

Place = tuple[int, int]
Weights = Mapping[str, float]


class Weighing(NamedTuple):
    """What each kind of evidence counts, in strong signs.

    weak: a weak sign.
    last: the last of several signs of a content, as a share of its value.
    around: all that stands around a content together; `pointing` where it opens with a word that points back. Shares of
        that: `before`, the act before in the same sentence; `beyond`,
        the act before in the paragraph where the content points back; `near`, the sentences near (`back` of them
        before, in the paragraph); `lead`, the lead-in; `heading`; `section`; `rest`, the rest of the sentence;
        `theme`, all strong signs of the text, in which one in a title counts `title` more.
    share: a field below this share of the main one is not named.
    """

    weak: float
    last: float
    around: float
    pointing: float
    before: float
    beyond: float
    near: float
    lead: float
    heading: float
    section: float
    rest: float
    theme: float
    title: float
    back: int
    share: float


# Where the head of the object comes last ("cooperation", "a meeting", "training") it says less than what it is about.
# Measured on 20 Japanese dev texts (800 acts): main field recall 0.951, field F1 0.788. Without a part: last 0.914,
# around 0.892, pointing 0.924, before 0.938, beyond 0.939, near 0.950, lead 0.946, heading 0.944, section 0.949, rest
# 0.943; share 0.22 and 0.39: 0.956/0.772 and 0.936/0.787. All values lie on a plateau: half or twice costs 0.01.
HEAD_LAST = Weighing(0.2, 0.6, 1.0, 4.0, 10.0, 2.5, 1.0, 0.8, 0.6, 0.3, 0.4, 0.0, 0.0, 2, 0.29)
# Measured on 41 English texts (1,167 acts): 0.918, 0.758. The head comes first, and to count it more or less gains
# nothing. With other values: weak 0.1 0.907, 0.3 0.915/0.751; last 0.6 0.921; around 1 0.892, 3 0.919/0.754; pointing 4
# 0.917; near 0 0.876, 2 0.900; back 0 0.883; heading 0.5 0.915; rest 0 0.919; theme 0 0.878, 1 0.909, 2.5 0.910; title
# 0 0.908, 16 0.918; share 0.25 0.919/0.752, 0.35 0.906/0.761. On texts kept apart theme and title gain twice as much.
HEAD_FIRST = Weighing(0.2, 0.8, 2.0, 2.0, 10.0, 2.5, 1.0, 0.8, 0.3, 0.3, 0.2, 1.5, 8.0, 2, 0.29)
# No more than READING.md allows; a third one needs a strong sign in the content (without this rule: 0.959, 0.771).
# To let `dialogue` and `relations` count less than concrete fields gains nothing (0.6 of their value: 0.944, 0.783).
MOST = 3
# A katakana phrase of so many letters or fewer is often a part of a name (a poppy in the name of a state).
SHORT = 3
_LATIN = re.compile("[A-Za-z]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_FALLBACK = ("relations",)
# What the titles of most statements say ("Dialogue", "Partnership"), whatever they are about.
_FRAME = frozenset(("dialogue", "relations"))


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
        self.scheme = HEAD_FIRST if isinstance(lex, SpacedLexicon) else HEAD_LAST
        self.signs = tuple(_signs(text, lex, self.scheme.weak))
        self._starts = [sign.start for sign in self.signs]
        self._settings = _settings(units, self.scheme.back)
        self._theme = self._theme_of(units)
        self._anaphor = lex.pattern("word.anaphor")
        self._known: dict[Place, Weights] = {}
        self._before: tuple[int, Weights] = (-1, {})

    def of(self, content: Sequence[Place], unit: Unit) -> tuple[str, ...]:
        """Fields of an act by its content and the unit it stands in, the main one first; never empty.

        The content's own signs and those of its surroundings are added up, the surroundings as if they were so many
        strong signs. Of equal fields the first in the text leads.
        """
        own = [sign for place in content for sign in self._within(place)]
        points = not content or self._anaphor.match(self.text, content[0][0]) is not None
        scheme = self.scheme
        strong = {sign.field for sign in own if sign.strong}
        weights = _weights(own, scheme.last)
        _add(weights, self._around(own, unit, points), scheme.pointing if points else scheme.around)
        self._before = (unit.start, weights)
        return _named(weights, strong, scheme.share)

    def _around(self, own: Sequence[Sign], unit: Unit, points: bool) -> dict[str, float]:
        """Weights of the fields around an act: the act before, the rest of the sentence, and all that it stands in."""
        scheme = self.scheme
        setting = self._settings.get(unit.start) or _Setting(unit.start, (unit.start, unit.end))
        total = self._standing(setting)
        sentence = self._within((unit.start, unit.end))
        if len(sentence) > len(own):
            _add(total, _weights([sign for sign in sentence if sign not in own]), scheme.rest)
        at, before = self._before
        if at == unit.start:
            _add(total, before, scheme.before)
        elif points and at >= setting.opens:
            _add(total, before, scheme.beyond)
        return total

    def _standing(self, setting: _Setting) -> dict[str, float]:
        """Weights of the fields of the sentences near, lead-in, heading and section together."""
        total: dict[str, float] = {}
        scheme = self.scheme
        _add(total, self._theme, scheme.theme)
        shares = (scheme.near, scheme.lead, scheme.heading, scheme.section)
        for place, weight in zip(setting[1:], shares, strict=True):
            if place:
                if place not in self._known:
                    self._known[place] = _weights(self._within(place))
                _add(total, self._known[place], weight)
        return total

    def _theme_of(self, units: Sequence[Unit]) -> Weights:
        """What a text is about: the sum of its strong signs by field, those of its titles above the rest.

        Every statement speaks of its meetings: `dialogue` is no theme.
        """
        out = _weights([sign for sign in self.signs if sign.strong and sign.field != "dialogue"])
        for title in (unit for unit in units if unit.kind == "title"):
            for sign in self._within((title.start, title.end)):
                if sign.strong and sign.field not in _FRAME:
                    out[sign.field] += self.scheme.title
        return out

    def _within(self, place: Place) -> Sequence[Sign]:
        """Signs inside a place; one that reaches over its end is left out."""
        start, end = bisect_left(self._starts, place[0]), bisect_left(self._starts, place[1])
        if end > start and self.signs[end - 1].end > place[1]:
            end -= 1
        return self.signs[start:end]


def _signs(text: str, lex: Lexicon, weak: float) -> Iterable[Sign]:
    for hit in lex.fields.find(text):
        if not _cut_from_word(text, hit.start, hit.end):
            parts = hit.senses[0].meaning.id.split(".")
            strong = parts[-1] != "weak"
            yield Sign(hit.start, hit.end, parts[1], 1.0 if strong else weak, strong)


def _cut_from_word(text: str, start: int, end: int) -> bool:
    """Whether a phrase in Latin letters, or a short one in katakana, is only a part of a longer word."""
    letters = _LATIN if _LATIN.match(text, start) else _KATAKANA
    if letters is _KATAKANA and (end - start > SHORT or not _KATAKANA.match(text, start)):
        return False
    return any(letters.match(text, at) for at in (start - 1, end) if 0 <= at < len(text))


def _settings(units: Sequence[Unit], back: int) -> dict[int, _Setting]:
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
        near = (max(opens, units[max(0, i - back)].start), unit.end)
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
    if weights and weight:
        unit = weight / sum(weights.values())
        for field, value in weights.items():
            total[field] = total.get(field, 0.0) + unit * value


def _named(weights: Weights, strong: set[str], share: float) -> tuple[str, ...]:
    """The fields that weigh enough beside the main one; a third one only where the content has a strong sign of it."""
    order = sorted(weights, key=lambda field: -weights[field])[:MOST]
    if not order:
        return _FALLBACK
    enough = [field for field in order if weights[field] >= share * weights[order[0]]]
    return (*enough[:2], *(field for field in enough[2:] if field in strong))
