"""Under which key a name is found, however a text writes it: capitals, quotes, hyphens, spellings, Russian cases.

Owns the comparing, no words: spellings, endings and what may stand beside a name are in data/entities.toml. Two names
with one key are one name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

# Quotes and brackets of every kind, commas and such; an apostrophe joins its word, and a dot is no part of one.
_MARKS = re.compile(r"[«»„“”\"「」『』〈〉《》【】()\[\]<>,;:]|[-‐‑–—―]|\s")
_NOTHING = re.compile(r"['’‘`.]")
_BETWEEN_KANJI = re.compile(r"[\s・]+")
# A stem of two letters is that of too many words.
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Comparing:
    """How names of one language are compared: `spellings` that are one (the first stands for the others), a pattern of
    what may stand `aside` of a name, `endings` without which a word is its stem. `spaced`: words stand apart."""

    spellings: tuple[tuple[str, ...], ...]
    aside: re.Pattern[str] | None
    endings: tuple[str, ...]
    spaced: bool

    def plain(self, name: str) -> str:
        """The name in full words: no capitals, no marks, one space where there were several, spellings as they are."""
        text = normalize("NFKC", name).casefold().replace("ё", "е")
        words = _NOTHING.sub("", _MARKS.sub(" ", text)).split()
        return " ".join(words) if self.spaced else _BETWEEN_KANJI.sub("", "".join(words))

    def key(self, name: str) -> str:
        """The key of a name; empty where nothing is left of it."""
        return self._spelled(self._stemmed(self.plain(name)))

    def keys(self, name: str) -> tuple[str, ...]:
        """The key of a written name, and those of it without what stands aside: years, articles, a bracket."""
        found = [self.key(name), self.key(re.sub(r"\([^()]*\)", " ", normalize("NFKC", name)))]
        plain = self._spelled(self.plain(name))
        while self.aside and (bare := self.aside.sub("", plain).strip()) and bare != plain:
            plain = bare
            found.append(self._spelled(self._stemmed(plain)))
        return tuple(key for key in dict.fromkeys(found) if key)

    def worded(self, name: str) -> str:
        """The name in full words with its spellings made one, as patterns of numbered names expect it."""
        plain = self._spelled(self.plain(name))
        return self.aside.sub("", plain).strip() if self.aside else plain

    def _stemmed(self, plain: str) -> str:
        return " ".join(self._stem(word) for word in plain.split()) if self.endings else plain

    def _stem(self, word: str) -> str:
        ending = next((e for e in self.endings if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
        return word[: len(word) - len(ending)]

    def _spelled(self, text: str) -> str:
        for one, *others in self.spellings:
            for other in others:
                text = (
                    re.sub(rf"(?<!\S){re.escape(other)}(?!\S)", one, text) if self.spaced else text.replace(other, one)
                )
        return text


def comparing(language: str, tables: Mapping[str, Any]) -> Comparing:
    """How a language's names are compared, from the tables `spellings`, `aside` and `endings` of data/entities.toml."""
    endings: Sequence[str] = tables["endings"].get(language, ())
    aside = "|".join(tables["aside"].get(language, ()))
    spaced = language != "ja"
    parted = rf"^(?:{aside})(?: |$)|(?:^| )(?:{aside})$" if spaced else rf"^(?:{aside})|(?:{aside})$"
    return Comparing(
        tuple(tuple(row) for row in tables["spellings"].get(language, ())),
        re.compile(parted) if aside else None,
        tuple(sorted(endings, key=len, reverse=True)),
        spaced,
    )
