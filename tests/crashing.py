"""Kills a writing process, or its server, at random moments and looks at what is left; `benchmarks.crash` uses it too.

Owns what must hold after a kill: what was acknowledged is there, whole; what was not is there whole or not at all; the
next opening works as any.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from taiwa.record.record import Record

# Seconds from an acknowledgement to the kill, at most: an act takes about as long.
WITHIN = 0.05
WRITER = Path(__file__).with_name("writing_until_killed.py")


@dataclass
class Outcome:
    """What was seen over all kills: acts acknowledged, kills in the midst of writing, acts kept that nobody heard of,
    seconds that the openings after a kill took."""

    acknowledged: int = 0
    kills: int = 0
    unheard: int = 0
    openings: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def write_and_kill(
    place: str,
    writes: int,
    chance: random.Random,
    kill: Callable[[subprocess.Popen[str]], None] = lambda process: process.kill(),
    most: int = 6,
) -> Outcome:
    """Writes until `writes` acts are acknowledged, killing the writer at some moment after it acknowledged up to `most`
    of them, or before it began; looks at the record after each kill."""
    seen = Outcome()
    added: dict[int, str] = {}
    corrected: set[int] = set()
    following = 0
    while seen.acknowledged < writes:
        process = subprocess.Popen(
            [sys.executable, str(WRITER), place, str(following), str(following + writes)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        heard = [process.stdout.readline() for _ in range(chance.randint(1, most + 1))]
        time.sleep(chance.uniform(0, WITHIN))
        kill(process)
        process.wait()
        seen.kills += 1
        heard += process.stdout.readlines()
        for line in "".join(heard).replace("open\n", "").splitlines():
            verb, number, version = line.split(" ")
            (added.__setitem__(int(number), version) if verb == "added" else corrected.add(int(number)))
        seen.acknowledged = len(added) + len(corrected)
        start = time.perf_counter()
        with Record.open(place, "reader") as record:
            seen.openings.append(time.perf_counter() - start)
            following = _look(record, added, corrected, seen)
    return seen


def _look(record: Record, added: dict[int, str], corrected: set[int], seen: Outcome) -> int:
    """Compares a record with what was acknowledged; returns the number of the next act."""
    with record.read() as session:
        view = session.view
        there = {int(version.name.partition(".")[0]): version.id for version in view.versions()}
        counts = {name: view.count(name) for name in ("text", "version", "source", "reading")}
        numbers = [change.number for change in view.changes()]
        lines = {change.subject for change in view.changes()}
        decided = {number: [each.reason for each in view.corrections(version)] for number, version in there.items()}
    faults = seen.faults
    faults += [f"text {number} was acknowledged and is lost" for number in added if number not in there]
    faults += [f"correction {number} was acknowledged and is lost" for number in corrected if not decided.get(number)]
    if len(set(counts.values())) != 1:
        faults.append(f"half a text is visible: {counts}")
    if numbers != list(range(1, len(numbers) + 1)):
        faults.append("the history has a gap")
    for number, version in there.items():
        if not {f"version {version}", f"reading {version} 1"} <= lines:
            faults.append(f"text {number} has no line in the history")
        if number >= max(added, default=0) - 2:  # the last ones: those before were looked at already
            reading = record.review(version).machine
            found = record.search(f"harbour{number}").found
            if found.total < 1 or len(reading.provisions) != 2:
                faults.append(f"text {number} is not whole")
            elif decided[number] and not any(hit.item.act == "state" for hit in found.hits):
                faults.append(f"correction {number} is not found")
    seen.unheard = len([number for number in there if number not in added])
    for number, version in there.items():
        added.setdefault(number, version)
    return max(there, default=-1) + 1
