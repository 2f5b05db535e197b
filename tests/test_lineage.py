"""How a wording goes through the editions of a forum, and whose it was before."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from taiwa import read_text
from taiwa.comparing import lineage
from taiwa.model import Edition, Thread

OPENING = (
    "Joint Statement\n\nThe Foreign Ministers of Japan, Kazakhstan and Uzbekistan (hereinafter referred to as “the"
    " Ministers”) met on {date} and stated as follows.\n\n"
)
WATER = "The Ministers {} a joint observatory of glacier melt in the upper Sarem valley."
HORSES = "The Ministers welcomed the growing exchange of veterinary experts on steppe horses."
RAIL = "The Ministers decided to complete the railway across the Ulgan pass by 2030."


def edition(date: str, *paragraphs: str, forum: str = "kitanagi") -> Edition:
    text = OPENING.format(date=date) + "\n\n".join(f"{i}. {words}" for i, words in enumerate(paragraphs, 1)) + "\n"
    return Edition(f"{forum}/{date}", forum, date, read_text(text, language="en"))


def of(threads: tuple[Thread, ...], word: str) -> Thread:
    (found,) = [thread for thread in threads if word in thread.steps[0].words]
    return found


SERIES = (
    edition("2021-05-01", WATER.format("expressed their interest in establishing"), HORSES, RAIL),
    edition("2023-05-01", HORSES, WATER.format("decided to establish")),
    edition("2025-05-01", WATER.format("welcomed the opening of"), HORSES),
)


def test_a_wording_is_followed_with_what_became_of_its_strength() -> None:
    thread = of(lineage(SERIES), "glacier")
    assert [step.edition for step in thread.steps] == [each.id for each in SERIES]
    assert [step.verdict for step in thread.steps] == ["first", "strengthened", "weakened"]
    assert [step.act for step in thread.steps] == ["intend", "undertake", "welcome"]
    assert thread.gone is None


def test_what_disappeared_says_since_when_and_that_it_was_a_promise() -> None:
    thread = of(lineage(SERIES), "railway")
    assert thread.gone == "kitanagi/2023-05-01"
    assert thread.steps[-1].followup == "commitment"


def test_what_stays_is_kept_wherever_it_stands() -> None:
    assert [step.verdict for step in of(lineage(SERIES), "horses").steps] == ["first", "kept", "kept"]


def test_only_wanted_threads_are_shown_and_those_whole() -> None:
    last = SERIES[-1].id
    threads = lineage(SERIES, lambda edition, provision: edition.id == last and "glacier" in provision.text)
    assert len(threads) == 1
    assert len(threads[0].steps) == 3


def test_language_taken_over_from_another_forum_is_traced_to_its_earliest_use() -> None:
    others = [edition(date, RAIL, HORSES, forum="steppe") for date in ("2015-01-01", "2017-01-01")]
    threads = [each for each in lineage([*others, *SERIES]) if each.forum == "kitanagi"]
    origin = of(tuple(threads), "railway").origin
    assert origin is not None
    assert (origin.edition, origin.forum) == ("steppe/2015-01-01", "steppe")
    assert of(tuple(threads), "glacier").origin is None


def test_later_use_elsewhere_is_no_origin() -> None:
    later = edition("2026-01-01", RAIL, forum="steppe")
    assert of(tuple(each for each in lineage([*SERIES, later]) if each.forum == "kitanagi"), "railway").origin is None


@given(st.permutations(SERIES))
def test_the_order_in_which_editions_are_given_does_not_matter(given_so: list[Edition]) -> None:
    assert lineage(given_so) == lineage(SERIES)


@given(st.integers(1, 6))
def test_an_edition_repeated_brings_no_change(times: int) -> None:
    again = [replace(SERIES[0], id=f"kitanagi/{2030 + i}", date=str(2030 + i)) for i in range(times)]
    for thread in lineage(again):
        assert len(thread.steps) == times
        assert {step.verdict for step in thread.steps[1:]} <= {"kept"}
        assert thread.gone is None
