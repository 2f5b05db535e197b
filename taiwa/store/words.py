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
from collections.abc import Sequence
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
    folded, starts, ends = _folded(text)
    found = []
    for run in RUN.finditer(folded):
        start, end = run.span()
        if IS_JAPANESE.match(folded, start):
            for i in range(start, end):
                stop = min(i + 2, end)
                found.append(Word(folded[i:stop], starts[i], ends[stop - 1]))
        else:
            found.append(Word(_stem(run[0][:LONGEST]), starts[start], ends[end - 1]))
    return found


def tokens(text: str) -> list[str]:
    """The words of `text` without their places."""
    return [word.word for word in words_of(text)]


def _folded(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """`text` in one form, and for each of its characters where in `text` what it was made of begins and ends."""
    folded = _fold(text)
    if len(folded) == len(text) and unicodedata.is_normalized("NFKC", text):
        return folded, range(len(text)), range(1, len(text) + 1)
    # Where each character with the marks that combine with it begins: those are folded together.
    firsts = [i for i, each in enumerate(text) if i == 0 or not _joins(each)]
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for first, end in pairwise([*firsts, len(text)]):
        made = _fold(text[first:end])
        out.append(made)
        starts += [first] * len(made)
        ends += [end] * len(made)
    return "".join(out), starts, ends


def _fold(text: str) -> str:
    """NFKC, without case, `ё` as `е`. Case is folded and not lowered: that would look at the letters around."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\u0451", "\u0435")


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
