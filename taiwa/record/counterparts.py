"""What else a word or name is called: in the other languages, by the record's entities and by the lexicon of concepts.

Owns which of both is asked, and what is said of it: `NPT = 核兵器不拡散条約`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from taiwa.lexicon import concepts
from taiwa.model import Name
from taiwa.record.naming import Names
from taiwa.store.words import CYRILLIC, IS_JAPANESE

# Names of a letter or two, and single Japanese characters, which stand within words of another sense (水 in 水準), find
# what was not meant.
SHORTEST = 2


def language_of(words: str) -> str:
    """The language a query's words are in, by script."""
    return "ja" if IS_JAPANESE.search(words) else "ru" if CYRILLIC.search(words) else "en"


def counterparts(names: Names) -> Callable[[str], Sequence[tuple[str, str]]]:
    """A function from a name to the other names of what it stands for, each with what to say of it."""

    def others(name: str) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        entity = names.entity(name)
        if entity is not None:
            for each in names.names_of(entity):
                if _tells(each):
                    found.setdefault(each.text, f"{name} = {each.text}")
        for concept in concepts.of(name, language_of(name)):
            for language, words in concept.words.items():
                if language != language_of(name):
                    for word in filter(_long_enough, words):
                        found.setdefault(word, f"{name} = {word}")
        found.pop(name, None)
        return list(found.items())

    return others


def _tells(name: Name) -> bool:
    return len(name.text) > SHORTEST


def _long_enough(word: str) -> bool:
    return len(word) >= SHORTEST


def field_of(words: str) -> str | None:
    """The policy field that words are a concept of, where all their concepts are of one field first; else None."""
    fields = {concept.fields[0] for concept in concepts.of(words, language_of(words)) if concept.fields}
    return next(iter(fields)) if len(fields) == 1 else None
