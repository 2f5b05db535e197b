"""Statement facts: what the text says of itself and of its meeting, each with its characters.

Owns title, kind, translation, forum, level, session, date, place, chair and the next meeting; people, parties and terms
are in `people` and `terms`. Words live in the lexicon under `fact.*`, shapes in `lexicon.openings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from taiwa.lexicon import Lexicon
from taiwa.lexicon.numerals import Dated, dates, number, relative_year
from taiwa.model import Fact, NextMeeting, Participant, Statement
from taiwa.reading.final.names import Named, named
from taiwa.reading.final.terms import TermReader
from taiwa.reading.nouns import Opening, Unit
from taiwa.text import Working

# The opening of a text is searched for its facts: so many body units at most, and none after the first heading.
OPENING = 8
LEVELS = ("leaders", "foreign-ministers", "senior-officials", "ministers")


def read_facts(work: Working, units: tuple[Unit, ...], lex: Lexicon) -> Opening:
    """All facts of a text, in the order in which one rests on another."""
    return _FactReader(work, units, lex).read()


class _FactReader:
    """Reads the facts of one text; collects the evidence on the way."""

    def __init__(self, work: Working, units: tuple[Unit, ...], lex: Lexicon) -> None:
        self.work, self.units, self.lex, self.text = work, units, lex, work.text
        self.facts: list[Fact] = []
        self.titles = [(u.start, u.end) for u in units if u.kind == "title"]
        self.opening = self._opening_spans()
        self.found: Named = named(self.text, lex)
        self.who = TermReader(work, lex, self.found, self.titles, self.opening)
        self.shapes = self.who.shapes
        self.states = self.who.codes

    def _opening_spans(self) -> list[tuple[int, int]]:
        first = next((i for i, u in enumerate(self.units) if u.kind == "heading" and i > 0), len(self.units))
        body = [i for i, u in enumerate(self.units) if u.kind in ("sentence", "leadin", "item")]
        opening = [i for i in body if i < first][:OPENING]
        if len(opening) < 3:
            opening = body[:OPENING]
        return [(self.units[i].start, self.units[i].end) for i in opening]

    def read(self) -> Opening:
        title = self._title()
        forum, session = self._forum()
        people = self.who.people()
        parties = self.who.parties(people)
        terms = self.who.terms(parties, people)
        everyone = [t.parties for t in terms if self.lex.is_collective(t.name) and len(t.parties) > len(parties)]
        parties = max(everyone, key=len, default=parties)
        date, days = self._date()
        place = self._place()
        chair = self._chair(people)
        upcoming = self._next(session)
        statement = Statement(
            title=title,
            kind=self._by_words("kind"),
            language=self.lex.language,
            translation=self._translation(),
            forum=forum,
            level=self._level_of(people),
            session=session,
            date=date,
            dates=days,
            place=place,
            chair=chair,
            participants=people,
            parties={code: self.found.names.get(code, (code,)) for code in parties},
            terms=terms,
            next=upcoming,
            facts=tuple(self.facts),
        )
        return Opening(statement, self.who.cast(parties, people, terms, chair))

    def _note(self, name: str, value: object, start: int, end: int) -> None:
        self.facts.append(Fact(name, value, self.work.source_spans(start, end)))

    def _head(self) -> list[tuple[int, int]]:
        return [*self.titles, *self.opening]

    # -- title and kind ----------------------------------------------------------------------------------------------

    def _title(self) -> str | None:
        """The title's lines that name the meeting and the text; date and place lines left out."""
        lines = [(s, e) for i, (s, e) in enumerate(self.titles) if i == 0 or not self._is_dateline(s, e)]
        if lines and len(lines) > 1 and self._is_dateline(*lines[0]):
            lines = lines[1:]
        if not lines:
            return None
        value = " ".join(self.work.written(s, e) for s, e in lines)
        self._note("title", value, lines[0][0], lines[-1][1])
        return value

    def _is_dateline(self, start: int, end: int) -> bool:
        line = self.text[start:end]
        names = self.lex.pattern("fact.kind", "fact.meeting").search(line) is not None
        return not names and (bool(dates(line)) or bool(self.who.names_in(start, end)) or len(line) < 12)

    def _by_words(self, name: str) -> str | None:
        """Value of a fact told by words (`fact.NAME.VALUE`): the last in the titles, else the first in the opening."""
        prefix = f"fact.{name}."
        pattern = self.lex.pattern(f"fact.{name}")
        for spans, last in ((self.titles, True), (self.opening, False)):
            hits = [m for s, e in spans for m in pattern.finditer(self.text, s, e)]
            if hits:
                best = hits[-1] if last else hits[0]
                value = self.lex.meaning_of(best[0], f"fact.{name}")[len(prefix) :]
                self._note(name, value, best.start(), best.end())
                return value
        return None

    def _level(self) -> str | None:
        """The level of the meeting: a meeting of that level in the titles, then a bare word, then the opening."""
        for spans in (self.titles, self.opening):
            for shortest in (3, 1):
                for s, e in spans:
                    found = self._level_in(s, e, shortest)
                    if found:
                        return found
        return None

    def _level_of(self, people: tuple[Participant, ...]) -> str | None:
        """The level as named, made exact by the offices of those who met ("ministers" who are all foreign ones)."""
        level = self._level()
        offices = [self._level_of_office(p.office) for p in people]
        if level in (None, "ministers") and offices and len(set(offices)) == 1 and offices[0]:
            return offices[0]
        return level

    def _level_of_office(self, office: str) -> str | None:
        for level in LEVELS:
            if self.lex.pattern(f"fact.rank.{level}").search(office):
                return level
        return None

    def _level_in(self, s: int, e: int, shortest: int) -> str | None:
        for level in LEVELS:
            for word in self.lex.words(f"fact.level.{level}"):
                at = self.text.find(word, s, e) if len(word) >= shortest else -1
                if at >= 0:
                    self._note("level", level, at, at + len(word))
                    return level
        return None

    def _translation(self) -> str:
        for unit in self.units[:4]:
            found = self.lex.pattern("fact.translation").search(self.text, unit.start, unit.end)
            if found and unit.end - unit.start < 30:
                value = self.lex.meaning_of(found[0], "fact.translation")[len("fact.translation.") :]
                self._note("translation", value, unit.start, unit.end)
                return value
        return "none"

    # -- forum and session ---------------------------------------------------------------------------------------

    def _forum(self) -> tuple[str | None, int | None]:
        """(forum, session): the numbered meeting of titles or opening; a name in quotation marks comes first."""
        forum = self._quoted_forum()
        session = None
        for s, e in self._head():
            for found in self.shapes.session.finditer(self.text, s, e):
                if session is None and not self._is_decoy(found, s):
                    session = number(found["number"])
                    self._note("session", session, found.start(), found.end())
                    forum = (
                        forum or self._title_forum() or self._line_above(found, s) or self._forum_around(found, s, e)
                    )
        return forum or self._forum_alone(), session

    def _is_decoy(self, found: re.Match[str], floor: int) -> bool:
        """Whether a numbered meeting is only referred to: an earlier or other one, one whose results are taken up."""
        if any(s <= found.start() < e for s, e in self.titles):
            return False
        if self.shapes.decoy_after.match(self.text, found.end()) or self.shapes.decoy_before.search(
            self.text[max(0, found.start() - 3) : found.start()]
        ):
            return True
        after = self.shapes.forum_after.match(self.text, found.end())
        name = after["forum"] if after else ""
        title = "".join(self.text[s:e] for s, e in self.titles)
        if not name or not self.lex.pattern("fact.meeting").search(title) or name in title or len(name) <= 2:
            return False
        levels = [w for w in self.lex.words("fact.level") if w in name]
        return not any(w in title for w in levels)

    def _line_above(self, found: re.Match[str], floor: int) -> str | None:
        """The title's line above a line that opens with the session number: the forum's own name."""
        if found.start() != floor or (floor not in [s for s, _ in self.titles]):
            return None
        at = [s for s, _ in self.titles].index(floor)
        if at == 0:
            return None
        s, e = self.titles[at - 1]
        line = self.text[s:e]
        if self.lex.pattern("fact.kind").search(line) or dates(line):
            return None
        cut = line.find("(")
        return self._named_forum(s, line[: cut if cut > 2 else len(line)], whole=True)

    def _named_forum(self, at: int, name: str, *, whole: bool = False) -> str:
        level = self.shapes.level_tail.search(name)
        if (
            not whole
            and level
            and level.start() > 2
            and len(level[0]) > 2
            and self.lex.pattern("fact.meeting").search(name[: level.start()])
        ):
            name = name[: level.start()]
        name = name.rstrip("・ ")
        value = self.work.written(at, at + len(name))
        self._note("forum", value, at, at + len(name))
        return value

    def _quoted_forum(self) -> str | None:
        for s, e in self._head():
            found = self.shapes.quoted_forum.search(self.text, s, e)
            if found:
                return self._named_forum(found.start("forum"), found["forum"])
        return None

    def _forum_around(self, session: re.Match[str], floor: int, limit: int) -> str | None:
        piece = self.text[floor : session.start()]
        before = self.shapes.forum_before.search(piece)
        if before and self.shapes.year.search(before["forum"]) is None:
            return self._named_forum(floor + before.start("forum"), before["forum"])
        after = self.shapes.forum_after.match(self.text, session.end(), limit)
        return self._named_forum(after.start("forum"), after["forum"]) if after else None

    def _title_forum(self) -> str | None:
        """A meeting's name in the titles that names the states it joins ("A–B Strategic Dialogue")."""
        for s, e in self.titles:
            found = self.shapes.forum_alone.search(self.text, s, e)
            if (
                found
                and len(self.who.names_in(found.start("forum"), found.end("forum"))) > 1
                and not self.shapes.session.search(self.text, s, e)
            ):
                return self._named_forum(found.start("forum"), found["forum"])
        return None

    def _forum_alone(self) -> str | None:
        for s, e in self.titles:
            found = self.shapes.forum_alone.search(self.text, s, e)
            if found:
                return self._named_forum(found.start("forum"), found["forum"])
        return None

    # -- when and where ------------------------------------------------------------------------------------------

    def _date(self) -> tuple[str | None, tuple[str, ...]]:
        """(date, days if several): the titles' own date, else the last day the opening names, else that of the end."""
        title = self._first_date(self.titles)
        opening = self._first_date(self.opening)
        ends = self._first_date((u.start, u.end) for u in self.units[-2:] if u.end - u.start < 60)
        best = title or opening or ends
        if best is None:
            return None, ()
        self._note("date", best.dates[-1], best.start, best.end)
        days = opening.dates if opening and len(opening.dates) > 1 else best.dates
        return best.dates[-1], days if len(days) > 1 else ()

    def _first_date(self, spans: Iterable[tuple[int, int]]) -> Dated | None:
        found = [d for s, e in spans for d in dates(self.text, s, e)]
        whole = [d for d in found if len(d.dates[0]) == 10]
        return next(iter(whole or found), None)

    def _place(self) -> str | None:
        """Where the meeting was: in the opening by trust in the shape, else on a line of the titles."""
        spans = [(s, e) for s, e in self.opening[:4] if not self.lex.pattern("fact.next").search(self.text, s, e)]
        for pattern in self.shapes.places:
            for s, e in spans:
                for found in pattern.finditer(self.who.masked, s, e):
                    if self._is_place(found["place"]):
                        return self._placed(found)
        return self._place_in_titles()

    def _is_place(self, name: str) -> bool:
        odd = self.lex.pattern(
            "fact.meeting", "party.all", "fact.kind", "fact.level", "fact.office", "party.state.long", "word.notname"
        ).search(name)
        return odd is None and name not in self.states and not name.startswith("・")

    def _place_in_titles(self) -> str | None:
        ends = [(u.start, u.end) for u in self.units[-2:] if u.end - u.start < 40 and u.kind != "title"]
        for s, e in [*self.titles, *ends]:
            found = dates(self.text, s, e)
            at = found[0].end if found else s
            line = self.who.masked[at:e]
            for pattern in self.shapes.title_places:
                m = pattern.search(line)
                dated = bool(found) or (s, e) in ends or bool(self.who.names_in(at, e))
                if m and self._is_place(m["place"]) and (dated or ((s, e) != self.titles[0] and len(line) < 12)):
                    value = self.work.written(at + m.start("place"), at + m.end("place"))
                    self._note("place", value, at + m.start("place"), at + m.end("place"))
                    return value
        return None

    def _placed(self, found: re.Match[str]) -> str:
        value = self.work.written(found.start("place"), found.end("place"))
        self._note("place", value, found.start("place"), found.end("place"))
        return value

    # -- chair and next ------------------------------------------------------------------------------------------

    def _chair(self, people: tuple[Participant, ...]) -> str | None:
        """Who chaired: the participant so marked, else a state said to chair, invite or host."""
        marked = next((p for p in people if p.chair), None)
        if marked:
            self.facts.append(Fact("chair", marked.party, (marked.span,)))
            return marked.party
        for s, e in self._head():
            for pattern in self.shapes.chairs:
                for found in pattern.finditer(self.who.masked, s, e):
                    who = self.text[found.start("who") : found.end("who")]
                    code = self.states.get(who) or self._last_state(found.start("who"))
                    if code and not self.lex.pattern("word.visit").search(self.text, s, e):
                        self._note("chair", code, found.start(), found.end())
                        return code
        return None

    def _last_state(self, before: int) -> str | None:
        codes = self.who.codes_in(0, before)
        return codes[-1] if codes else None

    def _next(self, session: int | None) -> NextMeeting | None:
        """What the text says of the next meeting: the last sentence that names it by number or as the next."""
        body = [u for u in self.units if u.kind in ("sentence", "item", "leadin")]
        for u in reversed(body):
            for found in self.shapes.upcoming.finditer(self.text, u.start, u.end):
                if found["number"] and (session is None or number(found["number"]) != session + 1):
                    continue
                after = self.text[found.end() : found.end() + 14]
                if self.lex.pattern("fact.meeting", "fact.chair").search(after):
                    return self._meeting_in(u, session)
        return None

    def _meeting_in(self, unit: Unit, session: int | None) -> NextMeeting:
        numbers = [number(m["number"]) for m in self.shapes.session.finditer(self.text, unit.start, unit.end)]
        hosts = self.who.codes_in(unit.start, unit.end)
        year = self.shapes.year.search(self.text, unit.start, unit.end)
        town = self.shapes.town.search(self.text, unit.start, unit.end)
        town_name = (town["place"] or town["place2"]) if town else None
        if town_name in self.states or (town_name and not self._is_place(town_name)):
            town_name = None
        base = next((int(str(f.value)[:4]) for f in self.facts if f.name == "date"), None)
        later = relative_year(self.text[unit.start : unit.end], base) if base and not year else None
        when = (
            str(later)
            if later
            else (f"{number(year['year'])}-{number(year['month']):02}" if year["month"] else str(number(year["year"])))
            if year
            else None
        )
        value = NextMeeting(
            session=session + 1 if session and session + 1 in numbers else None,
            chair=hosts[-1] if hosts else None,
            date=when,
            place=town_name,
        )
        self._note(
            "next",
            {"session": value.session, "chair": value.chair, "date": when, "place": town_name},
            unit.start,
            unit.end,
        )
        return value
