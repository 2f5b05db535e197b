"""A long text in parts, so that no page weighs more than a phone on a slow line can bear.

Owns where the parts end: between two rows, by their size. A provision belongs to the part that has its card.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taiwa.model import Span
from taiwa.view.page_text import Drawn

# Bytes of rows in a part. Style, scripts and the head of the page take 60,000; a page shall stay under 200,000.
PART = 100_000


@dataclass(frozen=True, slots=True)
class Part:
    """Rows in a row: their HTML, the provisions whose cards they have, the characters they cover."""

    html: str
    cards: frozenset[int]
    span: Span


def parts_of(rows: Iterable[Drawn], end: int, most: int = PART) -> tuple[Part, ...]:
    """All rows of a text of `end` characters in parts of at most so many bytes; a row that is larger is one alone."""
    parts: list[list[Drawn]] = [[]]
    size = 0
    for row in rows:
        size += len(row.html.encode())
        if parts[-1] and size > most:
            parts.append([])
            size = len(row.html.encode())
        parts[-1].append(row)
    starts = [part[0].start if part else 0 for part in parts]
    return tuple(
        Part("\n".join(row.html for row in part), frozenset(n for row in part for n in row.cards), Span(start, after))
        for part, start, after in zip(parts, [0, *starts[1:]], [*starts[1:], end + 1], strict=True)
    )


def part_with(parts: Sequence[Part], provision: int) -> int:
    """The number, from 1, of the part that has a provision's card."""
    return next((number for number, part in enumerate(parts, 1) if provision in part.cards), 1)


def part_at(parts: Sequence[Part], place: int) -> int:
    """The number, from 1, of the part in which a character stands."""
    return next((number for number, part in enumerate(parts, 1) if part.span.start <= place < part.span.end), 1)
