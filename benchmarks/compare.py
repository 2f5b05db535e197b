"""How well editions are compared, and how fast: `python -m benchmarks.compare [--seeds 1000-1004] [--show KIND]`.

Editions are made from invented texts (samples, development texts) and, where `../shared/corpus` lies beside the
project, from real statements, by edits whose truth is known (benchmarks/edits.py). An edge is a thing of the old
edition beside one of the new; F1 is of edges, a verdict counts for every provision, new or dropped too.
Seeds below 100 were looked at while rules were made; figures are given for others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import taiwa
from benchmarks.edits import KINDS, Case, Edition, make, predications, unwrapped
from benchmarks.measuring import ROOT, SAMPLES, SHARED, machine, skipped, table
from taiwa.comparing import compare
from taiwa.comparing.items import Item, items
from taiwa.model import Comparison, Reading

LANGUAGES = ("en", "ja", "ru")
# Real texts with fewer provisions than this show nothing.
LEAST = 12


def texts(language: str) -> Iterator[tuple[str, list[Path]]]:
    """(invented or real, documents)."""
    dev = sorted((ROOT / "tests" / "gold" / language / "dev").glob("*.txt"))
    yield "invented", [*sorted(SAMPLES.glob(f"*-{language}.txt")), *dev]
    real = sorted(path for path in (SHARED / "corpus" / language).glob("*") if path.suffix in (".txt", ".md"))
    if not real:
        skipped(f"real statements ({language})", "there is no ../shared/corpus beside the project")
    yield "real", real[::4] if len(real) > 20 else real


def at_place(place: int, side: tuple[Item, ...]) -> str | None:
    """The thing that stands at a place."""
    there = [item for item in side if any(p.start - 1 <= place < p.end for p in item.pieces)]
    near = [(abs(i.provision.anchor.start - place) if i.provision else abs(i.place - place), i.name) for i in there]
    return min(near)[1] if near else None


def _things(edition: Edition, side: tuple[Item, ...]) -> dict[int, set[str]]:
    found = {place: {at_place(at, side) for at in spots} - {None} for place, spots in edition.places.items()}
    return {place: {name for name in names if name} for place, names in found.items()}


def score(case: Case, reading: Reading, show: str = "") -> Counter[str]:
    """Counts of one case: edges `found`, `true`, `both`; for each kind of edit, `judged` and `right`."""
    old, new = (taiwa.read_text(edition.text, language=reading.language) for edition in (case.old, case.new))
    before, after = items(old), items(new)
    comparison = compare(old, new)
    was, became = _things(case.old, before), _things(case.new, after)
    true = {(a, b) for place in was for a in was[place] for b in became[place]}
    found = {(a, b): pair for pair in comparison.pairs for a in pair.old for b in pair.new}
    alone = {name: pair for pair in comparison.pairs if not pair.new for name in pair.old}
    out = Counter(true=len(true), found=len(found), both=len(true & found.keys()))
    provisions = {p.anchor.start for p in reading.provisions}
    for place, verdict in case.verdicts.items():
        if place not in provisions or not was[place]:
            continue
        kind = case.kinds.get(place, "none")
        edges = [(a, b) for a in was[place] for b in became[place]]
        given = {found[edge].verdict for edge in edges if edge in found} or {
            alone[n].verdict for n in was[place] if n in alone
        }
        out[f"judged {kind}"] += 1
        out[f"right {kind}"] += given == {verdict}
        if show in (kind, "all") and given != {verdict}:
            _show(kind, verdict, given, was[place], became[place], comparison)
    for at in case.new.added:
        name = at_place(at, after)
        pair = next((p for p in comparison.pairs if name in p.new), None)
        out["judged add"] += 1
        out["right add"] += pair is not None and pair.verdict == "new"
    return out


def _show(kind: str, verdict: str, given: set[str], was: set[str], became: set[str], comparison: Comparison) -> None:
    print(f"--- {kind}: {verdict}, given {sorted(given)}; {sorted(was)} {sorted(became)}")
    for side, names in ((comparison.old, was), (comparison.new, became)):
        for item in items(side):
            if item.name in names:
                words = " ".join(" ".join(side.source.text[s.start : s.end] for s in item.pieces).split())
                act = (item.provision.act, item.provision.followup, item.provision.speaker) if item.provision else None
                print("   ", act, words)
    for pair in comparison.pairs:
        if was & set(pair.old) or became & set(pair.new):
            print("    =>", pair.old, pair.new, pair.verdict, pair.likeness)
            for ground in pair.grounds:
                print(
                    "       ",
                    ground.aspect,
                    ground.direction,
                    ground.old,
                    ground.new,
                    ground.old_words,
                    "|",
                    ground.new_words,
                )


def figures(counts: Counter[str]) -> list[str]:
    precision = counts["both"] / max(counts["found"], 1)
    recall = counts["both"] / max(counts["true"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    judged = sum(counts[f"judged {kind}"] for kind in (*KINDS, "none"))
    right = sum(counts[f"right {kind}"] for kind in (*KINDS, "none"))
    edited = sum(counts[f"judged {kind}"] for kind in KINDS)
    right_of_edited = sum(counts[f"right {kind}"] for kind in KINDS)
    return [
        str(counts["true"]),
        *(
            f"{value:.3f}"
            for value in (precision, recall, f1, right / max(judged, 1), right_of_edited / max(edited, 1))
        ),
    ]


def accuracy(seeds: range, show: str) -> None:
    rows, by_kind = [], Counter[str]()
    everything = Counter[str]()
    for language in LANGUAGES:
        for name, paths in texts(language):
            counts = Counter[str]()
            readings = []
            for path in paths:
                try:
                    reading = taiwa.read_text(unwrapped(taiwa.read(path, language=language)), language=language)
                except taiwa.errors.TaiwaError:
                    continue
                if len(reading.provisions) >= LEAST:
                    readings.append(reading)
            for at, reading in enumerate(readings):
                other = readings[at - 1]
                donor = predications(other) if other is not reading else []
                for seed in seeds:
                    counts += score(make(reading, donor, seed), reading, show)
            if readings:
                rows.append([f"{language} {name}, {len(readings)}", *figures(counts)])
            everything += counts
            by_kind += counts
    rows.append(["all", *figures(everything)])
    print(table([["texts", "edges", "precision", "recall", "F1", "verdicts", "of what was edited"], *rows]))
    print()
    print(
        table(
            [["edit", "provisions", "verdict right"]]
            + [
                [
                    kind,
                    str(by_kind[f"judged {kind}"]),
                    f"{by_kind[f'right {kind}'] / max(by_kind[f'judged {kind}'], 1):.3f}",
                ]
                for kind in ("none", *KINDS)
            ],
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1000-1002", help="first-last")
    parser.add_argument(
        "--show", default="", help="show what went wrong with edits of this kind (none, all, reword ...)"
    )
    given = parser.parse_args()
    first, _, last = given.seeds.partition("-")
    print(machine())
    accuracy(range(int(first), int(last or first) + 1), given.show)


if __name__ == "__main__":
    main()
