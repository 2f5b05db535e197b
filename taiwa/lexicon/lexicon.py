"""The lexicon of one language, compiled: what stands where in a text, by meaning.

Owns the automata and the look-ups that the rules use instead of words. A rule asks "which predicate ends here", "is
there a topic mark before this place", never "is this 歓迎".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa.lexicon import shapes
from taiwa.lexicon.entries import Entry, Meaning, entries, meanings, paradigms
from taiwa.lexicon.inflection import NOUN_VERB, Form, is_verb, paradigm, stem_of

_NONE = Meaning("")


class Sense(NamedTuple):
    """One way to read a surface: the entry, its meaning, and for a verb the name of its paradigm ("" for others).

    `cut` is how many characters at the end of the surface already belong to the verb's ending (a noun such as 誓い
    holds the stem of 誓う and one character more).
    """

    entry: Entry
    meaning: Meaning
    paradigm: str
    cut: int = 0


class Hit(NamedTuple):
    """A surface found in a text: [start, end) covers the stem of a verb or the whole of another phrase.

    `verbs` are those of the `senses` that inflect, `stems` the first of them for each way to inflect.
    """

    start: int
    end: int
    senses: tuple[Sense, ...]
    verbs: tuple[Sense, ...] = ()
    stems: tuple[Sense, ...] = ()


class Suffixes:
    """Phrases looked up by where they end: `before(text, end, floor)` gives the longest one that ends at `end`.

    `lasts` are the characters in which they end.
    """

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._phrases = dict(phrases)
        by_last: dict[str, set[int]] = {}
        for phrase in phrases:
            by_last.setdefault(phrase[-2:], set()).add(len(phrase))
        self._lengths = {last: tuple(sorted(lengths, reverse=True)) for last, lengths in by_last.items()}
        self.lasts = frozenset(phrase[-1] for phrase in phrases)

    def before(self, text: str, end: int, floor: int = 0) -> tuple[int, str] | None:
        """(start, meaning) of the longest phrase that ends at `end` and starts at or after `floor`, or None."""
        if end <= floor:
            return None
        for length in self._lengths.get(text[end - 2 : end], ()):
            start = end - length
            if start >= floor:
                meaning = self._phrases.get(text[start:end])
                if meaning is not None:
                    return start, meaning
        meaning = self._phrases.get(text[end - 1])
        return None if meaning is None else (end - 1, meaning)


def _verbs(senses: tuple[Sense, ...]) -> tuple[tuple[Sense, ...], tuple[Sense, ...]]:
    """(the senses that inflect, the first of them for each way to inflect)."""
    verbs = tuple(s for s in senses if s.paradigm)
    ways: dict[tuple[str, int], Sense] = {}
    for sense in verbs:
        ways.setdefault((sense.paradigm, sense.cut), sense)
    return verbs, tuple(ways.values())


class Matcher:
    """All phrases of a family at once: the leftmost longest matches in a text."""

    def __init__(self, surfaces: Mapping[str, tuple[Sense, ...]]) -> None:
        self._keys = list(surfaces)
        self._senses = [(senses, *_verbs(senses)) for senses in surfaces.values()]
        self._automaton = AhoCorasick(self._keys, matchkind=MatchKind.LeftmostLongest) if self._keys else None

    def find(self, text: str) -> list[Hit]:
        """Hits in order, not overlapping."""
        if self._automaton is None:
            return []
        senses = self._senses
        return [Hit(start, end, *senses[i]) for i, start, end in self._automaton.find_matches_as_indexes(text)]


class Lexicon:
    """Everything the rules may ask of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.entries = entries(language)
        self._by_meaning: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._by_meaning.setdefault(entry.meaning, []).append(entry)

    @cache  # noqa: B019
    def words(self, *names: str) -> tuple[str, ...]:
        """Phrases of the meanings named (and of those below them), longest first."""
        return tuple(sorted(self._phrases(names), key=lambda p: (-len(p), p)))

    @cache  # noqa: B019
    def _phrases(self, names: tuple[str, ...]) -> dict[str, str]:
        below = tuple(name + "." for name in names)
        return {e.phrase: m for m, es in self._by_meaning.items() if m in names or m.startswith(below) for e in es}

    @property
    def counted(self) -> tuple[str, ...]:
        """Words for all parties that hold a number."""
        return shapes.COUNTED_WORDS

    def is_collective(self, name: str) -> bool:
        """Whether a name is a word for all parties, also with a number in front ("the four ministers")."""
        return name in self._phrases(("party.all",)) or shapes.COUNTED.match(name) is not None

    def meaning_of(self, phrase: str, family: str) -> str:
        """The meaning of a phrase within a family of meanings; "" where it has none."""
        return self._phrases((family,)).get(phrase, "")

    @cache  # noqa: B019  a lexicon lives as long as the program
    def suffixes(self, *names: str) -> Suffixes:
        """Look-up by end for the phrases of the meanings named."""
        return Suffixes(self._phrases(names))

    @cache  # noqa: B019
    def pattern(self, *names: str) -> re.Pattern[str]:
        """A pattern that matches the longest phrase of the meanings named."""
        return re.compile(self.alternatives(*names))

    @cache  # noqa: B019
    def alternatives(self, *names: str) -> str:
        """The phrases of the meanings named as a group for a larger pattern; matches nothing where there are none."""
        words = self.words(*names)
        return "(?:" + "|".join(map(re.escape, words)) + ")" if words else "(?!)"

    def is_mark(self, line: str) -> bool:
        """Whether a line is only a translation mark or an end mark."""
        return self._mark.fullmatch(line.strip()) is not None

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        translation, end = self.alternatives("fact.translation"), self.alternatives("fact.end")
        return re.compile(rf"[(（\[].{{0,8}}{translation}.{{0,8}}[)）\]]|{translation}|[(（]?{end}[)）]?")

    def is_note(self, line: str) -> bool:
        """Whether a line opens as a footnote."""
        return self.pattern("fact.note").match(line) is not None

    def is_section(self, line: str) -> bool:
        """Whether a short line is the name of a section that opens the body (preamble, outline)."""
        return line.strip() in self._phrases(("fact.section",))

    def is_attribute(self, text: str, start: int, end: int) -> bool:
        """Whether the line text[start:end] opens with who leads or by when ("lead:", "deadline:")."""
        return self._attribute.match(text, start, end) is not None

    @cached_property
    def _attribute(self) -> re.Pattern[str]:
        return re.compile(rf"[(（\[]?{self.alternatives('fact.attribute')}\s*[:：]")

    def ends_in_action(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end] ends in a noun of action that has something in front of it."""
        found = self._action_nouns.before(text, end, start)
        return found is not None and found[0] > start

    @cached_property
    def _action_nouns(self) -> Suffixes:
        nouns = {e.phrase: e.meaning for e in self.entries if e.meaning.startswith("noun.action")}
        verbs = {
            stem_of(e.phrase)[0]: e.meaning
            for e in self.entries
            if e.meaning.startswith("action") and e.phrase.endswith("する")
        }
        return Suffixes(verbs | nouns)

    def says_formula(self, sentence: str) -> bool:
        """Whether a sentence is the formula that opens the text ("issued the following statement")."""
        return self.pattern("leadin.formula").search(sentence) is not None

    def says_list(self, sentence: str) -> bool:
        """Whether a sentence announces a list of what follows."""
        return self.pattern("leadin.follows").search(sentence) is not None or self._follows.search(sentence) is not None

    def announces(self, text: str, start: int, end: int) -> bool:
        """Whether a clause announces the text itself: what follows is declared, issued, set out."""
        if self._issues.search(text, start, end):
            return True
        if not (self.pattern("leadin.follows").search(text, start, end) or self._follows.search(text, start, end)):
            return False
        return self.pattern("leadin.issue").search(text, max(start, end - 14), end) is not None

    @cached_property
    def _thing_endings(self) -> Matcher:
        return Matcher(self._senses(("mention.ending",)))

    def named_things(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, kind) of unlisted names told by their ending: name letters closed by a word for the kind."""
        out = []
        for hit in self._thing_endings.find(text):
            if shapes.is_name_letter(text[hit.end : hit.end + 1] or " "):
                continue
            start = shapes.name_start(text, hit.start)
            if hit.start - start >= 2 or hit.end - hit.start >= 4:
                out.append((start, hit.end, hit.senses[0].meaning.id.rsplit(".", 1)[-1]))
        return out

    def ends_as(self, kind: str, name: str) -> bool:
        """Whether a name in quotation marks ends in a word for the kind."""
        return self.suffixes("mention.ending." + kind).before(name, len(name)) is not None

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """A joint of clauses that needs no comma after it."""
        return self.pattern("link.joint")

    # The paradigm of verbs made from nouns.
    noun_verb = NOUN_VERB
    # What words look like when the lexicon doesn't list them.
    may_start_kana = staticmethod(shapes.may_start_kana)
    manner_before = staticmethod(shapes.manner_before)
    quality_before = staticmethod(shapes.quality_before)
    unknown_verb = staticmethod(shapes.unknown_verb)
    ends_like_verb = staticmethod(shapes.ends_like_verb)
    is_name_letter = staticmethod(shapes.is_name_letter)

    def bound_before(self, text: str, end: int, floor: int) -> tuple[int, str] | None:
        """(start, form) of an ending that obliges or forbids and ends at `end`, or None."""
        return self._bound.before(text, end, floor)

    @cached_property
    def _bound(self) -> Suffixes:
        return Suffixes(dict(shapes.BOUND))

    def looks_passive(self, text: str) -> bool:
        """Whether a verb looks passive by its shape."""
        return shapes.shape(text[-3:] or "x").voice == "passive"

    def is_medial(self, phrase: str) -> bool:
        """Whether a fixed predicate stands in its medial form."""
        return shapes.shape(phrase[-3:]).name in ("medial", "te", "progressive-medial", "copula-medial")

    @cached_property
    def _follows(self) -> re.Pattern[str]:
        """ "The following" with a noun that a list can be of."""
        below, following = self.alternatives("fact.below"), self.alternatives("fact.following")
        noun, of = self.alternatives("leadin.noun"), shapes.FOLLOWED
        return re.compile(
            rf"{shapes.NOT_A_LIMIT}{below}の{shapes.COMPOUND}{of}|{following}の{shapes.COMPOUND}{noun}{of}"
        )

    @cached_property
    def _issues(self) -> re.Pattern[str]:
        """The text itself as what follows ("the following action plan")."""
        return re.compile(
            rf"{self.alternatives('fact.below', 'fact.following')}の.{{0,12}}?{self.alternatives('fact.kind')}を"
        )

    def _senses(self, families: tuple[str, ...]) -> dict[str, tuple[Sense, ...]]:
        known = meanings()
        out: dict[str, tuple[Sense, ...]] = {}
        for entry in self.entries:
            if not entry.meaning.startswith(families):
                continue
            if is_verb(entry.phrase) and entry.meaning.startswith(
                ("act.", "light.", "action", "effect", "state", "event")
            ):
                surface, name = stem_of(entry.phrase)
            else:
                surface, name = entry.phrase, ""
            sense = Sense(entry, known.get(entry.meaning) or Meaning(entry.meaning), name)
            out[surface] = (*out.get(surface, ()), sense)
        for surface, senses in list(out.items()):
            if not any(s.paradigm for s in senses):
                out[surface] = senses + tuple(s._replace(cut=1) for s in out.get(surface[:-1], ()) if s.paradigm)
        return out

    @cached_property
    def predicates(self) -> Matcher:
        """Verbs (by stem), stance nouns and nouns of action."""
        return Matcher(self._senses(("act.", "light.", "stance.", "action", "effect", "state", "event", "noun.")))

    @cached_property
    def fields(self) -> Matcher:
        """Phrases that point to policy fields."""
        return Matcher(self._senses(("field.",)))

    @cached_property
    def mentions(self) -> Matcher:
        """Fixed names of treaties, programmes, bodies and routes."""
        return Matcher(
            {k: v for k, v in self._senses(("mention.",)).items() if not v[0].meaning.id.startswith("mention.ending")}
        )


def ending(text: str, at: int, sense: Sense) -> tuple[int, Form] | None:
    """(end, form) of the longest ending of a verb whose stem ends at `at`, or None where none follows."""
    kind = paradigm(sense.paradigm)
    stem = at - sense.cut
    return max(kind.endings(text, stem), default=(stem, kind.forms[""]) if kind.bare else None)


@cache
def lexicon(language: str) -> Lexicon:
    """The compiled lexicon of a language; raises LexiconError where there is none."""
    if "nominal" in paradigms(language):
        from taiwa.lexicon.inflected import InflectedLexicon

        return InflectedLexicon(language)
    if "regular" in paradigms(language):
        from taiwa.lexicon.spaced import SpacedLexicon

        return SpacedLexicon(language)
    return Lexicon(language)
