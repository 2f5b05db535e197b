"""Who speaks in a clause, carried on through the text: pronouns, persons, the others, the organ of a resolution."""

from __future__ import annotations

from taiwa.lexicon.words import Token
from taiwa.reading.initial.group import Group
from taiwa.reading.initial.persons import Persons
from taiwa.reading.initial.subjects import Subject, Subjects
from taiwa.reading.initial.vocabulary import Vocabulary
from taiwa.reading.nouns import Speaker


class Voices:
    """Remembers who spoke last; `hanging` while paragraphs hang on an organ's name, `numbered` once its body began."""

    def __init__(self, subjects: Subjects, words: Vocabulary) -> None:
        self.subjects, self.words = subjects, words
        self.all = subjects.all
        self.organ = subjects.roll.organ
        self.hanging, self.numbered = self.organ, False
        self.last = self.plural = self.single = self.everyone()
        self.persons = Persons(subjects)
        self.things = False  # the sentence before told of a thing
        self.known: dict[str, tuple[str, ...]] = {}

    def everyone(self) -> Speaker:
        """All parties, as where nobody is named."""
        return Speaker(self.all, None, "implied", 0, "all")

    def forget(self) -> None:
        """Starts anew below a heading."""
        self.last = self.plural = self.everyone()

    def is_thing(self, subject: Subject, group: Group) -> bool:
        """Whether "it" or "they" stands for a thing told of in the sentence before, and not for those who speak."""
        return self.things and subject.kind in ("they", "single") and group.kind in ("will", "must", "other")

    def is_organ_line(self, toks: list[Token]) -> bool:
        """Whether a line holds the name of those who speak and nothing else."""
        subject = self.subjects.at(toks, 0)
        return subject is not None and subject.last >= len(toks)

    def made(self, toks: list[Token], subject: Subject, codes: tuple[str, ...], origin: str = "stated") -> Speaker:
        """A speaker at the place of a subject."""
        last = min(max(subject.last, subject.first + 1), len(toks))
        return Speaker(codes, (toks[subject.first].start, toks[last - 1].end), origin, 0, subject.kind)

    def of(self, toks: list[Token], subject: Subject, group: Group, hi: int) -> Speaker:
        """Whom a subject stands for here; remembers it for what follows."""
        codes = subject.codes
        if subject.kind == "most":
            return self.made(toks, subject, (), "unresolved")
        if subject.kind == "they":
            codes = self.plural.codes if len(self.plural.codes) > 1 else self.all
        elif subject.kind == "single":
            codes = (
                self.single.codes if len(self.single.codes) < len(self.all) or len(self.all) == 1 else self.last.codes
            )
        elif subject.kind == "others":
            base = codes or self.all
            codes = tuple(c for c in base if c not in self.last.codes) or base
        elif subject.kind == "unknown":
            codes = self._person(toks, subject, group, hi)
        codes = codes or self.all
        speaker = self.made(toks, subject, codes)
        self.last = speaker
        if len(codes) > 1:
            self.plural = speaker
        if len(codes) == 1 or subject.kind == "body":
            self.single = speaker
        return speaker

    def _person(self, toks: list[Token], subject: Subject, group: Group, hi: int) -> tuple[str, ...]:
        """The party of a person whom the opening gives none: by the office, by who is left, by what the person does."""
        name = toks[subject.last - 1].low
        office = " ".join(token.text for token in toks[subject.first : subject.last])
        codes = self.known.get(name) or self.persons.party_of(name) or self.persons.head_of(office)
        if not codes and len(self.all) == 2:
            codes = self._told(toks, group, hi)
        if len(codes) == 1:
            self.known[name] = codes
        return codes or self.all

    def _told(self, toks: list[Token], group: Group, hi: int) -> tuple[str, ...]:
        """Of two parties the one that is not thanked, or whose own promise it is; empty where that says nothing."""
        named = {c for k in range(group.last, hi) if (at := self.subjects.names_at(toks, k)) for c in at[1]}
        if len(named) != 1:
            return ()
        if group.act in ("welcome", "urge"):
            return tuple(c for c in self.all if c not in named)
        return tuple(named) if group.act in ("undertake", "intend", "affirm") else ()

    def agent(self, toks: list[Token], i: int, hi: int) -> Speaker | None:
        """The party that "by" names behind a passive, or None."""
        if i < hi and toks[i].low in self.words.by:
            subject = self.subjects.at(toks, i + 1)
            if subject is not None and subject.codes:
                return self.made(toks, subject, subject.codes)
        return None

    def of_organ(self) -> Speaker:
        """The organ of a resolution, that stands above its paragraphs."""
        return Speaker(self.all, None, "implied", 0, "organ")
