"""The text of a container that marks off its own blocks (DOCX, HTML), written one block a line.

Owns the offsets: a block's span is where its line was put. Owns no words.
"""

from __future__ import annotations

from taiwa.model import Block, Span


class Manuscript:
    """Lines written one after another; `text` and `blocks` are what a `Source` takes."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def add(self, text: str, kind: str, level: int = 0) -> None:
        """Write one block and its line end; a block without visible characters is left out."""
        if not text.strip():
            return
        self._blocks.append(Block(Span(self._length, self._length + len(text)), kind, level))
        self._lines.append(text + "\n")
        self._length += len(text) + 1

    @property
    def text(self) -> str:
        """All lines written so far, each with its line end."""
        return "".join(self._lines)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in the order in which they were written."""
        return tuple(self._blocks)
