"""The things that are compared: provisions, and the sentences that are none, with their words.

Owns how a text is cut into words for comparing (characters in Japanese, words elsewhere), which of them count, and the
key by which two things are the same. Holds no word of any language: what merely opens a sentence is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from taiwa.lexicon import Grading, grading
from taiwa.model import Passage, Provision, Reading, Span

# A word, a number with its marks, or a single mark; what a page is marked up with is skipped.
_SPACED = re.compile(r"(?P<skip></?\w[^<>]{0,80}>|[*_\\]+)|\w+(?:['’.,/:\-‑]\w+)*|[^\w\s]")
# One character, but a number or a foreign word as a whole.
_DENSE = re.compile(r"(?P<skip>[*_\\]+)|[0-9０-９A-Za-zＡ-Ｚａ-ｚ]+(?:[.,．，][0-9０-９]+)*|\S")
# Two forms of a word are alike as far as this many characters: enough for the endings of English and Russian.
STEM, ANCHOR_STEM = 6, 5
# An adverb in front of a predicate is looked for within so many characters.
_BACK = 40


class Word(NamedTuple):
    """A word or mark: its form for comparing, its span in the source, and the part of the thing that it stands in:
    `anchor`, `content`, `speaker` or `rest`."""

    form: str
    span: Span
    part: str

    @property
    def counts(self) -> bool:
        """Whether it is more than a mark."""
        return any(char.isalnum() for char in self.form)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of one side. `name` is its identifier, `place` where it begins, `pieces` the spans of its text;
    `provision` is None for a sentence that is no speech act. `key` is equal where two things say the same in the same
    words, whoever is named or left out as speaker, and `key_text` puts things in an order by what they say;
    `features` are what likeness is measured by."""

    name: str
    place: int
    pieces: tuple[Span, ...]
    words: tuple[Word, ...]
    key: tuple[object, ...]
    key_text: str
    features: frozenset[str]
    provision: Provision | None = None


class Outline(NamedTuple):
    """A thing of one side by its name and the spans of its text alone: all that is needed to show it."""

    name: str
    pieces: tuple[Span, ...]
    provision: Provision | None


def outlines(reading: Reading) -> Iterator[Outline]:
    """Every provision, then every assertion and residue of a reading."""
    for provision in reading.provisions:
        yield Outline(provision.id, _reach(provision, reading), provision)
    for mark, passages in (("a", reading.assertions), ("r", reading.residue)):
        yield from (Outline(f"{mark}{number}", each.spans, None) for number, each in enumerate(passages, 1))


def items(reading: Reading) -> tuple[Item, ...]:
    """Every provision, assertion and residue of a reading, in the order of the text."""
    out = [_of_provision(provision, reading) for provision in reading.provisions]
    for mark, passages in (("a", reading.assertions), ("r", reading.residue)):
        out += [_of_passage(f"{mark}{number}", each, reading) for number, each in enumerate(passages, 1)]
    return tuple(sorted(out, key=lambda item: (item.place, item.name)))


def _of_provision(provision: Provision, reading: Reading) -> Item:
    parts = [("anchor", provision.anchor), *(("content", span) for span in provision.content)]
    if provision.speaker_span is not None:
        parts.append(("speaker", provision.speaker_span))
    pieces = _reach(provision, reading)
    words = tuple(_words(reading, pieces, parts))
    key = (
        provision.act,
        tuple(sorted(provision.speaker)),
        provision.lexicon,
        tuple(word.form[:ANCHOR_STEM] for word in words if word.part == "anchor" and word.counts)
        if grading(reading.language).verb_first
        else (),
        tuple(word.form for word in words if word.part == "content" and word.counts),
        _colour(words, reading),
    )
    counted = [word for word in words if word.part != "speaker" and word.counts]
    return Item(
        provision.id,
        pieces[0].start,
        pieces,
        words,
        key,
        repr(key),
        _features([word.form for word in counted], reading.language),
        provision,
    )


def _reach(provision: Provision, reading: Reading) -> tuple[Span, ...]:
    """The pieces of a provision, with an adverb that stands in front of its predicate and without one that stands in
    front of the next: a sentence is cut where the predicate begins, and what colours it comes first."""
    pieces = list(provision.extent or (provision.anchor, *provision.content))
    grades, text = grading(reading.language), reading.source.text
    if not grades.verb_first:
        return tuple(pieces)
    if provision.anchor.start == pieces[0].start:
        back = max(pieces[0].start - _BACK, 0)
        at = _adverb_at_end(text[back : pieces[0].start], grades)
        pieces[0] = Span(pieces[0].start if at is None else back + at, pieces[0].end)
    last = pieces[-1]
    at = _adverb_at_end(text[last.start : last.end], grades)
    inside = max([provision.anchor.end, *(span.end for span in provision.content)])
    if at is not None and last.start + at >= inside:
        pieces[-1] = Span(last.start, last.start + at)
    return tuple(pieces)


def _adverb_at_end(text: str, grades: Grading) -> int | None:
    """Where an adverb begins that a text ends in, marks of layout aside."""
    end = len(text.rstrip(" \n*_"))
    return next((hit.start for hit in grades.find(text, "adverb.") if hit.end == end), None)


def _of_passage(name: str, passage: Passage, reading: Reading) -> Item:
    words = tuple(_words(reading, passage.spans, [("content", span) for span in passage.spans]))
    counted = [word for word in words if word.counts]
    key = ("", tuple(word.form for word in counted))
    features = _features([word.form for word in counted], reading.language)
    return Item(name, passage.spans[0].start, passage.spans, words, key, repr(key), features)


def _words(reading: Reading, pieces: Sequence[Span], parts: Sequence[tuple[str, Span]]) -> Iterator[Word]:
    grades = grading(reading.language)
    pattern = _SPACED if grades.verb_first else _DENSE
    for piece in pieces:
        for found in pattern.finditer(reading.source.text, piece.start, piece.end):
            if not found["skip"]:
                part = next((n for n, span in parts if span.start <= found.start() < span.end), "rest")
                yield Word(grades.plain(found[0]), Span(found.start(), found.end()), part)


def _colour(words: Sequence[Word], reading: Reading) -> tuple[str, ...]:
    """The words outside predicate, content and speaker that colour the provision, what merely opens it left out.

    Where words don't stand apart, only graded phrases are words for certain: particles change with the place in the
    sentence.
    """
    text = reading.source.text
    out: list[str] = []
    grades = grading(reading.language)
    for stretch in _stretches([word for word in words if word.part == "rest"], text):
        written = text[stretch[0].span.start : stretch[-1].span.end]
        if grades.verb_first:
            opened = [hit.span() for hit in grades.openings.finditer(written)]
            base = stretch[0].span.start
            kept = (w for w in stretch if not any(a <= w.span.start - base < b for a, b in opened))
            out += [word.form for word in kept if len(word.form) > 3 and word.counts]
        elif not any(word.part == "anchor" and word.span < stretch[0].span for word in words):
            # Where the predicate comes last, what follows it belongs to the next one.
            out += [written[hit.start : hit.end] for hit in grades.find(written, "adverb.", "firmness.")]
    return tuple(out)


def _stretches(words: Sequence[Word], text: str) -> Iterator[list[Word]]:
    """Runs of words with nothing but space between them."""
    run: list[Word] = []
    for word in words:
        if run and text[run[-1].span.end : word.span.start].strip():
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _features(forms: Sequence[str], language: str) -> frozenset[str]:
    """Stems and pairs of neighbours where words stand apart; pairs and triples of characters elsewhere."""
    if grading(language).verb_first:
        stems = [form[:STEM] for form in forms]
        return frozenset(stems) | {f"{a} {b}" for a, b in pairwise(stems)}
    return frozenset(form for form in forms if len(form) > 1) | {
        "".join(forms[at : at + size]) for size in (2, 3) for at in range(len(forms) - size + 1)
    }
