"""The account: what every character of the text is. Owns the segments of a reading; nothing is dropped from them."""

from __future__ import annotations

from taiwa.model import Segment
from taiwa.text import Working


class Account:
    """Collects pieces in working places and turns them into segments of the source, in order and without overlap."""

    def __init__(self, work: Working) -> None:
        self.work = work
        self._pieces: list[tuple[int, int, str, str | None, str | None, int]] = []

    def add(
        self,
        kind: str,
        start: int,
        end: int,
        *,
        provision: str | None = None,
        reason: str | None = None,
        level: int = 0,
    ) -> None:
        """Books the working stretch [start, end); empty stretches are ignored."""
        if end > start:
            self._pieces.append((start, end, kind, provision, reason, level))

    def segments(self) -> tuple[Segment, ...]:
        """Segments in the order of the source. What nobody booked becomes residue with the reason `unbooked`."""
        out: list[Segment] = []
        at = 0
        text = self.work.text
        for start, end, kind, provision, reason, level in sorted(self._pieces):
            start = max(start, at)
            self._gap(out, at, start)
            for span in self.work.source_spans(*_trimmed(text, start, end)):
                out.append(Segment(kind, span, provision, reason, level))
            at = max(at, end)
        self._gap(out, at, len(text))
        out += [Segment("furniture", span) for span in self.work.furniture]
        return tuple(sorted(out, key=lambda s: s.span))

    def _gap(self, out: list[Segment], start: int, end: int) -> None:
        s, e = _trimmed(self.work.text, start, end)
        for span in self.work.source_spans(s, e):
            out.append(Segment("residue", span, None, "unbooked"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without spaces at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
