"""How strongly one side says a thing: class of act, firmness, how much is promised, follow-up, hedges, colour.

Owns what is measured and where in a provision; the words stand in the lexicon (`strength.toml`, adverbs in
`grammar.toml`), the ladder of classes in its scales.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taiwa.comparing.items import Item
from taiwa.lexicon import FIRMNESS, GRADES, Grading, grading
from taiwa.model import Provision, Reading, Span

PROMISES = ("intend", "undertake")
FOLLOWUPS = ("none", "intention", "commitment")
# In Japanese the verb that grades a promise stands within so many characters of its end; elsewhere it comes first,
# behind adverbs and words of so few letters.
ZONE, SMALL = 14, 3


@dataclass(frozen=True, slots=True)
class Note:
    """One value that was found, with the words that show it."""

    value: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Strength:
    """All that one side of a pair says of strength. `act` and `followup` are those of its strongest provision; `hedges`
    and `colours` hold all words found, `colours` with `strengthens` or `weakens`; `negated` what turns the sense
    round."""

    act: Note
    acts: tuple[str, ...]
    firmness: Note
    complement: Note
    followup: str
    hedges: tuple[Note, ...]
    colours: tuple[Note, ...]
    negated: tuple[Note, ...]


def strength(side: Sequence[Item], reading: Reading) -> Strength | None:
    """The strength of the provisions of one side; None where none is a provision."""
    found = [(item.provision, item.pieces) for item in side if item.provision is not None]
    provisions = [provision for provision, _ in found]
    if not found:
        return None
    grades = grading(reading.language)
    strongest = max(provisions, key=lambda p: (p.force, FOLLOWUPS.index(p.followup), p.act))
    anchor = Note(strongest.act, strongest.quote, strongest.anchor)
    return Strength(
        act=anchor,
        acts=tuple(p.act for p in provisions),
        firmness=max((_firmness(p, reading, grades) for p in provisions), key=lambda n: FIRMNESS.index(n.value)),
        complement=max(
            (_complement(p, reading, grades) for p in provisions if p.force == strongest.force),
            key=lambda n: GRADES.index(n.value),
        ),
        followup=max((p.followup for p in provisions), key=FOLLOWUPS.index),
        hedges=tuple(_distinct(note for _, pieces in found for note in _hedges(pieces, reading, grades))),
        colours=tuple(_distinct(note for p, pieces in found for note in _colours(p, pieces, reading, grades))),
        negated=tuple(_distinct(note for p, pieces in found for note in _negated(p, pieces, reading, grades))),
    )


def _distinct(notes: Iterator[Note]) -> Iterator[Note]:
    """One note for each wording: a sentence that is split says its hedge twice."""
    seen = set()
    for note in notes:
        if (note.value, note.words.casefold()) not in seen:
            seen.add((note.value, note.words.casefold()))
            yield note


def _found(span: Span, reading: Reading, grades: Grading, *families: str) -> Iterator[Note]:
    text = reading.source.text[span.start : span.end]
    for hit in grades.find(text, *families):
        words = " ".join(text[hit.start : hit.end].split())
        yield Note(hit.meaning, words, Span(span.start + hit.start, span.start + hit.end))


def _firmness(provision: Provision, reading: Reading, grades: Grading) -> Note:
    """The degree of the operative predicate within its class."""
    found = [
        Note(note.value.partition(".")[2], note.words, note.span)
        for note in _found(provision.anchor, reading, grades, "firmness.")
        if note.value.partition(".")[2] in FIRMNESS
    ]
    return found[-1] if found else Note("plain", provision.quote, provision.anchor)


def promised(provision: Provision, reading: Reading) -> Note:
    """How much of the action a provision promises, one of `GRADES` with the words that show it: "will consider" binds
    to no more than considering. `do` where it is no promise, or the action itself is."""
    return _complement(provision, reading, grading(reading.language))


def _complement(provision: Provision, reading: Reading, grades: Grading) -> Note:
    """How much of the action is promised: the weakest verb where the promise begins; asked of promises alone."""
    if provision.act not in PROMISES:
        return Note("do", "", provision.anchor)
    spans = [provision.anchor]
    if provision.content and grades.verb_first:
        spans.append(provision.content[0])
    elif provision.content:
        last = provision.content[-1]
        spans.append(Span(max(last.start, last.end - ZONE), last.end))
    found = []
    for span in spans:
        for note in _found(span, reading, grades, "grade."):
            if not grades.verb_first or span is spans[0] or _comes_first(note, span, reading, grades):
                found.append(Note(note.value.partition(".")[2], note.words, note.span))
    if found:
        return min(found, key=lambda note: GRADES.index(note.value))
    return Note("do", "", provision.content[0] if provision.content else provision.anchor)


def _comes_first(note: Note, span: Span, reading: Reading, grades: Grading) -> bool:
    """Whether nothing but adverbs and small words stands in front of a verb."""
    before = reading.source.text[span.start : note.span.start]
    for hit in reversed(grades.find(before, "adverb.")):
        before = before[: hit.start] + before[hit.end :]
    return all(len(word) <= SMALL for word in before.split())


def _hedges(pieces: Sequence[Span], reading: Reading, grades: Grading) -> Iterator[Note]:
    """Words that limit what is said, wherever they stand in the provision."""
    for span in pieces:
        for note in _found(span, reading, grades, "adverb."):
            if note.value == "adverb.limits":
                yield Note("limits", note.words, note.span)


def _negated(provision: Provision, pieces: Sequence[Span], reading: Reading, grades: Grading) -> Iterator[Note]:
    """A predicate that is denied, and words within the provision that turn its sense round."""
    for each in provision.qualifiers:
        if each.effect == "negates":
            yield Note("negates", each.text, each.span)
    for span in pieces:
        for note in _found(span, reading, grades, "negation."):
            if note.value == "negation.turns":
                yield Note("negates", note.words, note.span)


def _colours(provision: Provision, pieces: Sequence[Span], reading: Reading, grades: Grading) -> Iterator[Note]:
    """Words that add weight to the predicate, or take from it: those that stand outside its content and speaker."""
    inside = [*provision.content, *([provision.speaker_span] if provision.speaker_span else [])]
    taken: list[Span] = []
    # Where the predicate comes last, what follows it belongs to the next one.
    end = pieces[-1].end if grades.verb_first else provision.anchor.end
    for span in (Span(piece.start, min(piece.end, end)) for piece in pieces if piece.start < end):
        for note in _found(span, reading, grades, "adverb.", "firmness."):
            effect = {"firmness.adnominal": "strengthens"}.get(note.value, note.value.partition(".")[2])
            if effect not in ("strengthens", "weakens") or any(_overlap(note.span, other) for other in taken):
                continue
            if not any(_overlap(note.span, each) for each in inside):
                taken.append(note.span)
                yield Note(effect, note.words, note.span)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
