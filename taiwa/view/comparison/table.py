"""A comparison as a table: CSV like that of readings (`view/table.py`), a line for each pair."""

from __future__ import annotations

import csv
from io import StringIO

from taiwa.model import Comparison
from taiwa.view.comparison.rows import Row, rows, spaced
from taiwa.view.labels import Labels
from taiwa.view.table import defused

COLUMNS = (
    *("verdict", "reason", "old_id", "new_id", "old_paragraph", "new_paragraph", "old_text", "new_text"),
    *("changes", "called_out", "moved", "likeness", "old_document", "new_document"),
)
# How removed and added words are set off in one line.
MARKS = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def as_csv(comparison: Comparison, labels: Labels) -> str:
    """The table with its header; reasons and callouts in the interface's language, verdicts by their names."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(comparison, labels):
        writer.writerow([defused(cell) for cell in _cells(row, comparison)])
    return out.getvalue()


def marked(row: Row, language: str) -> str:
    """Both sides in one line, removed words as [-this-], added ones as {+that+}."""
    out = []
    for kind, text in spaced(row.both, language):
        words = text.lstrip(" ")
        out.append(" " * (len(text) - len(words)) + MARKS[kind].format(words))
    return "".join(out)


def _cells(row: Row, comparison: Comparison) -> tuple[str, ...]:
    language = comparison.new.language
    old, new = ("".join(text for _, text in spaced(side, language)) for side in (row.old, row.new))
    return (
        row.pair.verdict,
        row.reason,
        " ".join(row.pair.old),
        " ".join(row.pair.new),
        *row.paragraphs,
        old,
        new,
        marked(row, language) if row.pair.edits else "",
        "; ".join(row.callouts),
        "yes" if row.pair.moved else "no",
        f"{row.pair.likeness:.2f}",
        comparison.old.source.name,
        comparison.new.source.name,
    )
