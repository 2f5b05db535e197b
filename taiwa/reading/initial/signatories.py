"""Whose text it is, in a text with spaces: an organ, or the parties that its title, its opening and its people name.

Owns the weighing of that evidence; names and their codes are `roll`'s, people `attendance`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from taiwa.lexicon.veils import FIRST, REST
from taiwa.reading.initial.attendance import Attendance
from taiwa.reading.initial.roll import Head, Register, found_names
from taiwa.registry import adjectives, groups, members_of

# So many sentences of the opening name the parties; what follows may name others.
FIRST_SENTENCES = 4


def organ_of(head: Head, names: Register) -> str | None:
    """The organ whose resolution this is: its name alone opens the text."""
    pattern = head.lex.pattern("fact.organ")
    titled = any(head.lex.pattern("fact.kind.resolution").search(head.text, s, e) for s, e in head.titles)
    lines = [(u.start, u.end) for u in head.units[:6] if u.kind in ("heading", "title")]
    for s, e in [*head.opening[:2], *lines]:
        s += len(head.text[s:e]) - len(head.text[s:e].lstrip(" *_"))
        m = pattern.match(head.text, s)
        if m and ((titled and (s, e) not in lines) or head.text[m.end() : e].strip(" ,:*_") == ""):
            name = names.bare(m[0])
            code = (names.inside(name) or (name,))[0]
            for surface in (name, m[0], name.split()[-1]):
                names.add(surface, code)
            return code
    return _own_organ(head, names)


def _own_organ(head: Head, names: Register) -> str | None:
    """An organ that no list holds: a line of its own with its name and a comma, and further such clauses below it."""
    for s, e in head.opening[:2]:
        m = head.shapes.organ.fullmatch(head.text[s:e].strip(" *_"))
        below = [u for u in head.units if u.start > e and u.kind in ("sentence", "leadin")][:1]
        if (
            m
            and not names.is_collective(m["name"])
            and below
            and head.text[below[0].start : below[0].end].rstrip(" *_").endswith((",", ";", ":"))
        ):
            hits = names.inside(m["name"])
            code = hits[0] if hits and len(hits) == 1 and hits[0] in groups() else m["name"]
            of = head.lex.words("fact.of")[0]
            core = m["name"].split(f" {of} ")[0]
            for surface in (m["name"], core, core.split()[-1]):
                names.add(surface, code)
            return code
    return None


def discover(head: Head, names: Register) -> tuple[str, ...]:
    """States that no registry knows, by what is said of them; they may speak, and are parties where no others are found."""  # noqa: E501
    found: list[str] = []
    limit = head.spans[-1][1] if head.spans else 0
    veiled, codes = names.veiled()
    hits = [(m, True) for pattern in head.shapes.likely for m in pattern.finditer(veiled)]
    hits += [(m, False) for m in head.shapes.acting.finditer(head.text)]
    words = {w for m in head.shapes.honoured.finditer(veiled) for w in m["name"].split()}
    adjective = names.demonyms()
    for m, sure in hits:
        for group in ("who", "who2"):
            if group not in m.groupdict() or not m[group]:
                continue
            name, at = m[group], m.start(group)
            code = codes.get(at) or adjective.get(name)
            if not code and veiled[at] in FIRST + REST:
                continue
            if code:
                if sure and code not in groups():
                    found.append(code)
                continue
            if not names.may_be_state(name) or set(name.split()) & words:
                continue
            if (sure and at < limit and _stands_alone(head.text, name)) or _mid_sentence(head.text, name):
                names.add(name, name)
                found.append(name)
    return tuple(dict.fromkeys(found))


def _stands_alone(text: str, name: str) -> bool:
    """Whether a name is never written with a small letter."""
    return not re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text)


def _mid_sentence(text: str, name: str) -> bool:
    """Whether a name stands with its capital inside sentences, on its own, and never with a small letter."""
    alone = rf"(?<=[a-z,] ){re.escape(name)}(?=[’'\s.,;:)])(?! (?!and\b)[A-Z])"
    return bool(re.search(alone, text)) and _stands_alone(text, name)


class Signatories:
    """Weighs the evidence of one text."""

    def __init__(self, head: Head, names: Register, there: Attendance, likely: tuple[str, ...]) -> None:
        self.head, self.names, self.there, self.likely = head, names, there, likely
        self.text, self.shapes = head.text, head.shapes

    def parties(self, title: str) -> tuple[str, ...]:
        """Whose text it is: the states the title names, else those of the opening, else the group the head names."""
        speaking = {p.party for p in self.there.people} | self._acting()
        people = [p.party for p in self.there.people if p.party]
        lists = list(self._listed(bool(people)))
        if len(set(lists)) > 1:  # a list is complete; who is named further down isn't in it
            people = [p.party for p in self.there.people if p.party and self._early(p.span.start)]
        listed = self._speaking([*people, *lists], speaking)
        named = self.in_title(title, set(listed))
        if self._is_group(named) and len(set(lists)) < 2:
            return named
        if len(set(listed) | set(named)) < 2:
            listed = self._speaking([*listed, *named, *self.likely], speaking)
        states = [c for c in listed if c not in groups()]
        if len(named) > 1 and len(named) >= len([c for c in states if c in named]):
            if len(states) > len(named) + 1 and not self.head.lex.pattern("fact.between", "fact.authors").search(title):
                return tuple(dict.fromkeys([*named, *(c for c in states if c not in self.names.in_groups(named))]))
            return named
        actors = tuple(c for c in listed if c not in groups() or groups()[c].kind == "organisation")
        bodies = [c for c in actors if c in groups() and c in speaking]
        if len(named) == 1 and named[0] not in listed and listed:
            return tuple(dict.fromkeys([*named, *(bodies or states)])) if bodies or len(states) < 2 else tuple(states)
        if len(states) > 1 or len(set(actors) & speaking) > 1:
            return actors
        return self._group(title) or tuple(named) or tuple(listed) or self._often()

    def _acting(self) -> set[str]:
        """Those who act together in the first sentence ("The Rim Union and Norrholm reaffirm"); empty for one alone."""
        several = set(self._subjects(*self.head.opening[0], first=True)) if self.head.opening else set()
        return several if len(several) > 1 else set()

    def _is_group(self, codes: tuple[str, ...]) -> bool:
        """Whether the title names one group or forum and nobody else."""
        return len(codes) == 1 and codes[0] in groups() and groups()[codes[0]].kind in ("forum", "group")

    def _speaking(self, codes: list[str], speaking: set[str]) -> list[str]:
        """Codes once each, without organs of others and without bodies beside states for which nobody speaks."""
        out = [c for c in dict.fromkeys(codes) if c not in groups() or groups()[c].kind != "body"]
        if (
            len([c for c in out if c not in self.names.bodies]) > 1
        ):  # else it stands beside one state that signs with it
            out = [c for c in out if c not in self.names.bodies or c in speaking]
        return out

    def _group(self, title: str) -> tuple[str, ...]:
        """The forum or group that the head of the text names and whose members it doesn't list."""
        kinds = ("forum", "group")
        known = (
            c for _, _, c in self.names.known if c in groups() and groups()[c].kind in kinds and groups()[c].members
        )
        forum = next(known, None)
        head = " ".join([title, *(self.text[s:e] for s, e in self.head.spans)])
        if forum and any(surface in head for surface in self.names.written.get(forum, ())):
            return (forum,)
        return ()

    def _often(self) -> tuple[str, ...]:
        """The two states named most often."""
        counted: dict[str, int] = {}
        for _, _, code in self.names.known:
            if code not in groups():
                counted[code] = counted.get(code, 0) + 1
        return tuple(sorted(counted, key=lambda c: -counted[c])[:2])

    def _early(self, place: int) -> bool:
        """Whether a place of the source lies in the titles or the sentences that name the parties."""
        last = [*self.head.titles, *self.head.opening[: FIRST_SENTENCES - 1]][-1][1]
        return place < self.head.work.source_span(last - 1, last).end

    def _listed(self, any_before: bool) -> Iterator[str]:
        """States that the first sentences list as those who meet or speak."""
        masked = self.there.masked
        for n, (s, e) in enumerate([*self.head.titles, *self.head.opening[:FIRST_SENTENCES]]):
            first = n - len(self.head.titles) < 1
            for m in self.shapes.gathered.finditer(masked, s, e):
                if self.there.observes(m.start("list")):
                    continue
                several = self._parts(m, "list")
                codes = self._codes(several, invented=len(several) > 1)
                if len(codes) > 1 or any_before:
                    any_before = True
                    yield from codes
            yield from self._subjects(s, e, first)
            if any_before:
                for m in self.shapes.represented.finditer(masked, s, e):
                    yield from self._codes(self._parts(m, "list"))
            for pattern in (self.shapes.selves, self.shapes.bracketed):
                for m in pattern.finditer(masked, s, e):
                    yield from self._codes(self._parts(m, "list"))
            for m in self.shapes.dashed.finditer(masked, s, e):
                if m["list"].count(FIRST) > 2:
                    yield from (c for at, c in sorted(self.there.codes.items()) if m.start() < at < m.end())
            if first and self.shapes.ourselves.match(masked, s, e):
                for m in self.shapes.seconds.finditer(masked, s, e):
                    yield from self._codes(self._parts(m, "list"))
            hosted = self.shapes.hosted.search(masked, s, e)
            if hosted and any_before and self.names.may_be_state(hosted["who"]) and not self._is_person(hosted["who"]):
                yield from self.names.codes_of(hosted["who"])

    def _parts(self, m: re.Match[str], group: str) -> list[tuple[int, int]]:
        """The members of a list in a masked text, as places."""
        out, at, end = [], m.start(group), m.end(group)
        bounds = [(found.start(), found.end()) for found in self.shapes.parts.finditer(self.there.masked, at, end)]
        for start, stop in [*bounds, (end, end)]:
            if start > at:
                out.append((at, start))
            at = stop
        return out

    def _codes(self, parts: list[tuple[int, int]], *, invented: bool = True) -> list[str]:
        """The codes of the members of a list: names that are known, else capitalised ones of their own."""
        out: list[str] = []
        for start, end in parts:
            known = next((c for at, c in self.there.codes.items() if start <= at < end), None)
            if known:
                out.append(known)
            elif not self._is_person(self.text[start:end]):
                out += self.names.codes_of(self.text[start:end], invented=invented)
        return list(dict.fromkeys(out))

    def _is_person(self, name: str) -> bool:
        """Whether a capitalised name is one of the people, or part of it."""
        bare = self.names.bare(name.strip(" ,."))
        return any(bare in p.name or p.name in bare for p in self.there.people)

    def _subjects(self, s: int, e: int, first: bool) -> list[str]:
        """The names that open a sentence as those who act; unknown ones where the text names each again."""
        m = self.shapes.opens.match(self.there.masked, s, e)
        if not m or self.there.observes(m.start("list")):
            return []
        parts = self._parts(m, "list")
        names = [self.names.bare(self.text[a:b]) for a, b in parts]
        again = len(names) > 1 and all(len(re.findall(rf"(?<!\w){re.escape(n)}(?!\w)", self.text)) > 1 for n in names)
        return self._codes(parts, invented=first and again)

    def in_title(self, title: str, listed: set[str]) -> tuple[str, ...]:
        """The states, organisations and groups by which the title says whose text it is; of a group the members listed.
        What the text is about, behind a word for it, is left out where others stand in front."""
        about = self.head.lex.pattern("fact.about").search(title)
        front = self._in(title[: about.start()], listed) if about else ()
        if len(front) > 1 or any(code in groups() for code in front):
            return front
        return self._in(title, listed)

    def _in(self, title: str, listed: set[str]) -> tuple[str, ...]:
        """Codes of all that a stretch of the title names, by name or adjective."""
        codes: list[str] = []
        for _, _, code in found_names(title, self.head.lex.language):
            group = groups().get(code)
            if group is None or group.kind == "organisation":
                codes.append(code)
            elif group.kind in ("forum", "group"):
                members = [m for m in members_of(code) if m in listed]
                codes += members if len(members) > 1 else [code]
            elif group.party:
                codes.append(group.party)
        for surface, own in self.names.names.items():
            if own[0] not in groups() and own[0] not in self.names.bodies and _stands_in(surface, title):
                codes += own
        codes += [code for word, code in adjectives(self.head.lex.language) if _stands_in(word, title)]
        return tuple(dict.fromkeys(codes))


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text at word boundaries."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
