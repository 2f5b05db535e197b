"""What two readings have to do with each other: frozen nouns, free of behaviour beyond look-up.

Owns the nouns of comparing editions and the closed lists of their values; no words and no rules. An edge is `old` or
`new`. A span counts in the text of its own side's source (`Reading.source.text`). A thing compared is named as in its
reading: `p12` is a provision; a sentence that is none has no name there and is called `a3` (an assertion) or `r3`
(residue), counted from 1 in the order of the reading. Imports only the nouns of a reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from taiwa.model.reading import Reading, Span

# `contested`: on two named scales the verdict would not be the same.
VERDICTS = ("kept", "reworded", "strengthened", "weakened", "contested", "new", "dropped")
# What strength is made of, the weightiest first.
ASPECTS = ("act", "firmness", "complement", "followup", "hedge", "qualifier", "negation")
CALLOUTS = ("speaker", "party", "deadline", "date", "amount", "instrument")
EDITS = ("kept", "removed", "added")


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for a verdict: how an aspect of strength stood before and after.

    `old` and `new` are names that views put into words: an act class, a grade, a follow-up; None where the side has
    nothing of the kind. `direction` is 1 where the new side is stronger, -1 where it is weaker, 0 where it is
    only another. The words that show it are `old_words` and `new_words`, as written (wraps healed), with their spans.
    """

    aspect: str
    direction: int
    old: str | None = None
    new: str | None = None
    old_words: str = ""
    new_words: str = ""
    old_span: Span | None = None
    new_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one named scale says of a pair: the forces of the two sides, and the verdict by that scale alone."""

    scale: str
    old: int
    new: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words (of characters in Japanese) that both sides have (`kept`) or one alone; the other's span is None.

    `text` is as written, wraps healed; that of the new side where both have it.
    """

    kind: str
    text: str
    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class Callout:
    """A change of substance to be called out: `kind` from CALLOUTS. `old` and `new` hold what one side alone has, in
    normal form where there is one (party codes, ISO 8601 dates, "EUR 45000000"); both filled is a replacement."""

    kind: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    old_spans: tuple[Span, ...] = ()
    new_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Things of the two sides that belong together, with the verdict on them.

    One to one, one to many or many to one; `old` is empty where the verdict is `new`, `new` where it is `dropped`.
    `likeness` is between 0 and 1, 0 for an empty side; `moved` says that its place among its neighbours is another.
    `grounds` comes with the deciding one first; `opinions` is filled where scales were asked.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    verdict: str
    likeness: float
    grounds: tuple[Ground, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    edits: tuple[Edit, ...] = ()
    callouts: tuple[Callout, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings in one language, and the pairs, in the order of the new text with what was dropped in its old place.

    Every provision, assertion and residue of either side is in exactly one pair. `callouts` are of the texts as wholes
    (parties that joined or left).
    """

    old: Reading
    new: Reading
    pairs: tuple[Pair, ...]
    scales: tuple[str, ...]
    callouts: tuple[Callout, ...] = ()
