"""Russian openings: units, case forms, and the facts of the texts in tests/gold/ru/openings."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taiwa.lexicon import lexicon
from taiwa.lexicon.cases import forms_of, plural_forms
from taiwa.lexicon.nominatives import GENITIVE, INSTRUMENTAL, PREPOSITIONAL, agreeing, nominatives, person_in_nominative
from taiwa.lexicon.timetable import timetable_of
from taiwa.model import Source
from taiwa.reading import read_source
from taiwa.reading.free.incipit import read_incipit
from taiwa.reading.free.layout import layout
from taiwa.reading.nouns import Opening, Roll, Unit, renumber
from taiwa.text import Working, heal
from tests.facts_score import Check, checks, tallied

GOLD = Path(__file__).parent / "gold" / "ru" / "openings"
STEM = st.text("бвгдзклмнпрст", min_size=1, max_size=3).flatmap(
    lambda a: st.text("аеиоу", min_size=1, max_size=1).map(lambda b: (a + b).capitalize())
)
NAME = st.builds(
    lambda stem, end: stem + end, STEM, st.sampled_from(["ндар", "рия", "лма", "тея", "вель", "льск", "ро"])
)
# Pieces of which official texts are made, to be put together in any order.
PIECES = st.lists(
    st.sampled_from(
        [
            "Министры отметили рост торговли.",
            "12 сентября 2029 г. ",
            "г. Осмаль",
            "(далее – Стороны)",
            "Республика Лоствия",
            "Министр иностранных дел Республики Кушара М. Тельбай",
            "\n",
            "\n\n",
            "1. ",
            "а) ",
            "– ",
            "договорились:",
            "«Семь перевалов»",
            "И.И.Иванов",
            "...",
            ";",
            "под председательством ",
            "Мы, главы государств ",
            "СОВМЕСТНОЕ ЗАЯВЛЕНИЕ",
            "Срок: 2032 г.",
            "(",
            ")",
            "\u00a0",
        ]
    ),
    min_size=1,
    max_size=25,
)


def units_of(text: str) -> tuple[Working, tuple[Unit, ...]]:
    work = heal(Source("x", "text/plain", "", text))
    return work, renumber(layout(work, lexicon("ru")))


def told(text: str) -> tuple[Opening, Roll]:
    work, units = units_of(text)
    return read_incipit(work, units, lexicon("ru"))


def shown(text: str) -> list[tuple[str, str]]:
    work, units = units_of(text)
    return [(u.kind, work.text[u.start : u.end]) for u in units]


# --- units ---------------------------------------------------------------------------------------------------------


def test_a_stop_without_a_space_ends_a_sentence() -> None:
    assert shown("Министры отметили рост торговли.Они поручили экспертам подготовить доклад.") == [
        ("sentence", "Министры отметили рост торговли."),
        ("sentence", "Они поручили экспертам подготовить доклад."),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Председательствовал на встрече Л.Торманн.",
        "Министры встретились в г. Осмаль и приняли план.",
        "По приглашению И. И. Хольта, т.е. Председателя, стороны приняли план.",
        "Стороны внесут 5 млн. евро в Фонд им. Тревика.",
        "12 сентября 2029 г. Министры приняли план.",
        "Стороны приняли «Повестку. Общие цели» и план.",
    ],
)
def test_the_stops_of_shortened_words_end_no_sentence(sentence: str) -> None:
    assert shown(sentence) == [("sentence", sentence)]


def test_a_year_may_close_a_sentence() -> None:
    text = "Стороны завершат эту работу не позднее конца первого полугодия 2030 г. Министры поддержали её."
    assert [piece for _, piece in shown(text)] == [text[:71].rstrip(), text[71:]]


def test_items_hang_on_their_lead_in() -> None:
    _, units = units_of(
        "1. Стороны договорились:\n\nа) создать фонд;\n\nб) провести форум.\n\n2. Стороны приняли план.\n"
    )
    assert [u.kind for u in units] == ["leadin", "item", "item", "sentence"]
    assert [u.leadin for u in units] == [-1, 0, 0, -1]
    assert units[1].path == ("1", "а")
    assert units[3].path == ("2",)


def test_a_formula_before_numbered_paragraphs_is_no_lead_in() -> None:
    kinds = [
        kind for kind, _ in shown("Министры заявили о нижеследующем:\n\n1. Министры приняли план.\n\n2. Они рады.")
    ]
    assert kinds == ["sentence", "sentence", "sentence"]


def test_a_list_inside_a_sentence_is_parted() -> None:
    kinds = [kind for kind, _ in shown("Стороны решили: а) создать фонд; б) провести форум.")]
    assert kinds == ["leadin", "item", "item"]


def test_who_leads_and_by_when_is_an_attribute() -> None:
    text = "1.1. Проведение обследования. Ответственный: Ольтмар. Срок: 2032 г.\n\n1.2. Обмен данными.\n"
    assert [kind for kind, _ in shown(text)] == ["sentence", "attribute", "sentence"]


def test_the_clauses_of_a_preamble_are_units_of_their_own() -> None:
    text = "Мы, лидеры Икмара и Ровели,\n\nнапоминая о Хартии,\n\nзаявляем следующее:\n\n1. Мы привержены миру.\n"
    assert [kind for kind, _ in shown(text)] == ["sentence"] * 4


@given(PIECES)
@settings(deadline=None)
def test_units_hold_every_character_once(pieces: list[str]) -> None:
    text = "".join(pieces)
    work, units = units_of(text)
    held = [0] * len(work.text)
    for unit in units:
        for start, end in ((unit.start, unit.end), unit.label or (0, 0)):
            for i in range(start, end):
                held[i] += 1
    assert all(count == 1 or char.isspace() for count, char in zip(held, work.text, strict=True))
    assert max(held, default=0) <= 1
    read_incipit(work, units, lexicon("ru"))


# --- cases ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        (
            "Республика Селмара",
            {"Республики Селмара", "Республике Селмара", "Республику Селмара", "Республикой Селмара"},
        ),
        ("Вельдорская Федерация", {"Вельдорской Федерации", "Вельдорскую Федерацию", "Вельдорской Федерацией"}),
        ("Икмар", {"Икмара", "Икмару", "Икмаром", "Икмаре"}),
        ("Ровель", {"Ровели", "Ровелью", "Ровеля", "Ровелем"}),
        ("Островное Содружество Лоа", {"Островного Содружества Лоа", "Островным Содружеством Лоа"}),
        ("Тольмо", {"Тольмо"}),
    ],
)
def test_case_forms(name: str, forms: set[str]) -> None:
    assert forms <= forms_of(name)


@given(NAME)
@settings(deadline=None)
def test_a_name_is_a_form_of_itself_and_of_its_forms(name: str) -> None:
    forms = forms_of(name)
    assert name in forms
    assert all(name in nominatives(form) or form == name for form in forms if "ё" not in form)


def test_plural_terms_have_their_forms() -> None:
    assert {"Сторон", "Сторонам", "Сторонами", "Сторонах"} <= plural_forms("Стороны")
    assert {"Министров", "Министрам"} <= plural_forms("Министры")
    assert "Северобережных государств" in plural_forms("Северобережные государства")


@pytest.mark.parametrize(
    ("form", "case", "name"),
    [
        ("Мелихаре", PREPOSITIONAL, "Мелихар"),
        ("Казани", PREPOSITIONAL, "Казань"),
        ("Икмарполе", PREPOSITIONAL, "Икмарполь"),
        ("Осмаль", PREPOSITIONAL, "Осмаль"),
        ("Гирмы", GENITIVE, "Гирма"),
        ("Лоствии", GENITIVE, "Лоствия"),
    ],
)
def test_back_to_the_nominative(form: str, case: int, name: str) -> None:
    assert nominatives(form, case)[0] == name


@pytest.mark.parametrize(
    ("form", "case", "name"),
    [
        ("Лейлы Торманн", GENITIVE, "Лейла Торманн"),
        ("И. Хольта", GENITIVE, "И. Хольт"),
        ("Н. Рахимова", GENITIVE, "Н. Рахимов"),
        ("Анны Белецкой", GENITIVE, "Анна Белецкая"),
        ("Фомы Гжельского", GENITIVE, "Фома Гжельский"),
        ("Олафом Вейсом", INSTRUMENTAL, "Олаф Вейс"),
        ("Айсун Моради", GENITIVE, "Айсун Моради"),
        ("Эдит Моррен", -1, "Эдит Моррен"),
    ],
)
def test_people_in_the_nominative(form: str, case: int, name: str) -> None:
    assert person_in_nominative(form, case) == name


def test_adjectives_agree_with_their_noun() -> None:
    assert agreeing("Сардарской", "Республика") == "Сардарская"
    assert agreeing("Великого", "Княжество") == "Великое"
    assert agreeing("Гельским", "Союз") == "Гельский"
    assert agreeing("Большого", "коридор") == "Большой"


# --- times and sums ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "value", "shown"),
    [
        ("Стороны завершат работу до конца 2027 года.", "deadline", "2027", "до конца 2027 года"),
        ("Они удвоят торговлю к июню 2029 г.", "deadline", "2029-06", "к июню 2029 г."),
        ("Доклад будет внесён не позднее 1 марта 2032 года.", "deadline", "2032-03-01", "не позднее 1 марта 2032 года"),
        ("План рассчитан на 2029–2031 годы.", "date", "2029/2031", "2029–2031 годы"),
        ("Срок: II квартал 2032 г.", "date", "2032-06", "II квартал 2032 г."),
        ("Порядок согласуют в течение шести месяцев.", "period", None, "в течение шести месяцев"),
        ("Проект внесут в трёхмесячный срок.", "period", None, "в трёхмесячный срок"),
    ],
)
def test_times(text: str, kind: str, value: str | None, shown: str) -> None:
    found = timetable_of(lexicon("ru")).moments(text)
    assert [(m.kind, m.value, text[m.start : m.end]) for m in found] == [(kind, value, shown)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Лоствия внесёт 1,5 млрд долл. США.", "USD 1500000000"),
        ("Фонд получит 30 млн евро.", "EUR 30000000"),
        ("Взнос составит 12 000 рублей.", "RUB 12000"),
        ("Взнос составит $5 млн.", "USD 5000000"),
        ("Взнос составит сто тысяч евро.", "EUR 100000"),
    ],
)
def test_sums(text: str, value: str) -> None:
    assert [found.value for found in timetable_of(lexicon("ru")).amounts(text)] == [value]


# --- facts -----------------------------------------------------------------------------------------------------------


def test_names_hold_every_case_of_parties_and_terms() -> None:
    _, roll = told(
        "Министры иностранных дел Республики Лоствия и Королевства Дармен (далее – Министры) встретились в Осмале.\n\n"
        "1. Лоствийская сторона поблагодарила Дармен.\n"
    )
    assert roll.parties == ("Республика Лоствия", "Королевство Дармен")
    assert roll.names["Республикой Лоствия"] == roll.names["Лоствией"] == ("Республика Лоствия",)
    assert roll.names["Дармену"] == ("Королевство Дармен",)
    assert roll.names["Министрам"] == roll.parties
    assert roll.adjectives["лоствийской"] == "Республика Лоствия"


def test_registered_states_have_codes() -> None:
    opening, roll = told(
        "Министры иностранных дел Республики Казахстан, Кыргызской Республики и Японии провели встречу 5 мая 2041 г.\n"
    )
    assert roll.parties == ("KZ", "KG", "JP")
    assert roll.adjectives["казахстанская"] == "KZ"
    assert opening.statement.level == "foreign-ministers"


def test_an_organ_speaks_for_itself() -> None:
    _, roll = told("Генеральная конференция Лиги Пяти Морей,\n\nнапоминая о Хартии,\n\n1. призывает к миру.\n")
    assert roll.organ
    assert roll.parties == ("Генеральная конференция Лиги Пяти Морей",)
    assert roll.names["Конференция"] if "Конференция" in roll.names else roll.names["Генеральной конференции"]


def read(item: dict[str, Any]) -> list[Check]:
    opening, _ = told(item["text"])
    return list(checks(item, SimpleNamespace(statement=opening.statement, provisions=())))  # type: ignore[arg-type]


@pytest.mark.parametrize("item", json.loads((GOLD / "dev.json").read_text("utf-8")), ids=lambda item: item["name"])
def test_facts_of_the_openings(item: dict[str, Any]) -> None:
    assert [check for check in read(item) if not check.right] == []


def test_facts_of_the_held_openings_keep_their_share() -> None:
    """Pooled only: nobody looks at what is wrong in them."""
    found = [
        (item["name"], check) for item in json.loads((GOLD / "held.json").read_text("utf-8")) for check in read(item)
    ]
    right = sum(check.right for _, check in found)
    assert right / len(found) >= 0.95, tallied(found)


@pytest.mark.parametrize("item", json.loads((GOLD / "parties.json").read_text("utf-8")), ids=lambda i: i["text"][:30])
def test_all_parties_speak_where_openings_of_many_shapes_name_them(item: dict[str, Any]) -> None:
    """Every name of `parties` begins or ends one party, no other is found, and all speak in the last paragraph."""
    reading = read_source(Source("opening.txt", "text/plain", "", item["text"]))
    parties = list(reading.statement.parties)
    assert len(parties) == len(item["parties"])
    assert all(any(p.startswith(name) or p.endswith(name) for p in parties) for name in item["parties"])
    assert any(set(provision.speaker) == set(parties) for provision in reading.provisions)
