"""Which language a text is in, by its small words and letters. The languages that can be read come from the lexicon."""

from __future__ import annotations

import re

from taiwa.errors import UnknownLanguage
from taiwa.lexicon import languages
from taiwa.lexicon.stopwords import tongues
from taiwa.reading.versions import UNKNOWN, language_told

_KANA = re.compile(r"[\u3041-\u30ff]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z]+")
_LETTER = re.compile(r"[^\W\d_]+")
# So many characters are looked at: a statement's opening is enough to tell its script.
SAMPLE = 4000
# Share of letters that must be of a script before its language is believed.
ENOUGH = 0.15


def _count(letters: re.Pattern[str], text: str) -> int:
    """How many characters of the text are such letters."""
    return sum(map(len, letters.findall(text)))


def language_of(text: str, name: str, wanted: str | None = None) -> str:
    """The language to read a text in: `wanted` where given, else by small words; a short one by script.

    Raises UnknownLanguage where no lexicon exists for it.
    """
    there = languages()
    if wanted is not None:
        if wanted not in there:
            raise UnknownLanguage(f"{name}: no lexicon for {wanted!r}; there are: {', '.join(there)}")
        return wanted
    sample = text[:SAMPLE]
    told = language_told(sample)
    if told is not None and told not in there:
        known = tongues()[told].name if told in tongues() and told != UNKNOWN else "a language that isn't known"
        raise UnknownLanguage(f"{name}: the text is in {known}; there are: {', '.join(there)}")
    if told is not None:
        return told
    letters = _count(_LETTER, sample) or 1
    for code, script in (("ja", _KANA), ("ru", _CYRILLIC), ("en", _LATIN)):
        if _count(script, sample) / letters > ENOUGH and code in there:
            return code
    raise UnknownLanguage(f"{name}: the text is in none of the languages that can be read ({', '.join(there)})")
