"""The parties and listed entities that a version names, and where a text names them.

Owns which names of two versions are of one party: by code, by sound, by the order in which texts introduce them.
Names of states and entities are the registry's; the parties' own names are the reading's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from taiwa.lexicon.sounds import ALIKE, alike
from taiwa.lexicon.written import folded, name_key, name_pattern, starts
from taiwa.model import Reading
from taiwa.registry import names as state_names
from taiwa.registry import states
from taiwa.registry.entity import entities

Sign = tuple[str, str]
# What two names get for standing at the same place of both lists; sound and code outweigh it.
SAME_PLACE = 0.3


def paired_parties(left: Reading, right: Reading) -> dict[str, str]:
    """Names of the right version's parties by those of the left one, as far as they can be told."""
    ours, theirs = list(left.statement.parties), list(right.statement.parties)
    scores = []
    for (i, one), (j, other) in product(enumerate(ours), enumerate(theirs)):
        score = _likeness(one, other, left, right) + (SAME_PLACE if i == j else 0)
        scores.append((-score, abs(i - j), i, j))
    out: dict[str, str] = {}
    taken: set[str] = set()
    for score, _, i, j in sorted(scores):
        # By place alone only where both lists are as long.
        told = -score >= ALIKE or (i == j and len(ours) == len(theirs))
        if told and ours[i] not in out and theirs[j] not in taken:
            out[ours[i]] = theirs[j]
            taken.add(theirs[j])
    return out


def _likeness(one: str, other: str, left: Reading, right: Reading) -> float:
    if one == other:
        return 2.0
    if one in states() or other in states():
        return 0.0
    return alike(_own(one, left), _own(other, right))


def _own(name: str, reading: Reading) -> str:
    """The shortest of a party's names: it has least of what all such names share ("Republic")."""
    return min((*reading.statement.parties.get(name, ()), name), key=lambda each: (len(each), each))


class Names:
    """Every name that means the same in all versions, found in the texts of one version.

    `called` gives each party of this version the name by which the pairing knows it.
    """

    def __init__(self, reading: Reading, called: Mapping[str, str]) -> None:
        self._called, self._language = called, reading.language
        own: dict[str, tuple[Sign, ...]] = {}
        for party, names in reading.statement.parties.items():
            for name in {party, *names} - set(states()):
                own[name_key(name)] = (("party", called.get(party, party)),)
        everyone = frozenset(reading.statement.parties)
        for term in reading.statement.terms:
            # A term for some of the parties names each of them; one for all names nobody.
            if term.parties and frozenset(term.parties) != everyone:
                own[name_key(term.name)] = tuple(("party", called.get(party, party)) for party in term.parties)
        self._own = _opened(own, self._language)

    def find(self, text: str) -> Iterator[tuple[int, int, Sign]]:
        """(start, end, sign) of each name, the longest at a place; a term has a sign for each of its parties."""
        flat, listed, at = folded(text), _listed(self._language), 0
        for start in starts(flat, self._language):
            if start < at:
                continue
            opening = flat[start : start + 2]
            for name, signs in (*self._own.get(opening, ()), *listed.get(opening, ())):
                if found := name.match(flat, start):
                    at = found.end()
                    for kind, value in signs:
                        yield start, at, (kind, self._called.get(value, value))
                    break


Opened = Mapping[str, Sequence[tuple[re.Pattern[str], tuple[Sign, ...]]]]


def _opened(table: Mapping[str, tuple[Sign, ...]], language: str, declined: bool = False) -> Opened:
    """Names as patterns, the longest first, by their first two characters."""
    out: dict[str, list[tuple[re.Pattern[str], tuple[Sign, ...]]]] = {}
    for name in sorted(table, key=lambda name: (-len(name), name)):
        if len(name) > 1:
            out.setdefault(name[:2], []).append((name_pattern(name, language, declined), table[name]))
    return out


@cache
def _listed(language: str) -> Opened:
    """States and entities of the registry by the names that running text uses."""
    table: dict[str, tuple[Sign, ...]] = {}
    for entity in entities():
        for name in entity.names:
            if name.language in ("", language):
                table.setdefault(name_key(name.text), (("entity", entity.id),))
    # The registry declines the names of states itself.
    named: dict[str, tuple[Sign, ...]] = {name_key(name): (("party", code),) for name, code in state_names(language)}
    return _merged(_opened(table, language), _opened(named, language, declined=True))


def _merged(one: Opened, other: Opened) -> Opened:
    """Both tables, the longest name first wherever two open alike."""
    openings = {*one, *other}
    longest = {opening: [*one.get(opening, ()), *other.get(opening, ())] for opening in openings}
    return {opening: sorted(rows, key=lambda row: -len(row[0].pattern)) for opening, rows in longest.items()}
