"""People of an opening in an inflected language: name, office and party, back in the nominative.

Owns who is a person. Shapes stand in `lexicon.delegations`, the way back to the nominative in `lexicon.nominatives`.
"""

from __future__ import annotations

import re

from taiwa.lexicon.nominatives import NOMINATIVE, agreeing, person_in_nominative
from taiwa.lexicon.wording import plain
from taiwa.model import Participant
from taiwa.reading.free.roster import Roster, Span


class Retinue:
    """The people of one text."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    def people(self) -> tuple[Participant, ...]:
        """Who is named in the opening with an office, each once, in the nominative."""
        out: dict[str, Participant] = {}
        for s, e in self.roster.heads:
            taken = self._several(out, s, e)
            for pattern in self.roster.shapes.persons:
                for found in pattern.finditer(self.roster.masked, s, e):
                    if not any(a < found.end() and found.start() < b for a, b in taken):
                        person = self._person(found)
                        if person:
                            taken.append(found.span())
                            self._meet(out, person)
        return tuple(sorted(out.values(), key=lambda p: p.span))

    def _several(self, out: dict[str, Participant], s: int, e: int) -> list[Span]:
        """People of one office told together; the stretches that name them."""
        side_by_side, one_by_one = self.roster.shapes.gatherings
        taken = []
        for found in side_by_side.finditer(self.roster.masked, s, e):
            codes = self.roster.codes_in(*found.span("states"))
            names = [m.span() for m in self._names(*found.span("names"))]
            if len(codes) == len(names) > 1:
                taken.append(found.span())
                self._named(out, found, list(zip(codes, names, strict=True)))
        for found in one_by_one.finditer(self.roster.masked, s, e):
            codes = self.roster.codes_in(*found.span("pairs"))
            names = [m.span() for m in self._names(*found.span("pairs"))]
            if len(codes) == len(names):
                taken.append(found.span())
                self._named(out, found, list(zip(codes, names, strict=True)))
        return taken

    def in_turn(self, listed: tuple[str, ...]) -> tuple[Participant, ...]:
        """People told by their names alone, as many as the title lists states: each speaks for the one in his place."""
        out: dict[str, Participant] = {}
        for s, e in self.roster.heads:
            for found in self.roster.shapes.in_turn.finditer(self.roster.masked, s, e):
                names = [m.span() for m in self._names(*found.span("names"))]
                if len(names) == len(listed) > 1:
                    self._named(out, found, list(zip(listed, names, strict=True)))
        return tuple(sorted(out.values(), key=lambda p: p.span))

    def _names(self, start: int, end: int) -> list[re.Match[str]]:
        return list(self.roster.shapes.one_name.finditer(self.roster.masked, start, end))

    def _named(self, out: dict[str, Participant], found: re.Match[str], pairs: list[tuple[str, Span]]) -> None:
        head = self.roster.shapes.offices_of_several[found["head"].lower()]
        rest = self.roster.work.text[found.end("head") : found.end("office")]
        for code, (a, b) in pairs:
            name = person_in_nominative(self.roster.work.text[a:b], head.case, self.roster.words)
            span = self.roster.work.source_span(a, b)
            self._meet(out, Participant(name, _cased(head.nominative, found["head"]) + rest, code, span))

    def _meet(self, out: dict[str, Participant], person: Participant) -> None:
        """Keeps a person; one met before under the same family name is kept with the party and the fuller name."""
        key = _family(person.name)
        before = out.get(key)
        if before is None or (not before.party and person.party):
            out[key] = person

    def _person(self, found: re.Match[str]) -> Participant | None:
        text = self.roster.work.text
        a, b = found.span("office")
        office, case = self._office(text[a:b])
        if office is None:
            return None
        s, e = found.span("name")
        code = self.roster.code_at(found.start("state")) if found["state"] else ""
        if any(self.roster.shapes.never_state.fullmatch(word) for word in plain(found["name"]).split()[1:]):
            return None
        if not code and len(found["name"].split()) < 2 and "." not in found["name"]:
            return None
        if found.start("name") < found.start("office"):
            case = -1
        name = person_in_nominative(text[s:e], case, self.roster.words)
        return Participant(" ".join(name.split()), office, code, self.roster.work.source_span(s, e))

    def office_in_nominative(self, office: str) -> str:
        """An office in the nominative singular; empty where it is none."""
        return self._office(office)[0] or ""

    def _office(self, office: str) -> tuple[str | None, int]:
        """An office in the nominative, and the case in which it was; None where its head is not in the singular."""
        head = self.roster.shapes.office.match(plain(office))
        if head is None:
            return None, -1
        words = head[0].split(" ")
        told = self.roster.shapes.offices[words[-1].lower()]
        front = words[:-1]
        nominal = next((t for t in told if t.case == -1), None)
        use = nominal if nominal and all(w.endswith(NOMINATIVE) for w in front) else told[0]
        made = _cased(use.nominative, words[-1])
        written = office[: head.end()].split(" ")[:-1]
        first = " ".join([*(agreeing(w, use.nominative) if use.case >= 0 else w for w in written), made])
        rest = office[head.end() :].rstrip(" ,–-")
        for link in self.roster.shapes.links:
            left, dash, right = rest.partition(link)
            if dash and (again := self._office(right))[0] and again[1] == use.case:
                return f"{first}{left}{dash}{again[0]}", use.case
        return first + rest, use.case


def _cased(word: str, like: str) -> str:
    """A word with the capitals of another form of it."""
    out = word[0].upper() + word[1:] if like[0].isupper() else word
    return out


def _family(name: str) -> str:
    """What tells a person from others: the family name, or the name with its numeral."""
    words = [w for w in re.split(r"[ .]+", name) if len(w) > 1]
    return words[-1] if words and not words[-1].isupper() else " ".join(words)
