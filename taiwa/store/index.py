"""Search's own tables: puts items with their facets and words in, and takes them out.

Owns the writing; `search` asks. Everything here can be made anew from the record: the history knows nothing of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, column, func, select, table, text

from taiwa.model import Item
from taiwa.store import tables
from taiwa.store.words import tokens

# PostgreSQL keeps no place beyond this, no more than so many of one word, and no more than so many bytes of words in
# one item (1 MB with what it adds). Words beyond are found, but not as part of a phrase; SQLite is held to the same.
LAST_PLACE, MOST_PLACES, MOST_BYTES = 16383, 255, 700_000
# In SQLite's words, a place at which no word is found: a character that no word has.
GAP = "\ue000"
# Rows sent at once: enough that the database is not asked for each, few enough for its limit of variables.
AT_ONCE = 500
COLUMNS = tuple(part.name for part in fields(Item) if part.name != "tags")


class Index:
    """Writes search's tables in one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_sqlite = connection.dialect.name == "sqlite"

    def add(self, items: Iterable[Item]) -> int:
        """Puts items in; returns how many."""
        batch: list[Item] = []
        number = 0
        for item in items:
            batch.append(item)
            number += 1
            if len(batch) == AT_ONCE:
                self._add(batch)
                batch = []
        self._add(batch)
        return number

    def forget(self, *owners: str) -> None:
        """Takes out the items of owners."""
        old = select(tables.item.c.id).where(tables.item.c.owner.in_(owners))
        self.connection.execute(tables.tag.delete().where(tables.tag.c.item.in_(old)))
        if not self.is_sqlite:
            words = table("words", column("item"))
            self.connection.execute(words.delete().where(words.c.item.in_(old)))
        # SQLite's words stay behind: they stand under a number that no item has or will have again.
        self.connection.execute(tables.item.delete().where(tables.item.c.owner.in_(owners)))

    def clear(self) -> None:
        """Takes out everything."""
        for name in ("tag", "words", "item"):
            if name == "words" and self.is_sqlite:
                self.connection.execute(text("INSERT INTO words(words) VALUES ('delete-all')"))
            else:
                self.connection.execute(text(f"DELETE FROM {name}"))

    def settle(self) -> None:
        """Lets the database look at its tables after much was written, so that it plans well."""
        if self.is_sqlite:
            self.connection.execute(text("INSERT INTO words(words) VALUES ('optimize')"))
        self.connection.execute(text("ANALYZE"))

    def _add(self, items: Sequence[Item]) -> None:
        if not items:
            return
        words = [tokens(item.body) for item in items]
        first = self._reserve(len(items))
        numbers = range(first, first + len(items))
        rows = [
            {"id": i, "weight": len(found).bit_length(), **{name: getattr(item, name) for name in COLUMNS}}
            for i, item, found in zip(numbers, items, words, strict=True)
        ]
        self.connection.execute(tables.item.insert(), rows)
        tags = [
            {"item": i, "facet": facet, "value": value}
            for i, item in zip(numbers, items, strict=True)
            for facet, value in dict.fromkeys(item.tags)
        ]
        if tags:
            self.connection.execute(tables.tag.insert(), tags)
        self._add_words(zip(numbers, words, strict=True))

    def _reserve(self, number: int) -> int:
        """The first of so many numbers that no item ever had. There is one writer at a time."""
        if self.is_sqlite:
            used = text("SELECT seq FROM sqlite_sequence WHERE name = 'item'")
            return int(self.connection.execute(used).scalar_one_or_none() or 0) + 1
        return int(self.connection.execute(select(func.coalesce(func.max(tables.item.c.id), 0))).scalar_one()) + 1

    def _add_words(self, numbered: Iterable[tuple[int, list[str]]]) -> None:
        if self.is_sqlite:
            rows: list[dict[str, Any]] = [{"item": i, "words": row_of_words(found)} for i, found in numbered]
            self.connection.execute(text("INSERT INTO words(rowid, body) VALUES (:item, :words)"), rows)
            return
        rows = [{"item": i, "words": vector(found)} for i, found in numbered]
        self.connection.execute(text("INSERT INTO words(item, words) VALUES (:item, CAST(:words AS tsvector))"), rows)


def row_of_words(words: Sequence[str]) -> str:
    """Words as SQLite takes them."""
    placed, placeless = _kept(words)
    return " ".join([*(word or GAP for word in placed), *(f"{GAP} {word}" for word in placeless)])


def vector(words: Sequence[str]) -> str:
    """Words with their places as PostgreSQL writes a tsvector. They hold letters and digits: nothing to escape."""
    placed, placeless = _kept(words)
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(placed, start=1):
        if word is not None:
            places[word].append(place)
    kept = [f"'{word}':{','.join(map(str, at))}" for word, at in places.items()]
    return " ".join([*kept, *(f"'{word}'" for word in placeless)])


def _kept(words: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """What both databases can keep of an item's words: by place, None where one is left out, and those without."""
    placed: list[str | None] = []
    placeless: dict[str, None] = {}
    times: Counter[str] = Counter()
    room = MOST_BYTES
    for place, word in enumerate(words, start=1):
        if word not in times and word not in placeless:
            room -= len(word.encode()) + 4
        kept = room >= 0 or word in times
        if place <= LAST_PLACE:
            fits = kept and times[word] < MOST_PLACES
            placed.append(word if fits else None)
            times[word] += fits
        elif kept and not times[word]:
            placeless[word] = None
    return placed, list(placeless)
