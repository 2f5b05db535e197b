"""What the shapes of openings share: letters, the characters that veil words, phrases of the lexicon as patterns.

Owns no shape. In a veiled text of the same length every known state or body, every office with what it is in charge of,
every honorific, and every other word that belongs to no name is a run of private-use characters (`STATE`, `OFFICE`,
`HONORIFIC`, `ODD`), so that the patterns stay small and compile at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from taiwa.lexicon.spaced import SpacedLexicon

UPPER = "".join(chr(c) for c in range(0x250) if chr(c).isupper())
# A word with a capital; an initial with its stop is none. No name is longer than this: a run of letters without end
# would else be tried from each of its letters to its end.
LONGEST_NAME = 60
CAP = rf"(?:[{UPPER}](?:[\w’'\-‑]{{0,{LONGEST_NAME}}}\w|(?!\.)))"
FIRST, REST = "\ue001", "\ue000"
STATE = rf"{FIRST}{REST}*+"
OFFICE, HONORIFIC, ODD = "\ue003\ue002*+", "\ue005\ue004*+", "\ue007\ue006*+"


# Words that share so many letters share them in a pattern too: more would take longer to compile than it gains.
SHARED = 2


def branching(words: Iterable[str]) -> str:
    """A pattern that matches the longest of some words; those that begin alike are tried together, which is quicker."""
    heads: dict[str, list[str]] = {}
    for word in sorted((word.replace("’", "'") for word in words), key=len, reverse=True):
        heads.setdefault(word[:SHARED], []).append(word[SHARED:])
    ways = sorted(heads.items(), key=lambda row: -len(row[0]))  # a word of one letter behind those that go on
    return "|".join(
        _loose(head) + (f"(?:{'|'.join(map(_loose, rests))})" if any(rests) else "") for head, rests in ways
    )


def _loose(text: str) -> str:
    """A stretch as a pattern; either apostrophe fits."""
    return re.escape(text).replace("'", "['’]")


class Shapes:
    """Patterns of one lexicon."""

    def __init__(self, lex: SpacedLexicon) -> None:
        self._lex = lex

    def _any(self, *names: str) -> str:
        """Phrases of meanings, as written or with a capital in front, at word boundaries."""
        words = {form for w in self._lex.words(*names) for form in (w, w[:1].upper() + w[1:])}
        return rf"(?:(?<!\w)(?:{branching(words)})(?!\w))"

    @cached_property
    def _the(self) -> str:
        return rf"(?:{self._any('fact.article')} )?"
