"""The account: every character of a text is something, once, and every span is the text that it claims to be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from inventing import statements
from scoring import read_document

import taiwa
from taiwa.errors import TaiwaError
from taiwa.model import Provision, Reading, Span

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
REAL = sorted([*(SHARED / "corpus/ja").glob("*.txt"), *SHARED.glob("gold/*ja*.txt")])
OURS = sorted([*(ROOT / "taiwa/samples").glob("*-ja.txt"), *(ROOT / "tests/gold/ja").glob("*/*.txt")])


def is_blank(char: str) -> bool:
    """Spaces, and characters that show nothing: controls, joiners, byte order marks."""
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf") or char == "\u200b"


def complaints(reading: Reading) -> Iterator[str]:
    """What is wrong with the account of a reading; nothing where it holds."""
    text = reading.source.text
    times = [0] * len(text)
    for segment in reading.segments:
        if not 0 <= segment.span.start < segment.span.end <= len(text):
            yield f"segment out of the text or empty|{segment}"
        for place in range(*segment.span):
            times[place] += 1
    for before, after in pairwise(reading.segments):
        if after.span.start < before.span.end:
            yield f"segments overlap or are out of order|{before} {after}"
    for place, (char, count) in enumerate(zip(text, times, strict=True)):
        if count > 1 or (count == 0 and not is_blank(char)):
            yield f"a character stands in {count} segments|{char!r} at {place}"
    for provision in reading.provisions:
        yield from _of_provision(reading, provision)


def _of_provision(reading: Reading, provision: Provision) -> Iterator[str]:
    text = reading.source.text
    extent = {place for piece in provision.extent for place in range(*piece)}
    for name, span in _spans(provision):
        if not 0 <= span.start < span.end <= len(text):
            yield f"{name} out of the text or empty|{provision.id} {span}"
    if not extent.issuperset(range(*provision.anchor)):
        yield f"the anchor is not in the extent|{provision.id} {provision.anchor} {provision.extent}"
    said = bare(text[provision.anchor.start : provision.anchor.end])
    cut = any(provision.anchor.end <= f.span.start for f in reading.segments if f.kind == "furniture")
    if bare(provision.quote) != said and not (cut and bare(provision.quote).startswith(said)):
        yield f"the quote is not what stands there|{provision.quote!r} {said!r}"
    for mention in provision.mentions:
        there = bare(_without_furniture(reading, mention.span))
        if bare(mention.name) != there:
            yield f"a mention is not what stands there|{mention.name!r} {there!r}"
    for qualifier in provision.qualifiers:
        there = bare(unicodedata.normalize("NFKC", _without_furniture(reading, qualifier.span)))
        if bare(unicodedata.normalize("NFKC", qualifier.text)) != there:
            yield f"a qualifier is not what stands there|{qualifier.text!r} {there!r}"


def _spans(provision: Provision) -> Iterator[tuple[str, Span]]:
    yield "anchor", provision.anchor
    yield from (("content", span) for span in provision.content)
    yield from (("extent", span) for span in provision.extent)
    if provision.speaker_span:
        yield "speaker", provision.speaker_span


def _without_furniture(reading: Reading, span: Span) -> str:
    aside = {place for s in reading.segments if s.kind == "furniture" for place in range(*s.span)}
    return "".join(reading.source.text[place] for place in range(*span) if place not in aside)


def bare(text: str) -> str:
    return "".join(char for char in text if not is_blank(char))
