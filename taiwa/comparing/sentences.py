"""A version as what is laid beside another language: sentences in order, each with its things and the signs they bear.

Owns what a sign is. A sign means the same in every language: a figure, a party, a listed entity, a name by its sound,
an act class, a policy field, a concept. No words here: they are the lexicon's and the registry's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from taiwa.comparing.naming import Names, Sign
from taiwa.lexicon import lexicon
from taiwa.lexicon.figures import figures
from taiwa.lexicon.meanings_in import meanings_in
from taiwa.lexicon.sounds import skeleton, words
from taiwa.model import Provision, Reading, Span

# A word of so many consonants is likely the same word where it sounds the same; so many of them are compared.
COGNATE, NAME = 4, 3
# What frames the sentences of a text, and in a text that isn't read into provisions is often a sentence itself.
FRAMES = ("title", "heading", "fact", "lead-in")
# Up to so many characters, by language: longer ones may be sentences that the reader took for a heading.
BRIEF = {"ja": 25, "en": 70, "ru": 70}
_SPACE = re.compile(r"\s+")
_WRAP = re.compile(r"[^\S\n\r\f]*[\n\r\f]\s*")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Placed:
    """A sign at a place of the source's text; `firm` where its absence on the other side would mean something."""

    sign: Sign
    span: Span
    firm: bool = True


@dataclass(frozen=True)
class Thing:
    """A provision, or a stretch that is none (`provision` is None), with its characters in pieces and its signs.

    `kind` is `provision`, `assertion`, `residue` or the kind of a segment that frames them (`heading` ...).
    `sentence` tells apart sentences, `label` is the number it stands under, `length` counts characters without space.
    """

    id: str
    kind: str
    spans: tuple[Span, ...]
    provision: Provision | None
    sentence: str
    label: str
    placed: tuple[Placed, ...]
    length: int
    language: str

    @cached_property
    def signs(self) -> frozenset[Sign]:
        """Every sign it bears, once."""
        return frozenset(each.sign for each in self.placed)


Sentence = tuple[Thing, ...]


class Side:
    """One version, ready to be aligned. `parties` gives each of its parties the name by which the pairing knows it."""

    def __init__(self, reading: Reading, parties: Mapping[str, str]) -> None:
        self.reading, self.parties, self.language = reading, parties, reading.language
        self._text, self._names = reading.source.text, Names(reading, parties)
        self._labels = tuple(_labels(reading))
        self.things = tuple(sorted(self._things(), key=lambda thing: (thing.spans, thing.id)))
        self.sentences: tuple[Sentence, ...] = tuple(
            tuple(group) for _, group in groupby(self.things, key=lambda thing: thing.sentence)
        )

    def _things(self) -> Iterator[Thing]:
        for provision in self.reading.provisions:
            spans = tuple(sorted(provision.extent)) or (provision.anchor,)
            yield self._thing(provision.id, "provision", spans, f"{provision.paragraph}\n{provision.text}", provision)
        for kind, passages in (("assertion", self.reading.assertions), ("residue", self.reading.residue)):
            for number, passage in enumerate(passages, 1):
                if passage.spans:
                    yield self._thing(f"{kind[0]}{number}", kind, tuple(sorted(passage.spans)))
        framing = (segment for segment in self.reading.segments if segment.kind in FRAMES)
        for number, segment in enumerate(framing, 1):
            yield self._thing(f"s{number}", segment.kind, (segment.span,))

    def _thing(
        self, id: str, kind: str, spans: tuple[Span, ...], sentence: str = "", provision: Provision | None = None
    ) -> Thing:
        label = next((mark for start, mark in reversed(self._labels) if start <= spans[0].start), "")
        placed = [each for start, end in spans for each in self._placed(start, end)]
        if provision:
            placed.append(Placed(("act", provision.act), provision.anchor, False))
        if label:
            placed.append(Placed(("label", label), spans[0], False))
        length = sum(len(_SPACE.sub("", self._text[start:end])) for start, end in spans)
        return Thing(id, kind, spans, provision, sentence or id, label, tuple(placed), max(length, 1), self.language)

    def _placed(self, start: int, end: int) -> Iterator[Placed]:
        text, places = _healed(self._text, start, end, "" if self.language == "ja" else " ")
        for first, last, sign, firm in self._found(text):
            yield Placed(sign, Span(places[first], places[last - 1] + 1), firm)

    def _found(self, text: str) -> Iterator[tuple[int, int, Sign, bool]]:
        sums: set[int] = set()
        for figure in figures(text, self.language):
            yield figure.start, figure.end, (figure.kind, figure.value), figure.firm
            if figure.kind == "currency":
                sums.update(range(figure.start, figure.end))
        for first, last, sign in self._names.find(text):
            if first not in sums:  # dollars of a state are a sum, no word about the state
                yield first, last, sign, True
        for first, last, sign in _sounding(text):
            yield first, last, sign, False
        for spoken in meanings_in(text, self.language):
            yield spoken.start, spoken.end, ("concept", spoken.concept), False
        for hit in lexicon(self.language).fields.find(text):
            yield hit.start, hit.end, ("field", hit.senses[0].meaning.id.split(".")[1]), False


def _healed(text: str, start: int, end: int, joint: str) -> tuple[str, list[int]]:
    """The characters from `start` to `end` with what is written for each line end, and each one's place."""
    out: list[str] = []
    places: list[int] = []
    at = start
    for found in _WRAP.finditer(text, start, end):
        out.append(text[at : found.start()] + joint)
        places += range(at, found.start() + len(joint))
        at = found.end()
    return "".join(out) + text[at:end], [*places, *range(at, end)]


def brief_frame(thing: Thing) -> bool:
    """Whether a thing only frames the text: a title, a heading, a formula, of no more than `BRIEF` characters."""
    return thing.kind in FRAMES and thing.length <= BRIEF.get(thing.language, BRIEF["en"])


def _sounding(text: str) -> Iterator[tuple[int, int, Sign]]:
    """Words by their sound: as names where they are written like names, and long ones as cognates."""
    for start, end in words(text):
        sound = skeleton(text[start:end])
        if len(sound) >= NAME and not text[start].islower():
            yield start, end, ("name", sound)
        if len(sound) >= COGNATE:
            yield start, end, ("cognate", sound[:COGNATE])


def _labels(reading: Reading) -> Iterator[tuple[int, str]]:
    """(place, number) of every label with digits; a heading ends the number before it."""
    for segment in reading.segments:
        if segment.kind == "heading":
            yield segment.span.start, ""
        elif segment.kind == "label":
            found = _NUMBER.search(reading.source.text, *segment.span)
            if found:
                yield segment.span.start, str(int(found[0]))
