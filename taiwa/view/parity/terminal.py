"""Parity for eyes, in a terminal or a pipe: each pairing with its standing and counts, then what doesn't agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.text import Text

from taiwa.model import Pairing, Parity
from taiwa.view.labels import Labels
from taiwa.view.parity.reasons import names_of, prevails, reason
from taiwa.view.parity.rows import Row, counts, rows
from taiwa.view.prose import heal, safe
from taiwa.view.terminal import WIDEST, shown
from taiwa.view.wrapping import padded, wrap

SIGNS = {"alarm": "!", "tolerated": "≈", "agrees": "="}
STYLES = {"alarm": "bold red", "tolerated": "yellow", "agrees": "dim"}
# The words for the state of a pair stand in so many cells.
GUTTER = 16


def as_terminal(
    parity: Parity, labels: Labels, *, width: int = 100, colour: bool = False, only: Collection[str] = ()
) -> str:
    """The parity in lines of at most `width` cells; pairs in the states of `only`, or all that don't agree."""
    screen = _Screen(labels, min(max(width, 40), WIDEST), colour)
    return shown((line for pairing in parity.pairings for line in screen.lines(pairing, only)), colour)


class _Screen:
    """The lines of pairings at one width."""

    def __init__(self, labels: Labels, width: int, colour: bool) -> None:
        self.labels, self.width, self.colour = labels, width, colour

    def lines(self, pairing: Pairing, only: Collection[str]) -> Iterator[Text]:
        """Head, then the pairs that are asked for."""
        yield from self.head(pairing)
        chosen = [row for row in rows(pairing, self.labels) if row.state in (only or ("alarm", "tolerated"))]
        if not chosen:
            yield Text()
            yield from self.block([(self.labels.phrase("parity", "nothing"), "")])
        for row in chosen:
            yield Text()
            yield from self.row(row, pairing)
        yield Text()

    def head(self, pairing: Pairing) -> Iterator[Text]:
        """Both versions, which of them binds, the counts, and what differs for the texts as wholes."""
        names = names_of(pairing, self.labels)
        standings = (pairing.left_standing, pairing.right_standing)
        yield Text()
        for name, reading, standing in zip(names, (pairing.left, pairing.right), standings, strict=True):
            title = heal(reading.statement.title or reading.source.name)
            parts = [title, reading.source.name, self.labels.name("authority", standing.authority or "unmarked")]
            yield from self.block([(" · ".join(dict.fromkeys(parts)), "")], [(padded(f"{name} ", GUTTER), "dim")])
        yield from self.block([(prevails(pairing, self.labels), "dim")])
        yield Text()
        numbers = counts(pairing)
        states = [(f"{SIGNS[s]} {self.labels.name('state', s)} {numbers[s]}   ", STYLES[s]) for s in SIGNS]
        yield from self.block(states)
        kinds = [f"{self.labels.name('flag', kind)} {n}" for kind, n in numbers.items() if n and kind not in SIGNS]
        if kinds:
            yield from self.block([(" · ".join(kinds), "dim")])
        for flag in pairing.flags:
            yield from self.block([(reason(flag, pairing, self.labels), "bold")])

    def row(self, row: Row, pairing: Pairing) -> Iterator[Text]:
        """State, names and confidence; the words of either side; then the reasons."""
        each = row.counterpart
        ids = f"{'+'.join(each.left) or '–'} | {'+'.join(each.right) or '–'}"
        moved = self.labels.phrase("parity", "moved") if each.moved else ""
        sure = (
            self.labels.phrase("parity", "confidence", confidence=f"{each.confidence:.2f}") if each.confidence else ""
        )
        about = " · ".join(part for part in (ids, sure, moved) if part)
        head = padded(f"{SIGNS[row.state]} {self.labels.name('state', row.state)}", GUTTER)
        yield from self.block([(about, "dim")], [(head, STYLES[row.state])])
        for name, words in zip(names_of(pairing, self.labels), (row.left, row.right), strict=True):
            if words:
                yield from self.block([(words, "")], [(padded(f"  {name} ", GUTTER), "dim")])
        left = [(" " * GUTTER, "")]
        for said in row.reasons:
            yield from self.block([(said, "italic")], left)
        for said in row.tolerated:
            yield from self.block([(said, "dim")], left)

    def block(self, words: list[tuple[str, str]], gutter: list[tuple[str, str]] | None = None) -> Iterator[Text]:
        """Words wrapped beside a gutter that stands on the first line only."""
        left = self.text(("  ", ""), *(gutter or []))
        blank = Text(" " * left.cell_len)
        for at, line in enumerate(wrap(self.text(*words), max(self.width - left.cell_len, 10))):
            yield Text.assemble(left if at == 0 else blank, line)

    def text(self, *parts: tuple[str, str]) -> Text:
        """Styled words, made safe."""
        return Text.assemble(*((safe(words), style if self.colour else "") for words, style in parts))
