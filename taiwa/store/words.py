"""The words of a text as search knows them: stems of words in spaced scripts, pairs of characters in Japanese.

Owns the analyzer, the same for what is stored and for what is asked, so that both databases find the same. It goes by
script, not by the language of the text: a Japanese text names `ODA`, a Russian one `ASEAN`. No dictionary is needed: a
Japanese word of two characters or more is found wherever its characters stand in a row, within a longer word too.
Words here are no linguistics of ours: Snowball's stemmers (BSD) know the endings.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import Stemmer

# Named in the record; where it differs, search makes its words anew.
ANALYZER = "taiwa-words-1"
# Characters that Japanese writes without spaces between them: kana with the long mark, kanji with its repeat mark; the
# middle dot and bare voice marks part words.
JAPANESE = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
RUN = re.compile(rf"[{JAPANESE}]+|[^\W_{JAPANESE}]+(?:['\u2019][^\W_{JAPANESE}]+)*")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
IS_JAPANESE = re.compile(rf"[{JAPANESE}]")
# PostgreSQL keeps no word of more than 2,046 bytes; nobody searches for one.
LONGEST = 100
SHORTEST_STEM = 3
# A stemmer keeps a buffer of its own and must not be shared by threads.
_stemmers = threading.local()


class Word(NamedTuple):
    """A word as search knows it, with the characters `start` to `end` of the text that it was made of."""

    word: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of `text` in order. Offsets count code points of `text` itself.

    A run of Japanese characters gives one word for each character: it with the one behind it, the last alone.
    """
    folded, places = _folded(text)
    found = []
    for run in RUN.finditer(folded):
        start, end = run.span()
        if IS_JAPANESE.match(folded, start):
            for i in range(start, end):
                stop = min(i + 2, end)
                found.append(Word(folded[i:stop], places[i], places[stop - 1] + 1))
        else:
            found.append(Word(_stem(run[0][:LONGEST]), places[start], places[end - 1] + 1))
    return found


def tokens(text: str) -> list[str]:
    """The words of `text` without their places."""
    return [word.word for word in words_of(text)]


def _folded(text: str) -> tuple[str, list[int] | range]:
    """`text` in one form (NFKC, lower case, `ё` as `е`), and for each of its characters the one it came from."""
    plain = unicodedata.normalize("NFKC", text)
    lower = plain.lower().replace("\u0451", "\u0435")
    if plain == text and len(lower) == len(text):
        return lower, range(len(text))
    out: list[str] = []
    places: list[int] = []
    for i, piece in enumerate(_clusters(text)):
        made = unicodedata.normalize("NFKC", piece).lower().replace("\u0451", "\u0435")
        out.append(made)
        places += [i] * len(made)
    # A cluster's characters are told by the first of them.
    firsts = _firsts(text)
    return "".join(out), [firsts[i] for i in places]


def _clusters(text: str) -> list[str]:
    firsts = [*_firsts(text), len(text)]
    return [text[a:b] for a, b in pairwise(firsts)]


def _firsts(text: str) -> list[int]:
    """Where each character with the marks that combine with it begins."""
    return [i for i, each in enumerate(text) if i == 0 or not _joins(each)]


def _joins(character: str) -> bool:
    # Half-width voice marks of Japanese join when the text is folded, though they are no combining marks.
    return unicodedata.combining(character) != 0 or character in "\uff9e\uff9f"


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    bare = re.sub(r"['\u2019]s$", "", word)
    if bare.isdecimal():
        return bare
    language = "russian" if CYRILLIC.search(bare) else "english"
    stemmer = getattr(_stemmers, language, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(language)
        setattr(_stemmers, language, stemmer)
    whole = re.sub(r"['\u2019]", "", bare)
    made: str = stemmer.stemWord(whole)
    # Two letters are the stem of too much: the Russian abbreviation of the NPT would be found in every "of the day".
    return made if len(made) >= SHORTEST_STEM else whole
