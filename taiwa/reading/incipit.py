"""Statement facts of a text in an inflected language: whose text it is, terms, forum, session, dates, place, chair, next meeting.

Owns what the text says of itself and who its parties are; names and people are the `roster`'s. Shapes stand in
`lexicon.incipits`, the words in the lexicon.
"""  # noqa: E501

from __future__ import annotations

import re
from functools import cache

from taiwa.lexicon import Lexicon
from taiwa.lexicon.cases import forms_of, plural_forms
from taiwa.lexicon.incipits import MASK, Day, incipits
from taiwa.lexicon.nominatives import PREPOSITIONAL, agreeing, nominative
from taiwa.model import Fact, NextMeeting, Participant, Statement, Term
from taiwa.reading.facts import LEVELS, Opening
from taiwa.reading.parties import Cast
from taiwa.reading.preface import Roll
from taiwa.reading.roster import Roster
from taiwa.reading.structure import Unit
from taiwa.registry import capital_names, groups, members_of, states
from taiwa.text import Working

# The opening of a text is searched for its facts: so many body units.
OPENING = 7
# From the end, so many units are searched for the place and day of signature.
CLOSING = 2
Span = tuple[int, int]


def read_incipit(work: Working, units: tuple[Unit, ...], lex: Lexicon) -> tuple[Opening, Roll]:
    """All facts of a text and who is who in it."""
    return _Incipit(work, units, lex).read()


class _Incipit:
    """Reads the facts of one text; collects the evidence on the way."""

    def __init__(self, work: Working, units: tuple[Unit, ...], lex: Lexicon) -> None:
        self.work, self.units, self.lex, self.text = work, units, lex, work.text
        self.shapes = incipits(lex)
        self.facts: list[Fact] = []
        self.titles = [(u.start, u.end) for u in units if u.kind == "title"]
        body = [(u.start, u.end) for u in units if u.kind in ("sentence", "leadin", "item")]
        self.opening = self._opening(body)
        self.closing = [(u.start, u.end) for u in units if u.kind in ("sentence", "mark", "item")][-CLOSING:]
        self.roster = Roster(work, self.shapes, lex.language, [*self.titles, *self.opening])
        self.plain = self.roster.plain

    def _opening(self, body: list[Span]) -> list[Span]:
        """The first units of the body, and the items of a list that began among them."""
        kinds = [u.kind for u in self.units if u.kind in ("sentence", "leadin", "item")]
        last = min(OPENING, len(body))
        while last < len(body) and kinds[last] == "item":
            last += 1
        return body[:last]

    def note(self, name: str, value: object, start: int, end: int) -> None:
        self.facts.append(Fact(name, value, self.work.source_spans(start, end)))

    def read(self) -> tuple[Opening, Roll]:
        title = self.title()
        people = self.roster.people()
        session, at = self.session()
        chair = self.chair(people)
        bodies = self.attending_bodies()
        parties = self.parties(people, chair, bodies)
        if chair not in parties or len(parties) < 3:
            chair = chair if chair in parties and self.presided else None
        terms = self.terms(parties)
        everyone = max((t.parties for t in terms if t.kind == "parties"), key=len, default=())
        if len(everyone) > len(parties):
            parties = everyone
        days, place = self.days(), self.place()
        statement = Statement(
            title=title,
            kind=self.kind(),
            language=self.lex.language,
            translation=self.translation(),
            forum=self.forum(at),
            level=self.level(people),
            session=session,
            date=days[-1] if days else None,
            dates=days if len(days) > 1 else (),
            place=place,
            chair=chair,
            participants=people,
            parties={code: tuple(self.roster.written.get(code, [code])) for code in parties},
            terms=terms,
            next=self.upcoming(session, parties),
            facts=tuple(self.facts),
        )
        named = self.named(parties, terms)
        roll = Roll(parties, named, self.roster.adjectives(), self.surnames(people), self.offices(people), chair, False)
        return Opening(statement, Cast(parties, named, chair)), roll

    # -- who is who --------------------------------------------------------------------------------------------------

    def named(self, parties: tuple[str, ...], terms: tuple[Term, ...]) -> dict[str, tuple[str, ...]]:
        """Every form of every name and defined term -> codes; a group whose members are all parties stands for them."""
        out = dict(self.roster.names)
        for surface, codes in out.items():
            if codes[0] in groups() and codes[0] not in parties:
                members = tuple(m for m in members_of(codes[0]) if m in parties)
                if members:
                    out[surface] = members
        for term in terms:
            if term.kind == "parties":
                forms = forms_of(term.name) if len(term.parties) == 1 else plural_forms(term.name)
                out.update((form, term.parties) for form in (*forms, *(f[0].upper() + f[1:] for f in forms)))
        return out

    def surnames(self, people: tuple[Participant, ...]) -> dict[str, str]:
        """Family names and whole names, in all their forms -> code."""
        out: dict[str, str] = {}
        for person in people:
            family = re.split(r"[ .]+", person.name)[-1]
            keys = {person.name, *(forms_of(family) if not family.isupper() else forms_of(person.name.split()[0]))}
            out.update((key, person.party) for key in keys)
        return out

    def offices(self, people: tuple[Participant, ...]) -> dict[str, str]:
        """Offices that one party's person alone holds, in small letters -> code."""
        held: dict[str, set[str]] = {}
        for person in people:
            if person.party:
                held.setdefault(person.office.lower(), set()).add(person.party)
        return {office: next(iter(codes)) for office, codes in held.items() if len(codes) == 1}

    # -- parties -----------------------------------------------------------------------------------------------------

    def parties(self, people: tuple[Participant, ...], chair: str | None, bodies: tuple[str, ...]) -> tuple[str, ...]:
        """Whose text it is: those whom title and opening list, who attend, and whose people are named."""
        listed: list[str] = []
        for s, e in [*self.titles, *self.opening]:
            listed += self.listed_in(s, e)
        listed += [p.party for p in people if p.party]
        if len(set(listed)) < 2:
            listed += self.singles()
        found = [c for c in dict.fromkeys([*listed, *([chair] if chair else []), *bodies]) if self.may_speak(c)]
        states_only = [c for c in found if c not in groups()]
        if len(states_only) < 2:
            group = self.group()
            if group:
                return members_of(group)
        return tuple(found)

    def may_speak(self, code: str) -> bool:
        """Whether a code is a state or an organisation, not a forum or a body of another."""
        return code not in groups() or groups()[code].kind == "organisation"

    def listed_in(self, start: int, end: int) -> list[str]:
        """The codes of lists of two and more names in a stretch, and of all names where it says who attends."""
        masked = self.roster.masked
        if self.shapes.pattern("party.notstate").search(self.plain, start, end) and not self.is_membership(start, end):
            return []
        if self.shapes.pattern("fact.attend", "fact.delegation").search(self.plain, start, end):
            return [c for c in self.roster.codes_in(start, end) if c not in groups()]
        out: list[str] = []
        for found in self.shapes.gathered.finditer(masked, start, end):
            codes = self.roster.codes_in(*found.span())
            if len(codes) > 1:
                out += codes
        out += [self.roster.code_at(m.start("state")) for m in self.shapes.spoken.finditer(masked, start, end)]
        return out

    def is_membership(self, start: int, end: int) -> bool:
        """Whether members or participants are named in a stretch, not observers, partners or donors alone."""
        found = self.shapes.pattern("party.notstate").findall(self.plain[start:end])
        return all(self.shapes.pattern("party.all").match(word) or "-" in word or "–" in word for word in found)

    def singles(self) -> list[str]:
        """States that stand alone in title and opening, in the order of the text."""
        return [
            c for s, e in [*self.titles, *self.opening[:3]] for c in self.roster.codes_in(s, e) if c not in groups()
        ]

    def group(self) -> str | None:
        """The group or organisation in title and opening whose members speak."""
        for s, e in [*self.titles, *self.opening[:3]]:
            for code in self.roster.codes_in(s, e):
                if code in groups() and groups()[code].members:
                    return code
        return None

    def attending_bodies(self) -> tuple[str, ...]:
        """Bodies that no registry knows and that attend: with their abbreviation in brackets."""
        out = []
        for s, e in self.opening:
            if not self.shapes.pattern("fact.attend", "fact.delegation").search(self.plain, s, e):
                continue
            for found in self.shapes.abbreviated_body.finditer(self.plain, s, e):
                self.roster.add(self.thing(found["short"], s, found.start()) or found["short"], found["short"])
                self.roster.add(found["short"], found["short"], frozenset([found["short"]]))
                out.append(found["short"])
        if out:
            self.roster.mask()
        return tuple(out)

    # -- terms -------------------------------------------------------------------------------------------------------

    def terms(self, parties: tuple[str, ...]) -> tuple[Term, ...]:
        """What the text itself defines, in brackets or in a sentence of its own."""
        out: dict[str, Term] = {}
        for s, e in [*self.titles, *self.opening]:
            for found in self.shapes.alias.finditer(self.plain, s, e):
                for term in self.in_brackets(found, s, parties):
                    out.setdefault(term.name, term)
            for found in self.shapes.named_after.finditer(self.plain, s, e):
                if self.plain.rfind("(", s, found.start()) <= self.plain.rfind(")", s, found.start()):
                    a, b = found.span("term")
                    codes = self.codes_before(s, found.start()) or parties
                    term = self.as_parties(a, b, codes)
                    out.setdefault(term.name, term)
        return tuple(out.values())

    def in_brackets(self, found: re.Match[str], s: int, parties: tuple[str, ...]) -> list[Term]:
        """The terms of one bracket: parts between semicolons, each with one or more terms behind a dash."""
        out = []
        at = found.start() + 1
        for n, part in enumerate(re.split(r"(?<=;)", self.plain[at : found.end() - 1])):
            a, b = at, at + len(part.rstrip("; "))
            at += len(part)
            for x, y in self.shapes.terms_in(self.plain, a, b):
                own = self.roster.codes_in(a, x)
                out.append(self.term(x, y, s, found.start(), parties, own, first=n == 0))
        return out

    def term(
        self, a: int, b: int, s: int, before: int, parties: tuple[str, ...], own: tuple[str, ...], *, first: bool
    ) -> Term:
        """One term at [a, b), defined behind what ends at `before`."""
        name = self.text[a:b]
        if own:
            return self.as_parties(a, b, own)
        near = self.codes_before(s, before) if first else ()
        if len(near) == 1 and self.roster.masked[:before].rstrip().endswith(MASK) and not self.is_plural(name):
            self.roster.add(name, near[0])
            return self.as_parties(a, b, near)
        if self.is_plural(name):
            return self.as_parties(a, b, parties)
        if name in self.roster.names:
            return self.as_parties(a, b, self.roster.names[name])
        meaning = self.thing(name, s, before)
        return Term(name, "thing", (), meaning or "", self.work.source_span(a, b))

    def as_parties(self, a: int, b: int, codes: tuple[str, ...]) -> Term:
        name = self.text[a:b].strip("«»")
        if name.endswith("ами"):
            name = name[:-3] + "ы"
        return Term(name, "parties", codes, "", self.work.source_span(a, b))

    def is_plural(self, name: str) -> bool:
        """Whether a term is a word for several: its noun is in the plural."""
        words = name.strip("«»").split(" ")
        noun = next((w for w in words if not w.lower().endswith(("ие", "ые"))), words[-1])
        return noun.endswith(("ы", "и", "а", "я", "е")) and (
            self.shapes.pattern("party.all", "party.role").match(name.replace("ё", "е")) is not None
            or noun.lower().endswith(("ы", "и", "ства"))
        )

    def codes_before(self, start: int, end: int) -> tuple[str, ...]:
        """The codes of the list of names that ends right before a place (a comma or a verb may stand between)."""
        masked = self.roster.masked
        last: tuple[str, ...] = ()
        stop = start
        for found in self.shapes.paired.finditer(masked, start, end):
            last, stop = self.roster.codes_in(*found.span()), found.end()
        return last if last and len(masked[stop:end].strip(" ,")) == 0 else ()

    def thing(self, name: str, start: int, before: int) -> str | None:
        """What a term stands for: the noun phrase before it that it repeats or shortens, in the nominative."""
        phrases = self.shapes.phrases_of(name, self.plain, start, before)
        for a, b, noun in phrases:
            front = self.text[a:b].split(" ")
            head = next((i for i, w in enumerate(front) if w.lower().replace("ё", "е") in self.shapes.forums), 0)
            words = [agreeing(w, noun) for w in front[:head]]
            made = noun[0].upper() + noun[1:] if front[head][0].isupper() else noun
            rest = self.text[b:before]
            tail = self.shapes.phrase_end(self.plain[b:before])
            return " ".join([*words, made]) + rest[:tail].rstrip(" ,")
        return None

    # -- title, kind, level ------------------------------------------------------------------------------------------

    def title(self) -> str | None:
        lines: list[Span] = []
        for s, e in self.titles:
            if self.shapes.dateline.fullmatch(self.plain[s:e].strip()) or self.shapes.pattern("fact.signed").match(
                self.plain, s, e
            ):
                break
            lines.append((s, e))
        if not lines:
            return None
        value = " ".join(self.work.written(s, e).strip(" *_#") for s, e in lines)
        self.note("title", value, lines[0][0], lines[-1][1])
        return value

    def kind(self) -> str | None:
        whole = [(self.titles[0][0], self.titles[-1][1])] if self.titles else []
        for s, e in [*whole, *self.opening[:2]]:
            found = self.shapes.pattern("fact.kind").search(self.plain.replace("\n", " "), s, e)
            if found:
                value = self.shapes.meaning_of(found[0], "fact.kind")
                self.note("kind", value, *found.span())
                return value
        return None

    def translation(self) -> str:
        for u in self.units:
            if u.kind in ("mark", "title"):
                found = self.shapes.pattern("fact.translation").search(self.plain, u.start, u.end)
                if found:
                    value = self.shapes.meaning_of(found[0], "fact.translation")
                    self.note("translation", value, u.start, u.end)
                    return value
        return "none"

    def level(self, people: tuple[Participant, ...]) -> str | None:
        """The level that the title names first, else the people's, else the opening's."""
        own = [level for p in people if (level := self.level_in(p.office.replace("ё", "е")))]
        most = max(dict.fromkeys(own), key=own.count) if own else None
        told = next((v for s, e in self.titles if (v := self.level_in(self.plain[s:e]))), None)
        if told == "ministers" and most == "foreign-ministers" and len(own) > 1 and own.count(most) * 2 > len(own):
            return most
        opening = (v for s, e in self.opening[:3] if (v := self.level_in(self.plain[s:e])))
        return told or most or next(opening, None)

    def level_in(self, piece: str) -> str | None:
        found = []
        for rank, level in enumerate(LEVELS):
            m = self.shapes.pattern(f"fact.level.{level}").search(piece)
            if m:
                found.append((m.start(), -(m.end() - m.start()), rank, level))
        return min(found)[3] if found else None

    # -- meeting -----------------------------------------------------------------------------------------------------

    def session(self) -> tuple[int | None, Span | None]:
        """The number of this meeting, and where it stands."""
        for s, e in [*self.titles, *self.opening[:4]]:
            for found in self.shapes.session.finditer(self.plain, s, e):
                value = self.shapes.ordinal(found["number"])
                before = self.plain[max(s, found.start() - 40) : found.start()]
                if value and not self.shapes.pattern("fact.next").search(before):
                    self.note("session", value, *found.span("number"))
                    return value, found.span()
        return None, None

    def forum(self, at: Span | None) -> str | None:
        """The forum's name: in quotation marks, a body's in the title or behind the number of the session."""
        for s, e in [*self.titles, *self.opening[:2]]:
            for found in self.shapes.quoted.finditer(self.plain, s, e):
                noun = (found["noun"] or "").lower()
                if self.shapes.named_before(self.plain[s : found.start()]):
                    continue
                if noun in self.shapes.forums or self.shapes.pattern("fact.meeting").fullmatch(noun):
                    return self._quoted(*found.span("name"))
        for s, e in [*self.titles, *self.opening[:2]]:
            bodies = self.shapes.bodies_in(self.plain, s, e)
            if bodies:
                a, b, noun = bodies[-1] if (s, e) in self.titles else bodies[0]
                value = self.shapes.in_nominative(self.text[a:b], noun)
                self.note("forum", value, a, b)
                return value
        return None

    def _quoted(self, a: int, b: int) -> str:
        """A name in quotation marks, as a text in small letters writes it where a title has capitals only."""
        value = self.text[a:b]
        if value.isupper() and (again := re.search(re.escape(value), self.text[b:], re.I)):
            a, b = b + again.start(), b + again.end()
        self.note("forum", self.text[a:b], a, b)
        return self.work.written(a, b)

    def days(self) -> tuple[str, ...]:
        """All days of the meeting: those in the sentence that says it was held, else the first, else the last."""
        dated: list[tuple[int, Day]] = []
        for s, e in [*self.titles, *self.opening]:
            found = self.shapes.days_in(self.plain, s, e)
            if found:
                held = self.shapes.pattern("fact.held").search(self.plain, s, e) is not None
                dated.append((0 if held else 1, found[0]))
        if not dated:
            dated = [(1, day) for s, e in reversed(self.closing) for day in self.shapes.days_in(self.plain, s, e)]
        if not dated:
            return ()
        day = min(dated, key=lambda row: row[0])[1]
        self.note("date", day.days[-1], day.start, day.end)
        return day.days

    def place(self) -> str | None:
        """The town: of the dateline, else where the meeting was held, else where the text was signed."""
        for s, e in [*self.titles, *self.closing]:
            found = self.shapes.dateline.fullmatch(self.plain[s:e].strip())
            if found and found["place"]:
                a = s + found.start("place")
                return self._placed(a, a + len(found["place"]), found["place"])
        for s, e in self.titles:
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

    # -- chair and next meeting --------------------------------------------------------------------------------------

    presided = False

    def chair(self, people: tuple[Participant, ...]) -> str | None:
        """Who presides, else who invites: a state, or a person's."""
        families = {re.split(r"[ .]+", p.name)[-1].replace("ё", "е"): p.party for p in people if p.party}
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
        return list(zip(cuts, cuts[1:], strict=False))

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
        """Who presides or is the host then: behind the words for the chair, else in "in X", else the one state named."""
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
