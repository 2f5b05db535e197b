"""Starting the application: the sample, the port, the address."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from taiwa.cli import main
from taiwa.errors import UnreachableAddress, WiderAddress
from taiwa.record import Record
from taiwa.web.serving import Reach, put_sample, serve


def test_the_sample_is_put_in_once(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.sqlite3"), "tester") as record:
        put_sample(record)
        record.set("kitanagi/foreign-ministers-4", "place", "Elsewhere", "moved")
        changes = len(record.history())
        put_sample(record)
        assert len(record.history()) == changes
        with record.read() as asking:
            assert asking.view.meeting("kitanagi/foreign-ministers-4").place == "Elsewhere"


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UnreachableAddress, match="--port"):
        serve(Reach(port=taken.getsockname()[1]), str(tmp_path / "record.sqlite3"))


def test_the_command_refuses_a_wider_address(tmp_path: Path) -> None:
    place = tmp_path / "record.sqlite3"
    refused = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0", "--database", str(place)])
    assert refused.exit_code == WiderAddress.exit_code
    assert not place.exists()
