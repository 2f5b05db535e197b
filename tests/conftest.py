"""What tests of the record share: a real PostgreSQL server for the whole run, a fresh record for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgresql import Server

from taiwa.model import Entity, Evidence, Forum, Level, Membership, Name
from taiwa.record.filing import Choice
from taiwa.record.record import Record

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that answers; it is gone at the end."""
    made = Server(durable=False)
    yield made
    made.remove()


@pytest.fixture(scope="session")
def empty_records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A function from a kind of database to the place of a record just made there, to be copied."""
    made: dict[str, str] = {}

    def place(kind: str) -> str:
        if kind not in made:
            server = request.getfixturevalue("server") if kind == "postgresql" else None
            made[kind] = server.database() if server else str(tmp_path_factory.mktemp("empty") / "record.sqlite3")
            Record.open(made[kind], "tester").close()
        return made[kind]

    return place


@pytest.fixture(scope="session")
def full_records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A function from a kind of database to the place of a record that has something in every table, to be copied."""
    made: dict[str, str] = {}

    def place(kind: str) -> str:
        if kind not in made:
            server = request.getfixturevalue("server") if kind == "postgresql" else None
            folder = tmp_path_factory.mktemp("full")
            made[kind] = server.database() if server else str(folder / "record.sqlite3")
            with Record.open(made[kind], "tester") as record:
                fill(record, folder)
        return made[kind]

    return place


def fill(record: Record, folder: Path) -> None:
    """A forum with a text, decisions and links; and a text with what files and databases stumble over."""
    record.put(
        Forum(
            "kitanagi", (Name("Kitanagi Sea Dialogue", "en"),), (Membership("XA"),), (Level("foreign-ministers", 1),)
        ),
        Entity("action-plan", "programme", (Name("Kitanagi Sea Action Plan", "en"),)),
    )
    samples = Path(__file__).parent.parent / "taiwa" / "samples"
    version = record.add(samples / "kitanagi-1-en.txt")[0].version.id
    first, second, *_ = record.review(version).reading.provisions
    record.correct(f"{version}#{first.id}", "act", "state", 'said "so", not done;\nsee\tline 2\\N')
    record.correct(f"{version}#{second.id}", "speaker", "XA,XB", "ёж, 🤝, \ud800 and \x00")
    record.correct(version, "title", "", "it has none")
    record.withdraw(version, 3, "it has one")
    record.put(
        Entity("odd", "body", (Name('A, "B"\r\nC\\N', "en"), Name("\\N", ""), Name("", "ja", "short")), (("a", "\\"),)),
        Evidence("entity odd", "names", "disputed", "a\rb"),
    )
    naming = next(each for each in record.review(version).reading.provisions if each.mentions)
    record.link(f"{version}#{naming.id}", naming.mentions[0].name, "odd")
    odd = folder / "odd.txt"
    odd.write_bytes(
        "Joint\u2028Statement\r\n\r\nThe Ministers welcomed the 🤝 pro\u00adgress.\r\n"
        "The Ministers expressed\r\ntheir concern about “ｶﾞｽ” prices.\r\n".encode()
    )
    (added,) = record.add(odd, Choice(kind="joint-statement"), language="en")
    for each in record.review(added.version.id).reading.provisions:
        record.correct(f"{added.version.id}#{each.id}", "followup", "intention", "to keep what it quotes")


@pytest.fixture(scope="module")
def new_places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A function from a kind of database to an empty place of that kind, for all tests of a module."""

    def place(kind: str) -> str:
        if kind == "sqlite":
            return str(tmp_path_factory.mktemp("module") / "record.sqlite3")
        return str(request.getfixturevalue("server").database())

    return place


@pytest.fixture
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """A function from a kind of database to an empty place of that kind; called again, it gives another one."""
    made: list[str] = []

    def place(kind: str, template: str | None = None) -> str:
        if kind == "sqlite":
            where = str(tmp_path / f"record-{len(made)}.sqlite3")
            if template:
                shutil.copy(template, where)
        else:
            where = request.getfixturevalue("server").database(*([template] if template else []))
        made.append(where)
        return where

    yield place
    for where in made:
        if where.startswith("postgresql"):
            request.getfixturevalue("server").drop(where)


@pytest.fixture(params=DATABASES)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database a test is on."""
    return str(request.param)


@pytest.fixture
def place(kind: str, new_place: Callable[..., str]) -> str:
    """An empty place: no record yet."""
    return new_place(kind)


@pytest.fixture
def record_place(kind: str, new_place: Callable[..., str], empty_records: Callable[[str], str]) -> str:
    """The place of a record that was just made."""
    return new_place(kind, empty_records(kind))


@pytest.fixture
def full_place(kind: str, new_place: Callable[..., str], full_records: Callable[[str], str]) -> str:
    """The place of a record with something in every table."""
    return new_place(kind, full_records(kind))


@pytest.fixture
def record(record_place: str) -> Iterator[Record]:
    """A record that was just made, open."""
    with Record.open(record_place, "tester") as made:
        yield made


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The place of a record with the invented forum in it, to be copied."""
    place = tmp_path_factory.mktemp("sample") / "record.sqlite3"
    with Record.open(str(place), "tester") as record:
        record.load_sample()
    return place


@pytest.fixture
def sampled(sample_record: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy of the record with the invented forum, open."""
    place = tmp_path / "record.sqlite3"
    shutil.copy(sample_record, place)
    with Record.open(str(place), "tester") as made:
        yield made
