from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.text import Text
from test_view_sample import empty, sample

from taiwa.model import Reading
from taiwa.view.labels import INTERFACES, labels_in
from taiwa.view.tally import summarise
from taiwa.view.terminal import as_terminal, summary_line
from taiwa.view.wrapping import breaks, wrap


def lines_of(text: str, width: int) -> list[str]:
    return [line.plain for line in wrap(Text(text), width)]


def test_japanese_breaks_between_characters_but_not_before_a_stop() -> None:
    assert lines_of("海上の安全、", 10) == ["海上の安", "全、"]
    assert lines_of("海上の「安全」", 8) == ["海上の", "「安全」"]


def test_words_of_other_scripts_stay_whole() -> None:
    assert lines_of("the two sides met", 9) == ["the two", "sides met"]
    assert lines_of("港湾のdigital化", 10) == ["港湾の", "digital化"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert lines_of("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert lines_of("。" * 9, 4) == ["。。", "。。", "。。", "。。", "。"]


def test_nothing_is_lost_in_wrapping() -> None:
    text = sample().source.text.replace("\n", "").replace("\r", "")
    for width in range(4, 40):
        places = [0, *breaks(text, width), len(text)]
        pieces = [text[start:end] for start, end in pairwise(places)]
        assert "".join(pieces) == text
        assert all(cell_len(piece.rstrip()) <= width for piece in pieces)


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("language", INTERFACES)
def test_no_line_is_wider_than_the_terminal(width: int, language: str) -> None:
    text = as_terminal(sample(), width=width, labels=labels_in(language))
    assert max(map(cell_len, text.splitlines())) <= width


def test_plain_has_no_escapes_and_sets_off_the_anchor() -> None:
    text = as_terminal(sample())
    assert "\x1b" not in text
    assert "‹議論し›" in text
    for provision in sample().provisions:
        assert provision.id in text


def test_colour_changes_no_words() -> None:
    coloured = as_terminal(sample(), colour=True)
    plain = as_terminal(sample()).replace("‹", "").replace("›", "")
    assert "\x1b[" in coloured
    words = "".join(Text.from_ansi(coloured).plain.split())
    assert words == "".join(plain.split())


def test_a_document_cannot_drive_the_terminal() -> None:
    reading = sample()
    evil = replace(reading, statement=replace(reading.statement, title="\x1b]0;owned\x07[bold]title[/bold]\nmore"))
    text = as_terminal(evil)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]title[/bold]more" in text or "[bold]title[/bold] more" in text


def test_follow_up_has_deadline_and_speakers() -> None:
    follow = as_terminal(sample()).split("To follow up")[1].split("Assertions")[0]
    assert "◆ p12 all 4" in follow
    assert "2032-03-31" in follow
    assert follow.count("◆") == 4
    assert follow.count("◇") == 2


@pytest.mark.parametrize("reading", [empty(), replace(empty(), segments=(), source=replace(empty().source, text=""))])
def test_a_reading_of_nothing(reading: Reading) -> None:
    text = as_terminal(reading)
    assert "No provision was found." in text
    assert "Nothing to follow up." in text


def test_summary_is_one_line() -> None:
    assert "\n" not in summary_line(summarise(sample()), labels_in("en"))
