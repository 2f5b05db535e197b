"""Words that grade a promise or a position: how much of an action is promised, how firm a predicate is, what hedges it.

Owns the look-up for comparing editions; the words stand in `data/XX/strength.toml` and, for adverbs, in `grammar.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from taiwa.lexicon.conjugation import conjugated, is_infinitive
from taiwa.lexicon.entries import Entry, entries
from taiwa.lexicon.inflected import InflectedLexicon, folded
from taiwa.lexicon.lexicon import lexicon
from taiwa.lexicon.spaced import SpacedLexicon, alike, small
from taiwa.lexicon.words import forms

# How much of the action is promised, from little to all; what no table names is done.
GRADES = ("consider", "seek", "promote", "do")
FIRMNESS = ("mild", "plain", "hard")
_FAMILIES = ("grade.", "firmness.", "adverb.")
_NOMINAL = r"\w{0,4}"


class Graded(NamedTuple):
    """A graded phrase in a text: [start, end) and its meaning (`grade.seek`, `adverb.limits` ...)."""

    start: int
    end: int
    meaning: str


class Grading:
    """The graded phrases of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._lexicon = lexicon(language)
        # Where words stand apart the verb that grades comes first in what is promised, else last.
        self.verb_first = isinstance(self._lexicon, SpacedLexicon)
        self._meanings: dict[str, dict[str, str]] = {}
        self._patterns = {family: self._pattern(family) for family in _FAMILIES}
        self.openings = self._lexicon.pattern("link.opening")

    def find(self, text: str, *families: str) -> list[Graded]:
        """Phrases of the families (`grade.`, `firmness.`, `adverb.`), longest first at a place, none overlapping."""
        plain = self._plain(text)
        found = []
        for family in families:
            meanings = self._meanings[family]
            for hit in self._patterns[family].finditer(plain):
                found.append(Graded(hit.start(), hit.end(), meanings[hit.lastgroup or ""]))
        return sorted(found)

    def _plain(self, text: str) -> str:
        if isinstance(self._lexicon, InflectedLexicon):
            return folded(text)
        return small(alike(text)) if self.verb_first else text

    def _pattern(self, family: str) -> re.Pattern[str]:
        """One pattern with a group for each meaning; longer phrases come first."""
        rows = [(p, e.meaning) for e in entries(self.language) if e.meaning.startswith(family) for p in self._forms(e)]
        names: dict[str, str] = {}
        parts = []
        for number, (phrase, meaning) in enumerate(sorted(set(rows), key=lambda row: (-len(row[0]), row))):
            names[f"m{number}"] = meaning
            parts.append(f"(?P<m{number}>{phrase})")
        self._meanings[family] = names
        body = "|".join(parts) or "(?!)"
        return re.compile(rf"(?<!\w)(?:{body})(?!\w)" if self.verb_first else body)

    def _forms(self, entry: Entry) -> Iterator[str]:
        """The phrase in every form, as patterns."""
        if not self.verb_first:
            yield re.escape(entry.phrase)
        elif isinstance(self._lexicon, InflectedLexicon):
            words = folded(entry.phrase).split()
            verbs = list(conjugated(words[0], self.language)) if is_infinitive(words[0]) else words[:1]
            yield from (r"\s+".join(map(_stem, [form, *words[1:]])) for form in verbs)
        else:
            first, *rest = small(alike(entry.phrase)).split()
            inflects = entry.meaning.startswith(("grade.", "firmness."))
            for form in forms(first, self.language) if inflects else (first,):
                yield r"\s+".join(map(re.escape, [form, *rest]))


def _stem(word: str) -> str:
    """A word as a pattern; one that is marked as a stem takes endings."""
    return re.escape(word.removesuffix("*")) + (_NOMINAL if word.endswith("*") else "")


@cache
def grading(language: str) -> Grading:
    """The graded phrases of a language; raises LexiconError where there is no lexicon."""
    return Grading(language)


__all__ = ["FIRMNESS", "GRADES", "Graded", "Grading", "grading"]
