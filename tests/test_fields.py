"""Policy fields: the phrases of the lexicon, the weighing, and how often invented contents are placed right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from taiwa.lexicon import lexicon
from taiwa.model import Source
from taiwa.reading import read_source
from taiwa.reading.fields import MOST, Fields
from taiwa.reading.nouns import Unit

NAMES = """
dialogue trade investment development-finance supply-chains economic-security macroeconomy infrastructure transport
energy water digital science-technology agriculture-food health education labour-migration climate environment
disaster-risk tourism culture-exchange parliament border-management crime-drugs counter-terrorism conflict
non-proliferation international-order human-rights humanitarian governance relations other
"""
FIELDS = frozenset(NAMES.split())
CONTENTS = json.loads((Path(__file__).parent / "gold/ja/fields.json").read_text(encoding="utf-8"))


def entries() -> list[tuple[str, str, str]]:
    """(field, phrase, example) of every field phrase of the Japanese lexicon."""
    found = [e for e in lexicon("ja").entries if e.meaning.startswith("field.")]
    return [(e.meaning.split(".")[1], e.phrase, e.example) for e in found]


def fields_of(content: str, heading: str | None) -> tuple[str, ...]:
    """Fields of one content under a heading, as if it were an item of a text."""
    text = f"{heading or ''}\n{content}"
    start = len(heading or "") + 1
    units = [Unit("item", start, len(text))]
    if heading:
        units.insert(0, Unit("heading", 0, len(heading)))
    return Fields(text, lexicon("ja"), units).of(((start, len(text)),), units[-1])


def read(text: str) -> list[tuple[str, ...]]:
    """Fields of each provision of a text."""
    return [p.fields for p in read_source(Source("text.txt", "text/plain", "", text)).provisions]


def test_fields_are_those_of_the_manual() -> None:
    assert {field for field, _, _ in entries()} <= FIELDS


def test_each_phrase_wins_in_its_example() -> None:
    lost = []
    for field, phrase, example in entries():
        signs = Fields(example, lexicon("ja")).signs
        if not any(example[s.start : s.end] == phrase and s.field == field for s in signs):
            lost.append((field, phrase, example))
    assert not lost


def test_no_phrase_stands_twice_or_is_a_single_letter() -> None:
    phrases = [phrase for _, phrase, _ in entries()]
    assert len(phrases) == len(set(phrases))
    assert all(len(phrase) > 1 for phrase in phrases)


@pytest.mark.parametrize(("held", "floor"), [(False, 0.95), (True, 0.9)])
def test_invented_contents_find_their_main_field(held: bool, floor: float) -> None:
    items = [item for item in CONTENTS if item["held"] is held]
    hits = [item["fields"][0] in fields_of(item["content"], item["heading"]) for item in items]
    assert sum(hits) / len(hits) >= floor


def test_invented_contents_cover_all_fields() -> None:
    assert {field for item in CONTENTS for field in item["fields"]} >= FIELDS - {"other"}


def test_a_content_that_points_back_takes_over_the_fields_before() -> None:
    text = "1 閣僚は、小麦の輸入の安定を確認した。閣僚は、これを歓迎した。\n\n2 閣僚は、ワクチンの分配を歓迎した。\n"
    first, second, third = read(text)
    assert second[0] == first[0] == "agriculture-food"
    assert third[0] == "health"


def test_a_heading_places_a_content_without_signs() -> None:
    assert fields_of("成功事例を学び合っていくこと", "観光") == ("tourism",)


def test_without_any_sign_it_is_relations() -> None:
    assert fields_of("そのこと", None) == ("relations",)


def test_the_head_of_the_object_counts_less_than_what_it_is_about() -> None:
    assert fields_of("ワクチンに関する首脳会合", None)[0] == "health"


def test_at_most_three_fields() -> None:
    content = "ワクチン、観光、関税、地震、原油、奨学金及び麻薬"
    assert len(fields_of(content, None)) <= MOST


@pytest.mark.parametrize("content", ["マルガスカの提案", "RAILの提案"])
def test_no_phrase_is_cut_from_a_longer_word(content: str) -> None:
    assert fields_of(content, None) == ("relations",)


def english(content: str, before: str = "") -> tuple[str, ...]:
    """Fields of one English content behind a sentence of the same paragraph."""
    text = f"{before} {content}".strip()
    start = len(text) - len(content)
    units = [Unit("sentence", start, len(text))]
    if before:
        units.insert(0, Unit("sentence", 0, len(before)))
    return Fields(text, lexicon("en"), units).of(((start, len(text)),), units[-1])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_fields_of_other_languages_are_those_of_the_manual(language: str) -> None:
    found = {e.meaning.split(".")[1] for e in lexicon(language).entries if e.meaning.startswith("field.")}
    assert found <= FIELDS


@pytest.mark.parametrize(
    ("content", "main"),
    [
        ("the widening of quotas for the catch of herring", "agriculture-food"),
        ("a ferry line between the two harbours", "transport"),
        ("to carry out training for harbour masters", "education"),
        ("tax administrations that exchange what they know", "macroeconomy"),
        ("to freeze the assets of sanctioned persons", "economic-security"),
        ("debt relief for the poorest countries", "development-finance"),
        ("the reprocessing of fissile materials", "non-proliferation"),
        ("free elections under observers", "governance"),
        ("the shelling of the port of Ruvenna", "conflict"),
        ("to rescue those whom the mudslides buried", "disaster-risk"),
        ("the water levels of the tributaries", "water"),
        ("choirs and orchestras of the two towns", "culture-exchange"),
    ],
)
def test_english_contents_find_their_main_field(content: str, main: str) -> None:
    assert english(content)[0] == main


def test_in_english_a_content_without_signs_takes_over_what_stands_before() -> None:
    assert english("these steps", "The Ministers discussed the vaccination of children.")[0] == "health"


def test_the_theme_of_a_text_speaks_where_nothing_near_does() -> None:
    paragraphs = [
        "The Council deplores the shelling of Ruvenna.",
        "It calls for a cease-fire.",
        "It requests the Secretary-General to report.",
    ]
    text = "\n".join(paragraphs)
    starts = [text.index(p) for p in paragraphs]
    units = [
        Unit("sentence", s, s + len(p), paragraph=i) for i, (s, p) in enumerate(zip(starts, paragraphs, strict=True))
    ]
    assert Fields(text, lexicon("en"), units).of(((starts[2] + 12, len(text)),), units[-1]) == ("conflict",)


def test_names_of_bodies_do_not_hide_what_is_agreed_with_them() -> None:
    assert english("the vaccination programme of the European Union")[0] == "health"
