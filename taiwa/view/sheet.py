"""The text laid out for a page: rows (paragraphs, headings, items) of runs that each carry one set of marks.

Built in one sweep over sorted edges, so the work grows with the text and its marks, not with their product. Which
line ends are ends of paragraphs is decided in `paragraphs.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from taiwa.model import Reading, Segment, Span
from taiwa.view.paragraphs import Joint, joints


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the same marks, healed, and the provisions (places in `reading.provisions`) they are marked for.

    `start` counts in the document; `kind` is the segment's, or `space` between segments.
    """

    text: str
    start: int
    kind: str
    anchors: tuple[int, ...]
    contents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the page: its kind and level are those of its first segment which is no label."""

    kind: str
    level: int
    runs: tuple[Run, ...]


def rows(reading: Reading) -> Iterator[Row]:
    """The document's rows in order."""
    levels = {part.span.start: part.level for part in reading.segments if part.level}
    row: list[Run] = []
    for run in _runs(reading):
        if run is not None and row and _marks(run) == _marks(row[-1]):
            row[-1] = replace(row[-1], text=row[-1].text + run.text)
        elif run is not None:
            row.append(run)
        elif row:
            yield _row(row, levels)
            row = []
    if row:
        yield _row(row, levels)


def _marks(run: Run) -> tuple[object, ...]:
    return run.kind, run.anchors, run.contents


def _row(runs: list[Run], levels: dict[int, int]) -> Row:
    head = next((run for run in runs if run.kind not in ("label", "space")), runs[0])
    return Row(head.kind, levels.get(head.start, 0), tuple(runs))


def _runs(reading: Reading) -> Iterator[Run | None]:
    """Runs in order, None for the end of a row."""
    text, marks, kind = reading.source.text, Marks(reading), Kinds(reading.segments)
    ends = {joint.span.start: joint for joint in joints(reading)}
    past = 0
    edges = sorted({0, len(text), *marks.edges, *kind.edges, *(edge for each in ends.values() for edge in each.span)})
    for start, end in pairwise(edges):
        anchors, contents = marks.at(start)
        joint: Joint | None = ends.get(start)
        if joint is not None:
            past = joint.span.end
            if joint.stands_for is None:
                yield None
            elif joint.stands_for:
                yield Run(joint.stands_for, start, kind.at(start), anchors, contents)
        elif start >= past:
            yield Run(text[start:end], start, kind.at(start), anchors, contents)


class Kinds:
    """The kind of segment at a place; places are asked for in rising order."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments, self.next = segments, 0
        self.edges = {edge for part in segments for edge in part.span}

    def at(self, place: int) -> str:
        """The kind at `place`, or `space`."""
        while self.next < len(self.segments) and self.segments[self.next].span.end <= place:
            self.next += 1
        here = self.segments[self.next : self.next + 1]
        return here[0].kind if here and here[0].span.start <= place else "space"


class Marks:
    """The provisions whose anchor or content covers a place; every edge is asked for once, in rising order."""

    def __init__(self, reading: Reading) -> None:
        self.on: dict[int, list[tuple[int, int]]] = {}
        self.off: dict[int, list[tuple[int, int]]] = {}
        self.open: tuple[dict[int, None], dict[int, None]] = ({}, {})
        for place, provision in enumerate(reading.provisions):
            self._add(0, place, (provision.anchor,))
            self._add(1, place, provision.content)
        self.edges = {*self.on, *self.off}

    def _add(self, role: int, place: int, spans: tuple[Span, ...]) -> None:
        for start, end in spans:
            if start < end:
                self.on.setdefault(start, []).append((role, place))
                self.off.setdefault(end, []).append((role, place))

    def at(self, edge: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The places of the provisions whose anchor, and of those whose content, covers the character at `edge`."""
        for role, place in self.off.get(edge, ()):
            self.open[role].pop(place, None)
        for role, place in self.on.get(edge, ()):
            self.open[role][place] = None
        return tuple(self.open[0]), tuple(self.open[1])
