"""One database, and what differs between SQLite and PostgreSQL: addresses, locks, isolation, durability.

Owns the engine and the two kinds of transaction. All else in `store` is written once for both.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError, TimeoutError

from taiwa.errors import BrokenRecord, RecordBusy, TaiwaError, UnreachableRecord

# Seconds to wait for somebody else's write. Writes take milliseconds; an import of a whole record takes longer.
PATIENCE = 60
# The key under which writers of one PostgreSQL database stand in line: "taiwa" as a number.
QUEUE = 0x7461697761
# What a database says, and what that means to a user. All else is a fault of ours.
SIGNS_OF_SQLITE: dict[str, type[TaiwaError]] = {
    "locked": RecordBusy,
    "not a database|malformed": BrokenRecord,
    "unable to open|readonly|disk I/O|is full": UnreachableRecord,
}
SIGNS_OF_POSTGRESQL: dict[str, type[TaiwaError]] = {
    "lock timeout": RecordBusy,
    "permission denied|read-only": UnreachableRecord,
}
# SQLite's memory for pages of one connection at most, kilobytes.
CACHE = 64_000
# Connections that are kept, and those above them that are made for a moment; seconds to wait for one. The application
# has as many threads as are kept.
KEPT = 8
POOL: dict[str, Any] = {"pool_size": KEPT, "max_overflow": 2 * KEPT, "pool_timeout": 30}
# Seconds to wait for a server that says nothing.
SILENCE = 10


def address(where: str) -> URL:
    """The address of a database from what a user writes: a path, `sqlite:///path`, `postgresql://...`.

    Raises UnreachableRecord for what is neither.
    """
    if not re.match(r"[a-z0-9+]+://", where):
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise UnreachableRecord(f"this is no address of a database ({error})") from error
    kind = url.drivername.partition("+")[0]
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite":
        return url
    raise UnreachableRecord(f"{kind} is no database that a record can lie in; SQLite and PostgreSQL are")


class Database:
    """A database that answers. `read`, `write` and `jot` are the only ways to it."""

    def __init__(self, where: str) -> None:
        """Raises UnreachableRecord where there is none; creates the folder of a SQLite file, not yet the file."""
        self.url = address(where)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.name = self.url.render_as_string(hide_password=True)
        if self.is_sqlite:
            self._make_folder()
        with self._named_errors():
            self.engine = self._engine()

    def _make_folder(self) -> None:
        try:
            Path(self.url.database or "").parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnreachableRecord(f"{self.url.database}: {error.strerror}") from error

    def _engine(self) -> Engine:
        if not self.is_sqlite:
            # Read within one snapshot, so that a page or an export never shows half of a change.
            given = {} if "connect_timeout" in self.url.query else {"connect_timeout": SILENCE}
            try:
                engine = create_engine(
                    self.url, isolation_level="REPEATABLE READ", pool_pre_ping=True, connect_args=given, **POOL
                )
                event.listen(engine, "connect", _plan_small)
                return engine
            except ImportError as error:
                raise UnreachableRecord(f"PostgreSQL needs psycopg: install taiwa[postgresql] ({error})") from error
        engine = create_engine(self.url, connect_args={"timeout": PATIENCE}, **POOL)
        event.listen(engine, "connect", _prepare)
        return engine

    def let_read_while_writing(self) -> None:
        """SQLite: makes the file one that is read while it is written (its journal a write-ahead log). It stays so: to
        be called of our own files only."""
        if self.is_sqlite:
            with self._named_errors(), self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the record throughout. Nothing written in it stays."""
        with self._named_errors(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are all there when the block has ended, or not at all. One writer at a time.

        Raises RecordBusy where another writer does not finish in `PATIENCE` seconds.
        """
        with self._named_errors(), self.engine.connect() as connection:
            self._begin(connection)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def jot(self) -> Iterator[Connection]:
        """A change of a row that no history tells of, beside the line of writers. Raises RecordBusy rather than wait:
        SQLite lets nobody in while somebody else writes."""
        with self._named_errors(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            else:
                connection.execution_options(isolation_level="READ COMMITTED")
            try:
                if self.is_sqlite:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.commit()
            finally:
                connection.rollback()
                if self.is_sqlite:
                    connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE * 1000}")

    def _begin(self, connection: Connection) -> None:
        """Takes the lock before anything is read, so that what is read is what the last writer left."""
        if self.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        # The snapshot is taken at the first statement: the lock must be had before, in this same transaction.
        connection.execution_options(isolation_level="READ COMMITTED")
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:queue)"), {"queue": QUEUE})

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        """The database's errors as ours; those that only a fault of ours can cause pass."""
        try:
            yield
        except SQLAlchemyError as error:
            named = self._named(error)
            if named is None:
                raise
            raise named from error

    def _named(self, error: SQLAlchemyError) -> TaiwaError | None:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        if isinstance(error, TimeoutError):
            return RecordBusy(f"{self.name}: every connection is in use")
        for signs, kind in (SIGNS_OF_SQLITE if self.is_sqlite else SIGNS_OF_POSTGRESQL).items():
            if re.search(signs, said):
                return kind(f"{self.name}: {said}")
        lost = isinstance(error, NoSuchModuleError) or (not self.is_sqlite and isinstance(error, OperationalError))
        return UnreachableRecord(f"{self.name}: {said}") if lost else None


def _plan_small(connection: Any, _: object) -> None:
    """Each PostgreSQL connection: our questions are small and many, compiling one costs more than it saves; and what a
    search wants is in memory, so that fetching by an index is cheap."""
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off; SET random_page_cost = 1.1; SET max_parallel_workers_per_gather = 0")
    connection.commit()


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """Each SQLite connection: we begin transactions ourselves; what is acknowledged is on the disk; LIKE tells capital
    letters as PostgreSQL's does."""
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "case_sensitive_like = ON",
        f"cache_size = -{CACHE}",
    ):
        connection.execute(f"PRAGMA {pragma}")
