"""How long one cold call takes: `python -m benchmarks.cold [--rounds N] [--imports]`.

`taiwa read` of the sample statement as JSON in a new process, against a new process that does nothing and one that
imports the package. The rounds are interleaved. Then where the time goes, stage by stage.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.measuring import PYTHON, ROOT, SAMPLES, machine, output_of, spread, table

SAMPLE = SAMPLES / "kitanagi-1-ja.txt"
STAGES = """
import json, sys
from time import perf_counter
times, begin = [], perf_counter()
def note(stage):
    global begin
    now = perf_counter(); times.append((stage, now - begin)); begin = now
import taiwa.cli; note("import taiwa.cli")
import taiwa.view.render; note("import taiwa.view.render")
import taiwa.reading; note("import taiwa.reading")
import taiwa.intake; note("import taiwa.intake")
from pathlib import Path
from taiwa.model import Source
from taiwa.lexicon import lexicon
lex = lexicon("ja"); note("load the lexicon's entries")
lex.predicates, lex.fields, lex.mentions; note("compile the lexicon's matchers")
source = Source("sample", "text/plain", "", Path(sys.argv[1]).read_text(encoding="utf-8"))
taiwa.reading.read_source(source); note("first reading")
taiwa.reading.read_source(source); note("second reading, for comparison")
print(json.dumps(times))
"""


def commands() -> dict[str, list[str]]:
    """What is compared, by name."""
    return {
        "python -c pass": [str(PYTHON), "-c", "pass"],
        "python -c 'import taiwa'": [str(PYTHON), "-c", "import taiwa"],
        "taiwa --version": [str(PYTHON.with_name("taiwa")), "--version"],
        "taiwa read SAMPLE --format json": [str(PYTHON.with_name("taiwa")), "read", str(SAMPLE), "--format", "json"],
    }


def seconds(command: Sequence[str]) -> float:
    """Wall time of a command from start to end."""
    begin = perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - begin


def run(rounds: int) -> dict[str, list[float]]:
    """Seconds by command; a first round that fills the file cache and writes bytecode is thrown away."""
    chosen = commands()
    out: dict[str, list[float]] = {name: [] for name in chosen}
    for number in range(rounds + 1):
        for name, command in chosen.items():
            taken = seconds(command)
            if number:
                out[name].append(taken)
    return out


def stages(rounds: int) -> dict[str, float]:
    """Median seconds of each stage of a cold reading, each round in a new process."""
    found = [json.loads(output_of([PYTHON, "-c", STAGES, SAMPLE])) for _ in range(rounds)]
    return {stage: median(dict(one)[stage] for one in found) for stage, _ in found[0]}


def imports(most: int = 15) -> str:
    """The modules whose own import takes longest (`python -X importtime`), microseconds."""
    done = subprocess.run(
        [PYTHON, "-X", "importtime", "-c", "import taiwa.cli, taiwa.view.render, taiwa.reading, taiwa.intake"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines()[1:]]
    ordered = sorted(lines, key=lambda cells: -int(cells[0]))[:most]
    return table(
        [("module", "own us", "with its imports"), *((c[2].strip(), c[0].strip(), c[1].strip()) for c in ordered)]
    )


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--imports", action="store_true", help="also the slowest imports")
    options = parser.parse_args()
    print(f"Cold start; {machine()}; {Path(SAMPLE).name}; {options.rounds} rounds (median, least-greatest)")
    times = run(options.rounds)
    bare = median(times["python -c pass"])
    rows = [("command", "milliseconds", "times bare Python")]
    rows += [
        (name, spread([t * 1000 for t in values], digits=0), f"{median(values) / bare:.1f}")
        for name, values in times.items()
    ]
    print(table(rows))
    print(
        table(
            [
                ("stage", "milliseconds"),
                *((name, f"{value * 1000:.1f}") for name, value in stages(options.rounds).items()),
            ]
        )
    )
    if options.imports:
        print(imports())


if __name__ == "__main__":
    main()
