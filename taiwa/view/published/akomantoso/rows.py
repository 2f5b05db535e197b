"""The text in document order: rows (paragraphs, headings, items) of pieces, each of one segment with one set of marks.

As `view/sheet`, which joins pieces that look alike; here a piece never crosses from one segment into another, so that
each character stands in the element of what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from taiwa.model import Reading, Segment
from taiwa.view.paragraphs import joints
from taiwa.view.sheet import Marks


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one segment (None between segments), healed, and the provisions (places in `reading.provisions`)
    whose operative words, and whose content, they are."""

    text: str
    segment: Segment | None
    anchors: tuple[int, ...]
    contents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph: its kind and level are those of its first segment that is no label; `label` what it begins with."""

    kind: str
    level: int
    label: str
    pieces: tuple[Piece, ...]


def rows(reading: Reading) -> Iterator[Row]:
    """Every row that has a character which is not space."""
    row: list[Piece] = []
    for piece in (*_pieces(reading), None):
        if piece is not None:
            row.append(piece)
        elif row:
            if any(each.text.strip() for each in row):
                yield _row(row)
            row = []


def _row(pieces: list[Piece]) -> Row:
    shown = [each for each in pieces if each.segment is not None]
    head = next((each.segment for each in shown if each.segment and each.segment.kind != "label"), None)
    first = shown[0].segment if shown else None
    label = shown[0].text.strip() if first is not None and first.kind == "label" else ""
    if head is None:
        return Row("label" if label else "space", 0, label, tuple(pieces))
    return Row(head.kind, head.level, label, tuple(pieces))


def _pieces(reading: Reading) -> Iterator[Piece | None]:
    """Pieces in order, None for the end of a row."""
    text, marks, segments = reading.source.text, Marks(reading), _At(reading.segments)
    ends = {joint.span.start: joint for joint in joints(reading)}
    edges = sorted(
        {0, len(text), *marks.edges, *segments.edges, *(edge for each in ends.values() for edge in each.span)}
    )
    past = 0
    for start, end in pairwise(edges):
        anchors, contents = marks.at(start)
        joint = ends.get(start)
        if joint is not None:
            past = joint.span.end
            if joint.stands_for is None:
                yield None
            elif joint.stands_for:
                yield Piece(joint.stands_for, segments.at(start), anchors, contents)
        elif start >= past:
            yield Piece(text[start:end], segments.at(start), anchors, contents)


class _At:
    """The segment at a place; places are asked for in rising order."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments, self.next = segments, 0
        self.edges = {edge for each in segments for edge in each.span}

    def at(self, place: int) -> Segment | None:
        """The segment that covers `place`."""
        while self.next < len(self.segments) and self.segments[self.next].span.end <= place:
            self.next += 1
        here = self.segments[self.next : self.next + 1]
        return here[0] if here and here[0].span.start <= place else None
