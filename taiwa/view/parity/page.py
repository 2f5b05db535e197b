"""Parity as one HTML page that asks nothing of the network and runs no script: the versions side by side.

The boxes for the states hide and show pairs by style alone, on paper too. Everything from a document passes `escape`.
"""

from __future__ import annotations

from collections.abc import Iterator

from taiwa.model import Pairing, Parity, Reading, Span
from taiwa.view.labels import Labels
from taiwa.view.markup import escape
from taiwa.view.page import document
from taiwa.view.pairs import Half, Link, boxes, heads, nowhere, pair
from taiwa.view.parity.reasons import names_of, prevails, reason
from taiwa.view.parity.rows import STATES, Row, counts, rows
from taiwa.view.parity.terminal import SIGNS
from taiwa.view.prose import aside, heal, heal_spans


def as_page(parity: Parity, labels: Labels) -> str:
    """The page as HTML text, to be stored as UTF-8."""
    title = labels.phrase("parity", "title", title=_title(parity.versions[0]))
    return document(
        title, _body(parity, title, labels), labels, styles=("page.css", "pairs.css", "parity.css"), script=""
    )


def _title(reading: Reading) -> str:
    return heal(reading.statement.title or reading.source.name)


def _body(parity: Parity, title: str, labels: Labels) -> Iterator[str]:
    yield f'<header><h1>{escape(title)}</h1></header><main id="text" tabindex="-1">'
    each = [counts(pairing) for pairing in parity.pairings]
    numbers = {state: sum(count[state] for count in each) for state in STATES}
    yield from boxes(labels.phrase("parity", "state"), "state", SIGNS, numbers, labels)
    for pairing in parity.pairings:
        yield from _pairing(pairing, labels)
    yield "</main>"


def _pairing(pairing: Pairing, labels: Labels) -> Iterator[str]:
    names = names_of(pairing, labels)
    yield f'<section><h2>{escape(" – ".join(names))}</h2><dl class="facts">'
    sides = zip(names, (pairing.left, pairing.right), (pairing.left_standing, pairing.right_standing), strict=True)
    for name, reading, standing in sides:
        words = f"{reading.source.name} · {labels.name('authority', standing.authority or 'unmarked')}"
        yield f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>"
    yield f'</dl><p class="kind">{escape(prevails(pairing, labels))}</p>'
    for flag in pairing.flags:
        yield f'<p class="whole">{escape(reason(flag, pairing, labels))}</p>'
    yield f'<div class="pairs">{heads((*names, labels.phrase("parity", "reason")))}'
    for row in rows(pairing, labels):
        yield pair_of(row, pairing, labels)
    yield "</div></section>"


def pair_of(row: Row, pairing: Pairing, labels: Labels, link: Link = nowhere, id: str = "") -> str:
    """A row of a pairing as HTML, with links to its things where `link` knows their address."""
    each, (left, right) = row.counterpart, names_of(pairing, labels)
    shown = (
        (left, pairing.left, each.left, each.left_spans, [s for f in each.alarms for s in f.left_spans]),
        (right, pairing.right, each.right, each.right_spans, [s for f in each.alarms for s in f.right_spans]),
    )
    halves = [
        Half(name, reading.language, ids, "", _words(reading, spans, marked))
        for name, reading, ids, spans, marked in shown
    ]
    sure = labels.phrase("parity", "confidence", confidence=f"{each.confidence:.2f}") if each.confidence else ""
    moved = labels.phrase("parity", "moved") if each.moved else ""
    about = " · ".join(escape(part) for part in (sure, moved) if part)
    said = "".join(f"<li>{escape(words)}</li>" for words in row.reasons)
    said += "".join(f'<li class="quiet">{escape(words)}</li>' for words in row.tolerated)
    state = f"<b>{SIGNS[row.state]} {escape(labels.name('state', row.state))}</b>"
    why = f'{state} <span class="quiet">{about}</span>{f"<ul>{said}</ul>" if said else ""}'
    return pair(row.state, halves, why, link, id)


def _words(reading: Reading, spans: tuple[Span, ...], marked: list[Span]) -> str:
    """The words of one side, what a flag points at set off; a flag that points at all of it sets nothing off."""
    furniture, text = aside(reading), reading.source.text
    marks = sorted({mark for mark in marks_within(spans, marked)})
    out = []
    for span in spans:
        at = span.start
        for mark in marks:
            if at <= mark.start and mark.end <= span.end:
                out.append(escape(_piece(text, at, mark.start)))
                out.append(f"<mark>{escape(_piece(text, mark.start, mark.end))}</mark>")
                at = mark.end
        rest = heal_spans(text, (Span(at, span.end),), furniture) if at == span.start else _piece(text, at, span.end)
        out.append(escape(rest) + " ")
    return "".join(out).strip()


def marks_within(spans: tuple[Span, ...], marked: list[Span]) -> Iterator[Span]:
    """The marks that lie within a piece and are not the whole of it."""
    for mark in marked:
        if any(span.start <= mark.start < mark.end <= span.end and mark != span for span in spans):
            yield mark


def _piece(text: str, start: int, end: int) -> str:
    from taiwa.view.prose import healed

    return healed(text, start, end)
