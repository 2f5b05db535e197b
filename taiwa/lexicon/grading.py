"""Words that grade a promise or a position: how much of an action is promised, how firm a predicate is, what hedges it.

Owns the look-up for comparing editions; the words stand in `data/XX/strength.toml` and, for adverbs, in `grammar.toml`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from taiwa.lexicon import inflected as _inflected
from taiwa.lexicon.conjugation import conjugated, is_infinitive
from taiwa.lexicon.entries import Entry, Meaning, entries
from taiwa.lexicon.inflected import InflectedLexicon, StemMatcher, Stems
from taiwa.lexicon.lexicon import Matcher, Sense, lexicon
from taiwa.lexicon.spaced import SpacedLexicon, SpacedMatcher, alike
from taiwa.lexicon.words import forms

# How much of the action is promised, from little to all; what no table names is done.
GRADES = ("consider", "seek", "promote", "do")
FIRMNESS = ("mild", "plain", "hard")
_FAMILIES = ("grade.", "firmness.", "adverb.", "negation.", "number.")
_VERBAL = ("grade.", "firmness.")


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
        self._matchers = {family: self._matcher(family) for family in _FAMILIES}
        self.openings = self._lexicon.pattern("link.opening")

    def find(self, text: str, *families: str) -> list[Graded]:
        """Phrases of the families (`grade.`, `firmness.`, `adverb.` ...) in order; of one family none overlap."""
        hits = (hit for family in families for hit in self._matchers[family].find(text))
        return sorted(Graded(hit.start, hit.end, hit.senses[0].entry.meaning) for hit in hits)

    def plain(self, word: str) -> str:
        """A word without what spelling leaves free: width, case, kinds of apostrophe, letters written either way."""
        folded = unicodedata.normalize("NFKC", word).casefold()
        return _inflected.folded(folded) if isinstance(self._lexicon, InflectedLexicon) else alike(folded)

    def _matcher(self, family: str) -> Matcher:
        surfaces: dict[str, tuple[Sense, ...]] = {}
        for entry in entries(self.language):
            if entry.meaning.startswith(family):
                sense = Sense(entry, Meaning(entry.meaning), "")
                surfaces |= {form: (*surfaces.get(form, ()), sense) for form in self._forms(entry)}
        if isinstance(self._lexicon, InflectedLexicon):
            rows = ((_inflected.split(phrase), senses) for phrase, senses in surfaces.items())
            return StemMatcher(Stems(rows, self._lexicon.inflections))
        return SpacedMatcher(surfaces) if self.verb_first else Matcher(surfaces)

    def _forms(self, entry: Entry) -> Iterator[str]:
        """The phrase in every form; its verb comes first."""
        first, _, rest = entry.phrase.partition(" ")
        made: Iterable[str] = (first,)
        if entry.meaning.startswith(_VERBAL) and self.verb_first:
            if not isinstance(self._lexicon, InflectedLexicon):
                made = forms(first, self.language)
            elif is_infinitive(first):
                made = conjugated(first, self.language)
        yield from (f"{form} {rest}".strip() for form in made)


@cache
def grading(language: str) -> Grading:
    """The graded phrases of a language; raises LexiconError where there is no lexicon."""
    return Grading(language)


__all__ = ["FIRMNESS", "GRADES", "Graded", "Grading", "grading"]
