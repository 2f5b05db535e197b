"""Which language a text is in, by its letters. Owns nothing else; the languages there are come from the lexicon."""

from __future__ import annotations

import re

from taiwa.errors import UnknownLanguage
from taiwa.lexicon import languages

_KANA = re.compile(r"[\u3041-\u30ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
# Share of letters that must be of a script before its language is believed.
ENOUGH = 0.15


def language_of(text: str, name: str, wanted: str | None = None) -> str:
    """The language to read a text in: `wanted` where given, else by its script.

    Raises UnknownLanguage where no lexicon exists for it.
    """
    there = languages()
    if wanted is not None:
        if wanted not in there:
            raise UnknownLanguage(f"{name}: no lexicon for {wanted!r}; there are: {', '.join(there)}")
        return wanted
    sample = text[:20000]
    letters = sum(c.isalpha() for c in sample) or 1
    for code, script in (("ja", _KANA), ("ru", _CYRILLIC), ("en", _LATIN)):
        if len(script.findall(sample)) / letters > ENOUGH and code in there:
            return code
    raise UnknownLanguage(f"{name}: the text is in none of the languages that can be read ({', '.join(there)})")
