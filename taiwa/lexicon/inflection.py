"""From a dictionary form to all its forms. Owns the paradigms of agglutinating predicates (Japanese); the words live in
`data/ja/paradigms.toml`. A verb is a stem that never changes and a paradigm that says which endings may follow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from taiwa.lexicon.entries import paradigms

BASES = ("mizen", "renyou", "onbin", "dictionary", "volitional", "passive", "causative", "potential", "provisional")
# The paradigm of verbs made from nouns.
NOUN_VERB = "する"
_VOICED = {"ぐ", "ぶ", "む", "ぬ"}
_E_AND_I = set("えけげせぜてでねへべめれいきぎしじちぢにひびみり")


class Form(NamedTuple):
    """An inflected form: its name, its voice, and how many characters of the ending follow the verb's own base."""

    name: str
    voice: str
    tail: int


@dataclass(frozen=True, slots=True)
class Paradigm:
    """All endings of one kind of verb: `forms` says what each is, `beginnings` holds whatever an ending can begin with.

    `bare` says that the stem alone is a form.
    """

    name: str
    forms: Mapping[str, Form]
    beginnings: frozenset[str]
    bare: bool

    def endings(self, text: str, at: int) -> Iterator[tuple[int, Form]]:
        """(end, form) of every ending in `text` behind a stem that ends at `at`, shortest first; not the bare stem."""
        for end in range(at + 1, len(text) + 1):
            piece = text[at:end]
            if piece not in self.beginnings:
                return
            form = self.forms.get(piece)
            if form is not None:
                yield end, form


def stem_of(phrase: str, language: str = "ja") -> tuple[str, str]:
    """(stem, paradigm name) of a dictionary form, e.g. 歓迎する -> (歓迎, する), 求める -> (求め, 一段)."""
    irregular = paradigms(language).get("irregular", {})
    if phrase.endswith("する"):
        return phrase[:-2], "する"
    if phrase.endswith("ずる"):
        return phrase[:-2], "ずる"
    if phrase.endswith("である"):
        return phrase[:-3], "である"
    if any(phrase == verb or phrase.endswith(("を" + verb, "に" + verb)) for verb in irregular["iku"]):
        return phrase[:-1], "行く"
    if phrase.endswith("る"):
        if any(phrase.endswith(verb) for verb in irregular["godan"]):
            return phrase[:-1], "る"
        ichidan = phrase[-2] in _E_AND_I or any(phrase.endswith(verb) for verb in irregular["ichidan"])
        return phrase[:-1], "一段" if ichidan else "る"
    return phrase[:-1], phrase[-1]


def is_verb(phrase: str, language: str = "ja") -> bool:
    """Whether a phrase is a dictionary form that inflects (it ends in a kana that some paradigm is named by)."""
    return phrase[-1:] in set("うくぐすつぬぶむる") and len(phrase) > 1 and bool(paradigms(language))


def _endings(name: str, bases: Mapping[str, str], table: Mapping[str, list[list[str]]]) -> dict[str, Form]:
    """ending -> form for one paradigm, voice active."""
    out: dict[str, Form] = {}
    for form, recipes in table.items():
        for base, ending in recipes:
            if name in _VOICED and base == "onbin" and ending:
                ending = {"た": "だ", "て": "で", "つ": "つ"}[ending[0]] + ending[1:]
            stem = bases[base]
            if name == "する" and base == "mizen" and ending.startswith(("ず", "ざ")):
                stem = "せ"  # せず, not しず
            out.setdefault(stem + ending, Form(form, "active", len(ending)))
    return out


@cache
def paradigm(name: str, language: str = "ja") -> Paradigm:
    """The paradigm of that name with its passive and causative forms. KeyError for a name the data doesn't have."""
    data = paradigms(language)
    rows = {key: dict(zip(BASES, row, strict=True)) for key, row in data["bases"].items()}
    forms = _endings(name, rows[name], data["endings"])
    for alias in data.get("humble", {}).get(name, ()):
        base, kind = alias[:-1], alias[-1]
        humble = {key: base + value for key, value in rows[kind].items()}
        for ending, form in _endings(kind, humble, data["endings"]).items():
            forms.setdefault(ending, form)
    again = _endings("一段", rows["一段"], data["endings"])
    for voice in data["derived"]:
        base = rows[name][voice]
        if base:
            for ending, form in again.items():
                forms.setdefault(base + ending, Form(form.name, voice, form.tail))
    return Paradigm(name, forms, frozenset(ending[:n] for ending in forms for n in range(len(ending) + 1)), "" in forms)
