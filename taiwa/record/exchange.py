"""The whole record as open files, and back without loss. A backup is such an export in one ZIP file.

Owns the layout:

    manifest.json          what this is, and for each file its rows and SHA-256
    tables/NAME.jsonl      one file a table of the record, rows by key (or .csv, .parquet)
    sources/SHA256         the documents themselves, byte for byte
    provisions.jsonl       a flat table for people who count: each provision as read and as decided; not read back

Two records that hold the same give the same bytes: nothing in an export says when or where it was made. The layout is
number 1; a reader of a later one reads it too.
"""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import os
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Connection, Integer, Table
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from taiwa.errors import (
    AlreadyInRecord,
    BrokenRecord,
    CorruptDocument,
    MissingFile,
    NewerRecord,
    NotInRecord,
    TooLarge,
    WrongValue,
)
from taiwa.record.adding import index_anew, reviewed
from taiwa.record.formats import FORMATS, MOST_TIMES, SMALL, Columns
from taiwa.record.review import Review
from taiwa.store import Store, tables
from taiwa.store.dump import is_bytes, is_empty, kept_tables, put_rows, rows_of
from taiwa.store.view import View

LAYOUT = 1
# A ZIP file knows times; this is the least it can say.
NEVER = (1980, 1, 1, 0, 0, 0)
# The files that an export has, and folders as other programs pack them: none of them leads outside.
NAMES = re.compile(r"(manifest\.json|[a-z]+\.[a-z]+|tables/([a-z_]+\.[a-z]+)?|sources/([0-9a-f]{64})?)", re.ASCII)
# What a ZIP file that is damaged, locked or of a strange make gives rise to.
BROKEN_ZIP = (
    zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error, struct.error,
    lzma.LZMAError,
)  # fmt: skip
# What rows of another shape give rise to in the readers of formats; pyarrow's errors are among them.
WRONG_ROWS = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RuntimeError, OSError, csv.Error, zlib.error,
)  # fmt: skip
NUMBERS = ("force", "start", "end", "machine_force")
FLAT = Columns(
    (name, "integer" if name in NUMBERS else "boolean" if name == "preambular" else "text")
    for name in (
        "id", "text", "version", "forum", "meeting", "date", "language", "paragraph", "speaker", "act", "force",
        "followup", "fields", "quote", "sentence", "preambular", "start", "end", "machine_speaker", "machine_act",
        "machine_force", "machine_followup", "machine_fields", "decided",
    )
)  # fmt: skip


def export(store: Store, where: str | os.PathLike[str], format: str = "jsonl") -> dict[str, int]:
    """Writes the whole record to a new folder, or to a ZIP file where the name ends in `.zip`; returns rows by table.

    The place appears whole or not at all. Raises AlreadyInRecord where something stands there already, WrongValue for a
    format that isn't one.
    """
    if format not in FORMATS:
        raise WrongValue(f"{format!r} is no format of an export; there are {', '.join(FORMATS)}")
    target = Path(where)
    if target.exists():
        raise AlreadyInRecord(f"{target} is there already; an export wants a new place")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".taiwa-", dir=target.parent) as made:
        folder = Path(made) / "export"
        with store.database.read() as connection:
            counts = _write(connection, folder, format)
        if target.suffix == ".zip":
            packed = Path(made) / "export.zip"
            _zip(folder, packed)
            os.replace(packed, target)
        else:
            os.replace(folder, target)
    return counts


def restore(store: Store, where: str | os.PathLike[str]) -> dict[str, int]:
    """Reads an export into an empty record; returns rows by table. All of it, or nothing.

    Raises AlreadyInRecord for a record that isn't empty, MissingFile, CorruptDocument for an export that is damaged or
    was changed, NewerRecord for one of a later layout.
    """
    with _opened(Path(where)) as folder:
        manifest = _manifest(folder)
        with _damage_named(folder), store.write("taiwa", "read from an export") as act:
            connection = act.view.connection
            if not is_empty(connection):
                raise AlreadyInRecord(f"{store.database.name} is not empty; an import wants an empty record")
            counts = {table.name: _read_table(connection, folder, manifest, table) for table in kept_tables()}
            index_anew(act)  # a reading that is none shows here
    return counts


def verify(where: str | os.PathLike[str]) -> dict[str, int]:
    """Checks that an export is whole; returns rows by table. Raises as `restore`."""
    with _opened(Path(where)) as folder:
        manifest = _manifest(folder)
        for name in manifest["files"]:
            _checked(folder, manifest, name)
        with _damage_named(folder):
            return {name: int(about["rows"]) for name, about in manifest["tables"].items()}


# --- out ---------------------------------------------------------------------------------------------------------


def _write(connection: Connection, folder: Path, format: str) -> dict[str, int]:
    (folder / "tables").mkdir(parents=True)
    (folder / "sources").mkdir()
    counts = {}
    for table in kept_tables():
        rows = rows_of(connection, table)
        if table is tables.source:
            rows = _with_files(rows, folder / "sources")
        with (folder / "tables" / f"{table.name}.{format}").open("wb") as out:
            counts[table.name] = FORMATS[format][0](rows, columns_of(table), out)
    with (folder / f"provisions.{format}").open("wb") as out:
        FORMATS[format][0](_flat(View(connection)), FLAT, out)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "format": "taiwa-record",
        "layout": LAYOUT,
        "rows_as": format,
        "tables": {
            table.name: {"rows": counts[table.name], "columns": dict(columns_of(table))} for table in kept_tables()
        },
        "files": {path.relative_to(folder).as_posix(): _hash(path) for path in files},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", "utf-8")
    return counts


def columns_of(table: Table) -> Columns:
    """A table's columns as files have them; bytes are files of their own."""
    return Columns(
        (
            column.name,
            "boolean" if isinstance(column.type, Boolean) else "integer" if _is_number(column.type) else "text",
        )
        for column in table.columns
        if not is_bytes(table, column.name)
    )


def _is_number(kind: Any) -> bool:
    return isinstance(kind, Integer)


def _with_files(rows: Iterator[dict[str, Any]], folder: Path) -> Iterator[dict[str, Any]]:
    for row in rows:
        (folder / row["sha256"]).write_bytes(row["bytes"])
        yield row


def _flat(view: View) -> Iterator[dict[str, Any]]:
    """Each provision that was read or decided, with both."""
    for version in view.versions():
        text = view.text(version.text)
        review = reviewed(view, version.id)
        about = {
            "text": text.id, "version": version.id, "forum": text.forum, "meeting": text.meeting, "date": text.date,
            "language": version.language,
        }  # fmt: skip
        for row in _rows(review):
            yield {"id": f"{version.id}#{row.pop('id')}", **about, **row}


def _rows(review: Review) -> Iterator[dict[str, Any]]:
    read = {each.id: each for each in review.machine.provisions}
    for each in review.reading.provisions:
        was = read.get(review.origin.get(each.id, ""))
        yield {
            "id": each.id, "paragraph": each.paragraph, "speaker": ";".join(each.speaker), "act": each.act,
            "force": each.force, "followup": each.followup, "fields": ";".join(each.fields), "quote": each.quote,
            "sentence": each.text, "preambular": each.preambular, "start": each.anchor.start, "end": each.anchor.end,
            "machine_speaker": ";".join(was.speaker) if was else None, "machine_act": was.act if was else None,
            "machine_force": was.force if was else None, "machine_followup": was.followup if was else None,
            "machine_fields": ";".join(was.fields) if was else None, "decided": _decided(review, each.anchor),
        }  # fmt: skip


def _decided(review: Review, anchor: Any) -> str:
    fields = [
        each.correction.field for each in review.decisions if (each.correction.start, each.correction.end) == anchor
    ]
    return ";".join(sorted(fields))


def _zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as out:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                about = zipfile.ZipInfo(path.relative_to(folder).as_posix(), NEVER)
                about.compress_type = zipfile.ZIP_DEFLATED
                about.external_attr = 0o644 << 16
                with path.open("rb") as file, out.open(about, "w", force_zip64=True) as into:
                    shutil.copyfileobj(file, into)


# --- in ----------------------------------------------------------------------------------------------------------


@contextmanager
def _opened(where: Path) -> Iterator[Path]:
    """An export as a folder."""
    if not where.exists():
        raise MissingFile(f"{where}: there is no export")
    with ExitStack() as close:
        if where.is_dir():
            yield where
            return
        folder = Path(close.enter_context(tempfile.TemporaryDirectory(prefix="taiwa-")))
        try:
            with zipfile.ZipFile(where) as packed:
                _check_contents(where, packed, folder)
                packed.extractall(folder)
        except BROKEN_ZIP as error:
            raise CorruptDocument(f"{where}: this is no whole ZIP file ({error})") from error
        yield folder


def _check_contents(where: Path, packed: zipfile.ZipFile, folder: Path) -> None:
    """Looks at what a ZIP file says that it holds, before anything is unpacked: a file never gives more than it says.
    Raises CorruptDocument for what is no export, TooLarge for what would fill the disk."""
    files = packed.infolist()
    for about in files:
        if not NAMES.fullmatch(about.filename):
            raise CorruptDocument(f"{where}: {about.filename!r} is no file of an export")
    size, free = sum(about.file_size for about in files), shutil.disk_usage(folder).free
    if len({about.filename for about in files}) < len(files):
        raise CorruptDocument(f"{where}: a file is in it twice")
    if size > SMALL and size > MOST_TIMES * where.stat().st_size:
        raise TooLarge(f"{where}: would unpack to {size} bytes, more than {MOST_TIMES} times its own")
    if size > free:
        raise TooLarge(f"{where}: would unpack to {size} bytes; the disk has {free} left")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "manifest.json").read_text("utf-8"))
        layout, known = int(found["layout"]), found["format"] == "taiwa-record" and found["rows_as"] in FORMATS
        whole = isinstance(found["files"], dict) and isinstance(found["tables"], dict)
    except FileNotFoundError as error:
        raise CorruptDocument(f"{folder}: there is no manifest.json; this is no export of a record") from error
    except (ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise CorruptDocument(f"{folder}/manifest.json: not that of an export ({error})") from error
    if layout > LAYOUT:
        raise NewerRecord(f"{folder}: an export of layout {layout}; this Taiwa reads up to {LAYOUT}")
    if not (known and whole):
        raise CorruptDocument(f"{folder}/manifest.json: not that of an export")
    return dict(found)


def _read_table(connection: Connection, folder: Path, manifest: dict[str, Any], table: Table) -> int:
    format = manifest["rows_as"]
    path = _checked(folder, manifest, f"tables/{table.name}.{format}")
    with path.open("rb") as file:
        rows: Iterator[dict[str, Any]] = FORMATS[format][1](file, columns_of(table))
        if table is tables.source:
            rows = _with_bytes(rows, folder, manifest)
        return put_rows(connection, table, rows)


def _with_bytes(rows: Iterator[dict[str, Any]], folder: Path, manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in rows:
        data = _checked(folder, manifest, f"sources/{row['sha256']}").read_bytes()
        if hashlib.sha256(data).hexdigest() != row["sha256"]:
            raise CorruptDocument(f"{folder}: sources/{row['sha256']} is not the document of that name")
        yield {**row, "bytes": data}


def _checked(folder: Path, manifest: dict[str, Any], name: str) -> Path:
    path = folder / name
    if name not in manifest["files"] or not NAMES.fullmatch(name) or not path.is_file():
        raise CorruptDocument(f"{folder}: {name} is missing")
    if _hash(path) != manifest["files"][name]:
        raise CorruptDocument(f"{folder}: {name} is not what was written; the export is damaged or was changed")
    return path


@contextmanager
def _damage_named(folder: Path) -> Iterator[None]:
    """What rows that nobody wrote so do to a reader or a database, as the damage of the export that it is. A record's
    own errors pass: they have names."""
    try:
        yield
    except WRONG_ROWS as error:
        raise CorruptDocument(f"{folder}: not written by an export ({error})") from error
    except (IntegrityError, DataError, StatementError) as error:
        said = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise CorruptDocument(f"{folder}: its tables don't fit each other ({said})") from error
    except (NotInRecord, BrokenRecord) as error:
        raise CorruptDocument(f"{folder}: its tables don't fit each other ({error})") from error


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
