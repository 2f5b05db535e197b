"""Provisions as a table: CSV by RFC 4180 in UTF-8 without a byte order mark, lines ending in CR LF, one header.

A cell that begins with = + - @, their full-width twins, a tab or a line end gets an apostrophe in front, since a
spreadsheet would run it as a formula. Lists in a cell are joined with spaces; mentions and qualifiers with "; ".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from taiwa.model import Provision, Reading, Span
from taiwa.view.prose import aside, heal, heal_spans

COLUMNS = (
    "document",
    "id",
    "paragraph",
    "speaker",
    "act",
    "force",
    "followup",
    "fields",
    "quote",
    "content",
    "qualifiers",
    "mentions",
    "preambular",
    "speaker_origin",
    "text",
    "anchor_start",
    "anchor_end",
    "content_start",
    "content_end",
    "language",
    "scale",
    "lexicon",
)
FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def as_csv(readings: Iterable[Reading], *, header: bool = True) -> str:
    """One table of all the readings' provisions; `header=False` leaves out the first line, to add to a table."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if header:
        writer.writerow(COLUMNS)
    for reading in readings:
        writer.writerows(as_rows(reading))
    return out.getvalue()


def as_rows(reading: Reading) -> Iterator[tuple[str, ...]]:
    """One row for each provision, the cells as strings in the order of `COLUMNS`, defused."""
    for provision in reading.provisions:
        yield tuple(defused(cell) for cell in _cells(reading, provision))


def defused(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _cells(reading: Reading, provision: Provision) -> tuple[str, ...]:
    text = reading.source.text
    whole = _hull(provision.content)
    return (
        reading.source.name,
        provision.id,
        heal(provision.paragraph),
        " ".join(provision.speaker),
        provision.act,
        str(provision.force),
        provision.followup,
        " ".join(provision.fields),
        heal(provision.quote),
        heal_spans(text, provision.content, aside(reading)),
        "; ".join(heal(qualifier.text) for qualifier in provision.qualifiers),
        "; ".join(_mention(mention.name, mention.value) for mention in provision.mentions),
        "yes" if provision.preambular else "no",
        provision.speaker_origin,
        heal(provision.text),
        *(str(edge) for edge in provision.anchor),
        *(str(edge) if whole else "" for edge in whole or (0, 0)),
        reading.language,
        reading.scale,
        " ".join(provision.lexicon),
    )


def _mention(name: str, value: str | None) -> str:
    return f"{heal(name)} = {value}" if value and value != name else heal(name)


def _hull(spans: tuple[Span, ...]) -> Span | None:
    return Span(min(spans)[0], max(span.end for span in spans)) if spans else None
