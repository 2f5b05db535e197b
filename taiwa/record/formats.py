"""Rows in open files: JSON Lines, CSV, Parquet. The same rows come back from each.

Owns how a value is written: JSON Lines as JSON has it; CSV with `\\N` for nothing (as PostgreSQL's COPY), so that an
empty text stays one; Parquet in columns of its own types (needs pyarrow, the extra `parquet`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, Any

from taiwa.errors import CorruptDocument, TooLarge, WrongValue

Rows = Iterable[Mapping[str, Any]]
# The types that columns have, by what they are called in a file's description.
TYPES = ("text", "integer", "boolean")
NOTHING = "\\N"
# Bytes of a line, and of a field: a reading of the longest document that is taken has less.
LONGEST = 256 << 20
csv.field_size_limit(LONGEST)
# What unpacks to more than this, and to more than so many times its size, was made to fill a disk or a memory: rows of
# a record pack to a tenth.
SMALL, MOST_TIMES = 64 << 20, 200
# Rows of a group in a Parquet file: readings are large.
GROUP = 2000


class Columns(tuple[tuple[str, str], ...]):
    """Pairs of a column's name and type, in order."""

    @property
    def names(self) -> list[str]:
        """The names alone."""
        return [name for name, _ in self]


def write_lines(rows: Rows, columns: Columns, out: IO[bytes]) -> int:
    """One JSON object a line, keys in the order of the columns; returns the number of rows."""
    number = 0
    for row in rows:
        number += 1
        text = json.dumps({name: row[name] for name in columns.names}, ensure_ascii=False, separators=(",", ":"))
        out.write(text.encode("utf-8", "surrogatepass") + b"\n")
    return number


def read_lines(file: IO[bytes], columns: Columns) -> Iterator[dict[str, Any]]:
    """The rows that `write_lines` wrote."""
    for line in _lines(file):
        yield _checked(json.loads(line.decode("utf-8", "surrogatepass")), columns)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file. Raises TooLarge for one that no export has."""
    while line := file.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise TooLarge(f"a line of more than {LONGEST} bytes")
        yield line


def write_csv(rows: Rows, columns: Columns, out: IO[bytes]) -> int:
    """A header and a line a row, UTF-8, quoted where needed, lines ending in LF; returns the number of rows."""
    number = -1
    for row in chain([{name: name for name in columns.names}], rows):
        number += 1
        line = ",".join(_quoted(_to_csv(row[name])) for name in columns.names) + "\n"
        out.write(line.encode("utf-8", "surrogatepass"))
    return number


def read_csv(file: IO[bytes], columns: Columns) -> Iterator[dict[str, Any]]:
    """The rows that `write_csv` wrote."""
    reader = csv.reader(line.decode("utf-8", "surrogatepass") for line in _lines(file))
    header = next(reader, [])
    for line in reader:
        named = dict(zip(header, line, strict=True))
        yield _checked({name: _from_csv(named[name], kind) for name, kind in columns}, columns)


def _quoted(text: str) -> str:
    """A field, quoted where needed. Python's writer leaves a lone CR bare, which its reader takes for a line's end."""
    return '"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text


def _to_csv(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return "\\" + text if text.startswith("\\") else text


def _from_csv(text: str, kind: str) -> Any:
    if text == NOTHING:
        return None
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    if kind == "integer":
        return int(text)
    return text[1:] if text.startswith("\\") else text


def write_parquet(rows: Rows, columns: Columns, out: IO[bytes]) -> int:
    """A Parquet file with a group for every `GROUP` rows; returns the number of rows. Raises WrongValue."""
    arrow, parquet = _pyarrow()
    kinds = {"text": arrow.large_string(), "integer": arrow.int64(), "boolean": arrow.bool_()}
    schema = arrow.schema([(name, kinds[kind]) for name, kind in columns])
    number = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            kept = [{name: _of_utf8(row[name]) for name in columns.names} for row in batch]
            writer.write_table(arrow.Table.from_pylist(kept, schema))
            number += len(batch)
    return number


def read_parquet(file: IO[bytes], columns: Columns) -> Iterator[dict[str, Any]]:
    """The rows that `write_parquet` wrote."""
    _, parquet = _pyarrow()
    data = file.read()
    rows = parquet.ParquetFile(io.BytesIO(data))
    size = sum(rows.metadata.row_group(n).total_byte_size for n in range(rows.metadata.num_row_groups))
    if size > SMALL and size > MOST_TIMES * len(data):
        raise TooLarge(f"a table that unpacks to {size} bytes, more than {MOST_TIMES} times its own")
    for group in rows.iter_batches(GROUP):
        for row in group.to_pylist():
            yield _checked({name: _from_utf8(value) for name, value in row.items()}, columns)


def _of_utf8(value: Any) -> Any:
    """Arrow keeps UTF-8 only: half a character is escaped, as JSON escapes it."""
    return value.replace("\\", "\\\\").encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _from_utf8(value: Any) -> Any:
    if not isinstance(value, str) or "\\" not in value:
        return value
    return "\\".join(part.encode("ascii", "backslashreplace").decode("unicode_escape") for part in value.split("\\\\"))


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise WrongValue("Parquet needs pyarrow: install taiwa[parquet], or choose jsonl or csv") from error
    return pyarrow, pyarrow.parquet


def _batches(rows: Rows) -> Iterator[Sequence[Mapping[str, Any]]]:
    batch: list[Mapping[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == GROUP:
            yield batch
            batch = []
    if batch:
        yield batch


def _checked(row: dict[str, Any], columns: Columns) -> dict[str, Any]:
    if list(row) != columns.names:
        raise CorruptDocument(f"a row has the columns {', '.join(row)}; expected {', '.join(columns.names)}")
    return row


# By name: how rows are written, and how they are read.
FORMATS: Mapping[
    str, tuple[Callable[[Rows, Columns, IO[bytes]], int], Callable[[IO[bytes], Columns], Iterator[dict[str, Any]]]]
] = {
    "jsonl": (write_lines, read_lines),
    "csv": (write_csv, read_csv),
    "parquet": (write_parquet, read_parquet),
}
