"""Counts of a forum's provisions: who promised what in which field, and how strong the language of a field was when.

A text in three languages would count three times. So each count is made in one language, that in which the record has
most of the forum's texts unless another is asked for; a link with the same facets finds the same number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from taiwa.model import Query
from taiwa.store.search import Search


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many provisions of a kind of follow-up each party has in each field. Rows and columns fall by their sums."""

    fields: tuple[str, ...]
    parties: tuple[str, ...]
    numbers: Mapping[tuple[str, str], int]

    @property
    def most(self) -> int:
        """The largest number."""
        return max(self.numbers.values(), default=0)


@dataclass(frozen=True, slots=True)
class Point:
    """A year's provisions in one field: how many, and their mean force from 0 to 5."""

    year: str
    number: int
    mean: float


@dataclass(frozen=True, slots=True)
class Series:
    """One field over the years, those without a provision left out."""

    field: str
    points: tuple[Point, ...]

    @property
    def by_year(self) -> Mapping[int, Point]:
        """The points by their year."""
        return {int(point.year): point for point in self.points}

    @property
    def number(self) -> int:
        """How many provisions in all."""
        return sum(point.number for point in self.points)


def languages_of(search: Search, forum: str) -> tuple[str, ...]:
    """The languages of a forum's texts, that of the most first, then by code."""
    found = search.find(Query(facets={"kind": ("text",), "forum": (forum,)}), limit=0, counts=("language",))
    return tuple(language for language, _ in sorted(found.counts["language"], key=lambda each: (-each[1], each[0])))


def matrix(search: Search, forum: str, language: str, followup: str = "commitment") -> Matrix:
    """The matrix of a forum in one language."""
    facets = {"followup": (followup,), **_of(forum, language)}
    numbers = {(key[0], key[1]): number for key, number in search.cross(Query(facets=facets), ("field", "speaker"))}
    fields, parties = _sums(numbers, 0), _sums(numbers, 1)
    return Matrix(_falling(fields), _falling(parties), numbers)


def strength(search: Search, forum: str, language: str) -> tuple[Series, ...]:
    """Every field's language over the years, the field with most provisions first."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for (field, year, force), number in search.cross(Query(facets=_of(forum, language)), ("field", "year", "force")):
        many, total = sums.get((field, year), (0, 0))
        sums[field, year] = many + number, total + number * int(force)
    points: dict[str, list[Point]] = {}
    for (field, year), (many, total) in sorted(sums.items()):
        points.setdefault(field, []).append(Point(year, many, total / many))
    made = [Series(field, tuple(each)) for field, each in points.items()]
    return tuple(sorted(made, key=lambda each: (-each.number, each.field)))


def mentioned(search: Search, forum: str, language: str) -> tuple[tuple[str, int], ...]:
    """The entities that a forum's provisions mention, with how many mention each."""
    found = search.find(Query(facets=_of(forum, language)), limit=0, counts=("entity",))
    return found.counts["entity"]


def _of(forum: str, language: str) -> dict[str, tuple[str, ...]]:
    return {"kind": ("provision",), "forum": (forum,), "language": (language,)}


def _sums(numbers: Mapping[tuple[str, str], int], place: int) -> dict[str, int]:
    out: dict[str, int] = {}
    for key, number in numbers.items():
        out[key[place]] = out.get(key[place], 0) + number
    return out


def _falling(sums: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(sums, key=lambda each: (-sums[each], each)))
