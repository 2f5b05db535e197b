"""The terms a text defines, and the cast of all who may speak in it.

Owns bindings of a name to parties or a thing (in brackets, in turn, in a sentence of their own) and which surface
stands for whom. Words live in the lexicon, shapes in `lexicon.openings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from heapq import merge

from taiwa import registry
from taiwa.lexicon import Lexicon
from taiwa.model import Participant, Term
from taiwa.reading.final.names import Named, Spans, registered
from taiwa.reading.final.people import HOMES, PeopleReader
from taiwa.reading.nouns import Cast
from taiwa.text import Working


class TermReader(PeopleReader):
    """Reads the terms of one text, once its people and parties are known."""

    def __init__(self, work: Working, lex: Lexicon, found: Named, titles: Spans, opening: Spans) -> None:
        super().__init__(work, lex, found, titles, opening)
        self._calls: dict[tuple[str, str], list[str]] = {}

    def terms(self, parties: tuple[str, ...], people: tuple[Participant, ...]) -> tuple[Term, ...]:
        """Bindings the text makes, in its order: in brackets, in turn, or in a sentence of their own."""
        chair = tuple(p.party for p in people if p.chair)
        out: list[tuple[int, Term]] = []
        done: Spans = []
        for m in self.shapes.respectively.finditer(self.text):
            names = list(re.finditer(r"[「『]([^」』]+)[」』]", m["names"]))
            codes = self._members_before(self.sentence_start(m.start()), m.start())
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
            for x in self.shapes.pair.finditer(m["pairs"]):
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
            floor = max([self.sentence_start(m.start()), *(b for _, b in done if b <= m.start())])
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
        sentence = self.text[self.sentence_start(m.start()) : m.end()]
        named = self.lex.suffixes("fact.define").before(sentence, len(sentence)) is not None or m[0].endswith("」")
        early = bool(self.opening) and m.start() < self.opening[-1][1]
        return self.lex.pattern("fact.below").search(sentence) is not None or (early and named)

    def _bracketed(self, m: re.Match[str], parties: tuple[str, ...], chair: tuple[str, ...]) -> Term:
        """The term of one bracket: whom it stands for, or the thing it names."""
        floor, end = self.sentence_start(m.start()), m.start()
        span = self.work.source_span(m.start("name"), m.end("name"))
        said = m["who"] + m["who2"]
        codes = self._members_before(floor, end)
        meeting = m["name"] in self.lex.words("fact.meeting")
        collective = (self.lex.is_collective(m["name"]) and not meeting) or self.lex.pattern("party.all").search(
            said
        ) is not None
        if (collective and len(codes) < 2 and not self._names_one(end)) or (
            collective and chair and set(codes) | set(chair) == set(parties)
        ):
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
        people = [(s, e) for s, e in set(self._spans.values()) if floor <= s < end]
        names = ((s, e) for s, e, _ in reversed(self.names_in(floor, end)))
        alone = ((s, e) for s, e in names if not any(a <= s < b for a, b in people))
        codes: list[str] = []
        at = end
        for start, stop in merge(alone, sorted(people, reverse=True), reverse=True):
            if self.shapes.breaks_list(self.text[stop:at]):
                break
            codes.append(self._code_in(start, stop) if (start, stop) in people else self.codes[self.text[start:stop]])
            at = start
        return tuple(dict.fromkeys(code for code in reversed(codes) if code))

    def _code_in(self, start: int, end: int) -> str:
        codes = self.codes_in(start, end)
        return codes[0] if codes else self._party_at.get(start, HOMES.get(self.lex.language, ""))

    def cast(
        self, parties: tuple[str, ...], people: Iterable[Participant], terms: Iterable[Term], chair: str | None
    ) -> Cast:
        """The cast: groups, bodies, states, people, and the text's own terms, which come before all others."""
        surfaces: dict[str, tuple[str, ...]] = {}
        known = registered(self.lex.language)
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
            for name in self._called(p.name, p.office):
                surfaces.setdefault(name, (p.party,))
        surfaces |= {t.name: t.parties for t in terms if t.parties}
        return Cast(parties, surfaces, chair)

    def _called(self, name: str, office: str) -> list[str]:
        """What a person is called in the text; asked once for a person named again and again."""
        key = (name, office)
        if key not in self._calls:
            self._calls[key] = self.shapes.called(name, office, self.text)
        return self._calls[key]

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
        """Whom a group's name means here: an organisation itself; of a group those that are parties, else all."""
        members = registry.members_of(code)
        plural = self.lex.suffixes("word.plural").before(name, len(name)) is not None
        if not members or code in parties or (registry.groups()[code].kind == "organisation" and not plural):
            return (code,)
        return tuple(c for c in members if c in parties) or members
