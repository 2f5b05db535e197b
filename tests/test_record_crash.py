"""kill -9 while writing, quick versions; `python -m benchmarks.crash` has the long ones."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable, Iterator

import pytest
from crashing import write_and_kill
from postgresql import Server


@pytest.fixture
def durable() -> Iterator[Server]:
    """A server that writes to the disk."""
    made = Server()
    yield made
    made.remove()


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(kind: str, new_place: Callable[[str], str]) -> None:
    seen = write_and_kill(new_place(kind), 8, random.Random(kind))
    assert not seen.faults
    assert seen.kills > 1


@pytest.mark.parametrize("how", [signal.SIGQUIT, signal.SIGKILL])
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(durable: Server, how: signal.Signals) -> None:
    def kill(process: object) -> None:
        durable.stop(how)
        process.wait(30)  # type: ignore[attr-defined]  # it notices that nobody answers
        durable.start()

    seen = write_and_kill(durable.database(), 4, random.Random(how), kill, 3)
    assert not seen.faults
