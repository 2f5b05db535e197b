"""What an argument stands for: a file first, then a version of the record, and a record is never made by asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from taiwa import read
from taiwa.commands.sources import reading_of
from taiwa.errors import MissingFile
from taiwa.record import Record

SAMPLE = Path(__file__).parent.parent / "taiwa/samples/kitanagi-1-ja.txt"
VERSION = "kitanagi/foreign-ministers-3/joint-statement/ja"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp("record") / "record.sqlite3")
    with Record.open(where, "tester") as record:
        record.load_sample()
        record.correct(f"{VERSION}#p1", "act", "undertake", "for the test")
    return where


def test_a_version_of_the_record_is_read_as_decided(database: str) -> None:
    reading = reading_of(VERSION, database, read)
    assert reading.provisions[0].act == "undertake"
    assert reading.source.name == VERSION


def test_a_file_is_a_file(database: str) -> None:
    assert reading_of(str(SAMPLE), database, read).provisions[0].act != "undertake"


@pytest.mark.parametrize("where", ["kitanagi/no/such/ja", "nothing"])
def test_what_is_neither_is_a_missing_file(where: str, database: str) -> None:
    with pytest.raises(MissingFile):
        reading_of(where, database, read)


def test_asking_makes_no_record(tmp_path: Path) -> None:
    place = tmp_path / "record.sqlite3"
    with pytest.raises(MissingFile):
        reading_of(VERSION, str(place), read)
    assert not place.exists()


def test_what_was_looked_for_in_the_record_too_says_so(database: str) -> None:
    with pytest.raises(MissingFile, match="no such file, and no such version in the record"):
        reading_of("kitanagi/no/such/ja", database, read)
    with pytest.raises(MissingFile) as found:
        reading_of("/kitanagi/no/such/ja", database, read)
    assert "version" not in str(found.value)
