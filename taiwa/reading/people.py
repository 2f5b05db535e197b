"""Who is in a text: its states and bodies, the people who met, the parties they stand for, and the terms that bind them.

Owns what the opening says of persons and parties. Words live in the lexicon, states and groups in the registry.
"""

from __future__ import annotations

import re
from itertools import chain
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa import registry
from taiwa.lexicon import Lexicon
from taiwa.lexicon.openings import mask, openings
from taiwa.model import Participant, Term
from taiwa.reading.parties import Cast
from taiwa.text import Working

Spans = list[tuple[int, int]]
# A registered name of fewer characters than this is looked for only beside an office or a joint ("日・北").
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Named:
    """States and bodies named in a text: surface -> code, and code -> surfaces in the order of the text."""

    states: Mapping[str, str]
    bodies: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]


def named(text: str, lex: Lexicon) -> Named:
    """Every state and body of a text: registered ones by the registry, others by the shape of their name."""
    known = _registered(lex.language)
    states: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for start, end, name in known.found_in(text):
        code = known.states.get(name)
        if code is not None and _stands_alone(text, start, end):
            states[name] = code
        elif name in known.groups and len(name) > 3 and not registry.members_of(known.groups[name]):
            bodies[name] = known.groups[name]
    states |= _unregistered(text, lex, states)
    shapes = openings(lex)
    for body, short in chain(shapes.bodies(text), shapes.renamed(text)):
        if body not in states:
            bodies[body] = bodies[short] = short
    names: dict[str, list[str]] = {}
    for surface, code in sorted((states | bodies).items(), key=lambda item: text.find(item[0])):
        names.setdefault(code, []).append(surface)
    return Named(states, bodies, {code: tuple(surfaces) for code, surfaces in names.items()})


def _places(text: str, codes: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """(start, end, surface) of every name in the text, the longest at each place, in order."""
    names = list(codes)
    if not names:
        return []
    found = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text)
    return [(start, end, names[i]) for i, start, end in found if _stands_alone(text, start, end)]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is not a piece of a longer run of foreign letters."""
    before = start > 0 and _is_letter(text[start - 1]) and _is_letter(text[start])
    after = end < len(text) and _is_letter(text[end]) and _is_letter(text[end - 1])
    return not before and not after


def _is_letter(char: str) -> bool:
    """Whether a character is a letter of the script for foreign names (its joining dot is none)."""
    return "\u30a1" <= char <= "\u30fa" or char == "\u30fc"


def _unregistered(text: str, lex: Lexicon, known: Mapping[str, str]) -> dict[str, str]:
    """Surface -> code of states that no registry knows: the code is the name as the text first writes it in full."""
    stop = set(lex.words("party.notstate"))
    shapes = openings(lex)
    out: dict[str, str] = {}
    for m in shapes.unregistered.finditer(text):
        stem, suffix = m["stem"].strip("・"), m["suffix"]
        foreign = "\u30a1" <= stem[:1] <= "\u30fc"
        foreign = foreign or any("\u30a1" <= c <= "\u30fc" for c in stem)
        if stem in stop or len(stem) < 2 or m[0] in known or (stem + suffix) in stop:
            continue
        if any((stem + suffix).endswith(k) for k in known if len(k) > 2):
            continue
        if "・" in stem and (shapes.office_near.match(text, m.end(), m.end() + 26) or stem.split("・")[-1] + suffix in out):
            stem = stem.split("・")[-1]
        if stem in stop or len(stem) < 2:
            continue
        name = stem + suffix
        if not foreign and len(suffix) < 2 and not shapes.is_state_in_kanji(name, text):
            continue
        out.setdefault(name, name)
        if (
            foreign
            and len(stem) > 2
            and stem not in known
            and shapes.stands_alone(stem, text)
        ):
            out.setdefault(stem, name)
    for stem in _bare_states(text, lex):
        if (
            stem not in stop
            and stem not in known
            and stem not in out
            and not any(stem == k or stem + "国" == k for k in out)
        ):
            out[stem] = stem
    return out


def _bare_states(text: str, lex: Lexicon) -> list[str]:
    """States called by bare names: joined in a title, or with a capital, a side or a government of their own."""
    shapes = openings(lex)
    head = "\n".join(
        line for line in text[: max(200, text.find("。") + 1)].split("\n") if "。" not in line and len(line) < 60
    )
    named_so = [part for m in shapes.joined.finditer(head) for part in m["states"].split("・")]
    stems = [part for part in named_so if shapes.acts_as_state(part, text)]
    people = {m[1] for m in shapes.surnames.finditer(text)}
    for m in shapes.bare.finditer(text):
        if m["stem"] not in people:
            stems.append(m["stem"])
    return [s for s in dict.fromkeys(stems) if text.count(s) > 1]


class PeopleReader:
    """Reads people, parties and terms from the opening of one text."""

    def __init__(self, work: Working, lex: Lexicon, found: Named, titles: Spans, opening: Spans) -> None:
        self.work, self.text, self.lex, self.found = work, work.text, lex, found
        self.titles, self.opening = titles, opening
        self.shapes = openings(lex)
        self.codes = {**found.bodies, **found.states}
        self.hits = _places(self.text, self.codes)
        self._starts = [hit[0] for hit in self.hits]
        self.masked = mask(self.text, ((s, e, name in found.states) for s, e, name in self.hits))
        self._spans: dict[int, tuple[int, int]] = {}
        self._party_at: dict[int, str] = {}

    def names_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """(start, end, surface) of every state and body named in [start, end)."""
        at = bisect_left(self._starts, start)
        stop = bisect_left(self._starts, end, at)
        return [hit for hit in self.hits[at:stop] if hit[1] <= end]

    def codes_in(self, start: int, end: int) -> list[str]:
        """Codes of every state and body named in [start, end), in order, repeated as named."""
        return [self.codes[name] for _, _, name in self.names_in(start, end)]

    # -- people --------------------------------------------------------------------------------------------------

    def people(self) -> tuple[Participant, ...]:
        """People with office and party, in the order of the text."""
        out: list[Participant] = []
        taken: Spans = []
        labelled = [
            (s, e)
            for s, e in self.titles
            if ":" in self.text[s:e] or (len(self.titles) > 3 and self.text[s:e].endswith(self.lex.words("fact.office")))
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
        return len(name) >= 2 and odd is None and name not in self.codes

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
        """Gives people without a state their party: the state whose language the text is in, or the forum member left over."""
        taken = {p.party for p in people if p.party}
        members = [c for c in self.forum_members() if c not in taken]
        people = self._in_turn(people)
        code = self._left_over(taken, members)
        kept = [p if p.party else replace(p, party=code) for p in people]
        self._party_at = {
            self._spans[p.span.start][0]: p.party for p in kept if p.party and p.span.start in self._spans
        }
        return tuple(p for p in kept if p.party)

    def _in_turn(self, people: list[Participant]) -> list[Participant]:
        """People without a state who stand in turn for the states listed before them ("A and B were represented by X and Y")."""
        loose = [p for p in people if not p.party]
        starts = [self._spans[p.span.start][0] for p in loose]
        if (
            len(loose) < 2
            or self.lex.pattern("word.respectively").search(self.text, self._sentence_start(starts[0]), starts[0])
            is None
        ):
            return people
        floor = self._sentence_start(starts[0])
        listed = self.shapes.listed.search(self.masked, floor, starts[0])
        codes = self.codes_in(listed.start(), listed.end()) if listed else []
        if len(codes) != len(loose):
            return people
        given = iter(codes)
        return [p if p.party else replace(p, party=next(given)) for p in people]

    def _left_over(self, taken: set[str], members: list[str]) -> str:
        """The party of people without a state: the text's home state where it takes part, else the one state left over."""
        home = HOMES.get(self.lex.language, "")
        head = self.text[: self.opening[-1][1]] if self.opening else self.text
        here = self.lex.pattern("word.home").search(head) is not None
        registered = any(len(code) == 2 for code in [*taken, *members])
        if home and home not in taken and (home in members or (not members and (here or registered))):
            return home
        if len(members) == 1:
            return members[0]
        hosts = [c for s, c in self.found.states.items() if c not in taken and s in head]
        return hosts[0] if len(set(hosts)) == 1 else ""

    def forum_members(self) -> tuple[str, ...]:
        """Members of a registered forum that titles or opening name; empty where none is."""
        known = _registered(self.lex.language)
        for s, e in [*self.titles, *self.opening[:2]]:
            for _, _, name in known.found_in(self.text[s:e]):
                code = known.groups.get(name, "")
                if len(name) > 3 and code and registry.groups()[code].kind == "forum" and registry.members_of(code):
                    return registry.members_of(code)
        return ()

    # -- parties ---------------------------------------------------------------------------------------------------

    def parties(self, people: Iterable[Participant]) -> tuple[str, ...]:
        """The parties to the text in its order: those of its people, joined by the states it lists together."""
        people = [p for p in people if not self._observes(p)]
        codes = tuple(dict.fromkeys(p.party for p in people if p.party not in self.found.bodies.values()))
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
        start, end = self._spans.get(person.span.start, (0, 0))
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
        known = _registered(self.lex.language)
        for s, e in self.titles:
            for _, _, name in known.found_in(self.text[s:e]):
                code = known.groups.get(name, "")
                if code and registry.members_of(code):
                    return (code,) if registry.groups()[code].kind == "organisation" else registry.members_of(code)
        return ()

    # -- terms -----------------------------------------------------------------------------------------------------

    def terms(self, parties: tuple[str, ...], people: tuple[Participant, ...]) -> tuple[Term, ...]:
        """Bindings the text makes, in its order: in brackets, in turn, or in a sentence of their own."""
        chair = tuple(p.party for p in people if p.chair)
        out: list[tuple[int, Term]] = []
        done: Spans = []
        for m in self.shapes.respectively.finditer(self.text):
            names = list(re.finditer(r"[「『]([^」』]+)[」』]", m["names"]))
            codes = self._members_before(self._sentence_start(m.start()), m.start())
            for x, code in zip(names, codes[-len(names) :], strict=False):
                at = m.start("names") + x.start(1)
                out.append((at, Term(x[1], "parties", (code,), "", self.work.source_span(at, at + len(x[1])))))
            if m["both"]:
                out.append(
                    (
                        m.start("both"),
                        Term(
                            m["both"],
                            "parties",
                            codes[-len(names) :],
                            "",
                            self.work.source_span(m.start("both"), m.end("both")),
                        ),
                    )
                )
            done.append((m.start(), m.end()))
        for m in self.shapes.paired.finditer(self.text):
            for x in re.finditer(r"([^「」、]+)を「([^」]+)」", m["pairs"]):
                begin = m.start("pairs")
                codes = tuple(dict.fromkeys(self.codes_in(begin + x.start(1), begin + x.end(1))))
                at = begin + x.start(2)
                if codes:
                    out.append((at, Term(x[2], "parties", codes, "", self.work.source_span(at, at + len(x[2])))))
                    done.append((m.start(), m.end()))
        for m in self.shapes.defined.finditer(self.text):
            if not any(a <= m.start() < b for a, b in done):
                out.append((m.start(), self._bracketed(m, parties, chair)))
                done.append((m.start(), m.end()))
        for m in self.shapes.declared.finditer(self.text):
            if any(a < m.end() and m.start("name") < b for a, b in done) or not self._declares(m):
                continue
            floor = max([self._sentence_start(m.start()), *(b for _, b in done if b <= m.start())])
            codes = self._members_before(floor, m.start())
            done.append((m.start(), m.end()))
            if codes:
                out.append(
                    (
                        m.start("name"),
                        Term(m["name"], "parties", codes, "", self.work.source_span(m.start("name"), m.end("name"))),
                    )
                )
        return tuple(term for _, term in sorted(out, key=lambda item: item[0]))

    def _declares(self, m: re.Match[str]) -> bool:
        """A declaration says "hereinafter", or stands in the opening and names states."""
        sentence = self.text[self._sentence_start(m.start()) : m.end()]
        named = self.lex.suffixes("fact.define").before(sentence, len(sentence)) is not None or m[0].endswith("」")
        early = bool(self.opening) and m.start() < self.opening[-1][1]
        return self.lex.pattern("fact.below").search(sentence) is not None or (early and named)

    def _sentence_start(self, at: int) -> int:
        """Where the sentence begins that holds a place; a stop inside a bracket or quotation ends none."""
        stop = self.text.rfind("。", 0, at)
        while stop >= 0 and self.text[stop + 1 : stop + 2] in (")", "」", "』"):
            stop = self.text.rfind("。", 0, stop)
        return max(stop, self.text.rfind("\n", 0, at)) + 1

    def _bracketed(self, m: re.Match[str], parties: tuple[str, ...], chair: tuple[str, ...]) -> Term:
        """The term of one bracket: whom it stands for, or the thing it names."""
        floor, end = self._sentence_start(m.start()), m.start()
        span = self.work.source_span(m.start("name"), m.end("name"))
        said = m["who"] + m["who2"]
        codes = self._members_before(floor, end)
        meeting = m["name"] in self.lex.words("fact.meeting")
        collective = (self.lex.is_collective(m["name"]) and not meeting) or self.lex.pattern("party.all").search(said) is not None
        if collective and len(codes) < 2 and not self._names_one(end):
            codes = parties
        elif collective and chair and set(codes) | set(chair) == set(parties):
            codes = parties
        elif self.lex.pattern("word.including").search(said):
            more = self.codes_in(m.start(), m.start("name"))
            more += chair if self.lex.pattern("fact.chair").search(said) else ()
            codes = tuple(dict.fromkeys([*more, *codes]))
        head = self.text[max(floor, end - 14) : end]
        is_people = (
            self.lex.pattern("party.role", "party.all", "fact.office").search(head)
            or any(head.rstrip(")").endswith(s) for s in self.codes)
            or collective
        )
        short = self.shapes.abbreviation.search(said)
        if short and not collective:
            codes, is_people = (short[0],), True
            name = self.shapes.thing.search(self.text[floor:end])
            if name:
                self.codes.setdefault(name[0], short[0])
        if codes and is_people:
            return Term(m["name"], "parties", codes, "", span)
        thing = self.shapes.thing.search(self.text[floor:end])
        return Term(m["name"], "thing", (), thing[0] if thing else "", span)

    def _names_one(self, end: int) -> bool:
        """Whether exactly one state stands right before a bracket ("A国（以下「A」という。）")."""
        return any(self.text.endswith(s, 0, end) for s in self.codes)

    def _members_before(self, floor: int, end: int) -> tuple[str, ...]:
        """Parties of the list that ends at `end`: states, bodies and people joined without a verb between them."""
        people = {s: (s, e) for s, e in self._spans.values() if floor <= s < end}
        hits = [(s, e) for s, e, _ in self.names_in(floor, end)]
        spans = [(s, e) for s, e in hits if not any(a <= s < b for a, b in people.values())]
        codes: list[str] = []
        at = end
        merged = sorted(
            [
                *((s, e, self.codes[self.text[s:e]]) for s, e in spans),
                *((s, e, self._code_in(s, e)) for s, e in people.values()),
            ],
            reverse=True,
        )
        for start, stop, code in merged:
            if self.shapes.breaks_list(self.text[stop:at]):
                break
            codes.insert(0, code)
            at = start
        return tuple(dict.fromkeys(code for code in codes if code))

    def _code_in(self, start: int, end: int) -> str:
        codes = self.codes_in(start, end)
        return codes[0] if codes else self._party_at.get(start, HOMES.get(self.lex.language, ""))

    # -- cast --------------------------------------------------------------------------------------------------------

    def cast(
        self, parties: tuple[str, ...], people: Iterable[Participant], terms: Iterable[Term], chair: str | None
    ) -> Cast:
        """The cast: groups, bodies, states, people, and the text's own terms, which come before all others."""
        surfaces: dict[str, tuple[str, ...]] = {}
        known = _registered(self.lex.language)
        for _, _, name in known.found_in(self.text):
            if name in known.groups:
                surfaces[name] = self._group(name, known.groups[name], parties)
        surfaces |= self._halves(parties)
        surfaces |= {name: (code,) for name, code in self.codes.items()}
        people = tuple(people)
        offices = [p.office for p in people]
        for p in people:
            if offices.count(p.office) == 1 and p.office in self.lex.words("party.office"):
                surfaces[p.office] = (p.party,)
            for name in self.shapes.called(p.name, p.office, self.text):
                surfaces.setdefault(name, (p.party,))
        surfaces |= {t.name: t.parties for t in terms if t.parties}
        return Cast(parties, surfaces, chair)

    def _halves(self, parties: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The states of one half of a forum named "X plus Y": all parties but those that the other half names."""
        out: dict[str, tuple[str, ...]] = {}
        for s, e in [*self.titles, *self.opening[:2]]:
            for m in self.shapes.halves.finditer(self.text, s, e):
                for side, opposite in (("left", "right"), ("right", "left")):
                    half, of_other = m[side], set(self.codes_in(m.start(opposite), m.end(opposite)))
                    rest = tuple(c for c in parties if c not in of_other)
                    if of_other and half not in self.codes and rest and len(rest) < len(parties):
                        out |= {
                            half + tail: rest
                            for tail in (*self.lex.words("word.plural"), "")
                            if half + tail in self.text
                        }
        return out

    def _group(self, name: str, code: str, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Whom a group's name means here: an organisation itself, of a group of states those that are parties, else all."""
        members = registry.members_of(code)
        plural = self.lex.suffixes("word.plural").before(name, len(name)) is not None
        if not members or code in parties or (registry.groups()[code].kind == "organisation" and not plural):
            return (code,)
        return tuple(c for c in members if c in parties) or members


# The state whose own ministers a text in a language names without their state.
HOMES = {"ja": "JP"}


@dataclass(frozen=True)
class _Registered:
    """Registered names of one language: of states, of groups, and of what only looks like a state."""

    states: Mapping[str, str]
    groups: Mapping[str, str]
    names: list[str]
    automaton: AhoCorasick

    def found_in(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, name) of every registered name in the text, the longest at each place."""
        return [(start, end, self.names[i]) for i, start, end in self.automaton.find_matches_as_indexes(text)]


@cache
def _registered(language: str) -> _Registered:
    """The registered names of a language, compiled once."""
    states = {name: code for name, code in registry.names(language) if len(name) >= SHORTEST_NAME}
    groups = {name: code for name, code in registry.group_names(language) if len(name) > 1}
    names = list({**dict.fromkeys(registry.look_alikes(language), ""), **groups, **states})
    return _Registered(states, groups, names, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest))
