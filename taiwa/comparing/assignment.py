"""The best one-to-one assignment among candidate pairs: as a whole, not greedily.

Successive shortest paths with potentials over the candidates only, so that the work grows with their number. Everything
is in whole numbers: the result is the same on every machine and from either side.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

_FAR = 1 << 200


def assign(worth: Sequence[Mapping[int, int]], columns: int) -> dict[int, int]:
    """Row -> column with the greatest total worth, each column once; `worth[row]` holds the candidate columns, all of
    positive worth. A row may stay alone, which is worth nothing."""
    top = max((value for row in worth for value in row.values()), default=0)
    # Cost of a pair is top - worth; staying alone costs top. A row's own empty column stands behind the real ones.
    edges = [[(column, top - value) for column, value in row.items()] for row in worth]
    for number, row in enumerate(edges):
        row.append((columns + number, top))
    holder: dict[int, int] = {}
    held: dict[int, int] = {}
    potential_of_row = [0] * len(edges)
    potential: dict[int, int] = {}
    for start in range(len(edges)):
        _augment(start, edges, holder, held, potential_of_row, potential)
    return {row: column for row, column in held.items() if column < columns}


def _augment(
    start: int,
    edges: Sequence[Sequence[tuple[int, int]]],
    holder: dict[int, int],
    held: dict[int, int],
    of_row: list[int],
    of_column: dict[int, int],
) -> None:
    """Give one more row a column along the cheapest path that may move others (Dijkstra on reduced costs)."""
    reached: dict[int, int] = {}
    before: dict[int, int] = {}
    done: dict[int, int] = {}
    heap: list[tuple[int, int]] = []
    row, far = start, 0
    while True:
        for column, cost in edges[row]:
            if column not in done:
                through = far + cost - of_row[row] - of_column.get(column, 0)
                if through < reached.get(column, _FAR):
                    reached[column], before[column] = through, row
                    heapq.heappush(heap, (through, column))
        while True:
            far, column = heapq.heappop(heap)
            if column not in done:
                break
        done[column] = far
        if column not in holder:
            break
        row = holder[column]
    for each, distance in done.items():
        if each != column:
            of_row[holder[each]] += far - distance
            of_column[each] = of_column.get(each, 0) - (far - distance)
    of_row[start] += far
    while True:
        row = before[column]
        previous = held.get(row)
        holder[column], held[row] = row, column
        if previous is None:
            return
        column = previous
