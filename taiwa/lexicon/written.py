"""How a name stands in running text: with any apostrophe or hyphen, and in Russian in any case.

Owns the shapes of endings, no names. A Cyrillic word is looked for by what its cases leave, an abbreviation as it is.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

# A Cyrillic word of fewer letters is not cut to a stem.
BRIEF = 5
_FOLDED = str.maketrans("’‐‑\n\u00a0ёЁ", "'--  еЕ")
_WORD = re.compile(r"(?<!\w)\w")


def folded(text: str) -> str:
    """The text with one apostrophe, one hyphen, one space and no ё, as long as before."""
    return text.translate(_FOLDED)


def name_key(name: str) -> str:
    """A name as it is looked for in folded text."""
    return folded(normalize("NFKC", name))


def starts(text: str, language: str) -> range | list[int]:
    """Where a name may begin: anywhere where words don't stand apart, else at words."""
    return range(len(text)) if language == "ja" else [hit.start() for hit in _WORD.finditer(text)]


@cache
def name_pattern(name: str, language: str, declined: bool = False) -> re.Pattern[str]:
    """A pattern for a name, of a Russian one in any case; `declined` says that its cases are listed."""
    if language == "ja":
        return re.compile(re.escape(name))
    cut = language == "ru" and not declined
    words = [_stem(word) if cut else re.escape(word) for word in name.split()]
    return re.compile(" ".join(words) + r"(?!\w)")


def _stem(word: str) -> str:
    if word.isupper() or not "а" <= word[-1] <= "я":
        return re.escape(word)
    if len(word) < BRIEF:
        return re.escape(word) + (r"\w{0,3}" if len(word) > 2 and word[-1] not in "аеиоуыэюяйь" else "")
    return re.escape(word[:-2] if len(word) > BRIEF + 1 else word[:-1]) + r"\w{0,4}"
