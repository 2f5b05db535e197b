"""The text on the page: a row for each paragraph, its provisions marked, their cards beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from taiwa.model import Reading
from taiwa.view.card import card
from taiwa.view.labels import Labels
from taiwa.view.markup import Numbers, escape, family
from taiwa.view.sheet import Row, Run, rows

SMALL = frozenset({"mark", "footnote", "furniture", "other-version"})
# Kinds of segment that look different from plain text.
SHOWN = frozenset({"label", "residue"})


Foot = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Anchors:
    """How the words that make a provision are written: what their places on the page are called, where they lead, by
    what all words of one thing are found, what is set before them (HTML), what else they look like."""

    prefix: str = "t"
    leads: Callable[[int], str] = "#c{}".format
    of: Callable[[int], str] = str
    before: Callable[[int], str] = lambda _: ""
    look: Callable[[int], str] = lambda _: ""


TO_CARDS = Anchors()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row as HTML, where in the document it starts, and the provisions whose cards it has."""

    html: str
    start: int
    cards: tuple[int, ...]


def text_rows(reading: Reading, numbers: Numbers, labels: Labels, foot: Foot = lambda _: "") -> Iterator[str]:
    """The document's rows as HTML; a provision without visible words gets its card at the end. `foot` gives HTML for
    the foot of the card at a place."""
    return (each.html for each in drawn_rows(reading, numbers, labels, foot))


def drawn_rows(reading: Reading, numbers: Numbers, labels: Labels, foot: Foot = lambda _: "") -> Iterator[Drawn]:
    """The same, each row with its place."""
    language, placed = escape(reading.language), set[int]()
    for row in rows(reading):
        fresh = [n for n in dict.fromkeys(n for run in row.runs for n in run.anchors) if n not in placed]
        placed.update(fresh)
        cards = _cards(reading, fresh, numbers, labels, foot)
        start, shown = row.runs[0].start, paragraph(reading, row)
        html = f'<div class="row" id="r{start}"><div class="words" lang="{language}">{shown}</div>{cards}</div>'
        yield Drawn(html, start, tuple(fresh))
    left = [n for n in range(len(reading.provisions)) if n not in placed]
    yield Drawn(_cards(reading, left, numbers, labels, foot), len(reading.source.text), tuple(left))


def _cards(reading: Reading, places: list[int], numbers: Numbers, labels: Labels, foot: Foot) -> str:
    if not places:
        return ""
    cards = "".join(card(reading, n, numbers, labels, foot(n)) for n in places)
    return f'<ul class="cards" aria-label="{escape(labels.say("provisions"))}">{cards}</ul>'


def paragraph(reading: Reading, row: Row, anchors: Anchors = TO_CARDS) -> str:
    """A row's words as HTML."""
    words = "".join(_run(reading, run, anchors) for run in row.runs)
    if row.kind == "heading":
        level = min(max(row.level, 1) + 2, 6)
        return f"<h{level}>{words}</h{level}>"
    if row.kind in SMALL:
        return f'<p class="small">{words}</p>'
    if row.kind == "title":
        return f'<p class="title">{words}</p>'
    return f'<p class="item">{words}</p>' if row.runs[0].kind == "label" else f"<p>{words}</p>"


def _run(reading: Reading, run: Run, anchors: Anchors) -> str:
    words = escape(run.text)
    if run.anchors:
        return _anchor(reading, run, words, anchors)
    if run.contents:
        act = reading.provisions[run.contents[-1]].act
        return f'<span class="content {family(act)}" data-p="{_places(run, anchors)}">{words}</span>'
    return f'<span class="{run.kind}">{words}</span>' if run.kind in SHOWN else words


def _anchor(reading: Reading, run: Run, words: str, anchors: Anchors) -> str:
    """A link to the card. Its first run carries the provision's address, further ones are no stops of their own."""
    first = run.anchors[0]
    provision = reading.provisions[first]
    begins = [n for n in run.anchors if reading.provisions[n].anchor.start == run.start]
    place = f' id="{anchors.prefix}{first}"' if first in begins else ' tabindex="-1"'
    pins = "".join(f'<i id="{anchors.prefix}{n}"></i>' for n in begins if n != first)
    look = f"anchor {family(provision.act)} {escape(provision.followup)}{'' if first in begins else ' more'}"
    look += anchors.look(first)
    before = anchors.before(first) if first in begins else ""
    link = escape(anchors.leads(first))
    tied = _places(run, anchors)
    return f'{pins}<a class="{look}"{place} href="{link}" data-p="{tied}">{before}<mark>{words}</mark></a>'


def _places(run: Run, anchors: Anchors) -> str:
    return " ".join(anchors.of(n) for n in dict.fromkeys((*run.anchors, *run.contents)))
