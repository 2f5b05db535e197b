"""Places in a text as people name them: words selected on the page, or written down, as characters of the source.

The page shows the text with its line ends healed; a place on it is counted in a row's shown characters.
"""

from __future__ import annotations

import re
from itertools import pairwise

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Passage, Reading, Span
from taiwa.view.sheet import rows

SPACES = re.compile(r"\s+")


def row_around(reading: Reading, place: int) -> Span:
    """The characters of the paragraph, as the page shows it, in which a character stands."""
    starts = [row.runs[0].start for row in rows(reading)]
    ends = [*starts, len(reading.source.text)]
    for start, end in pairwise(ends):
        if start <= place < end:
            return Span(start, end)
    raise NotInRecord(f"the text has no character {place}")


def selected(reading: Reading, row: int, start: int, end: int) -> Span:
    """The characters of the source that are shown as those from `start` to `end` of the row that begins at `row`.

    Raises NotInRecord where there is no such row, or not so much in it.
    """
    found = next((each for each in rows(reading) if each.runs[0].start == row), None)
    if found is None:
        raise NotInRecord(f"no paragraph of the text begins at its character {row}")
    shown = "".join(run.text for run in found.runs)
    if not 0 <= start < end <= len(shown):
        raise NotInRecord(f"the paragraph has {len(shown)} characters")
    places = _places(shown, reading.source.text, row)
    # Space at the edges of a selection belongs to nobody.
    while start < end and shown[start].isspace():
        start += 1
    while end > start and shown[end - 1].isspace():
        end -= 1
    if start == end:
        raise WrongValue("nothing but space is selected")
    return Span(places[start], places[end - 1] + 1)


def _places(shown: str, text: str, at: int) -> list[int]:
    """For each shown character its place in the text: both are the same but for the space in which lines end."""
    out: list[int] = []
    for character in shown:
        while at < len(text) and text[at] != character and text[at].isspace() and not character.isspace():
            at += 1
        out.append(min(at, len(text) - 1))
        if at < len(text) and (not character.isspace() or text[at].isspace()):
            at += 1
    return out


def words_in(text: str, words: str, within: Span) -> Span:
    """Where words stand in a stretch of the text, wherever lines end in it. Raises WrongValue where they don't."""
    # Between any two characters a line may end: Japanese is broken anywhere.
    pieces = [re.escape(character) for character in SPACES.sub("", words)]
    found = re.compile(r"\s*".join(pieces)).search(text, *within) if pieces else None
    if found is None:
        raise WrongValue(f"“{words.strip()}” does not stand there")
    return Span(*found.span())


def paragraph_of(reading: Reading, span: Span) -> str:
    """The label or heading under which a passage stands, as the reader told it; empty where it told none."""
    passages: tuple[Passage, ...] = (*reading.assertions, *reading.residue)
    inside = (each for each in passages for start, end in each.spans if start < span.end and span.start < end)
    found = next(inside, None)
    return found.paragraph if found else ""
