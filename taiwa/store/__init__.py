"""The store: the record's tables in SQLite or PostgreSQL. Knows the nouns of `taiwa.model` and nothing of languages.

`database` hides what differs, `schema` brings it to this version; `writer`, `view`, `index` and `search` are the four
roles in a transaction, and a `Store` opens those.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from taiwa.store.accounts import Roster
from taiwa.store.database import Database
from taiwa.store.index import Index
from taiwa.store.schema import prepare
from taiwa.store.search import Search
from taiwa.store.sight import Sight
from taiwa.store.view import View
from taiwa.store.writer import Writer

__all__ = ["Asking", "Roster", "Store", "Writing"]


@dataclass(frozen=True, slots=True)
class Asking:
    """One state of the record: `view` gives nouns, `search` finds items."""

    view: View
    search: Search


@dataclass(frozen=True, slots=True)
class Writing:
    """One act in the record: `writer` for its nouns, `index` for search, `view` and `search` see both, and everything.
    What somebody may see and do is checked before, with a view as they have it (`seen`)."""

    writer: Writer
    index: Index
    view: View
    search: Search

    def seen(self, granted: frozenset[str] | None) -> View:
        """The record as one sees it who is let into these confidential forums."""
        return View(self.view.connection, Sight(self.view.connection, granted))


class Store:
    """A record's database, of this version: an empty one is made a record, an older one brought up."""

    def __init__(self, where: str) -> None:
        """Raises UnreachableRecord, BrokenRecord or NewerRecord; the database is left as it was then."""
        self.database = Database(where)
        prepare(self.database)

    @contextmanager
    def read(self, granted: frozenset[str] | None = None) -> Iterator[Asking]:
        """Asks one state of the record, as one sees it who is let into the confidential forums in `granted` (None: into
        all)."""
        with self.database.read() as connection:
            sight = Sight(connection, granted)
            yield Asking(View(connection, sight), Search(connection, sight))

    @contextmanager
    def write(self, who: str, why: str) -> Iterator[Writing]:
        """One act of `who`, kept whole or not at all. Raises RecordBusy."""
        with self.database.write() as connection:
            index = Index(connection)
            yield Writing(Writer(connection, who, why), index, View(connection), Search(connection))
            index.finish()

    @contextmanager
    def read_accounts(self) -> Iterator[Roster]:
        """Asks one state of the accounts."""
        with self.database.read() as connection:
            yield Roster(connection)

    @contextmanager
    def write_accounts(self) -> Iterator[Roster]:
        """Changes accounts, all of it or nothing; one writer at a time, the record's writers too. Raises RecordBusy."""
        with self.database.write() as connection:
            yield Roster(connection)

    @contextmanager
    def jot(self) -> Iterator[Roster]:
        """Says when something was used, where that needs no waiting. Raises RecordBusy."""
        with self.database.jot() as connection:
            yield Roster(connection)

    def close(self) -> None:
        """Gives the connections back."""
        self.database.engine.dispose()
