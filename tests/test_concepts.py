"""Concepts: each has words in three languages and a field, words are its own, and any form of a word finds it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

import pytest

from taiwa.errors import LexiconError
from taiwa.lexicon import entries
from taiwa.lexicon.concepts import concepts, of, shared_words, stem_of
from taiwa.view.labels import INTERFACES, labels_in

LANGUAGES = ("ja", "en", "ru")
FIELDS = set(labels_in("en").tables["field"])
CONCEPTS = concepts()
# What no language's own letters are needed for: names of techniques and diseases in Latin letters.
KANA_OR_KANJI = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def ids(word: str, language: str) -> set[str]:
    return {concept.id for concept in of(word, language)}


# --- the data -------------------------------------------------------------------------------------------------


def test_identifiers_are_kebab_case_and_stand_once():
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.id) for concept in CONCEPTS)
    assert not [name for name, times in Counter(concept.id for concept in CONCEPTS).items() if times > 1]
    assert len(CONCEPTS) >= 400


def test_each_concept_has_words_in_three_languages_and_none_twice():
    for concept in CONCEPTS:
        assert set(concept.words) == set(LANGUAGES), concept.id
        for language, words in concept.words.items():
            assert all(stem_of(word, language) for word in words), concept.id
            assert len(words) == len({word.casefold() for word in words}), (concept.id, language, words)
            assert not any(re.search(r"[()\[\];]|^\s|\s$", word) for word in words), (concept.id, language, words)


def test_words_are_written_in_their_language():
    for concept in CONCEPTS:
        assert not any(KANA_OR_KANJI.search(word) or CYRILLIC.search(word) for word in concept.words["en"]), concept.id
        assert not any(CYRILLIC.search(word) for word in concept.words["ja"]), concept.id
        assert not any(KANA_OR_KANJI.search(word) for word in concept.words["ru"]), concept.id
        assert KANA_OR_KANJI.search("".join(concept.words["ja"])), concept.id
        assert CYRILLIC.search("".join(concept.words["ru"])), concept.id


def test_fields_are_those_of_the_reader_and_all_are_there():
    assert len(FIELDS) == 34
    named = set(chain.from_iterable(concept.fields for concept in CONCEPTS))
    assert named == FIELDS
    signs = {entry.meaning.split(".")[1] for entry in entries("ja") if entry.meaning.startswith("field.")}
    assert signs <= FIELDS
    assert all(len(concept.fields) == len(set(concept.fields)) <= 3 for concept in CONCEPTS)
    mains = Counter(concept.fields[0] for concept in CONCEPTS)
    assert all(mains[field] >= 8 for field in FIELDS)


@pytest.mark.parametrize("interface", INTERFACES)
def test_every_field_has_a_name_in_every_interface(interface: str):
    assert set(labels_in(interface).tables["field"]) == FIELDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_two_concepts_share_are_listed_and_no_others(language: str):
    claims: dict[str, set[str]] = {}
    for concept in CONCEPTS:
        for word in concept.words[language]:
            claims.setdefault(stem_of(word, language), set()).add(concept.id)
    shared = {key: names for key, names in claims.items() if len(names) > 1}
    assert shared == {stem_of(word, language): set(names) for word, names in shared_words()[language].items()}


# --- of -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_finds_its_concept(language: str):
    lost = [
        (concept.id, word)
        for concept in CONCEPTS
        for word in concept.words[language]
        if concept not in of(word, language)
    ]
    assert not lost


@pytest.mark.parametrize(
    ("word", "language", "concept"),
    [
        ("Scholarships", "en", "scholarships"),
        ("water  resource", "en", "water-resources"),
        ("counter terrorism", "en", "counter-terrorism"),
        ("VISAS", "en", "visas"),
        ("водными ресурсами", "ru", "water-resources"),
        ("водорода", "ru", "hydrogen"),
        ("инвестиций", "ru", "investment"),
        ("оползней", "ru", "landslides"),
        ("редкоземельных металлов", "ru", "rare-earths"),
        ("беженцам", "ru", "refugees"),
        ("цепочек поставок", "ru", "supply-chains"),
        ("цепочкам поставок", "ru", "supply-chains"),
        ("углём", "ru", "coal"),
        ("чрезвычайных ситуаций", "ru", "emergency-response"),
        ("水資源", "ja", "water-resources"),
        ("ＬＮＧ", "ja", "lng"),
        ("カーボン･ニュートラル", "ja", "carbon-neutrality"),
        ("国境管理", "ja", "border-management"),
    ],
)
def test_any_form_of_a_word_finds_its_concept(word: str, language: str, concept: str):
    assert concept in ids(word, language)


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("", "en"),
        ("the", "en"),
        ("wat", "en"),
        ("resources", "en"),
        ("hospitality", "en"),
        ("trains", "en"),
        ("水資", "ja"),
        ("ресурсы", "ru"),
        ("гидра", "ru"),
    ],
)
def test_a_word_that_no_concept_has_finds_none(word: str, language: str):
    assert of(word, language) == ()


def test_a_word_leads_to_the_words_of_the_other_languages():
    (concept,) = of("軍縮", "ja")
    assert concept.words["en"][0] == "disarmament"
    assert concept.words["ru"] == ("разоружение",)
    assert concept.fields == ("non-proliferation",)


def test_a_word_of_several_senses_finds_them_all():
    assert ids("mines", "en") == {"landmines", "mining", "naval-mines"}


def test_a_language_without_concepts_is_refused():
    with pytest.raises(LexiconError):
        of("су", "kk")
