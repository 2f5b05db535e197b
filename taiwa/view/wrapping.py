"""Lines of a given width for a terminal: Japanese breaks between characters, never before 。 nor after 「.

Widths are terminal cells as rich counts them (East Asian wide and full-width characters take two).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from taiwa.view.prose import SPACELESS

OPENING = "「『（〈《【〔‘“"
CLOSING = "、。，．・：；？！」』）〉》】〕’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜～…‥％›"
# What may not be parted: opening marks, then a word or one Japanese character, then closing marks and spaces.
UNIT = re.compile(
    rf"[{OPENING}‹]*(?:{SPACELESS.pattern}|(?:(?!{SPACELESS.pattern})[^\s{OPENING}{CLOSING}‹])+)?[{CLOSING}]*\s*"
)


def wrap(text: Text, width: int) -> list[Text]:
    """The text in lines of at most `width` cells; only a word longer than a line is cut."""
    lines = list(text.divide(breaks(text.plain, width))) if text.plain else [text]
    for line in lines:
        line.rstrip()
    return lines


def breaks(text: str, width: int) -> list[int]:
    """The offsets at which a new line begins."""
    found, used = [], 0
    for start, unit in _units(text, width):
        ink = cell_len(unit.rstrip())
        if used and used + ink > width:
            found.append(start)
            used = 0
        used += cell_len(unit)
    return found


def _units(text: str, width: int) -> Iterator[tuple[int, str]]:
    for hit in UNIT.finditer(text):
        if cell_len(hit[0].rstrip()) <= width:
            if hit[0]:
                yield hit.start(), hit[0]
        else:
            yield from ((hit.start() + at, letter) for at, letter in enumerate(hit[0]))


def padded(words: str, width: int) -> str:
    """The words with spaces up to `width` cells; longer words are left whole."""
    return words + " " * (width - cell_len(words))


def widest(words: list[str]) -> int:
    """The cells of the widest of the words."""
    return max(map(cell_len, words), default=0)
