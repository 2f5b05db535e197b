"""Text as it is shown: hard wraps healed, control characters made harmless. Never used to count spans.

Owns where a line end joins and how. Where the source starts a new paragraph is decided in `sheet.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from taiwa.model import Reading, Span

SPACE = re.compile(r"\s+")
NEW_LINE = re.compile(r"[\r\n\f\v\x85\u2028\u2029]")
# Scripts written without spaces between words: a line end beside them stands for nothing.
SPACELESS = re.compile(r"[\u2014\u2015\u2025\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# C0 and C1 controls could drive a terminal, bidi controls could show one text and mean another.
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def joint(before: str, after: str) -> str:
    """What stands for a line end between two characters: nothing beside Japanese and after a hyphen, else a space."""
    if not before or not after or SPACELESS.match(before) or SPACELESS.match(after):
        return ""
    return "" if before in "-‐\u00ad/" and after.islower() else " "


def heal(text: str) -> str:
    """The text on one line: every line end with the spaces around it becomes what it stands for."""
    if not NEW_LINE.search(text):
        return text.strip()
    return healed(text, 0, len(text)).strip()


def healed(text: str, start: int, end: int) -> str:
    """The characters `start` to `end` healed with their neighbours in view: a line end at an edge keeps its space."""
    pieces, at = [], start
    for first, last in line_ends(text, start, end):
        pieces += [text[at:first], joint(text[max(first - 1, 0) : first], text[last : last + 1])]
        at = last
    return "".join(pieces) + text[at:end]


def line_ends(text: str, start: int, end: int) -> Iterator[Span]:
    """Every stretch of space in which a line ends, with all the space around the line end."""
    for hit in SPACE.finditer(text, start, end):
        if NEW_LINE.search(hit[0]):
            yield Span(*hit.span())


def aside(reading: Reading) -> tuple[Span, ...]:
    """The page furniture of a reading: what stands between two pieces without belonging to the text."""
    return tuple(segment.span for segment in reading.segments if segment.kind == "furniture")


def heal_spans(text: str, spans: tuple[Span, ...], furniture: tuple[Span, ...] = ()) -> str:
    """The pieces of `text` healed and joined by an ellipsis; by nothing where only page furniture parts them."""
    out, at = [], -1
    for start, end in spans:
        if at >= 0:
            out.append(" … " if at > start or ink(between(text, at, start, furniture)) else "")
        out.append(heal(text[start:end]))
        at = end
    return "".join(out)


def between(text: str, start: int, end: int, furniture: tuple[Span, ...]) -> str:
    """What stands between two places, page furniture left out."""
    out, at = [], start
    for first, last in furniture:
        if start <= first and last <= end:
            out.append(text[at:first])
            at = last
    return "".join([*out, text[at:end]])


def safe(text: str) -> str:
    """The text without characters that act on a terminal; each becomes U+FFFD, a tab a space."""
    return UNSAFE.sub("\ufffd", text.replace("\t", " "))


def ink(text: str) -> int:
    """How many characters of the text are not space."""
    return sum(map(len, text.split()))


def phrase(
    text: str, anchor: Span, content: tuple[Span, ...], furniture: tuple[Span, ...] = (), near: int = 12
) -> Iterator[tuple[str, str]]:
    """The provision's words in the order of the text, as (role, healed words).

    `role` is `anchor`, `content` or `between`; a gap of up to `near` characters between two pieces is shown, a
    longer one becomes an ellipsis. An anchor inside the content cuts it in two.
    """
    at: int | None = None
    for role, (start, end) in _in_order(anchor, content):
        if at is not None and start > at:
            gap = between(text, at, start, furniture)
            if gap != text[at:start]:
                yield "between", " … " if ink(gap) > near else heal(gap)
            else:
                yield "between", " … " if ink(gap) > near else healed(text, at, start)
        yield role, healed(text, start, end)
        at = end


def _in_order(anchor: Span, content: tuple[Span, ...]) -> list[tuple[str, Span]]:
    pieces = [("anchor", anchor)]
    at = -1
    for start, end in sorted(content):
        start = max(start, at)
        for piece in (Span(start, min(end, anchor.start)), Span(max(start, anchor.end), end)):
            if piece.start < piece.end:
                pieces.append(("content", piece))
        at = max(at, end)
    return sorted(pieces, key=lambda piece: piece[1])
