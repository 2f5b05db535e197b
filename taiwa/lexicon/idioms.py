"""What translators write beside each other without meaning a difference, and how a text says which version binds.

Data in `data/parity.toml`, where the rules for editing stand; this owns its loading and the looking up only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from taiwa.lexicon.entries import _toml


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit of translators: which differences it `tolerates`, and its words by language."""

    name: str
    says: str
    tolerates: frozenset[str]
    words: Mapping[str, Mapping[str, str]]

    def word_in(self, text: str, language: str) -> tuple[int, int] | None:
        """The place of the first of its words in a text of that language, or None."""
        edge = "" if language == "ja" else r"(?<!\w)"
        found = (re.search(edge + re.escape(word), text, re.I) for word in self.words.get(language, {}))
        return min((hit.span() for hit in found if hit), default=None)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words by which a text in a language says which version binds: `prevails` is a language, or empty for all."""

    language: str
    words: str
    prevails: str
    example: str


@cache
def habits() -> tuple[Habit, ...]:
    """Every habit in the order of the file. Raises LexiconError where the file can't be read."""
    out = []
    for name, row in _table()["idiom"].items():
        words = {language: row[language] for language in row if isinstance(row[language], dict)}
        out.append(Habit(name, row["says"], frozenset(row["tolerates"]), words))
    return tuple(out)


@cache
def clauses() -> tuple[Clause, ...]:
    """Every clause on authority, of all languages. Raises LexiconError where the file can't be read."""
    table = _table()["standing"]
    rows = [("", table["authentic"]), *table["prevails"].items()]
    return tuple(
        Clause(language, words, prevails, example)
        for prevails, by_language in rows
        for language, entries in by_language.items()
        for words, example in entries.items()
    )


def _table() -> Mapping[str, Any]:
    return _toml(files("taiwa.lexicon") / "data" / "parity.toml")
