"""Things named in a provision: treaties, resolutions, programmes, bodies, routes, parties, dates, deadlines, money.

Owns finding and normalising them. Fixed names and the endings by which others are known live in the lexicon
(`mention.*`), states and groups in the registry and the cast of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from taiwa.lexicon import Lexicon
from taiwa.lexicon.calendar import calendar_of
from taiwa.lexicon.inflected import InflectedLexicon
from taiwa.lexicon.numerals import Amount, Moment, amounts, moments
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.lexicon.timetable import timetable_of
from taiwa.model import Mention
from taiwa.reading.final.parties import Phrases
from taiwa.reading.free.voices import Voices
from taiwa.reading.initial.subjects import Subjects
from taiwa.text import Working


class Mentions:
    """Mentions of one working text, found once and asked span by span."""

    def __init__(self, work: Working, lex: Lexicon, phrases: Phrases | Subjects | Voices) -> None:
        self.work, self.lex = work, lex
        found = [
            *self._listed(),
            *self._by_ending(),
            *self._quoted(),
            *self._parties(phrases),
            *self._times(),
            *self._money(),
        ]
        self.hits = _untangled(found)
        self._starts = [hit[0] for hit in self.hits]

    def within(self, spans: tuple[tuple[int, int], ...]) -> tuple[Mention, ...]:
        """Mentions that lie in the spans, in order."""
        out = []
        for start, end in spans:
            at = bisect_left(self._starts, start)
            while at < len(self.hits) and self.hits[at][0] < end:
                s, e, kind, value = self.hits[at]
                if e <= end:
                    name = self.work.written(s, e)
                    out.append(Mention(kind, name, self.work.source_span(s, e), value))
                at += 1
        return tuple(out)

    def _listed(self) -> list[tuple[int, int, str, str | None]]:
        return [
            (h.start, h.end, h.senses[0].meaning.id.split(".")[1], None) for h in self.lex.mentions.find(self.work.text)
        ]

    def _by_ending(self) -> list[tuple[int, int, str, str | None]]:
        """Names of the open classes: a run of name letters that closes with a word for what it is ("… Convention")."""
        text = self.work.text
        return [(start, end, kind, None) for start, end, kind in self.lex.named_things(text)]

    def _quoted(self) -> list[tuple[int, int, str, str | None]]:
        out: list[tuple[int, int, str, str | None]] = []
        for found in re.finditer(r"[「『]([^」』]{2,40})[」』]", self.work.text):
            kind = next(
                (k for k in ("treaty", "resolution", "body", "route", "programme") if self.lex.ends_as(k, found[1])),
                "programme",
            )
            out.append((found.start(1), found.end(1), kind, None))
        return out

    def _parties(self, phrases: Phrases | Subjects | Voices) -> list[tuple[int, int, str, str | None]]:
        out: list[tuple[int, int, str, str | None]] = []
        for start, end, surface in phrases.hits:
            if surface in phrases.cast.surfaces:
                codes = phrases.cast.surfaces[surface]
                out.append((start, end, "party", " ".join(codes)))
        return out

    def _times(self) -> list[tuple[int, int, str, str | None]]:
        return [(m.start, m.end, m.kind, m.value) for m in self._told[0]]

    def _money(self) -> list[tuple[int, int, str, str | None]]:
        return [(m.start, m.end, "money", m.value) for m in self._told[1]]

    @cached_property
    def _told(self) -> tuple[list[Moment], list[Amount]]:
        """Times and sums, as the language writes them."""
        if isinstance(self.lex, InflectedLexicon):
            timetable = timetable_of(self.lex)
            return timetable.moments(self.work.text), timetable.amounts(self.work.text)
        if isinstance(self.lex, SpacedLexicon):
            calendar = calendar_of(self.lex)
            return calendar.moments(self.work.text), calendar.amounts(self.work.text)
        return moments(self.work.text), amounts(self.work.text)


def _untangled(found: list[tuple[int, int, str, str | None]]) -> list[tuple[int, int, str, str | None]]:
    """In order, of overlapping ones the longest (of equal ones the first found)."""
    out: list[tuple[int, int, str, str | None]] = []
    for hit in sorted(found, key=lambda h: (h[0], -(h[1] - h[0]))):
        if out and hit[0] < out[-1][1]:
            if hit[1] - hit[0] > out[-1][1] - out[-1][0]:
                out[-1] = hit
            continue
        out.append(hit)
    return out
