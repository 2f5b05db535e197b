"""The lexicon of a language whose words stand apart: phrases match at word boundaries, whatever their case, except acronyms.

Owns what differs from `Lexicon`: forms of verbs, plurals, boundaries. A phrase with a capital beyond its first letter
(IMO, SMEs) matches with its capitals only; apostrophes and hyphens of all kinds are alike.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa.lexicon.entries import Meaning, meanings, paradigms
from taiwa.lexicon.lexicon import Hit, Lexicon, Matcher, Sense
from taiwa.lexicon.words import Words, forms, split

Verb = tuple[Sense, frozenset[str], str]
_ALIKE = str.maketrans({"’": "'", "‘": "'", "‑": "-", "‐": "-"})
_PREDICATES = ("act.", "light.")
_ACTIONS = ("action", "effect", "state", "event")
_NAME = r"(?:[A-Z][\w’'&.\-–]*|\d{4})"
# A name has at most so many words between its first and the word for its kind.
LONGEST_NAME = 14
_SMALL = r"(?:of|on|and|for|the|in|to|against|with|de|&)"


def alike(text: str) -> str:
    """Text of the same length in which apostrophes and hyphens are of one kind."""
    return text.translate(_ALIKE)


def small(text: str) -> str:
    """Small letters, of the same length."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class SpacedMatcher(Matcher):
    """Finds phrases at word boundaries: of overlapping ones the first and longest."""

    def __init__(self, surfaces: Mapping[str, tuple[Sense, ...]]) -> None:
        exact: dict[str, tuple[Sense, ...]] = {}
        folded: dict[str, tuple[Sense, ...]] = {}
        for surface, senses in surfaces.items():
            key = alike(surface)
            if any(c.isupper() for c in key[1:]):
                exact[key] = (*exact.get(key, ()), *senses)
            else:
                folded[small(key)] = (*folded.get(small(key), ()), *senses)
        self._tables = [(list(table), list(table.values())) for table in (exact, folded)]
        self._automata = [AhoCorasick(keys, matchkind=MatchKind.Standard) if keys else None for keys, _ in self._tables]

    def find(self, text: str) -> list[Hit]:
        """Hits in the order of the text; none overlap."""
        plain = alike(text)
        found = []
        for automaton, (_, senses), where in zip(self._automata, self._tables, (plain, small(plain)), strict=True):
            if automaton is not None:
                for i, start, end in automaton.find_matches_as_indexes(where, overlapping=True):
                    if _bounded(plain, start, end):
                        found.append(Hit(start, end, senses[i]))
        out: list[Hit] = []
        for hit in sorted(found, key=lambda h: (h.start, -h.end)):
            if not out or hit.start >= out[-1].end:
                out.append(hit)
        return out


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a stretch neither begins nor ends inside a word."""
    if start and (text[start - 1].isalnum() and text[start].isalnum()):
        return False
    return not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


class SpacedLexicon(Lexicon):
    """Everything the rules may ask of a language with spaces."""

    @cache  # noqa: B019  a lexicon lives as long as the program
    def pattern(self, *names: str) -> re.Pattern[str]:
        """A pattern that matches the longest phrase of the meanings named, at word boundaries, whatever the case."""
        return re.compile(self.alternatives(*names), re.I)

    @cache  # noqa: B019
    def alternatives(self, *names: str) -> str:
        """The phrases of the meanings named as a group for a larger pattern; matches nothing where there are none."""
        words = [re.escape(w.replace("’", "'")).replace("'", "['’]") for w in self.words(*names)]
        return r"(?:(?<!\w)(?:" + "|".join(words) + r")(?!\w))" if words else "(?!)"

    def meaning_of(self, phrase: str, family: str) -> str:
        """The meaning of a phrase within a family of meanings, whatever its case; "" where it has none."""
        return self._small_meanings(family).get(small(alike(phrase)), "")

    @cache  # noqa: B019
    def _small_meanings(self, family: str) -> dict[str, str]:
        return {small(alike(phrase)): meaning for phrase, meaning in self._phrases((family,)).items()}

    @cache  # noqa: B019
    def phrases(self, *names: str) -> Words[str]:
        """The phrases of the meanings named, to be looked up word by word; each with its meaning."""
        return Words((split(phrase), meaning) for phrase, meaning in self._phrases(names).items())

    @cache  # noqa: B019
    def set_of(self, *names: str) -> frozenset[str]:
        """The phrases of the meanings named in small letters, for asking whether one word is among them."""
        return frozenset(small(alike(phrase)) for phrase in self._phrases(names))

    @cached_property
    def verbs(self) -> Words[Verb]:
        """Speech acts and light verbs in all forms: (sense, what the form can be, the phrase)."""
        return self._inflected(_PREDICATES)

    @cached_property
    def doings(self) -> Words[Verb]:
        """Verbs of action, effect, state and event in all forms."""
        return self._inflected(_ACTIONS)

    def _inflected(self, families: tuple[str, ...]) -> Words[Verb]:
        known = meanings()
        rows: list[tuple[tuple[str, ...], Verb]] = []
        for entry in self.entries:
            if entry.meaning.startswith(families) and not entry.meaning.startswith("action.found.list"):
                words = split(entry.phrase)
                sense = Sense(entry, known.get(entry.meaning) or Meaning(entry.meaning), "verb")
                for written, names in forms(words[0], self.language).items():
                    rows.append(((written, *words[1:]), (sense, names, entry.phrase)))
        return Words(rows)

    @cached_property
    def stances(self) -> Words[Sense]:
        """Nouns that decide the class, in the singular and the plural."""
        known = meanings()
        rows = []
        for entry in self.entries:
            if entry.meaning.startswith("stance."):
                sense = Sense(entry, known.get(entry.meaning) or Meaning(entry.meaning), "")
                rows += [(split(form), sense) for form in (entry.phrase, *self.plurals(entry.phrase))]
        return Words(rows)

    @cached_property
    def predicates(self) -> Matcher:
        """Verbs in all forms, stance nouns, verbs and nouns of action."""
        out: dict[str, tuple[Sense, ...]] = {}
        for surface, senses in self._senses(
            ("act.", "light.", "stance.", "action", "effect", "state", "event", "noun.")
        ).items():
            first, _, rest = surface.partition(" ")
            for written in forms(first, self.language):
                key = f"{written} {rest}".strip()
                out[key] = (*out.get(key, ()), *senses)
        return SpacedMatcher(out)

    @cached_property
    def fields(self) -> Matcher:
        """Phrases that point to policy fields, with their plurals."""
        return SpacedMatcher(self._with_plurals(self._senses(("field.",))))

    @cached_property
    def mentions(self) -> Matcher:
        """Fixed names of treaties, programmes, bodies and routes."""
        return SpacedMatcher(
            {k: v for k, v in self._senses(("mention.",)).items() if not v[0].meaning.id.startswith("mention.ending")}
        )

    def _with_plurals(self, surfaces: dict[str, tuple[Sense, ...]]) -> dict[str, tuple[Sense, ...]]:
        out = dict(surfaces)
        for surface, senses in surfaces.items():
            for plural in self.plurals(surface):
                out.setdefault(plural, senses)
        return out

    def plurals(self, phrase: str) -> tuple[str, ...]:
        """The plurals of a phrase's last word."""
        tables = paradigms(self.language)
        irregular = tables.get("plural", {})
        head, _, last = phrase.rpartition(" ")
        if phrase in irregular:
            return tuple(irregular[phrase].split("/"))
        if not last[-1:].isalpha() or last.endswith("s"):
            return ()
        made = irregular.get(last, "").split("/") if last in irregular else []
        if not made:
            if re.search(r"[^aeiou]y$", last):
                made = [last[:-1] + "ies"]
            else:
                made = [last + ("es" if re.search(r"(?:s|x|z|ch|sh)$", last) else "s")]
        return tuple(f"{head} {one}".strip() for one in made)

    def named_things(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, kind) of unlisted names told by a word for the kind, with capitals before it or a number behind."""  # noqa: E501
        out = []
        for found in self._named.finditer(text):
            kind = self.meaning_of(found["kind"], "mention.ending")
            if kind:
                out.append((found.start(), found.end(), kind.rsplit(".", 1)[-1]))
        return out

    @cached_property
    def _named(self) -> re.Pattern[str]:
        endings = "|".join(re.escape(w) for w in self.words("mention.ending"))
        number = r"\d+(?:[/.]\d+)*(?: \(\d{4}\))?"
        return re.compile(
            rf"(?<!\w)(?:{_NAME} (?:(?:{_NAME}|{_SMALL}) ){{0,{LONGEST_NAME}}})(?P<kind>{endings})(?!\w)"
            rf"(?: (?:on|of|for|against)(?: (?:{_NAME}|{_SMALL})){{0,{LONGEST_NAME}}} {_NAME})?(?: {number})?".replace(
                "(?P<kind>", "(?P<kind>"
            )
        )
