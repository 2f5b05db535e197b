"""Opening a record: old ones are brought up, newer, foreign, damaged and unreachable ones refused by name."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from taiwa import read_text
from taiwa.errors import BrokenRecord, NewerRecord, RecordBusy, UnreachableRecord
from taiwa.model import Forum, Name, Query
from taiwa.record.adding import Document
from taiwa.record.asking import ask
from taiwa.record.record import Record
from taiwa.store import Store, schema, tables
from taiwa.store import database as databases
from taiwa.store.coding import packed
from taiwa.store.database import Database

WORDS = "Joint Statement\n\nThe Ministers welcomed the opening of the harbour.\n"


@contextmanager
def raw(place: str) -> Iterator[Connection]:
    """Any database at the place, whatever it holds."""
    database = Database(place)
    with database.write() as connection:
        yield connection
    database.engine.dispose()


def test_a_record_of_the_first_version_opens_and_is_searched(place: str) -> None:
    reading = read_text(WORDS, language="en")
    with raw(place) as connection:
        schema.upgrade(connection, "0001")
        row = {"id": "texts/old", "kind": "joint-statement", "title": "", "withdrawn": False}
        connection.execute(tables.text.insert(), [row])
        connection.execute(tables.source.insert(), [{"sha256": "a" * 64, "size": 1, "bytes": WORDS.encode()}])
        version = {
            "id": "texts/old/en", "text": "texts/old", "language": "en", "authority": "unknown", "sha256": "a" * 64,
            "digest": "d", "name": "old.txt", "media_type": "text/plain", "origin": "old.txt", "received": "2026",
        }  # fmt: skip
        connection.execute(tables.version.insert(), [version])
        kept = {"version": version["id"], "number": 1, "reader": reading.reader, "scale": reading.scale, "made": "2026"}
        connection.execute(tables.reading.insert(), [{**kept, "data": packed(reading)}])
        line = {"number": 1, "at": "2026", "who": "then", "verb": "add", "subject": "text texts/old", "why": ""}
        connection.execute(tables.change.insert(), [line])
    with Record.open(place, "now") as record:
        found = record.search("harbours").found
        assert [hit.item.ref.partition("#")[0] for hit in found.hits if hit.item.kind == "provision"] == [
            "texts/old/en"
        ]
        assert record.history("texts/old")[0].who == "then"
        record.correct(found.hits[0].item.ref, "act", "state", "it opens, and is written")
    with raw(place) as connection:
        assert schema.version_of(connection, place) == schema.newest()


def test_a_newer_record_is_left_alone(record_place: str) -> None:
    with raw(record_place) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerRecord):
        Store(record_place)
    with raw(record_place) as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "9999"


def test_a_record_that_says_no_version_is_broken(record_place: str) -> None:
    with raw(record_place) as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    with pytest.raises(BrokenRecord):
        Store(record_place)


def test_another_database_is_left_as_it_is(kind: str, place: str) -> None:
    with raw(place) as connection:
        connection.exec_driver_sql("CREATE TABLE recipe (name TEXT)")
    before = Path(place).read_bytes() if kind == "sqlite" else b""
    with pytest.raises(BrokenRecord):
        Store(place)
    with raw(place) as connection:
        assert [*connection.exec_driver_sql("SELECT * FROM recipe")] == []
    if kind == "sqlite":
        assert Path(place).read_bytes() == before


def test_a_step_that_fails_leaves_an_empty_place(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", breaks)
    with pytest.raises(RuntimeError):
        Store(place)
    monkeypatch.undo()
    with raw(place) as connection:
        assert schema.version_of(connection, place) is None
    Record.open(place, "tester").close()


def look_at(place: str) -> None:
    with Record.open(place, "tester") as record:
        record.search("harbour")
        record.history()


def test_a_damaged_file_is_a_broken_record(
    new_place: Callable[..., str], full_records: Callable[[str], str], tmp_path: Path
) -> None:
    whole = Path(full_records("sqlite")).read_bytes()
    damages = {
        "no database": b"Dear colleague,\n" * 500,
        "cut": whole[: len(whole) // 3],
        "head": b"SQLite format 3\x00" + b"\xff" * 84 + whole[100:],
        "first page": whole[:100] + b"\xff" * 3000 + whole[3100:],
        "middle": whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:],
    }
    for name, data in damages.items():
        path = tmp_path / f"{name}.sqlite3"
        path.write_bytes(data)
        with pytest.raises(BrokenRecord):
            look_at(str(path))
    path = tmp_path / "empty.sqlite3"
    path.write_bytes(b"")
    Record.open(str(path), "tester").close()


def test_a_reading_that_is_damaged_is_a_broken_record(full_place: str) -> None:
    with raw(full_place) as connection:
        version = connection.exec_driver_sql("SELECT version FROM reading").scalars().first()
        connection.execute(tables.reading.update().values(data=b"nonsense"))
    with Record.open(full_place, "tester") as record, pytest.raises(BrokenRecord):
        record.review(str(version))


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://taiwa@127.0.0.1:1/record",
        "postgresql://nobody.invalid/record",
        "postgres://taiwa@127.0.0.1:1/record",
        "mysql://localhost/record",
        "sqlite+what://x",
        "postgresql://[",
        "postgresql://localhost:port/x",
        "oracle://x",
        "/proc/nowhere/record.sqlite3",
    ],
)
def test_what_can_not_be_reached_is_said_to_be(where: str) -> None:
    with pytest.raises(UnreachableRecord) as error:
        Store(where)
    assert str(error.value)


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(UnreachableRecord):
        Store(str(tmp_path))


def test_a_password_is_not_shown() -> None:
    with pytest.raises(UnreachableRecord) as error:
        Store("postgresql://taiwa:secret@127.0.0.1:1/record")
    assert "secret" not in str(error.value)


def test_a_record_in_which_somebody_else_writes_is_busy(record_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "PATIENCE", 1)
    first, second = Store(record_place), Store(record_place)
    with first.write("a", "long") as _, pytest.raises(RecordBusy), second.write("b", "short") as _:
        pass
    with second.read() as session:  # readers are not kept waiting
        assert session.view.count("version") == 0
    first.close()
    second.close()


def test_writers_at_the_same_time_stand_in_line(record_place: str) -> None:
    failed: list[BaseException] = []

    def write(who: int) -> None:
        try:
            with Record.open(record_place, f"writer {who}") as record:
                for i in range(4):
                    words = f"The Ministers welcomed pier{who}x{i}.\n"
                    record.keep(Document(words.encode(), "here", (read_text(words, language="en"),)))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with Record.open(record_place, "reader") as record, record.read() as session:
        assert session.view.count("version") == 12
        numbers = [each.number for each in session.view.changes()]
        assert numbers == list(range(1, len(numbers) + 1))
        for who in range(3):
            assert session.search.find(_query(f"pier{who}x3")).total == 1


def _query(words: str) -> Query:
    return ask(words, {"kind": ["provision"]})


def test_openings_at_the_same_time_make_one_record(place: str) -> None:
    failed: list[BaseException] = []

    def opens() -> None:
        try:
            Record.open(place, "tester").close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=opens) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_a_reader_sees_one_state(record_place: str) -> None:
    with Record.open(record_place, "reader") as reader, Record.open(record_place, "writer") as writer:
        with reader.read() as session:
            before = session.view.count("change")
            writer.keep(Document(WORDS.encode(), "here", (read_text(WORDS, language="en"),)))
            assert session.view.count("change") == before
            assert session.view.versions() == ()
        assert len(reader.history()) > before


def test_what_is_read_can_not_be_written(record_place: str) -> None:
    store = Store(record_place)
    with store.database.read() as connection:
        connection.execute(tables.about.insert(), [{"key": "x", "value": "y"}])
    with store.database.read() as connection:
        assert connection.execute(tables.about.select().where(tables.about.c.key == "x")).first() is None
    store.close()


def test_a_like_tells_capital_letters_in_both(record: Record) -> None:
    record.put(Forum("Kita", (Name("K"),)), Forum("kita", (Name("k"),)))
    assert {each.subject for each in record.history("kita")} == {"forum kita"}


def test_the_history_tells_percent_signs_and_backslashes(record: Record) -> None:
    record.put(
        Forum("a_b", (Name("K"),)), Forum("axb", (Name("K"),)), Forum("a%", (Name("K"),)), Forum("a\\b", (Name("K"),))
    )
    assert {each.subject for each in record.history("a_b")} == {"forum a_b"}
    assert {each.subject for each in record.history("a%")} == {"forum a%"}
    assert {each.subject for each in record.history("a\\b")} == {"forum a\\b"}


def test_sqlite_keeps_what_it_acknowledges(new_place: Callable[[str], str]) -> None:
    place = new_place("sqlite")
    store = Store(place)
    with store.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    store.close()
    with sqlite3.connect(place) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
