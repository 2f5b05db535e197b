"""A comparison as JSON, for programs: `taiwa/schema/comparison.schema.json` publishes the shape.

Spans are [start, end] in Unicode code points of each side's own text. Reasons come in English and as data (`grounds`).
"""

from __future__ import annotations

import json
import re
from typing import Any

from taiwa.comparing.items import Outline, outlines
from taiwa.model import Comparison, Reading
from taiwa.model.plain import plain
from taiwa.view.comparison.reasons import reason, verdicts_of
from taiwa.view.labels import labels_in
from taiwa.view.prose import aside, heal_spans
from taiwa.view.record import SPREAD


def as_json(comparison: Comparison, *, indent: int | None = 2) -> str:
    """The comparison as JSON text without a final line end; `indent=None` gives one line."""
    text = json.dumps(as_data(comparison), ensure_ascii=False, indent=indent, allow_nan=False)
    return text if indent is None else SPREAD.sub(lambda hit: "[" + ", ".join(re.split(r",\s+", hit[1])) + "]", text)


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison in JSON's types: both documents, counts, and every pair with its verdict, sides and reason."""
    labels = labels_in("en")
    sides = [{each.name: each for each in outlines(reading)} for reading in (comparison.old, comparison.new)]
    pairs = []
    for pair in comparison.pairs:
        data = plain(pair)
        data["old"] = [_thing(sides[0][name], comparison.old) for name in pair.old]
        data["new"] = [_thing(sides[1][name], comparison.new) for name in pair.new]
        data["reason"] = reason(pair, labels)
        pairs.append(data)
    return {
        "old": _document(comparison.old),
        "new": _document(comparison.new),
        "language": comparison.new.language,
        "scales": list(comparison.scales),
        "counts": verdicts_of(comparison),
        "callouts": [plain(callout) for callout in comparison.callouts],
        "pairs": pairs,
    }


def _document(reading: Reading) -> dict[str, Any]:
    return {
        "document": reading.source.name,
        "sha256": reading.source.sha256,
        "title": reading.statement.title,
        "date": reading.statement.date,
        "reader": reading.reader,
    }


def _thing(item: Outline, reading: Reading) -> dict[str, Any]:
    """One provision or sentence of a side; what only a provision has is None for a sentence."""
    provision = item.provision
    return {
        "id": item.name,
        "spans": [list(piece) for piece in item.pieces],
        "text": heal_spans(reading.source.text, item.pieces, aside(reading)),
        "paragraph": provision.paragraph if provision else None,
        "speaker": list(provision.speaker) if provision else None,
        "act": provision.act if provision else None,
        "force": provision.force if provision else None,
        "followup": provision.followup if provision else None,
    }
