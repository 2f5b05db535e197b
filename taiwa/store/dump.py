"""Whole tables out of the record and into an empty one, row by row. Search's tables are left out: they are made anew.

Owns the order of tables (what is referred to comes first) and of rows (by key), so that two records that hold the same
give the same rows. What a row looks like in a file is `taiwa.record.exchange`'s.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, func, select

from taiwa.store import tables

# Made anew from the others, or about this place only: accounts are of an installation, not of the record.
LEFT_OUT = ("item", "tag", "about", "account", "role", "signed", "audit")
AT_ONCE = 500


def kept_tables() -> tuple[Table, ...]:
    """The tables of the record, those that others refer to first."""
    return tuple(table for table in tables.metadata.sorted_tables if table.name not in LEFT_OUT)


def rows_of(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Every row by key, a reading's data as the JSON text that it is, a source's bytes as they are."""
    wanted = select(table).order_by(*table.primary_key.columns)
    with connection.execution_options(yield_per=AT_ONCE).execute(wanted) as result:
        for row in result.mappings():
            yield {name: _opened(table, name, value) for name, value in row.items()}


def put_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Puts rows into an empty table; returns how many."""
    number = 0
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        connection.execute(table.insert(), [{k: _closed(table, k, v) for k, v in row.items()} for row in batch])
        number += len(batch)
    return number


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever put into the record."""
    return connection.execute(select(func.count()).select_from(tables.change)).scalar_one() == 0


def is_reading(table: Table, column: str) -> bool:
    """Whether a column holds readings, compressed."""
    return table is tables.reading and column == "data"


def is_bytes(table: Table, column: str) -> bool:
    """Whether a column holds bytes that are no text."""
    return isinstance(table.c[column].type, LargeBinary) and not is_reading(table, column)


def _opened(table: Table, column: str, value: Any) -> Any:
    if is_reading(table, column):
        return zlib.decompress(value).decode("utf-8", "surrogatepass")
    return bytes(value) if is_bytes(table, column) else value


def _closed(table: Table, column: str, value: Any) -> Any:
    return zlib.compress(value.encode("utf-8", "surrogatepass"), 6) if is_reading(table, column) else value
