"""How well readings agree with codings made by hand: `python -m benchmarks.accuracy [--language ja] [--held-each]`.

The measures are those of READING.md, section 6. Held-out texts are shown together only, unless
asked: nobody should write rules with an eye to one of them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.measuring import ROOT, SAMPLES, SHARED, machine, skipped, table
from taiwa.errors import UnknownLanguage
from taiwa.lexicon import languages
from tests.scoring import Counts, agreement, codings, pair, read_document


def sets(language: str) -> dict[str, list[Path]]:
    """The sets of coded texts in a language, by name; says what is skipped."""
    gold = ROOT / "tests" / "gold" / language
    found = {
        "samples": SAMPLES.glob(f"*-{language}.txt"),
        "dev": (gold / "dev").glob("*.txt"),
        "held": (gold / "held").glob("*.txt"),
    }
    shared = [path for path in (SHARED / "gold").glob("*.txt") if language in path.stem.split("-")]
    out = {
        name: sorted(path for path in paths if path.with_suffix(".json").exists())
        for name, paths in {**found, "shared": shared}.items()
    }
    for name in ("corpus", "corpus-held"):
        if (gold / name).exists():
            out[name] = codings(gold / name)
    for name, paths in out.items():
        if not paths:
            skipped(f"{language} {name}", "there are no coded texts")
    return {name: paths for name, paths in out.items() if paths}


def counts_of(document: Path) -> Counts | None:
    """The counts of one document, or None (said) where its language can't be read yet."""
    try:
        coding, text = pair(document)
        return agreement(coding, read_document(text))
    except UnknownLanguage:
        skipped(document.stem, "its language is not read yet")
        return None


def row(name: str, counts: Counts) -> list[str]:
    """One line of the table: acts coded and read, then every measure."""
    return [name, str(counts.coded), str(counts.read), *(f"{value:.3f}" for value in counts.figures().values())]


def rows(language: str, held_each: bool) -> list[list[str]]:
    """Lines for each document and set of a language."""
    out: list[list[str]] = []
    for name, paths in sets(language).items():
        found = [(path, counts) for path in paths if (counts := counts_of(path))]
        if not found:
            continue
        if "held" not in name or held_each:
            out += [row(f"{language} {name} {path.stem}", counts) for path, counts in found]
        out.append(row(f"{language} {name} ALL {len(found)}", sum((counts for _, counts in found), Counts())))
    return out


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", action="append", help="a language's code; else every language that can be read")
    parser.add_argument("--held-each", action="store_true", help="also every held-out text by itself")
    options = parser.parse_args()
    print(f"Accuracy; {machine()}")
    found = [line for language in options.language or languages() for line in rows(language, options.held_each)]
    if found:
        print(table([["documents", "coded", "read", *Counts().figures()], *found]))


if __name__ == "__main__":
    main()
