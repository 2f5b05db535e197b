"""Who met and for whom: the people an opening names, with office and party, and the parties to the text.

Owns what the opening says of persons and parties. Words live in the lexicon, states and groups in the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from taiwa import registry
from taiwa.lexicon import Lexicon
from taiwa.model import Participant
from taiwa.reading.final.names import Named, Names, Spans, registered
from taiwa.text import Working

# The state whose own ministers a text in a language names without their state.
HOMES = {"ja": "JP"}


class PeopleReader(Names):
    """Reads people and parties from the opening of one text."""

    def __init__(self, work: Working, lex: Lexicon, found: Named, titles: Spans, opening: Spans) -> None:
        super().__init__(work, lex, found, titles, opening)
        self._spans: dict[int, tuple[int, int]] = {}
        self._party_at: dict[int, str] = {}

    def people(self) -> tuple[Participant, ...]:
        """People with office and party, in the order of the text."""
        out: list[Participant] = []
        taken: Spans = []
        labelled = [
            (s, e)
            for s, e in self.titles
            if ":" in self.text[s:e]
            or (len(self.titles) > 3 and self.text[s:e].endswith(self.lex.words("fact.office")))
        ]
        for s, e in [*labelled, *self.opening]:
            for pattern in self.shapes.people:
                for m in pattern.finditer(self.masked, s, e):
                    if not self._clash(m, taken) and self._is_name(m["name"]):
                        taken.append((m.start(), m.end()))
                        out.append(self._person(m, self.codes[self.text[m.start("state") : m.end("state")]]))
            if self._lists_people(s, e):
                for m in self.shapes.stateless.finditer(self.masked, s, e):
                    if not self._clash(m, taken) and self._is_name(m["name"]):
                        taken.append((m.start(), m.end()))
                        out.append(self._person(m, ""))
        return self._settle(sorted(out, key=lambda p: p.span))

    def _clash(self, m: re.Match[str], taken: Spans) -> bool:
        return any(a < m.end() and m.start() < b for a, b in taken)

    def _is_name(self, name: str) -> bool:
        name = name.strip("・ ")
        odd = self.lex.pattern(
            "fact.capital", "fact.meeting", "party.role", "party.state", "party.all", "word.notname"
        ).search(name)
        duty = self.lex.pattern("fact.portfolio").fullmatch(name)
        return len(name) >= 2 and odd is None and duty is None and name not in self.codes

    def _lists_people(self, s: int, e: int) -> bool:
        """Whether a sentence lists people who attended: then one without a state is believed too."""
        offices = len(self.lex.pattern("fact.office").findall(self.text[s:e]))
        return offices > 1 and self.lex.pattern("fact.attend").search(self.text, s, e) is not None

    def _person(self, m: re.Match[str], code: str) -> Participant:
        name = m["name"].strip("・ ")
        at = m.start("name") + m["name"].index(name)
        marked = m["mark"] is not None and self.lex.pattern("fact.chair").search(m["mark"]) is not None
        chair = marked or self.shapes.chairs_after(self.text, m.end()) or self.shapes.chairs_before(self.text, at)
        start, end = min(at, m.start("office")), max(at + len(name), m.end("office"))
        span = self.work.source_span(start, end)
        self._spans[span.start] = (start, end)
        return Participant(
            self.work.written(at, at + len(name)),
            self.work.written(m.start("office"), m.end("office")).strip("・"),
            code,
            span,
            chair,
        )

    def _settle(self, people: list[Participant]) -> tuple[Participant, ...]:
        """Gives people without a state their party: the home state of the language, or the forum member left over."""
        taken = {p.party for p in people if p.party}
        members = [c for c in self.forum_members() if c not in taken]
        people = self._beside(self._in_turn(people))
        kept = [p if p.party else replace(p, party=self._left_over(p, taken, members)) for p in people]
        self._party_at = {
            self._spans[p.span.start][0]: p.party for p in kept if p.party and p.span.start in self._spans
        }
        return tuple(p for p in kept if p.party)

    def _in_turn(self, people: list[Participant]) -> list[Participant]:
        """Gives people without a state those listed before them, in turn ("A and B were represented by X and Y")."""
        loose = [p for p in people if not p.party]
        starts = [self._spans[p.span.start][0] for p in loose]
        if (
            len(loose) < 2
            or self.lex.pattern("word.respectively").search(self.text, self.sentence_start(starts[0]), starts[0])
            is None
        ):
            return people
        floor = self.sentence_start(starts[0])
        listed = self.shapes.listed.search(self.masked, floor, starts[0])
        codes = self.codes_in(listed.start(), listed.end()) if listed else []
        if len(codes) != len(loose):
            return people
        given = iter(codes)
        return [p if p.party else replace(p, party=next(given)) for p in people]

    def _beside(self, people: list[Participant]) -> list[Participant]:
        """Gives a person without a state that of the one joined right before ("the X minister A and the minister B"),
        where no home state is left for a person without one."""
        home = HOMES.get(self.lex.language, "")
        codes = {p.party for p in people}
        if home not in codes and (home in self.forum_members() or self._at_home or home in self.paired_in_titles):
            return people
        out: list[Participant] = []
        for person in sorted(people, key=lambda p: p.span.start):
            if not person.party and out and out[-1].party and out[-1].office != person.office:
                start, end = self._spans[out[-1].span.start][1], self._spans[person.span.start][0]
                if self.lex.pattern("word.and").fullmatch(self.text, start, end):
                    person = replace(person, party=out[-1].party)
            out.append(person)
        return out

    @cached_property
    def _head(self) -> str:
        """The text to the end of its opening; all of it where no opening was found."""
        return self.text[: self.opening[-1][1]] if self.opening else self.text

    @cached_property
    def _at_home(self) -> bool:
        """Whether titles or opening name the language's home state."""
        return self.lex.pattern("word.home").search(self._head) is not None

    def _left_over(self, person: Participant, taken: set[str], members: list[str]) -> str:
        """Party of a person without a state: the text's home state where it takes part, else the one left over."""
        paired = [code for code in self.paired_in_titles if code not in taken]
        home = HOMES.get(self.lex.language, "")
        if paired:
            abroad = self.lex.pattern("fact.office.abroad").search(person.office) is not None
            fitting = [code for code in paired if not (abroad and code == home)]
            if home in fitting:
                return home
            return fitting[0] if len(fitting) == 1 else ""
        registered = any(len(code) == 2 for code in [*taken, *members])
        if home and home not in taken and (home in members or (not members and (self._at_home or registered))):
            return home
        if len(members) == 1:
            return members[0]
        hosts = [c for s, c in self.found.states.items() if c not in taken and s in self._head]
        return hosts[0] if len(set(hosts)) == 1 else ""

    def parties(self, people: Iterable[Participant]) -> tuple[str, ...]:
        """The parties to the text in its order: those of its people, joined by the states it lists together."""
        people = [p for p in people if not self._observes(p)]
        codes = tuple(dict.fromkeys(p.party for p in people if p.party not in self.found.bodies.values()))
        paired = self.paired_in_titles
        if len(paired) > 1 and set(codes) <= set(paired):
            return tuple(dict.fromkeys([*codes, *paired])) if len(codes) == len(paired) else paired
        if len(codes) < 2:
            codes = tuple(dict.fromkeys(p.party for p in people))
        listed = self._longest_list()
        if len(codes) >= 2 and set(listed) <= set(codes):
            return codes
        if listed:
            return self._in_order({*codes, *listed})
        if len(codes) >= 2:
            return codes
        members = self.forum_members()
        if members:
            return members
        group = self._group_members()
        if group:
            return tuple(dict.fromkeys([*codes, *group]))
        states = [code for s, e in [*self.titles, *self.opening[:3]] for code in self.codes_in(s, e)]
        home = [HOMES[self.lex.language]] if self.lex.language in HOMES and self._home_in_titles() else []
        return tuple(dict.fromkeys([*codes, *home, *states]))

    @cached_property
    def paired_in_titles(self) -> tuple[str, ...]:
        """Codes of states that a title joins by their one-character names ("日米首脳共同声明"), or none."""
        short = {name: code for name, code in registry.abbreviations(self.lex.language) if len(name) == 1}
        for s, e in self.titles:
            found = self.shapes.paired_names(tuple(short)).search(self.text, s, e)
            if found:
                return tuple(dict.fromkeys(short[c] for c in found["run"] if c in short))
        return ()

    def _home_in_titles(self) -> bool:
        """Whether a title names the home state by its one-character name ("日・B外相会談")."""
        return any(self.lex.pattern("word.home.short").search(self.text, s, e) for s, e in self.titles)

    def _in_order(self, codes: set[str]) -> tuple[str, ...]:
        """Codes in the order in which titles and opening first name them."""
        first: dict[str, int] = {}
        for s, e in [*self.opening, *self.titles]:
            for start, _, name in self.names_in(s, e):
                first.setdefault(self.codes[name], start)
        return tuple(sorted(codes, key=lambda c: (c not in first, first.get(c, 0))))

    def _observes(self, person: Participant) -> bool:
        """Whether a person is said to have been there as an observer."""
        _, end = self._spans.get(person.span.start, (0, 0))
        stop = self.text.find("。", end)
        return (
            self.lex.pattern("word.observer").search(self.text, end, stop if stop > 0 else len(self.text)) is not None
        )

    def _longest_list(self) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        for s, e in [*self.titles, *self.opening]:
            for m in self.shapes.listed.finditer(self.masked, s, e):
                names = [name for _, _, name in self.names_in(m.start(), m.end())]
                codes = tuple(dict.fromkeys(self.codes[name] for name in names if name in self.found.states))
                best = codes if len(codes) > len(best) else best
        return best

    def _group_members(self) -> tuple[str, ...]:
        """Members of a registered group of states that the titles name."""
        known = registered(self.lex.language)
        for s, e in self.titles:
            for _, _, name in known.found_in(self.text[s:e]):
                code = known.groups.get(name, "")
                if code and registry.members_of(code):
                    return (code,) if registry.groups()[code].kind == "organisation" else registry.members_of(code)
        return ()
