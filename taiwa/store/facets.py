"""The facets of items as words of the index, so that the engine finds words and facets at once.

Owns which facets there are and how one is written as a word: with a sign that no word of a text has.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b

from taiwa.errors import WrongQuery
from taiwa.model import Item

# Facets that are columns of an item, and those that are its tags: each with the letter that its words begin with.
IN_ITEM: Mapping[str, str] = {
    "kind": "k", "forum": "o", "meeting": "m", "language": "l", "act": "a", "force": "n", "followup": "u", "owner": "w",
}  # fmt: skip
TAGS: Mapping[str, str] = {"speaker": "s", "field": "f", "mention": "e", "entity": "i", "kind_of_text": "t"}
LETTERS = {**IN_ITEM, **TAGS}
SIGN = "="
# Values that every engine keeps as they are; all others are hashed.
PLAIN = re.compile(r"[a-z0-9]{1,12}")


@lru_cache(maxsize=65536)
def word_of(facet: str, value: str) -> str:
    """A value of a facet as a word. Raises WrongQuery where there is no such facet."""
    if facet not in LETTERS:
        raise WrongQuery(f"{facet!r} is no facet; there are {', '.join(LETTERS)}")
    if PLAIN.fullmatch(value):
        return SIGN + LETTERS[facet] + value
    hashed = blake2b(value.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return SIGN + LETTERS[facet] + SIGN + b32encode(hashed).decode().rstrip(SIGN).lower()


def words_of_item(item: Item) -> list[str]:
    """An item's facets as words, each once."""
    return list(dict.fromkeys(word_of(facet, value) for facet, value in _facets(item)))


def _facets(item: Item) -> Iterator[tuple[str, str]]:
    for facet in IN_ITEM:
        value = getattr(item, facet)
        if value is not None and value != "":
            yield facet, str(value)
    for facet, value in item.tags:
        if facet in TAGS:
            yield facet, value
