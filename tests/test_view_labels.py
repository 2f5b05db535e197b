from __future__ import annotations

import json
import string
from dataclasses import replace
from importlib.resources import files

import pytest
from test_view_sample import ALL, empty, sample

from taiwa.view.labels import INTERFACES, facts_of, kind_of, labels_in, speakers


def gaps(phrase: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


@pytest.mark.parametrize("language", INTERFACES)
def test_every_language_has_the_same_words_with_the_same_gaps(language: str) -> None:
    english, other = labels_in("en").tables, labels_in(language).tables
    assert {table: list(names) for table, names in other.items()} == {
        table: list(names) for table, names in english.items()
    }
    for table, names in english.items():
        for name, phrase in names.items():
            assert gaps(other[table][name]) == gaps(phrase), name


def test_every_name_of_the_schema_has_a_word() -> None:
    parts = json.loads((files("taiwa") / "schema/reading.schema.json").read_text("utf-8"))["$defs"]
    provision = parts["provision"]["properties"]
    tables = labels_in("en").tables
    assert set(provision["act"]["enum"]) == set(tables["act"])
    assert set(provision["followup"]["enum"]) == set(tables["followup"])
    assert set(provision["speaker_origin"]["enum"]) == set(tables["origin"])
    assert set(parts["fields"]["items"]["enum"]) == set(tables["field"])
    assert set(provision["mentions"]["items"]["properties"]["kind"]["enum"]) == set(tables["mention"])


def test_unknown_names_and_languages_fall_back() -> None:
    assert labels_in("de").language == "en"
    assert labels_in("ja").name("kind", "pact") == "pact"


def test_speakers_say_all_only_of_more_than_two() -> None:
    labels = labels_in("en")
    assert speakers(ALL, dict.fromkeys(ALL), labels) == "all 4"
    assert speakers(ALL[:2], dict.fromkeys(ALL[:2]), labels) == "白帆国 紺碧国"
    assert speakers((), {}, labels) == "speaker not named"


def test_facts() -> None:
    facts = dict(facts_of(sample().statement, labels_in("en")))
    assert facts["Forum"] == "潮路対話 · ministers · Session 3"
    assert facts["Next meeting"] == "Session 4 · 2033 · 紺碧国 · Chair: 紺碧国"
    assert dict(facts_of(empty().statement, labels_in("en"))) == {}
    several = replace(sample().statement, dates=("2031-05-14", "2031-05-15"))
    assert dict(facts_of(several, labels_in("en")))["Date"] == "2031-05-14 – 2031-05-15"
    assert kind_of(sample().statement, "ja", labels_in("ja")) == "共同声明 · 日本語 · 仮訳"
