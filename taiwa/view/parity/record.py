"""Parity as JSON, for programs: `taiwa/schema/parity.schema.json` publishes the shape.

Spans are [start, end] in Unicode code points of each side's own text. Reasons come in English and as data (`flags`).
"""

from __future__ import annotations

import json
import re
from typing import Any

from taiwa.model import Flag, Pairing, Parity, Reading, Standing
from taiwa.model.plain import plain
from taiwa.view.labels import labels_in
from taiwa.view.parity.reasons import idiom, reason
from taiwa.view.parity.rows import counts, state_of, words_of
from taiwa.view.record import SPREAD


def as_json(parity: Parity, *, indent: int | None = 2) -> str:
    """The parity as JSON text without a final line end; `indent=None` gives one line."""
    text = json.dumps(as_data(parity), ensure_ascii=False, indent=indent, allow_nan=False)
    return text if indent is None else SPREAD.sub(lambda hit: "[" + ", ".join(re.split(r",\s+", hit[1])) + "]", text)


def as_data(parity: Parity) -> dict[str, Any]:
    """The parity in JSON's types: the versions, and each pairing with all its pairs."""
    return {
        "versions": [_version(reading) for reading in parity.versions],
        "pairings": [_pairing(pairing) for pairing in parity.pairings],
    }


def _version(reading: Reading) -> dict[str, Any]:
    return {
        "document": reading.source.name,
        "sha256": reading.source.sha256,
        "language": reading.language,
        "title": reading.statement.title,
        "reader": reading.reader,
    }


def _pairing(pairing: Pairing) -> dict[str, Any]:
    labels = labels_in("en")
    pairs = []
    for each in pairing.counterparts:
        pairs.append(
            {
                "left": _side(pairing.left, each.left, each.left_spans),
                "right": _side(pairing.right, each.right, each.right_spans),
                "state": state_of(each),
                "confidence": each.confidence,
                "evidence": list(each.evidence),
                "moved": each.moved,
                "flags": [_flag(flag, pairing) for flag in each.flags],
                "idioms": [plain(found) | {"reason": idiom(found, labels)} for found in each.idioms],
            }
        )
    return {
        "left": pairing.left.source.name,
        "right": pairing.right.source.name,
        "authority": {
            "left": _standing(pairing.left_standing),
            "right": _standing(pairing.right_standing),
            "prevails": pairing.prevails or None,
        },
        "parties": [list(pair) for pair in pairing.parties],
        "counts": counts(pairing),
        "flags": [_flag(flag, pairing) for flag in pairing.flags],
        "pairs": pairs,
    }


def _side(reading: Reading, ids: tuple[str, ...], spans: tuple[Any, ...]) -> dict[str, Any]:
    return {"ids": list(ids), "spans": [list(span) for span in spans], "text": words_of(reading, spans)}


def _flag(flag: Flag, pairing: Pairing) -> dict[str, Any]:
    data: dict[str, Any] = plain(flag)
    return data | {"tolerated": flag.tolerated or None, "reason": reason(flag, pairing, labels_in("en"))}


def _standing(standing: Standing) -> dict[str, Any]:
    return {"standing": standing.authority or None, "span": list(standing.span) if standing.span else None}
