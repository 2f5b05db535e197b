"""Makes the JSON files in taiwa/registry/data of CLDR's names (through Babel) and our own TOML files.

    python tools/make_states.py            writes states.json, groups.json and, for each language, surfaces-ja.json ...
    python tools/make_states.py --check    writes nothing; status 1 if a file is not what it would write

Owns the rules that turn a name into the surfaces by which running text is searched (中黒, ampersands, accents, ё,
Russian cases). Words live in states-extra.toml and groups.toml. Ends with a message when two states claim one surface
and no `clash` in states-extra.toml says why.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from typing import Any

import babel
from babel.core import get_cldr_version

from taiwa.lexicon.cases import cases, spellings

DATA = Path(__file__).resolve().parent.parent / "taiwa" / "registry" / "data"
LANGUAGES = ("ja", "en", "ru")
# In CLDR, but no ISO 3166 code: reserved (AC CP CQ DG EA EU EZ IC TA UN) or left to users (QO XA XB XK ZZ).
NOT_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
NOTICE = (
    "Short names of states: Unicode CLDR, Copyright 2004-2025 Unicode, Inc., Unicode License v3 (SPDX Unicode-3.0): "
    "LICENSE.unicode.txt. All else: the Taiwa authors, Apache-2.0. "
    "Made by tools/make_states.py: edit states-extra.toml or groups.toml instead."
)
CLASH_KINDS = {"name": "surfaces", "capital": "capital_surfaces", "adjective": "adjectives"}
COLUMNS = ("names", "long_names", "abbreviations", "adjectives", "capitals", "surfaces", "capital_surfaces")
Record = dict[str, Any]
Forms = dict[str, list[str]]


# --- surfaces ------------------------------------------------------------------------------------------------


def nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _choices(name: str, *swaps: tuple[str, ...]) -> list[str]:
    """`name` with each swap's first form, where it occurs, replaced by each of the others in turn."""
    found = [swap for swap in swaps if swap[0] in name]
    out = []
    for chosen in product(*found):
        form = name
        for swap, new in zip(found, chosen, strict=True):
            form = form.replace(swap[0], new)
        out.append(form)
    return out


def japanese(name: str) -> list[str]:
    counters = ("か国", "カ国", "ヵ国", "ヶ国", "ケ国", "箇国")
    out = _choices(name, ("・", ""), ("及び", "および"), counters)
    return out + [re.sub("[345678](?=[かカヵヶケ箇]国)", lambda m: "三四五六七八"[int(m[0]) - 3], form) for form in out]


def english(name: str) -> list[str]:
    saint = [("Saint ", "St. ", "St ")] if name.startswith("Saint ") else []
    out = _choices(name, (" and ", " & "), ("'", "’"), ('"Central', "“Central"), *saint)
    out = [form.replace('"', "”") if "“" in form else form for form in out]
    return out + [
        "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c)) for form in out
    ]


def russian(name: str) -> list[str]:
    return [spelling for form in (name, *cases(name)) for spelling in spellings(form)]


VARIANTS: dict[str, Callable[[str], list[str]]] = {"ja": japanese, "en": english, "ru": russian}


def surfaces(forms: Iterable[str], language: str) -> list[str]:
    return _once(nfkc(variant) for form in forms for variant in VARIANTS[language](form))


def _once(forms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(forms))


def _list(value: str | list[str]) -> list[str]:
    return [nfkc(form) for form in ([value] if isinstance(value, str) else value)]


# --- states --------------------------------------------------------------------------------------------------


def cldr_name(name: str) -> str:
    """CLDR's short name, without what it adds in brackets, and written out (о-ва, &)."""
    name = re.sub(r"\s*\([^)]*\)", "", nfkc(name).replace("’", "'"))
    name = re.sub(r"^St\. ", "Saint ", name)
    return name.replace("о-ва", "острова").replace("о-в", "остров").replace(" & ", " and ")


def cldr_names() -> dict[str, dict[str, str]]:
    """ISO code to CLDR's name in each language."""
    tables: dict[str, Any] = {language: babel.Locale(language).territories for language in LANGUAGES}
    codes = sorted(code for code in tables["en"] if re.fullmatch("[A-Z]{2}", code) and code not in NOT_ISO)
    return {code: {language: cldr_name(tables[language][code]) for language in LANGUAGES} for code in codes}


def state(cldr: dict[str, str], extra: dict[str, Record], capital_in: list[str]) -> Record:
    """One state's record: what a reader may ask of it, and the surfaces of its names and capitals."""
    record: Record = {column: {} for column in COLUMNS}
    for language in LANGUAGES:
        own = extra.get(language, {})
        names = _once([*_list(own.get("name", cldr[language])), *_list(own.get("also", []))])
        long_names = _list(own.get("long", []))
        capitals = _list(own.get("capital", names[:1] if language in capital_in else []))
        found: Forms = {
            "names": names,
            "long_names": long_names,
            "abbreviations": _list(own.get("abbr", [])),
            "adjectives": _list(own.get("adjectives", [])),
            "capitals": capitals,
            "surfaces": surfaces([*names, *long_names], language),
            "capital_surfaces": surfaces(capitals, language),
        }
        for key, forms in found.items():
            if forms:
                record[key][language] = forms
    return record


def settle(states: dict[str, Record], clashes: list[Record]) -> list[str]:
    """Takes the declared clashes out of the surfaces (or gives them to one state); returns the undeclared ones."""
    for clash in clashes:
        language, kind = clash["language"], CLASH_KINDS[clash["kind"]]
        every = [clash["surface"]] if kind == "adjectives" else surfaces([clash["surface"]], language)
        for code, record in states.items():
            kept = [form for form in record[kind].get(language, []) if form not in every]
            if code == clash.get("taken"):
                kept += every
            if kept:
                record[kind][language] = kept
    return [
        f"{language}: {surface} is claimed by {', '.join(sorted(codes))} ({' and '.join(kinds)})"
        for kinds in (("surfaces", "capital_surfaces"), ("adjectives",), ("abbreviations",))
        for language in LANGUAGES
        for surface, codes in _claims(states, kinds, language).items()
        if len(codes) > 1
    ]


def _claims(states: dict[str, Record], kinds: tuple[str, ...], language: str) -> dict[str, set[str]]:
    claims: dict[str, set[str]] = {}
    for code, record in states.items():
        for form in (form for kind in kinds for form in record[kind].get(language, [])):
            claims.setdefault(form, set()).add(code)
    return claims


def make_states(extra: Record) -> Record:
    cldr = cldr_names()
    unknown = sorted(set(extra["states"]) - set(cldr))
    states = {
        code: state(names, extra["states"].get(code, {}), extra["city_states"].get(code, []))
        for code, names in cldr.items()
    }
    problems = [f"{code}: no ISO 3166 code" for code in unknown] + settle(states, extra["clash"])
    if problems:
        raise SystemExit("\n".join(problems))
    return states


# --- groups --------------------------------------------------------------------------------------------------


def members(code: str, groups: Record) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """The states of a group, with those of the groups it names by @, and the dates on which states joined and left."""
    own = groups[code]
    found: list[str] = []
    joined, left = dict(own.get("joined", {})), dict(own.get("left", {}))
    for word in own.get("members", "").split():
        if word.startswith("@"):
            inner, came, gone = members(word[1:], groups)
            found += inner
            joined, left = came | joined, gone | left
        else:
            found.append(word)
    return sorted(set(found)), joined, left


def group_surfaces(forms: list[str], language: str) -> list[str]:
    """A name that begins small may open a sentence."""
    found = surfaces(forms, language)
    return _once([*found, *(form[0].upper() + form[1:] for form in found if language != "ja")])


def make_groups(groups: Record) -> Record:
    out: Record = {}
    for code, own in groups.items():
        found, joined, left = members(code, groups)
        region = own.get("region", {})
        named = {language: _list(own[language]) for language in LANGUAGES}
        out[code] = {
            "kind": own["kind"],
            "names": {language: forms for language, forms in named.items() if forms},
            "members": found,
            "party": own.get("party"),
            "since": own.get("since"),
            "joined": joined,
            "left": left,
            "surfaces": {language: group_surfaces(forms, language) for language, forms in named.items()},
            "regions": {language: surfaces(_list(forms), language) for language, forms in region.items()},
        }
    return out


# --- files ---------------------------------------------------------------------------------------------------


def by_language(states: Record, groups: Record, clashes: list[Record], look_alikes: Record, language: str) -> Record:
    """All by which a text in one language is searched, so that a reader of it opens one file."""

    def column(records: Record, name: str) -> Forms:
        return {code: record[name][language] for code, record in records.items() if record[name].get(language)}

    shared = [clash for clash in clashes if clash["language"] == language and clash["kind"] == "name"]
    return {
        "notice": NOTICE,
        "names": column(states, "surfaces"),
        "capitals": column(states, "capital_surfaces"),
        "abbreviations": column(states, "abbreviations"),
        "adjectives": column(states, "adjectives"),
        "groups": column(groups, "surfaces"),
        "regions": column(groups, "regions"),
        "look_alikes": surfaces(look_alikes[language], language),
        "shared": {clash["surface"]: clash["codes"] for clash in shared if "taken" not in clash},
    }


def text_of(content: Record) -> str:
    """JSON with one state or group a line, so that a change shows as the lines it touches."""
    parts = []
    for key, value in content.items():
        rows = [f"{_json(code)}:{_json(record)}" for code, record in value.items()] if isinstance(value, dict) else []
        parts.append(f"{_json(key)}:" + ("{\n" + ",\n".join(rows) + "\n}" if rows else _json(value)))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def files() -> dict[Path, str]:
    """What each file should hold."""
    extra = tomllib.loads((DATA / "states-extra.toml").read_text(encoding="utf-8"))
    states = make_states(extra)
    groups = make_groups(tomllib.loads((DATA / "groups.toml").read_text(encoding="utf-8")))
    head = {"notice": NOTICE, "cldr": get_cldr_version(), "babel": babel.__version__, "clashes": extra["clash"]}
    found = {
        "states": {**head, "states": _without(states, "surfaces", "capital_surfaces")},
        "groups": {"notice": NOTICE, "groups": _without(groups, "surfaces", "regions")},
    }
    for language in LANGUAGES:
        found[f"surfaces-{language}"] = by_language(states, groups, extra["clash"], extra["look_alikes"], language)
    return {DATA / f"{name}.json": text_of(content) for name, content in found.items()}


def _without(records: Record, *columns: str) -> Record:
    return {code: {key: record[key] for key in record if key not in columns} for code, record in records.items()}


def main(arguments: list[str]) -> int:
    stale = 0
    for path, text in files().items():
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            print(f"{path.name} is not what tools/make_states.py makes; run it", file=sys.stderr)
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
