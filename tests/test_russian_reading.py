"""Russian: what is read in one sentence of an invented statement of three states."""

from __future__ import annotations

import hashlib

import pytest

from taiwa.model import Provision, Source
from taiwa.reading import read_source

HEAD = """СОВМЕСТНОЕ ЗАЯВЛЕНИЕ
министров иностранных дел Республики Ардания, Республики Белория и Княжества Гирма

г. Сельвара, 17 октября 2031 года

17 октября 2031 года в Сельваре состоялась встреча министров иностранных дел Республики Ардания, Республики Белория и \
Княжества Гирма (далее – Стороны).

"""
ALL = {"Республика Ардания", "Республика Белория", "Княжество Гирма"}


def provisions(sentence: str) -> list[tuple[str, str, str, str]]:
    """(class, follow-up, anchor, content) of each provision of a sentence behind the opening."""
    return [(p.act, p.followup, p.quote, content) for p, content in _read(sentence)]


def speakers(sentence: str) -> list[set[str]]:
    """The speakers of each provision of a sentence."""
    return [set(p.speaker) for p, _ in _read(sentence)]


def _read(sentence: str) -> list[tuple[Provision, str]]:
    text = HEAD + sentence + "\n"
    reading = read_source(Source("a.txt", "text/plain", hashlib.sha256(text.encode()).hexdigest(), text), language="ru")
    shown = reading.source.text
    return [(p, " | ".join(shown[s:e] for s, e in p.content)) for p in reading.provisions]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # the class is what verb and noun say together
        ("Министры приветствовали рост торговли.", [("welcome", "none", "приветствовали", "рост торговли")]),
        (
            "Министры с удовлетворением отметили рост торговли.",
            [("welcome", "none", "с удовлетворением отметили", "рост торговли")],
        ),
        (
            "Стороны вновь подтвердили приверженность Уставу ООН.",
            [("undertake", "none", "вновь подтвердили приверженность", "Уставу ООН")],
        ),
        ("Министры подчеркнули важность диалога.", [("stress", "none", "подчеркнули", "важность диалога")]),
        (
            "Стороны заявили о готовности провести форум.",
            [("intend", "intention", "заявили о готовности", "провести форум")],
        ),
        (
            "Стороны договорились о необходимости реформ.",
            [("agree", "none", "договорились", "о необходимости реформ")],
        ),
        (
            "Стороны согласились создать рабочую группу.",
            [("undertake", "commitment", "согласились", "создать рабочую группу")],
        ),
        # what is said is looked through
        (
            "Министры заявили, что выступают против санкций.",
            [("concern", "none", "заявили, что выступают против", "санкций")],
        ),
        ("Гирма сообщила, что мост открыт.", [("state", "none", "сообщила", "мост открыт")]),
        # coordination, with one subject and with two
        (
            "Министры отметили рост торговли и призвали продолжать диалог.",
            [("note", "none", "отметили", "рост торговли"), ("urge", "none", "призвали", "продолжать диалог")],
        ),
        (
            "Ардания готова направить экспертов, а Гирма предоставит оборудование.",
            [
                ("intend", "intention", "готова", "направить экспертов"),
                ("undertake", "commitment", "предоставит", "оборудование"),
            ],
        ),
        # gerunds act, circumstances don't
        (
            "Отметив важность вод, Стороны высказались за диалог.",
            [("note", "none", "Отметив", "важность вод"), ("support", "none", "высказались за", "диалог")],
        ),
        ("Опираясь на опыт, Стороны призвали к миру.", [("urge", "none", "призвали", "к миру")]),
        # without a subject
        ("Было отмечено, что торговля растёт.", [("note", "none", "Было отмечено", "торговля растёт")]),
        (
            "Достигнута договорённость о создании фонда.",
            [("undertake", "commitment", "Достигнута договорённость", "о создании фонда")],
        ),
        ("Условились учредить фонд.", [("undertake", "commitment", "Условились", "учредить фонд")]),
        ("Будет создан совместный фонд.", [("undertake", "commitment", "Будет", "создан совместный фонд")]),
        # order
        (
            "Серьёзную обеспокоенность Министры выразили в связи с засухой.",
            [("concern", "none", "обеспокоенность Министры выразили", "в связи с засухой")],
        ),
        ("Обсудили мы и развитие туризма.", [("discuss", "none", "Обсудили", "развитие туризма")]),
        (
            "Порядок работы Стороны согласуют в течение года.",
            [("undertake", "commitment", "согласуют", "Порядок работы | в течение года")],
        ),
        # the future binds
        (
            "Стороны будут и впредь обмениваться опытом.",
            [("undertake", "commitment", "будут", "и впредь обмениваться опытом")],
        ),
        ("Мы должны действовать сообща.", [("undertake", "commitment", "должны", "действовать сообща")]),
        (
            "Государства региона должны действовать сообща.",
            [("urge", "none", "должны", "Государства региона | действовать сообща")],
        ),
        # embedded clauses are none
        (
            "Министры приветствовали форум, который проведёт Гирма.",
            [("welcome", "none", "приветствовали", "форум, который проведёт Гирма")],
        ),
        (
            "Министры отметили, что торговля растёт, и призвали её развивать.",
            [("note", "none", "отметили", "торговля растёт"), ("urge", "none", "призвали", "её развивать")],
        ),
        # denied
        ("Стороны не поддерживают санкции.", [("concern", "none", "не поддерживают", "санкции")]),
        # no act of the speakers
        ("За два года построено четыре моста.", []),
        ("Стороны развивают сотрудничество.", []),
        # for and against
        (
            "Стороны выступают за мир и против насилия.",
            [("support", "none", "выступают за", "мир"), ("concern", "none", "против", "насилия")],
        ),
    ],
)
def test_a_sentence_is_read(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert provisions(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Министры приветствовали это.", ALL),
        ("Министры Ардании и Гирмы приветствовали форум.", {"Республика Ардания", "Княжество Гирма"}),
        ("Арданийская сторона приветствовала форум.", {"Республика Ардания"}),
        ("Министр иностранных дел Белории приветствовал форум.", {"Республика Белория"}),
        ("О своей готовности помочь заявляет и Гирма.", {"Княжество Гирма"}),
        ("Ими принято решение создать фонд.", ALL),
    ],
)
def test_the_speaker_is_found(sentence: str, who: set[str]) -> None:
    assert speakers(sentence) == [who]


def test_the_others_are_those_who_did_not_speak_before() -> None:
    assert speakers("Гирма сообщила о реформах; остальные Стороны приветствовали это.") == [
        {"Княжество Гирма"},
        {"Республика Ардания", "Республика Белория"},
    ]


def test_items_take_class_and_speaker_from_their_lead_in() -> None:
    found = _read("Ардания и Гирма договорились:\nа) ежегодно проводить форум;\nб) создание общего фонда.")
    assert [(p.act, p.quote, content) for p, content in found] == [
        ("undertake", "проводить", "ежегодно | форум"),
        ("undertake", "создание", "общего фонда"),
    ]
    assert {frozenset(p.speaker) for p, _ in found} == {frozenset({"Республика Ардания", "Княжество Гирма"})}


def test_ye_and_yo_read_alike() -> None:
    assert provisions("Стороны учтут её мнение.") == [("undertake", "commitment", "учтут", "её мнение")]
    with_yo, without = (provisions(f"Министры подч{e}ркивают важность диалога.") for e in "ёе")
    assert [row[0] for row in with_yo] == [row[0] for row in without] == ["stress"]


def test_a_bracket_that_never_closes_does_not_hold_the_reader_up() -> None:
    assert speakers("Министры (далее Ардании приветствовали форум.") in ([ALL], [], [{"Республика Ардания"}])
