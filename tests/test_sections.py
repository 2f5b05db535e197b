"""Units of a text with spaces: labels between marks of layout, lists within a line, lines without a stop."""

from __future__ import annotations

import pytest

from taiwa.lexicon import lexicon
from taiwa.lexicon.spaced import SpacedLexicon
from taiwa.model import Source
from taiwa.reading.initial.sections import sections, sentences_of
from taiwa.reading.nouns import Unit
from taiwa.text import heal

LEX = lexicon("en")
assert isinstance(LEX, SpacedLexicon)


def units_of(text: str) -> list[tuple[str, str]]:
    work = heal(Source("text", "text/plain", "", text))
    return [(unit.kind, shown(work.text, unit)) for unit in sections(work, LEX)]


def shown(text: str, unit: Unit) -> str:
    return " ".join(text[unit.start : unit.end].split())


@pytest.mark.parametrize("label", ["17\\.", "**17.**", "17.", "(q)"])
def test_a_label_is_no_sentence(label: str) -> None:
    body = "The Ministers welcomed the plan and thanked the hosts."
    assert units_of(f"Joint Statement\n\n{label} {body}\n\n{label} {body}")[1:] == [("sentence", body)] * 2


def test_a_list_within_a_line_is_parted_at_its_semicolons() -> None:
    text = "Joint Statement\n\nThe Ministers will seek to: build a road; open a school; and mend the bridge."
    assert units_of(text)[1:] == [
        ("leadin", "The Ministers will seek to:"),
        ("item", "build a road;"),
        ("item", "open a school;"),
        ("item", "and mend the bridge."),
    ]


def test_a_semicolon_alone_makes_no_list() -> None:
    text = "Joint Statement\n\nThe Ministers noted one thing: the road is long; the bridge is old."
    assert [kind for kind, _ in units_of(text)[1:]] == ["sentence"]


def test_a_line_without_a_stop_above_a_bracketed_letter_is_a_leadin() -> None:
    text = "Resolution 4\n\nThe Council,\n\n1. Affirms the need\n\n(a) For a road;\n\n(b) For a bridge."
    assert [kind for kind, _ in units_of(text)][-3:] == ["leadin", "item", "item"]


def test_a_line_that_opens_with_we_is_no_title() -> None:
    assert units_of("We commit to train 500 nurses by 2030")[0][0] == "sentence"


@pytest.mark.parametrize("name", ["Mr. Maro", "J. R. Maro", "Dr. Lind"])
def test_the_stop_of_an_abbreviation_closes_no_sentence(name: str) -> None:
    text = f"They met {name} in Ostra. He thanked them."
    assert len(sentences_of(text, 0, len(text), LEX)) == 2


def test_a_sentence_goes_on_in_bold() -> None:
    first = "The Ministers of the five states of the coast reaffirmed, as they did last year, their support for a"
    units = units_of(f"Joint Statement\n\n{first}\n**sustainable ocean economy** and for clean ports.")
    assert units[1:] == [("sentence", f"{first} **sustainable ocean economy** and for clean ports.")]


def test_the_number_of_a_footnote_makes_no_heading_of_a_paragraph() -> None:
    text = (
        "Resolution 12 (2031)\n\nThe Council,\n\nHaving heard the statement of Norrholm, 17\n\n"
        "18 Other statements were heard in May.\n\nTaking note of the report, 19\n\n1. Requests a report."
    )
    assert [kind for kind, _ in units_of(text)[2:]] == ["sentence", "footnote", "sentence", "sentence"]


def test_a_date_at_a_line_end_opens_no_paragraph() -> None:
    line = "The Ministers of Norrholm and Veldora recalled the treaty on the ports of the strait of May\n16, 1996. "
    text = "Joint Statement\n\n" + line + "They welcomed the plan.\n"
    assert [unit for _, unit in units_of(text)[1:]] == [" ".join(line.split()), "They welcomed the plan."]


def test_an_item_that_ends_in_a_colon_is_no_leadin_of_the_next() -> None:
    text = "Joint Statement\n\nThe Ministers agreed to:\n\n(a) Open ports:\n\n(b) Build roads."
    assert [kind for kind, _ in units_of(text)[1:]] == ["leadin", "item", "item"]


def test_a_line_in_bold_under_a_leadin_is_a_heading() -> None:
    text = "Joint Statement\n\nThe Ministers intend to:\n\n1. **Ports**\n\n(a) open ports;\n\n(b) build roads.\n"
    assert ("heading", "**Ports**") in units_of(text)


def test_a_mark_of_layout_does_not_part_a_list_from_its_leadin() -> None:
    lead = "The terms include:\n\n-   The Ministers note deals, including:\n\n"
    text = f"Joint Statement\n\n{lead}<!-- -->\n\n-   Purchases of grain;\n"
    assert [kind for kind, _ in units_of(text)[1:]] == ["leadin", "leadin", "mark", "item"]
