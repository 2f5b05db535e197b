"""Which pairs of two texts a page shows, as its address says it: those of some marks, a page at a time, and runs of
pairs in which nothing changed folded into one line.

A mark is whatever a pair can be chosen by: its verdict or state, that it moved, a kind of callout or flag.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup
from starlette.datastructures import QueryParams

from taiwa.web.desk import address

# So many lines stand on a page: with long sentences in three-byte characters it stays below 200 kB.
PAGE = 60
# A run of so many pairs in which nothing changed is folded.
RUN = 2
PLAUSIBLE = re.compile("[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of `number` pairs in which nothing changed, from the pair at place `at` on."""

    at: int
    number: int


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a visitor wants to see of a pair of texts: `sides` names the two by the words of the address; `only` holds
    marks (none: all), `whole` unfolds, `page` counts from 1."""

    place: str
    sides: tuple[tuple[str, str], ...]
    only: tuple[str, ...] = ()
    whole: bool = False
    page: int = 1

    def address(self, place: str = "") -> str:
        """The address that asks the same; `place` for another page over the same pair of texts."""
        if place:
            return address(place, **dict(self.sides))
        page = self.page if self.page > 1 else None
        return address(self.place, **dict(self.sides), only=self.only, whole=1 if self.whole else None, page=page)

    def toggled(self, mark: str) -> Sieve:
        """The same with a mark chosen, or no longer chosen."""
        only = tuple(each for each in self.only if each != mark) if mark in self.only else (*self.only, mark)
        return replace(self, only=only, page=1)

    def folded(self, whole: bool) -> Sieve:
        """All pairs, with or without those in which nothing changed."""
        return replace(self, only=(), whole=whole, page=1)

    def at(self, place: int) -> str:
        """The address where the pair at a place is seen among all others."""
        there = replace(self, only=(), whole=True, page=place // PAGE + 1)
        return f"{there.address()}#w{place}"

    def on_page(self, page: int) -> Sieve:
        """The same, another page."""
        return replace(self, page=page)

    def turned(self) -> Sieve:
        """The two texts the other way round."""
        (one, left), (other, right) = self.sides
        return Sieve(self.place, ((one, right), (other, left)))

    def lines(self, marks: Sequence[Collection[str]], plain: str) -> list[int | Fold]:
        """The lines of all pages: places of pairs, and folds of those that have no mark but `plain`."""
        if self.only:
            return [at for at, each in enumerate(marks) if any(mark in each for mark in self.only)]
        return list(range(len(marks))) if self.whole else list(_folded(marks, plain))

    @staticmethod
    def last(lines: Sequence[int | Fold]) -> int:
        """The number of the last page."""
        return max(1, -(-len(lines) // PAGE))

    def here(self, lines: Sequence[int | Fold]) -> Sequence[int | Fold]:
        """Those of this page."""
        return lines[(self.page - 1) * PAGE : self.page * PAGE]


def sieve_in(params: QueryParams, place: str, sides: tuple[str, str], known: Collection[str]) -> Sieve:
    """What an address asks for; marks that are unknown are passed over."""
    only = tuple(mark for mark in dict.fromkeys(params.getlist("only")) if mark in known)
    page = params.get("page", "1")
    number = int(page) if PLAUSIBLE.fullmatch(page) else 1
    return Sieve(place, tuple((side, params.get(side, "")) for side in sides), only, params.get("whole") == "1", number)


def sifted(
    sieve: Sieve,
    marks: Sequence[Collection[str]],
    order: Sequence[str],
    plain: str,
    draw: Callable[[Sequence[int]], Iterable[str]],
) -> dict[str, Any]:
    """What a template shows of pairs: how many have each mark in `order`, the lines of all pages, how many pairs are
    among them, and this page's lines as HTML. `draw` makes that of the pairs at some places, in their order; `plain` is
    the mark of pairs that are folded where they have no other."""
    lines = sieve.lines(marks, plain)
    here = sieve.here(lines)
    drawn = iter(draw([line for line in here if isinstance(line, int)]))
    return {
        "sieve": sieve,
        "numbers": counted(marks, order),
        "lines": lines,
        "shown": sum(isinstance(line, int) for line in lines),
        "drawn": [line if isinstance(line, Fold) else Markup(next(drawn)) for line in here],
    }


def counted(marks: Sequence[Collection[str]], order: Sequence[str]) -> dict[str, int]:
    """How many pairs have each mark, in the order of the marks, those that none has left out."""
    numbers = Counter(mark for each in marks for mark in each)
    return {mark: numbers[mark] for mark in order if numbers[mark]}


def _folded(marks: Sequence[Collection[str]], plain: str) -> Iterator[int | Fold]:
    run = 0
    for at in range(len(marks) + 1):
        if at < len(marks) and set(marks[at]) == {plain}:
            run += 1
            continue
        if run >= RUN:
            yield Fold(at - run, run)
        else:
            yield from range(at - run, at)
        run = 0
        if at < len(marks):
            yield at
