"""The order of hits as numbers: an item's number says where it stands, so that the engine's own order is the answer's.

Owns how a number is made, the same in every database and whatever was put in first. From the highest bit down: whether
it is a thing named or something said, its length in words (in powers of two), its date turned round (the younger comes
first), the noun that owns it, its place in that. Both engines give numbers in their order without sorting, can stop
after a page, and take a period as a range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from taiwa.model import Item

# Kinds of items: what texts say, and what has a name.
SAID = ("provision", "assertion", "residue", "text")
NAMED = ("forum", "meeting", "entity")
# Bits of a number: together 63, the positive half of what both databases call an integer.
WEIGHT, DATE, OWNER, PLACE = 3, 23, 23, 13
BELOW = DATE + OWNER + PLACE
WEIGHTS = range(1 << WEIGHT)
LAST_DATE = (1 << DATE) - 1
# What is below the weight: by this, the youngest come first whatever their length.
BY_DATE = (1 << BELOW) - 1
DATED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")


class Range(NamedTuple):
    """Numbers from `first` up to and including `last`."""

    first: int
    last: int


def number_of(item: Item, words: int, place: int) -> int:
    """The number of an item of so many words that is the one at `place` among those of its owner. Two items may get the
    same one: then the later takes the next that is free."""
    owner = int.from_bytes(blake2b(item.owner.encode(), digest_size=4).digest()) >> (32 - OWNER)
    where = (owner << PLACE) | min(place, (1 << PLACE) - 1)
    turned = LAST_DATE - _date(item.date)
    weight = min(max(words.bit_length() - 1, 0), WEIGHTS[-1])
    named = len(WEIGHTS) if item.kind in NAMED else 0
    return ((named | weight) << BELOW) | (turned << (OWNER + PLACE)) | where


def ranges(kinds: Sequence[str], since: str | None, until: str | None, *, by_weight: bool) -> list[Range]:
    """The numbers that items of these kinds (none: of all) within a period can have, in order and apart; where
    `by_weight`, one range for each weight at least."""
    halves = [side for side, these in enumerate((SAID, NAMED)) if not kinds or set(kinds) & set(these)]
    whole = not (since or until)
    if whole and not by_weight:
        return [Range(halves[0] << (BELOW + WEIGHT), ((halves[-1] + 1) << (BELOW + WEIGHT)) - 1)] if halves else []
    youngest = LAST_DATE if whole or not until else _date(until, missing=31)
    # An item without a date is in no period that ends; that begins, neither.
    oldest = 0 if whole else _date(since) if since else 1
    out = []
    for side in halves:
        for weight in WEIGHTS:
            at = ((side << WEIGHT) | weight) << BELOW
            first = at | ((LAST_DATE - youngest) << (OWNER + PLACE))
            last = at | ((LAST_DATE - oldest + 1) << (OWNER + PLACE)) - 1
            out.append(Range(first, last))
    return out


def _date(date: str, missing: int = 0) -> int:
    """A date as exact as it is known, as a number that grows with it; 0 for none."""
    found = DATED.match(date)
    if not found:
        return 0
    year, month, day = (missing if part is None else int(part) for part in found.groups())
    return (year << 9) | (min(month, 15) << 5) | min(day, 31)
