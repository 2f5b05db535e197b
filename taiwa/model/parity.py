"""What two language versions of one text have to do with each other: frozen nouns, free of behaviour beyond look-up.

Owns the nouns of parity and the closed lists of their values; no words and no rules. A version is `left` or `right`; a
span counts in the text of its own side's source (`Reading.source.text`). Things are named as in their reading: `p12` is
a provision, `a3` the third assertion, `r3` the third residue. Imports only the nouns of a reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from taiwa.model.reading import Reading, Span

# `missing`: one version has it, the other lacks it. `scope`: a figure, party or entity in one only.
FLAGS = ("missing", "force", "class", "speaker", "followup", "scope")
# What a `scope` flag is about; `fact` is about the text as a whole.
SUBJECTS = ("number", "month", "currency", "party", "entity", "fact")
# Which evidence spoke for a pair, the strongest kind first.
EVIDENCE = (
    "entity",
    "number",
    "month",
    "currency",
    "party",
    "name",
    "concept",
    "label",
    "act",
    "cognate",
    "field",
    "length",
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A difference of substance between the sides of a pair: `kind` from FLAGS.

    `left` and `right` hold what each side has, in names that views put into words: an act class, a force, party codes,
    a figure in normal form; empty where the side has nothing of the kind. `subject` (from SUBJECTS) is filled for
    `scope`. `tolerated` names the entry of the lexicon by which the difference is one of idiom, not of substance.
    """

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_spans: tuple[Span, ...] = ()
    right_spans: tuple[Span, ...] = ()
    subject: str = ""
    tolerated: str = ""


@dataclass(frozen=True, slots=True)
class Idiom:
    """Words of the two sides that differ by idiom and mean the same in official use, by the entry `name`."""

    name: str
    left_words: str
    right_words: str
    left_span: Span
    right_span: Span


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Things of the two versions that say the same, one to one or one to many; one side is empty where it is missing.

    `confidence` is between 0 and 1, and 0 where a side is empty; `evidence` (from EVIDENCE) says what spoke for it;
    `moved` that it stands elsewhere among its neighbours. Flags that are `tolerated` are no alarms.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]
    confidence: float
    evidence: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    idioms: tuple[Idiom, ...] = ()
    moved: bool = False

    @property
    def alarms(self) -> tuple[Flag, ...]:
        """The flags that nothing tolerates."""
        return tuple(flag for flag in self.flags if not flag.tolerated)


@dataclass(frozen=True, slots=True)
class Standing:
    """How much a version binds: `authority` from `record.AUTHORITIES`, with the words that say so (None: nothing said,
    or the caller said it)."""

    authority: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two versions beside each other: every provision, assertion and residue of either is in exactly one counterpart.

    `parties` pairs the names of parties (left, right); `flags` are of the texts as wholes. `prevails` is `left`,
    `right`, `both` (both authentic) or empty where the texts don't tell.
    """

    left: Reading
    right: Reading
    counterparts: tuple[Counterpart, ...]
    parties: tuple[tuple[str, str], ...]
    flags: tuple[Flag, ...]
    left_standing: Standing
    right_standing: Standing
    prevails: str


@dataclass(frozen=True, slots=True)
class Parity:
    """All versions of one text, each beside each other one, in the order in which they were given."""

    versions: tuple[Reading, ...]
    pairings: tuple[Pairing, ...]
