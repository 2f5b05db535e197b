"""What tests of the application share: the invented forum's record, read from by all, copied for those who write."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from places import CHROMIUM, FLAGS, HERE
from playwright.sync_api import Browser, Page, sync_playwright

from taiwa.record import passwords
from taiwa.web import create_app


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost little: what they cost is the library's affair."""
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))
    passwords._nobodys.cache_clear()


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


# --- in a real browser ---


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


def served(app: FastAPI) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def shared_place(shared: FastAPI) -> Iterator[str]:
    yield from served(shared)


@pytest.fixture
def place(app: FastAPI) -> Iterator[str]:
    yield from served(app)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose script must not fail, nor offend the policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    complaints: list[str] = []
    made = context.new_page()
    made.set_default_timeout(8000)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
    yield made
    context.close()
    assert complaints == []
