# ruff: noqa: E501
"""Language versions beside each other: properties that hold for any texts, and an example of each difference."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import taiwa
from taiwa.comparing.naming import paired_parties
from taiwa.comparing.sentences import Side
from taiwa.lexicon.figures import figures
from taiwa.lexicon.idioms import clauses, habits
from taiwa.lexicon.meanings_in import equivalents, meanings_in
from taiwa.lexicon.sounds import alike, skeleton
from taiwa.model import Flag, Pairing, Reading
from taiwa.model.parity import EVIDENCE, FLAGS
from tests.inventing import statements

SAMPLES = Path(__file__).parent.parent / "taiwa" / "samples"
HEAD = {
    "en": "Joint Statement\n\nThe Ministers of Foreign Affairs of Arlemont, Brisa and Corvania met on 3 May 2030.\n\n",
    "ja": "共同声明\n\nアルレモン共和国、ブリサ王国及びコルヴァニア連邦の外相は、2030年5月3日に会合を行った。\n\n",
    "ru": "Совместное заявление\n\nМинистры иностранных дел Арлемона, Брисы и Корвании встретились 3 мая 2030 года.\n\n",
}
SAYINGS = {
    "welcome": {
        "en": "The Ministers welcomed the opening of the northern port.",
        "ja": "外相は、北港の開港を歓迎した。",
        "ru": "Министры приветствовали открытие северного порта.",
    },
    "undertake": {
        "en": "The Ministers decided to set up a working group on fisheries by 2031.",
        "ja": "外相は、漁業に関する作業部会を2031年までに設置することを決定した。",
        "ru": "Министры приняли решение создать рабочую группу по рыболовству до 2031 года.",
    },
    "concern": {
        "en": "The Ministers expressed concern about the loss of sea ice.",
        "ja": "外相は、海氷の減少に懸念を表明した。",
        "ru": "Министры выразили обеспокоенность сокращением морского льда.",
    },
    "urge": {
        "en": "The Ministers called on all States to share observation data.",
        "ja": "外相は、全ての国に対し、観測データを共有するよう求めた。",
        "ru": "Министры призвали все государства обмениваться данными наблюдений.",
    },
    "stress": {
        "en": "The Ministers stressed the importance of education for young researchers.",
        "ja": "外相は、若手研究者の教育の重要性を強調した。",
        "ru": "Министры подчеркнули важность образования молодых исследователей.",
    },
}
LANGUAGES = ("ja", "en", "ru")
orders = st.lists(st.sampled_from(sorted(SAYINGS)), min_size=1, max_size=6, unique=True)


@cache
def sample(number: int, language: str) -> Reading:
    return taiwa.read(SAMPLES / f"kitanagi-{number}-{language}.txt")


def text(kinds: list[str], language: str) -> str:
    return HEAD[language] + "\n\n".join(SAYINGS[kind][language] for kind in kinds) + "\n"


def version(kinds: list[str], language: str) -> Reading:
    return taiwa.read_text(text(kinds, language), language=language, name=f"invented-{language}")


def beside(left: Reading, right: Reading) -> Pairing:
    return taiwa.parity(left, right).pairings[0]


def alarms(pairing: Pairing) -> list[Flag]:
    return [flag for each in pairing.counterparts for flag in each.alarms]


# --- properties ---------------------------------------------------------------------------------------------------


@given(statements())
@settings(max_examples=25, deadline=None)
def test_a_text_beside_itself_differs_nowhere(written: str) -> None:
    reading = taiwa.read_text(written, language="ja")
    pairing = beside(reading, reading)
    assert all(each.left == each.right and not each.flags for each in pairing.counterparts)
    assert pairing.flags == ()


@given(orders, orders, st.sampled_from(list(combinations(LANGUAGES, 2))))
@settings(max_examples=25, deadline=None)
def test_turning_the_versions_round_turns_the_sides_round(
    ours: list[str], theirs: list[str], pair: tuple[str, str]
) -> None:
    left, right = version(ours, pair[0]), version(theirs, pair[1])
    there, back = beside(left, right), beside(right, left)
    assert {(c.left, c.right, c.confidence) for c in there.counterparts} == {
        (c.right, c.left, c.confidence) for c in back.counterparts
    }
    assert sorted((f.kind, f.left, f.right, f.left_spans, f.right_spans) for f in alarms(there)) == sorted(
        (f.kind, f.right, f.left, f.right_spans, f.left_spans) for f in alarms(back)
    )
    assert sorted(there.parties) == sorted((one, other) for other, one in back.parties)
    assert beside(left, right) == there


@given(orders, orders)
@settings(max_examples=25, deadline=None)
def test_everything_of_either_side_is_in_one_counterpart(ours: list[str], theirs: list[str]) -> None:
    left, right = version(ours, "ja"), version(theirs, "en")
    pairing = beside(left, right)
    for reading, ids in (
        (left, [name for each in pairing.counterparts for name in each.left]),
        (right, [name for each in pairing.counterparts for name in each.right]),
    ):
        assert sorted(ids) == sorted(thing.id for thing in Side(reading, {}).things)
    assert all(0 <= each.confidence <= 1 and set(each.evidence) <= set(EVIDENCE) for each in pairing.counterparts)
    assert all(flag.kind in FLAGS for each in pairing.counterparts for flag in each.flags)


@given(orders.filter(lambda kinds: len(kinds) > 1), st.sampled_from(list(combinations(LANGUAGES, 2))))
@settings(max_examples=25, deadline=None)
def test_what_both_versions_say_is_no_alarm_and_what_one_lacks_is(kinds: list[str], pair: tuple[str, str]) -> None:
    assert alarms(beside(version(kinds, pair[0]), version(kinds, pair[1]))) == []
    lacking = beside(version(kinds, pair[0]), version([*kinds[:-1]], pair[1]))
    assert [(flag.kind, flag.left, flag.right) for flag in alarms(lacking)] == [("missing", (kinds[-1],), ())]


# --- the samples --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", list(combinations(LANGUAGES, 2)), ids="-".join)
def test_clean_samples_raise_few_alarms(pair: tuple[str, str]) -> None:
    counterparts = [
        each for number in (1, 2) for each in beside(sample(number, pair[0]), sample(number, pair[1])).counterparts
    ]
    assert sum(bool(each.alarms) for each in counterparts) <= 0.05 * len(counterparts)
    assert sum(bool(each.left and each.right) for each in counterparts) >= 0.95 * len(counterparts)


CHANGES = {
    "force": ("The Ministers urged all ship operators", "The Ministers thanked all ship operators", "force"),
    "number": ("to 200 persons", "to 300 persons", "scope"),
    "date": ("by March 2031", "by May 2031", "scope"),
    "currency": ("30 million euros", "30 million dollars", "scope"),
    "amount": ("30 million euros", "30 billion euros", "scope"),
    "party": (
        "efforts of the people of the Principality of Murden",
        "efforts of the people of the Kingdom of Orik",
        "scope",
    ),
    "entity": (", including the United Nations Convention on the Law of the Sea", "", "scope"),
    "speaker": (
        "The Minister of the Kingdom of Orik announced",
        "The Minister of the Yuska Federation announced",
        "speaker",
    ),
    "followup": ("agreed to establish the", "agreed on the importance of the", "followup"),
    "missing": ("The Ministers pledged to further expand practical cooperation under the Dialogue. ", "", "missing"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("other", ["ja", "ru"])
def test_a_discrepancy_is_flagged_where_it_is(change: str, other: str) -> None:
    before, after, kind = CHANGES[change]
    english = sample(2, "en").source.text
    assert english.count(before) == 1
    edited = taiwa.read_text(english.replace(before, after), language="en", name="edited")
    found = alarms(beside(edited, sample(2, other)))
    assert kind in {flag.kind for flag in found}
    assert len({flag.right_spans for flag in found}) <= 3


def test_idioms_are_shown_and_tolerated() -> None:
    pairing = beside(sample(2, "ja"), sample(2, "en"))
    shown = {found.name for each in pairing.counterparts for found in each.idioms}
    assert {"confirmed-reaffirmed", "appreciated"} <= shown
    # "would strive" is read as a promise, 努める as an intention.
    tolerated = [flag for each in pairing.counterparts for flag in each.flags if flag.tolerated == "strove"]
    assert {flag.kind for flag in tolerated} == {"class", "force", "followup"}
    assert alarms(pairing) == []


def test_parties_are_paired_by_sound_and_place() -> None:
    names = paired_parties(sample(2, "ja"), sample(2, "en"))
    assert names["ネルヴァス共和国"] == "Republic of Nervas"
    assert len(names) == 5


def test_the_facts_of_the_texts_are_compared() -> None:
    english = sample(2, "en").source.text.replace("On 8 June 2029", "On 9 June 2029")
    pairing = beside(taiwa.read_text(english, language="en"), sample(2, "ja"))
    assert [(flag.subject, flag.left, flag.right) for flag in pairing.flags] == [
        ("fact", ("date 2029-06-09",), ("date 2029-06-08",))
    ]


# --- which version binds ------------------------------------------------------------------------------------------


def test_an_unmarked_text_prevails_over_a_translation_and_the_caller_knows_better() -> None:
    left, right = sample(2, "ja"), sample(2, "en")
    assert beside(left, right).prevails == "right"
    assert beside(right, left).prevails == "left"
    assert beside(left, right).left_standing.authority == "provisional"
    told = taiwa.parity(left, right, authorities={"ja": "authentic", "en": "unofficial"}).pairings[0]
    assert (told.prevails, told.left_standing.authority) == ("left", "authentic")


def test_a_clause_on_authority_decides() -> None:
    clause = "\n\nDone in Japanese and English; in case of divergence, the English text shall prevail.\n"
    english = taiwa.read_text(text(["welcome"], "en") + clause, language="en")
    assert beside(version(["welcome"], "ja"), english).prevails == "right"
    both = taiwa.read_text(text(["welcome"], "en") + "\n\nBoth texts are equally authentic.\n", language="en")
    assert beside(version(["welcome"], "ja"), both).prevails == "both"


# --- what signs are made of ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("ja", "総額3,000万ユーロを２０３１年３月までに", {("number", "30000000"), ("currency", "EUR"), ("number", "2031"), ("month", "3")}),
        ("ja", "1億2,000万人が一致した", {("number", "120000000")}),
        ("ja", "令和6年の三か国", {("number", "2024"), ("number", "3")}),
        ("en", "a total of 30 million euros by March 2031", {("number", "30000000"), ("currency", "EUR"), ("number", "2031"), ("month", "3")}),
        ("en", "we may hold the Fourth Meeting, and march on", {("number", "4")}),
        ("en", "1,200 persons at 1.25 dollars a day", {("number", "1200"), ("number", "1.25"), ("currency", "USD")}),
        ("ru", "30 млн евро до марта 2031 года", {("number", "30000000"), ("currency", "EUR"), ("number", "2031"), ("month", "3")}),
        ("ru", "30 000 человек на четвёртой встрече", {("number", "30000"), ("number", "4")}),
    ],
)  # fmt: skip
def test_figures_are_the_same_in_every_language(language: str, written: str, expected: set[tuple[str, str]]) -> None:
    assert {(found.kind, found.value) for found in figures(written, language)} == expected


@pytest.mark.parametrize(
    "spellings",
    [("ドルセア", "Dorsea", "Дорсея"), ("ネルヴァス", "Nervas", "Нервас"), ("ミュルデン", "Murden", "Мюльден"), ("オーリク", "Orik", "Орик")],
)  # fmt: skip
def test_names_sound_alike_in_every_script(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(spelling) for spelling in spellings}) == 1
    assert alike(spellings[0], "Yuska") < 0.8


def test_every_example_of_the_lexicon_holds_its_words() -> None:
    for habit in habits():
        assert set(habit.words) == set(LANGUAGES)
        for language, words in habit.words.items():
            for word, example in words.items():
                assert word in example.lower(), (habit.name, word)
                assert habit.word_in(example, language)
    assert all(clause.words in clause.example for clause in clauses())


def test_every_common_word_is_found_in_its_language() -> None:
    for meaning, row in equivalents().items():
        assert set(row) == set(LANGUAGES)
        for language, words in row.items():
            for word in words:
                assert f"~{meaning}" in {spoken.concept for spoken in meanings_in(word, language)} or language == "ja"


def test_dollars_of_a_state_say_nothing_of_the_state() -> None:
    said = "The Ministers welcomed 12 million US dollars and US$3 million."
    side = Side(taiwa.read_text(HEAD["en"] + said, language="en"), {})
    signs = {each.sign for thing in side.things for each in thing.placed}
    assert ("currency", "USD") in signs
    assert ("party", "US") not in signs
