"""Defined terms of a text in an inflected language: what brackets and sentences say is meant by a word further on.

Owns what a term stands for: parties, or a thing in the nominative.
"""

from __future__ import annotations

import re

from taiwa.lexicon.relations import looks_plural, plural_from_instrumental
from taiwa.model import Term
from taiwa.reading.free.scene import Scene


class Definitions(Scene):
    """Finds the terms."""

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
                    if not self.text[a:b].strip("«»")[:1].isupper() and not looks_plural(self.text[a:b]):
                        continue
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
            terms = self.shapes.terms_in(self.plain, a, b)
            each = self.codes_before(s, found.start())
            singles = [(x, y) for x, y in terms if not looks_plural(self.text[x:y])]
            if 1 < len(singles) == len(each) and self.shapes.pattern("fact.define.or").search(self.plain, a, b):
                for (x, y), code in zip(singles, each, strict=True):
                    self.roster.add(self.text[x:y], code)
                    out.append(self.as_parties(x, y, (code,)))
                terms = [term for term in terms if term not in singles]
            for x, y in terms:
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
        if len(near) == 1 and near[0] in parties and not looks_plural(name):
            self.roster.add(name, near[0])
            return self.as_parties(a, b, near)
        if looks_plural(name):
            return self.as_parties(a, b, parties)
        if self.roster.names.get(name, ("",))[0] in parties:
            return self.as_parties(a, b, self.roster.names[name])
        meaning = self.thing(name, s, before)
        return Term(name, "thing", (), meaning or "", self.work.source_span(a, b))

    def as_parties(self, a: int, b: int, codes: tuple[str, ...]) -> Term:
        """A term for parties."""
        return Term(
            plural_from_instrumental(self.text[a:b].strip("«»")), "parties", codes, "", self.work.source_span(a, b)
        )

    def codes_before(self, start: int, end: int) -> tuple[str, ...]:
        """The codes of the list of names that ends right before a place (a comma or a verb may stand between)."""
        masked = self.roster.masked
        last: tuple[str, ...] = ()
        stop = start
        for found in self.shapes.paired.finditer(masked, start, end):
            last, stop = self.roster.codes_in(*found.span()), found.end()
        return last if last and len(masked[stop:end].strip(" ,")) == 0 else ()
