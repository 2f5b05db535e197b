"""A comparison for eyes, in a terminal or a pipe: what changed first by numbers, then pair by pair.

Without colour removed words are set in [- -], added ones in {+ +}. Kept pairs are counted, and listed if asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.text import Text

from taiwa.model import Comparison
from taiwa.view.comparison.reasons import called, verdicts_of
from taiwa.view.comparison.rows import Row, rows, spaced
from taiwa.view.comparison.table import MARKS
from taiwa.view.labels import Labels
from taiwa.view.prose import heal, safe
from taiwa.view.terminal import WIDEST, shown
from taiwa.view.wrapping import padded, widest, wrap

SIGNS = {
    "kept": "=",
    "reworded": "~",
    "strengthened": "▲",
    "weakened": "▼",
    "contested": "?",
    "new": "+",
    "dropped": "−",
}
STYLES = {
    "kept": "dim",
    "reworded": "blue",
    "strengthened": "bold green",
    "weakened": "bold red",
    "contested": "bold magenta",
    "new": "green",
    "dropped": "red",
}
WORDS = {"kept": "", "removed": "red strike", "added": "green underline"}


def as_terminal(
    comparison: Comparison,
    labels: Labels,
    *,
    width: int = 100,
    colour: bool = False,
    only: Collection[str] = (),
) -> str:
    """The comparison in lines of at most `width` cells; pairs of the verdicts in `only`, or all but kept ones."""
    screen = _Screen(comparison, labels, min(max(width, 40), WIDEST), colour)
    return shown(screen.lines(only), colour)


class _Screen:
    """The lines of one comparison at one width."""

    def __init__(self, comparison: Comparison, labels: Labels, width: int, colour: bool) -> None:
        self.comparison, self.labels, self.width, self.colour = comparison, labels, width, colour
        self.language = comparison.new.language
        self.verdict_width = widest(list(labels.tables["verdict"].values()))

    def lines(self, only: Collection[str]) -> Iterator[Text]:
        """Head, then the pairs that are asked for."""
        yield from self.head()
        shown_rows = [
            row
            for row in rows(self.comparison, self.labels)
            if (row.pair.verdict in only if only else row.pair.verdict != "kept" or row.pair.moved)
        ]
        if not shown_rows:
            yield Text()
            yield from self.block([(self.labels.phrase("compare", "nothing"), "")])
        for row in shown_rows:
            yield Text()
            yield from self.row(row)
        yield Text()

    def head(self) -> Iterator[Text]:
        """Both documents, the verdicts by number, and what changed for the texts as wholes."""
        yield Text()
        for name, reading in (("old", self.comparison.old), ("new", self.comparison.new)):
            title = reading.statement.title or reading.source.name
            parts = [heal(title), reading.statement.date or "", reading.source.name]
            label = padded(self.labels.phrase("compare", name), 14)
            yield from self.block([(" · ".join(dict.fromkeys(part for part in parts if part)), "")], [(label, "dim")])
        yield Text()
        counts = verdicts_of(self.comparison).items()
        summed = [(f"{SIGNS[v]} {self.labels.name('verdict', v)} {number}   ", STYLES[v]) for v, number in counts]
        yield from self.block(summed)
        for callout in self.comparison.callouts:
            yield from self.block([(called(callout, self.labels), "bold")])
        scales = ", ".join(self.comparison.scales)
        yield from self.block([(self.labels.phrase("compare", "scales", scales=scales), "dim")])

    def row(self, row: Row) -> Iterator[Text]:
        """Verdict and names on the left; the words, then the reason."""
        pair = row.pair
        style = STYLES[pair.verdict]
        verdict = padded(self.labels.name("verdict", pair.verdict), self.verdict_width)
        names = f"{'+'.join(pair.old) or '–'} → {'+'.join(pair.new) or '–'}"
        moved = f" ({self.labels.phrase('compare', 'moved')})" if pair.moved else ""
        place = next((part for part in reversed(row.paragraphs) if part), "")
        about = " · ".join(part for part in (names + moved, place) if part)
        gutter = [(f"{SIGNS[pair.verdict]} ", style), (f"{verdict} ", style)]
        yield from self.block([(about, "dim")], gutter)
        left = [(" " * (self.verdict_width + 3), "")]
        yield from self.block(list(self.words(row)), left)
        yield from self.block([(row.reason, "italic")], left)

    def words(self, row: Row) -> Iterator[tuple[str, str]]:
        """The words of both sides in one, set off where they differ."""
        for kind, text in spaced(row.both, self.language):
            words = text.lstrip(" ")
            if self.colour or not row.pair.edits:
                yield text, WORDS[kind] if row.pair.edits else ""
            else:
                yield " " * (len(text) - len(words)) + MARKS[kind].format(words), ""

    def block(self, words: list[tuple[str, str]], gutter: list[tuple[str, str]] | None = None) -> Iterator[Text]:
        """Words wrapped beside a gutter that stands on the first line only."""
        left = self.text(("  ", ""), *(gutter or []))
        blank = Text(" " * left.cell_len)
        for at, line in enumerate(wrap(self.text(*words), max(self.width - left.cell_len, 10))):
            yield Text.assemble(left if at == 0 else blank, line)

    def text(self, *parts: tuple[str, str]) -> Text:
        """Styled words, made safe."""
        return Text.assemble(*((safe(words), style if self.colour else "") for words, style in parts))
