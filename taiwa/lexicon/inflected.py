"""The lexicon of a language whose every word inflects (Russian): phrases of stems, matched word by word.

Owns what differs from `SpacedLexicon`: tokens, the marks *, + and (о) of stems, and verbs whose object words may stand on either
side. A word gives its keys once (itself, its stems), so that a phrase is found by looking keys up. The endings stand in
`data/ru/paradigms.toml`, the forms of verbs are made by `conjugation`.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from taiwa.lexicon.conjugation import Shape, conjugated, is_infinitive
from taiwa.lexicon.entries import Entry, Meaning, meanings, paradigms
from taiwa.lexicon.lexicon import Hit, Matcher, Sense
from taiwa.lexicon.spaced import SpacedLexicon, alike, small
from taiwa.lexicon.words import Token

T = TypeVar("T")
Keys = frozenset[str]
_TOKEN = re.compile(
    r"(?P<skip></?\w[^<>]{0,80}>|[*_\\]+)|[^\W\d_]+(?:[-‑][^\W_]+)*|\d+(?:[.,/]\d+)*(?:[-‑–]\d+)*(?:-[^\W\d_]+)?|[^\s\w]"
)
_MOBILE = re.compile(r"\((\w)\)")
_PREDICATES = ("act.", "light.")
_ACTIONS = ("action", "effect", "state", "event")
# So many tokens may stand between a verb and the words that belong to it ("took also into account").
APART = 4
# So many where what belongs to the verb stands in front of it ("special attention was, during the talks, paid").
ASIDE = 9


def folded(text: str) -> str:
    """Small letters of the same length, with one letter for е and ё and one kind of hyphen."""
    return small(alike(text)).replace("ё", "е")


@lru_cache(maxsize=8)
def tokens_of(text: str) -> tuple[Token, ...]:
    """All words and marks of a text; two sentences that lost the space between them give words of their own."""
    plain = folded(text)
    return tuple(
        Token(found.start(), found.end(), plain[found.start() : found.end()], found[0])
        for found in _TOKEN.finditer(text)
        if not found["skip"]
    )


def split(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as keys: small letters, capitals kept for acronyms, stems with their mark."""
    out = []
    for part in re.findall(r"[^\s,;:.()«»]+(?:\(\w\)[^\s,;:.()«»]*)*[*+]?|[,;:.()«»]", phrase):
        bare = _MOBILE.sub(r"\1", part)
        acronym = len(bare) > 1 and bare.isupper()
        out.append("=" + bare if acronym else part.lower().replace("ё", "е").replace("‑", "-"))
    return tuple(out)


def spellings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A phrase with its mobile vowels present and absent ("рын(о)к*" -> "рынок*", "рынк*")."""
    at = next((i for i, word in enumerate(words) if _MOBILE.search(word)), None)
    if at is None:
        yield words
        return
    for kept in (r"\1", ""):
        yield from spellings((*words[:at], _MOBILE.sub(kept, words[at]), *words[at + 1 :]))


class Inflections:
    """The keys of written words: what stems they can be forms of."""

    def __init__(self, nominal: Iterable[str], short: Iterable[str], reflexive: str) -> None:
        self._reflexive = reflexive
        self._marks = [(ending, "*") for ending in nominal] + [(ending, "+") for ending in short]
        self._by_last: dict[str, list[tuple[str, str]]] = {}
        for ending, mark in self._marks:
            self._by_last.setdefault(ending[-1:], []).append((ending, mark))
        self._known: dict[str, Keys] = {}

    def keys(self, token: Token) -> Keys:
        """The word itself, its capitals, and every stem with its mark that it can be a form of."""
        found = self._known.get(token.text)
        if found is None:
            found = self._known[token.text] = frozenset(self._keys(token))
        return found

    def _keys(self, token: Token) -> Iterator[str]:
        low = token.low
        yield low
        if len(low) > 1 and token.text.isupper():
            yield "=" + token.text
        if not token.is_word:
            return
        # a reflexive participle declines in front of its last syllable
        for bare in {low, low.removesuffix(self._reflexive)} - {""}:
            for ending, mark in (*self._by_last.get(bare[-1], ()), *self._by_last.get("", ())):
                if bare.endswith(ending) and len(bare) > len(ending):
                    yield bare[: len(bare) - len(ending)] + mark


class Stems(Generic[T]):
    """Phrases of stems: those that begin at a token, longest first."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], T]], inflections: Inflections) -> None:
        self._inflections = inflections
        self._rows: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for words, value in phrases:
            for one in spellings(words):
                if one:
                    self._rows.setdefault(one[0], []).append((one[1:], value))
        self._firsts = frozenset(self._rows)

    def at(self, toks: Sequence[Token], i: int) -> list[tuple[int, T]]:
        """(index behind, value) of every phrase that begins at token i, longest first."""
        if i >= len(toks) or i < 0:
            return []
        keys = self._inflections.keys
        firsts = keys(toks[i]) & self._firsts
        if not firsts:
            return []
        out = []
        for key in firsts:
            for rest, value in self._rows[key]:
                n = len(rest)
                if i + n < len(toks) and all(rest[k] in keys(toks[i + 1 + k]) for k in range(n)):
                    # of two stems of one word the longer says more
                    out.append((n, len(key), value))
        out.sort(key=lambda row: (-row[0], -row[1]))
        return [(i + 1 + n, value) for n, _, value in out]

    def longest(self, toks: Sequence[Token], i: int) -> tuple[int, T] | None:
        """The longest phrase at token i, or None."""
        found = self.at(toks, i)
        return found[0] if found else None


class Verb(NamedTuple):
    """A verb in one form: its sense, what the form can be, the words that belong to it, the phrase."""

    sense: Sense
    shapes: tuple[Shape, ...]
    with_it: tuple[str, ...]
    phrase: str


class StemMatcher(Matcher):
    """Finds phrases of stems in a whole text: of overlapping ones the first and longest."""

    def __init__(self, phrases: Stems[tuple[Sense, ...]]) -> None:
        self._phrases = phrases

    def find(self, text: str) -> list[Hit]:
        """Hits in the order of the text; none overlap."""
        toks = tokens_of(text)
        out, i = [], 0
        while i < len(toks):
            found = self._phrases.longest(toks, i)
            if found:
                out.append(Hit(toks[i].start, toks[found[0] - 1].end, found[1]))
                i = found[0]
            else:
                i += 1
        return out


class InflectedLexicon(SpacedLexicon):
    """Everything the rules may ask of a language whose words inflect."""

    @cached_property
    def inflections(self) -> Inflections:
        """The endings of the language."""
        tables = paradigms(self.language)
        return Inflections(
            tables["nominal"]["endings"], tables["short"]["endings"], tables["reflexive"]["after-consonant"]
        )

    @cache  # noqa: B019
    def alternatives(self, *names: str) -> str:
        """The phrases of the meanings named as a group for a larger pattern; matches nothing where there are none."""
        words = [_pattern(word) for word in self.words(*names)]
        return r"(?:(?<!\w)(?:" + "|".join(words) + r")(?!\w))" if words else "(?!)"

    def meaning_of(self, phrase: str, family: str) -> str:
        """The meaning of a phrase within a family of meanings; "" where it has none."""
        toks = tokens_of(phrase)
        found = self.phrases(family).longest(toks, 0)
        return found[1] if found and found[0] == len(toks) else ""

    @cache  # noqa: B019  a lexicon lives as long as the program
    def phrases(self, *names: str) -> Stems[str]:  # type: ignore[override]
        """The phrases of the meanings named, to be looked up word by word; each with its meaning."""
        return Stems(((split(p), meaning) for p, meaning in self._phrases(names).items()), self.inflections)

    @cached_property
    def stances(self) -> Stems[Sense]:  # type: ignore[override]
        """Nouns that decide the class, in every form."""
        return Stems(((words, sense) for words, sense in self._entries(("stance.",))), self.inflections)

    @cached_property
    def copulas(self) -> Stems[Sense]:
        """Short forms and fixed predicates that need no verb ("намерены", "достигнута договоренность")."""
        return Stems(((words, sense) for words, sense in self._entries(("copula.", "impersonal."))), self.inflections)

    def _entries(self, families: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Sense]]:
        known = meanings()
        for entry in self.entries:
            if entry.meaning.startswith(families):
                yield split(entry.phrase), Sense(entry, known.get(entry.meaning) or Meaning(entry.meaning), "")

    @cached_property
    def conjugations(self) -> Mapping[str, tuple[Verb, ...]]:
        """Speech acts and light verbs by each written form."""
        return self._conjugated(_PREDICATES)

    @cached_property
    def activities(self) -> Mapping[str, tuple[Verb, ...]]:
        """Verbs of action, effect, state and event by each written form."""
        return self._conjugated(_ACTIONS)

    def _conjugated(self, families: tuple[str, ...]) -> Mapping[str, tuple[Verb, ...]]:
        out: dict[str, list[Verb]] = {}
        for words, sense in self._entries(families):
            at = next((i for i, word in enumerate(words) if is_infinitive(word)), None)
            if at is None:
                # a finite form that stands for itself ("не приемлют")
                out.setdefault(words[-1], []).append(
                    Verb(sense, (Shape("present", 3, "p"),), words[:-1], sense.entry.phrase)
                )
                continue
            for written, shapes in conjugated(words[at], self.language).items():
                rest = (*words[:at], *words[at + 1 :])
                out.setdefault(written, []).append(Verb(sense, shapes, rest, sense.entry.phrase))
        return {form: tuple(sorted(verbs, key=lambda v: -len(v.with_it))) for form, verbs in out.items()}

    @cached_property
    def fields(self) -> Matcher:
        """Phrases that point to policy fields."""
        return self._matcher(("field.",))

    @cached_property
    def mentions(self) -> Matcher:
        """Fixed names of treaties, programmes, bodies and routes."""
        return self._matcher(("mention.",), "mention.ending")

    @cached_property
    def predicates(self) -> Matcher:
        """Verbs in all forms, stance nouns and nouns of action."""
        rows: dict[tuple[str, ...], tuple[Sense, ...]] = {}
        for words, sense in self._entries((*_PREDICATES, *_ACTIONS, "stance.", "noun.", "copula.", "impersonal.")):
            at = next((i for i, word in enumerate(words) if is_infinitive(word)), None)
            verb = sense.entry.meaning.startswith((*_PREDICATES, *_ACTIONS)) and at is not None
            for form in conjugated(words[at or 0], self.language) if verb and at is not None else ("",):
                key = (*words[: at or 0], form, *words[(at or 0) + 1 :]) if form else words
                rows[key] = (*rows.get(key, ()), sense)
        return StemMatcher(Stems(rows.items(), self.inflections))

    def _matcher(self, families: tuple[str, ...], without: str = "\0") -> Matcher:
        rows: dict[tuple[str, ...], tuple[Sense, ...]] = {}
        for words, sense in self._entries(families):
            if not sense.entry.meaning.startswith(without):
                rows[words] = (*rows.get(words, ()), sense)
        return StemMatcher(Stems(rows.items(), self.inflections))

    @cache  # noqa: B019
    def family(self, meaning: str) -> Matcher:
        """A matcher for the phrases of one family of function words."""
        return self._matcher((meaning,))

    def shows(self, entry: Entry) -> bool:
        """Whether an entry's example holds its phrase in one of its forms."""
        toks = tokens_of(entry.example)
        words = split(entry.phrase)
        at = next((i for i, word in enumerate(words) if is_infinitive(word)), None)
        if entry.meaning.startswith((*_PREDICATES, *_ACTIONS)) and at is not None:
            forms = conjugated(words[at], self.language)
            rest = Stems([((word,), word) for word in (*words[:at], *words[at + 1 :])], self.inflections)
            there = {found[1] for i in range(len(toks)) if (found := rest.longest(toks, i))}
            return any(tok.low in forms for tok in toks) and there >= {*words[:at], *words[at + 1 :]}
        table = Stems([(words, True)], self.inflections)
        return any(table.at(toks, i) for i in range(len(toks))) or entry.phrase.lower() in folded(entry.example)

    def is_adjective(self, low: str) -> bool:
        """Whether a word looks like a full adjective or participle."""
        return len(low) > 3 and low.endswith(self._endings["adjective"])

    def nominative_of(self, word: str) -> str:
        """The nominative of a noun or adjective that stands in the accusative; itself where both are alike."""
        for pair in self._endings["nominative"]:
            old, _, new = pair.partition(">")
            if word.endswith(old):
                return word[: -len(old)] + new
        return word

    def looks_infinitive(self, low: str) -> bool:
        """Whether a word looks like a verb in its dictionary form."""
        return len(low) > 4 and low.endswith(self._endings["infinitive"])

    def looks_finite(self, low: str) -> bool:
        """Whether a word looks like a verb in a finite form."""
        return len(low) > 3 and low.endswith(self._endings["finite"])

    def is_first_person(self, low: str) -> bool:
        """Whether a form of an auxiliary is of the first person."""
        return low.endswith(self._endings["first-person"])

    def is_single(self, low: str) -> bool:
        """Whether a form of an auxiliary is of the third person singular."""
        return low.endswith(self._endings["third-person"])

    def number_of(self, low: str) -> str:
        """The number of a short form: s or p, "" where it doesn't tell."""
        return "p" if low.endswith(self._endings["short-plural"]) else "s" if self.is_short(low) else ""

    def is_short(self, low: str) -> bool:
        """Whether a word may be a short form in the singular."""
        return low.endswith(self._endings["short-single"])

    def is_nominative(self, low: str) -> bool:
        """Whether a word for a state, or an adjective in front of it, looks like a nominative."""
        return low.endswith(self._endings["nominal-nominative"])

    def is_oblique(self, low: str) -> bool:
        """Whether a word looks like an adjective in an oblique case of the feminine singular."""
        return len(low) > 4 and low.endswith(self._endings["oblique"])

    def is_instrumental(self, low: str) -> bool:
        """Whether a word looks like an adjective in the instrumental."""
        return len(low) > 4 and low.endswith(self._endings["instrumental"])

    def may_be_genitive(self, low: str) -> bool:
        """Whether a word can belong to a noun in front of it ("Ministers of *Foreign Affairs*")."""
        return low.endswith(self._endings["genitive"]) and not low.endswith(self._endings["not-genitive"])

    def looks_plural(self, low: str) -> bool:
        """Whether a name in the nominative looks like a plural."""
        return low.endswith(self._endings["plural"])

    def relational_stem(self, low: str) -> str:
        """What an adjective made from a name begins with ("арданийская" -> "арданий"), or ""."""
        for ending in self._endings["relational"]:
            if low.endswith(ending) and len(low) > len(ending) + 2:
                return low[: -len(ending)]
        return ""

    @cached_property
    def _endings(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(endings) for name, endings in paradigms(self.language)["shape"].items()}

    def named_things(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, kind) of unlisted names: a head with a capital within a sentence, or one with a name in quotation marks."""  # noqa: E501
        toks = tokens_of(text)
        heads = self.phrases("mention.ending")
        out = []
        for i, tok in enumerate(toks):
            if not tok.text[:1].isalpha():
                continue
            found = heads.longest(toks, i)
            if found is None:
                continue
            end = self._named_from(toks, i, found[0])
            if end:
                out.append((tok.start, toks[end - 1].end, found[1].rsplit(".", 1)[-1]))
        return out

    def _named_from(self, toks: Sequence[Token], i: int, j: int) -> int:
        """The token behind a name whose head is [i, j), or 0 where it is no name."""
        if j < len(toks) and toks[j].low == "«":
            close = next((k for k in range(j + 1, min(j + 14, len(toks))) if toks[k].low == "»"), 0)
            return close + 1 if close else 0
        inside = i > 0 and toks[i - 1].low not in (".", "!", "?", ":", "»")
        if not (toks[i].is_name and inside):
            return 0
        while j < len(toks) and toks[j].is_name and toks[j].is_word:
            j += 1
        return j


def _pattern(phrase: str) -> str:
    """A phrase as a pattern over a text as it is written."""
    out = re.sub("[её]", "[её]", re.escape(phrase))
    out = re.sub(r"\\\((\w)\\\)", r"\1?", out)
    return out.replace(r"\*", r"\w{0,3}").replace(r"\+", r"\w?").replace(r"\ ", r"\s+")
