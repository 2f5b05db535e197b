"""How well the reader finds the facts of a text: compares it, fact by fact, with the openings in tests/gold.

    python tests/facts_score.py FILE [-v]        the share right of each fact; -v lists the errors

Owns the comparison alone; what each fact means stands in tests/gold/ja/openings/README.md. Numbers and spaces are
compared in NFKC, invented states by the names the coding gives them.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from taiwa.model import NextMeeting, Participant, Provision, Reading, Source
from taiwa.reading import read_source

PLAIN = ("kind", "translation", "level", "session", "date")
NEXT = ("next.session", "next.date", "next.chair", "next.place")
FACTS = (*PLAIN, "forum", "dates", "place", "chair", "parties", "participants", "terms", *NEXT, "next", "speakers")
Coder = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: the fact, whether it was right, what the coding holds and what was read."""

    fact: str
    right: bool
    gold: object
    read: object


def plain(value: object) -> object:
    """A text in NFKC without spaces and quotation marks; anything else as it is."""
    if not isinstance(value, str):
        return value
    return "".join(c for c in unicodedata.normalize("NFKC", value) if not c.isspace() and c not in '「」『』"“”')


def coder(names: Mapping[str, list[str]]) -> Coder:
    """Turns a party as the reader names it into the coding's code: by its code, its name, or the longest name it begins
    or is begun by. A party that fits none stays as it is."""
    known = sorted(((str(plain(n)), code) for code, ns in names.items() for n in ns), key=lambda pair: -len(pair[0]))

    def code_of(party: str) -> str:
        if party in names:
            return party
        told = str(plain(party))
        same = [code for name, code in known if name == told]
        akin = [code for name, code in known if told.startswith(name) or (len(told) > 1 and name.startswith(told))]
        return next(iter(same + akin), party)

    return code_of


# --- one fact after the other -----------------------------------------------------------------------------------


def checks(item: Mapping[str, Any], reading: Reading) -> Iterator[Check]:
    """Every comparison of one item with its reading."""
    gold, code = item["statement"], coder(item["statement"]["parties"])
    for fact in PLAIN:
        read = getattr(reading.statement, fact)
        yield Check(fact, read == gold[fact], gold[fact], read)
    yield from scenes(gold, reading, code)
    yield cast(gold, reading, code)
    yield from people(gold, reading, code)
    yield from terms(gold, reading, code)
    yield from upcoming(gold["next"] or {}, reading, code)
    yield from speakers(item, reading, code)


def scenes(gold: Mapping[str, Any], reading: Reading, code: Coder) -> Iterator[Check]:
    """Forum, days, place and chair. Other forms of the forum's name and any of several chairs are right too."""
    read = reading.statement
    forums = [gold["forum"], *gold.get("forum_also", [])]
    yield Check("forum", plain(read.forum) in [plain(f) for f in forums], gold["forum"], read.forum)
    days = gold.get("dates", [])
    yield Check("dates", list(read.dates) == days, days, list(read.dates))
    yield Check("place", plain(read.place) == plain(gold["place"]), gold["place"], read.place)
    chair = code(read.chair) if read.chair else None
    yield Check("chair", chair in gold.get("chairs", [gold["chair"]]), gold["chair"], chair)


def cast(gold: Mapping[str, Any], reading: Reading, code: Coder) -> Check:
    """The parties as a set of codes, leaving out those that may be read or not."""
    free = set(gold.get("parties_also", []))
    expected = set(gold["parties"]) - free
    read = {code(party) for party in reading.statement.parties} - free
    return Check("parties", read == expected, sorted(expected), sorted(read))


def people(gold: Mapping[str, Any], reading: Reading, code: Coder) -> Iterator[Check]:
    """One check for each person of the coding and for each person read who isn't in it."""

    def person(one: Participant) -> tuple[object, object, str]:
        return plain(one.name), plain(one.office), code(one.party)

    told = gold["participants"]
    expected = {(plain(p["name"]), plain(p["office"]), p["party"]): bool(p.get("optional")) for p in told}
    read = {person(p) for p in reading.statement.participants}
    free = {key[0] for key, optional in expected.items() if optional}
    for key, optional in expected.items():
        if not optional:
            near = next((r for r in read if r[0] == key[0]), None)
            yield Check("participants", key in read, key, key if key in read else near)
    for key in sorted(read - set(expected), key=str):
        if key[0] not in free | {e[0] for e in expected}:
            yield Check("participants", False, None, key)


def terms(gold: Mapping[str, Any], reading: Reading, code: Coder) -> Iterator[Check]:
    """One check for each term of the coding and for each term read, as defined in the text, that isn't in it."""
    read: dict[object, object] = {}
    for term in reading.statement.terms:
        if term.origin == "defined":
            codes = sorted({code(p) for p in term.parties})
            read[plain(term.name)] = codes if term.kind == "parties" else plain(term.meaning)
    for name, value in gold["terms"].items():
        found = read.pop(plain(name), None)
        yield Check("terms", stands_for(value, found), (name, value), found)
    for name in gold.get("terms_also", {}):
        read.pop(plain(name), None)
    for name, found in read.items():
        yield Check("terms", False, None, (name, found))


def stands_for(value: object, found: object) -> bool:
    """Whether a term read has the coding's parties, or words that hold the coding's words or are held by them."""
    if isinstance(value, list):
        return found == sorted(value)
    meaning = str(plain(value))
    return isinstance(found, str) and bool(found) and (found in meaning or meaning in found)


def upcoming(gold: Mapping[str, Any], reading: Reading, code: Coder) -> Iterator[Check]:
    """The next meeting: each part that the coding or the reading has, and all of it together."""
    read = reading.statement.next or NextMeeting()
    date = read.date[:4] if read.date and "date" not in gold else read.date
    year = str(gold["year"]) if "year" in gold else None
    wanted = (gold.get("session"), gold.get("date", year), gold.get("chair"), plain(gold.get("place")))
    found = (read.session, date, code(read.chair) if read.chair else None, plain(read.place))
    for fact, value, got in zip(NEXT, wanted, found, strict=True):
        if value is not None or got is not None:
            yield Check(fact, value == got, value, got)
    yield Check("next", wanted == found, wanted, found)


def speakers(item: Mapping[str, Any], reading: Reading, code: Coder) -> Iterator[Check]:
    """One check for each quoted predicate: the set of parties of the provision whose anchor overlaps it most."""
    for told in item["speakers"]:
        start = place_of(item["text"], told["quote"], told["occurrence"])
        best = provision_at(reading, start, start + len(told["quote"]))
        read = {code(party) for party in best.speaker} if best else None
        around = " ".join(item["text"][max(0, start - 24) : start + len(told["quote"])].split())
        shown = "not read" if read is None else sorted(read)
        yield Check("speakers", read == set(told["codes"]), (around, told["codes"]), shown)


def provision_at(reading: Reading, start: int, end: int) -> Provision | None:
    """The provision whose anchor shares most characters with [start, end), or None where none shares any."""
    shared = [(min(end, p.anchor.end) - max(start, p.anchor.start), p) for p in reading.provisions]
    size, best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best if size > 0 else None


def place_of(text: str, quote: str, occurrence: int) -> int:
    """Where the quote stands for the n-th time, from 0. Raises ValueError where it does not."""
    at = -1
    for _ in range(occurrence + 1):
        at = text.index(quote, at + 1)
    return at


# --- a file ----------------------------------------------------------------------------------------------------------


def compare(path: Path | str) -> list[tuple[str, Check]]:
    """Reads every item of a file of openings: (name of the item, check) in order. Raises what the reader raises."""
    out: list[tuple[str, Check]] = []
    for item in json.loads(Path(path).read_text(encoding="utf-8")):
        reading = read_source(Source(item["name"], "text/plain", "", item["text"]))
        out.extend((item["name"], check) for check in checks(item, reading))
    return out


def score(path: Path | str) -> dict[str, dict[str, float]]:
    """For each fact `right`, `total` and `share` (0 to 1; 1 where there is nothing to find) over a file of openings."""
    return tallied(compare(path))


def tallied(compared: list[tuple[str, Check]]) -> dict[str, dict[str, float]]:
    """Counts of right checks by fact."""
    out: dict[str, dict[str, float]] = {}
    for fact in FACTS:
        rights = [check.right for _, check in compared if check.fact == fact]
        out[fact] = {"right": sum(rights), "total": len(rights), "share": sum(rights) / len(rights) if rights else 1.0}
    return out


def main(arguments: list[str]) -> int:
    """Prints the shares of a file, and its errors with -v."""
    parser = argparse.ArgumentParser(description="Compares the facts read with a file of openings.")
    parser.add_argument("file", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="list the errors")
    parser.add_argument("--fact", choices=FACTS, help="list the errors of this fact only")
    options = parser.parse_args(arguments)
    compared = compare(options.file)
    for name, check in compared:
        if (options.verbose or options.fact) and not check.right and options.fact in (None, check.fact):
            print(f"{name}: {check.fact}: {check.gold} -> {check.read}")
    for fact, tally in tallied(compared).items():
        print(f"{fact:14}{tally['right']:5.0f} /{tally['total']:4.0f} {tally['share']:7.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
