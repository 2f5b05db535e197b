"""What a reader is shown of two editions of about 400 provisions: Taiwa, difflib and git's word diff, in one run.

`python -m benchmarks.changes [--seed 1000]`. The base is the invented texts of a language one after the other, edited
by benchmarks/edits.py. A change shown is a run of words that is marked as removed or added; it is meaningless where it
touches nothing that was edited: a paragraph that moved, a sentence cut in two. Each contender gets the same
two texts.
"""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import taiwa
from benchmarks.compare import LANGUAGES, at_place, texts
from benchmarks.edits import Case, Edition, make, predications, unwrapped
from benchmarks.measuring import machine, skipped, table
from taiwa.comparing.items import items
from taiwa.model import Reading, Span

ABOUT = 400
# Removed stretches of the old text and added ones of the new, that are shown as one change.
Change = tuple[list[Span], list[Span]]


def long_text(language: str) -> tuple[Reading, list[str]]:
    """About 400 provisions, and sentences of other texts to be added."""
    parts: list[str] = []
    number, donor = 0, []
    for path in dict(texts(language))["invented"]:
        reading = taiwa.read(path, language=language)
        if number < ABOUT:
            text = unwrapped(reading)
            # Only the first text brings its opening: one text has one.
            body = taiwa.read_text(text, language=language).provisions[0].extent[0].start if parts else 0
            parts.append(text[body:].strip())
            number += len(reading.provisions)
        else:
            donor += predications(reading)
    reading = taiwa.read_text("\n\n".join(parts), language=language)
    return reading, donor or predications(reading)


def by_taiwa(old: str, new: str, language: str) -> list[Change]:
    a, b = (taiwa.read_text(text, language=language) for text in (old, new))
    comparison = taiwa.compare(a, b)
    sides = [{item.name: item for item in items(reading)} for reading in (a, b)]
    out: list[Change] = []
    for pair in comparison.pairs:
        if pair.verdict in ("new", "dropped"):
            out.append(
                (
                    [p for name in pair.old for p in sides[0][name].pieces],
                    [p for name in pair.new for p in sides[1][name].pieces],
                )
            )
        for changed, run in groupby(pair.edits, key=lambda edit: edit.kind != "kept"):
            if changed:
                edits = list(run)
                out.append(([e.old for e in edits if e.old], [e.new for e in edits if e.new]))
    return out


def by_difflib(old: str, new: str, _: str) -> list[Change]:
    """Lines, as difflib's own tools compare them."""
    a, b = (list(re.finditer(r"[^\n]*\n|[^\n]+\Z", text)) for text in (old, new))
    matcher = difflib.SequenceMatcher(None, [m[0] for m in a], [m[0] for m in b], autojunk=False)
    return [
        ([Span(*m.span()) for m in a[i:j]], [Span(*m.span()) for m in b[k:end]])
        for tag, i, j, k, end in matcher.get_opcodes()
        if tag != "equal"
    ]


def by_words(old: str, new: str, language: str) -> list[Change]:
    """git diff --word-diff over words, or over characters in Japanese."""
    word = "." if language == "ja" else r"[^[:space:]]+"
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("old", "new")]
        for path, text in zip(paths, (old, new), strict=True):
            path.write_text(text, "utf-8")
        command = ["git", "diff", "--no-index", "--word-diff=porcelain", f"--word-diff-regex={word}", "-U999999"]
        shown = subprocess.run([*command, *map(str, paths)], stdout=subprocess.PIPE, check=False).stdout.decode("utf-8")
    return list(_parsed(shown.split("\n")[5:], old, new))


def _parsed(lines: list[str], old: str, new: str) -> Iterator[Change]:
    at = [0, 0]
    change: Change = ([], [])
    for line in lines:
        mark, words = line[:1], line[1:]
        if mark == "~":
            continue
        sides = {"-": (0,), "+": (1,), " ": (0, 1)}.get(mark, ())
        if mark == " " and words.strip() and any(change):
            yield change
            change = ([], [])
        for side in sides:
            text = (old, new)[side]
            start = at[side]
            for letter in words:
                if not letter.isspace():
                    at[side] = text.index(letter, at[side]) + 1
            if mark != " " and words.strip():
                change[side].append(Span(start, at[side]))
    if any(change):
        yield change


def edited(edition: Edition, case: Case, language: str) -> list[Span]:
    """The stretches of an edition that hold something that was edited."""
    side = items(taiwa.read_text(edition.text, language=language))
    places = [at for place, spots in edition.places.items() if case.verdicts[place] != "kept" for at in spots]
    names = {at_place(at, side) for at in [*places, *edition.added]}
    return [piece for item in side if item.name in names for piece in item.pieces]


def meaningless(changes: list[Change], old: list[Span], new: list[Span]) -> int:
    def touches(spans: list[Span], true: list[Span]) -> bool:
        return any(a.start < b.end and b.start < a.end for a in spans for b in true)

    return sum(not touches(gone, old) and not touches(come, new) for gone, come in changes)


def ink(changes: list[Change], old: str, new: str, true: tuple[list[Span], list[Span]]) -> tuple[int, int]:
    """Characters shown as changed, and how many of them stand in what nobody edited."""
    shown = outside = 0
    for change in changes:
        for spans, text, edits in zip(change, (old, new), true, strict=True):
            for span in spans:
                for at in range(*span):
                    if not text[at].isspace():
                        shown += 1
                        outside += not any(edit.start <= at < edit.end for edit in edits)
    return shown, outside


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1000)
    seed = parser.parse_args().seed
    contenders: dict[str, Callable[[str, str, str], list[Change]]] = {
        "Taiwa, reading included": by_taiwa,
        "difflib, lines": by_difflib,
    }
    if shutil.which("git"):
        contenders["git, words"] = by_words
    else:
        skipped("git, words", "there is no git")
    print(machine())
    rows = [["texts", "contender", "seconds", "changes shown", "meaningless", "characters shown", "not edited"]]
    for language in LANGUAGES:
        base, donor = long_text(language)
        case = make(base, donor, seed)
        old, new = case.old.text, case.new.text
        true = edited(case.old, case, language), edited(case.new, case, language)
        for name, contender in contenders.items():
            began = time.perf_counter()
            changes = contender(old, new, language)
            took = time.perf_counter() - began
            shown, outside = ink(changes, old, new, true)
            label = f"{language}, {len(base.provisions)} provisions"
            rows.append(
                [
                    label,
                    name,
                    f"{took:.2f}",
                    str(len(changes)),
                    str(meaningless(changes, *true)),
                    f"{shown:,}",
                    f"{outside:,}",
                ]
            )
    print(table(rows))


if __name__ == "__main__":
    main()
