"""Statement facts of a text in a script with spaces: the order in which one rests on another, and what the title says.

Owns title, kind, translation mark, level and defined terms. Names are in `roll`, people in `attendance`, parties in
`signatories`, the meeting in `occasion`; the shapes stand in `lexicon.prefaces`, the words in the lexicon.
"""

from __future__ import annotations

from taiwa.lexicon.calendar import calendar_of
from taiwa.lexicon.spaced import SpacedLexicon, alike
from taiwa.model import Fact, Participant, Statement, Term
from taiwa.reading.final.facts import LEVELS
from taiwa.reading.initial.attendance import Attendance
from taiwa.reading.initial.occasion import Occasion
from taiwa.reading.initial.roll import Head, Register
from taiwa.reading.initial.signatories import Signatories, discover, organ_of
from taiwa.reading.nouns import Cast, Opening, Roll, Unit
from taiwa.text import Working

# A mark of translation is a line no longer than this.
LONGEST_MARK = 60
# Of people of several ranks the highest tells the level.
RANKS = ("leaders", "foreign-ministers", "ministers", "senior-officials")


def read_preface(work: Working, units: tuple[Unit, ...], lex: SpacedLexicon) -> tuple[Opening, Roll]:
    """All facts of a text and who is who in it."""
    head = Head(work, units, lex)
    preface = _Preface(head)
    names = Register(head)
    organ = organ_of(head, names)
    likely = () if organ else discover(head, names)
    names.aliases()
    there = Attendance(head, names)
    title = preface.title()
    parties = (organ,) if organ else Signatories(head, names, there, likely).parties(title or "")
    there = Attendance(head, names)
    there.place_last(parties)
    names.own_groups(parties)
    terms = preface.terms(names, there.masked, parties)
    for term in (t for t in terms if t.parties):
        names.names[term.name] = term.parties
    occasion = Occasion(head, names, there)
    session, forum = (None, None) if organ else occasion.session()
    days = occasion.days()
    chair = occasion.chair(parties)
    place = occasion.place()
    statement = Statement(
        title=title,
        kind=preface.kind(title or ""),
        language=lex.language,
        translation=preface.translation(),
        forum=occasion.without_place(forum, place) or occasion.forum(title or "") or organ,
        level=None if organ else preface.level(title or "", there.people),
        session=session,
        date=days[-1] if days else None,
        dates=days if len(days) > 1 else (),
        place=place,
        chair=chair,
        participants=there.people,
        parties={code: tuple(names.written.get(code, [code])) for code in parties},
        terms=terms,
        next=occasion.upcoming(session, days, parties),
        facts=(*preface.facts, *occasion.facts),
    )
    roll = Roll(parties, dict(names.names), names.demonyms(), there.surnames(), there.offices(), chair, bool(organ))
    return Opening(statement, Cast(parties, dict(names.names), chair)), roll


class _Preface:
    """Reads what title and mark say of one text; collects the evidence on the way."""

    def __init__(self, head: Head) -> None:
        self.head, self.lex, self.text = head, head.lex, head.text
        self.facts: list[Fact] = []

    def note(self, name: str, value: object, start: int, end: int) -> None:
        """Keeps a fact with its characters."""
        self.facts.append(Fact(name, value, self.head.work.source_spans(start, end)))

    def title(self) -> str | None:
        """The title of the front matter, else the lines of the title without a dateline."""
        told = self.head.front_value("title")
        if told:
            return told
        lines = [(s, e) for s, e in self.head.titles if not self._is_dateline(s, e)]
        if not lines:
            return None
        value = " ".join(self.head.work.written(s, e).strip(" *_#") for s, e in lines)
        self.note("title", value, lines[0][0], lines[-1][1])
        return value

    def _is_dateline(self, s: int, e: int) -> bool:
        return bool(calendar_of(self.lex).dates(self.text, s, e)) and (
            self.lex.pattern("fact.kind").search(self.text, s, e) is None
        )

    def _all_heads(self, title: str) -> str:
        return " ".join([title, *(self.text[s:e] for s, e in self.head.titles)])

    def kind(self, title: str) -> str | None:
        """The kind of text: the longest word for one in the titles, else in the opening."""
        hits = list(self.lex.pattern("fact.kind").finditer(self._all_heads(title)))
        hits = hits or [
            m for s, e in self.head.opening for m in self.lex.pattern("fact.kind").finditer(self.text, s, e)
        ]
        if not hits:
            return None
        best = max(hits, key=lambda m: m.end() - m.start())
        return self.lex.meaning_of(best[0], "fact.kind").removeprefix("fact.kind.") or None

    def translation(self) -> str:
        """What a mark at the head says of the translation."""
        for start, end in [*((u.start, u.end) for u in self.head.units[:6]), *self.head.titles]:
            m = self.lex.pattern("fact.translation").search(self.text, start, end)
            if m and end - start < LONGEST_MARK:
                value = self.lex.meaning_of(m[0], "fact.translation").removeprefix("fact.translation.")
                self.note("translation", value, start, end)
                return value
        return "none"

    # -- level -----------------------------------------------------------------------------------------------------

    def level(self, title: str, people: tuple[Participant, ...]) -> str | None:
        """At what level they met: by the titles, the offices of those present, the first sentences."""
        found = self._level_in(self._all_heads(title))
        offices = [self._level_in(p.office, whole=True) for p in people if p.office]
        if found is None and offices and None not in offices:
            return min((level for level in offices if level), key=RANKS.index)
        for piece in () if found else [self.text[s:e] for s, e in self.head.opening[:3]]:
            found = found or self._level_in(piece)
        heads = [self._all_heads(title), *(self.text[s:e] for s, e in self.head.opening[:3])]
        if found is None and any(self.lex.pattern("fact.officials").search(piece) for piece in heads):
            return "senior-officials"
        return found

    def _level_in(self, text: str, *, whole: bool = False) -> str | None:
        """The highest level a stretch names; of an office the level of officials where it is theirs."""
        if whole and self.lex.pattern("fact.officials").search(text):
            return "senior-officials"
        every = self.lex.pattern(*(f"fact.level.{level}" for level in LEVELS))
        found = {self.lex.meaning_of(m[0], "fact.level").removeprefix("fact.level.") for m in every.finditer(text)}
        return next((level for level in LEVELS if level in found), None)

    # -- terms -----------------------------------------------------------------------------------------------------

    def terms(self, names: Register, veiled: str, parties: tuple[str, ...]) -> tuple[Term, ...]:
        """Words that the text defines: for its parties, or for the thing named in front of the bracket."""
        out = []
        for s, e in self.head.spans:
            for m in self.head.shapes.defined.finditer(veiled, s, e):
                group = "term" if m["term"] else "term2"
                span = self.head.work.source_span(*m.span(group))
                name = names.bare(self.text[slice(*m.span(group))].strip())
                if name in names.names:
                    continue
                if m["who"]:
                    out.append(Term(name, "parties", names.codes_of(self.text[slice(*m.span("who"))]), "", span))
                elif self._collective(name):
                    out.append(Term(name, "parties", parties, "", span))
                else:
                    before = self.head.shapes.meant.search(self.text, s, m.start())
                    out.append(Term(name, "thing", (), before["meant"] if before else "", span))
        return tuple(out)

    def _collective(self, name: str) -> bool:
        """Whether a term is a word for parties."""
        low = alike(name).lower()
        words = self.lex.set_of("party.all", "party.side", "fact.delegation", "party.members")
        return low in words or f"the {low}" in words or low.rstrip("s") in words
