"""Who is named in a text in an inflected language: states and bodies in all their cases, people with their offices.

Owns the names of one text, known and unknown to the registry, back in the nominative, and the people of its opening. Which of
them are parties is `incipit`'s. Shapes stand in `lexicon.incipits`, endings in `lexicon.cases`.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa.lexicon.cases import adjective, forms_of
from taiwa.lexicon.incipits import MASK, Incipits, plain
from taiwa.lexicon.nominatives import (
    GENITIVE,
    agreeing,
    nominative,
    nominatives,
    person_in_nominative,
)
from taiwa.model import Participant
from taiwa.reading.preface import found_names
from taiwa.registry import adjectives, groups, names
from taiwa.text import Working

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
Span = tuple[int, int]


class Roster:
    """The names and people of one text. `names`: every form -> codes; `written`: code -> names in the nominative."""

    def __init__(self, work: Working, shapes: Incipits, language: str, heads: list[Span]) -> None:
        self.work, self.shapes, self.language, self.heads = work, shapes, language, heads
        self.plain = plain(work.text)
        self.words = frozenset(_WORD.findall(self.plain))
        self.names: dict[str, tuple[str, ...]] = {}
        self.written: dict[str, list[str]] = {}
        self.stems: dict[str, str] = {}
        self.found: list[tuple[int, int, str]] = []
        self._registered()
        self._realms()
        self._bare()
        self.mask()

    # -- names -------------------------------------------------------------------------------------------------------

    def add(self, name: str, code: str, forms: frozenset[str] | None = None) -> None:
        """A name in the nominative, with all its forms, for a code."""
        for form in forms if forms is not None else forms_of(name):
            self.names.setdefault(form, (code,))
        owned = self.written.setdefault(code, [])
        if name not in owned:
            owned.append(name)

    def mask(self) -> None:
        """Finds every name again, now that all are known, and masks it."""
        forms = [form for form, codes in self.names.items() if len(codes) == 1]
        keys = {plain(form): form for form in forms}
        found = list(found_names(self.plain, self.language))
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
        text = self.plain
        return not (start and (text[start - 1].isalnum() or text[start - 1] == "-")) and not (
            end < len(text) and (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isalnum()))
        )

    def code_at(self, start: int) -> str:
        """The code of the masked name that begins at a place."""
        return self._at[start]

    def codes_in(self, start: int, end: int) -> tuple[str, ...]:
        """The codes of all names in a stretch, each once, in the order of the text."""
        return tuple(dict.fromkeys(code for s, e, code in self.found if start <= s and e <= end))

    def _registered(self) -> None:
        for start, end, code in found_names(self.plain, self.language):
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
            while front and not agreeing_with(front[0], found["noun"]):
                front = front[1:]
            own = self._own_name(found, front)
            if not front and not own:
                continue
            noun = self.shapes.realms[found["noun"]]
            long = " ".join([*(agreeing(word, noun) for word in front), noun, *own])
            code = self.names.get(own[0] if len(own) == 1 else long, (long,))[0]
            self.add(long, code)
            self._shorts(front, own, code)

    def _own_name(self, found: re.Match[str], front: list[str]) -> list[str]:
        """The words behind the noun that are the state's own name: none where an adjective in front is made from it."""
        behind = (found["behind"] or "").split()
        if not behind or any(not self.shapes.quality.fullmatch(word) for word in front):
            return []
        if self.shapes.office.match(behind[0]):
            return []
        if len(behind) > 1 and behind[0].endswith(("их", "ых", "ой", "ого", "ий", "ый", "ая", "ое")):
            return behind[:2]
        return behind[:1]

    def _shorts(self, front: list[str], own: list[str], code: str) -> None:
        if len(own) == 1 and not own[0].endswith(("ов", "ев")):
            self.add(own[0], code)
            self.stems[_stem(own[0])] = code
        elif len(own) == 2:
            # A plural in the genitive: its other forms are those that the text writes.
            one, two = own[0][:-2], own[1][:3]
            written = re.compile(rf"(?<!\w){one}[а-я]{{2,3}} {two}[а-я]{{0,4}}(?!\w)")
            self.add(" ".join(own), code, frozenset(written.findall(self.plain)))
            self.stems[one.lower().removesuffix("ск")] = code
        for word in front:
            if not self.shapes.quality.fullmatch(word):
                self.stems[re.sub(r"ск[а-я]{2,3}$", "", word.lower())] = code

    def _bare(self) -> None:
        """States without a long name: behind an office or those who speak for them, or in a list with known ones."""
        self.mask()
        for s, e in self.heads:
            for found in self.shapes.bare_state.finditer(self.masked, s, e):
                self._behind_office(found)
            for found in self.shapes.mixed.finditer(self.masked, s, e):
                if MASK in found[0]:
                    self._listed(found.start(), found[0], None)

    def _behind_office(self, found: re.Match[str]) -> None:
        listed = found["list"]
        several = bool(re.search(r", | и | а также ", listed))
        after = self.masked[found.end() : found.end() + 60]
        if several:
            self._listed(found.start("list"), listed, GENITIVE)
        elif MASK not in listed and self.shapes.named_next.match(after) and self._is_oblique(listed, found, after):
            self._take(listed, GENITIVE)

    def _is_oblique(self, word: str, found: re.Match[str], after: str) -> bool:
        """Whether a word between office and name is a state: in the genitive, and more name than one word follows."""
        if not any(c != word for c in nominatives(word, GENITIVE)):
            return False
        return word[-1] in "ыиуею" or self.shapes.two_names.match(after) is not None

    def _listed(self, start: int, listed: str, case: int | None) -> None:
        for word in self.shapes.name.finditer(listed):
            if MASK not in word[0]:
                self._take(word[0], case)

    def _take(self, word: str, case: int | None) -> None:
        if plain(word) in map(plain, self.names) or self.shapes.never_state.fullmatch(word):
            return
        name = nominative(word, case, self.words)
        stem = _stem(name)
        code = next((c for known, c in self.stems.items() if _akin(known, stem)), name)
        self.add(name, code)
        self.stems.setdefault(stem, code)

    # -- adjectives --------------------------------------------------------------------------------------------------

    def adjectives(self) -> dict[str, str]:
        """Every form of the adjectives made from names, in small letters -> code."""
        out = dict(_registered_adjectives(self.language))
        relational = re.compile(
            r"(?P<stem>[а-я-]{2,}?)(?P<link>(?:[ьй]|и?й|ин|[аяе]н|[ое]в)?(?:ск|цк))(?P<end>[а-я]{2,3})$"
        )
        for word in self.words:
            found = relational.match(word.lower())
            if not found or found["end"] not in _ADJECTIVE_ENDINGS or word.lower() in out:
                continue
            stem = found["stem"]
            code = self.stems.get(stem) or self.stems.get(stem.rstrip("ьй")) or self._by_prefix(word.lower())
            if code:
                base = word.lower()[: found.start("end")]
                out.update((base + end, code) for end in _ADJECTIVE_ENDINGS)
        return out

    def _by_prefix(self, word: str) -> str | None:
        """The code of the longest stem that a relational adjective begins with, with a usual link behind it."""
        for stem in sorted(self.stems, key=lambda s: -len(s)):
            if len(stem) > 2 and re.fullmatch(
                rf"{re.escape(stem)}(?:[ьй]|и?й|ин|[аяе]н|[ое]в|и)?(?:ск|цк)[а-я]{{2,3}}", word
            ):
                return self.stems[stem]
        return None

    # -- people ------------------------------------------------------------------------------------------------------

    def people(self) -> tuple[Participant, ...]:
        """Who is named in the opening with an office, each once, in the nominative."""
        out: dict[str, Participant] = {}
        for s, e in self.heads:
            taken: list[Span] = []
            for pattern in self.shapes.persons:
                for found in pattern.finditer(self.masked, s, e):
                    if not any(a < found.end() and found.start() < b for a, b in taken):
                        person = self._person(found)
                        if person:
                            taken.append(found.span())
                            self._meet(out, person)
        return tuple(sorted(out.values(), key=lambda p: p.span))

    def _meet(self, out: dict[str, Participant], person: Participant) -> None:
        """Keeps a person; one met before under the same family name is kept with the party and the fuller name."""
        key = _family(person.name)
        before = out.get(key)
        if before is None:
            out[key] = person
        elif not before.party and person.party:
            out[key] = person

    def _person(self, found: re.Match[str]) -> Participant | None:
        text = self.work.text
        a, b = found.span("office")
        office, case = self._office(text[a:b])
        if office is None:
            return None
        s, e = found.span("name")
        code = self.code_at(found.start("state")) if found["state"] else ""
        if not code and len(found["name"].split()) < 2 and "." not in found["name"]:
            return None
        if found.start("name") < found.start("office"):
            case = -1
        name = person_in_nominative(text[s:e], case, self.words)
        return Participant(" ".join(name.split()), office, code, self.work.source_span(s, e))

    def _office(self, office: str) -> tuple[str | None, int]:
        """An office in the nominative, and the case in which it was; None where its head is not in the singular."""
        head = self.shapes.office.match(plain(office))
        if head is None:
            return None, -1
        words = head[0].split(" ")
        told = self.shapes.offices[words[-1].lower()]
        front = words[:-1]
        nominal = next((t for t in told if t.case == -1), None)
        use = nominal if nominal and all(w.endswith(("ый", "ий", "ой")) for w in front) else told[0]
        made = _cased(use.nominative, words[-1])
        written = office[: head.end()].split(" ")[:-1]
        first = " ".join([*(agreeing(w, "министр") if use.case >= 0 else w for w in written), made])
        rest = office[head.end() :].rstrip(" ,–-")
        for link in (" – ", " - ", " — "):
            left, dash, right = rest.partition(link)
            if dash and (again := self._office(right))[0] and again[1] == use.case:
                return f"{first}{left}{dash}{again[0]}", use.case
        return first + rest, use.case


def agreeing_with(word: str, noun: str) -> bool:
    """Whether a word may be an adjective of a noun behind it, by its ending alone."""
    return adjective(word) is not None or word.endswith(
        ("ого", "его", "ому", "ему", "ой", "ей", "ую", "ым", "им", "ом", "ем")
    )


_ADJECTIVE_ENDINGS = ("ий", "ая", "ое", "ие", "ого", "ой", "их", "ому", "им", "ими", "ую", "ом", "ою")


@cache
def _registered_adjectives(language: str) -> Mapping[str, str]:
    return {stem + end: code for stem, code in adjectives(language) for end in _ADJECTIVE_ENDINGS}


def _usual(code: str, language: str) -> str:
    """The usual name of a state or group in the language."""
    from taiwa.registry import states

    forms = states()[code].names if code in states() else groups()[code].names
    return next(iter(forms.get(language, ())), code)


def _owner(code: str) -> str:
    """The party whose body this is, else the code itself."""
    return (groups()[code].party or code) if code in groups() else code


def _stem(name: str) -> str:
    """What the adjective of a name begins with: small letters, without the last vowel."""
    low = plain(name).lower()
    return re.sub(r"(?:ия|[аяьоеыи])$", "", low)


def _akin(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) > 2 and long.startswith(short) and long[len(short) :] in ("", "й", "ий", "и", "ин", "н")


def _cased(word: str, like: str) -> str:
    """A word with the capitals of another form of it."""
    out = word[0].upper() + word[1:] if like[0].isupper() else word
    return out


def _family(name: str) -> str:
    """What tells a person from others: the family name, or the name with its numeral."""
    words = [w for w in re.split(r"[ .]+", name) if len(w) > 1]
    return words[-1] if words and not words[-1].isupper() else " ".join(words)


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Hits that do not overlap: the first, and of those the longest."""
    out: list[tuple[int, int, str]] = []
    for hit in sorted(set(found), key=lambda h: (h[0], -h[1])):
        if not out or hit[0] >= out[-1][1]:
            out.append(hit)
        elif hit[1] - hit[0] > out[-1][1] - out[-1][0]:
            out[-1] = hit
    return out
