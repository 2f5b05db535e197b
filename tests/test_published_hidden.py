"""What somebody may not see is in none of the open formats, neither as a thing nor in a count."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import feedparser
import pytest

from taiwa.errors import NotInRecord
from taiwa.model import Forum, Meeting, Name
from taiwa.model.access import Rights
from taiwa.record import Choice, Record
from taiwa.view.labels import labels_in
from taiwa.view.published.addresses import Addresses

AT, EN = Addresses(), labels_in("en")
TEXT = "Joint Statement\n\nThe Ministers agreed to build the Quiet Bridge by March 2031.\n"
ASKED: dict[str, Callable[[Record, str], object]] = {
    "publication": lambda record, version: record.publication(version),
    "version": lambda record, version: record.linked_data("read", version, AT),
    "forum": lambda record, _: record.linked_data("forum", "quiet", AT),
    "meeting": lambda record, _: record.linked_data("meeting", "quiet/m-1", AT),
    "calendar": lambda record, _: record.calendar("quiet", EN, AT),
    "feed": lambda record, _: record.feed("quiet", EN, AT),
    "place": lambda record, _: record.place_of("quiet/m-1"),
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Record, str]]:
    """A record with a confidential forum, as those inside and those outside see it, and the forum's version."""
    folder = tmp_path_factory.mktemp("hidden")
    with Record.open(str(folder / "record.sqlite3"), "tester") as inside:
        inside.put(
            Forum("open", (Name("Open Dialogue", "en"),)),
            Meeting("open/m-1", "open", "leaders", date="2030-01-02"),
            Forum("quiet", (Name("Quiet Dialogue", "en"),), confidential=True),
            Meeting("quiet/m-1", "quiet", "leaders", date="2030-01-02"),
        )
        (folder / "quiet.txt").write_text(TEXT, "utf-8")
        (added,) = inside.add(folder / "quiet.txt", Choice(forum="quiet"))
        inside.set("open/m-1", "place", "Kanavik", "agreed")
        yield inside, inside.as_seen_by("stranger", Rights()), added.version.id


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_hidden_is_not_there(both: tuple[Record, Record, str], asked: str) -> None:
    inside, outside, version = both
    assert ASKED[asked](inside, version)
    with pytest.raises(NotInRecord) as error:
        ASKED[asked](outside, version)
    assert "Quiet Dialogue" not in str(error.value)


def test_the_whole_says_nothing_of_it(both: tuple[Record, Record, str]) -> None:
    inside, outside, _ = both
    assert b"Quiet Dialogue" in inside.calendar(None, EN, AT)
    assert b"CLASS:CONFIDENTIAL" in inside.calendar(None, EN, AT)
    for made in (outside.calendar(None, EN, AT), outside.feed(None, EN, AT)):
        assert b"uiet" not in made
        assert b"Open Dialogue" in made
    assert "uiet" not in json.dumps(outside.linked_data("forum", "open", AT))


def test_an_entry_has_one_identifier_whoever_asks(both: tuple[Record, Record, str]) -> None:
    inside, outside, _ = both
    seen, some = (feedparser.parse(each.feed(None, EN, AT)).entries for each in (inside, outside))
    assert 0 < len(some) < len(seen)
    assert {entry.id for entry in some} <= {entry.id for entry in seen}


def test_who_is_let_in_sees_it(both: tuple[Record, Record, str]) -> None:
    inside, _, version = both
    member = inside.as_seen_by("member", Rights((("quiet", "reader"),)))
    assert member.publication(version).version.id == version
    assert member.calendar("quiet", EN, AT) == inside.calendar("quiet", EN, AT)
