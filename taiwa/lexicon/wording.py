"""Words of the lexicon as patterns: in all their endings, whole, whatever their case. For languages whose words inflect.

Owns what the lexicon's marks mean to a pattern (`*` any ending of a noun or an adjective, `+` one of a short form, a vowel in
brackets that may be absent). Every pattern runs over text in which ё is е (`plain`).
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from taiwa.lexicon.cases import noun_cases
from taiwa.lexicon.lexicon import Lexicon

# Stands for each character of a name that is known.
MASK = "\ue000"
CAP = r"[А-Я][а-я]+(?:[-'’](?:[А-Я])?[а-я]+)*"
DASH = r"\s?[-–—]\s?"
# Endings of what the lexicon marks with * and +: an ending of a noun or an adjective.
_ENDED = {"*": r"[а-я]{0,4}(?:ся)?", "+": r"[аоыи]?"}


def plain(text: str) -> str:
    """Text of the same length in which ё is е."""
    return text.replace("ё", "е").replace("Ё", "Е")


class Wording:
    """The phrases of one lexicon by meaning, as patterns."""

    def __init__(self, lex: Lexicon) -> None:
        self._lex = lex
        self._by_meaning: dict[str, list[str]] = {}
        for entry in lex.entries:
            self._by_meaning.setdefault(entry.meaning, []).append(entry.phrase)

    def listed(self, name: str) -> list[str]:
        """The phrases of a meaning and of those below it, longest first."""
        found = [p for m, ps in self._by_meaning.items() if m == name or m.startswith(name + ".") for p in ps]
        return sorted(dict.fromkeys(found), key=lambda p: (-len(p), p))

    def exactly(self, name: str) -> list[str]:
        """The phrases of one meaning alone."""
        return self._by_meaning.get(name, [])

    def any_of(self, *names: str) -> str:
        """The phrases of the meanings named as a group of a pattern, whole words in all their forms."""
        phrases = [p for name in names for p in self.listed(name)]
        words = [" ".join(_worded(word) for word in phrase.split(" ")) for phrase in phrases]
        return rf"(?<!\w)(?i:{'|'.join(words)})(?!\w)" if words else "(?!)"

    @cache  # noqa: B019  a lexicon lives as long as the program
    def pattern(self, *names: str) -> re.Pattern[str]:
        """The same, compiled."""
        return re.compile(self.any_of(*names))

    @cache  # noqa: B019
    def exact(self, name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        """(pattern, meaning) of each phrase of a family, longest first, for asking what a phrase means."""
        rows = [(p, m) for m, ps in self._by_meaning.items() if m == name or m.startswith(name + ".") for p in ps]
        rows.sort(key=lambda row: -len(row[0]))
        return tuple(
            (re.compile(" ".join(_worded(word) for word in phrase.split(" ")), re.I), meaning)
            for phrase, meaning in rows
        )

    def meaning_of(self, phrase: str, name: str) -> str:
        """The last part of the meaning of a phrase within a family; "" where it has none."""
        return next((m.rsplit(".", 1)[-1] for p, m in self.exact(name) if p.fullmatch(phrase)), "")


def _worded(word: str) -> str:
    """A word of a phrase as a pattern: its stem with any ending, a vowel in brackets that may be absent."""
    mark = _ENDED.get(word[-1:], "")
    bare = word[:-1] if mark else word
    parts = re.split(r"\((\w)\)", plain(bare))
    return "".join(re.escape(p) if i % 2 == 0 else f"{p}?" for i, p in enumerate(parts)) + mark


def either(words: Iterable[str]) -> str:
    """One of many words as a pattern in which what they begin with in common is written once: it compiles quickly."""
    by_first: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        by_first.setdefault(word[:1], []).append(word[1:])
    parts = []
    for first, rests in by_first.items():
        if not first:
            continue
        parts.append(re.escape(first) + (either(rests) if len(rests) > 1 else re.escape(rests[0])))
    group = parts[0] if len(parts) == 1 and "" not in by_first else f"(?:{'|'.join(parts)})"
    return group + ("?" if "" in by_first and parts else "")


def forms_in(words: list[str]) -> dict[str, str]:
    """Every form of some nouns -> the noun."""
    out: dict[str, str] = {}
    for word in words:
        for form in (word, *(noun_cases(word) or ())):
            out.setdefault(plain(form), word)
    return out
