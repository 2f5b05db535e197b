"""Words of a language that parts them with spaces: tokens, the forms of a verb (English), and phrases looked up word by word.

Owns the shapes; the verbs that don't follow them stand in `data/en/paradigms.toml`. A phrase of several words inflects in its
first one ("look forward to" -> "looked forward to").
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from taiwa.lexicon.entries import paradigms

T = TypeVar("T")
FORMS = ("base", "third", "past", "participle", "gerund")
_VOWELS = "aeiou"
TOKEN = re.compile(
    r"(?P<skip></?\w[^<>]{0,80}>|[*_\\]+)|(?P<word>(?:[A-Z]\.){2,}(?:[A-Z]\b)?|[^\W_]+(?:['’.\-–‑](?=[^\W_])[^\W_]+)*)|(?P<poss>['’]s?(?=\W|$))|(?P<mark>[^\s\w])"
)
_POSSESSIVE = re.compile(r"^(.+)(['’]s)$")


class Token(NamedTuple):
    """A word or mark of the text: [start, end), in small letters, and as it is written."""

    start: int
    end: int
    low: str
    text: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word and no mark."""
        return self.low[:1].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[:1].isupper()


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words and marks of a stretch, without marks of layout; a possessive ending is a token of its own."""
    out = []
    for found in TOKEN.finditer(text, start, end):
        if found["skip"]:
            continue
        word = found[0]
        owned = _POSSESSIVE.match(word)
        if owned:
            cut = found.start() + len(owned[1])
            out.append(Token(found.start(), cut, owned[1].lower(), owned[1]))
            out.append(Token(cut, found.end(), "'s", owned[2]))
        else:
            out.append(Token(found.start(), found.end(), "'s" if found["poss"] else word.lower(), word))
    return out


def split(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as `tokens` would give them, in small letters."""
    return tuple(token.low for token in tokens(phrase, 0, len(phrase)))


@cache
def forms(verb: str, language: str = "en") -> Mapping[str, frozenset[str]]:
    """Every written form of a verb and what it can be (base, third, past, participle, gerund)."""
    tables = paradigms(language)
    irregular = tables.get("irregular", {}).get(verb)
    made: dict[str, set[str]] = {}

    def add(name: str, written: str) -> None:
        for one in written.split("/"):
            made.setdefault(one, set()).add(name)

    add("base", verb)
    if irregular:
        past, participle, gerund, third = irregular
    else:
        rules = tables.get("regular", {})
        past = participle = _made(verb, rules.get("past", []))
        gerund, third = _made(verb, rules.get("gerund", [])), _made(verb, rules.get("third", []))
    for name, written in (("past", past), ("participle", participle), ("gerund", gerund), ("third", third)):
        add(name, written)
    return {written: frozenset(names) for written, names in made.items()}


def _made(verb: str, rules: Iterable[Sequence[str]]) -> str:
    """The form that the first fitting rule makes; `C` stands for a consonant."""
    for shape, result in rules:
        pattern = re.sub(r"C", "[^aeiou]", re.sub(r"V", "[aeiou]", shape))
        found = re.search(pattern, verb)
        if found:
            if result.startswith("+"):
                return verb + result[1:]
            # what stands for C stays
            kept = found.start() + (1 if shape.startswith("C") else 0)
            return verb[:kept] + result
    return verb


class Words(Generic[T]):
    """Phrases by their words: the longest one that begins at a token, with words of another kind let in between."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._by_first: dict[str, list[tuple[str, tuple[str, ...], T]]] = {}
        for words, value in phrases:
            if words:
                second = words[1] if len(words) > 1 else ""
                self._by_first.setdefault(words[0], []).append((second, words[1:], value))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[1]))

    def at(self, toks: Sequence[Token], i: int) -> list[tuple[int, T]]:
        """(index behind, value) of every phrase that begins at token i, longest first."""
        rows = self._by_first.get(toks[i].low) if i < len(toks) else None
        if not rows:
            return []
        after = toks[i + 1].low if i + 1 < len(toks) else ""
        return [
            (i + 1 + len(rest), value)
            for second, rest, value in rows
            if not second or (second == after and _follows(toks, i + 1, rest))
        ]

    def longest(self, toks: Sequence[Token], i: int) -> tuple[int, T] | None:
        """The longest phrase at token i, or None."""
        rows = self._by_first.get(toks[i].low) if i < len(toks) else None
        if rows:  # asked for nearly every token of a text, and nearly always in vain
            after = toks[i + 1].low if i + 1 < len(toks) else ""
            for second, rest, value in rows:
                if not second or (second == after and _follows(toks, i + 1, rest)):
                    return i + 1 + len(rest), value
        return None


def _follows(toks: Sequence[Token], i: int, rest: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand from token i on; the first of them is known to."""
    if len(rest) == 1:
        return True
    if i + len(rest) > len(toks):
        return False
    return all(toks[k].low == word for k, word in enumerate(rest, i))
