"""Russian words: forms of verbs, stems with their marks, tokens."""

from __future__ import annotations

import pytest

from taiwa.lexicon import lexicon
from taiwa.lexicon.conjugation import aspect, conjugated
from taiwa.lexicon.inflected import InflectedLexicon, Stems, spellings, split, tokens_of


def russian() -> InflectedLexicon:
    found = lexicon("ru")
    assert isinstance(found, InflectedLexicon)
    return found


@pytest.mark.parametrize(
    ("verb", "written", "tense"),
    [
        ("отметить", "отметили", "past"),
        ("отметить", "отмечена", "participle"),
        ("отметить", "отметив", "gerund"),
        ("приветствовать", "приветствуем", "present"),
        ("договориться", "договорившись", "gerund"),
        ("подтвердить", "подтверждено", "participle"),
        ("признавать", "признавая", "gerund"),
        ("принять", "примут", "future"),
        ("провести", "проведёт".replace("ё", "е"), "future"),
        ("обязаться", "обязались", "past"),
    ],
)
def test_a_verb_has_its_forms(verb: str, written: str, tense: str) -> None:
    assert tense in {shape.tense for shape in conjugated(verb, "ru")[written]}


def test_the_aspect_tells_present_from_future() -> None:
    assert aspect("создать", "ru") == "perfective"
    assert aspect("создавать", "ru") == "imperfective"


def test_a_passive_can_be_reflexive() -> None:
    assert {shape.voice for shape in conjugated("отмечать", "ru")["отмечалось"]} == {"passive"}


def test_marks_let_a_phrase_inflect() -> None:
    words = Stems([(split("рын(о)к* сбыта"), "market")], russian().inflections)
    for written in ("рынок сбыта", "рынка сбыта", "Рынками сбыта"):
        assert words.longest(tokens_of(written), 0) == (2, "market")
    assert words.longest(tokens_of("рыночный сбыта"), 0) is None
    assert list(spellings(("рын(о)к*",))) == [("рынок*",), ("рынк*",)]


def test_acronyms_keep_their_capitals() -> None:
    words = Stems([(split("устав* ООН"), True)], russian().inflections)
    assert words.longest(tokens_of("Уставу ООН"), 0)
    assert not words.longest(tokens_of("уставу оон"), 0)


def test_sentences_without_a_space_between_them_give_words_of_their_own() -> None:
    assert [token.low for token in tokens_of("роста.Стороны")] == ["роста", ".", "стороны"]
