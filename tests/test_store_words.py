"""Words as search knows them: their places in any text, what makes them the same, and what a database can keep."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taiwa.store.index import GAP, LAST_PLACE, MOST_PLACES, row_of_words, vector
from taiwa.store.words import tokens, words_of

PIECES = st.sampled_from(
    [
        *("協力", "ｶﾞｽ", "ガス", "か\u3099", "㌔", "㈱", "㍻", "ー", "々", "〇", "水", "𠮟", "\U0002b820", "・", "日本"),
        *("water", "İ", "ß", "ﬁ", "ΟΔΟΣ", "½", "é", "e\u0301", "x\u0304", "ŉ", "O’Brien's", "ＡＢＣ", "²", "ǅ", "Ⅷ"),
        *("ёж", "Е\u0308ж", "за\u0301мок", "Министры", "각", "각", "नि", "\u200d", "\u00ad", "\ud800", "\x00"),
        *("🤝", "👩‍👩‍👧", "\u202e", "'", '"', "_", "-", " ", "\n", "．", "2030", "３０"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_the_characters_of_a_word_are_that_word(text: str) -> None:
    last = 0
    for word, start, end in words_of(text):
        assert 0 <= start < end <= len(text)
        assert start >= last
        last = start
        assert word in tokens(text[start:end])


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_word_has_nothing_that_a_database_takes_for_more_than_a_word(text: str) -> None:
    for word in tokens(text):
        assert word
        assert not set(word) & set(" '\"\\:*()&|!<>\x00\n\t")
        assert len(word) <= 400
        word.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministers", "minister"), ("agreeing", "agreed"), ("Министров", "министры"), ("ёлка", "елка"),
        ("ｶﾞｽ", "ガス"), ("か\u3099", "が"), ("ＡＳＥＡＮ", "asean"), ("３０", "30"), ("O’Brien", "O'Brien"),
        ("country's", "country"), ("ОДОС㈱".partition("㈱")[0], "одос"), ("Е\u0308ж", "ёж"),
    ],
)  # fmt: skip
def test_what_differs_in_form_only_is_the_same(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_a_strange_character_elsewhere_changes_no_word() -> None:
    assert tokens("ΟΔΟΣ ㈱")[0] == tokens("ΟΔΟΣ")[0]


def test_places_beyond_what_both_databases_keep() -> None:
    words = ["a"] * (MOST_PLACES + 1) + [f"w{i}" for i in range(LAST_PLACE)]
    row, kept = row_of_words(words).split(" "), vector(words)
    assert row[:MOST_PLACES] == ["a"] * MOST_PLACES
    assert row[MOST_PLACES] == GAP
    last = f"w{LAST_PLACE - 1}"
    assert row[-3:] == [GAP, last, GAP]  # facets would follow
    assert f"'{last}'" in kept.split(" ")
    assert f":{LAST_PLACE} " in kept + " "
    assert len(vector([f"{i:0100}" for i in range(30_000)]).encode()) < 1_048_576
