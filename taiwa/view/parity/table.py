"""Parity as a table: CSV like that of readings (`view/table.py`), a line for each counterpart of each pairing."""

from __future__ import annotations

import csv
from io import StringIO

from taiwa.model import Pairing, Parity
from taiwa.view.labels import Labels
from taiwa.view.parity.rows import Row, rows
from taiwa.view.table import defused

COLUMNS = (
    *("state", "flags", "reasons", "tolerated", "left_ids", "right_ids", "left_text", "right_text"),
    *("confidence", "evidence", "moved", "left_document", "right_document", "left_language", "right_language"),
)


def as_csv(parity: Parity, labels: Labels) -> str:
    """The table with its header; reasons in the interface's language, states and flags by their names."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for pairing in parity.pairings:
        for row in rows(pairing, labels):
            writer.writerow([defused(cell) for cell in _cells(row, pairing)])
    return out.getvalue()


def _cells(row: Row, pairing: Pairing) -> tuple[str, ...]:
    each = row.counterpart
    return (
        row.state,
        " ".join(dict.fromkeys(flag.kind for flag in each.alarms)),
        " ".join(row.reasons),
        " ".join(row.tolerated),
        " ".join(each.left),
        " ".join(each.right),
        row.left,
        row.right,
        f"{each.confidence:.2f}",
        " ".join(each.evidence),
        "yes" if each.moved else "no",
        pairing.left.source.name,
        pairing.right.source.name,
        pairing.left.language,
        pairing.right.language,
    )
