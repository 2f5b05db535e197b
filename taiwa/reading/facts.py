"""Statement facts: what the text says of itself, and the cast of parties that speak in it.

Owns kind, forum, level, session, date, place, chair, participants, parties, defined terms and the next meeting, each with
its characters. Words live in the lexicon under `fact.*` and `party.*`; states and groups in the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from taiwa import registry
from taiwa.lexicon import Lexicon
from taiwa.lexicon.numerals import Dated, dates, number
from taiwa.model import Fact, NextMeeting, Participant, Statement, Term
from taiwa.reading.parties import Cast
from taiwa.reading.structure import Unit
from taiwa.text import Working

# The opening of a text is searched for its facts: so many body units at most, and none after the first heading.
OPENING = 8
_NAME = r"[ァ-ヶー・一-龯々A-Za-z.'’\- ]"
_JOIN = r"(?:、|,|・|\s)*"


@dataclass(slots=True)
class _Found:
    """What has been found so far; private to one call of `statement`."""

    facts: list[Fact] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)  # surface -> code
    names: dict[str, list[str]] = field(default_factory=dict)  # code -> surfaces in the order of the text
    terms: list[Term] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Opening:
    """The facts of a text, its cast, and which units say nothing but facts (indexes)."""

    statement: Statement
    cast: Cast
    fact_units: frozenset[int]


class FactReader:
    """Reads the facts of one text. One instance reads one text."""

    def __init__(self, work: Working, units: tuple[Unit, ...], lex: Lexicon) -> None:
        self.work, self.units, self.lex, self.text = work, units, lex, work.text
        self.found = _Found()
        self.titles = [u for u in units if u.kind == "title"]
        first = next((i for i, u in enumerate(units) if u.kind in ("heading",) and i > 0), len(units))
        body = [i for i, u in enumerate(units) if u.kind in ("sentence", "leadin", "item")]
        self.opening = [i for i in body if i < first][:OPENING] or body[:OPENING]
        if len(self.opening) < 3:
            self.opening = body[:OPENING]

    # -- small tools ---------------------------------------------------------------------------------------------

    def words(self, *names: str) -> str:
        return self.lex.alternatives(*names)

    def note(self, name: str, value: object, start: int, end: int) -> None:
        self.found.facts.append(Fact(name, value, self.work.source_spans(start, end)))

    def opening_spans(self) -> list[tuple[int, int]]:
        return [(self.units[i].start, self.units[i].end) for i in self.opening]

    def head_spans(self) -> list[tuple[int, int]]:
        return [(u.start, u.end) for u in self.titles] + self.opening_spans()

    # -- the whole -------------------------------------------------------------------------------------------------

    def read(self) -> Opening:
        """Finds everything, in the order in which one fact rests on another."""
        self.find_states()
        bodies = self.find_bodies()
        forum, session = self.find_forum()
        participants = self.find_participants()
        parties = self.find_parties(participants, forum)
        self.found.terms = self.find_terms(parties, participants, bodies)
        date, all_dates = self.find_date()
        place = self.find_place()
        chair = self.find_chair(participants, parties, place)
        upcoming = self.find_next(session, parties)
        statement = Statement(
            title=self.find_title(),
            kind=self.find_word("kind"),
            language=self.lex.language,
            translation=self.find_translation(),
            forum=forum,
            level=self.find_level(),
            session=session,
            date=date,
            dates=all_dates,
            place=place,
            chair=chair,
            participants=tuple(participants),
            parties={code: tuple(self.found.names.get(code, [code])) for code in parties},
            terms=tuple(self.found.terms),
            next=upcoming,
            facts=tuple(self.found.facts),
        )
        return Opening(statement, self.cast(parties, participants, chair, bodies), self.fact_units())

    # -- states ----------------------------------------------------------------------------------------------------

    def find_states(self) -> None:
        """Every state named in the text: registered ones by the registry, invented or new ones by the shape of their name."""
        taken: list[tuple[int, int]] = []
        seen: list[tuple[int, str, str]] = []
        for surface, code in _registered(self.lex.language):
            at = self.text.find(surface)
            if at >= 0:
                seen.append((at, surface, code))
        for at, surface, code in sorted(seen, key=lambda s: (-len(s[1]), s[0])):
            if not any(a <= at and at + len(surface) <= b for a, b in taken):
                taken.append((at, at + len(surface)))
                self.found.states[surface] = code
        for at, surface, code in sorted(seen):
            if surface in self.found.states:
                self.found.names.setdefault(code, []).append(surface)
        self.find_unregistered()

    def find_unregistered(self) -> None:
        suffix = self.words("party.state")
        stop = set(self.lex.words("party.notstate"))
        pattern = re.compile(rf"(?P<stem>[ァ-ヶー・]{{2,24}}|(?<=[、。及び並にはがとの「(\s])[一-龯]{{1,4}}?)(?P<suffix>{suffix})(?![一-龯]?(?:際|民|連|土|内|家|境|会|籍|営|益|産|語|側の))")
        known = set(self.found.states)
        for found in pattern.finditer(self.text):
            stem, surface = found["stem"].strip("・"), found[0].lstrip("・")
            if surface in known or stem in stop or any(surface.endswith(k) for k in known if len(k) > 2):
                continue
            kanji = not re.match(r"[ァ-ヶー]", stem)
            if (kanji and len(found["suffix"]) < 2) or len(stem) < 2:
                continue
            stem = stem.split("・")[-1] if self.text[max(0, found.start() - 1)] not in "、「" and "・" in stem and self.is_person(found.start(), found.end()) else stem
            code = stem + found["suffix"]
            if code in self.found.states:
                continue
            self.found.states[code] = code
            self.found.names.setdefault(code, []).append(code)
            if not kanji and stem not in self.found.states and len(stem) > 2 and re.search(rf"(?<![ァ-ヶー]){re.escape(stem)}(?![ァ-ヶー])", self.text):
                self.found.states[stem] = code
                self.found.names[code].append(stem)

    def is_person(self, start: int, end: int) -> bool:
        """Whether the name in front of a state is a person's: an office follows the state."""
        return re.match(rf"{_NAME}{{0,14}}?{self.words('fact.office')}", self.text[end : end + 24]) is not None

    def find_bodies(self) -> dict[str, str]:
        """Organisations that speak: surface -> code, by the registry and by an abbreviation in brackets."""
        out: dict[str, str] = {}
        for found in re.finditer(r"([一-龯ァ-ヶー・]{3,24})\(([A-Z][A-Za-z+]{1,9})\)", self.text):
            out[found[1]] = found[2]
            out[found[2]] = found[2]
        return out

    # -- title, kind, forum ------------------------------------------------------------------------------------------

    def find_title(self) -> str | None:
        dated = {i for i, u in enumerate(self.titles) if dates(self.text, u.start, u.end) and u.end - u.start < 30}
        if not self.titles:
            return None
        lines = []
        for i, u in enumerate(self.titles):
            if i in dated or (lines and i - 1 in dated):
                continue
            if i > 0 and self.is_place_line(u):
                continue
            lines.append(u)
        if not lines:
            return None
        self.note("title", " ".join(self.slice(u.start, u.end) for u in lines), lines[0].start, lines[-1].end)
        return " ".join(self.slice(u.start, u.end) for u in lines)

    def is_place_line(self, unit: Unit) -> bool:
        text = self.text[unit.start : unit.end]
        return not self.lex.pattern("fact.kind", "fact.meeting").search(text) and any(s in text for s in self.found.states)

    def slice(self, start: int, end: int) -> str:
        """A stretch as the source writes it (widths kept), wraps healed."""
        return "".join(self.source_char(i) for i in range(start, end))

    def source_char(self, i: int) -> str:
        return self.work.original(i)

    def find_word(self, name: str) -> str | None:
        """The value of a fact told by words (`fact.NAME.VALUE`), in the titles first: the last longest one there."""
        prefix = f"fact.{name}."
        values = {e.phrase: e.meaning[len(prefix) :] for e in self.lex.entries if e.meaning.startswith(prefix)}
        pattern = re.compile("|".join(sorted(map(re.escape, values), key=len, reverse=True)))
        for spans, last in (([(u.start, u.end) for u in self.titles], True), (self.opening_spans(), False)):
            hits = [m for s, e in spans for m in pattern.finditer(self.text, s, e)]
            if hits:
                best = hits[-1] if last else hits[0]
                self.note(name, values[best[0]], best.start(), best.end())
                return values[best[0]]
        return None

    def find_level(self) -> str | None:
        """The level of the meeting: by what meets in the title, then by who speaks."""
        order = ("leaders", "foreign-ministers", "senior-officials", "ministers")
        for spans in ([(u.start, u.end) for u in self.titles], self.opening_spans()):
            for strict in (True, False):
                for s, e in spans:
                    for level in order:
                        for word in self.lex.words(f"fact.level.{level}"):
                            at = self.text.find(word, s, e)
                            if at >= 0 and (not strict or len(word) > 2):
                                self.note("level", level, at, at + len(word))
                                return level
        return None

    def find_translation(self) -> str:
        prefix = "fact.translation."
        for unit in self.units[:4]:
            for entry in self.lex.entries:
                if entry.meaning.startswith(prefix) and entry.phrase in self.text[unit.start : unit.end] and unit.end - unit.start < 30:
                    self.note("translation", entry.meaning[len(prefix) :], unit.start, unit.end)
                    return entry.meaning[len(prefix) :]
        return "none"

    def find_forum(self) -> tuple[str | None, int | None]:
        """(forum, session): the numbered meeting of the title, else of the opening; the forum by its name in quotation marks."""
        session_pattern = re.compile(rf"{self.words('fact.number')}\s?(\d{{1,3}}|[一二三四五六七八九十]{{1,4}})\s?{self.words('fact.times')}")
        session = None
        forum = self.registered_forum()
        for s, e in self.head_spans():
            found = session_pattern.search(self.text, s, e)
            if found and session is None:
                session = number(found[1])
                self.note("session", session, found.start(), found.end())
                forum = forum or self.forum_around(found.start(), found.end(), s, e)
        forum = forum or self.unnumbered_forum()
        return forum, session

    def registered_forum(self) -> str | None:
        """A forum's name in quotation marks directly before a word for a meeting."""
        for s, e in self.head_spans():
            found = re.search(rf"「([^」]{{2,40}})」{_JOIN}(?=[ァ-ヶー一-龯]{{0,10}}{self.words('fact.meeting')})", self.text[s:e])
            if found:
                at = s + found.start(1)
                name = self.slice(at, at + len(found[1]))
                self.note("forum", name, at, at + len(found[1]))
                return name
        return None

    def forum_around(self, start: int, end: int, floor: int, limit: int) -> str | None:
        """The forum by the words around its session number: before it, else the meeting's name after it."""
        before = re.search(r"([^\s、。「」()]{3,30})$", self.text[floor:start].rstrip("・ の"))
        if before:
            at = floor + before.start()
            name = before[1]
        else:
            after = re.match(rf"\s*((?:[^\s、。「」()が]|・)*?{self.words('fact.meeting')})", self.text[end:limit])
            if not after:
                return None
            at, name = end + after.start(1), after[1]
        level = re.search(rf"{_JOIN}(?:{self.words('fact.level')})+{self.words('fact.meeting')}?$", name)
        if level and level.start() > 2 and len(level[0]) > 2 and self.lex.pattern("fact.meeting").search(name[: level.start()]):
            name = name[: level.start()]
        name = name.rstrip("・の")
        self.note("forum", self.slice(at, at + len(name)), at, at + len(name))
        return self.slice(at, at + len(name))

    def unnumbered_forum(self) -> str | None:
        for u in self.titles:
            found = re.search(rf"([^\s、。「」()]{{2,30}}{self.words('fact.meeting')})", self.text[u.start : u.end])
            if found:
                at = u.start + found.start(1)
                self.note("forum", found[1], at, at + len(found[1]))
                return self.slice(at, at + len(found[1]))
        return None

    # -- people and parties ----------------------------------------------------------------------------------------------

    def state_words(self) -> str:
        words = sorted(self.found.states, key=len, reverse=True)
        return "(?:" + "|".join(map(re.escape, words)) + ")" if words else "(?!)"

    def find_participants(self) -> list[Participant]:
        """People with office and state in the opening, in order; those without a state get the party left over."""
        office = rf"[ァ-ヶー・一-龯々]{{0,24}}?{self.words('fact.office')}"
        after = r"(?P<mark>\([^()]{0,12}\))?(?=[、。,)(]|及び|並びに|と|が|は|の|で|も|を|か|他|ほか|\s|$)"
        named = re.compile(rf"(?P<name>{_NAME}{{2,40}}?)・?(?P<state>{self.state_words()})の?(?P<office>{office}){after}")
        reverse = re.compile(rf"(?P<state>{self.state_words()})の?(?P<office>{office})の?(?P<name>[ァ-ヶー・]{{4,40}}){after}")
        bare = re.compile(rf"(?<![ァ-ヶー・一-龯々])(?P<name>[一-龯々]{{2,6}}?|[ァ-ヶー・]{{3,30}})(?P<office>(?:{self.words('party.role')})){after}")
        people: list[Participant] = []
        spans: list[tuple[int, int]] = []
        for s, e in self.opening_spans():
            for pattern in (named, reverse, bare):
                for m in pattern.finditer(self.text, s, e):
                    if any(a < m.end() and m.start() < b for a, b in spans) or not self.person_like(m["name"]):
                        continue
                    if pattern is bare and not self.beside(m.start(), m.end(), s, e):
                        continue
                    spans.append((m.start(), m.end("mark") if m["mark"] else m.end()))
                    people.append(self.person(m, self.found.states.get(m["state"]) if pattern is not bare else None))
        people.sort(key=lambda p: p.span)
        return self.settle(people)

    def person_like(self, name: str) -> bool:
        name = name.strip("・ ")
        return len(name) >= 2 and not self.lex.pattern("fact.capital", "party.role", "party.state").search(name) and name not in self.found.states

    def beside(self, start: int, end: int, s: int, e: int) -> bool:
        """A person without a state is believed only in a list of people: beside another office in the same sentence."""
        return len(re.findall(self.words("fact.office"), self.text[s:e])) > 1 and self.lex.pattern("fact.attend").search(self.text, s, e) is not None

    def person(self, m: re.Match[str], code: str | None) -> Participant:
        name = m["name"].strip("・ ")
        at = m.start("name") + m["name"].index(name)
        chair = bool((m["mark"] and self.lex.pattern("fact.chair").search(m["mark"])) or self.text[m.end() : m.end() + 4].startswith(tuple("が" + w + "を" for w in self.lex.words("fact.chair"))))
        span = self.work.source_span(at, m.end("office"))
        return Participant(self.slice(at, at + len(name)), self.slice(m.start("office"), m.end("office")).strip("・"), code or "", span, chair)

    def settle(self, people: list[Participant]) -> list[Participant]:
        """Gives people without a state their party: the one forum member that nobody else stands for."""
        loose = [p for p in people if not p.party]
        if not loose:
            return people
        taken = {p.party for p in people}
        members = [c for c in self.forum_members() if c not in taken]
        home = registry_home(self.lex.language)
        code = home if home in members or (home and not members) else (members[0] if len(members) == 1 else "")
        kept = [p if p.party else _with_party(p, code) for p in people]
        return [p for p in kept if p.party]

    def forum_members(self) -> tuple[str, ...]:
        """Codes that the forum's own name or the registry gives."""
        for s, e in self.head_spans()[:3]:
            for name, code in registry.group_names(self.lex.language):
                if len(name) > 4 and name in self.text[s:e] and registry.members_of(code) and "+" in name:
                    return registry.members_of(code)
        return ()

    def find_parties(self, people: list[Participant], forum: str | None) -> tuple[str, ...]:
        """The parties to the text in its order: those of its participants, else the states its opening lists together."""
        codes = tuple(dict.fromkeys(p.party for p in people))
        chain = self.longest_chain()
        if len(codes) >= 2 and len(codes) >= len(chain):
            return codes
        if len(chain) >= 2:
            return chain
        members = self.forum_members()
        if members:
            return members
        named = [self.found.states[m[0]] for s, e in self.head_spans() for m in re.finditer(self.state_words(), self.text[s:e])]
        return tuple(dict.fromkeys([*codes, *named]))

    def longest_chain(self) -> tuple[str, ...]:
        """The longest list of states joined by "and" in titles and opening."""
        joint = self.words("word.and")
        pattern = re.compile(rf"{self.state_words()}(?:(?:{joint}){self.state_words()})+")
        best: tuple[str, ...] = ()
        for s, e in self.head_spans():
            for m in pattern.finditer(self.text, s, e):
                codes = tuple(dict.fromkeys(self.found.states[x[0]] for x in re.finditer(self.state_words(), m[0])))
                best = codes if len(codes) > len(best) else best
        return best

    # -- defined terms ---------------------------------------------------------------------------------------------------

    def find_terms(self, parties: tuple[str, ...], people: list[Participant], bodies: Mapping[str, str]) -> list[Term]:
        """Bindings the text makes: `(hereinafter "X")` after a list, or "A and B are hereinafter called X"."""
        below, define = self.words("fact.below"), self.words("fact.define")
        pattern = re.compile(rf"(?P<open>\()?{below}(?P<who>[^「」()。]{{0,12}}?)[「『](?P<name>[^」』]{{1,24}})[」』](?:{define})?")
        out = []
        for m in pattern.finditer(self.text):
            floor = max(self.text.rfind("。", 0, m.start()), self.text.rfind("\n", 0, m.start())) + 1
            end = m.start() if m["open"] else self.trim(m.start(), floor)
            codes = self.codes_before(floor, end, people)
            span = self.work.source_span(m.start("name"), m.end("name"))
            head = self.text[max(floor, end - 12) : end]
            is_people = self.lex.pattern("party.role", "party.all", "fact.office").search(head) or any(head.endswith(s) for s in self.found.states)
            if codes and is_people:
                out.append(Term(m["name"], "parties", codes, "", span))
            else:
                thing = re.search(r"[^、。はがをにで]{2,40}$", self.text[floor:end])
                out.append(Term(m["name"], "thing", (), thing[0] if thing else "", span))
        return out

    def trim(self, end: int, floor: int) -> int:
        """The place before the object mark in "A and B are hereinafter called"."""
        return floor + len(self.text[floor:end].rstrip("、をと"))

    def codes_before(self, floor: int, end: int, people: list[Participant]) -> tuple[str, ...]:
        """Parties of the list that ends at `end`: states and people joined without a verb between them."""
        codes: list[str] = []
        at = end
        hits = [(m.start(), m.end(), self.found.states[m[0]]) for m in re.finditer(self.state_words(), self.text[:end]) if m.start() >= floor]
        by_start = {}
        for p in people:
            start = next((i for i in range(floor, end) if self.work.starts[i] >= p.span.start), end)
            if start < end and self.work.starts[start] < p.span.end:
                stop = next((i for i in range(start, end) if self.work.ends[i] >= p.span.end), end - 1) + 1
                by_start[start] = (start, stop, p.party)
        spans = sorted([*by_start.values(), *[h for h in hits if not any(s <= h[0] < e for s, e, _ in by_start.values())]], reverse=True)
        for start, stop, code in spans:
            gap = self.text[stop:at]
            if re.search(r"[ぁ-ん]", re.sub(rf"{self.words('word.and')}|の|\([^)]*\)", "", gap)) or "。" in gap:
                break
            codes.insert(0, code)
            at = start
        return tuple(dict.fromkeys(codes))

    # -- date, place, chair, next ------------------------------------------------------------------------------------------

    def find_date(self) -> tuple[str | None, tuple[str, ...]]:
        """(date, all dates of the meeting): the title's own date, else the last day the opening names first."""
        title = self.first_date((u.start, u.end) for u in self.titles)
        opening = self.first_date(self.opening_spans())
        tail = self.first_date((u.start, u.end) for u in self.units[-2:] if u.end - u.start < 60)
        best = title or opening or tail
        if best is None:
            return None, ()
        self.note("date", best.dates[-1], best.start, best.end)
        days = opening.dates if opening and len(opening.dates) > 1 else best.dates
        return best.dates[-1], days if len(days) > 1 else ()

    def first_date(self, spans: Iterable[tuple[int, int]]) -> Dated | None:
        found = [d for s, e in spans for d in dates(self.text, s, e)]
        whole = [d for d in found if len(d.dates[0]) == 10]
        return (whole or found or [None])[0]

    def find_place(self) -> str | None:
        """Where the meeting was: a capital or town before "in", a line of the title, or a registered capital."""
        name = r"(?P<place>[ァ-ヶー・]{2,20}|[一-龯々]{2,6})"
        town = self.words("fact.capital")
        where = self.words("fact.place")
        state = self.state_words()
        patterns = (
            rf"{town}(?:・)?{name}(?:市)?(?:{where})",
            rf"{state}(?:の|・)?{town}?{name}(?:市)?(?:{where})",
            rf"(?:、|は、|が、|日|^){name}(?:市)?(?:\({state}\))?(?:{where})",
        )
        for s, e in self.opening_spans()[:4]:
            for pattern in patterns:
                for found in re.finditer(pattern, self.text[s:e]):
                    if not self.lex.pattern("fact.meeting", "party.all").search(found["place"]):
                        return self.placed(s + found.start("place"), s + found.end("place"))
        return self.place_in_title()

    def place_in_title(self) -> str | None:
        name = r"(?P<place>[ァ-ヶー・]{2,20}|[一-龯々]{2,6})"
        state = self.state_words()
        for u in self.titles:
            line = self.text[u.start : u.end]
            rest = [d for d in dates(line)]
            at = rest[0].end if rest else 0
            for pattern in (rf"{state}[\s、・の]*{name}(?=$|[\s)])", rf"^\s*{name}\s*\(", rf"^\s*{name}\s*$", rf"^\s*{name}(?=[\s、])"):
                found = re.search(pattern, line[at:])
                if found and (rest or found["place"] != line) and not self.lex.pattern("fact.kind", "fact.meeting", "fact.level").search(found["place"]):
                    if not rest and not re.search(rf"\({state}\)|{state}", line):
                        continue
                    return self.placed(u.start + at + found.start("place"), u.start + at + found.end("place"))
        return None

    def placed(self, start: int, end: int) -> str:
        value = self.slice(start, end)
        self.note("place", value, start, end)
        return value

    def find_chair(self, people: list[Participant], parties: tuple[str, ...], place: str | None) -> str | None:
        """Who chaired: the participant so marked, a state said to chair, invite or host."""
        marked = next((p.party for p in people if p.chair), None)
        if marked:
            return marked
        state = self.state_words()
        chair, host = self.words("fact.chair"), self.words("fact.host")
        same = rf"(?:{state}|{self.words('party.same')})"
        patterns = (
            rf"{chair}(?:は|:|である|を務める|の)?、?(?P<who>{state})",
            rf"(?P<who>{same})[^、。]{{0,24}}?(?:が|を){chair}",
            rf"(?P<who>{same})[^、。]{{0,16}}?の?{host}",
            rf"(?P<who>{same})[^、。]{{0,16}}?(?:が|を|の){chair}",
        )
        for s, e in self.head_spans():
            for pattern in patterns:
                for found in re.finditer(pattern, self.text[s:e]):
                    code = self.found.states.get(found["who"]) or self.last_state(s + found.start("who"))
                    if code:
                        self.note("chair", code, s + found.start(), s + found.end())
                        return code
        return self.host_of_place(place)

    def last_state(self, before: int) -> str | None:
        hits = [m[0] for m in re.finditer(self.state_words(), self.text[:before])]
        return self.found.states[hits[-1]] if hits else None

    def host_of_place(self, place: str | None) -> str | None:
        """The state in whose town a multilateral meeting was held, where the text says whose town it is and that it hosts."""
        return None

    def find_next(self, session: int | None, parties: tuple[str, ...]) -> NextMeeting | None:
        """What is said of the next meeting in the last third of the text: session, chair or host, date, place."""
        numbered = rf"{self.words('fact.number')}\s?(\d{{1,3}})\s?{self.words('fact.times')}"
        nxt = re.compile(rf"{numbered}|{self.words('fact.next')}")
        body = [u for u in self.units if u.kind in ("sentence", "item", "leadin")]
        for u in reversed(body):
            for found in nxt.finditer(self.text, u.start, u.end):
                if found[1] and session and int(found[1]) != session + 1:
                    continue
                if found[1] and not session:
                    continue
                after = self.text[found.end() : found.end() + 12]
                if not self.lex.pattern("fact.meeting", "fact.chair").search(after):
                    continue
                return self.meeting_in(u, session)
        return None

    def meeting_in(self, unit: Unit, session: int | None) -> NextMeeting | None:
        text = self.text[unit.start : unit.end]
        numbered = re.search(rf"{self.words('fact.number')}\s?(\d{{1,3}})\s?{self.words('fact.times')}", text)
        hosts = [m for m in re.finditer(rf"{self.state_words()}", text)]
        year = re.search(r"(\d{4})年(?:(\d{1,2})月)?", text)
        place = re.search(rf"(?:{self.words('fact.capital')})([ァ-ヶー・]{{2,20}}|[一-龯々]{{2,6}}?)(?:市)?(?=で|に|において|、)", text)
        chair = self.found.states[hosts[-1][0]] if hosts else None
        when = (f"{year[1]}-{int(year[2]):02}" if year[2] else year[1]) if year else None
        value = NextMeeting(int(numbered[1]) if numbered and session and int(numbered[1]) == session + 1 else None, chair, when, place[1] if place else None)
        self.note("next", {"session": value.session, "chair": chair, "date": when, "place": value.place}, unit.start, unit.end)
        return value

    # -- who speaks ------------------------------------------------------------------------------------------------------

    def cast(self, parties: tuple[str, ...], people: list[Participant], chair: str | None, bodies: Mapping[str, str]) -> Cast:
        """The cast: names of states, groups, bodies, people, and the text's own terms, which come before all others."""
        surfaces: dict[str, tuple[str, ...]] = {}
        for name, code in registry.group_names(self.lex.language):
            if len(name) > 2 and name in self.text:
                surfaces[name] = registry.members_of(code) or (code,)
        surfaces |= {name: (code,) for name, code in bodies.items()}
        surfaces |= {name: (code,) for name, code in self.found.states.items()}
        for p in people:
            for name in _called(p.name, p.office, self.text):
                surfaces.setdefault(name, (p.party,))
        surfaces |= {t.name: t.parties for t in self.found.terms if t.parties}
        return Cast(parties, surfaces, chair)

    def fact_units(self) -> frozenset[int]:
        """Units of the opening that only tell of the meeting: who met, where and when, and what terms stand for."""
        return frozenset()


def _called(name: str, office: str, text: str) -> list[str]:
    """How a person is called later: by the full name, the last part, or (unspaced names) the first characters with an office."""
    if "・" in name or re.match(r"[ァ-ヶー]", name):
        return [part for part in {name, name.split("・")[-1], name.split("・")[0]} if len(part) > 1]
    title = office[-2:]
    return [name, *[name[:n] for n in (3, 2, 1) if n < len(name) and re.search(re.escape(name[:n]) + r"(?:外務|副)?" + re.escape(title), text)]]


def _with_party(person: Participant, code: str) -> Participant:
    return Participant(person.name, person.office, code, person.span, person.chair)


def registry_home(language: str) -> str | None:
    """The state whose own ministers a text in this language names without their state."""
    return {"ja": "JP"}.get(language)


@cache
def _registered(language: str) -> tuple[tuple[str, str], ...]:
    """(surface, code) of registered states that can be looked for as they stand."""
    return tuple((name, code) for name, code in registry.names(language) if len(name) > 1)
