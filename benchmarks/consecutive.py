"""Editions of real statements against alignments coded by hand (tests/gold/compare: offsets only).

An edge is one thing of the old text beside one of the new. An optional edge, which a careful reader may or may not
draw, counts neither way; where a coding is of a part of the texts, only edges within it count.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import taiwa
from benchmarks.measuring import ROOT, SHARED, skipped
from taiwa.comparing import compare
from taiwa.comparing.items import Item, items

CODINGS = ROOT / "tests" / "gold" / "compare"
Edge = tuple[str, str]


def _named(spans: list[list[int]], side: tuple[Item, ...]) -> list[str]:
    """The things in which spans begin."""
    found = []
    for start, _ in spans:
        found += [item.name for item in side if any(p.start <= start < p.end for p in item.pieces)][:1]
    return found


def _edges(pairs: Iterator[dict[str, Any]], old: tuple[Item, ...], new: tuple[Item, ...]) -> dict[Edge, str | None]:
    return {
        (a, b): pair.get("verdict")
        for pair in pairs
        for a in _named(pair["old"], old)
        for b in _named(pair["new"], new)
    }


def score(coding: dict[str, Any], folder: Path, show: bool = False) -> dict[str, int]:
    """Counts of one coding: `found`, `true`, `both` edges; `judged` and `right` verdicts."""
    readings = [taiwa.read(folder / coding[side]["file"]) for side in ("old", "new")]
    for side, reading in zip(("old", "new"), readings, strict=True):
        assert reading.source.sha256 == coding[side]["sha256"], f"{coding[side]['file']} is another document"
    old, new = (items(reading) for reading in readings)
    true = _edges((p for p in coding["pairs"] if "optional" not in p), old, new)
    optional = _edges((p for p in coding["pairs"] if "optional" in p), old, new).keys() - true.keys()
    part = coding.get("part", {"old": [0, 10**9], "new": [0, 10**9]})
    inside = {
        side: {item.name for item in each if part[side][0] <= item.place < part[side][1]}
        for side, each in (("old", old), ("new", new))
    }
    comparison = compare(*readings)
    found = {(a, b): p.verdict for p in comparison.pairs for a in p.old for b in p.new}
    found = {e: v for e, v in found.items() if e[0] in inside["old"] and e[1] in inside["new"] and e not in optional}
    both = found.keys() & true.keys()
    judged = [edge for edge in both if true[edge]]
    if show:
        for edge in sorted(found.keys() ^ true.keys()):
            print("  missed" if edge in true else "  false ", *edge)
        for edge in sorted(judged):
            if found[edge] != true[edge]:
                print("  judged", *edge, found[edge], "for", true[edge])
    return {
        "found": len(found),
        "true": len(true),
        "both": len(both),
        "judged": len(judged),
        "right": sum(found[edge] == true[edge] for edge in judged),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what is missed, false or judged otherwise")
    show = parser.parse_args().show
    folder = SHARED / "corpus" / "en"
    if not folder.is_dir():
        skipped("consecutive statements", "there is no ../shared/corpus beside the project")
        return
    print("consecutive statements | edges by hand | precision | recall | F1 | verdicts")
    for path in sorted(CODINGS.glob("*.json")):
        if show:
            print(path.stem)
        n = score(json.loads(path.read_text("utf-8")), folder, show)
        precision, recall = n["both"] / max(n["found"], 1), n["both"] / max(n["true"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{path.stem} | {n['true']} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {n['right']} of {n['judged']}")


if __name__ == "__main__":
    main()
