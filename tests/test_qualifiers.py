"""Words that colour a provision: beside its predicate, and those that limit it wherever they stand."""

from __future__ import annotations

import pytest

import taiwa


@pytest.mark.parametrize(
    ("language", "words", "limits"),
    [
        ("en", "Joint Statement\n\nThe Ministers will consider, where possible, a joint fund.", ["where possible"]),
        ("en", "Joint Statement\n\nThe Ministers decided to share data as appropriate.", ["as appropriate"]),
        ("en", "Joint Statement\n\nThe Ministers decided to share data.", []),
        ("ja", "共同声明\n\n双方は、可能な場合には共同基金の設立を検討する。", ["可能な場合には"]),
        ("ru", "Совместное заявление\n\nСтороны решили по возможности обмениваться данными.", ["по возможности"]),
    ],
)
def test_what_limits_a_promise_is_kept_wherever_it_stands(language: str, words: str, limits: list[str]) -> None:
    (provision,) = taiwa.read_text(words, language=language).provisions
    found = [each for each in provision.qualifiers if each.effect == "limits"]
    assert [each.text for each in found] == limits
    assert [words[slice(*each.span)] for each in found] == limits
