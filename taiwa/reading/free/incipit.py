"""Statement facts of a text in an inflected language: title, kind, level, forum, session, dates; who is who in it.

Owns what the text says of itself. Parties are `principals`', terms `definitions`', place, chair and next meeting `sittings`'.
Shapes stand in `lexicon.incipits`, the words in the lexicon.
"""  # noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from taiwa.lexicon import Lexicon
from taiwa.lexicon.almanac import Day
from taiwa.lexicon.cases import forms_of, plural_forms
from taiwa.lexicon.wording import plain
from taiwa.model import Participant, Statement, Term
from taiwa.reading.final.facts import LEVELS
from taiwa.reading.free.definitions import Definitions
from taiwa.reading.free.principals import Principals
from taiwa.reading.free.retinue import Retinue
from taiwa.reading.free.roster import Span
from taiwa.reading.free.sittings import Sittings
from taiwa.reading.nouns import Cast, Opening, Roll, Unit
from taiwa.registry import capital_names, groups, members_of
from taiwa.text import Working


def read_incipit(work: Working, units: tuple[Unit, ...], lex: Lexicon) -> tuple[Opening, Roll]:
    """All facts of a text and who is who in it."""
    return _Incipit(work, units, lex).read()


class _Incipit(Principals, Definitions, Sittings):
    """Reads the facts of one text."""

    def read(self) -> tuple[Opening, Roll]:
        title = self.title()
        bodies = self.attending_bodies()
        people = Retinue(self.roster).people()
        session = self.session()
        chair = self.chair(people)
        organ = self.organ()
        parties = (organ,) if organ else self.parties(people, chair, bodies)
        people = self.completed(people, parties)
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
            forum=self.forum(parties),
            level=self.level(people),
            session=session,
            date=days[-1] if days else None,
            dates=days if len(days) > 1 else (),
            place=place,
            chair=chair,
            participants=people,
            parties={code: tuple(self.roster.names_of(code)) for code in parties},
            terms=terms,
            next=self.upcoming(session, parties),
            facts=tuple(self.facts),
        )
        named = self.named(parties, terms)
        roll = Roll(
            parties, named, self.roster.adjectives(), self.surnames(people), self.offices(people), chair, bool(organ)
        )
        return Opening(statement, Cast(parties, named, chair)), roll

    def completed(self, people: tuple[Participant, ...], parties: tuple[str, ...]) -> tuple[Participant, ...]:
        """The people, with the party of those whose office one party alone has in title and opening, and of the one
        whom a host needs not introduce: of two parties one has all the others ("the Minister met the Minister of X").
        """
        listed = tuple(dict.fromkeys(c for s, e in self.titles for c in self.roster.codes_in(s, e)))
        if not any(p.party for p in people) and set(listed) == set(parties):
            people = Retinue(self.roster).in_turn(listed) or people
        out: list[Participant] = []
        for person in people:
            if not person.party:
                taken = {p.party for p in people if p.office.lower() == person.office.lower()}
                left = [c for c in self.holders().get(person.office.lower(), ()) if c in parties and c not in taken]
                person = replace(person, party=left[0]) if len(left) == 1 else person
            out.append(person)
        people = tuple(out)
        untold = [p for p in people if not p.party]
        told = {p.party for p in people if p.party}
        if len(parties) != 2 or len(untold) != 1 or len(told) != 1 or not told < set(parties):
            return people
        other = next(code for code in parties if code not in told)
        return tuple(p if p.party else replace(p, party=other) for p in people)

    def holders(self) -> dict[str, tuple[str, ...]]:
        """Offices that title and opening give to a state, in small letters -> the states."""
        out: dict[str, tuple[str, ...]] = {}
        for s, e in [*self.titles, *self.opening]:
            for found in self.shapes.state_of_office.finditer(self.roster.masked, s, e):
                codes = self.roster.codes_in(*found.span("state"))
                office = Retinue(self.roster).office_in_nominative(
                    self.text[found.start() : found.start("state")].strip()
                )
                if codes and office:
                    key = office.lower()
                    out[key] = tuple(dict.fromkeys([*out.get(key, ()), *codes]))
        return out

    def named(self, parties: tuple[str, ...], terms: tuple[Term, ...]) -> dict[str, tuple[str, ...]]:
        """Every form of every name and defined term -> codes; a group whose members are all parties stands for them."""
        out = dict(self.roster.names)
        for noun in self.sitting(terms):
            for form in forms_of(noun) - set(out):
                out[form] = parties
        for surface, codes in out.items():
            if codes and codes[0] in groups() and codes[0] not in parties:
                members = tuple(m for m in members_of(codes[0]) if m in parties)
                if members:
                    out[surface] = members
        for surface, code in capital_names(self.lex.language):
            if code in parties:
                out.setdefault(surface, (code,))  # a government goes by its capital
        for term in terms:
            if term.kind == "parties":
                forms = forms_of(term.name) if len(term.parties) == 1 else plural_forms(term.name)
                out.update((form, term.parties) for form in (*forms, *(f[0].upper() + f[1:] for f in forms)))
        return out

    def sitting(self, terms: tuple[Term, ...]) -> set[str]:
        """Words for the body in which the parties sit: a defined term, or the noun of the body that met."""
        told = {t.name for t in terms if t.kind == "thing"} | {self.body.capitalize()}
        return {name for name in told if self.shapes.pattern("fact.organ.joint").fullmatch(plain(name))}

    body = ""

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
        for office, codes in self.holders().items():
            held.setdefault(office, set()).update(codes)
        return {office: next(iter(codes)) for office, codes in held.items() if len(codes) == 1}

    def title(self) -> str | None:
        lines: list[Span] = []
        for s, e in self.lines:
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
        for s, e in [*self.titles, *self.opening[:2]]:
            found = self.shapes.pattern("fact.kind").search(self.plain, s, e)
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
        own = [level for p in people if (level := self.level_in(plain(p.office)))]
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

    def session(self) -> int | None:
        """The number of this meeting."""
        for s, e in [*self.titles, *self.opening[:4]]:
            for found in self.shapes.session.finditer(self.plain, s, e):
                value = self.shapes.ordinal(found["number"])
                before = self.plain[max(s, found.start() - 40) : found.start()]
                if value and not self.shapes.pattern("fact.next", "fact.hold", "fact.margin").search(before):
                    self.note("session", value, *found.span("number"))
                    return value
        return None

    def forum(self, parties: tuple[str, ...]) -> str | None:
        """The forum's name: in quotation marks, a body's in the title or behind the number of the session."""
        for s, e in [*self.titles, *self.opening[:2]]:
            for a, b in self.shapes.quoted(self.plain, s, e):
                return self._quoted(a, b)
        for s, e in [*self.titles, *self.opening[:2]]:
            own = [(x, y) for x, y, code in self.roster.found if code in parties]
            bodies = [
                b for b in self.shapes.bodies_in(self.plain, s, e) if not any(x < b[1] and b[0] < y for x, y in own)
            ]
            if bodies:
                a, b, noun = bodies[-1] if (s, e) in self.titles else bodies[0]
                if self.text[a:b].isupper() and (s, e) in self.titles:
                    continue  # the opening writes it with its small letters
                value = self.shapes.in_nominative(" ".join(self.text[a:b].split()), noun)
                value = self.unnumbered(value)
                self.body = noun
                self.note("forum", value, a, b)
                return value
        return None

    def unnumbered(self, name: str) -> str:
        """A forum's name without the number of its session in front."""
        first, _, rest = name.partition(" ")
        return rest[:1].upper() + rest[1:] if rest and self.shapes.ordinal(first) else name

    def _quoted(self, a: int, b: int) -> str:
        """A name in quotation marks, as a text in small letters writes it where a title has capitals only."""
        value = self.text[a:b]
        if value.isupper() and (again := re.search(re.escape(value), self.text[b:], re.I)):
            a, b = b + again.start(), b + again.end()
        self.note("forum", self.text[a:b], a, b)
        written = self.work.written(a, b)
        noun = self.shapes.forums.get(plain(written.split(" ")[0]).lower())
        return self.shapes.in_nominative(written, noun) if noun else written

    def signs(self, start: int, end: int) -> bool:
        """Whether a stretch is a dateline or says where and when the text was signed."""
        signed = self.shapes.pattern("fact.signed").search(self.plain, start, end)
        return signed is not None or self.shapes.dateline.fullmatch(self.plain[start:end].strip()) is not None

    def days(self) -> tuple[str, ...]:
        """All days of the meeting: those in the sentence that says it was held, else the first, else the last."""
        dated: list[tuple[int, Day]] = []
        for s, e in [*self.titles, *self.opening]:
            found = [
                d for d in self.shapes.days_in(self.plain, s, e) if not self.shapes.of_document(self.plain, d.start)
            ]
            if found:
                held = self.shapes.pattern("fact.held").search(self.plain, s, e) is not None
                dated.append((0 if held else 1 if self.signs(s, e) else 3, found[0]))
        for s, e in reversed(self.closing):
            if self.signs(s, e):
                dated += [(2, day) for day in self.shapes.days_in(self.plain, s, e)]
        if not dated:
            return ()
        day = min(dated, key=lambda row: row[0])[1]
        self.note("date", day.days[-1], day.start, day.end)
        return day.days
