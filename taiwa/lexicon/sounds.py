"""How a name sounds, roughly, whatever its script: the consonants it has in common with its other spellings.

Owns the reduction only. The sound of a kana or a Cyrillic letter is in its Unicode name (KATAKANA LETTER TA, CYRILLIC
SMALL LETTER EM), so that no table of letters is needed. ドルセア, Dorsea and Дорсея all come out as `drs`.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from unicodedata import name, normalize

# Sounds that transliterations mix up, the longest spelling first: リ is li and ri, ベ be and ve, シ shi and si.
_MIXED = (
    *(("shch", "s"), ("sch", "s"), ("tsch", "t"), ("sh", "s"), ("ch", "t"), ("zh", "s"), ("ph", "h"), ("th", "t")),
    *(("kh", "h"), ("gh", "g"), ("ts", "t"), ("tz", "t"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("l", "r"), ("v", "b")),
    *(("f", "h"), ("z", "s"), ("j", "s"), ("w", ""), ("y", "")),
)
_SOFT_C = re.compile(r"c(?=[eiy])")
_LETTER = re.compile(r"(?:KATAKANA|CYRILLIC \w+) LETTER (?:SMALL )?(\w+)( SIGN| I)?$")
_VOWELS = re.compile(r"[aeiou'’ʼ-]+")
_WORD = re.compile(r"[ァ-ヺー・]{2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Names that differ in one of four consonants are still one name (タルヴェン and Tarven do not; Kelda and Керда might).
ALIKE = 0.8


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word in the Latin letters of its sounds, an opening vowel as `a`; "" for other scripts."""
    latin = _latin(normalize("NFKC", word).lower().replace("・", ""))
    latin = _SOFT_C.sub("s", latin)
    for spelling, sound in _MIXED:
        latin = latin.replace(spelling, sound)
    latin = latin.replace("c", "k")
    bare = _VOWELS.sub("", latin)
    bare = re.sub(r"(.)\1+", r"\1", bare)
    return ("a" if latin[:1] in tuple("aeiou") else "") + bare


def _latin(word: str) -> str:
    letters = [_sound(char) for char in word]
    return "" if None in letters else "".join(letter for letter in letters if letter)


@cache
def _sound(char: str) -> str | None:
    """The Latin spelling of one letter; None for a script that isn't spelled by sound."""
    if char.isascii() or char in "’ー":
        return "" if char == "ー" else char
    plain = normalize("NFD", char)[0]
    if plain.isascii():
        return plain
    found = _LETTER.match(name(plain if "CYRILLIC" in name(plain, "") else char, ""))
    if found is None:
        return None
    sound = found[1].lower()
    if "CYRILLIC" in name(plain, "") and sound[0] in "e" and len(sound) == 2:
        return sound[1]  # EL, EM, EN, ER, ES, EF say their consonant last
    return "" if found[2] else sound  # soft and hard signs, the short i


def words(text: str) -> list[tuple[int, int]]:
    """The places of words that may be spelled by sound: runs of katakana, words of letters."""
    return [found.span() for found in _WORD.finditer(text)]


def alike(left: str, right: str) -> float:
    """How much two names sound alike, 0 to 1: the best of their words, of two consonants or more."""
    return max((_alike(a, b) for a in _skeletons(left) for b in _skeletons(right)), default=0.0)


@lru_cache(maxsize=4096)
def _skeletons(text: str) -> tuple[str, ...]:
    found = (skeleton(text[start:end]) for start, end in words(text) if end - start > 2)
    return tuple(each for each in found if len(each) > 1)


@lru_cache(maxsize=65536)
def _alike(left: str, right: str) -> float:
    return 1.0 if left == right else SequenceMatcher(None, left, right, autojunk=False).ratio()
