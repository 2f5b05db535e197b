"""How memory and time grow with the text: `python -m benchmarks.memory [--sizes 0.5,1,2,5] [--no-trace]`.

Texts are made from the sample statements, repeated with other numbers. Each size is read in a process of its own: once
for time and resident memory, once under tracemalloc for what Python itself allocates.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
from math import log
from time import perf_counter

from benchmarks.measuring import PYTHON, SAMPLES, machine, output_of, table

MEGABYTE = 1_000_000
# A growth to this power still counts as linear: noise and the growing heap stay below it.
LINEAR = 1.15


def made(megabytes: float) -> str:
    """A text of that many megabytes in UTF-8: the samples in turn, all numbers in them drawn anew (always the same)."""
    chance = random.Random(2026)
    statements = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*-ja.txt"))]
    out: list[str] = []
    size = 0
    while size < megabytes * MEGABYTE:
        statement = re.sub(
            r"\d+", lambda found: str(chance.randrange(1, 10 ** len(found[0]))), statements[len(out) % len(statements)]
        )
        out.append(statement)
        size += len(statement.encode("utf-8")) + 1
    return "\n".join(out)


def resident() -> float:
    """Greatest resident memory of this process so far, megabytes."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / 1000 / (1000 if sys.platform == "darwin" else 1) * 1.024


def one(megabytes: float, traced: bool) -> dict[str, float]:
    """Reads one text here and now: seconds, greatest memory over what the loaded program takes, provisions found."""
    from taiwa.model import Source
    from taiwa.reading import read_source

    text = made(megabytes)
    read_source(Source("warm-up", "text/plain", "", made(0.001)))
    before = resident()
    if traced:
        import tracemalloc

        tracemalloc.start()
    begin = perf_counter()
    reading = read_source(Source("made", "text/plain", "", text))
    taken = perf_counter() - begin
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTE if traced else resident() - before
    return {"seconds": taken, "peak": peak, "characters": len(text), "provisions": len(reading.provisions)}


def elsewhere(megabytes: float, traced: bool) -> dict[str, float]:
    """The same in a new process."""
    found: dict[str, float] = json.loads(
        output_of([PYTHON, "-m", "benchmarks.memory", "--one", str(megabytes), *(["--traced"] if traced else [])])
    )
    return found


def growth(sizes: list[float], values: list[float]) -> float:
    """The exponent by which a value grows from the least to the greatest size: 1 is linear, 2 quadratic."""
    return log(values[-1] / values[0]) / log(sizes[-1] / sizes[0])


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="0.5,1,2,5", help="megabytes, separated by commas")
    parser.add_argument("--no-trace", action="store_true", help="without tracemalloc, which makes reading slow")
    parser.add_argument("--one", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--traced", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(one(options.one, options.traced)))
        return
    sizes = [float(size) for size in options.sizes.split(",")]
    print(f"Memory and time by length; {machine()}; statements repeated with other numbers")
    found = [elsewhere(size, traced=False) for size in sizes]
    traced = [] if options.no_trace else [elsewhere(size, traced=True) for size in sizes]
    rows: list[tuple[str, ...]] = [
        ("megabytes", "characters", "provisions", "seconds", "s/MB", "resident MB", "per MB", "traced MB", "per MB")
    ]
    for at, (size, plain) in enumerate(zip(sizes, found, strict=True)):
        peak = traced[at]["peak"] if traced else float("nan")
        cells = (plain["seconds"], plain["seconds"] / size, plain["peak"], plain["peak"] / size, peak, peak / size)
        rows.append(
            (
                f"{size:g}",
                f"{plain['characters']:.0f}",
                f"{plain['provisions']:.0f}",
                *(f"{cell:.1f}" for cell in cells),
            )
        )
    print(table(rows))
    grown = {
        "time": [f["seconds"] for f in found],
        "resident memory": [f["peak"] for f in found],
        "traced memory": [t["peak"] for t in traced],
    }
    for name, values in grown.items():
        if len(values) > 1:
            power = growth(sizes, values)
            verdict = "yes" if power <= LINEAR else "NO"
            print(f"{name} grows with length to the power {power:.2f}; linear (at most {LINEAR}): {verdict}")


if __name__ == "__main__":
    main()
