"""Entities: the data are whole, no name is two entities', and a name is found however a text writes it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from taiwa.errors import UnknownLanguage
from taiwa.model.record import ENTITY_KINDS
from taiwa.registry import LANGUAGES, groups, states
from taiwa.registry.entity import entities, named, shared_keys

DATA = Path(__file__).resolve().parent.parent / "taiwa" / "registry" / "data" / "entities.toml"
TABLES = tomllib.loads(DATA.read_text("utf-8"))
ENTITIES = entities()
FORMS = {"UNTS": r"(\d+ )?(I|II|A)-\d+( to I-\d+)?", "UN": r"[AS]/[A-Z0-9./()]+", "CETS": r"\d+"}


def found(name: str, language: str | None = None) -> str | None:
    entity = named(name, language)
    return entity and entity.id


# --- the data -------------------------------------------------------------------------------------------------


def test_identifiers_are_kebab_case_and_stand_once():
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.id) for each in ENTITIES)
    assert not [name for name, times in Counter(each.id for each in ENTITIES).items() if times > 1]
    assert len(ENTITIES) == len(TABLES["entity"]) + len(groups())


def test_every_entity_has_a_kind_and_every_listed_one_names_in_three_languages():
    assert {each.kind for each in ENTITIES} <= set(ENTITY_KINDS)
    for name, row in TABLES["entity"].items():
        assert all(row.get(language) for language in LANGUAGES), name
        assert set(row) <= {"kind", "identifiers", "note", *LANGUAGES}, name


def test_names_are_written_in_their_language_and_once():
    for name, row in TABLES["entity"].items():
        for language in LANGUAGES:
            assert len(row[language]) == len(set(row[language])), name
            assert all(form == form.strip() for form in row[language]), name
        assert not any(re.search("[а-яё\u3040-\u30ff\u4e00-\u9fff]", form, re.I) for form in row["en"]), name
        assert not any(re.search("[\u3040-\u30ff\u4e00-\u9fff]", form) for form in row["ru"]), name


def test_no_name_is_that_of_two_entities():
    assert {language: dict(shared_keys(language)) for language in LANGUAGES} == {each: {} for each in LANGUAGES}


def test_no_state_is_an_entity():
    names = {form for state in states().values() for forms in state.names.values() for form in forms}
    assert not [each.id for each in ENTITIES if names & {name.text for name in each.names}]


def test_identifiers_have_the_form_of_their_scheme_and_are_of_one_entity():
    claimed = Counter(pair for each in ENTITIES for pair in each.identifiers)
    assert all(times == 1 for times in claimed.values())
    assert all(re.fullmatch(FORMS[scheme], value) for scheme, value in claimed)


def test_the_first_name_is_the_full_one_and_capitals_are_an_abbreviation():
    npt = next(each for each in ENTITIES if each.id == "npt")
    kinds = {name.text: name.kind for name in npt.names if name.language == "en"}
    assert kinds["Treaty on the Non-Proliferation of Nuclear Weapons"] == "full"
    assert kinds["NPT"] == "abbreviation"
    assert kinds["Non-Proliferation Treaty"] == "short"


# --- named ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_finds_its_entity(language: str):
    lost = [
        (each.id, name.text)
        for each in ENTITIES
        for name in each.names
        if name.language == language and found(name.text, language) != each.id
    ]
    assert not lost


@pytest.mark.parametrize(
    ("written", "language", "entity"),
    [
        ("the  PARIS   agreement", "en", "paris-agreement"),
        ("Charter\nof the United Nations", "en", "un-charter"),
        ("U.N. Charter", "en", "un-charter"),
        ("Chapter VII of the Charter of the United Nations", "en", "un-charter"),
        ("1982 United Nations Convention on the Law of the Sea", "en", "unclos"),
        ("Treaty on the Non‑Proliferation of Nuclear Weapons (NPT)", "en", "npt"),
        ("Five-Point Consensus", "en", "five-point-consensus"),
        ("World Trade Organisation", "en", "wto"),
        ("「一帯一路」", "ja", "belt-and-road"),
        ("ＮＰＴ", "ja", "npt"),
        ("国際連合憲章", "ja", "un-charter"),
        ("国連憲章第7章", "ja", "un-charter"),
        ("仙台防災枠組2015-2030", "ja", "sendai-framework"),
        ("ジュネーヴ条約", "ja", "geneva-conventions"),
        ("Парижского соглашения", "ru", "paris-agreement"),
        ("Договором о нераспространении ядерного оружия", "ru", "npt"),
        ("Устава Организации Объединенных Наций", "ru", "un-charter"),
        ("Целей в области устойчивого развития", "ru", "sdgs"),
        ("Повестку дня в области устойчивого развития на период до 2030 года", "ru", "agenda-2030"),
        ("Конвенции Организации Объединенных Наций против коррупции", "ru", "uncac"),
        ("Аральского моря", "ru", "aral-sea"),
        ("транспортного коридора «Север – Юг»", "ru", "instc"),
        ("Всемирной торговой организацией", "ru", "wto"),
        ("JICA", "ru", "jica"),
        ("CAREC", "ja", "carec"),
        ("IPEF", "ru", "ipef"),
    ],
)
def test_a_name_is_found_however_it_is_written(written: str, language: str, entity: str):
    assert found(written, language) == entity
    assert found(written) == entity


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("Charter", "en"),
        ("Secretary-General", "en"),
        ("the", "en"),
        ("1982", "en"),
        ("", "en"),
        ("「」", "ja"),
        ("条約", "ja"),
        ("Устава", "ru"),
        ("Организации", "ru"),
        ("Sonder Reef Convention", "en"),
        ("パリ協定", "en"),
        ("Security Council resolutions", "en"),
    ],
)
def test_what_is_no_name_of_an_entity_finds_none(written: str, language: str):
    assert found(written, language) is None


@pytest.mark.parametrize(
    ("written", "language", "entity"),
    [
        ("Security Council resolution 186 (1964)", "en", "security-council-resolution-186"),
        ("UNSC resolution 186", "en", "security-council-resolution-186"),
        ("安保理決議第186号", "ja", "security-council-resolution-186"),
        ("резолюции 186 (1964) Совета Безопасности ООН", "ru", "security-council-resolution-186"),
        ("United Nations Security Council Resolution 1325 (2000)", "en", "resolution-1325"),
        ("国連安保理決議1540号", "ja", "resolution-1540"),
        ("General Assembly resolution 1514 (XV)", "en", "decolonisation-declaration"),
        ("General Assembly resolution 70/1", "en", "agenda-2030"),
        ("резолюцией 70/1 Генеральной Ассамблеи", "ru", "agenda-2030"),
        ("国連総会決議70/1", "ja", "agenda-2030"),
        ("General Assembly resolution 31/6", "en", "general-assembly-resolution-31-6"),
    ],
)
def test_a_resolution_is_known_by_its_number(written: str, language: str, entity: str):
    assert found(written, language) == entity


def test_a_resolution_that_nobody_listed_is_the_same_wherever_it_is_named():
    one, other = named("Security Council resolution 186 (1964)", "en"), named("安保理決議第186号", "ja")
    assert one == other
    assert one is not None
    assert one.kind == "resolution"
    assert {name.language for name in one.names} == set(LANGUAGES)


def test_a_language_without_names_is_refused():
    with pytest.raises(UnknownLanguage):
        named("NPT", "kk")
