"""A text with another one beside it, band by band: the whole words of both, and what ties their provisions.

Owns the ties, made of what a comparison or a parity says, and their drawing. Which version or edition is beside, and
which part of a long text is shown, is the page's (`pages/abreast.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from taiwa.model import Comparison, Pairing, Reading, Span
from taiwa.view.bands import Band, bands, level, row_at
from taiwa.view.comparison.reasons import reason as reason_of_pair
from taiwa.view.comparison.terminal import SIGNS as VERDICTS
from taiwa.view.labels import Labels
from taiwa.view.markup import escape
from taiwa.view.page_text import Anchors, Drawn, paragraph
from taiwa.view.parity.reasons import reason as reason_of_flag
from taiwa.view.parity.rows import state_of
from taiwa.view.parity.terminal import SIGNS as STATES
from taiwa.view.sheet import Row
from taiwa.view.sheet import rows as rows_of
from taiwa.web.desk import links_to

# What the places of a side's provisions are called on the page.
PREFIXES = ("l", "r")


@dataclass(frozen=True, slots=True)
class Tie:
    """Things of the two sides that belong together (one side may be empty), the characters `at` which they stand, their
    state as a name and as a word with its sign, why it is so, whether nothing is to be said of it (`quiet`), whether
    they stand elsewhere."""

    names: tuple[tuple[str, ...], tuple[str, ...]]
    at: tuple[tuple[int, ...], tuple[int, ...]]
    state: str
    sign: str
    said: str
    why: str
    quiet: bool
    moved: bool


def ties_of_comparison(comparison: Comparison, labels: Labels) -> list[Tie]:
    """What became of each thing of the old text."""
    old, new = _places(comparison.old), _places(comparison.new)
    return [
        Tie(
            names=(pair.old, pair.new),
            at=(tuple(old[name] for name in pair.old), tuple(new[name] for name in pair.new)),
            state=pair.verdict,
            sign=VERDICTS[pair.verdict],
            said=labels.name("verdict", pair.verdict),
            why="" if pair.verdict == "kept" else reason_of_pair(pair, labels),
            quiet=pair.verdict == "kept",
            moved=pair.moved,
        )
        for pair in comparison.pairs
    ]


def ties_of_parity(pairing: Pairing, labels: Labels) -> list[Tie]:
    """What of each version stands for what of the other, and where they differ; idioms go without saying."""
    left, right = _places(pairing.left), _places(pairing.right)
    return [
        Tie(
            names=(each.left, each.right),
            at=(_at(each.left, each.left_spans, left), _at(each.right, each.right_spans, right)),
            state=state_of(each),
            sign=STATES[state_of(each)],
            said=labels.name("state", state_of(each)),
            why=" ".join(reason_of_flag(flag, pairing, labels) for flag in each.alarms),
            quiet=not each.alarms,
            moved=each.moved,
        )
        for each in pairing.counterparts
    ]


def turned(ties: Iterable[Tie]) -> list[Tie]:
    """The same with the sides changed over."""
    return [replace(tie, names=tie.names[::-1], at=tie.at[::-1]) for tie in ties]


def _places(reading: Reading) -> Mapping[str, int]:
    """Where each thing of a reading stands: a provision where its predicate is."""
    out = {each.id: each.anchor.start for each in reading.provisions}
    for mark, passages in (("a", reading.assertions), ("r", reading.residue)):
        out |= {f"{mark}{n}": each.spans[0].start for n, each in enumerate(passages, 1)}
    return out


def _at(names: Sequence[str], spans: Sequence[Span], places: Mapping[str, int]) -> tuple[int, ...]:
    """Where things stand; sentences that only frame a text have no name in the reading, and begin where their words
    do."""
    first = spans[0].start if spans else 0
    return tuple(places.get(name, first) for name in names)


class Abreast:
    """Two readings with their ties, drawn. Their sources are called by their versions."""

    def __init__(self, sides: tuple[Reading, Reading], called: tuple[str, str], ties: Sequence[Tie], labels: Labels):
        self.sides, self.called, self.ties, self.labels = sides, called, ties, labels
        self.link = links_to(*sides)
        self.rows: tuple[list[Row], list[Row]] = (list(rows_of(sides[0])), list(rows_of(sides[1])))
        self.starts = [[row.runs[0].start for row in rows] for rows in self.rows]
        self.numbers = [{each.id: n for n, each in enumerate(reading.provisions)} for reading in sides]
        self.of = [{name: n for n, tie in enumerate(ties) for name in tie.names[side]} for side in (0, 1)]
        self.bands = list(level(bands(len(self.rows[0]), len(self.rows[1]), self._tied_rows()), self._frames))
        self.band_of = [{row: n for n, band in enumerate(self.bands) for row in band[side]} for side in (0, 1)]

    def drawn(self, far: bool = False) -> Iterator[Drawn]:
        """The bands as HTML. `far` where the page has not all of them: what moved is then linked to in its own room."""
        notes: dict[int, list[Tie]] = {}
        for tie in self.ties:
            if not tie.quiet or tie.moved:
                for n in dict.fromkeys(self._band(side, tie) for side in (0, 1) if tie.names[side]):
                    notes.setdefault(n, []).append(tie)
        start = 0
        for n, band in enumerate(self.bands):
            cells = "".join(self._cell(side, band, far) for side in (0, 1))
            said = "".join(self._note(tie, far) for tie in notes.get(n, ()))
            html = f'<div class="band" id="b{n}">{cells}{f"<ul class=notes>{said}</ul>" if said else ""}</div>'
            start = self.starts[0][band[0].start] if band[0] else start
            yield Drawn(html, start, tuple(self._provisions(0, band)))

    # --- where things stand ---

    def _rows(self, side: int, tie: Tie) -> list[int]:
        return [row_at(self.starts[side], place) for place in tie.at[side]]

    def _band(self, side: int, tie: Tie) -> int:
        """The band in which the first thing of a side of a tie stands."""
        return self.band_of[side][self._rows(side, tie)[0]]

    def _tied_rows(self) -> Iterator[tuple[int, int]]:
        for tie in self.ties:
            left, right = self._rows(0, tie), self._rows(1, tie)
            if left and right and not tie.moved:
                yield from ((row, right[0]) for row in left)
                yield from ((left[0], row) for row in right)

    def _frames(self, left: int, right: int) -> bool:
        """Whether two rows frame their texts in the same way and say nothing: titles, dates, headings."""
        one, other = self.rows[0][left], self.rows[1][right]
        return one.kind == other.kind and not any(run.anchors for row in (one, other) for run in row.runs)

    def _provisions(self, side: int, band: Band) -> Iterator[int]:
        """The provisions that begin in a band."""
        rows = self.rows[side][band[side].start : band[side].stop]
        yield from dict.fromkeys(n for row in rows for run in row.runs for n in run.anchors)

    # --- how they look ---

    def _cell(self, side: int, band: Band, far: bool) -> str:
        rows = self.rows[side][band[side].start : band[side].stop]
        anchors = self._anchors(side, far)
        words = "".join(paragraph(self.sides[side], row, anchors) for row in rows)
        if not words and (others := list(self._provisions(1 - side, band))):
            moved = any(tie.names[side] for tie in map(self._tie(1 - side), others) if tie)
            phrase = ("parity", "moved") if moved else ("web", "nothing_like_it")
            words = f'<p class="lacking">{escape(self.labels.phrase(*phrase))}</p>'
        named = f'<span class="side">{escape(self.called[side])}</span>' if rows else ""
        return f'<div class="words" lang="{escape(self.sides[side].language)}">{named}{words}</div>'

    def _tie(self, side: int) -> Callable[[int], Tie | None]:
        """The tie of the provision at a place of a side's reading."""
        provisions, of = self.sides[side].provisions, self.of[side]
        return lambda n: self.ties[of[provisions[n].id]] if provisions[n].id in of else None

    def _anchors(self, side: int, far: bool) -> Anchors:
        provisions, tie_of = self.sides[side].provisions, self._tie(side)

        def before(n: int) -> str:
            tie = tie_of(n)
            sign = tie.sign if tie and not tie.quiet else ""
            return f'<sup class="tag">{escape(provisions[n].id + sign)} </sup>'

        def look(n: int) -> str:
            tie = tie_of(n)
            return "" if tie and tie.names[1 - side] else " alone"

        def leads(n: int) -> str:
            tie = tie_of(n)
            there = self._address(1 - side, tie, far) if tie and tie.names[1 - side] else ""
            return there or self.link(side, provisions[n].id)

        return Anchors(PREFIXES[side], leads, lambda n: str(self.of[side].get(provisions[n].id, "")), before, look)

    def _address(self, side: int, tie: Tie, far: bool) -> str:
        """Where the first thing of a side of a tie stands: on this page, or in its own room."""
        name = tie.names[side][0]
        n = self.numbers[side].get(name)
        if far and tie.moved:
            return self.link(side, name)
        return f"#b{self._band(side, tie)}" if n is None else f"#{PREFIXES[side]}{n}"

    def _note(self, tie: Tie, far: bool) -> str:
        """What is to be said of a tie."""
        parts = [
            f'<a href="{escape(self._address(side, tie, far))}">{escape("+".join(tie.names[side]))}</a>'
            if tie.names[side] and (not far or self._address(side, tie, far))
            else escape("+".join(tie.names[side]) or "–")
            for side in (0, 1)
        ]
        moved = f" ({escape(self.labels.phrase('compare', 'moved'))})" if tie.moved else ""
        return (
            f'<li class="{tie.state}"><b>{tie.sign} {escape(tie.said)}</b>{moved} '
            f'<span class="quiet">{parts[0]} | {parts[1]}</span> {escape(tie.why)}</li>'
        )
