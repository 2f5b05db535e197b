"""The order of hits, page by page, the same in both databases whatever was put in first; what is gone stays gone."""

from __future__ import annotations

import pytest

from taiwa.errors import WrongQuery
from taiwa.model import Item, Phrase, Query, Sought
from taiwa.record.record import Record
from taiwa.store import search as searching

# Owner, date, words: by length in powers of two, then youngest first, then as they stand.
ITEMS = (
    (
        "v1",
        "2019",
        "Water is shared by all the parties of the clean valley, and they say so every year in the same words.",
    ),
    ("v2", "2021-05-02", "Water is shared."),
    ("v2", "2021-05-02", "Clean water comes."),
    ("v3", "2020-01", "Water is scarce."),
    ("v4", "", "Water is dear."),
    ("v5", "2021-05", "Energy is dear."),
)


def items() -> list[Item]:
    return [
        Item("provision", f"{owner}#p{i}", owner, body, date=date, act="welcome", force=i, tags=(("field", "water"),))
        for i, (owner, date, body) in enumerate(ITEMS)
    ]


def put(record: Record, order: list[Item]) -> None:
    with record.store.write("tester", "") as act:
        for owner in dict.fromkeys(item.owner for item in order):
            act.index.forget(owner)
            act.index.add(item for item in order if item.owner == owner)


def found(record: Record, words: str = "", limit: int = 20, offset: int = 0, **facets: str) -> list[str]:
    answer = record.search(words, {name: [value] for name, value in facets.items()}, limit=limit, offset=offset)
    return [hit.item.ref for hit in answer.found.hits]


@pytest.mark.parametrize("backwards", [False, True])
def test_the_shorter_then_the_younger_whatever_was_first(record: Record, backwards: bool) -> None:
    put(record, items()[::-1] if backwards else items())
    inside = ["v2#p2", "v2#p1"] if backwards else ["v2#p1", "v2#p2"]
    assert found(record, "water") == [*inside, "v3#p3", "v4#p4", "v1#p0"]


def test_without_words_the_youngest_first(record: Record) -> None:
    put(record, items())
    assert found(record, field="water") == ["v2#p1", "v2#p2", "v5#p5", "v3#p3", "v1#p0", "v4#p4"]
    assert found(record, "", 2, 1, field="water") == ["v2#p2", "v5#p5"]


def test_pages_join(record: Record) -> None:
    put(record, items())
    pages = [each for at in range(6) for each in found(record, "clean water", 1, at)]
    assert pages == found(record, "clean water") == ["v2#p2", "v1#p0"]
    pages = [each for at in range(6) for each in found(record, "water", 1, at)]
    assert pages == found(record, "water")


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        ("2021", None, {"v2#p1", "v2#p2"}),
        (None, "2020", {"v3#p3", "v1#p0"}),
        ("2020", "2020-01", {"v3#p3"}),
        ("2021-05", "2021-05-02", {"v2#p1", "v2#p2"}),
        ("2021-06", None, set()),
    ],
)
def test_a_period(record: Record, since: str | None, until: str | None, wanted: set[str]) -> None:
    put(record, items())
    answer = record.search("water", since=since, until=until)
    assert {hit.item.ref for hit in answer.found.hits} == wanted
    assert answer.found.total == len(wanted)


def test_what_is_forgotten_is_found_no_more(record: Record) -> None:
    put(record, items())
    put(record, [Item("provision", "v2#p1", "v2", "Nothing of the kind.", date="2021-05-02")])
    assert found(record, "water") == ["v3#p3", "v4#p4", "v1#p0"]
    put(record, items())
    assert found(record, "water shared") == ["v2#p1", "v1#p0"]


def test_counting_ends_and_says_so(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    put(record, items())
    monkeypatch.setattr(searching, "COUNTED", 3)
    answer = record.search("water", limit=2)
    assert (answer.found.total, answer.found.more) == (3, True)
    assert found(record, "water") == ["v2#p1", "v2#p2", "v3#p3", "v4#p4", "v1#p0"]
    assert found(record, "water", 2, 3) == ["v4#p4", "v1#p0"]
    assert not record.search("energy").found.more
    monkeypatch.setattr(searching, "COUNTED", 1)
    assert found(record, "clean water") == ["v2#p2", "v1#p0"]
    assert found(record, "clean water", 5, 1) == ["v1#p0"]
    assert found(record, field="water", offset=2) == ["v5#p5", "v3#p3", "v1#p0", "v4#p4"]


def test_facets_are_no_words_and_words_no_facets(record: Record) -> None:
    put(record, items())
    for words in ("awelcome", "=awelcome", "kprovision", "fwater"):
        assert found(record, words) == []
    assert found(record, act="welcome", force="5") == ["v5#p5"]
    with pytest.raises(WrongQuery, match="welcome"):
        found(record, "water", act="WELCOME")
    with record.store.read() as session, pytest.raises(WrongQuery):
        session.search.find(Query((Sought((Phrase(("water",)),)),), facets={"colour": ("blue",)}))


def test_counts_of_facets(record: Record) -> None:
    put(record, items())
    counts = record.search("water", {"force": ["3"]}, counts=["force", "field", "act"]).found.counts
    assert counts == {
        "force": tuple((str(i), 1) for i in range(5)),
        "field": (("water", 1),),
        "act": (("welcome", 1),),
    }


def test_two_items_of_one_number(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taiwa.store.index.number_of", lambda item, words, place: 7)
    put(record, items())
    assert sorted(found(record, "water")) == ["v1#p0", "v2#p1", "v2#p2", "v3#p3", "v4#p4"]
    put(record, items())
    assert len(found(record, "water")) == 5
