"""Working text: widths folded, wraps healed, furniture aside, and every place leads back to the source."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inventing import statements

from taiwa.model import Block, Source, Span
from taiwa.text import fold, heal, marker

STEADY = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
WIDE = 40 * "協"


def source(text: str, *blocks: Block) -> Source:
    return Source("text", "text/plain", "", text, blocks=blocks)


def healed(text: str) -> list[str]:
    return heal(source(text)).text.splitlines()


# --- places ---------------------------------------------------------------------------------------------------


@settings(STEADY, max_examples=150)
@given(st.one_of(statements(), st.text(max_size=150)))
def test_places_only_go_forward_and_stay_in_the_source(text: str) -> None:
    work = heal(source(text))
    assert len(work.starts) == len(work.ends) == len(work.text)
    assert all(0 <= start <= end <= len(text) for start, end in zip(work.starts, work.ends, strict=True))
    assert all(one <= other for one, other in pairwise(work.starts))
    assert all(one <= other for one, other in pairwise(work.ends))


@settings(STEADY, max_examples=150)
@given(st.one_of(statements(), st.text(max_size=150)))
def test_every_place_leads_back_to_its_character(text: str) -> None:
    work = heal(source(text))
    for at, char in enumerate(work.text):
        there = text[work.starts[at] : work.ends[at]]
        if char.isspace():
            assert all(c.isspace() or unicodedata.category(c) == "Cf" for c in unicodedata.normalize("NFKC", there))
        else:
            assert char in unicodedata.normalize("NFKC", there) or fold(there) == char or char in "、。"


@settings(STEADY, max_examples=100)
@given(statements())
def test_nothing_but_blanks_is_lost_between_the_places(text: str) -> None:
    work = heal(source(text))
    kept = {place for start, end in zip(work.starts, work.ends, strict=True) for place in range(start, end)}
    kept |= {place for span in work.furniture for place in range(*span)}
    lost = {char for place, char in enumerate(text) if place not in kept}
    assert all(char.isspace() for char in lost)


@settings(STEADY, max_examples=100)
@given(statements())
def test_paragraphs_are_in_order_and_end_in_a_line_end(text: str) -> None:
    work = heal(source(text))
    for one, other in pairwise(work.paragraphs):
        assert one.end < other.start or one.end + 1 == other.start
    assert all(work.text[p.end] == "\n" and p.start < p.end for p in work.paragraphs)


@settings(STEADY, max_examples=300)
@given(st.text(max_size=80))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_character_of_several_letters_is_one_place() -> None:
    work = heal(source("３㌔の航路"))
    assert work.text == "3キロの航路\n"
    assert [work.source_span(at, at + 1) for at in (1, 2, 3)] == [Span(1, 2), Span(1, 2), Span(2, 3)]
    assert "".join(work.original(at) for at in range(6)) == "３㌔の航路"


def test_a_mark_joins_the_letter_it_can_join_and_no_other() -> None:
    assert heal(source("ｶﾞｽ")).text == "ガス\n"
    work = heal(source("歓迎した。ﾞまた、"))
    assert [work.source_span(at, at + 1) for at in (4, 5)] == [Span(4, 5), Span(5, 6)]


# --- folding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０２９年，東京．", "2029年、東京。"),
        ("約1,200万人", "約1,200万人"),
        ("（ＩＭＯ）", "(IMO)"),
        ("3.5％", "3.5%"),
        ("東京,大阪", "東京、大阪"),
        ("A, B", "A, B"),
        ("平和〜繁栄", "平和~繁栄"),
    ],
)
def test_widths_and_stops_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


# --- wraps ----------------------------------------------------------------------------------------------------


def test_wraps_are_joined_where_the_text_has_an_edge() -> None:
    text = f"閣僚は、{WIDE[:36]}\n{WIDE}\n{WIDE}\n{WIDE}\n{WIDE[:9]}を歓迎した。\n双方は、一致した。\n"
    assert healed(text) == [f"閣僚は、{WIDE[:36]}{WIDE * 3}{WIDE[:9]}を歓迎した。", "双方は、一致した。"]


def test_blank_lines_between_wraps_mean_nothing() -> None:
    text = "\n\n".join([f"閣僚は、{WIDE[:36]}", WIDE, WIDE, WIDE, f"{WIDE[:20]}を歓迎した。"])
    assert len(healed(text)) == 1


def test_lines_of_an_unwrapped_text_stay_apart() -> None:
    assert healed("共同声明\n\n協力の強化\n閣僚は、進展を歓迎した。\n次の課題\n双方は、一致した。\n") == [
        "共同声明",
        "協力の強化",
        "閣僚は、進展を歓迎した。",
        "次の課題",
        "双方は、一致した。",
    ]


@pytest.mark.parametrize("digits", ["２０２|９年", "202|9年", "１，２|００万人"])
def test_a_number_parted_by_a_wrap_is_one_again(digits: str) -> None:
    left, right = digits.split("|")
    text = "\n".join(
        [WIDE, WIDE, WIDE, WIDE[: 40 - len(left)] + left, right + WIDE[: 40 - len(right)], WIDE + "した。"]
    )
    assert unicodedata.normalize("NFKC", left + right) in heal(source(text)).text


def test_latin_words_keep_their_space() -> None:
    wide = "The ministers of the two states met in the city and agreed on it"
    text = "\n".join([wide, wide, wide, wide, "to do more."])
    assert healed(text) == [" ".join([wide, wide, wide, wide, "to do more."])]


def test_an_item_does_not_join_the_line_above() -> None:
    assert healed("双方は、次の点で一致した。\n・研修の実施\n・会合の開催\n(1) 対話、\n(2) 協議\n")[1:] == [
        "・研修の実施",
        "・会合の開催",
        "(1) 対話、",
        "(2) 協議",
    ]


# --- furniture --------------------------------------------------------------------------------------------------


def test_page_numbers_are_set_aside_and_cut_a_span() -> None:
    lines = [WIDE, WIDE, WIDE, f"{WIDE[:30]}研修を二千二十八年", "１", "度から実施する。", WIDE, WIDE]
    text = "\n".join(lines)
    work = heal(source(text))
    assert [text[span.start : span.end] for span in work.furniture] == ["１"]
    at = work.text.index("年度")
    assert len(work.source_spans(at, at + 2)) == 2


def test_blocks_of_a_container_are_paragraphs() -> None:
    text = "共同声明\n協力\n閣僚は、\n進展を歓迎した。\n- 1 -"
    spans = [Span(0, 4), Span(5, 7), Span(8, 21), Span(22, 27)]
    kinds = ["title", "heading", "paragraph", "furniture"]
    blocks = [Block(span, kind) for span, kind in zip(spans, kinds, strict=True)]
    work = heal(source(text, *blocks))
    assert [p.kind for p in work.paragraphs] == ["title", "heading", "paragraph"]
    assert work.furniture == (Span(22, 27),)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1 閣僚は", "1 "),
        ("(1) 閣僚は", "(1) "),
        ("1.2 閣僚は", "1.2 "),
        ("・閣僚は", "・"),
        ("①閣僚は", "①"),
        ("第三章 協力", "第三章 "),
        ("ア 閣僚は", "ア "),
        ("(a) 閣僚は", "(a) "),
        ("2029年の会合", None),
        ("3月の会合", None),
        ("閣僚は", None),
        ("Action", None),
    ],
)
def test_numbers_and_bullets_are_known(text: str, label: str | None) -> None:
    found = marker(text)
    assert (text[: found[0]] if found else None) == label
