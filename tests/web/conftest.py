"""What tests of the application share: the invented forum's record, read from by all, copied for those who write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from places import HERE

from taiwa.record import Record, passwords
from taiwa.web import create_app


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost little: what they cost is the library's affair."""
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))
    passwords._nobodys.cache_clear()


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "record.sqlite3"
    with Record.open(str(place), "tester") as record:
        record.load_sample()
    return place


@pytest.fixture(scope="session")
def shared(sample_record: Path) -> Iterator[FastAPI]:
    """An application that only reading tests may use."""
    app = create_app(str(sample_record), "tester")
    yield app
    app.state.record.close()


@pytest.fixture
def reader(shared: FastAPI) -> TestClient:
    return TestClient(shared, base_url=HERE, follow_redirects=False)


@pytest.fixture
def app(sample_record: Path, tmp_path: Path) -> Iterator[FastAPI]:
    """An application over a copy, to write in."""
    place = tmp_path / "record.sqlite3"
    shutil.copy(sample_record, place)
    app = create_app(str(place), "tester")
    yield app
    app.state.record.close()


@pytest.fixture
def writer(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=HERE, follow_redirects=False)
