"""How fast a document is read: `python -m benchmarks.speed [--rounds N] [--each]`.

Against bare SudachiPy (mode C, core dictionary) and against a GiNZA parse of the same documents. Every round starts
each contender in a process of its own, in turn; the figures are ratios within a round. `benchmarks/setup.sh` installs
the components; one that isn't there is skipped and said to be.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import PYTHON, components, documents, judged, machine, output_of, skipped, spread, table

# The project's promises: a reading takes at most twice the time of tokenising, a parse at least twenty times a reading.
SUDACHI, GINZA = 2.0, 20.0
# A parse takes seconds; it is run in the first rounds only.
GINZA_ROUNDS = 3

Round = dict[str, dict[str, Any]]


def interpreters() -> dict[str, Path]:
    """Who takes part, with the interpreter that has it."""
    found = {"taiwa": PYTHON}
    for name, environment in (("sudachi", "sudachi"), ("sudachi-words", "sudachi"), ("ginza", "ginza")):
        python = components() / environment / "bin" / "python"
        if python.exists():
            found[name] = python
        else:
            skipped(name, f"run benchmarks/setup.sh {environment}")
    return found


def run(rounds: int, warm_up: Path, files: list[Path]) -> list[Round]:
    """The results by round and contender; each round begins with another contender."""
    script = Path(__file__).with_name("contender.py")
    contenders = list(interpreters().items())
    out: list[Round] = []
    for number in range(rounds):
        turn = number % len(contenders)
        results: Round = {}
        for name, python in contenders[turn:] + contenders[:turn]:
            if name != "ginza" or number < GINZA_ROUNDS:
                results[name] = json.loads(output_of([python, "-W", "ignore", script, name, warm_up, *files]))
        out.append(results)
    return out


def ratios(rounds: list[Round], over: str, under: str, when: str = "fresh") -> list[float]:
    """How many times the time of `under` is taken by `over`, round by round."""
    return [sum(r[over][when]) / sum(r[under][when]) for r in rounds if over in r and under in r]


def speeds(rounds: list[Round], files: list[Path]) -> str:
    """Thousands of characters per second of each contender."""
    rows: list[tuple[str, ...]] = [("thousand characters/s", "each document once", "once more")]
    for name in dict.fromkeys(name for r in rounds for name in r):
        cells = (
            spread([sum(r[name]["characters"]) / sum(r[name][when]) / 1000 for r in rounds if name in r], digits=1)
            for when in ("fresh", "again")
        )
        rows.append((name, *cells))
    return table(rows)


def each(rounds: list[Round], files: list[Path]) -> str:
    """The median milliseconds for each document."""
    names = list(rounds[0])
    rows: list[tuple[str, ...]] = [("milliseconds", *names)]
    for at, file in enumerate(files):
        rows.append(
            (file.stem, *(f"{median(r[name]['fresh'][at] for r in rounds if name in r) * 1000:.2f}" for name in names))
        )
    return table(rows)


def verdicts(rounds: list[Round]) -> list[str]:
    """A line for each promise that could be measured."""
    lines = []
    for name in ("sudachi", "sudachi-words"):
        for when, said in (("fresh", "each document once"), ("again", "once more")):
            if found := ratios(rounds, "taiwa", name, when):
                lines.append(
                    f"taiwa / {name}, {said}: {spread(found)} times; {judged(median(found), SUDACHI, at_most=True)}"
                )
    if found := ratios(rounds, "ginza", "taiwa"):
        lines.append(f"ginza / taiwa: {spread(found, digits=0)} times; {judged(median(found), GINZA, at_most=False)}")
    return lines


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--each", action="store_true", help="also every document by itself")
    options = parser.parse_args()
    warm_up, *files = documents()
    print(f"Speed; {machine()}; {len(files)} documents, {options.rounds} rounds (median, least-greatest)")
    rounds = run(options.rounds, warm_up, files)
    print(speeds(rounds, files))
    if options.each:
        print(each(rounds, files))
    print("\n".join(verdicts(rounds)))


if __name__ == "__main__":
    main()
