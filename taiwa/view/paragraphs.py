"""What each line end of a document stands for when it is shown: nothing, a space, or the end of a paragraph.

Paragraphs are those of the working text (`taiwa.text.heal`), which the reader read; beside titles, headings and page
furniture a line always ends, and within one provision never.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taiwa.model import Reading, Segment, Span
from taiwa.text import heal as working_text
from taiwa.view.prose import joint, line_ends

# These kinds stand alone: nothing runs on into them or out of them over a line end.
ALONE = frozenset({"title", "mark", "heading", "footnote", "furniture", "other-version"})


@dataclass(frozen=True, slots=True)
class Joint:
    """A line end with the space around it, and what stands for it; None is the end of a paragraph."""

    span: Span
    stands_for: str | None


def joints(reading: Reading) -> Iterator[Joint]:
    """Every line end of the document in order."""
    text, segments = reading.source.text, Neighbours(reading.segments)
    working = working_text(reading.source)
    begins = {working.starts[paragraph.start] for paragraph in working.paragraphs}
    for span in line_ends(text, 0, len(text)):
        before, after = segments.around(span)
        ends = _ends(before, after, paragraph=span.end in begins)
        between = joint(text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1])
        yield Joint(span, None if ends else between)


def _ends(before: Segment | None, after: Segment | None, *, paragraph: bool) -> bool:
    if before is None or after is None:
        return True
    if before.provision is not None and before.provision == after.provision:
        return False
    if before is not after and (before.kind in ALONE or after.kind in ALONE):
        return before.kind != "label"
    return paragraph


class Neighbours:
    """The segments just before and just after a stretch of space; asked for in rising order."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments, self.next = segments, 0

    def around(self, span: Span) -> tuple[Segment | None, Segment | None]:
        """The last segment that begins before `span`, and the one that holds what follows it."""
        while self.next < len(self.segments) and self.segments[self.next].span.start < span.start:
            self.next += 1
        before = self.segments[self.next - 1] if self.next else None
        if before and before.span.end > span.end:
            return before, before
        return before, self.segments[self.next] if self.next < len(self.segments) else None
