"""A reading as plain data and as JSON, for programs. The shape is published in `taiwa/schema/reading.schema.json`.

Spans stay what they are in the model: [start, end] in Unicode code points of the document's own text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from importlib import import_module
from typing import Any

from taiwa.model import Hit, Notice, Passage, Provision, Reading, Segment, Source, Span, Statement
from taiwa.model.plain import plain
from taiwa.view.tally import count

# A list of numbers that json spread over lines. A line end inside a string is escaped, so this never meets one.
SPREAD = re.compile(r"\[\n\s*(-?\d[\d.eE+-]*(?:,\n\s*-?\d[\d.eE+-]*)*)\n\s*\]")


def as_json(reading: Reading, *, indent: int | None = 2) -> str:
    """The reading as JSON text without a final line end; `indent=None` gives one line. Spans stay on one line."""
    text = json.dumps(as_data(reading), ensure_ascii=False, indent=indent, allow_nan=False)
    return text if indent is None else SPREAD.sub(lambda hit: "[" + ", ".join(re.split(r",\s+", hit[1])) + "]", text)


def as_data(reading: Reading) -> dict[str, Any]:
    """The reading in dicts, lists, strings, numbers, booleans and None, as the schema says."""
    source = reading.source
    return {
        "document": source.name,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "language": reading.language,
        "reader": reading.reader,
        "scale": reading.scale,
        "statement": _statement(reading.statement),
        "provisions": _provisions(reading),
        "assertions": [_passage(passage) for passage in reading.assertions],
        "residue": [_passage(passage) for passage in reading.residue],
        "segments": [_segment(segment) for segment in reading.segments],
        "notices": [plain(notice) for notice in notices_of(reading)],
        "counts": _counts(reading),
    }


def notices_of(reading: Reading) -> tuple[Notice, ...]:
    """What intake and reader have to say of the document, each notice once."""
    return tuple(dict.fromkeys(reading.source.notices + reading.notices))


def hit_data(hit: Hit) -> dict[str, Any]:
    """What search found as data: the item with a list for each facet, the characters that were sought, the words by
    which it was found where nobody wrote them."""
    item = plain(hit.item)
    tags: dict[str, list[str]] = {}
    for facet, value in item.pop("tags"):
        tags.setdefault(facet, []).append(value)
    return {**item, **tags, "spans": plain(hit.spans), "via": plain(hit.via)}


def _statement(statement: Statement) -> dict[str, Any]:
    return {part.name: plain(getattr(statement, part.name)) for part in fields(Statement)}


def _provisions(reading: Reading) -> list[dict[str, Any]]:
    boxes_of = _boxes_of() if reading.source.boxes else None
    rows = []
    for provision in reading.provisions:
        row = {part.name: plain(getattr(provision, part.name)) for part in fields(Provision)}
        if boxes_of:
            row["boxes"] = [
                [box[0], *(round(float(edge), 2) for edge in box[1:])]
                for box in boxes_of(reading.source, provision.anchor)
            ]
        rows.append(row)
    return rows


def _boxes_of() -> Callable[[Source, Span], Sequence[tuple[int, float, float, float, float]]] | None:
    """Intake's look-up of a span's rectangles on the page; imported for PDFs only."""
    return getattr(import_module("taiwa.intake"), "boxes_of", None)


def _passage(passage: Passage) -> dict[str, Any]:
    return plain(passage)  # type: ignore[no-any-return]


def _segment(segment: Segment) -> dict[str, Any]:
    """A segment without the parts that say nothing: there is one for every few characters of the text."""
    row: dict[str, Any] = {"kind": segment.kind, "span": list(segment.span)}
    row |= {name: value for name in ("provision", "reason") if (value := getattr(segment, name)) is not None}
    return row | ({"level": segment.level} if segment.level else {})


def _counts(reading: Reading) -> dict[str, Any]:
    tally = count(reading)
    return {
        **{part.name: plain(getattr(tally, part.name)) for part in fields(tally)},
        "share_read": round(tally.share_read, 4),
    }
