"""The feed: a reader of feeds takes it, entries keep their identifiers, pages lead on, forums are told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import feedparser
import pytest
from hostile import HOSTILE
from lxml import etree

from taiwa.errors import NotInRecord
from taiwa.model import Forum, Meeting, Name, Text
from taiwa.record import Record
from taiwa.record.news import NEWS
from taiwa.view.labels import INTERFACES, labels_in
from taiwa.view.published.addresses import Addresses

AT = Addresses("http://127.0.0.1:9/", "https://record.example/")
EN = labels_in("en")
VERSION = "kitanagi/foreign-ministers-3/joint-statement/en"


@pytest.fixture
def record(sampled: Record) -> Record:
    return sampled


def read(record: Record, forum: str | None = "kitanagi", language: str = "en", **asked: Any) -> Any:
    data = record.feed(forum, labels_in(language), AT, **asked)
    etree.fromstring(data)
    made = feedparser.parse(data)
    assert not made.bozo, made.get("bozo_exception")
    for each in (made.feed, *made.entries):
        # What RFC 4287 wants of a feed and of an entry (4.1.1, 4.1.2).
        assert each.id
        assert each.title
        assert each.updated_parsed
    assert all(entry.author and entry.link for entry in made.entries)
    return made


def rel(made: Any, relation: str) -> str | None:
    return next((link.href for link in made.feed.links if link.rel == relation), None)


@pytest.mark.parametrize("language", INTERFACES)
def test_a_feed_reader_takes_it(record: Record, language: str) -> None:
    made = read(record, language=language)
    assert made.feed.language == language
    assert made.feed.id == "tag:record.example,2026:feed/kitanagi"
    assert rel(made, "self") == rel(made, "first") == "http://127.0.0.1:9/api/v1/forums/kitanagi/feed.atom"
    assert len([entry for entry in made.entries if entry.link.endswith(("/en", "/ja", "/ru"))]) == 6
    assert made.feed.updated == made.entries[0].updated
    assert [entry.updated for entry in made.entries] == sorted((each.updated for each in made.entries), reverse=True)


def test_a_new_text_says_what_it_holds(record: Record) -> None:
    (entry,) = [each for each in read(record).entries if each.link.endswith(VERSION)]
    assert entry.title.startswith("New text: ")
    assert "(English)" in entry.title
    numbers = [each.followup for each in record.review(VERSION).reading.provisions]
    assert f"commitment: {numbers.count('commitment')}" in entry.content[0].value


def test_an_entry_stays_as_it_is(record: Record) -> None:
    before = {entry.id: (entry.title, entry.updated) for entry in read(record).entries}
    record.correct(f"{VERSION}#p3", "act", "note", "no praise")
    record.set("kitanagi/foreign-ministers-4", "place", "Hernes", "moved")
    after = {entry.id: (entry.title, entry.updated) for entry in read(record).entries}
    assert len(after) == len(before) + 2
    assert before.items() <= after.items()
    youngest, next_one = read(record).entries[:2]
    assert "place: Dorsea → Hernes" in youngest.content[0].value
    assert 'act: "welcome" → "note"' in next_one.content[0].value
    record.withdraw(VERSION, 1, "it is praise")
    assert 'act: "note" → "welcome"' in read(record).entries[0].content[0].value


def test_pages_lead_through_everything_once(record: Record) -> None:
    every = [entry.id for entry in read(record).entries]
    found, before = [], None
    for _ in range(20):
        made = read(record, before=before, limit=4)
        found += [entry.id for entry in made.entries]
        if (following := rel(made, "next")) is None:
            break
        before = int(following.rpartition("=")[2])
    assert found == every
    assert len(found) > 8


def test_each_forum_has_its_own(record: Record) -> None:
    record.put(
        Forum("other", (Name("Other Dialogue", "en"),)),
        Meeting("other/m", "other", "leaders", date="2030"),
        Text("elsewhere/text", "declaration", "other", title="Declaration of the Others"),
    )
    record.set("elsewhere/text", "title", "Declaration of the Other Side", "so it is called")
    titles = [entry.title for entry in read(record, "other").entries]
    assert len(titles) == 3
    assert "Text filed anew: Declaration of the Other Side" in titles
    assert not any("Other" in entry.title for entry in read(record).entries)
    whole = [entry.id for entry in read(record, None, limit=1000).entries]
    assert set(whole) >= {entry.id for entry in (*read(record).entries, *read(record, "other").entries)}
    # What ships with the program is no news.
    assert len(whole) < 40
    with pytest.raises(NotInRecord):
        record.feed("nowhere", EN, AT)


def test_an_empty_record_has_an_empty_feed(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.sqlite3"), "tester") as made:
        assert not read(made, None).entries


def test_hostile_words_are_words(record: Record) -> None:
    record.put(Forum("odd", (Name(HOSTILE, "en"),)), why=HOSTILE)
    record.put(Forum("odd", (Name(f"b{HOSTILE}", "en"),), note=HOSTILE), why=HOSTILE)
    entry, _ = read(record, "odd").entries
    assert "]]>" in entry.title
    assert "<i>" not in entry.content[0].value
    assert "&lt;i&gt;" in entry.content[0].value


@pytest.mark.parametrize("language", INTERFACES)
def test_every_kind_of_news_has_words(language: str) -> None:
    assert set(labels_in(language).tables["news"]) == NEWS
