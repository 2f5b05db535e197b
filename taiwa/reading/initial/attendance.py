"""Who was there, in a text with spaces: people with their office and the party they speak for.

Owns how a name, an office and a state go together; the shapes stand in `lexicon.prefaces`. A party is taken from the words
around the person only, or by what is left over where two people meet for two parties; else it stays open.
"""  # noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from taiwa.lexicon.spaced import alike
from taiwa.model import Participant
from taiwa.reading.initial.roll import Head, Register

_NAMES, _OFFICES, _STATES = (
    ("n1", "n2", "n3", "n4", "n5", "n6", "n7"),
    ("o1", "o2", "o3", "o4", "o5"),
    ("s1", "s2", "s4", "s5", "s6", "s7", "s8"),
)


class Attendance:
    """People of one opening, and where its observers are named."""

    def __init__(self, head: Head, names: Register) -> None:
        self.head, self.names, self.text, self.shapes = head, names, head.text, head.shapes
        self.masked, self.codes = names.veiled()
        self.adjectives = names.demonyms()
        self.observing = [part for s, e in head.spans for part in self._observers(s, e)]
        self.people = tuple(self._found())

    def _observers(self, s: int, e: int) -> list[tuple[int, int]]:
        """The stretches of a sentence that name observers: up to the word for it from its clause's beginning, or behind
        the word for those who joined."""
        out = []
        for m in self.head.lex.pattern("fact.observer").finditer(self.text, s, e):
            clauses = list(self.shapes.aside.finditer(self.text, s, m.start()))
            out.append((clauses[-1].start() if clauses else s, m.end()))
        out += [(m.start(), e) for m in self.head.lex.pattern("fact.joinedby").finditer(self.text, s, e)]
        return out

    def observes(self, at: int) -> bool:
        """Whether a place lies among the observers."""
        return any(s <= at < e for s, e in self.observing)

    def _found(self) -> list[Participant]:
        """Everybody named, once, in the order of the text; a later mention may add the party."""
        out: dict[str, Participant] = {}
        for s, e in self.head.spans:
            for m in self.shapes.person.finditer(self.masked, s, e):
                one = None if self.observes(m.start()) else self._person(m, s)
                if one is None:
                    continue
                known = out.get(one.name) or next((p for p in out.values() if p.name.endswith(" " + one.name)), None)
                if known is None:
                    out[one.name] = one
                elif one.party and not known.party:
                    out[known.name] = replace(known, party=one.party) if known.name != one.name else one
                elif one.chair and not known.chair:
                    out[known.name] = replace(known, chair=True)
        return list(out.values())

    def _person(self, m: re.Match[str], begin: int) -> Participant | None:
        name_group = next(g for g in _NAMES if m[g])
        office_group = next(g for g in _OFFICES if m[g])
        state_group = next((g for g in _STATES if m[g]), None)
        a, b = m.span(name_group)
        name = self.text[a:b]
        if name.endswith(("’s", "'s")):
            return None
        code = self.codes.get(m.start(state_group)) if state_group else self._near(m, begin, name_group)
        if " " not in name and not code:
            return None
        if " " not in name and name_group in ("n4",) and not state_group and self._is_surname(name):
            return None
        office = self.text[slice(*m.span(office_group))]
        after = self.text[m.end() : m.end() + 16]
        chair = self.head.lex.pattern("fact.chair.mark").match(after.lstrip(" ,")) is not None
        return Participant(name, office, code or "", self.head.work.source_span(a, b), chair)

    def _is_surname(self, name: str) -> bool:
        return re.search(rf"\w {re.escape(name)}\b", self.text[: self.head.spans[-1][1]]) is not None

    def _near(self, m: re.Match[str], begin: int, group: str) -> str | None:
        """The party told by the words in front: its adjective or name, the label of the line, the delegation led."""
        before = self.masked[begin : m.start()].rstrip()
        word = re.search(r"([^\s,;:.()*_]+?)(?:['’]s?)?$", before)
        if word and group not in ("n5", "n6"):
            at = begin + word.start(1)
            if self.codes.get(at) and word.end() == len(before):
                return self.codes[at]
            if word[1] in self.adjectives:
                return self.adjectives[word[1]]
        label = self.shapes.labelled.match(self.masked, begin, m.start())
        if label:
            return self.codes.get(label.start("state"))
        return self._led(begin, m.start())

    def _led(self, begin: int, end: int) -> str | None:
        """The delegation named last in front of a person, where it is said who leads it."""
        stretch = self.masked[begin:end]
        if not self.head.lex.pattern("fact.led").search(stretch):
            return None
        found = None
        for m in self.shapes.led.finditer(stretch):
            group = "s1" if m["s1"] else "s2"
            found = self.codes.get(begin + m.start(group)) or self.adjectives.get(m[group]) or found
        return found

    def place_last(self, parties: tuple[str, ...]) -> None:
        """Where two people meet for two parties and one is placed, the other speaks for the other party; so do the
        hosts of a visitor."""
        open_ones = [p for p in self.people if not p.party]
        held = {p.party for p in self.people if p.party}
        visit = any(self.head.lex.pattern("fact.statevisit").search(self.text, s, e) for s, e in self.head.spans)
        twins = len(self.people) == 2 and len(open_ones) == 1
        if len(parties) == 2 and len(held) == 1 and held < set(parties) and (twins or visit):
            left = next(code for code in parties if code not in held)
            self.people = tuple(p if p.party else replace(p, party=left) for p in self.people)

    # -- for others ------------------------------------------------------------------------------------------------

    def surnames(self) -> dict[str, str]:
        """Party by family name and by full name."""
        out: dict[str, str] = {}
        for p in self.people:
            words = p.name.split()
            for i in range(1, len(words)):
                tail = " ".join(words[i:])
                if len(words) > 2 or i == len(words) - 1:
                    out.setdefault(tail, p.party)
            out[words[-1]] = p.party
            for word in words:  # a family name in capitals is written in small letters further down
                if len(word) > 2 and word.isupper():
                    out.setdefault(word.capitalize(), p.party)
            if re.fullmatch(r"[A-Z]\w+", words[0]) and self._goes_by(words[0]):
                out.setdefault(words[0], p.party)
        return out | {p.name: p.party for p in self.people}

    def _goes_by(self, first: str) -> bool:
        """Whether somebody is called by the first part of the name (family names in front)."""
        return any(m["name"] == first for m in self.shapes.honoured.finditer(self.masked))

    def offices(self) -> dict[str, str]:
        """Party by office, where one party alone has such an office here."""
        held: dict[str, set[str]] = {}
        for p in self.people:
            if p.party:
                held.setdefault(alike(p.office).lower(), set()).add(p.party)
        return {office: next(iter(codes)) for office, codes in held.items() if len(codes) == 1}
