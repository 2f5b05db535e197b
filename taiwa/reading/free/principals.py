"""Whose text it is: the states and bodies that title and opening list, that attend, and whose people are named.

Owns the parties of a text in an inflected language; names and people are the `roster`'s.
"""

from __future__ import annotations

import re

from taiwa.lexicon.nominatives import spelled_like
from taiwa.lexicon.relations import ENDINGS
from taiwa.lexicon.wording import plain
from taiwa.model import Participant
from taiwa.reading.free.scene import Scene
from taiwa.registry import group_of, groups, members_of


class Principals(Scene):
    """Finds the parties. `membered`: bodies whose members' leaders speak."""

    membered: set[str]

    def parties(self, people: tuple[Participant, ...], chair: str | None, bodies: tuple[str, ...]) -> tuple[str, ...]:
        """Whose text it is: those whom title and opening list, who attend, and whose people are named."""
        listed: list[str] = []
        for s, e in [*self.titles, *self.opening]:
            # Whoever is listed behind those who speak, and isn't told to be present, is spoken of.
            met = {p.party for p in people if p.party and p.span.start < self.work.source_span(s, e).start}
            if len({*listed, *met}) < 2 or self.tells_presence(s, e):
                listed += self.listed_in(s, e)
        listed += [p.party for p in people if p.party]
        whole = self.body_of_members() if len(set(listed)) < 2 and not self.group() else None
        if whole:
            return (whole,)
        if len(set(listed)) < 2:
            listed += self.singles()
        if len(set(listed)) < 2:
            listed += self.roster.discovered
        if len(set(listed)) < 2:
            listed += self.sided()
        listed = [m for c in listed for m in self.expanded(c)]
        bodies_with_members = self.with_members() | self.membered
        found = [
            c
            for c in dict.fromkeys([*listed, *([chair] if chair else []), *bodies])
            if self.may_speak(c) and c not in bodies_with_members
        ]
        if len(found) < 2:
            group = self.group()
            if group:
                return members_of(group)
        return tuple(found) or self.body_alone()

    def body_of_members(self) -> str | None:
        """The body whose members speak though nobody lists them: it is the party, by its name."""
        for s, e in [*self.titles, *self.opening[:2]]:
            for found in self.shapes.pattern("fact.member").finditer(self.plain, s, e):
                bodies = self.shapes.bodies_in(self.plain, found.end() + 1, e)
                if bodies and bodies[0][0] == found.end() + 1:
                    a, b, noun = bodies[0]
                    return self.body_as_party(a, b, noun)
        return None

    def body_as_party(self, a: int, b: int, noun: str) -> str:
        """A body as a party: by its abbreviation where brackets behind it tell one, else by its name."""
        name = self.shapes.in_nominative(" ".join(self.text[a:b].split()), noun)
        short = self.shapes.abbreviation_behind.match(self.plain, b)
        code = self.text[slice(*short.span("short"))] if short else name
        for form in (name, code, spelled_like(noun, name.split(" ")[0])):
            self.roster.add(form, code)
        return code

    def body_alone(self) -> tuple[str, ...]:
        """The body that opens title and text where no state is told: it speaks itself."""
        for s, e in [*self.opening[:2], *self.titles]:
            for a, b, noun in self.shapes.bodies_in(self.plain, s, e):
                # in the opening the one that acts; one that is only mentioned there stands in another case
                if (s, e) in self.titles or re.search(rf"(?<!\w){plain(noun)}(?!\w)", self.plain[a:b], re.I):
                    return (self.body_as_party(a, b, noun),)
        return ()

    def with_members(self) -> set[str]:
        """Bodies whose members speak: named behind a word for members."""
        masked = self.roster.masked
        found = (m for s, e in [*self.titles, *self.opening] for m in self.shapes.membership.finditer(masked, s, e))
        return {self.roster.code_at(m.start("state")) for m in found}

    def tells_presence(self, start: int, end: int) -> bool:
        """Whether a stretch says who took part, presided or led a delegation."""
        words = ("fact.attend", "fact.delegation", "fact.chair", "fact.headed", "fact.define")
        return self.shapes.pattern(*words).search(self.plain, start, end) is not None

    def expanded(self, code: str) -> tuple[str, ...]:
        """The members of a group of states that is named for them; any other code alone."""
        if code in groups() and groups()[code].kind in ("group", "forum") and groups()[code].members:
            return members_of(code)
        return (code,)

    def may_speak(self, code: str) -> bool:
        """Whether a code is a state or an organisation, not a forum or a body of another."""
        return code not in groups() or groups()[code].kind == "organisation"

    def organ(self) -> str | None:
        """The organ whose resolution this is: its name alone opens the text."""
        for s, e in self.opening[:4]:
            found = self.shapes.organ.fullmatch(self.plain[s:e].strip())
            if found and self._clauses_follow(e):
                self.note("parties", found["name"], s, e)
                name = self.text[s : s + len(found["name"])]
                code = group_of(name, self.lex.language) or found["abbreviation"] or name
                self.roster.add(name, code)
                short = name[: len(found["short"])]
                noun = next((w for w in short.split(" ") if plain(w).lower() in self.shapes.forums), name.split(" ")[0])
                for other in (*self.organs_in_title(short), short, noun.capitalize(), code):
                    self.roster.add(other, code)
                self.roster.mask()
                return code
        return None

    def organs_in_title(self, short: str) -> list[str]:
        """The organ's whole name as the title writes it, in the nominative."""
        out = []
        for s, e in self.titles:
            for a, b, noun in self.shapes.bodies_in(self.plain, s, e):
                name = self.shapes.in_nominative(" ".join(self.text[a:b].split()), noun)
                out += [name] if name.lower().startswith(short.lower()) else []
        return out

    def _clauses_follow(self, end: int) -> bool:
        """Whether what follows an organ's name is a clause or a paragraph that it governs."""
        below = next((u for u in self.units if u.start >= end and u.kind in ("sentence", "leadin", "item")), None)
        return below is not None and self.text[below.start].islower()

    def listed_in(self, start: int, end: int) -> list[str]:
        """The codes of lists of two and more names in a stretch, and of all names where it says who attends."""
        masked = self.roster.masked
        if self.shapes.pattern("party.notstate").search(self.plain, start, end) and not self.is_membership(start, end):
            return []
        if self.shapes.pattern("fact.invited").search(self.plain, start, end):
            return []
        if self.shapes.pattern("fact.attend", "fact.delegation").search(self.plain, start, end):
            return [c for c in self.roster.codes_in(start, end) if c not in groups()]
        out: list[str] = []
        for found in self.shapes.gathered.finditer(masked, start, end):
            codes = self.roster.codes_in(*found.span())
            if len(codes) > 1:
                out += codes
        for found in self.shapes.officed.finditer(masked, start, end):
            out += self.roster.codes_in(*found.span())
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
        """Bodies that no registry knows, with their abbreviation in brackets: those that attend are parties."""
        out: list[str] = []
        found_any, self.membered = False, set()
        for s, e in self.opening:
            invited = self.shapes.pattern("fact.invited").search(self.plain, s, e)
            present = not invited and self.shapes.pattern("fact.attend", "fact.delegation").search(self.plain, s, e)
            for found in self.shapes.abbreviated_body.finditer(self.plain, s, e):
                short = found["short"]
                name = self.thing(short, s, found.start())
                officer = self.officer_before(s, found.start())
                if short in self.roster.names or (name is None and not present and not invited and not officer):
                    continue
                self.roster.add(name or short, short)
                self.roster.add(short, short, frozenset([short]))
                found_any = True
                if self.members_named(s, found.start()) and not officer:
                    self.membered.add(short)
                elif present or (officer and not invited):
                    out.append(short)
        if found_any:
            self.roster.mask()
        return tuple(out)

    def officer_before(self, start: int, before: int) -> bool:
        """Whether an officer stands in front of a body's name, whom "and" joins to others: the body speaks too."""
        bodies = self.shapes.bodies_in(self.plain, start, before)
        if not bodies or bodies[-1][1] < before - 1:
            return False
        return self.shapes.joined_officer.search(self.plain[start : bodies[-1][0]]) is not None

    def members_named(self, start: int, before: int) -> bool:
        """Whether those who lead the members of a body stand in front of its name: they speak, not the body."""
        return self.shapes.of_members.search(self.plain[start:before]) is not None

    def sided(self) -> list[str]:
        """States that the text tells by adjectives alone ("the X-ian delegation"), in its order."""
        known, out = self.roster.adjectives(), []
        for found in self.shapes.sided_adjective.finditer(self.plain):
            for word in (found["first"], found["who"]):
                low = (word or "").lower()
                code = next((known[form] for form in (low, low + ENDINGS[0]) if form in known), "")
                land = self.shapes.land.fullmatch(low)
                if not code and land:
                    code = land["stem"].capitalize() + self.shapes.land_ending
                    self.roster.add_land(code)
                out += [code] if code else []
        return out if len(set(out)) > 1 else [*out, *self.strange_sides(out)]

    def strange_sides(self, known: list[str]) -> list[str]:
        """Sides whose adjectives tell no state that anybody knows: two and more of them go by what they are called."""
        found: dict[str, str] = {}
        for side in self.shapes.strange_side.finditer(self.plain):
            found.setdefault(side["who"].lower(), side["noun"].lower())
        known_words = self.roster.adjectives()
        new = {who: noun for who, noun in found.items() if who not in known_words}
        if len(new) + len(set(known)) < 2:
            return []
        for who, noun in new.items():
            self.roster.add_side(who, f"{who} {noun}".capitalize())
        return [f"{who} {noun}".capitalize() for who, noun in new.items()]
