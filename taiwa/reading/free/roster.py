"""The names of states and bodies in a text in an inflected language, known and unknown, in all their cases.

Owns whose a name is and its nominative; masks names, so that patterns see one mark for each of their characters. People are
`retinue`'s, parties `principals`'. Shapes stand in `lexicon.delegations`, endings in `lexicon.cases` and `lexicon.relations`.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa.lexicon.cases import forms_of
from taiwa.lexicon.incipits import Incipits
from taiwa.lexicon.nominatives import (
    ACCUSATIVE,
    DATIVE,
    GENITIVE,
    INSTRUMENTAL,
    PREPOSITIONAL,
    agreeing,
    nominative,
    nominatives,
)
from taiwa.lexicon.relations import (
    ENDINGS,
    akin,
    in_front,
    is_genitive_front,
    is_genitive_plural,
    is_plural_front,
    is_plural_genitive,
    only_oblique,
    opens_name,
    owner_of,
    plural_pattern,
    stem_of,
)
from taiwa.lexicon.wording import MASK, plain
from taiwa.reading.free.newcomers import Newcomers
from taiwa.registry import adjectives, capital_names, group_names, groups, look_alikes, names, states
from taiwa.text import Working

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Told apart from the oblique cases, which count from 0.
NOMINATIVE = -1
_CASES = {"genitive": GENITIVE, "accusative": ACCUSATIVE, "instrumental": INSTRUMENTAL}
# A word shorter than this is no name of a state that nobody knows (characters).
SHORTEST = 3
Span = tuple[int, int]


class Roster(Newcomers):
    """The names of one text. `names`: every form -> codes; `written`: code -> names in the nominative; `stems`: what
    the adjectives made from a name begin with -> code."""

    def __init__(self, work: Working, shapes: Incipits, language: str, heads: list[Span], whole: list[Span]) -> None:
        self.work, self.shapes, self.language, self.heads = work, shapes, language, heads
        self.plain = plain(work.text)
        for s, e in whole:  # the lines of a title are one, and those of a sentence that wraps part
            self.plain = self.plain[:s] + self.plain[s:e].replace("\n", " ") + self.plain[e:]
        self.words = frozenset(_WORD.findall(self.plain))
        self._dotted: list[str] = [w for w in dict.fromkeys(_WORD.findall(work.text)) if plain(w) != w]
        self.names: dict[str, tuple[str, ...]] = {}
        self.written: dict[str, list[str]] = {}
        self.stems: dict[str, str] = {}
        self.sides: dict[str, str] = {}
        self.found: list[tuple[int, int, str]] = []
        self._registered()
        self._realms()
        self._bare()
        self.discovered: list[str] = []
        self._acting()
        self.mask()

    # -- names -------------------------------------------------------------------------------------------------------

    def add(self, name: str, code: str, forms: frozenset[str] | None = None) -> None:
        """A name in the nominative, with all its forms, for a code."""
        for form in forms if forms is not None else forms_of(name):
            self.names.setdefault(form, (code,))
        owned = self.written.setdefault(code, [])
        if name not in owned:
            owned.append(name)

    def add_land(self, name: str) -> None:
        """A state that only its adjective tells, under the name that this is made from."""
        self.add(name, name)
        self.stems.setdefault(stem_of(name), name)

    def add_side(self, adjective: str, code: str) -> None:
        """A side that goes by its adjective, in the nominative."""
        self.add(code, code)
        self.sides[adjective[:-2]] = code

    def dotted(self, name: str) -> str:
        """A name with the letters back that patterns are not shown (ё), as some form of each word in the text has them."""  # noqa: E501
        return " ".join(self._dotted_word(word) for word in name.split(" "))

    def _dotted_word(self, word: str) -> str:
        for other in self._dotted:
            bare, at = plain(other), next(i for i, c in enumerate(other) if plain(c) != c)
            same = max(at + 1, len(bare) - 3, len(word) - 3)
            if word == plain(word) and len(word) > at and bare[:same] == word[:same]:
                return word[:at] + other[at] + word[at + 1 :]
        return word

    def names_of(self, code: str) -> list[str]:
        """The names of a party in the nominative, as the text writes them; else its usual one."""
        return self.written.get(code) or [_usual(code, self.language)]

    def mask(self) -> None:
        """Finds every name again, now that all are known, and masks it."""
        forms = [form for form, codes in self.names.items() if len(codes) == 1]
        keys = {plain(form): form for form in forms}
        found = self._known()
        if keys:
            rows = list(keys)
            automaton = AhoCorasick(rows, matchkind=MatchKind.LeftmostLongest)
            for i, start, end in automaton.find_matches_as_indexes(self.plain):
                if self._bounded(start, end):
                    found.append((start, end, self.names[keys[rows[i]]][0]))
        self.found = _longest([(s, e, _owner(c)) for s, e, c in found])
        masked = list(self.plain)
        for start, end, _ in self.found:
            masked[start:end] = MASK * (end - start)
        self.masked = "".join(masked)
        self._at = {start: code for start, _, code in self.found}

    def _bounded(self, start: int, end: int) -> bool:
        """Whether a stretch is a word of its own; a number may be glued to its end."""
        text = self.plain
        return not (start and (text[start - 1].isalnum() or text[start - 1] == "-")) and not (
            end < len(text) and (text[end].isalpha() or (text[end] == "-" and text[end + 1 : end + 2].isalpha()))
        )

    def _known(self) -> list[tuple[int, int, str]]:
        """(start, end, code) of every state and group of the registry."""
        automaton, codes = _registry(self.language)
        hits = automaton.find_matches_as_indexes(self.plain)
        return [(start, end, codes[i]) for i, start, end in hits if codes[i] and self._bounded(start, end)]

    def code_at(self, start: int) -> str:
        """The code of the masked name that begins at a place."""
        return self._at[start]

    def codes_in(self, start: int, end: int) -> tuple[str, ...]:
        """The codes of all names in a stretch, each once, in the order of the text."""
        return tuple(dict.fromkeys(code for s, e, code in self.found if start <= s and e <= end))

    def _registered(self) -> None:
        for start, end, code in self._known():
            self.found.append((start, end, code))
            surface = self.work.text[start:end]
            self.names.setdefault(surface, (_owner(code),))
        codes = {code for _, _, code in self.found}
        for form, code in names(self.language):
            if code in codes:
                self.names.setdefault(form, (code,))
        for code in codes:
            self.written[_owner(code)] = [_usual(code, self.language)]

    def _covered(self, start: int, end: int) -> bool:
        return any(s < end and start < e for s, e, _ in self.found)

    def _realms(self) -> None:
        """Long names of states that no registry knows, with the short ones inside them."""
        for found in self.shapes.realm.finditer(self.plain):
            if self._covered(found.start("noun"), found.end("noun")):
                continue
            front = found["front"].split()
            while front and not in_front(front[0]):
                front = front[1:]
            own = self._own_name(found, front)
            if not front and not own:
                continue
            noun = self.shapes.realms[found["noun"]]
            own = self.dotted(" ".join(own)).split()
            long = self.dotted(" ".join([*(agreeing(word, noun) for word in front), noun, *own]))
            code = self.names.get(own[0] if len(own) == 1 else long, (long,))[0]
            self.add(long, code)
            genitive = len(own) == 1 and self.shapes.is_several(noun)
            self._shorts(front, [nominative(own[0], GENITIVE, self.words)] if genitive else own, code)

    def _own_name(self, found: re.Match[str], front: list[str]) -> list[str]:
        """The words behind the noun that are the state's own name: none where an adjective in front is made from it."""
        behind = (found["behind"] or "").split()
        if not behind or any(not self.shapes.quality.fullmatch(word) for word in front):
            return []
        counted = self.shapes.pattern("fact.counted").fullmatch(behind[0])
        if counted or behind[0].lower() in self.shapes.forums or self.shapes.office.match(behind[0]):
            return []
        if len(behind) > 1 and opens_name(behind[0]):
            fronts = next((n for n, word in enumerate(behind) if not is_plural_front(word)), len(behind) - 1)
            return behind[: max(2, fronts + 1)]
        more = self.shapes.small_word.match(self.plain, found.start("behind") + 1 + len(behind[0]))
        if more and is_genitive_front(behind[0]):
            return [behind[0], more[1]]
        return behind[:1]

    def _shorts(self, front: list[str], own: list[str], code: str) -> None:
        if len(own) == 1 and not is_genitive_plural(own[0]):
            self.add(own[0], code)
            self.stems[stem_of(own[0])] = code
        elif len(own) == 2:
            # A plural in the genitive: its other forms are those that the text writes.
            self.add(" ".join(own), code, self._plural_name(" ".join(own))[1])
            self.stems[stem_of(own[0])] = code
        for word in front:
            if not self.shapes.quality.fullmatch(word):
                self.stems[stem_of(word)] = code

    def _bare(self) -> None:
        """States without a long name: behind an office or those who speak for them, or in a list with known ones."""
        self.mask()
        for s, e in self.heads:
            for found in self.shapes.bare_state.finditer(self.masked, s, e):
                self._behind_office(found)
            for found in self.shapes.bare_list.finditer(self.masked, s, e):
                told = self.shapes.meaning_of(found["intro"] or "", "fact.listed")
                words = [m[0] for m in self.shapes.name.finditer(found["list"]) if MASK not in m[0]]
                # behind a colon the list may go on in the case of what stands before it ("delegations of: A's, B's")
                case = None if found["intro"] else self._common_case(words)
                self._listed(found["list"], _CASES.get(told, NOMINATIVE if case is None else case))
            for found in self.shapes.loose_list.finditer(self.masked, s, e):
                listed = found["list"] or found["bare"]
                words = [m[0] for m in self.shapes.name.finditer(listed) if MASK not in m[0]]
                if not any(self.shapes.never_state.match(word) for word in words):
                    case = self._common_case(words)
                    self._listed(listed, NOMINATIVE if case is None else case)
            self.rows_in(s, e, self._take)
        for found in self.shapes.mixed.finditer(self.masked):
            if MASK in found[0] and not self._behind_given_name(found.start()):
                opening = any(s <= found.start() < e for s, e in self.heads)
                self._listed(found[0] if opening else self._akin_words(found[0]), None)

    def _behind_given_name(self, start: int) -> bool:
        """Whether a word is a family name: a word with a capital stands in front of it that is no office."""
        before = self.shapes.last_word.search(self.masked, max(0, start - 40), start)
        return before is not None and not self.shapes.never_state.fullmatch(before[1])

    def _akin_words(self, listed: str) -> str:
        """The words of a list that name a known state by another name (the X-ian Republic: X)."""
        words = [m[0] for m in self.shapes.name.finditer(listed) if MASK not in m[0]]
        return ", ".join(w for w in words if any(akin(stem, stem_of(nominative(w, GENITIVE))) for stem in self.stems))

    def _acting(self) -> None:
        """States that only the body names: behind a word for a side, or together as those who act."""
        self.mask()
        low = {word for word in self.words if word[0].islower()}
        for found in self.shapes.sided.finditer(self.masked):
            if found["who"].lower() not in low and any(c != found["who"] for c in nominatives(found["who"], GENITIVE)):
                self._discover(found["who"], GENITIVE)
        for found in self.shapes.acting.finditer(self.masked):
            words = [m[0] for m in self.shapes.name.finditer(found["list"]) if MASK not in m[0]]
            if not any(w.lower() in low or self.shapes.never_state.fullmatch(w) for w in words):
                for word in words:
                    self._discover(word, NOMINATIVE)

    def _discover(self, word: str, case: int | None) -> None:
        seat = _seats(self.language).get(plain(word))
        if seat:  # a government that goes by its capital
            self.discovered += [seat] if seat not in self.discovered else []
            return
        self._take(word, case)
        code = self.names.get(word, ("",))[0]
        if code and code not in self.discovered:
            self.discovered.append(code)

    def _behind_office(self, found: re.Match[str]) -> None:
        listed = found["list"]
        several = len(self.shapes.name.findall(listed)) > 1
        after = self.masked[found.end() : found.end() + 60]
        if several:
            self._listed(listed, GENITIVE)
        elif MASK not in listed and self.shapes.named_next.match(after) and self._is_oblique(listed, found, after):
            self._take(listed, GENITIVE, self.shapes.realm_of(found["office"], found["more"], plural=" " in listed))

    def _is_oblique(self, word: str, found: re.Match[str], after: str) -> bool:
        """Whether a word between office and name is a state: in the genitive, and more name than one word follows."""
        if " " in word:
            return True
        if not any(c != word for c in nominatives(word, GENITIVE)):
            return False
        if self.shapes.two_names.match(after) is not None:
            return True
        # behind an office that is not in the nominative itself, the word may as well be the person's own name
        told = self.shapes.offices.get(found["office"].split()[-1].lower(), ())
        return only_oblique(word) and not (told and all(t.case >= 0 for t in told))

    def _listed(self, listed: str, case: int | None) -> None:
        words = [m[0] for m in self.shapes.name.finditer(self.shapes.bracketed.sub("", listed)) if MASK not in m[0]]
        case = self._common_case(words) if case is None else case
        for word in self.shapes.name.finditer(self.shapes.bracketed.sub("", listed)):
            if MASK not in word[0]:
                self._take(word[0], case)

    def _common_case(self, words: list[str]) -> int | None:
        """The case in which all words of a list can stand, the usual ones first; None where there is none."""
        if not any(only_oblique(word) for word in words):
            return None
        for case in (GENITIVE, ACCUSATIVE, DATIVE, INSTRUMENTAL, PREPOSITIONAL):
            made = [nominatives(word, case) for word in words]
            if all(c[0] != w or case == ACCUSATIVE for c, w in zip(made, words, strict=True)):
                return case
        return None

    def _take(self, word: str, case: int | None, realm: str = "") -> None:
        """Takes a word for a state's name. Where the title of who speaks for it tells what kind of state it is, the kind
        belongs to its name (a prince: a principality)."""  # noqa: E501
        if len(word) < SHORTEST or plain(word) in map(plain, self.names) or self.shapes.never_state.fullmatch(word):
            return
        if plain(word) in _seats(self.language):
            return
        forms: frozenset[str] | None = None
        first, _, second = word.partition(" ")
        if second and not is_plural_genitive(first):
            noun = nominative(second, case, self.words)
            name = self.dotted(f"{agreeing(first, noun)} {noun}")
            long = f"{realm} {name}"
        elif second:
            name, forms = self._plural_name(word)
            long = f"{realm} {word}"
        else:
            name = self.dotted(word if case == NOMINATIVE else nominative(word, case, self.words))
            long = f"{realm} {name}"
        stem = stem_of(name)
        code = next((c for known, c in self.stems.items() if akin(known, stem)), long if realm else name)
        self.add(name, code, forms)
        self.stems.setdefault(stem, code)

    def _plural_name(self, word: str) -> tuple[str, frozenset[str]]:
        """A name of an adjective and a plural, by the forms that the text writes."""
        one, two = word.split(" ")
        found = frozenset(plural_pattern(one, two).findall(self.plain))
        name = next((form for form in sorted(found) if is_plural_front(form.split(" ")[0])), "")
        return name or word, found | (forms_of(name) if name else frozenset())

    # -- adjectives --------------------------------------------------------------------------------------------------

    def adjectives(self) -> dict[str, str]:
        """Every form of the adjectives made from names, in small letters -> code."""
        out = dict(_registered_adjectives(self.language))
        out.update((stem + ending, code) for stem, code in self.sides.items() for ending in ENDINGS)
        for word in {word.lower() for word in self.words}:
            if word not in out and (found := owner_of(word, self.stems)):
                out.update((found[0] + ending, found[1]) for ending in ENDINGS)
        return out


@cache
def _registry(language: str) -> tuple[AhoCorasick, list[str]]:
    """Names of states and groups, and words that only look like one (code "")."""
    rows: dict[str, str] = {plain(name): "" for name in look_alikes(language)}
    for name, code in (*group_names(language), *names(language)):
        rows.setdefault(plain(name), code)
    return AhoCorasick(list(rows), matchkind=MatchKind.LeftmostLongest), list(rows.values())


@cache
def _seats(language: str) -> Mapping[str, str]:
    """Every form of the capitals -> code of the state."""
    return {plain(surface): code for surface, code in capital_names(language)}


@cache
def _registered_adjectives(language: str) -> Mapping[str, str]:
    return {stem + end: code for stem, code in adjectives(language) for end in ENDINGS}


def _usual(code: str, language: str) -> str:
    """The usual name of a state or group in the language."""
    if code not in states() and code not in groups():
        return code
    forms = states()[code].names if code in states() else groups()[code].names
    return next(iter(forms.get(language, ())), code)


def _owner(code: str) -> str:
    """The party whose body this is, else the code itself."""
    return (groups()[code].party or code) if code in groups() else code


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Hits that do not overlap: the first, and of those the longest."""
    out: list[tuple[int, int, str]] = []
    for hit in sorted(set(found), key=lambda h: (h[0], -h[1])):
        if not out or hit[0] >= out[-1][1]:
            out.append(hit)
        elif hit[1] - hit[0] > out[-1][1] - out[-1][0]:
            out[-1] = hit
    return out
