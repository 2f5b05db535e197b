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
from taiwa.view.prose import heal

TAGS = {"kept": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}


def as_page(comparison: Comparison, labels: Labels) -> str:
    """The page as HTML text, to be stored as UTF-8."""
    title = labels.phrase("compare", "title", old=_title(comparison.old), new=_title(comparison.new))
    return document(title, _body(comparison, title, labels), labels, styles=("page.css", "compare.css"), script="")


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
    yield from _filter(comparison, labels)
    heads = "".join(f"<div>{_say(labels, name)}</div>" for name in ("old", "new", "reason"))
    yield f'<div class="pairs"><div class="pair heads" aria-hidden="true">{heads}</div>'
    for row in rows(comparison, labels):
        yield _pair(row, comparison, labels)
    yield "</div></main>"


def _filter(comparison: Comparison, labels: Labels) -> Iterator[str]:
    yield f'<div class="filter"><fieldset class="verdicts"><legend class="quiet">{_say(labels, "verdict")}</legend>'
    for verdict, number in verdicts_of(comparison).items():
        yield (
            f'<label class="{verdict}"><input type="checkbox" id="v-{verdict}" checked>'
            f"{SIGNS[verdict]} {escape(labels.name('verdict', verdict))} ({number})</label>"
        )
    yield "</fieldset></div>"


def _pair(row: Row, comparison: Comparison, labels: Labels) -> str:
    pair = row.pair
    language = comparison.new.language
    sides = "".join(
        f'<div class="words" lang="{escape(language)}"><span class="place">{escape(_place(names, paragraph))}</span>'
        f"{_words(pieces, language)}</div>"
        for names, paragraph, pieces in zip((pair.old, pair.new), row.paragraphs, (row.old, row.new), strict=True)
    )
    moved = f" ({_say(labels, 'moved')})" if pair.moved else ""
    verdict = f"<b>{SIGNS[pair.verdict]} {escape(labels.name('verdict', pair.verdict))}</b>{moved}"
    why = f'<div class="why">{verdict}<br>{escape(row.reason)}</div>'
    return f'<article class="pair {pair.verdict}">{sides}{why}</article>'


def _place(names: tuple[str, ...], paragraph: str) -> str:
    return " · ".join(part for part in ("+".join(names), paragraph) if part)


def _words(pieces: tuple[Piece, ...], language: str) -> str:
    out = []
    for kind, text in spaced(pieces, language):
        words = text.lstrip(" ")
        out.append(" " * (len(text) - len(words)) + TAGS[kind].format(escape(words)))
    return "".join(out)


def _say(labels: Labels, name: str) -> str:
    return escape(labels.phrase("compare", name))
