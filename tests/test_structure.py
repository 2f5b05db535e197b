"""The parts of a text: what is a title, a heading, a label, a lead-in, an item, a sentence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from inventing import statements

from taiwa.lexicon import lexicon
from taiwa.model import Source
from taiwa.reading.final.structure import parts, sentences
from taiwa.reading.nouns import Unit, renumber
from taiwa.text import Working, heal

STEADY = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))

STATEMENT = """（仮訳）
第３回外相会合　共同声明

閣僚は、次のとおり表明した。

Ⅰ　経済
1　閣僚は、貿易（物品を含む。）の拡大を歓迎した。また、投資を促進することで一致した。
2　閣僚は、次の点で一致した。
（1）研修の実施
（2）会合の開催
　担当：オルタ国
Ⅱ　安全保障
双方は、対話を継続する。
（注）仮の番号。
（了）
"""


def read(text: str) -> tuple[Working, tuple[Unit, ...]]:
    work = heal(Source("text", "text/plain", "", text))
    return work, renumber(parts(work, lexicon("ja")))


def shown(text: str) -> list[tuple[str, str]]:
    work, units = read(text)
    return [(unit.kind, work.text[unit.start : unit.end]) for unit in units]


def test_every_part_is_what_it_is() -> None:
    assert shown(STATEMENT) == [
        ("mark", "(仮訳)"),
        ("title", "第3回外相会合 共同声明"),
        ("sentence", "閣僚は、次のとおり表明した。"),
        ("heading", "経済"),
        ("sentence", "閣僚は、貿易(物品を含む。)の拡大を歓迎した。"),
        ("sentence", "また、投資を促進することで一致した。"),
        ("leadin", "閣僚は、次の点で一致した。"),
        ("item", "研修の実施"),
        ("item", "会合の開催"),
        ("attribute", "担当:オルタ国"),
        ("heading", "安全保障"),
        ("sentence", "双方は、対話を継続する。"),
        ("footnote", "(注)仮の番号。"),
        ("mark", "(了)"),
    ]


def test_a_part_knows_what_it_stands_under() -> None:
    _, units = read(STATEMENT)
    assert [unit.path for unit in units if unit.kind in ("item", "leadin")] == [
        ("Ⅰ", "2"),
        ("Ⅰ", "2", "1"),
        ("Ⅰ", "2", "2"),
    ]
    items = [unit for unit in units if unit.kind == "item"]
    assert {units[item.leadin].kind for item in items} == {"leadin"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一致した。歓迎した。", ["一致した。", "歓迎した。"]),
        ("貿易（物品を含む。）の拡大を歓迎した。", ["貿易（物品を含む。）の拡大を歓迎した。"]),
        ("「一つの海。」の理念を支持した。次に", ["「一つの海。」の理念を支持した。", "次に"]),
        ("一致した） 。歓迎した", ["一致した） 。", "歓迎した"]),
        ("本当か？そうだ！", ["本当か？", "そうだ！"]),
        ("", []),
    ],
)
def test_a_stop_in_brackets_ends_no_sentence(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == expected


def test_a_lead_in_without_items_is_a_sentence() -> None:
    assert shown("閣僚は、次の点で一致した。双方は、対話を継続する。\n双方は、協力を強化した。\n")[0][0] == "sentence"


@pytest.mark.parametrize("marks", ["・|・", "①|②", "(a) |(b) ", "ア　|イ　", "○|○", "1. |2. "])
def test_items_of_any_family_belong_to_their_lead_in(marks: str) -> None:
    one, other = marks.split("|")
    kinds = [kind for kind, _ in shown(f"双方は、以下を決定した。\n{one}研修の実施\n{other}会合の開催\n")]
    assert kinds == ["leadin", "item", "item"]


@settings(STEADY, max_examples=150)
@given(statements())
def test_parts_are_in_order_and_hold_every_character(text: str) -> None:
    work, units = read(text)
    at = 0
    for unit in units:
        start = unit.label[0] if unit.label else unit.start
        assert at <= start
        assert not work.text[at:start].strip()
        if unit.label:
            assert not work.text[unit.label[1] : unit.start].strip()
        assert unit.start < unit.end
        at = unit.end
    assert not work.text[at:].strip()


@settings(STEADY, max_examples=100)
@given(statements())
def test_an_item_points_at_a_lead_in_before_it(text: str) -> None:
    _, units = read(text)
    for at, unit in enumerate(units):
        if unit.leadin >= 0:
            assert unit.leadin < at
            assert units[unit.leadin].kind == ("item" if unit.kind == "attribute" else "leadin")
