from __future__ import annotations

import pytest
from test_view_sample import empty, sample

from taiwa.model import Span
from taiwa.view.prose import heal, phrase, safe
from taiwa.view.tally import count


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("海上で相次ぐ\r\n　衝突", "海上で相次ぐ衝突"),
        ("第\n3回", "第3回"),
        ("the two\n  sides", "the two sides"),
        ("co-\noperation", "co-operation"),
        ("выразили\r\nготовность", "выразили готовность"),
        ("\n　前後　\n", "前後"),
        ("", ""),
        ("\n", ""),
    ],
)
def test_heal(text: str, shown: str) -> None:
    assert heal(text) == shown


def test_controls_are_made_harmless() -> None:
    assert safe("a\x1b[31mb\tc\u202ed\x9b") == "a\ufffd[31mb c\ufffdd\ufffd"


def test_phrase_keeps_the_order_of_the_text() -> None:
    text = "The Ministers welcomed the report of the chair"
    assert list(phrase(text, Span(14, 22), (Span(23, 46),))) == [
        ("anchor", "welcomed"),
        ("between", " "),
        ("content", "the report of the chair"),
    ]


def test_phrase_cuts_content_around_an_anchor_and_shortens_a_long_gap() -> None:
    text = "abcdefghij" + "x" * 40 + "klm"
    assert list(phrase(text, Span(2, 4), (Span(0, 10), Span(50, 53)))) == [
        ("content", "ab"),
        ("anchor", "cd"),
        ("content", "efghij"),
        ("between", " … "),
        ("content", "klm"),
    ]


def test_phrase_of_every_sample_provision_holds_its_anchor() -> None:
    for provision in sample().provisions:
        words = list(phrase(sample().source.text, provision.anchor, provision.content))
        assert ("anchor", provision.quote) in words


def test_share_read() -> None:
    assert count(empty()).share_read == 0
    assert 0.9 < count(sample()).share_read < 1
