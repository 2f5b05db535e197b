"""How fast a document is read: `python -m benchmarks.speed [--language ja] [--rounds N] [--each] [--most N]`.

Against the pipelines that a user would pick instead, on the same documents: GiNZA for Japanese (and bare SudachiPy,
mode C, core dictionary), spaCy's small pipeline for English, natasha for Russian. Every round starts each contender in
a process of its own, in turn; the figures are ratios within a round. `benchmarks/setup.sh` installs the components; one
that isn't there is skipped and said to be.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.measuring import PYTHON, components, documents, judged, machine, output_of, skipped, spread, table
from taiwa.lexicon import languages

# The project's promises: a reading takes at most twice the time of tokenising, a parse at least twenty times a reading.
TOKENS, PARSE = 2.0, 20.0
# A parse takes seconds; it is run in the first rounds only.
PARSE_ROUNDS = 3


class Yardsticks(NamedTuple):
    """What a language is measured against: names in `contender.py`, with the environments that have them."""

    tokens: dict[str, str]
    parse: str


LANGUAGES = {
    "ja": Yardsticks({"sudachi": "sudachi", "sudachi-words": "sudachi"}, "ginza"),
    "en": Yardsticks({}, "spacy"),
    "ru": Yardsticks({}, "natasha"),
}
Round = dict[str, dict[str, Any]]


def interpreters(yardsticks: Yardsticks) -> dict[str, Path]:
    """Who takes part, with the interpreter that has it."""
    found = {"taiwa": PYTHON}
    for name, environment in {**yardsticks.tokens, yardsticks.parse: yardsticks.parse}.items():
        python = components() / environment / "bin" / "python"
        if python.exists():
            found[name] = python
        else:
            skipped(name, f"run benchmarks/setup.sh {environment}")
    return found


def run(yardsticks: Yardsticks, rounds: int, warm_up: Path, files: list[Path]) -> list[Round]:
    """The results by round and contender; each round begins with another contender."""
    script = Path(__file__).with_name("contender.py")
    contenders = list(interpreters(yardsticks).items())
    out: list[Round] = []
    for number in range(rounds):
        turn = number % len(contenders)
        results: Round = {}
        for name, python in contenders[turn:] + contenders[:turn]:
            if name != yardsticks.parse or number < PARSE_ROUNDS:
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


def verdicts(yardsticks: Yardsticks, rounds: list[Round]) -> list[str]:
    """A line for each promise that could be measured."""
    lines = []
    for name in yardsticks.tokens:
        for when, said in (("fresh", "each document once"), ("again", "once more")):
            if found := ratios(rounds, "taiwa", name, when):
                lines.append(
                    f"taiwa / {name}, {said}: {spread(found)} times; {judged(median(found), TOKENS, at_most=True)}"
                )
    name = yardsticks.parse
    if found := ratios(rounds, name, "taiwa"):
        lines.append(f"{name} / taiwa: {spread(found, digits=1)} times; {judged(median(found), PARSE, at_most=False)}")
    return lines


def measure(language: str, rounds: int, most: int, show_each: bool) -> None:
    """Measures one language and prints."""
    warm_up, *files = documents(language)
    files = files[: most or None]
    print(f"{language}: {len(files)} documents, {rounds} rounds (median, least-greatest)")
    done = run(LANGUAGES[language], rounds, warm_up, files)
    print(speeds(done, files))
    if show_each:
        print(each(done, files))
    print("\n".join(verdicts(LANGUAGES[language], done)))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="else every language that can be read")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--most", type=int, default=0, help="no more than so many documents")
    parser.add_argument("--each", action="store_true", help="also every document by itself")
    options = parser.parse_args()
    print(f"Speed; {machine()}")
    for language in options.language or LANGUAGES:
        if language in languages():
            measure(language, options.rounds, options.most, options.each)
        else:
            skipped(language, "it is not read yet")


if __name__ == "__main__":
    main()
