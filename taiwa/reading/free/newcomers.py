"""States that no registry knows and that no long name tells, in rows of offices and people (Russian).

Owns the rows; single states and plain lists are the `roster`'s. Shapes stand in `lexicon.lineups`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from taiwa.lexicon.incipits import Incipits
from taiwa.lexicon.nominatives import ACCUSATIVE, GENITIVE, nominatives
from taiwa.lexicon.wording import MASK

if TYPE_CHECKING:
    from collections.abc import Callable


class Newcomers:
    """Finds states in rows, and hands each on to be taken for one."""

    shapes: Incipits
    masked: str

    def rows_in(self, start: int, end: int, take: Callable[[str, int], None]) -> None:
        """Takes every state that a row in a stretch names."""
        shapes = self.shapes
        for found in shapes.officed.finditer(self.masked, start, end):
            for one in shapes.state_of_office.finditer(self.masked, *found.span()):
                self._take_oblique(one["state"], take)
        for found in shapes.apposed.finditer(self.masked, start, end):
            self._take_oblique(found["state"], take)
        for found in shapes.told_apart.finditer(self.masked, start, end):
            for one in shapes.told_state.finditer(found[0]):
                self._take_oblique(one["state"], take)
        for found in shapes.represented.finditer(self.masked, start, end):
            for one in shapes.represented_state.finditer(found[0]):
                take(one["state"], ACCUSATIVE)
        for found in shapes.axis.finditer(self.masked, start, end):
            for one in shapes.name.finditer(found["list"]):
                if MASK not in one[0]:
                    take(one[0], -1)
        for found in shapes.sent.finditer(self.masked, start, end):
            if found["from"]:
                self._take_oblique(found["from"], take)
            else:
                take(found["to"], ACCUSATIVE)

    def _take_oblique(self, word: str, take: Callable[[str, int], None]) -> None:
        """Takes a word that can be a genitive."""
        if MASK not in word and any(made != word for made in nominatives(word, GENITIVE)):
            take(word, GENITIVE)
