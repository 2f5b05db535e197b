"""What is left unread in real statements: `python -m benchmarks.residue [--folder en] [--worst N] [--assertions N] [--seed S]`.

Reads every file of `../shared/corpus/LANGUAGE`, where it lies beside the project, and counts by file: sentences, provisions,
assertions, residue, the share of the sentences and of the characters that residue takes; worst first. A file that can't be
read is an error and says so. Texts are never shipped; `--worst` and `--assertions` print passages for the eye only.
"""  # noqa: E501

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import SHARED, machine, skipped, table
from taiwa.errors import TaiwaError
from taiwa.lexicon import languages
from taiwa.model import Passage, Reading, Source
from taiwa.reading import read_source

FOLDERS = {"en": "en", "en-unsc": "en", "ru": "ru", "ja": "ja"}
# Fewer provisions than one in so many sentences is suspicious: the text may be a table, or its speakers were not found.
FEW = 4
HEADER = ("file", "sentences", "provisions", "assertions", "residue", "of sentences", "of characters")


@dataclass(slots=True)
class Counts:
    """What a file, or several, gave: units that could hold an act, and what became of them."""

    files: int = 0
    units: int = 0
    provisions: int = 0
    assertions: int = 0
    residue: int = 0
    characters: int = 0
    unread: int = 0
    errors: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in Counts.__slots__))

    def row(self, name: str) -> tuple[str, ...]:
        """One line of the table."""
        numbers = (self.units, self.provisions, self.assertions, self.residue)
        shares = (self.residue / max(1, self.units), self.unread / max(1, self.characters))
        return (name, *map(str, numbers), *(f"{share:.1%}" for share in shares))


@dataclass(slots=True)
class Read:
    """One file with its counts and the passages that hold no provision."""

    path: Path
    counts: Counts
    residue: Sequence[Passage] = ()
    assertions: Sequence[Passage] = ()
    error: str = field(default="")


def read(path: Path, language: str) -> Read:
    """Reads a file; an error is kept, not raised."""
    try:
        text = path.read_bytes().decode("utf-8")
        reading = read_source(Source(path.name, "text/plain", "", text), language=language)
    except TaiwaError as error:
        return Read(path, Counts(1, errors=1), error=type(error).__name__)
    except Exception as error:  # a defect of the reader; the run goes on and shows which file has it
        return Read(path, Counts(1, errors=1), error=f"DEFECT {type(error).__name__}")
    return Read(path, counts_of(reading), reading.residue, reading.assertions)


def counts_of(reading: Reading) -> Counts:
    """The counts of one reading; a sentence that holds several provisions is one."""
    sentences = {(p.paragraph, p.text) for p in reading.provisions}
    return Counts(
        1,
        len(sentences) + len(reading.assertions) + len(reading.residue),
        len(reading.provisions),
        len(reading.assertions),
        len(reading.residue),
        sum(s.span.end - s.span.start for s in reading.segments),
        sum(s.span.end - s.span.start for s in reading.segments if s.kind == "residue"),
    )


def files(folder: str) -> list[Path]:
    """The statements of a folder of the corpus."""
    return sorted(path for path in (SHARED / "corpus" / folder).glob("*") if path.suffix in (".md", ".txt"))


def worst(done: Iterable[Read]) -> list[Read]:
    """Errors first, then by the share of sentences that are residue, then of characters."""
    return sorted(
        done,
        key=lambda r: (-r.counts.errors, -r.counts.residue / max(1, r.counts.units), -r.counts.unread, r.path.name),
    )


def suspicious(done: Iterable[Read]) -> list[Read]:
    """Files whose assertions swamp their provisions."""
    return [r for r in done if r.counts.provisions * FEW < r.counts.units]


def shown(passages: Iterable[Passage]) -> str:
    """Passages for the eye, one a line."""
    return "\n".join(f"    {passage.reason or '-'}: {' '.join(passage.text.split())}" for passage in passages)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", action="append", help="a folder of the corpus; else all")
    parser.add_argument("--worst", type=int, default=0, help="show the residue of so many files")
    parser.add_argument("--assertions", type=int, default=0, help="show so many assertions, picked by the seed")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"Residue; {machine()}")
    totals: list[tuple[str, ...]] = []
    for folder in options.folder or FOLDERS:
        if FOLDERS[folder] not in languages():
            skipped(folder, "its language is not read yet")
            continue
        done = worst(read(path, FOLDERS[folder]) for path in files(folder))
        if not done:
            skipped(folder, "there is no ../shared/corpus beside the project")
            continue
        report(folder, done, options.worst)
        total = sum((r.counts for r in done), Counts())
        totals.append((*total.row(f"{folder}, {total.files} files"), str(total.errors)))
        sample(done, options.assertions, options.seed)
    print(table([(*HEADER, "errors"), *totals]))


def report(folder: str, done: list[Read], passages: int) -> None:
    """The table of one folder, the suspicious files, and the residue of the worst."""
    print(table([HEADER, *(r.counts.row(f"{r.path.stem[:70]} {r.error}".strip()) for r in done)]))
    print(f"{folder}: few provisions:", ", ".join(r.path.stem[:70] for r in suspicious(done)) or "none")
    for one in done[:passages]:
        print(f"  {one.path.name}\n{shown(one.residue)}")


def sample(done: Iterable[Read], number: int, seed: int) -> None:
    """So many assertions of a folder, picked by a seed."""
    everything = [passage for one in done for passage in one.assertions]
    if number:
        print(shown(random.Random(seed).sample(everything, min(number, len(everything)))))


if __name__ == "__main__":
    main()
