"""What a person says that a mention stands for: one thing, for that mention, through newer readings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from taiwa.model import Entity, Name
from taiwa.record.adding import index_version
from taiwa.record.naming import LINKED, Names
from taiwa.record.record import Record

SAMPLE = Path(__file__).parent.parent / "taiwa" / "samples" / "kitanagi-1-en.txt"


def linked(record: Record) -> tuple[str, str]:
    """A version whose first provision with a mention a person linked to `one`, then to `other`; and its number."""
    version = record.add(SAMPLE)[0].version.id
    record.put(Entity("one", "body", (Name("One Body", "en"),)), Entity("other", "body", (Name("Other Body", "en"),)))
    naming = next(each for each in record.review(version).reading.provisions if each.mentions)
    for entity in ("one", "other"):
        record.link(f"{version}#{naming.id}", naming.mentions[0].name, entity)
    return version, naming.id


def found(record: Record, entity: str) -> list[str]:
    return [hit.item.ref for hit in record.search("", {"entity": [entity], "kind": ["provision"]}).found.hits]


def test_a_mention_stands_for_what_was_said_last(record: Record) -> None:
    version, id = linked(record)
    assert found(record, "one") == []
    assert found(record, "other") == [f"{version}#{id}"]
    assert [each.subject.split()[0] for each in record.history(version) if each.verb == "link"] == ["link", "link"]


def test_a_persons_link_is_in_the_place_of_the_machines(record: Record) -> None:
    version = record.add(SAMPLE)[0].version.id
    record.put(Entity("one", "body", (Name("One Body", "en"),)))
    provisions = record.review(version).reading.provisions
    naming, mention = next((each, it) for each in provisions for it in each.mentions if it.kind in LINKED)
    record.put(Entity("theirs", mention.kind, (Name(mention.name, "en"),)))
    record.link(f"{version}#{naming.id}", mention.name, "one")
    with record.read() as session:
        links = [each for each in session.view.links(version) if each.provision == naming.id]
    assert [(each.entity, each.origin) for each in links if each.start == mention.span.start] == [("one", "person")]


def test_a_link_follows_its_mention_through_a_reading_that_counts_otherwise(record: Record) -> None:
    version, id = linked(record)
    with record.store.write("tester", "a newer reader") as act:
        before = act.view.reading(version)
        made = tuple(replace(each, id=f"p{i}") for i, each in enumerate(before.provisions, start=5))
        act.writer.keep(version, replace(before, reader="taiwa newer", provisions=made))
        index_version(act, version, Names(act.view))
    assert found(record, "other") == [f"{version}#p{int(id[1:]) + 4}"]
    with record.read() as session:
        assert [each.provision for each in session.view.links(entity="other")] == [f"p{int(id[1:]) + 4}"]
