"""How commitments collected by others are read: `python -m benchmarks.commitments [--missed N] [--misplaced N] [--seed S]`.

Over the tables of the G7 and G20 Research Groups, where they lie beside the project (`../shared/bench`; never shipped):
the share of commitments in which a provision with follow-up is found, and how often its policy field is one of those that
`areas.toml` gives for the commitment's area. Each text is read by itself, without an opening: as the table has it, and tidied
(quotation marks and the brackets around a lead-in taken off, a stop put where there is none). Fields are of the tidied text.
"""  # noqa: E501

from __future__ import annotations

import argparse
import csv
import random
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import SHARED, machine, skipped, table
from taiwa.errors import TaiwaError
from taiwa.model import Provision, Source
from taiwa.reading import read_source

AREAS = Path(__file__).with_name("areas.toml")
# The project may look at these years; what came after is for judging it.
UNTIL = {"g20": 2016, "g7": 2012}
# Less than a clause says nothing; such rows are captions.
SHORTEST = 20
_MARKS = re.compile(r"[\[\]“”\"`…]|\.\.\.")
READ = ("raw follow-up", "raw commitment", "provision", "follow-up", "commitment")
HEADER = ["area", "texts", *READ, "placed", "main field", "any field"]
_STRONG = ("commitment", "intention")


class Commitment(NamedTuple):
    """One row of a table: which table, the area it is filed under, its year, its text."""

    table: str
    area: str
    year: int
    text: str


class Outcome(NamedTuple):
    """What was read in a commitment: follow-ups of the raw and the tidied text, fields of the provision that counts."""

    commitment: Commitment
    raw: tuple[str, ...]
    followups: tuple[str, ...]
    fields: tuple[str, ...]


def commitments(folder: Path) -> list[Commitment]:
    """The commitments with a text, in the order of the tables; rows that are broken or too short are left out."""
    out = []
    for path in sorted(folder.glob("*rg-commitments-to-*.csv")):
        name = path.name.split("rg-")[0]
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                text = " ".join((row["text"] or "").split())
                year = row["year"] or ""
                if len(text) >= SHORTEST and year.isdigit() and int(year) <= UNTIL[name]:
                    out.append(Commitment(name, row["area"].strip(), int(year), text))
    return out


def areas() -> Mapping[str, tuple[str, ...]]:
    """Our fields for an area of the Research Groups; none where an area can't be mapped."""
    return {area: tuple(line["fields"]) for area, line in tomllib.loads(AREAS.read_text("utf-8")).items()}


def tidied(text: str) -> str:
    """A text as a statement would print it: no quotation marks, no brackets around its lead-in, a stop at its end."""
    bare = " ".join(_MARKS.sub(" ", text).split()).lstrip(" .-").rstrip(" ;,:-")
    return bare if bare.endswith(".") else f"{bare}."


def outcome(commitment: Commitment) -> Outcome:
    """Reads one commitment both ways."""
    raw, found = provisions(commitment.text), provisions(tidied(commitment.text))
    return Outcome(commitment, tuple(p.followup for p in raw), tuple(p.followup for p in found), _fields(found))


def provisions(text: str) -> tuple[Provision, ...]:
    """The provisions of a text; none where it can't be read at all."""
    try:
        return read_source(Source("commitment", "text/plain", "", text), language="en").provisions
    except TaiwaError:
        return ()


def _fields(found: Iterable[Provision]) -> tuple[str, ...]:
    """The fields of the provision that stands for a commitment: the first promise, else the first of all."""
    ordered = sorted(found, key=lambda p: (*_STRONG, "none").index(p.followup))
    return ordered[0].fields if ordered else ()


def rows(outcomes: Iterable[Outcome]) -> list[list[str]]:
    """A line for each table and area, and one for all."""
    mapped = areas()
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups["ALL"].append(one)
        groups[f"{one.commitment.table} ALL"].append(one)
        groups[one.commitment.area].append(one)
    order = sorted(groups, key=lambda name: ("ALL" in name, -len(groups[name])))
    return [_row(name, groups[name], mapped) for name in order]


def _row(name: str, group: list[Outcome], mapped: Mapping[str, tuple[str, ...]]) -> list[str]:
    placed = [(one.fields, mapped.get(one.commitment.area, ())) for one in group if one.fields]
    judged = [(fields, wanted) for fields, wanted in placed if wanted]
    main = [fields[0] in wanted for fields, wanted in judged]
    some = [bool(set(fields) & set(wanted)) for fields, wanted in judged]
    return [
        name,
        str(len(group)),
        _share([bool(set(one.raw) & set(_STRONG)) for one in group]),
        _share(["commitment" in one.raw for one in group]),
        _share([bool(one.followups) for one in group]),
        _share([bool(set(one.followups) & set(_STRONG)) for one in group]),
        _share(["commitment" in one.followups for one in group]),
        str(len(judged)),
        _share(main),
        _share(some),
    ]


def _share(hits: list[bool]) -> str:
    return f"{sum(hits) / len(hits):.3f}" if hits else "-"


def shown(outcomes: list[Outcome], number: int, seed: int) -> str:
    """So many outcomes picked by a seed, for the eye only."""
    picked = random.Random(seed).sample(outcomes, min(number, len(outcomes)))
    return "\n".join(f"- {o.commitment.area} {o.followups} {o.fields}\n  {tidied(o.commitment.text)}" for o in picked)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", type=int, default=0, help="show so many commitments without follow-up")
    parser.add_argument("--misplaced", type=int, default=0, help="show so many commitments in another field")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = commitments(SHARED / "bench")
    if not found:
        skipped("commitments", "there is no ../shared/bench beside the project")
        return
    print(f"Commitments; {machine()}")
    outcomes = [outcome(one) for one in found]
    mapped = areas()
    print(table([HEADER, *rows(outcomes)]))
    left_out = Counter(o.commitment.area for o in outcomes if not mapped.get(o.commitment.area))
    print("areas without a field, left out:", ", ".join(f"{area} {n}" for area, n in left_out.items()) or "none")
    print(shown([o for o in outcomes if not set(o.followups) & set(_STRONG)], options.missed, options.seed))
    wrong = [
        o
        for o in outcomes
        if o.fields and mapped.get(o.commitment.area) and not set(o.fields) & set(mapped[o.commitment.area])
    ]
    print(shown(wrong, options.misplaced, options.seed))


if __name__ == "__main__":
    main()
