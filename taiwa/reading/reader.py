"""The passes in order: heal, structure, facts, acts, follow-up, fields, mentions, account.

Owns the order and the assembly of a `Reading`; every rule is in the module named by its noun.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import islice, takewhile

from taiwa.errors import EmptyDocument
from taiwa.lexicon import Lexicon, Scale, languages, lexicon, scale
from taiwa.lexicon.inflected import InflectedLexicon
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.model import Notice, Passage, Provision, Qualifier, Reading, Segment, Source, Span
from taiwa.reading.account import Account
from taiwa.reading.fields import Fields
from taiwa.reading.final.facts import read_facts
from taiwa.reading.final.followup import FollowUp
from taiwa.reading.final.parties import Phrases
from taiwa.reading.final.sentences import ActReader
from taiwa.reading.final.structure import parts
from taiwa.reading.free import Pledges, SpeechReader, Voices
from taiwa.reading.free.incipit import read_incipit
from taiwa.reading.free.layout import layout
from taiwa.reading.initial import SentenceReader
from taiwa.reading.initial.preface import read_preface
from taiwa.reading.initial.promises import Promises
from taiwa.reading.initial.sections import sections
from taiwa.reading.initial.subjects import Subjects
from taiwa.reading.language import language_of
from taiwa.reading.mentions import Mentions
from taiwa.reading.nouns import Act, Opening, Outcome, Unit, renumber
from taiwa.reading.versions import Version, alone, languages_of, main_version, notice_of, stretches, versions_of
from taiwa.text import Working, heal

READER = "taiwa 0.1.0"
SHORTEST_CLAUSE = 6  # characters; less behind an act is its ending
# Languages whose reader is a first version: on texts it has not seen it errs too often to be quoted unchecked.
YOUNG = {
    "ru": Notice(
        "language-young",
        "Russian is read by a first version: check each speaker, and look for what is missing, before you quote it"
        " (BENCHMARKS.md has the figures).",
    ),
}


def read_source(source: Source, *, language: str | None = None, scale: str = "taiwa-2026") -> Reading:
    """Reads one document into a `Reading`.

    `language` is an ISO 639-1 code (found by itself when None), `scale` names the ladder of force. Of a document in
    several languages the version in `language` is read, else the first long one; a notice names the others.
    Deterministic: the same source gives the same reading. Raises UnknownLanguage where no lexicon fits, EmptyDocument
    where nothing is left to read, UnknownScale for a scale that isn't there.
    """
    ladder = _scale(scale)
    work, versions, code = _told(source, language)
    if versions:
        return _read_version(source, work, versions, code, ladder)
    return _read(source, work, lexicon(code), ladder)


def language_in(source: Source, language: str | None = None) -> str:
    """The language in which `read_source` would read a document; raises what it raises for one that can't be read."""
    return _told(source, language)[2]


def _told(source: Source, language: str | None) -> tuple[Working, tuple[Version, ...], str]:
    """The working text, its language versions (none where it is to be read as a whole), the language to read."""
    work = _healed(source)
    versions = versions_of(work)
    if len(versions) < 2 or (language is not None and language not in languages_of(versions)):
        return work, (), language_of(work.text, source.name, language)
    code = language or main_version(work, versions, languages()) or versions[0].language
    return work, versions, language_of(work.text, source.name, code)


def read_versions(source: Source, *, scale: str = "taiwa-2026") -> tuple[Reading, ...]:
    """Reads every language version of a document that can be read, in the order in which they begin.

    One `Reading` where the document is in one language. Raises what `read_source` raises.
    """
    ladder = _scale(scale)
    work = _healed(source)
    versions = versions_of(work)
    codes = [code for code in languages_of(versions) if code in languages()]
    if len(versions) < 2 or not codes:
        return (read_source(source, scale=scale),)
    return tuple(_read_version(source, work, versions, code, ladder) for code in codes)


def _healed(source: Source) -> Working:
    work = heal(source)
    if not work.text.strip():
        raise EmptyDocument(f"{source.name}: there is no text in it")
    return work


def _read_version(source: Source, work: Working, versions: tuple[Version, ...], code: str, ladder: Scale) -> Reading:
    """Reads the stretches in one language; the others are booked as what they are, and told of."""
    notice = notice_of(work, versions, code, languages())
    single = alone(replace(source, notices=(*source.notices, notice)), work, versions, code)
    reading = _read(single, heal(single), lexicon(code), ladder)
    others = [Segment("other-version", span) for span in stretches(work, versions, code)]
    return replace(reading, source=source, segments=tuple(sorted((*reading.segments, *others), key=lambda s: s.span)))


def _read(source: Source, work: Working, lex: Lexicon, ladder: Scale) -> Reading:
    """All passes over one working text."""
    if isinstance(lex, InflectedLexicon):
        return _read_inflected(source, work, lex, ladder)
    if isinstance(lex, SpacedLexicon):
        return _read_spaced(source, work, lex, ladder)
    units = renumber(parts(work, lex))
    opening = read_facts(work, units, lex)
    phrases = Phrases(work.text, opening.cast, lex)
    reader = ActReader(work.text, units, lex, phrases, _narrative(work, units, opening))
    outcomes = reader.read()
    judge = FollowUp(work.text, lex, reader.grammar)
    return _Assembly(source, work, lex, ladder, units, opening, phrases, judge, outcomes).reading()


def _read_spaced(source: Source, work: Working, lex: SpacedLexicon, ladder: Scale) -> Reading:
    """The same passes for a language that parts words with spaces and puts the predicate first."""
    units = renumber(sections(work, lex))
    opening, roll = read_preface(work, units, lex)
    subjects = Subjects(work.text, opening.cast, roll, lex)
    reader = SentenceReader(work.text, units, lex, subjects, _narrative(work, units, opening))
    outcomes = reader.read()
    judge = Promises(work.text, lex, reader.groups)
    return _Assembly(source, work, lex, ladder, units, opening, subjects, judge, outcomes).reading()


def _read_inflected(source: Source, work: Working, lex: InflectedLexicon, ladder: Scale) -> Reading:
    """The same passes for a language whose words inflect and stand in any order."""
    units = renumber(layout(work, lex))
    opening, roll = read_incipit(work, units, lex)
    written = [name for names in opening.statement.parties.values() for name in names]
    voices = Voices(work.text, opening.cast, roll, lex, frozenset(written))
    reader = SpeechReader(work.text, units, lex, voices, _narrative(work, units, opening))
    outcomes = reader.read()
    judge = Pledges(work.text, lex, reader.verbals)
    return _Assembly(source, work, lex, ladder, units, opening, voices, judge, outcomes).reading()


_scale = scale


def _narrative(work: Working, units: tuple[Unit, ...], opening: Opening) -> frozenset[int]:
    """Indexes of units that tell when, where and with whom the meeting was held: their talks are told, not stated."""
    told = [s for f in opening.statement.facts if f.name in ("date", "place") for s in f.spans]
    told += [p.span for p in opening.statement.participants]
    told += [t.span for t in opening.statement.terms if t.span and t.parties]
    told.sort()
    return frozenset(
        i
        for i, unit in enumerate(units)
        if unit.kind == "sentence" and _holds(work.source_span(unit.start, unit.end), told)
    )


def _holds(whole: Span, spans: list[Span]) -> bool:
    """Whether one of the spans, which are in order, lies in the whole."""
    first = bisect_left(spans, Span(whole.start, 0))
    inside = takewhile(lambda span: span.start < whole.end, islice(spans, first, None))
    return any(span.end <= whole.end for span in inside)


class _Assembly:
    """Puts the findings of all passes together, mapped back to the source."""

    def __init__(
        self,
        source: Source,
        work: Working,
        lex: Lexicon,
        ladder: Scale,
        units: tuple[Unit, ...],
        opening: Opening,
        phrases: Phrases | Subjects | Voices,
        followup: FollowUp | Promises | Pledges,
        outcomes: list[Outcome],
    ) -> None:
        self.source, self.work, self.lex, self.ladder = source, work, lex, ladder
        self.units, self.opening, self.outcomes = units, opening, outcomes
        self.followup = followup
        self.fields = Fields(work.text, lex, units)
        self.mentions = Mentions(work, lex, phrases)
        self.account = Account(work)
        statement = opening.statement
        held = [s for f in statement.facts if f.name != "next" for s in f.spans]
        held += [p.span for p in statement.participants]
        self._facts = sorted([*held, *(t.span for t in statement.terms if t.span)])
        self.provisions: list[Provision] = []
        self.assertions: list[Passage] = []
        self.residue: list[Passage] = []

    def reading(self) -> Reading:
        """Books every unit and assembles the reading."""
        for i, (unit, outcome) in enumerate(zip(self.units, self.outcomes, strict=True)):
            if unit.label:
                self.account.add("label", *unit.label)
            self.book(i, unit, outcome)
        segments = self.account.segments()
        return Reading(
            self.source,
            self.lex.language,
            self.ladder.name,
            READER,
            self.opening.statement,
            segments,
            tuple(self.provisions),
            tuple(self.assertions),
            tuple(self.residue),
            (*self.source.notices, *([YOUNG[self.lex.language]] if self.lex.language in YOUNG else ())),
        )

    def book(self, i: int, unit: Unit, outcome: Outcome) -> None:
        """Books one unit: its acts as provisions, the rest by its kind."""
        if unit.kind in ("title", "mark", "heading", "footnote"):
            self.account.add(unit.kind, unit.start, unit.end, level=len(unit.path))
        elif unit.kind == "attribute":
            self.attribute(unit)
        elif outcome.acts:
            *others, last = outcome.acts
            cut = last.end if outcome.rest else self.tail(last)
            for act in (*others, last._replace(end=cut)):
                self.provision(unit, act)
            if cut < last.end:
                self.passed_over(unit, last, cut)
            if outcome.rest:
                self.account.add("lead-in", outcome.acts[-1].end, unit.end)
        elif outcome.rest == "leadin":
            self.account.add("lead-in", unit.start, unit.end)
        elif outcome.rest == "fact" or self.is_fact(i, unit):
            self.account.add("fact", unit.start, unit.end)
        else:
            passage = Passage(
                self.paragraph(unit),
                self.work.source_spans(unit.start, unit.end),
                self.shown(unit.start, unit.end),
                outcome.reason,
            )
            kind = outcome.rest or "residue"
            (self.assertions if kind == "assertion" else self.residue).append(passage)
            self.account.add(kind, unit.start, unit.end, reason=outcome.reason)

    def tail(self, act: Act) -> int:
        """Where a clause begins behind the last act of its sentence that holds none itself; else the act's end."""
        done = max([act.anchor[1], *(end for _, end in act.content)])
        after = self.work.text[done : act.end].lstrip()
        if after[:1] not in ("、", "(") or len(after) < SHORTEST_CLAUSE:
            return act.end
        return act.end - len(after) + (after[0] == "、")

    def passed_over(self, unit: Unit, act: Act, start: int) -> None:
        """Books the clause behind the last act: the opening formula before the body, else an assertion of its own."""
        if act.preambular:
            self.account.add("lead-in", start, act.end)
            return
        spans = self.work.source_spans(start, act.end)
        self.assertions.append(Passage(self.paragraph(unit), spans, self.shown(start, act.end)))
        self.account.add("assertion", start, act.end)

    def attribute(self, unit: Unit) -> None:
        """A line that names lead or deadline is a further part of the content of the provision above it."""
        if self.provisions:
            last = self.provisions[-1]
            spans = self.work.source_spans(unit.start, unit.end)
            mentions = (*last.mentions, *self.mentions.within(((unit.start, unit.end),)))
            self.provisions[-1] = replace(
                last, content=(*last.content, *spans), extent=(*last.extent, *spans), mentions=mentions
            )
            self.account.add("provision", unit.start, unit.end, provision=last.id)
        else:
            self.account.add("fact", unit.start, unit.end)

    def is_fact(self, i: int, unit: Unit) -> bool:
        """Whether a unit without provisions holds statement facts (who met, where and when; what terms stand for)."""
        return _holds(self.work.source_span(unit.start, unit.end), self._facts)

    def paragraph(self, unit: Unit) -> str:
        return " ".join(unit.path)

    def shown(self, start: int, end: int) -> str:
        """A stretch as the source writes it, wraps healed."""
        return self.work.written(start, end)

    def provision(self, unit: Unit, act: Act) -> None:
        content = tuple(s for part in act.content for s in self.work.source_spans(*part))
        name = f"p{len(self.provisions) + 1}"
        anchor = self.work.source_spans(*act.anchor)[0]
        followup = self.followup.judge(act)
        span = self.work.source_span(*act.speaker.span) if act.speaker.span else None
        self.provisions.append(
            Provision(
                name,
                self.paragraph(unit),
                anchor,
                content,
                self.work.source_spans(act.start, act.end),
                act.speaker.codes,
                span,
                act.speaker.origin if act.speaker.codes else "unresolved",
                act.act,
                self.ladder.ranks[act.act],
                followup,
                self.fields_of(act, unit),
                self.qualifiers(act),
                self.mentions.within(act.content),
                act.predicate.entries,
                act.preambular,
                self.shown(*act.anchor),
                self.shown(unit.start, unit.end),
            )
        )
        self.account.add("provision", act.start, act.end, provision=name)

    def fields_of(self, act: Act, unit: Unit) -> tuple[str, ...]:
        """Policy fields of an act, the main one first; acts are asked in the order of the text."""
        return self.fields.of(act.content, unit)

    def qualifiers(self, act: Act) -> tuple[Qualifier, ...]:
        """Colouring words between object and predicate and at the end of the object; words that limit what is said
        ("where possible") wherever they stand in it."""
        start = act.content[-1][1] if act.content else act.start
        beside = self.lex.pattern("adverb.repeats", "adverb.strengthens", "adverb.weakens", "adverb.limits")
        found = list(beside.finditer(self.work.text, min(start, act.anchor[0]), act.anchor[1]))
        taken = [each.span() for each in found]
        for piece in act.content:
            limits = self.lex.pattern("adverb.limits").finditer(self.work.text, *piece)
            found += [each for each in limits if not any(a < each.end() and each.start() < b for a, b in taken)]
        out = []
        for each in sorted(found, key=lambda each: each.start()):
            meaning = self.lex.meaning_of(each[0], "adverb")
            out.append(Qualifier(each[0], meaning.split(".")[1], self.work.source_span(each.start(), each.end())))
        if act.predicate.form.name.startswith("negative") and act.act != "concern":
            out.append(Qualifier(self.shown(*act.anchor), "negates", self.work.source_span(*act.anchor)))
        return tuple(out)
