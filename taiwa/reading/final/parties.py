"""Who is meant: parties found in the text, noun phrases that name them, and whom a phrase stands for.

Owns the register of one text (`Cast`): its parties in order, their names as written, its defined terms, its people.
Words for collective, remaining and same parties live in the lexicon under `party.*`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa.lexicon import Lexicon
from taiwa.reading.nouns import Cast

LONGEST_PORTFOLIO = 10


class Who(NamedTuple):
    """A phrase that names parties: [start, end) in the working text, the codes, and how they were found.

    `kind` is `named`, `all`, `others`, `same`, `most` or `chair`.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str


class Phrases:
    """Noun phrases of parties in one working text: built once, asked by every sentence."""

    def __init__(self, text: str, cast: Cast, lex: Lexicon) -> None:
        self.text, self.cast, self.lex = text, cast, lex
        words = _words(lex)
        self._kinds = {**words.kinds, **dict.fromkeys(cast.surfaces, "named")}
        own = list(cast.surfaces)
        found = [(start, end, words.surfaces[i]) for i, start, end in words.automaton.find_matches_as_indexes(text)]
        if own:
            names = AhoCorasick(own, matchkind=MatchKind.LeftmostLongest)
            found += [(start, end, own[i]) for i, start, end in names.find_matches_as_indexes(text)]
        self.hits = _longest(found)
        self._starts = [hit[0] for hit in self.hits]
        self._ends = {end: (start, surface) for start, end, surface in self.hits}
        self._collective = self._collective_terms()
        self._meetings = words.meetings
        self._offices = frozenset(lex.words("party.role"))
        self._role = lex.suffixes("party.role", "party.all")
        self._portfolio = lex.suffixes("fact.portfolio")
        self._and, self._of = lex.suffixes("word.and"), lex.suffixes("word.of")
        self._except = lex.suffixes("party.except")
        self._others, self._most = lex.suffixes("party.others"), lex.suffixes("party.most")
        self._some = lex.suffixes("party.some")

    def between(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Hits (start, end, surface) that lie in [start, end)."""
        at = bisect_left(self._starts, start)
        out = []
        while at < len(self.hits) and self.hits[at][0] < end:
            if self.hits[at][1] <= end:
                out.append(self.hits[at])
            at += 1
        return out

    def codes(self, surface: str) -> tuple[str, ...]:
        """Codes of a surface; empty for one that points back or has no party."""
        own = self.cast.surfaces.get(surface)
        if own is not None:
            return own
        kind = self._kinds.get(surface)
        if kind in ("all", "organ"):
            return self.cast.parties
        return (self.cast.chair,) if kind == "chair" and self.cast.chair else ()

    def before(self, end: int, floor: int) -> Who | None:
        """The phrase of parties that ends at `end` ("A and B", "the Ministers of the C states"), or None."""
        units: list[Who] = []
        at = end
        while True:
            unit = self._unit(at, floor)
            if unit is None:
                break
            units.insert(0, unit)
            joint = self._and.before(self.text, unit.start, floor)
            if joint is None:
                break
            at = joint[0]
        if not units:
            return None
        codes = tuple(dict.fromkeys(code for unit in units for code in unit.codes))
        kind = units[0].kind if len(units) == 1 else "named"
        return Who(units[0].start, end, codes, kind)

    def _unit(self, end: int, floor: int) -> Who | None:
        """One member of such a phrase: a name with its office or side, or a collective word with what limits it."""
        at = end
        while at not in self._ends:
            role = self._role.before(self.text, at, floor)
            if role is None:
                return None
            at = role[0]
            portfolio = self._portfolio.before(self.text, at, floor)
            while portfolio and at not in self._ends:
                at = portfolio[0]
                portfolio = self._portfolio.before(self.text, at, floor)
            of = self._of.before(self.text, at, floor)
            if of and (of[0] in self._ends or self._role.before(self.text, of[0], floor)):
                at = of[0]
        start, surface = self._ends[at]
        if start < floor or (
            surface in self._meetings and start > floor and self.lex.is_name_letter(self.text[start - 1])
        ):
            return None
        return self._limited(start, end, surface, floor)

    def _limited(self, start: int, end: int, surface: str, floor: int) -> Who:
        """A collective word limited by what stands before it: of certain states, the others, most of them."""
        kind, codes = self._kinds[surface], self.codes(surface)
        if kind == "named" and surface not in self._collective:
            return Who(start, end, codes, kind)
        at = self._before_portfolio(start, surface, floor)
        if at in self._ends and self._ends[at][0] >= floor and self._kinds[self._ends[at][1]] in ("named", "same"):
            owner = self.before(at, floor)
            if owner and owner.codes:
                return Who(owner.start, end, owner.codes, owner.kind)
        without = self._except.before(self.text, start, floor)
        if without:
            left_out = self.before(without[0], floor)
            if left_out and left_out.codes:
                return Who(left_out.start, end, tuple(c for c in codes if c not in left_out.codes), "named")
        of = self._of.before(self.text, start, floor)
        if of:
            owner = self.before(of[0], floor)
            if owner and owner.codes and owner.kind in ("named", "same"):
                return Who(owner.start, end, owner.codes, "named")
            if owner and owner.kind in ("others", "most"):
                return Who(owner.start, end, owner.codes, owner.kind)
        for suffixes, name in ((self._others, "others"), (self._most, "most")):
            limit = suffixes.before(self.text, of[0] if of and name == "most" else start, floor)
            if limit:
                return Who(limit[0], end, codes, name)
        some = self._some.before(self.text, start, floor)
        if some and (some[0] == floor or self.text[some[0] - 1] in "、。\n "):
            return Who(some[0], end, codes, "most")
        everyone = set(codes) == set(self.cast.parties)
        return Who(start, end, codes, ("all" if everyone else "named") if kind == "named" else kind)

    def _before_portfolio(self, start: int, surface: str, floor: int) -> int:
        """Where what an office is in charge of begins ("minister" of "environment and water"), if somebody is named
        before it; else `start`. An unlisted portfolio is skipped up to `LONGEST_PORTFOLIO` characters."""
        if surface not in self._offices:
            return start
        at = start
        while at not in self._ends and at > max(floor, start - LONGEST_PORTFOLIO):
            if not (self.lex.is_name_letter(self.text[at - 1]) or self.text[at - 1] == "・"):
                return start
            at -= 1
        return at if at in self._ends else start

    def _collective_terms(self) -> frozenset[str]:
        everyone = set(self.cast.parties)
        return frozenset(s for s, codes in self.cast.surfaces.items() if len(codes) > 1 and set(codes) <= everyone)


class _Words(NamedTuple):
    """Words of a language that stand for parties: surfaces, their kinds, those that are also words for meetings."""

    surfaces: list[str]
    kinds: Mapping[str, str]
    meetings: frozenset[str]
    automaton: AhoCorasick


@cache
def _words(lex: Lexicon) -> _Words:
    """The words of one lexicon, compiled once; a kind named later wins over one named earlier."""
    collective = (*lex.words("party.all"), *lex.counted)
    few = [
        f"{a}{of}{b}" for a in lex.words("party.most") for of in lex.words("word.of") for b in lex.words("party.mostof")
    ]
    kinds = {
        **dict.fromkeys(lex.words("party.organ"), "organ"),
        **dict.fromkeys(collective, "all"),
        **dict.fromkeys(lex.words("party.chair"), "chair"),
        **dict.fromkeys(lex.words("party.same"), "same"),
        **dict.fromkeys(few, "most"),
    }
    surfaces = list(kinds)
    meetings = frozenset(lex.words("fact.meeting")) & frozenset(collective)
    return _Words(surfaces, kinds, meetings, AhoCorasick(surfaces, matchkind=MatchKind.LeftmostLongest))


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """In order, of overlapping hits the first and longest; of equal ones the one found last (the text's own)."""
    out: list[tuple[int, int, str]] = []
    for hit in sorted(found, key=lambda h: (h[0], -h[1])):
        if out and hit[0] == out[-1][0] and hit[1] == out[-1][1]:
            out[-1] = hit
        elif not out or hit[0] >= out[-1][1]:
            out.append(hit)
    return out
