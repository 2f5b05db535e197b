"""Where a meeting was, who presided, and what is said of the next one, in an inflected language.

Owns place, chair and next meeting.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from taiwa.lexicon.nominatives import PREPOSITIONAL, agreeing, nominative
from taiwa.lexicon.relations import in_front
from taiwa.lexicon.wording import plain
from taiwa.model import NextMeeting, Participant
from taiwa.reading.free.roster import Span
from taiwa.reading.free.scene import Scene
from taiwa.registry import capital_names, groups, states


class Sittings(Scene):
    """Finds place, chair and next meeting."""

    presided = False

    def place(self) -> str | None:
        """The town: of the dateline, else where the meeting was held, else where the text was signed."""
        for s, e in [*self.lines, *self.closing]:
            found = self.shapes.dateline.fullmatch(self.plain[s:e].strip())
            if found and found["place"]:
                a = s + found.start("place")
                return self._placed(a, a + len(found["place"]), found["place"])
        for s, e in self.lines:
            found = self.shapes.dated_brackets.search(self.plain, s, e)
            if found:
                return self._placed(*found.span("place"), found["place"])
        for s, e in self.opening:
            if self.shapes.pattern("fact.held", "fact.meeting").search(self.plain, s, e):
                town = self.town(s, e)
                if town:
                    return self._placed(*town)
        for s, e in self.closing:
            town = self.town(s, e) if self.shapes.pattern("fact.signed").search(self.plain, s, e) else None
            if town:
                return self._placed(*town)
        return None

    def _placed(self, start: int, end: int, value: str) -> str:
        self.note("place", value, start, end)
        return value

    def town(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The first town of a stretch with its name in the nominative."""
        found = list(self.shapes.places.finditer(self.roster.masked, start, end))
        found.sort(key=lambda m: m["town"] is None)
        for m in found:
            word = m["place"]
            single = word.split(" ")[0]
            if not in_front(single):
                word = single
            if self.shapes.never_state.match(word) or self.shapes.pattern("fact.month").match(single):
                continue
            a = m.start("place")
            return a, a + len(word), self.town_name(word, self.text[a : a + len(word)], told=m["town"] is not None)
        return None

    def town_name(self, word: str, written: str, *, told: bool) -> str:
        """A town's name in the nominative: a capital as the registry has it; as it stands where it isn't declined."""
        known = _capitals(self.lex.language).get(word)
        if known:
            return known
        first, _, second = written.partition(" ")
        if second:
            made = nominative(second, PREPOSITIONAL, self.roster.words)
            return f"{agreeing(first, made)} {made}"
        return nominative(written, PREPOSITIONAL, self.roster.words)

    def chair(self, people: tuple[Participant, ...]) -> str | None:
        """Who presides, else who invites: a state, or a person's."""
        families = {plain(re.split(r"[ .]+", p.name)[-1]): p.party for p in people if p.party}
        for name in ("fact.chair", "fact.host"):
            for s, e in [*self.titles, *self.opening]:
                for found in self.shapes.pattern(name).finditer(self.plain, s, e):
                    code = self.chair_near(found.start(), found.end(), s, e, families)
                    if code:
                        self.presided = name == "fact.chair"
                        self.note("chair", code, *found.span())
                        return code
        for s, e in ((u.start, u.end) for u in reversed(self.units)):
            for found in self.shapes.held_chair.finditer(self.roster.masked, s, e):
                self.presided = True
                return self.roster.code_at(found.start("state"))
        return None

    def chair_near(self, a: int, b: int, s: int, e: int, families: dict[str, str]) -> str | None:
        """The party behind the words for the chair; in front of them where they stand in brackets behind a person."""
        if self.plain[a - 1] == "(" and self.plain[b : b + 1] in (")", ",", ";"):
            before = [c for x, y, c in self.roster.found if s <= x and y <= a]
            return before[-1] if before else None
        if self.shapes.pattern("fact.chair.person").fullmatch(self.plain, a, b) and not self.shapes.pattern(
            "fact.was"
        ).search(self.plain, b, b + 40):
            return None
        stop = min([e, *(i for i in (self.plain.find(mark, b, e) for mark in (";", "(")) if i > 0)])
        near = [c for c in self.roster.codes_in(b, min(stop, b + 150)) if c not in groups()]
        for family, code in families.items():
            if re.search(rf"(?<!\w){family[:-1]}", self.plain[b : min(stop, b + 80)]):
                return near[0] if near else code
        return near[0] if near else None

    def upcoming(self, session: int | None, parties: tuple[str, ...]) -> NextMeeting | None:
        """The next meeting, as far as a sentence near the end says."""
        for u in reversed(self.units):
            if u.kind not in ("sentence", "item"):
                continue
            told = [n for n in (self._next_in(*c, session, parties) for c in self._clauses(u.start, u.end)) if n]
            if told:
                self.note("next", {"session": told[0].session}, u.start, u.end)
                return self._next_of(told, u.start, u.end, parties)
        return None

    def _next_of(self, told: list[NextMeeting], s: int, e: int, parties: tuple[str, ...]) -> NextMeeting:
        """What several clauses of one sentence say together; a state named alone in it is the host."""
        named = [c for c in self.roster.codes_in(s, e) if c in parties]
        return NextMeeting(
            next((n.session for n in told if n.session), None),
            next((n.chair for n in told if n.chair), named[0] if len(named) == 1 else None),
            next((n.date for n in told if n.date), None),
            next((n.place for n in told if n.place), None),
        )

    def _clauses(self, start: int, end: int) -> list[Span]:
        """The clauses of a sentence parted by semicolons."""
        cuts = [start, *(start + m.end() for m in re.finditer(";", self.plain[start:end])), end]
        return list(pairwise(cuts))

    def _next_in(self, s: int, e: int, session: int | None, parties: tuple[str, ...]) -> NextMeeting | None:
        number, at = self._next_session(s, e, session)
        if at is None:
            return None
        date = self.shapes.future(self.plain, at, e)
        chair = self._next_chair(s, at, e, parties)
        town = self.town(at, e) if self.shapes.places.search(self.roster.masked, at, e) else None
        if date is None and chair is None:
            return None
        return NextMeeting(number, chair, date, town[2] if town else None)

    def _next_session(self, s: int, e: int, session: int | None) -> tuple[int | None, int | None]:
        """The number of the next meeting and where the words for it begin."""
        for found in self.shapes.session.finditer(self.plain, s, e):
            value = self.shapes.ordinal(found["number"])
            if value and value > (session or 0) and (session or value > 1):
                return value, found.start()
        for found in self.shapes.next_meeting.finditer(self.plain, s, e):
            return None, found.start()
        return None, None

    def _next_chair(self, s: int, at: int, e: int, parties: tuple[str, ...]) -> str | None:
        """Who presides or is the host then: behind the words for the chair, else "in X", else the one state named."""
        for found in self.shapes.pattern("fact.chair").finditer(self.plain, s, e):
            near = [c for c in self.roster.codes_in(found.end(), e) if c in parties]
            if near:
                return near[0]
        inside = [self.roster.code_at(m.start("state")) for m in self.shapes.inside.finditer(self.roster.masked, at, e)]
        near = [c for c in inside if c in parties]
        named = [c for c in self.roster.codes_in(s, e) if c in parties]
        return near[0] if near else (named[0] if len(named) == 1 else None)


@cache
def _capitals(language: str) -> dict[str, str]:
    """Every form of a capital's name -> its nominative."""
    usual = {code: state.capitals[language][0] for code, state in states().items() if state.capitals.get(language)}
    return {surface: usual[code] for surface, code in capital_names(language) if code in usual}
