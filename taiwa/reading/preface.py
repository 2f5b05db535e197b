"""Statement facts of a text in a script with spaces: parties, people, terms, forum, session, date, place, chair.

Owns whom the text is by and what it says of itself; the shapes stand in `lexicon.prefaces`, the words in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa.lexicon.prefaces import Prefaces, days_in, demonym_of, ordinal
from taiwa.lexicon.spaced import SpacedLexicon, alike
from taiwa.model import Fact, NextMeeting, Participant, Statement, Term
from taiwa.reading.facts import LEVELS, Opening
from taiwa.reading.parties import Cast
from taiwa.reading.structure import Unit
from taiwa.registry import adjectives, group_names, groups, look_alikes, members_of, names
from taiwa.text import Working

# The opening of a text is searched for its facts: so many body units.
OPENING = 6


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is who in one text. `names`: surface -> codes; `adjectives`: word -> code; `people`: family name -> code or ""
    where the text doesn't say; `offices`: office -> code where one person alone holds it; `organ`: the text is an organ's."""  # noqa: E501

    parties: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    chair: str | None = None
    organ: bool = False


@cache
def _known(language: str) -> tuple[AhoCorasick, list[str], list[str]]:
    """Names of states and groups, with words that only look like one (code "")."""
    rows: dict[str, str] = {alike(name): "" for name in look_alikes(language)}
    for name, code in (*group_names(language), *names(language)):
        rows.setdefault(alike(name), code)
    return AhoCorasick(list(rows), matchkind=MatchKind.LeftmostLongest), list(rows), list(rows.values())


def found_names(text: str, language: str) -> list[tuple[int, int, str]]:
    """(start, end, code) of every state and group named in a text, at word boundaries."""
    plain = alike(text)
    automaton, _, codes = _known(language)
    out = []
    for i, start, end in automaton.find_matches_as_indexes(plain):
        inside = (start and plain[start - 1].isalnum()) or (
            end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum()
        )
        if not inside and codes[i]:
            out.append((start, end, codes[i]))
    return out


@cache
def _prefaces(lex: SpacedLexicon) -> Prefaces:
    return Prefaces(lex)


def read_preface(work: Working, units: tuple[Unit, ...], lex: SpacedLexicon) -> tuple[Opening, Roll]:
    """All facts of a text and who is who in it."""
    return _Preface(work, units, lex).read()


class _Preface:
    """Reads the facts of one text; collects the evidence on the way."""

    def __init__(self, work: Working, units: tuple[Unit, ...], lex: SpacedLexicon) -> None:
        self.work, self.units, self.lex, self.text = work, units, lex, work.text
        self.shapes = _prefaces(lex)
        self.facts: list[Fact] = []
        self.titles = [(u.start, u.end) for u in units if u.kind == "title"]
        body = [u for u in units if u.kind in ("sentence", "leadin", "item")]
        self.opening = [(u.start, u.end) for u in body[:OPENING]]
        self.front = work.source[work.furniture[0].start : work.furniture[-1].end] if self._has_front() else ""
        self.known = found_names(self.text, lex.language)
        self.names: dict[str, tuple[str, ...]] = {}
        self.written: dict[str, list[str]] = {}
        self.shorts: dict[str, str] = {}

    def _has_front(self) -> bool:
        furniture = self.work.furniture
        return bool(furniture) and self.work.source[furniture[0].start : furniture[0].end].strip() == "---"

    def note(self, name: str, value: object, start: int, end: int) -> None:
        self.facts.append(Fact(name, value, self.work.source_spans(start, end)))

    def read(self) -> tuple[Opening, Roll]:
        title = self.title()
        self.unregistered()
        people = self.people()
        organ = self.organ()
        likely = () if organ else self.discover(people)
        parties = (organ,) if organ else self.parties(title or "", people, likely)
        self.own_names(parties)
        terms = self.terms(parties)
        for term in terms:
            self.names[term.name] = term.parties
        session, forum = self.session()
        days = self.days()
        chair = self.chair(people, parties)
        statement = Statement(
            title=title,
            kind=self.kind(title or ""),
            language=self.lex.language,
            translation=self.translation(),
            forum=forum or self.named_forum(title or ""),
            level=self.level(title or ""),
            session=session,
            date=days[0] if days else None,
            dates=days if len(days) > 1 else (),
            place=self.place(),
            chair=chair,
            participants=people,
            parties={code: tuple(self.written.get(code, [code])) for code in parties},
            terms=terms,
            next=self.upcoming(session),
            facts=tuple(self.facts),
        )
        roll = Roll(
            parties,
            dict(self.names),
            self.demonyms(parties),
            self.surnames(people),
            self.offices(people),
            chair,
            bool(organ),
        )
        return Opening(statement, Cast(parties, dict(self.names), chair)), roll

    # -- names -----------------------------------------------------------------------------------------------------

    def unregistered(self) -> None:
        """Names of the registry as they are written, and long names of states that no registry knows with their short ones."""  # noqa: E501
        for start, end, code in self.known:
            self._name(self.text[start:end], code)
        covered = [(s, e) for s, e, _ in self.known]
        for found in self.shapes.official.finditer(self.text):
            if any(s <= found.start() < e or found.start() <= s < found.end() for s, e in covered):
                continue
            whole = re.sub(r"^The ", "", found["long"] or found["union"])
            if found["union"] and not self._acts(whole):
                continue
            if found["union"]:
                for word in dict.fromkeys(re.findall(r"(?<![.!?] )\b[A-Z][a-z]{3,}\b", self.text)):
                    if demonym_of(whole.split()[0], word) and word not in self.names:
                        self.shorts[word] = whole
                        self._name(whole, whole)
                        self._name(word, whole)
            code = self.shorts.get(found["short"] or "", whole)
            self._name(whole, code)
            if found["short"]:
                self.shorts[found["short"]] = code
                self._name(found["short"], code)
        for found in self.shapes.body.finditer(self.text):
            if (
                not any(s < found.end("name") and found.start("name") < e for s, e in covered)
                and found["name"] not in self.names
            ):
                self._name(found["short"], found["short"])
                self._name(found["name"], found["short"])
        for surface, codes in list(self.names.items()):
            for found in re.finditer(re.escape(surface), self.text):
                alias = self.shapes.alias.match(self.text, found.end())
                if alias and len(codes) == 1:
                    for name in (alias["alias"], alias["alias2"]):
                        if name and not self.lex.pattern("party.all").fullmatch(name) and not name.isdigit():
                            self._name(name.strip(), codes[0])

    def _acts(self, name: str) -> bool:
        """Whether a name closed by a word for a union stands in the opening among those who speak."""
        head = [*self.titles, *self.opening[:3]]
        return any(name in self.text[s:e] for s, e in head)

    def _name(self, surface: str, code: str) -> None:
        surface = re.sub(r"^The ", "", surface.strip())
        owner = groups()[code].party if code in groups() else None
        code = owner or code
        if len(surface) < 2:
            return
        self.names.setdefault(surface, (code,))
        written = self.written.setdefault(self.names[surface][0], [])
        if surface not in written:
            written.append(surface)

    def codes_of(self, listed: str, *, invented: bool = True) -> tuple[str, ...]:
        """The codes of a list of names; a capitalised name that nobody knows is one of its own."""
        out: list[str] = []
        bare = re.sub(r"\([^()]*\)", "", listed)
        for part in self.shapes.parts.split(bare):
            name = part.strip(" ,.;:*_")
            name = re.sub(r"^[Tt]he ", "", name)
            if not name:
                continue
            codes = self.names.get(name) or self._inside(name)
            if codes is None and invented and self._may_be_state(name):
                self._name(name, name)
                codes = (name,)
            out += codes or ()
        return tuple(dict.fromkeys(out))

    def _inside(self, name: str) -> tuple[str, ...] | None:
        hits = found_names(name, self.lex.language)
        return tuple(dict.fromkeys(code for _, _, code in hits)) or None

    def _may_be_state(self, name: str) -> bool:
        words = name.split()
        if len(words) > 3 or not all(w[:1].isupper() for w in words):
            return False
        odd = (
            self.lex.set_of("fact.month", "fact.meeting", "party.notstate", "party.state", "fact.honorific")
            | self._office_words()
        )
        return not any(w.lower() in odd for w in words) and not self.lex.pattern("party.all").fullmatch("the " + name)

    def _office_words(self) -> frozenset[str]:
        return frozenset(
            word.rstrip(".")
            for office in self.lex.set_of("fact.office", "party.side", "fact.honorific")
            for word in office.split()
        )

    def own_names(self, parties: tuple[str, ...]) -> None:
        """The members of a group that is a party speak under its name; a group's name stands for its members among the parties."""  # noqa: E501
        for surface, codes in list(self.names.items()):
            if len(codes) == 1 and codes[0] in groups() and codes[0] not in parties:
                members = tuple(m for m in members_of(codes[0]) if m in parties)
                if members and len(members) == len(parties):
                    self.names[surface] = members

    def demonyms(self, parties: tuple[str, ...]) -> dict[str, str]:
        out = {word: code for word, code in adjectives(self.lex.language)}
        for surface, codes in self.names.items():
            if len(codes) == 1 and codes[0] not in groups() and " " not in surface:
                for word in set(re.findall(r"[A-Z]\w+", self.text)):
                    if demonym_of(word, surface) or (word.endswith("s") and demonym_of(word[:-1], surface)):
                        out[word] = codes[0]
        return out

    # -- people and parties ----------------------------------------------------------------------------------------

    def people(self) -> tuple[Participant, ...]:
        out: dict[str, Participant] = {}
        for s, e in [*self.titles, *self.opening]:
            for m in self.shapes.person.finditer(self.text, s, e):
                name, office, state = m["name"] or m["name2"], m["office"] or m["office2"], m["state"] or m["state2"]
                if len(name.split()) < 2 and not state:
                    continue
                codes = self.codes_of(state) if state else ()
                group = "name" if m["name"] else "name2"
                if name not in out or (codes and not out[name].party):
                    span = self.work.source_span(m.start(group), m.end(group))
                    out[name] = Participant(name, office.strip(), codes[0] if codes else "", span)
        return tuple(out.values())

    def surnames(self, people: tuple[Participant, ...]) -> dict[str, str]:
        return {p.name.split()[-1]: p.party for p in people} | {p.name: p.party for p in people}

    def offices(self, people: tuple[Participant, ...]) -> dict[str, str]:
        held: dict[str, set[str]] = {}
        for p in people:
            if p.party:
                held.setdefault(p.office.lower(), set()).add(p.party)
        return {office: next(iter(codes)) for office, codes in held.items() if len(codes) == 1}

    def organ(self) -> str | None:
        """The organ whose resolution this is: its name alone opens the text."""
        pattern = self.lex.pattern("fact.organ")
        for s, e in self.opening[:2]:
            m = pattern.match(self.text, s)
            if m and self.text[m.end() : e].strip(" ,:*_") == "":
                name = re.sub(r"^[Tt]he ", "", m[0])
                code = (self._inside(name) or (name,))[0]
                for surface in (name, m[0], name.split()[-1]):
                    self._name(surface, code)
                return code
        return self.own_organ()

    def own_organ(self) -> str | None:
        """An organ that no list holds: a line of its own with its name and a comma, and further such clauses below it."""  # noqa: E501
        for s, e in self.opening[:2]:
            line = self.text[s:e].strip(" *_")
            m = self.shapes.organ.fullmatch(line)
            below = [u for u in self.units if u.start > e and u.kind in ("sentence", "leadin")][:1]
            if m and below and self.text[below[0].start : below[0].end].rstrip(" *_").endswith((",", ";", ":")):
                hits = self._inside(m["name"])
                code = hits[0] if hits and len(hits) == 1 and hits[0] in groups() else m["name"]
                for surface in (m["name"], m["name"].split()[0] if " of " in m["name"] else m["name"].split()[-1]):
                    self._name(surface, code)
                return code
        return None

    def parties(self, title: str, people: tuple[Participant, ...], likely: tuple[str, ...]) -> tuple[str, ...]:
        """Whose text it is: the states the title names, else those of the opening, else a group's members."""
        named = self.in_title(title)
        listed: list[str] = [p.party for p in people if p.party]
        for s, e in [*self.titles, *self.opening[:4]]:
            for m in self.shapes.gathered.finditer(self.text, s, e):
                codes = self.codes_of(m["list"])
                if len(codes) > 1 or (listed and m["list"][:1] != "b"):
                    listed += codes
            opens = self.shapes.opens.match(self.text, s, e)
            if opens:
                listed += self.codes_of(opens["list"], invented=False)
            selves = self.shapes.selves.search(self.text, s, e)
            if selves:
                listed += self.codes_of(selves["list"])
            for m in self.shapes.bracketed.finditer(self.text, s, e):
                listed += self.codes_of(m["list"])
            hosted = self.shapes.hosted.search(self.text, s, e)
            if hosted and listed and self._may_be_state(hosted["who"]):
                listed += self.codes_of(hosted["who"])
        if len(set(listed) | set(named)) < 2:
            listed += [*named, *likely]
        listed = [c for c in dict.fromkeys(listed) if c not in groups() or groups()[c].kind != "body"]
        states = [c for c in listed if c not in groups()]
        if len(named) > 1 and len(named) >= len([c for c in states if c in named]):
            return (
                tuple(dict.fromkeys([*named, *(c for c in states if c not in self._in_groups(named))]))
                if len(states) > len(named) + 1
                else named
            )
        if len(named) == 1 and named[0] not in listed and listed:
            return tuple(dict.fromkeys([*named, *states])) if len(states) < 2 else tuple(states)
        if len(states) > 1:
            return tuple(c for c in listed if c not in groups() or groups()[c].kind == "organisation")
        forum = next(
            (
                c
                for s, e, c in self.known
                if c in groups() and groups()[c].kind in ("forum", "group") and groups()[c].members
            ),
            None,
        )
        head = [self.text[s:e] for s, e in [*self.titles, *self.opening]]
        if forum and any(surface in " ".join([title, *head]) for surface in self.written.get(forum, ())):
            return members_of(forum)
        counted: dict[str, int] = {}
        for _, _, code in self.known:
            if code not in groups():
                counted[code] = counted.get(code, 0) + 1
        often = sorted(counted, key=lambda c: -counted[c])[:2]
        return tuple(named) or tuple(listed) or tuple(often)

    def _in_groups(self, codes: Iterable[str]) -> set[str]:
        return {m for code in codes if code in groups() for m in members_of(code)}

    def in_title(self, title: str) -> tuple[str, ...]:
        codes: list[str] = []
        for _, _, code in found_names(title, self.lex.language):
            if code in groups() and groups()[code].kind in ("forum", "group"):
                codes += members_of(code)
            elif code not in groups() or groups()[code].kind == "organisation":
                codes.append(code)
        for surface, own in self.names.items():
            if own[0] not in groups() and re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", title):
                codes += own
        for word, code in adjectives(self.lex.language):
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", title):
                codes.append(code)
        if not codes:
            return ()
        order = list(dict.fromkeys(codes))
        return tuple(order) if len(order) > 1 else tuple(order)  # noqa: RUF034

    def discover(self, people: tuple[Participant, ...]) -> tuple[str, ...]:
        """States that no registry knows, by what is said of them; they may speak, and are parties where no others are found."""  # noqa: E501
        found: list[str] = []
        persons = {word for p in people for word in p.name.split()}
        known = [(s, e) for s, e, _ in self.known]
        hits = [(m, True) for pattern in self.shapes.likely for m in pattern.finditer(self.text)]
        hits += [(m, False) for m in self.shapes.acting.finditer(self.text)]
        for m, sure in hits:
            for group in ("who", "who2"):
                if group not in m.groupdict() or not m[group]:
                    continue
                name, at = m[group], m.start(group)
                if name in self.names:
                    code = self.names[name][0]
                    if sure and code not in groups() and len(self.names[name]) == 1:
                        found.append(code)
                    continue
                taken = any(s < at + len(name) and at < e for s, e in known)
                if (
                    taken
                    or persons & set(name.split())
                    or not self._may_be_state(name)
                    or not self._mid_sentence(name)
                    or self.shapes.is_person(name, self.text)
                ):
                    continue
                self._name(name, name)
                found.append(name)
        return tuple(dict.fromkeys(found))

    def _mid_sentence(self, name: str) -> bool:
        """Whether a name stands with its capital inside sentences, on its own, and never with a small letter."""
        alone = rf"(?<=[a-z,] ){re.escape(name)}(?=[’'\s.,;:)])(?! (?!and\b)[A-Z])"
        return bool(re.search(alone, self.text)) and not re.search(
            rf"(?<!\w){re.escape(name.lower())}(?!\w)", self.text
        )

    def terms(self, parties: tuple[str, ...]) -> tuple[Term, ...]:
        out = []
        for s, e in [*self.titles, *self.opening]:
            for m in self.shapes.defined.finditer(self.text, s, e):
                name = (m["term"] or m["term2"]).strip()
                codes = self.codes_of(m["who"]) if m["who"] else parties
                bare = re.sub(r"^[Tt]he ", "", name)
                group = "term" if m["term"] else "term2"
                out.append(Term(bare, "parties", codes, "", self.work.source_span(m.start(group), m.end(group))))
        return tuple(out)

    # -- the rest --------------------------------------------------------------------------------------------------

    def title(self) -> str | None:
        found = re.search(r"^title: *(?P<q>[\"']?)(?P<value>.*?(?:\n {2,}.*?)*)(?P=q) *$", self.front, re.M)
        if found:
            value = re.sub(r"\\\n\s*\\?", "", found["value"])
            value = re.sub(r"\s*\n\s*", " ", value).replace("\\_", " ").replace("\\ ", " ")
            value = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), value)
            return " ".join(value.split())
        lines = [(s, e) for s, e in self.titles if not self._is_dateline(s, e)]
        if not lines:
            return None
        value = " ".join(self.work.written(s, e).strip(" *_#") for s, e in lines)
        self.note("title", value, lines[0][0], lines[-1][1])
        return value

    def _is_dateline(self, s: int, e: int) -> bool:
        line = self.text[s:e]
        return bool(days_in(line, 0, len(line))) and self.lex.pattern("fact.kind").search(line) is None

    def _all_heads(self, title: str) -> str:
        return " ".join([title, *(self.text[s:e] for s, e in self.titles)])

    def kind(self, title: str) -> str | None:
        hits = list(self.lex.pattern("fact.kind").finditer(self._all_heads(title)))
        hits = hits or [m for s, e in self.opening for m in self.lex.pattern("fact.kind").finditer(self.text, s, e)]
        if not hits:
            return None
        best = max(hits, key=lambda m: m.end() - m.start())
        return self.lex.meaning_of(best[0], "fact.kind").removeprefix("fact.kind.") or None

    def translation(self) -> str:
        for u in self.units[:4]:
            m = self.lex.pattern("fact.translation").search(self.text, u.start, u.end)
            if m and u.end - u.start < 60:
                value = self.lex.meaning_of(m[0], "fact.translation").removeprefix("fact.translation.")
                self.note("translation", value, u.start, u.end)
                return value
        return "none"

    def level(self, title: str) -> str | None:
        for piece in (self._all_heads(title), *(self.text[s:e] for s, e in self.opening[:3])):
            for level in LEVELS:
                if self.lex.pattern(f"fact.level.{level}").search(piece):
                    return level
        return None

    def session(self) -> tuple[int | None, str | None]:
        for s, e in [*self.titles, *self.opening[:2]]:
            for m in self.shapes.session.finditer(self.text, s, e):
                value = ordinal(m["number"])
                if value is not None:
                    self.note("session", value, m.start("number"), m.end("number"))
                    self.note("forum", m["forum"], m.start("forum"), m.end("forum"))
                    return value, self.work.written(m.start("forum"), m.end("forum"))
        return None, None

    def named_forum(self, title: str) -> str | None:
        for _, _, code in found_names(title, self.lex.language):
            if code in groups() and groups()[code].kind == "forum":
                return code
        return None

    def days(self) -> tuple[str, ...]:
        for s, e in [*self.titles, *self.opening]:
            found = days_in(self.text, s, e)
            if found:
                self.note("date", found[0].days[0], found[0].start, found[0].end)
                return found[0].days
        dated = re.search(r"^(?:date|published_time): *'?(\d{4}-\d{2}-\d{2})", self.front, re.M)
        return (dated[1],) if dated else ()

    def place(self) -> str | None:
        for s, e in [*self.opening, *self.titles]:
            for m in self.shapes.place.finditer(self.text, s, e):
                if m["place"] not in self.names and m["place"].lower() not in self.lex.set_of("fact.month"):
                    self.note("place", m["place"], m.start("place"), m.end("place"))
                    return self.work.written(m.start("place"), m.end("place"))
        return None

    def chair(self, people: tuple[Participant, ...], parties: tuple[str, ...]) -> str | None:
        for s, e in [*self.titles, *self.opening]:
            for m in self.shapes.chair.finditer(self.text, s, e):
                group = "who" if m["who"] else "who2"
                a, b = m.start(group), m.end(group)
                hits = [
                    (self.text.find(n, a, b), c[0]) for n, c in self.names.items() if len(c) == 1 and c[0] in parties
                ]
                near = sorted(h for h in hits if h[0] >= 0)
                if near:
                    self.note("chair", near[0][1], m.start(), m.end())
                    return near[0][1]
        return None

    def upcoming(self, session: int | None) -> NextMeeting | None:
        for u in reversed(self.units):
            m = (
                self.lex.pattern("fact.next").search(self.text, u.start, u.end)
                if u.kind in ("sentence", "item")
                else None
            )
            if m:
                self.note("next", {"session": session + 1 if session else None}, u.start, u.end)
                return NextMeeting(session + 1 if session else None)
        return None
