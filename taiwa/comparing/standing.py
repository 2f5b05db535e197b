"""Which version of a text binds: what the texts say of themselves, else what the caller knows."""

from __future__ import annotations

from collections.abc import Mapping

from taiwa.lexicon.idioms import clauses
from taiwa.model import Reading, Span
from taiwa.model.parity import Standing

# The higher prevails over the lower. A text without a mark is taken for what it looks like: more than a translation.
RANKS = {"authentic": 4, "official": 3, "": 2, "provisional": 1, "unofficial": 0, "press": -1}
_MARKS = {"none": "", "original": "official", "agreed": "unofficial"}


def standings(left: Reading, right: Reading, known: Mapping[str, str]) -> tuple[Standing, Standing, str]:
    """How much each of two versions binds, and which prevails: `left`, `right`, `both` or empty.

    `known` gives authorities by language (or by the document's name) that the caller knows; they come before what a
    text says.
    """
    ours, theirs = _standing(left, known), _standing(right, known)
    for reading in (left, right):
        if found := _clause(reading):
            prevails, span = found
            given = (
                Standing("authentic", span if reading is left else None),
                Standing("authentic", span if reading is right else None),
            )
            if not prevails:
                ours, theirs = given
            elif prevails in (left.language, right.language) and left.language != right.language:
                return given[0], given[1], "left" if prevails == left.language else "right"
            break
    above = RANKS[ours.authority] - RANKS[theirs.authority]
    if above:
        return ours, theirs, "left" if above > 0 else "right"
    return ours, theirs, "both" if ours.authority == "authentic" else ""


def _standing(reading: Reading, known: Mapping[str, str]) -> Standing:
    given = known.get(reading.source.name) or known.get(reading.language)
    if given:
        return Standing(given)
    mark = reading.statement.translation
    spans = [span for fact in reading.statement.facts if fact.name == "translation" for span in fact.spans]
    return Standing(_MARKS.get(mark, mark), spans[0] if spans else None)


def _clause(reading: Reading) -> tuple[str, Span] | None:
    """(language that prevails or empty, the words) of a clause on authority in the text."""
    text = reading.source.text
    for clause in clauses():
        at = text.find(clause.words) if clause.language == reading.language else -1
        if at >= 0:
            return clause.prevails, Span(at, at + len(clause.words))
    return None
