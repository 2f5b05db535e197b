"""kill -9 at random moments during 200 writes, on both databases: what is lost, half-written, in need of repair.

    python -m benchmarks.crash [--writes 200] [--seed 4]

Kills the writer on SQLite and on PostgreSQL, then the PostgreSQL server under it (SIGQUIT and SIGKILL in turn).
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import ROOT, machine, spread

sys.path.insert(0, str(ROOT / "tests"))

from crashing import Outcome, write_and_kill
from postgresql import Server

# Acts acknowledged before a kill, at most.
MOST = 16


def shown(what: str, seen: Outcome) -> str:
    """One row of the table."""
    faults = "; ".join(seen.faults) or "none"
    return f"| {what} | {seen.acknowledged} | {seen.kills} | {faults} | {spread(seen.openings, ' s')} |"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--writes", type=int, default=200)
    asked.add_argument("--seed", type=int, default=4)
    given = asked.parse_args()
    print(machine())
    print("| killed | writes acknowledged | kills | lost, half-written or unreadable | opening after a kill |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "record.sqlite3")
        seen = write_and_kill(place, given.writes, random.Random(given.seed), most=MOST)
        print(shown("writer, SQLite", seen), flush=True)
    server = Server()
    try:
        seen = write_and_kill(server.database(), given.writes, random.Random(given.seed), most=MOST)
        print(shown("writer, PostgreSQL", seen), flush=True)
        signals = iter((signal.SIGQUIT, signal.SIGKILL) * given.writes)

        def kill(process: subprocess.Popen[str]) -> None:
            server.stop(next(signals))
            process.wait(60)
            server.start()

        seen = write_and_kill(server.database(), given.writes // 4, random.Random(given.seed), kill, MOST)
        print(shown("server, PostgreSQL", seen))
    finally:
        server.remove()


if __name__ == "__main__":
    main()
