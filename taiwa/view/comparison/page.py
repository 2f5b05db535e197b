"""A comparison as one HTML page that asks nothing of the network and runs no script: old and new side by side.

The boxes for the verdicts hide and show pairs by style alone, on paper too. Everything from a document passes `escape`.
"""

from __future__ import annotations

from collections.abc import Iterator

from taiwa.model import Comparison, Reading
from taiwa.view.comparison.reasons import called, verdicts_of
from taiwa.view.comparison.rows import Piece, Row, rows, spaced
from taiwa.view.comparison.terminal import SIGNS
from taiwa.view.labels import Labels
from taiwa.view.markup import escape
from taiwa.view.page import document
from taiwa.view.pairs import Half, Link, boxes, heads, nowhere, pair
from taiwa.view.prose import heal

TAGS = {"kept": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


def as_page(comparison: Comparison, labels: Labels) -> str:
    """The page as HTML text, to be stored as UTF-8."""
    title = labels.phrase("compare", "title", old=_title(comparison.old), new=_title(comparison.new))
    return document(
        title, _body(comparison, title, labels), labels, styles=("page.css", "pairs.css", "compare.css"), script=""
    )


def _title(reading: Reading) -> str:
    return heal(reading.statement.title or reading.source.name)


def _body(comparison: Comparison, title: str, labels: Labels) -> Iterator[str]:
    yield f'<header><h1 lang="{escape(comparison.new.language)}">{escape(title)}</h1><dl class="facts">'
    for name, reading in (("old", comparison.old), ("new", comparison.new)):
        words = " · ".join(part for part in (reading.source.name, reading.statement.date) if part)
        yield f"<dt>{_say(labels, name)}</dt><dd>{escape(words)}</dd>"
    for callout in comparison.callouts:
        yield f"<dt>{_say(labels, 'callouts')}</dt><dd>{escape(called(callout, labels))}</dd>"
    scales = escape(labels.phrase("compare", "scales", scales=", ".join(comparison.scales)))
    yield f'</dl><p class="kind">{scales}</p></header>'
    yield '<main id="text" tabindex="-1">'
    yield from boxes(labels.phrase("compare", "verdict"), "verdict", SIGNS, verdicts_of(comparison), labels)
    yield f'<div class="pairs">{heads([labels.phrase("compare", name) for name in ("old", "new", "reason")])}'
    for row in rows(comparison, labels):
        yield pair_of(row, comparison.new.language, labels)
    yield "</div></main>"


def pair_of(row: Row, language: str, labels: Labels, link: Link = nowhere, id: str = "") -> str:
    """A row of a comparison as HTML, with links to its things where `link` knows their address."""
    halves = [
        Half(labels.phrase("compare", name), language, names, paragraph, marked_words(pieces, language))
        for name, names, paragraph, pieces in (
            ("old", row.pair.old, row.paragraphs[0], row.old),
            ("new", row.pair.new, row.paragraphs[1], row.new),
        )
    ]
    moved = f" ({_say(labels, 'moved')})" if row.pair.moved else ""
    verdict = f"<b>{SIGNS[row.pair.verdict]} {escape(labels.name('verdict', row.pair.verdict))}</b>{moved}"
    return pair(row.pair.verdict, halves, f"{verdict}<br>{escape(row.reason)}", link, id)


def marked_words(pieces: tuple[Piece, ...], language: str) -> str:
    """Pieces as HTML, those that one side alone has marked."""
    out = []
    for kind, text in spaced(pieces, language):
        words = text.lstrip(" ")
        out.append(" " * (len(text) - len(words)) + TAGS[kind].format(escape(words)))
    return "".join(out)


def _say(labels: Labels, name: str) -> str:
    return escape(labels.phrase("compare", name))
