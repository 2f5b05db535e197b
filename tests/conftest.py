"""What tests of the record share: a real PostgreSQL server for the whole run, a fresh record for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgresql import Server

from taiwa.record.record import Record

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that answers; it is gone at the end."""
    made = Server()
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
def record(record_place: str) -> Iterator[Record]:
    """A record that was just made, open."""
    with Record.open(record_place, "tester") as made:
        yield made
