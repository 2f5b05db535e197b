"""Search's own tables: puts items with their facets and words in, and takes them out.

Owns the writing; `search` asks. Everything here can be made anew from the record: the history knows nothing of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, column, func, select, table, text

from taiwa.model import Item
from taiwa.store import tables
from taiwa.store.words import tokens

# PostgreSQL keeps no place beyond this and no more than so many of one word; what is beyond is found by its words only.
LAST_PLACE, MOST_PLACES = 16383, 255
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
            rows: list[dict[str, Any]] = [{"item": i, "words": " ".join(found)} for i, found in numbered]
            self.connection.execute(text("INSERT INTO words(rowid, body) VALUES (:item, :words)"), rows)
            return
        rows = [{"item": i, "words": vector(found)} for i, found in numbered]
        self.connection.execute(text("INSERT INTO words(item, words) VALUES (:item, CAST(:words AS tsvector))"), rows)


def vector(words: Sequence[str]) -> str:
    """Words with their places as PostgreSQL writes a tsvector. They hold letters and digits: nothing to escape."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words, start=1):
        if place <= LAST_PLACE and len(places[word]) < MOST_PLACES:
            places[word].append(place)
    return " ".join(f"'{word}':{','.join(map(str, at))}" if at else f"'{word}'" for word, at in places.items())
