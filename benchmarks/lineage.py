"""Lineage by number of statements: `python -m benchmarks.lineage [--sizes 500,1000,2500,5000]`.

Generated statements in one language in forums of fifty editions. Every third edition repeats the one before it, so that
there are threads to follow. Each size is measured in a process of its own, in processor time; the power is that of the
growth between the sizes (1 is linear, 2 all pairs).
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
from time import process_time

from benchmarks.generating import meetings, statement
from benchmarks.measuring import machine, table
from taiwa.comparing import lineage
from taiwa.model import Edition, Reading

EDITIONS, PROVISIONS, SEED = 50, 40, 2026


def editions(number: int) -> list[Edition]:
    """So many English editions, fifty to a forum."""
    out: list[Edition] = []
    place = meetings()[0]
    at = 0
    while len(out) < number:
        made = statement(at, PROVISIONS, place, SEED).reading
        at += 1
        if made.language == "en":
            out += [_edition(len(out), made), *([_edition(len(out) + 1, made)] if at % 3 == 0 else [])]
    return out[:number]


def _edition(number: int, made: Reading) -> Edition:
    forum, turn = divmod(number, EDITIONS)
    return Edition(f"forum-{forum}/{turn}", f"forum-{forum}", str(1900 + turn), made)


def measure(number: int) -> None:
    """Prints statements, provisions, threads, longest thread and processor seconds of one size."""
    made = editions(number)
    begin = process_time()
    threads = lineage(made)
    seconds = process_time() - begin
    provisions = sum(len(each.reading.provisions) for each in made)
    print(number, provisions, len(threads), max(len(thread.steps) for thread in threads), f"{seconds:.2f}")


def main() -> None:
    """Runs each size in a process of its own and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="500,1000,2500,5000")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure(given.one)
        return
    print(machine())
    rows = [("statements", "provisions", "threads", "longest", "seconds", "power")]
    before: tuple[int, float] | None = None
    for size in map(int, given.sizes.split(",")):
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks.lineage", "--one", str(size)], check=True, capture_output=True, text=True
        ).stdout.split()
        seconds = float(said[4])
        power = math.log(seconds / before[1]) / math.log(size / before[0]) if before else None
        rows.append((*said, f"{power:.2f}" if power else ""))  # type: ignore[arg-type]
        before = (size, seconds)
    print(table(rows))


if __name__ == "__main__":
    main()
