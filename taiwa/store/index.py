"""Search's own tables: puts items with their facets and words in, and takes them out.

Owns the writing; `search` asks. Everything here can be made anew from the record: the history knows nothing of it.
Words wait until `finish`: FTS5 writes a piece of its index whenever a number is smaller than the one before, so they go
in sorted and at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from taiwa.model import Item
from taiwa.store import tables
from taiwa.store.facets import words_of_item
from taiwa.store.order import number_of
from taiwa.store.words import tokens

# PostgreSQL keeps no place beyond this, no more than so many of one word, and no more than so many bytes of words in
# one item (1 MB with what it adds). Words beyond are found, but not as part of a phrase; SQLite is held to the same.
LAST_PLACE, MOST_PLACES, MOST_BYTES = 16383, 255, 700_000
# In SQLite's words, a place at which no word is found: a character that no word has.
GAP = "\ue000"
# Rows sent at once: enough that the database is not asked for each, few enough for its limit of variables.
AT_ONCE = 500
# Words of so many items wait at most: some 200 bytes each.
WAITING = 50_000
COLUMNS = tuple(part.name for part in fields(Item) if part.name != "tags")
ITEM = ("id", *COLUMNS)
TAG = ("item", "facet", "value")


class Index:
    """Writes search's tables in one connection. `finish` before the end of the transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_sqlite = connection.dialect.name == "sqlite"
        self._words: dict[int, tuple[list[str], list[str]]] = {}

    def add(self, items: Iterable[Item]) -> int:
        """Puts items in; returns how many."""
        numbered: dict[int, Item] = {}
        places: dict[str, int] = defaultdict(int)
        for item in items:
            words = tokens(item.body)
            number = number_of(item, len(words), places[item.owner])
            places[item.owner] += 1
            while number in numbered or number in self._words:
                number += 1
            numbered[number] = item
            self._words[number] = words, words_of_item(item)
        for number, free in self._freed(numbered).items():
            numbered[free], self._words[free] = numbered.pop(number), self._words.pop(number)
        self._insert(numbered)
        if len(self._words) > WAITING:
            self.finish()
        return len(numbered)

    def forget(self, *owners: str) -> None:
        """Takes out the items of owners."""
        theirs = tables.item.c.owner.in_(owners)
        old = list(self.connection.execute(select(tables.item.c.id).where(theirs)).scalars())
        if not old:
            return
        waiting = [number for number in old if self._words.pop(number, None) is not None]
        self._forget_words(sorted(set(old) - set(waiting)))
        these = select(tables.item.c.id).where(theirs)
        self.connection.execute(tables.tag.delete().where(tables.tag.c.item.in_(these)))
        self.connection.execute(tables.item.delete().where(theirs))

    def clear(self) -> None:
        """Takes out everything."""
        self._words = {}
        for name in ("tag", "words", "item"):
            if name == "words" and self.is_sqlite:
                self.connection.execute(text("INSERT INTO words(words) VALUES ('delete-all')"))
            else:
                self.connection.execute(text(f"DELETE FROM {name}"))

    def finish(self) -> None:
        """Puts in the words that wait."""
        waiting = sorted(self._words.items())
        self._words = {}
        if not waiting:
            return
        if self.is_sqlite:
            self._many(
                "INSERT INTO words(rowid, body) VALUES (?, ?)", ((i, row_of_words(*found)) for i, found in waiting)
            )
        else:
            self._copy("words", ("item", "words"), ((i, vector(*found)) for i, found in waiting))

    def settle(self) -> None:
        """Lets the database look at its tables after much was written, so that it plans well."""
        self.finish()
        if self.is_sqlite:
            self.connection.execute(text("INSERT INTO words(words) VALUES ('optimize')"))
        self.connection.execute(text("ANALYZE"))

    def _freed(self, numbers: Iterable[int]) -> dict[int, int]:
        """For numbers that other owners' items have, the next that are free. That is rare: see `order`."""
        asked = list(numbers)
        taken: set[int] = set()
        for at in range(0, len(asked), AT_ONCE):
            some = asked[at : at + AT_ONCE]
            taken |= set(self.connection.execute(THERE, {"numbers": some}).scalars())
        out = {}
        for number in sorted(taken):
            free = number + 1
            while free in self._words or self.connection.execute(THERE, {"numbers": [free]}).first():
                free += 1
            out[number] = free
        return out

    def _forget_words(self, numbers: Sequence[int]) -> None:
        if not self.is_sqlite:
            self.connection.execute(text("DELETE FROM words WHERE item = ANY(:old)"), {"old": list(numbers)})
            return
        # The index holds no text: it must be told what stood there.
        there = items_of(self.connection, numbers)
        rows = ((number, row_of_words(tokens(item.body), words_of_item(item))) for number, item in there.items())
        self._many("INSERT INTO words(words, rowid, body) VALUES ('delete', ?, ?)", rows)

    def _insert(self, numbered: dict[int, Item]) -> None:
        rows = ((number, *(_keepable(getattr(item, name)) for name in COLUMNS)) for number, item in numbered.items())
        tags = (
            (number, facet, value)
            for number, item in numbered.items()
            for facet, value in dict.fromkeys((facet, _keepable(value)) for facet, value in item.tags)
        )
        for name, columns, values in (("item", ITEM, rows), ("tag", TAG, tags)):
            if self.is_sqlite:
                marks = ", ".join("?" for _ in columns)
                self._many(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", values)
            else:
                self._copy(name, columns, values)

    # The driver's own ways for many rows: SQLAlchemy's cost more than the writing itself.

    def _many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        there = list(rows)
        if there:
            self.connection.exec_driver_sql(statement, there)

    def _copy(self, name: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        cursor: Any = self.connection.connection.cursor()
        with cursor, cursor.copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _keepable(value: Any) -> Any:
    """What `tables.Words` makes of a value on SQLAlchemy's way, which the driver's own ways pass by."""
    return tables.UNKEPT.sub("\ufffd", value) if isinstance(value, str) else value


THERE = select(tables.item.c.id).where(tables.item.c.id.in_(bindparam("numbers", expanding=True)))
THESE = select(tables.item).where(tables.item.c.id.in_(bindparam("numbers", expanding=True)))
TAGGED = (
    select(tables.tag)
    .where(tables.tag.c.item.in_(bindparam("numbers", expanding=True)))
    .order_by(tables.tag.c.facet, tables.tag.c.value)
)


def items_of(connection: Connection, numbers: Sequence[int]) -> dict[int, Item]:
    """Items with their facets by number."""
    out: dict[int, Item] = {}
    for at in range(0, len(numbers), AT_ONCE):
        given = {"numbers": list(numbers[at : at + AT_ONCE])}
        tags: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for number, facet, value in connection.execute(TAGGED, given):
            tags[number].append((facet, value))
        for row in connection.execute(THESE, given):
            values = {name: getattr(row, name) for name in COLUMNS}
            out[row.id] = Item(**values, tags=tuple(tags[row.id]))
    return out


def row_of_words(words: Sequence[str], facets: Sequence[str] = ()) -> str:
    """Words, and facets as words, as SQLite takes them."""
    placed, placeless = _kept(words)
    return " ".join([*(word or GAP for word in placed), *(f"{GAP} {word}" for word in placeless), GAP, *facets])


def vector(words: Sequence[str], facets: Sequence[str] = ()) -> str:
    """Words with their places, and facets as words without, as PostgreSQL writes a tsvector: nothing to escape."""
    placed, placeless = _kept(words)
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(placed, start=1):
        if word is not None:
            places[word].append(place)
    kept = [f"'{word}':{','.join(map(str, at))}" for word, at in places.items()]
    return " ".join([*kept, *(f"'{word}'" for word in (*placeless, *facets))])


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
