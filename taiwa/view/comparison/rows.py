"""What every view shows of a pair: the words of both sides, marked where they differ, the verdict and its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from taiwa.comparing.items import Outline, outlines
from taiwa.model import Comparison, Edit, Pair, Reading
from taiwa.view.comparison.reasons import called, reason
from taiwa.view.labels import Labels
from taiwa.view.prose import aside, heal, heal_spans

# A run of words and whether both sides have it: `kept`, `removed`, `added`.
Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as it is shown. `old` and `new` hold the words of each side, `both` the two in one line; `paragraphs` the
    labels or headings they stand under."""

    pair: Pair
    reason: str
    callouts: tuple[str, ...]
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    both: tuple[Piece, ...]
    paragraphs: tuple[str, str]


def rows(comparison: Comparison, labels: Labels, pairs: Iterable[Pair] | None = None) -> Iterator[Row]:
    """Every pair in the order of the comparison, or some of its pairs."""
    sides = [{each.name: each for each in outlines(reading)} for reading in (comparison.old, comparison.new)]
    for pair in comparison.pairs if pairs is None else pairs:
        a, b = [sides[0][name] for name in pair.old], [sides[1][name] for name in pair.new]
        old, new = _words(a, comparison.old), _words(b, comparison.new)
        yield Row(
            pair,
            reason(pair, labels),
            tuple(called(callout, labels) for callout in pair.callouts),
            tuple(_side(pair.edits, "removed")) if pair.edits else ((("kept" if b else "removed"), old),) if a else (),
            tuple(_side(pair.edits, "added")) if pair.edits else ((("kept" if a else "added"), new),) if b else (),
            tuple((edit.kind, edit.text) for edit in pair.edits)
            or ((("kept" if a and b else "added" if b else "removed"), new or old),),
            (_paragraph(a, comparison.old), _paragraph(b, comparison.new)),
        )


def spaced(pieces: tuple[Piece, ...], language: str) -> Iterator[Piece]:
    """The pieces with a space between them where the language has one, closing marks aside."""
    for at, (kind, text) in enumerate(pieces):
        gap = at and language != "ja" and text[:1] not in ",.;:)]”’»" and pieces[at - 1][1][-1:] not in "([“‘«"
        yield kind, (" " if gap else "") + text


def _side(edits: tuple[Edit, ...], own: str) -> Iterator[Piece]:
    return ((edit.kind, edit.text) for edit in edits if edit.kind in ("kept", own))


def _words(side: list[Outline], reading: Reading) -> str:
    furniture = aside(reading)
    return " ".join(heal_spans(reading.source.text, item.pieces, furniture) for item in side)


def _paragraph(side: list[Outline], reading: Reading) -> str:
    """The label of the first thing of a side; assertions and residue know theirs too."""
    if not side:
        return ""
    first = side[0]
    if first.provision is not None:
        return heal(first.provision.paragraph)
    passages = reading.assertions if first.name.startswith("a") else reading.residue
    return heal(passages[int(first.name[1:]) - 1].paragraph)
