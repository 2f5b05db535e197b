"""How plausible a decoded text is: what tells one legacy encoding from another when all of them decode.

Owns the measures for Japanese, Cyrillic and Western text. Each takes a sample and gives 0.0 (noise) to 1.0 (text).
Knows no words: only which characters keep company with which.
"""

from __future__ import annotations

import re

_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_KANJI = re.compile(r"[一-鿿々〆]")
_JAPANESE_OTHER = re.compile(r"[　、-〟〔-〞・！-～￠-￦А-яЁё‐-―‖‘’“”…‥※→←↑↓×÷°′″℃§○●◎◇◆□■△▲▽▼☆★①-⑳Ⅰ-Ⅹ㈱№℡α-ωΑ-Ω]")
_JAPANESE_NOISE = re.compile(r"[｡-ﾟ\ue000-\uf8ff\x80-\x9f]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_BESIDE_LATIN = re.compile(r"(?:[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z])")
_CYRILLIC_ALONE = re.compile(r"(?<![Ѐ-ӿ])[Ѐ-ӿ](?![Ѐ-ӿ])")
_MIXED_CASE = re.compile(r"[а-яёіїєґ][А-ЯЁІЇЄҐ]")
_TYPOGRAPHY = re.compile(r"[\xa0«»„“”‘’–—…№§°•·©]")
_LATIN = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]")
_LATIN_PUNCTUATION = re.compile(r"[\xa0«»„“”‘’‚–—…§°•·©®™€£¥ªº¹²³½¼¾±×¿¡´]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ]")
_LATIN_MIXED_CASE = re.compile(r"[a-zß-öø-ÿ][À-ÖØ-Þ]")
_OF_KNOWN_SCRIPTS = re.compile(r"[\t\n\f\r -~\xa0-ſ‐-⁞€№℃Ⅰ-ⅿ→-↓①-⑳■-◯　-ヿ一-鿿！-～￥Ѐ-ӿ]")

# Russian letters per thousand (National Corpus figures, rounded); a wrong Cyrillic table permutes them.
_FREQUENCY = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ",
        (
            *(110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 17),
            *(16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1, 30, 5, 5, 1),
        ),
        strict=True,
    )
)
# The mean of these figures over a text that uses the letters as often as that: the sum of their squares.
_RUSSIAN_MEAN = 59.0
_LEAST_LETTERS = 3
_SHORT = 60


def japanese(text: str) -> float:
    """Share of kana, kanji and Japanese signs among the characters beyond ASCII, less the noise."""
    beyond = len(_NON_ASCII.findall(text))
    if not beyond:
        return 0.0
    kana, kanji = len(_KANA.findall(text)), len(_KANJI.findall(text))
    if kana + kanji > _SHORT and kana * 20 < kana + kanji:
        return 0.0  # no Japanese prose does without kana
    if not kana and kanji and len(_ASCII_LETTER.findall(text)) > 4 * kanji:
        return 0.0  # Western quotation marks and the letters after them look like kanji in Shift_JIS
    good = kana + kanji + len(_JAPANESE_OTHER.findall(text))
    if not kana:
        good -= sum(1 for kanji_found in _KANJI.findall(text) if not _is_everyday(kanji_found))
    return max(0.0, (good - 3 * len(_JAPANESE_NOISE.findall(text))) / beyond)


def cyrillic(text: str) -> float:
    """Share of Cyrillic letters beyond ASCII, weighed by how often Russian uses them and by the order of the cases."""
    beyond = len(_NON_ASCII.findall(text))
    letters = _CYRILLIC.findall(text)
    if len(letters) < _LEAST_LETTERS or len(_BESIDE_LATIN.findall(text)) * 3 > len(letters):
        return 0.0
    if len(letters) * 20 < len(_ASCII_LETTER.findall(text)):
        return 0.0  # two signs side by side in an English text, in the wrong table
    if len(set(letters)) * 10 < min(len(letters), 100):
        return 0.0  # a row of blanks in the wrong table
    if len(_CYRILLIC_ALONE.findall(text)) * 3 > len(letters):
        return 0.0  # words of one letter are few; dashes and quotation marks of another table look like them
    share = (len(letters) + len(_TYPOGRAPHY.findall(text))) / beyond
    mean = sum(_FREQUENCY.get(letter.lower(), 0) for letter in letters) / len(letters)
    disorder = len(_MIXED_CASE.findall(text)) / len(letters)
    return max(0.0, share * min(1.0, mean / _RUSSIAN_MEAN) * (1 - 4 * disorder))


def western(text: str) -> float:
    """Share of accented letters and typographic signs beyond ASCII, where these are few among plain Latin letters."""
    beyond = len(_NON_ASCII.findall(text))
    accented = len(_LATIN.findall(text))
    if not beyond or accented * 4 > len(_LATIN_WORD.findall(text)) or len(_LATIN_MIXED_CASE.findall(text)) * 4 > beyond:
        return 0.0
    return (accented + len(_LATIN_PUNCTUATION.findall(text))) / beyond


def of_known_scripts(text: str) -> bool:
    """Whether nearly all of it is Latin, Cyrillic or Japanese, as it is when UTF-16 was read the right way round."""
    if not text or len(_OF_KNOWN_SCRIPTS.findall(text)) < 0.97 * len(text):
        return False
    kana, kanji = len(_KANA.findall(text)), len(_KANJI.findall(text))
    return not kanji or kana * 20 >= kana + kanji or japanese(text) > 0.8


def _is_everyday(kanji: str) -> bool:
    """Whether a kanji stands in the first level of JIS X 0208, whose order is by frequency of use."""
    try:
        encoded = kanji.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(encoded) == 2 and 0xB0 <= encoded[0] <= 0xCF
