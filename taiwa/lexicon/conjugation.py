"""All forms of a verb from its infinitive, by the paradigms of the language (Russian).

Owns how principal parts become forms; the parts, the irregular verbs and the aspects stand in `data/ru/paradigms.toml`.
Forms are written with е for ё.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from taiwa.lexicon.entries import paradigms

_HUSHING = "жшчщ"
_VOWELS = "аеиоуыэюя"


class Shape(NamedTuple):
    """What a form is. `tense`: infinitive, past, present, future, gerund or participle (the short passive one); `person` 1 or 3,
    0 where the form doesn't say; `number` s, p or ""; `gender` m, f, n or ""; `voice` active or passive."""  # noqa: E501

    tense: str
    person: int = 0
    number: str = ""
    gender: str = ""
    voice: str = "active"

    @property
    def is_finite(self) -> bool:
        """Whether the form can be the predicate of a clause."""
        return self.tense in ("past", "present", "future", "participle")

    @property
    def is_neuter(self) -> bool:
        """Whether the form can do without a subject ("it was noted")."""
        return self.gender == "n" or (self.tense in ("present", "future") and self.person == 3 and self.number == "s")


class _Parts(NamedTuple):
    """Principal parts: past masculine and other past, first person, third persons, short passive, first plural."""

    past: str
    other: str
    first: str
    third: str
    thirds: str
    passive: str
    firsts: str


@cache
def aspect(verb: str, language: str) -> str:
    """`perfective`, `imperfective` or `both`."""
    table = paradigms(language)["aspect"]
    bare = verb.removeprefix("не ")
    if bare in table["both"]:
        return "both"
    return "perfective" if bare in table["perfective"] else "imperfective"


def is_infinitive(word: str) -> bool:
    """Whether a word looks like an infinitive."""
    return word.endswith(("ть", "ти", "чь", "ться", "тись", "чься")) and len(word) > 3


@cache
def conjugated(verb: str, language: str) -> Mapping[str, tuple[Shape, ...]]:
    """Every form of an infinitive with what it can be."""
    made: dict[str, list[Shape]] = {}
    for written, shape in _forms(verb, language):
        if written and shape not in made.setdefault(written, []):
            made[written].append(shape)
    return {written: tuple(shapes) for written, shapes in made.items()}


def _forms(verb: str, language: str) -> Iterator[tuple[str, Shape]]:
    reflexive = verb.endswith(("ся", "сь"))
    base = verb[:-2] if reflexive else verb
    parts = _parts(base, language)
    kind = aspect(verb, language)
    yield verb, Shape("infinitive")
    for written, shape in _finite(parts, kind):
        yield (_reflexive(written) if reflexive else written), shape
        if not reflexive and kind != "perfective" and shape.person != 1:
            yield _reflexive(written), shape._replace(voice="passive")
    for gerund in _gerunds(parts, base, kind, reflexive):
        yield gerund, Shape("gerund")
    if not reflexive and parts.passive:
        for ending, number, gender in (("", "s", "m"), ("а", "s", "f"), ("о", "s", "n"), ("ы", "p", "")):
            yield parts.passive + ending, Shape("participle", 3, number, gender, "passive")


def _finite(parts: _Parts, kind: str) -> Iterator[tuple[str, Shape]]:
    yield parts.past, Shape("past", 0, "s", "m")
    for ending, number, gender in (("а", "s", "f"), ("о", "s", "n"), ("и", "p", "")):
        yield parts.other + ending if parts.other else "", Shape("past", 0, number, gender)
    # texts of several parties never say "I", and the form is that of many a noun ("встречу")
    for tense in {"imperfective": ("present",), "perfective": ("future",)}.get(kind, ("present", "future")):
        yield parts.firsts, Shape(tense, 1, "p")
        yield parts.third, Shape(tense, 3, "s")
        yield parts.thirds, Shape(tense, 3, "p")


def _reflexive(written: str) -> str:
    if not written:
        return ""
    return written + ("сь" if written[-1] in _VOWELS else "ся")


def _gerunds(parts: _Parts, base: str, kind: str, reflexive: bool) -> Iterator[str]:
    stem = parts.thirds[:-2]
    if base.endswith(("давать", "знавать", "ставать")):
        stem = base[:-2]
    present = stem + ("а" if stem[-1:] in _HUSHING else "я") if stem else ""
    vowel = parts.past.endswith("л")
    past = parts.past[:-1] + ("вши" if reflexive else "в") if vowel else parts.past + "ши"
    if kind != "perfective" or not parts.past.endswith("л") or base.endswith(("йти", "вести", "нести")):
        yield _reflexive(present) if reflexive else present
    if kind != "imperfective":
        yield _reflexive(past) if reflexive else past


@cache
def _parts(base: str, language: str) -> _Parts:
    tables = paradigms(language)
    rows: Mapping[str, list[str]] = tables["verb"]
    prefixes = frozenset(tables["prefix"]["list"])
    for cut in range(len(base)):
        row = rows.get(base[cut:])
        if row is not None and base[:cut] in prefixes:
            past, other, first, third, thirds, passive, *firsts = (base[:cut] + part if part else "" for part in row)
            return _Parts(past, other, first, third, thirds, passive, firsts[0] if firsts else _firsts(third))
    for cut in range(len(base)):
        rule = tables["rule"].get(base[cut:])
        if rule is not None:
            return _ruled(base, base[:cut], rule, tables)
    return _Parts("", "", "", "", "", "", "")


def _firsts(third: str) -> str:
    return third[:-1] + "м" if third else ""


def _ruled(base: str, stem: str, rule: list[str], tables: Mapping[str, Any]) -> _Parts:
    past, first, third, thirds, passive = rule
    first_form = _softened(stem, base, tables) if first == "~" else stem + first
    if thirds == "ят" and stem[-1:] in _HUSHING:
        thirds = "ат"
    if passive.startswith("="):
        passive_form = _softened_passive(stem, base, tables) + passive[1:]
    else:
        passive_form = stem + passive if passive else ""
    third_form = stem + third
    return _Parts(stem + past, stem + past, first_form, third_form, stem + thirds, passive_form, _firsts(third_form))


def _softened(stem: str, base: str, tables: Mapping[str, Any]) -> str:
    """The first person singular of a verb in -ить."""
    if stem.endswith("т") and base.endswith(tuple(tables["soften-t-to-shch"]["ends"])):
        return stem[:-1] + "щу"
    for last in sorted(tables["soften"], key=len, reverse=True):
        if stem.endswith(last):
            return stem[: -len(last)] + str(tables["soften"][last])
    return stem + "ю"


def _softened_passive(stem: str, base: str, tables: Mapping[str, Any]) -> str:
    """The stem of a short passive participle of a verb in -ить."""
    if stem.endswith("д") and not base.endswith(tuple(tables["soften-d-to-zh"]["ends"])):
        return stem[:-1] + str(tables["soften-passive"]["д"])
    return _softened(stem, base, tables).rstrip("ую")
