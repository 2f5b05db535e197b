"""Adjectives made from Russian names of states («лоствийская сторона»), and what a word's ending tells in front of a name.

Owns the endings and links of relational adjectives and the stems by which they are known again. Which state is whose is the
reader's; registered adjectives stand in the registry.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping

from taiwa.lexicon.wording import plain

ENDINGS = ("ий", "ая", "ое", "ие", "ого", "ой", "их", "ому", "им", "ими", "ую", "ом", "ою")
_LINK = r"(?:[ьй]|и?й|ин|[аяе]н|[ое]в|и)?(?:ск|цк)"
_RELATIONAL = re.compile(rf"(?P<base>(?P<stem>[а-я-]{{2,}}?){_LINK})(?P<end>{'|'.join(ENDINGS)})")
_FRONT = (
    *("ого", "его", "ому", "ему", "ой", "ей", "ую", "юю", "ым", "им", "ом", "ем", "ых", "их"),
    *("ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие"),
)


def stem_of(name: str) -> str:
    """What the adjective of a name begins with: small letters, without its last vowel; of an adjective, itself."""
    low = plain(name).lower()
    found = _RELATIONAL.fullmatch(low)
    return low[: found.start("end")].removesuffix("ск") if found else re.sub(r"(?:ия|[аяьоеыи])$", "", low)


def akin(one: str, two: str) -> bool:
    """Whether two stems are of one name (тав, тавий)."""
    short, long = sorted((one, two), key=len)
    return len(short) > 2 and long.startswith(short) and long[len(short) :] in ("", "й", "ий", "и", "ин", "н")


def owner_of(word: str, stems: Mapping[str, str]) -> tuple[str, str] | None:
    """(the adjective without its ending, code) of an adjective made from one of the stems; None for any other word."""
    found = _RELATIONAL.fullmatch(word)
    if found is None:
        return None
    code = stems.get(found["stem"]) or stems.get(found["stem"].rstrip("ьй"))
    if code is None:
        for stem in sorted(stems, key=len, reverse=True):
            if len(stem) > 2 and word.startswith(stem) and re.fullmatch(_LINK, found["base"][len(stem) :]):
                code = stems[stem]
                break
    return (found["base"], code) if code else None


def in_front(word: str) -> bool:
    """Whether a word may be an adjective in front of a noun, by its ending alone."""
    return word.endswith(_FRONT)


def is_plural_front(word: str) -> bool:
    """Whether a word may be an adjective in the plural, in the nominative."""
    return word.endswith(("ые", "ие"))


def is_plural_genitive(word: str) -> bool:
    """Whether a word may be an adjective in the plural, in the genitive."""
    return word.endswith(("ых", "их"))


def is_genitive_plural(word: str) -> bool:
    """Whether a word ends as nouns do in the genitive plural alone (Полтавров)."""
    return word.endswith(("ов", "ев"))


def only_oblique(word: str) -> bool:
    """Whether a name so ended can hardly be in the nominative."""
    return word[-1] in "ыиуею"


def plural_pattern(one: str, two: str) -> re.Pattern[str]:
    """Every form of a plural of an adjective and a noun (Вельских Земель, Вельские Земли)."""
    return re.compile(rf"(?<!\w){re.escape(one[:-2])}[а-я]{{2,3}} {re.escape(two[:3])}[а-я]{{0,4}}(?!\w)")


def plural_from_instrumental(name: str) -> str:
    """The nominative of a plural in the instrumental (Сторонами: Стороны); other words as they are."""
    return name[:-3] + "ы" if name.endswith("ами") else name


def looks_plural(name: str) -> bool:
    """Whether a term is a word for several by the ending of its noun (Стороны, главы государств, Северобережные государства)."""  # noqa: E501
    words = name.strip("«»").split(" ")
    noun = next((word for word in words if not is_plural_front(word.lower())), words[-1])
    return noun.lower().endswith(("ы", "и", "ства", "ами"))
