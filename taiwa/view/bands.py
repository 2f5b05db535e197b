"""Two texts in bands: paragraphs that hold things which belong together stand in one band, each text in its own order.

Owns where the bands part, nothing of what is said or shown. Ties that cross others (a thing that moved) can't be in a
row with their counterpart without tearing the text apart: they are left out by whoever asks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

# Rows of the left text and of the right one; either may be empty.
Band = tuple[range, range]


def bands(left: int, right: int, ties: Iterable[tuple[int, int]]) -> Iterator[Band]:
    """The rows of two texts of `left` and `right` rows, in bands. `ties` are the rows (left, right) that must share
    one.

    Every row is in exactly one band, and no tie leads out of its band. A row without a tie is a band of its own, those
    of the left text first where both texts have some at a place.
    """
    reach = [-1] * left
    since = [right] * left
    for one, other in ties:
        reach[one], since[one] = max(reach[one], other), min(since[one], other)
    furthest = list(accumulate(reach, max))
    nearest = [*accumulate(reversed(since), min)][::-1]
    at = [0, 0]
    for row in range(left):
        if row + 1 < left and furthest[row] >= nearest[row + 1]:
            continue
        end = max(furthest[row] + 1, at[1])
        yield from _parted(range(at[0], row + 1), range(at[1], end), reach, since)
        at = [row + 1, end]
    yield from ((range(left, left), range(row, row + 1)) for row in range(at[1], right))


def _parted(ours: range, theirs: range, reach: Sequence[int], since: Sequence[int]) -> Iterator[Band]:
    """A band without the rows at its edges that no tie holds; those are bands of their own."""
    tied = [row for row in ours if reach[row] >= 0]
    if not tied or not theirs:
        yield from ((range(row, row + 1), range(theirs.start, theirs.start)) for row in ours)
        yield from ((range(ours.stop, ours.stop), range(row, row + 1)) for row in theirs)
        return
    first, last = min(since[row] for row in tied), max(reach[row] for row in tied)
    yield from ((range(row, row + 1), range(theirs.start, theirs.start)) for row in range(ours.start, tied[0]))
    yield from ((range(tied[0], tied[0]), range(row, row + 1)) for row in range(theirs.start, first))
    yield range(tied[0], tied[-1] + 1), range(first, last + 1)
    yield from ((range(row, row + 1), range(last + 1, last + 1)) for row in range(tied[-1] + 1, ours.stop))
    yield from ((range(ours.stop, ours.stop), range(row, row + 1)) for row in range(last + 1, theirs.stop))


def row_at(starts: Sequence[int], place: int) -> int:
    """The row that holds a character, of rows that start at these characters."""
    return max(bisect_right(starts, place) - 1, 0)


def level(made: Iterable[Band], same: Callable[[int, int], bool]) -> Iterator[Band]:
    """The bands with rows that stand alone put beside each other where `same` says so (titles, headings, what frames a
    text), in their order."""
    ours: list[Band] = []
    theirs: list[Band] = []
    for band in made:
        if (not band[1] and theirs) or (band[0] and band[1]):
            yield from _levelled(ours, theirs, same)
            ours, theirs = [], []
        if band[0] and band[1]:
            yield band
        elif band[0]:
            ours.append(band)
        else:
            theirs.append(band)
    yield from _levelled(ours, theirs, same)


def _levelled(ours: Sequence[Band], theirs: Sequence[Band], same: Callable[[int, int], bool]) -> Iterator[Band]:
    at = 0
    for mine in ours:
        row = mine[0].start
        found = next((n for n in range(at, len(theirs)) if same(row, theirs[n][1].start)), None)
        if found is None:
            yield mine
            continue
        yield from theirs[at:found]
        yield mine[0], theirs[found][1]
        at = found + 1
    yield from theirs[at:]
