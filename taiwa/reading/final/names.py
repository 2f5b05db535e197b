"""Names of states and bodies in a text: registered ones, and others told by the shape of their name.

Owns where each of them stands and which code it has. Whom a name means as a party is for `people`; names live in the
registry, shapes in `lexicon.openings`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from ahocorasick_rs import AhoCorasick, MatchKind

from taiwa import registry
from taiwa.lexicon import Lexicon
from taiwa.lexicon.openings import mask, openings
from taiwa.text import Working

Spans = list[tuple[int, int]]
# A registered name of fewer characters than this is looked for only beside an office or a joint.
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Named:
    """States and bodies named in a text: surface -> code, and code -> surfaces in the order of the text."""

    states: Mapping[str, str]
    bodies: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]


def named(text: str, lex: Lexicon) -> Named:
    """Every state and body of a text: registered ones by the registry, others by the shape of their name."""
    known = registered(lex.language)
    states: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for start, end, name in known.found_in(text):
        code = known.states.get(name)
        if code is not None and _stands_alone(text, start, end):
            states[name] = code
        elif (group := known.groups.get(name)) is not None:
            unlisted = len(name) > 3 and not registry.members_of(group)
            if unlisted or _joins_as_one(text, start, end, lex, group):
                bodies[name] = group
    states |= _unregistered(text, lex, states)
    shapes = openings(lex)
    for body, short in chain(shapes.bodies(text), shapes.renamed(text)):
        if body not in states:
            bodies[body] = bodies[short] = short
    names: dict[str, list[str]] = {}
    for surface, code in sorted((states | bodies).items(), key=lambda item: text.find(item[0])):
        names.setdefault(code, []).append(surface)
    return Named(states, bodies, {code: tuple(surfaces) for code, surfaces in names.items()})


def _joins_as_one(text: str, start: int, end: int, lex: Lexicon, code: str) -> bool:
    """Whether an organisation with members stands beside a state as a party of its own ("日EU", "日本とEUの首脳")."""
    if registry.groups()[code].kind != "organisation":
        return False
    joint = lex.pattern("word.and")
    before = lex.suffixes("word.athome").before(text, start) is not None
    after = joint.match(text, end)
    return before or (after is not None and lex.pattern("word.home").match(text, after.end()) is not None)


def _places(text: str, codes: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """(start, end, surface) of every name in the text, the longest at each place, in order."""
    names = list(codes)
    if not names:
        return []
    found = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text)
    return [(start, end, names[i]) for i, start, end in found if _stands_alone(text, start, end)]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is not a piece of a longer run of foreign letters."""
    before = start > 0 and _is_letter(text[start - 1]) and _is_letter(text[start])
    after = end < len(text) and _is_letter(text[end]) and _is_letter(text[end - 1])
    return not before and not after


def _is_letter(char: str) -> bool:
    """Whether a character is a letter of the script for foreign names (its joining dot is none)."""
    return "\u30a1" <= char <= "\u30fa" or char == "\u30fc"


def _unregistered(text: str, lex: Lexicon, known: Mapping[str, str]) -> dict[str, str]:
    """Surface -> code of states that no registry knows: the code is the name as the text first writes it in full."""
    stop = set(lex.words("party.notstate"))
    shapes = openings(lex)
    out: dict[str, str] = {}
    for m in shapes.unregistered.finditer(text):
        stem, suffix = m["stem"].strip("・"), m["suffix"]
        foreign = "\u30a1" <= stem[:1] <= "\u30fc"
        foreign = foreign or any("\u30a1" <= c <= "\u30fc" for c in stem)
        if stem in stop or len(stem) < 2 or m[0] in known or (stem + suffix) in stop:
            continue
        if any((stem + suffix).endswith(k) for k in known if len(k) > 2):
            continue
        if "・" in stem and (
            shapes.office_near.match(text, m.end(), m.end() + 26) or stem.split("・")[-1] + suffix in out
        ):
            stem = stem.split("・")[-1]
        if stem in stop or len(stem) < 2:
            continue
        name = stem + suffix
        if not foreign and len(suffix) < 2 and not shapes.is_state_in_kanji(name, text):
            continue
        out.setdefault(name, name)
        if foreign and len(stem) > 2 and stem not in known and shapes.stands_alone(stem, text):
            out.setdefault(stem, name)
    for stem in _bare_states(text, lex):
        if (
            stem not in stop
            and stem not in known
            and stem not in out
            and not any(stem == k or shapes.as_state(stem) == k for k in out)
        ):
            out[stem] = stem
    return out


def _bare_states(text: str, lex: Lexicon) -> list[str]:
    """States called by bare names: joined in a title, or with a capital, a side or a government of their own."""
    shapes = openings(lex)
    head = "\n".join(
        line for line in text[: max(200, text.find("。") + 1)].split("\n") if "。" not in line and len(line) < 60
    )
    named_so = [part for m in shapes.joined.finditer(head) for part in m["states"].split("・")]
    stems = [part for part in named_so if shapes.acts_as_state(part, text)]
    people = {m[1] for m in shapes.surnames.finditer(text)}
    for m in shapes.bare.finditer(text):
        if m["stem"] not in people:
            stems.append(m["stem"])
    told = [s for s in dict.fromkeys(stems) if text.count(s) > 1]
    return list(dict.fromkeys([*told, *shapes.states_listed(text)]))


class Names:
    """The states and bodies of one text by their places; `codes` gives each surface its code.

    `titles` and `opening` are [start, end) of the units that are searched for facts; `masked` is the text with every
    name replaced by marks of its length.
    """

    def __init__(self, work: Working, lex: Lexicon, found: Named, titles: Spans, opening: Spans) -> None:
        self.work, self.text, self.lex, self.found = work, work.text, lex, found
        self.titles, self.opening = titles, opening
        self.shapes = openings(lex)
        self.codes = {**found.bodies, **found.states}
        self.hits = _places(self.text, self.codes)
        self._starts = [hit[0] for hit in self.hits]
        self.masked = mask(self.text, ((s, e, name in found.states) for s, e, name in self.hits))

    def names_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """(start, end, surface) of every state and body named in [start, end)."""
        at = bisect_left(self._starts, start)
        stop = bisect_left(self._starts, end, at)
        return [hit for hit in self.hits[at:stop] if hit[1] <= end]

    def codes_in(self, start: int, end: int) -> list[str]:
        """Codes of every state and body named in [start, end), in order, repeated as named."""
        return [self.codes[name] for _, _, name in self.names_in(start, end)]

    def forum_members(self) -> tuple[str, ...]:
        """Members of a registered forum that titles or opening name; empty where none is."""
        known = registered(self.lex.language)
        for s, e in [*self.titles, *self.opening[:2]]:
            for _, _, name in known.found_in(self.text[s:e]):
                code = known.groups.get(name, "")
                if len(name) > 3 and code and registry.groups()[code].kind == "forum" and registry.members_of(code):
                    return registry.members_of(code)
        return ()

    def sentence_start(self, at: int) -> int:
        """Where the sentence begins that holds a place; a stop inside a bracket or quotation ends none."""
        stop = self.text.rfind("。", 0, at)
        while stop >= 0 and self.text[stop + 1 : stop + 2] in (")", "」", "』"):
            stop = self.text.rfind("。", 0, stop)
        return max(stop, self.text.rfind("\n", 0, at)) + 1


@dataclass(frozen=True)
class Registered:
    """Registered names of one language: of states, of groups, and of what only looks like a state."""

    states: Mapping[str, str]
    groups: Mapping[str, str]
    names: list[str]
    automaton: AhoCorasick

    def found_in(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, name) of every registered name in the text, the longest at each place."""
        return [(start, end, self.names[i]) for i, start, end in self.automaton.find_matches_as_indexes(text)]


@cache
def registered(language: str) -> Registered:
    """The registered names of a language, compiled once."""
    states = {name: code for name, code in registry.names(language) if len(name) >= SHORTEST_NAME}
    groups = {name: code for name, code in registry.group_names(language) if len(name) > 1}
    names = list({**dict.fromkeys(registry.look_alikes(language), ""), **groups, **states})
    return Registered(states, groups, names, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest))
