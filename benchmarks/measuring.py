"""What the measures share: which documents, which interpreters, how figures are shown. Measures nothing itself."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "taiwa" / "samples"
GOLD = ROOT / "tests" / "gold" / "ja"
# Real statements may not be shipped; where they lie beside the project, they are measured too.
SHARED = ROOT.parent / "shared"


def machine() -> str:
    """The machine in one line: processors, architecture, Python."""
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.python_implementation()} {platform.python_version()}"
    )


def components() -> Path:
    """Where `benchmarks/setup.sh` puts what is compared with."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("TAIWA_BENCH") or cache / "taiwa-bench")


def documents(language: str = "ja") -> list[Path]:
    """The documents measured: samples, development texts, real statements where they are; says what is skipped."""
    found = sorted(SAMPLES.glob(f"*-{language}.txt")) + sorted(
        (ROOT / "tests" / "gold" / language / "dev").glob("*.txt")
    )
    real = sorted(path for path in (SHARED / "corpus" / language).glob("*") if path.suffix in (".txt", ".md"))
    if not real:
        skipped("real statements", "there is no ../shared/corpus beside the project")
    return found + real


def skipped(what: str, why: str) -> None:
    """One line on what was not measured."""
    print(f"SKIPPED {what}: {why}")


def output_of(command: Sequence[str | Path]) -> str:
    """Standard output of a command run in the project's folder; raises CalledProcessError where it fails."""
    done = subprocess.run(list(map(str, command)), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def spread(values: Iterable[float], unit: str = "", digits: int = 2) -> str:
    """The median with the least and the greatest value, "1.90 ms (1.85-2.31)"."""
    ordered = sorted(values)
    return f"{median(ordered):.{digits}f}{unit} ({ordered[0]:.{digits}f}-{ordered[-1]:.{digits}f})"


def judged(figure: float, aim: float, *, at_most: bool) -> str:
    """Whether a figure reaches its aim, in words."""
    reached = figure <= aim if at_most else figure >= aim
    return f"aim {'at most' if at_most else 'at least'} {aim:g}: {'reached' if reached else 'MISSED'}"


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows in columns, the first column to the left, the others to the right."""
    lines = [list(row) for row in rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


PYTHON = Path(sys.executable)
