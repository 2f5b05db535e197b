"""Who is who in a text with spaces: the names of states and bodies as it writes them, and the codes they stand for.

Owns the register of names of one text and what it hands to the readers of sentences (`Roll`). People are in
`attendance`, whose text it is in `signatories`; shapes stand in `lexicon.prefaces`, words in the lexicon, states in the
registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa.lexicon.prefaces import Prefaces, demonym_of, prefaces_of
from taiwa.lexicon.spaced import SpacedLexicon, alike
from taiwa.lexicon.veils import CAP, FIRST, REST
from taiwa.reading.nouns import Unit
from taiwa.registry import adjectives, group_names, groups, look_alikes, members_of, names
from taiwa.text import Working

# The opening of a text is searched for its facts: so many body units.
OPENING = 6
_MARK = "---"


class Head:
    """What of a text is searched for its facts: stretches of its titles, its first sentences and the list of those present;
    `front` is its front matter as written."""  # noqa: E501

    def __init__(self, work: Working, units: tuple[Unit, ...], lex: SpacedLexicon) -> None:
        self.work, self.units, self.lex, self.text = work, units, lex, work.text
        self.shapes: Prefaces = prefaces_of(lex)
        self.titles = [line for u in units if u.kind == "title" for line in self._lines(u.start, u.end)]
        body = [u for u in units if u.kind in ("sentence", "leadin", "item")]
        self.opening = [(u.start, u.end) for u in body[:OPENING]]
        present = lex.pattern("fact.honorific", "fact.office")
        roster = [u for u in body[OPENING : OPENING * 6] if u.kind == "item" and present.match(self.text, u.start)]
        self.opening += [(u.start, u.end) for u in roster]
        self.front = work.source[work.furniture[0].start : work.furniture[-1].end] if self._has_front() else ""

    def _lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """The lines of a title as the document parts them; a line that goes on from the one above stays with it."""
        out, at = [], start
        small = self.lex.set_of("fact.small", "fact.article", "fact.and")
        for i in range(start, end):
            if self.text[i] != " " or "\n" not in self.work.original(i):
                continue
            before, behind = self.text[at:i].rstrip(), self.text[i:end].lstrip(" *_([")[:1]
            last = before.split()[-1].lower() if before else ""
            if (behind.isupper() or behind.isdigit()) and last not in small and before[-1:].isalnum():
                out.append((at, i))
                at = i + 1
        return [*out, (at, end)]

    def _has_front(self) -> bool:
        furniture = self.work.furniture
        return bool(furniture) and self.work.source[furniture[0].start : furniture[0].end].strip() == _MARK

    def front_value(self, *keys: str) -> str | None:
        """A value of the front matter, its lines joined; None where there is none."""
        named = "|".join(map(re.escape, keys))
        found = re.search(rf"^(?:{named}): *(?P<q>[\"']?)(?P<value>.*?(?:\n {{2,}}.*?)*)(?P=q) *$", self.front, re.M)
        if not found:
            return None
        value = re.sub(r"\s*\n\s*", " ", re.sub(r"\\\n\s*\\?", "", found["value"]))
        value = value.replace("\\_", " ").replace("\\ ", " ")
        return " ".join(re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), value).split())

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Titles and opening, in order."""
        return [*self.titles, *self.opening]


@cache
def _known(language: str) -> tuple[AhoCorasick, list[str], list[str]]:
    """Names of states and groups, with words that only look like one (code "")."""
    rows: dict[str, str] = {alike(name): "" for name in look_alikes(language)}
    for name, code in (*group_names(language), *names(language)):
        rows.setdefault(alike(name), code)
    return AhoCorasick(list(rows), matchkind=MatchKind.LeftmostLongest), list(rows), list(rows.values())


def found_names(text: str, language: str) -> list[tuple[int, int, str]]:
    """(start, end, code) of every state and group named in a text, at word boundaries."""
    plain = alike(text)
    automaton, _, codes = _known(language)
    out = []
    for i, start, end in automaton.find_matches_as_indexes(plain):
        inside = (start and plain[start - 1].isalnum()) or (
            end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum()
        )
        if not inside and codes[i]:
            out.append((start, end, codes[i]))
    return out


class Register:
    """The names of one text: those of the registry, and those that the text alone makes known."""

    def __init__(self, head: Head) -> None:
        self.head, self.text, self.lex, self.shapes = head, head.text, head.lex, head.shapes
        self.known = found_names(self.text, self.lex.language)
        self.names: dict[str, tuple[str, ...]] = {}
        self.written: dict[str, list[str]] = {}
        self.shorts: dict[str, str] = {}
        self.bodies: set[str] = set()
        self._veiled: tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, dict[int, str]]] | None = None
        for start, end, code in self.known:
            self.add(self.text[start:end], code)
        self._bodies()
        self._officials()
        self.aliases()

    # -- names -----------------------------------------------------------------------------------------------------

    def add(self, surface: str, code: str) -> None:
        """A name as written and the code it stands for; a group that is itself a party goes by the party's code."""
        surface = self.bare(surface)
        code = (groups()[code].party if code in groups() else None) or code
        if len(surface) < 2:
            return
        self.names.setdefault(surface, (code,))
        written = self.written.setdefault(self.names[surface][0], [])
        if surface not in written:
            written.append(surface)

    def bare(self, name: str) -> str:
        """A name without the article in front of it."""
        name = name.strip()
        found = self.shapes.article.match(name)
        return name[found.end() :] if found else name

    def _covered(self, start: int, end: int) -> bool:
        return any(s < end and start < e for s, e, _ in self.known)

    def _officials(self) -> None:
        """Long names of states that no registry knows, with their short ones."""
        for found in self.shapes.official.finditer(self._plain):
            if self._covered(found.start(), found.end()) and not self._wider(found):
                continue
            whole = self.bare(found["long"] or found["union"])
            if found["union"]:
                if whole.split()[0].lower() in self.lex.set_of("party.notstate"):
                    continue
                if self._acts(whole) and not any(
                    whole in name and codes[0] in self.bodies for name, codes in self.names.items()
                ):
                    self._union(whole)
                continue
            code = self.shorts.get(found["short"], whole)
            self.add(whole, code)
            self.shorts[found["short"]] = code
            self.add(found["short"], code)

    def _wider(self, found: re.Match[str]) -> bool:
        """Whether a long name goes on behind the known name in it ("Kingdom of Chad Minor")."""
        inside = [e for s, e, _ in self.known if found.start() <= s and e <= found.end()]
        starts = [s for s, e, _ in self.known if s < found.end() and found.start() < e]
        return bool(inside) and bool(found["long"]) and min(starts) > found.start() and max(inside) < found.end()

    def _union(self, whole: str) -> None:
        self.add(whole, whole)
        first = whole.split()[0]
        if whole.count(" ") == 1 and self._goes_alone(first, whole):
            self.shorts[first] = whole
            self.add(first, whole)
        for word in self._capitals:
            if len(word) > 3 and demonym_of(first, word) and word not in self.names:
                self.shorts[word] = whole
                self.add(word, whole)

    def _goes_alone(self, first: str, whole: str) -> bool:
        """Whether the text calls a union by its first word: alone in a sentence, not as a place, never with a small
        letter."""
        alone = re.finditer(rf"(?P<before>\w+),? {re.escape(first)}(?=[’',.;]| [a-z])", self.text)
        named = any(m["before"].islower() and m["before"] not in self.lex.set_of("fact.in") for m in alone)
        small = rf"(?<!\w){re.escape(first.lower())}(?!\w)"
        return len(first) > 3 and named and not re.search(small, self.text)

    def _acts(self, name: str) -> bool:
        """Whether a name closed by a word for a union stands in the opening, and not as part of a longer one."""
        head = [*self.head.titles, *self.head.opening[:4]]
        return any(name in self.text[s:e] for s, e in head)

    def _bodies(self) -> None:
        """Bodies with their abbreviation in brackets behind them: of the words before, those with its letters."""
        for found in self.shapes.body.finditer(self.text):
            name = self._spelt(found["name"], found["short"])
            at = found.end("name") - len(name)
            if name and not self._covered(at, found.end("name")) and name not in self.names:
                self.add(found["short"], found["short"])
                self.add(name, found["short"])
                self.bodies.add(found["short"])
            elif name and name in self.names and found["short"] not in self.names:
                self.add(found["short"], self.names[name][0])

    def _spelt(self, name: str, short: str) -> str:
        """The last words of a name whose initials make the abbreviation; all of it where none do."""
        words = name.split(" ")
        left = list(short.lower())
        for i in range(len(words) - 1, -1, -1):
            if left and words[i][:1].isupper() and words[i][:1].lower() == left[-1]:
                left.pop()
            elif words[i][:1].isupper():
                break
            if not left:
                return " ".join(words[i:])
        tail = re.split(rf" (?:{'|'.join(map(re.escape, self.lex.words('fact.article')))}) ", name)[-1]
        return tail if len(tail.split()) > 1 else name

    def aliases(self) -> None:
        """Short names in brackets behind a name."""
        for surface, codes in list(self.names.items()):
            for found in re.finditer(re.escape(surface), self.text):
                alias = self.shapes.alias.match(self.text, found.end())
                if alias and len(codes) == 1:
                    for name in (alias["alias"], alias["alias2"]):
                        if name and not self.is_collective(name) and not name.isdigit():
                            self.add(name.strip(), codes[0])

    def is_collective(self, name: str) -> bool:
        """Whether a name is a word for all of them, or for a role in the meeting."""
        words = self.lex.set_of(
            "party.all", "party.side", "fact.chair", "fact.observer", "fact.delegation", "fact.gather"
        )
        low = alike(name.strip()).lower()
        return low in words or f"the {low}" in words or low.rstrip("s") in words or any(c.isdigit() for c in name)

    # -- codes -----------------------------------------------------------------------------------------------------

    def codes_of(self, listed: str, *, invented: bool = True) -> tuple[str, ...]:
        """The codes of a list of names; a capitalised name that nobody knows is one of its own."""
        out: list[str] = []
        for part in self.shapes.parts.split(re.sub(r"\([^()]*\)", "", listed)):
            name = self.bare(part.strip(" ,.;:*_"))
            if not name:
                continue
            codes = self.names.get(name) or self.inside(name)
            if codes is None and invented and self.may_be_state(name):
                self.add(name, name)
                codes = (name,)
            out += codes or ()
        return tuple(dict.fromkeys(out))

    def inside(self, name: str) -> tuple[str, ...] | None:
        """Codes of the registry's names within a name."""
        hits = found_names(name, self.lex.language)
        return tuple(dict.fromkeys(code for _, _, code in hits)) or None

    def inside_only(self, name: str) -> bool:
        """Whether a name is wholly one of the registry's."""
        return any(s == 0 and e == len(name) for s, e, _ in found_names(name, self.lex.language))

    def may_be_state(self, name: str) -> bool:
        """Whether a capitalised name could be a state's by its words alone."""
        words = name.split()
        if len(words) > 4 or len(name) < 3 or not (words[0][:1].isupper() and words[-1][:1].isupper()):
            return False
        return not any(w.lower().rstrip(".") in self._odd for w in words) and not self.is_collective(name)

    @cached_property
    def _odd(self) -> frozenset[str]:
        """Words that no name of a state holds, in small letters."""
        whole = ("fact.month", "fact.day", "fact.meeting", "fact.kind", "fact.adjective", "fact.ordinal", "fact.chair")
        split = self.lex.set_of("fact.office", "party.side", "fact.honorific", "fact.portfolio")
        several = {word.rstrip(".") for office in split for word in office.split()} - self.lex.set_of("fact.small")
        others = ("party.notstate", "party.state", "party.body", "fact.we", "word.pronoun")
        return self.lex.set_of(*whole, *others) | several

    # -- for others ------------------------------------------------------------------------------------------------

    @cached_property
    def _plain(self) -> str:
        """The text veiled, its names left as they are."""
        return self.veil(self.text)

    def veil(self, text: str) -> str:
        """A text in which offices, honorifics and words of no name are veiled (`lexicon.veils`)."""
        for pattern, marks in self.shapes.veils:
            text = pattern.sub(lambda m, k=marks: k[0] + k[1] * (len(m[0]) - 1), text)  # type: ignore[misc]
        return text

    def veiled(self) -> tuple[str, dict[int, str]]:
        """The text with its names and all that is no name veiled, and the code of the name at each place."""
        key = tuple(self.names.items())
        if self._veiled is None or self._veiled[0] != key:  # asked more than once while the names are the same
            self._veiled = (key, self._veil_names())
        return self._veiled[1]

    def _veil_names(self) -> tuple[str, dict[int, str]]:
        rows = sorted(self.names, key=len, reverse=True)
        if not rows:
            return self._plain, {}
        out, codes = list(self.text), dict[int, str]()
        any_name = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, rows)) + r")(?!\w)(?!['’-]\w{2})")
        people = self._named_people
        for found in any_name.finditer(self.text):
            if any(s <= found.start() < e for s, e in people):
                continue
            codes[found.start()] = self.names[found[0]][0]
            out[found.start() : found.end()] = FIRST + REST * (len(found[0]) - 1)
        return self.veil("".join(out)), codes

    @cached_property
    def _named_people(self) -> list[tuple[int, int]]:
        """Names behind an honorific, which hide the names of states in them ("Ms. Jordan Vale")."""
        veiled = self._plain
        found = (m for s, e in self.head.spans for m in self.shapes.honoured.finditer(veiled, s, e))
        return [m.span("name") for m in found if " " in m["name"]]

    def own_groups(self, parties: tuple[str, ...]) -> None:
        """A group's name stands for its members where all of them are parties, or where most are and nobody else is.

        A group to which the parties merely belong too ("the United Nations" where two of its members speak) speaks for itself.
        """  # noqa: E501
        for surface, codes in list(self.names.items()):
            if len(codes) == 1 and codes[0] in groups() and codes[0] not in parties:
                whole = members_of(codes[0])
                members = tuple(m for m in whole if m in parties)
                if members and (len(members) == len(whole) or len(whole) / 2 < len(members) == len(parties)):
                    self.names[surface] = members

    def demonyms(self) -> dict[str, str]:
        """Adjectives of states: the registry's, those made of the names of the text, and first words of unions."""
        out = dict(adjectives(self.lex.language))
        unions = self.lex.words("party.union")
        for surface, codes in self.names.items():
            if len(codes) != 1 or codes[0] in groups():
                continue
            if " " not in surface:
                for word in self._by_head.get(surface[:3], ()):
                    if demonym_of(word, surface) or (word.endswith("s") and demonym_of(word[:-1], surface)):
                        out[word] = codes[0]
            elif surface.count(" ") == 1 and surface.endswith(unions) and surface.split()[0] not in self.names:
                out.setdefault(surface.split()[0], codes[0])
        return out

    @cached_property
    def _capitals(self) -> list[str]:
        """Words with a capital inside sentences, in order."""
        return list(dict.fromkeys(re.findall(rf"(?<![.!?] )\b{CAP}\b", self.text)))

    @cached_property
    def _by_head(self) -> dict[str, list[str]]:
        """Words with a capital by their first three letters."""
        out: dict[str, list[str]] = {}
        for word in sorted(set(re.findall(CAP, self.text))):
            out.setdefault(word[:3], []).append(word)
        return out

    def in_groups(self, codes: Iterable[str]) -> set[str]:
        """Members of the groups among the codes."""
        return {m for code in codes if code in groups() for m in members_of(code)}
