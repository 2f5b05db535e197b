"""The meeting a text with spaces tells of: forum, session, days, place, chair, and the next meeting.

Owns where these stand and which of several wins; shapes are in `lexicon.gatherings` and `lexicon.calendar`.
"""

from __future__ import annotations

import re
from datetime import date

from taiwa.lexicon.calendar import calendar_of
from taiwa.lexicon.numerals import Dated
from taiwa.model import Fact, NextMeeting
from taiwa.reading.initial.attendance import Attendance
from taiwa.reading.initial.roll import Head, Register, found_names
from taiwa.registry import groups

# A meeting is told of soon after: a day this much before the date of publication is another event's.
LONGEST_DELAY = 14
# A line of place and date is no longer than this.
LONGEST_DATELINE = 90


class Occasion:
    """Reads one opening; `facts` holds the evidence."""

    def __init__(self, head: Head, names: Register, there: Attendance) -> None:
        self.head, self.names, self.there, self.text, self.shapes = head, names, there, head.text, head.shapes
        self.lex, self.calendar = head.lex, calendar_of(head.lex)
        self.facts: list[Fact] = []
        self.ends = [
            (u.start, u.end) for u in head.units[-2:] if u.end - u.start < LONGEST_DATELINE and u.kind != "title"
        ]
        self.heads = [
            (u.start, u.end)
            for u in head.units[:8]
            if u.kind in ("heading", "mark") and u.end - u.start < LONGEST_DATELINE
        ]

    def note(self, name: str, value: object, start: int, end: int) -> None:
        """Keeps a fact with its characters."""
        self.facts.append(Fact(name, value, self.head.work.source_spans(start, end)))

    # -- forum and session -----------------------------------------------------------------------------------------

    def session(self) -> tuple[int | None, str | None]:
        """(number, name of the forum) of a numbered meeting; the name is that of a fuller title where the sentence has none."""  # noqa: E501
        for s, e in [*self.head.titles, *self.head.opening[:3]]:
            for m in self.shapes.session.finditer(self.text, s, e):
                value = self.calendar.ordinal(m["number"])
                if value is None or self._another(s, m):
                    continue
                self.note("session", value, m.start("number"), m.end("number"))
                own = self._titled() if self._is_bare(m["forum"]) else None
                if own is None:
                    self.note("forum", m["forum"], m.start("forum"), m.end("forum"))
                return value, own or " ".join(self.head.work.written(*m.span("forum")).split())
        return None, None

    def _another(self, s: int, m: re.Match[str]) -> bool:
        """Whether a numbered meeting is the next one, an earlier one, or a mere visit."""
        if self.lex.pattern("fact.next").search(self.text, s, m.start()):
            return True
        before = re.search(
            rf"{self.lex.alternatives('fact.since')} (?:{self.lex.alternatives('fact.article')} )?$",
            self.text[s : m.start()],
        )
        since = before is not None and before[0].split()[0].lower() in self.lex.set_of("fact.earlier")
        return since or self.lex.pattern("fact.statevisit", "fact.visitword").search(m["forum"]) is not None

    def without_place(self, forum: str | None, place: str | None) -> str | None:
        """A forum's name without the place where it met this time."""
        if not forum or not place:
            return forum
        return re.sub(rf",? {self.lex.alternatives('fact.in')} {re.escape(place)}$", "", forum)

    def forum(self, title: str) -> str | None:
        """The forum of a meeting without number: the registry's, a line of the titles that names a meeting, a group's name."""  # noqa: E501
        for _, _, code in found_names(title, self.lex.language):
            if code in groups() and groups()[code].kind == "forum":
                return code
        if titled := self._titled():
            return titled
        for s, e in self.head.titles:
            m = next(iter(self.shapes.joined.finditer(self.text, s, e)), None)
            if m and m["forum"] not in self.names.names:
                return self._named(m)
        return None

    def _titled(self) -> str | None:
        """A line of the titles that is the name of a meeting and has no number."""
        for s, e in self.head.titles:
            a, b = self._core(s, e)
            m = self.shapes.forum.fullmatch(self.text, a, b)
            if m and not self.lex.pattern("fact.kind", "fact.ordinal").search(m["forum"]):
                return self._named(m)
        return None

    def _is_bare(self, forum: str) -> bool:
        """Whether a name says no more than at what level they met ("Foreign Ministers’ Meeting")."""
        level = self.lex.alternatives("fact.level", "fact.meeting", "fact.portfolio", "fact.adjective")
        return re.fullmatch(rf"{level}['’]?(?: {level}['’]?)*", forum, re.I) is not None

    def _core(self, s: int, e: int) -> tuple[int, int]:
        """A line without the marks around it and without the kind of text and "of the" in front."""
        of = self.lex.alternatives("fact.of")
        lead = re.compile(rf"[\s*_#]*(?:(?:{self.lex.alternatives('fact.kind')}) {of} )?", re.I).match(self.text, s, e)
        stop = s + len(self.text[s:e].rstrip(" *_"))
        return (lead.end() if lead else s), stop

    def _named(self, m: re.Match[str]) -> str:
        self.note("forum", m["forum"], m.start("forum"), m.end("forum"))
        return " ".join(self.head.work.written(m.start("forum"), m.end("forum")).split())

    # -- when ------------------------------------------------------------------------------------------------------

    def days(self) -> tuple[str, ...]:
        """The days of the meeting: a title's or dateline's, else those of the sentence that tells of it, else the front
        matter's, else any of the opening or the end. Of a visit, the day of the talks where it is told."""
        lines = [span for span in (*self.head.titles, *self.heads) if self._dates(*span)]
        lines += [(s, e) for s, e in self.head.opening[:2] if e - s < LONGEST_DATELINE and self._is_dateline(s, e)]
        told = [d for s, e in self.head.opening for d in self._dates(s, e) if self._tells(s, d)]
        published = self.calendar.dates(self.head.front_value("date", "published_time") or "")
        found = [d for span in lines for d in self._dates(*span)]
        first = self._whole(found) or self._near(told, published)
        if first is None and published:
            return published[0].dates
        first = first or self._whole([d for span in (*self.head.opening, *self.ends) for d in self._dates(*span)])
        if first is None:
            return ()
        range_ = next((d for d in told if len(d.dates) > 1 and first.dates[-1] in d.dates), first)
        days = self._talks(range_) or range_.dates
        self.note("date", days[-1], first.start, first.end)
        return days

    def _dates(self, s: int, e: int) -> list[Dated]:
        return self.calendar.dates(self.text, s, e)

    def _whole(self, found: list[Dated]) -> Dated | None:
        return next((d for d in found if len(d.dates[0]) == 10), next(iter(found), None))

    def _near(self, told: list[Dated], published: list[Dated]) -> Dated | None:
        """The day told of the meeting, if it isn't long before the text was published."""
        for one in told:
            if not published:
                return one
            if len(one.dates[-1]) < 10:
                continue
            late = date.fromisoformat(published[0].dates[0]) - date.fromisoformat(one.dates[-1])
            if -1 <= late.days <= LONGEST_DELAY:
                return one
        return None

    def _tells(self, s: int, day: Dated) -> bool:
        """Whether a date stands in a sentence with a word for meeting."""
        return self.lex.pattern("fact.met").search(self.text, s, day.start + 200) is not None

    def _is_dateline(self, s: int, e: int) -> bool:
        found = self._dates(s, e)
        return bool(found) and self.shapes.dateline.match(self.text[s : found[0].start]) is not None

    def _talks(self, visit: Dated) -> tuple[str, ...]:
        """The day within a visit on which the two sides talked."""
        if len(visit.dates) < 2 or not self._visits():
            return ()
        for s, e in self.head.opening:
            found = self.calendar.day_within(self.text, max(s, visit.end), e, visit.dates)
            if found:
                return (found,)
        return ()

    def _visits(self) -> bool:
        return any(self.lex.pattern("fact.statevisit").search(self.text, s, e) for s, e in self.head.spans)

    # -- where -----------------------------------------------------------------------------------------------------

    def place(self) -> str | None:
        """Where the meeting was: in a dateline, else behind a word for meeting in the opening, else at the end."""
        return self._in_lines(self.head.titles + self.heads) or self._in_sentences() or self._in_lines(self._lines())

    def _lines(self) -> list[tuple[int, int]]:
        return [*self.head.opening[:2], *self.ends]

    def _in_lines(self, spans: list[tuple[int, int]]) -> str | None:
        for s, e in spans:
            found = self._dates(s, e)
            if not found:
                continue
            m = self.shapes.dateline.match(self.text[s : found[0].start])
            if not m:
                behind = self.text[found[-1].end : e].strip(" ,()*_.")
                m = re.fullmatch(rf"(?P<place>{self.shapes.town})", behind) if behind else None
                s = self.text.index(behind, found[-1].end) if m else s
            if m and not self._building(m["place"]):
                return self._put(s + m.start("place"), s + m.end("place"))
        return None

    def _in_sentences(self) -> str | None:
        for s, e in [*self.head.opening, *self.head.titles]:
            if self.lex.pattern("fact.next").search(self.text, s, e):
                continue
            for pattern in self.shapes.places:
                for m in pattern.finditer(self.text, s, e):
                    value = m["place"]
                    if (
                        value not in self.names.names
                        and not self.names.inside_only(value)
                        and not self._building(value)
                        and not (value.isupper() and not self.text[s:e].isupper())  # "exports to the NPF": a fund
                    ):
                        return self._put(m.start("place"), m.end("place"))
        return None

    def _building(self, name: str) -> bool:
        return self.lex.pattern("fact.notplace", "fact.month", "fact.forum", "party.all").search(name) is not None

    def _put(self, start: int, end: int) -> str:
        value = " ".join(self.head.work.written(start, end).split())
        self.note("place", value, start, end)
        return value

    # -- chair -----------------------------------------------------------------------------------------------------

    def chair(self, parties: tuple[str, ...]) -> str | None:
        """Who chaired: a person so marked, the party behind or before the words for it."""
        marked = next((p for p in self.there.people if p.chair and p.party), None)
        if marked:
            self.facts.append(Fact("chair", marked.party, (marked.span,)))
            return marked.party
        for s, e in self.head.spans:
            for m in self.shapes.chairs.finditer(self.text, s, e):
                if self.lex.pattern("fact.statevisit").search(self.text, s, e):
                    continue
                if self.lex.pattern("fact.delegation").search(self.text, max(s, m.start() - 60), m.start()):
                    continue
                code = self._first_party(m.end(), min(e, m.end() + 160), parties)
                if code:
                    self.note("chair", code, m.start(), m.end())
                    return code
            for m in self.lex.pattern("fact.chair.mark", "fact.chaired").finditer(self.text, s, e):
                code = self._first_party(s, m.start(), parties)
                if code and self.lex.meaning_of(m[0], "fact.chair") != "fact.chair":
                    self.note("chair", code, m.start(), m.end())
                    return code
        return None

    def _first_party(self, start: int, end: int, parties: tuple[str, ...]) -> str | None:
        """The first party named in a stretch, by its name or one of its people."""
        hits = [(at, code) for at, code in self.there.codes.items() if start <= at < end and code in parties]
        for p in self.there.people:
            at = self.text.find(p.name, start, end)
            if at >= 0 and p.party in parties:
                hits.append((at, p.party))
        return min(hits)[1] if hits else None

    # -- the next meeting ------------------------------------------------------------------------------------------

    def upcoming(self, session: int | None, days: tuple[str, ...], parties: tuple[str, ...]) -> NextMeeting | None:
        """What the text says of the next meeting: the last sentence that names it by number, as the next or as another one."""  # noqa: E501
        for u in reversed(self.head.units):
            if u.kind not in ("sentence", "item"):
                continue
            numbered = self._next_number(u.start, u.end, session)
            found = numbered or self.lex.pattern("fact.next", "fact.later").search(self.text, u.start, u.end)
            if found:
                number = session + 1 if session and numbered else None
                return self._meeting(u.start, u.end, found.start(), number, days, parties)
        return None

    def _next_number(self, s: int, e: int, session: int | None) -> re.Match[str] | None:
        """Where a sentence names the meeting after this one by its number."""
        meetings = self.shapes.session.finditer(self.text, s, e)
        return next((m for m in meetings if session and self.calendar.ordinal(m["number"]) == session + 1), None)

    def _meeting(
        self, s: int, e: int, at: int, number: int | None, days: tuple[str, ...], parties: tuple[str, ...]
    ) -> NextMeeting:
        when = self._when(at, e, days) or self._when(s, e, days)
        hosts = [(p, c) for p, c in sorted(self.there.codes.items()) if s <= p < e and c in parties]
        host = next((c for p, c in hosts if self._hosts(s, p, e)), None)
        towns = [
            m["place"]
            for m in re.finditer(rf"{self.lex.alternatives('fact.in')} (?P<place>{self.shapes.town})", self.text[at:e])
        ]
        town = next((t for t in towns if t not in self.names.names and not self._building(t)), None)
        value = NextMeeting(number, host, when, town)
        self.note("next", {"session": number, "chair": host, "date": when, "place": town}, s, e)
        return value

    def _hosts(self, s: int, at: int, e: int) -> bool:
        """Whether a state named there is where or by whom the meeting is held."""
        before = self.text[s:at].rstrip()
        before = self.shapes.closing_article.sub("", before).rstrip()
        behind = re.search(self.lex.alternatives("fact.nexthost") + "$", before)
        return behind is not None or self.lex.pattern("fact.hosting").search(self.text, at, e) is not None

    def _when(self, s: int, e: int, days: tuple[str, ...]) -> str | None:
        """The day, month or year of the next meeting; "next year" is counted from this one's."""
        exact = self.calendar.dates(self.text, s, e)
        if exact:
            return exact[0].dates[-1]
        told = [m.value for m in self.calendar.moments(self.text[s:e]) if m.value]
        if told:
            return told[0]
        year = self.calendar.relative_year(self.text[s:e], int(days[0][:4])) if days else None
        return str(year) if year else None
