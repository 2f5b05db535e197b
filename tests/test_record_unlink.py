"""A person's link taken back: the mention stands for what its name says again, and the history keeps both."""

from __future__ import annotations

import json

import pytest
from test_record_links import SAMPLE, found, linked

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Entity, Name
from taiwa.record.naming import LINKED
from taiwa.record.record import Record


def test_a_link_is_taken_back_and_kept_in_the_history(record: Record) -> None:
    version, id = linked(record)
    ref = f"{version}#{id}"
    written = next(each for each in record.review(version).reading.provisions if each.id == id).mentions[0].name
    with pytest.raises(WrongValue, match="reason"):
        record.unlink(ref, written, " ")
    ended = record.unlink(ref, written, "another body is meant")
    assert (ended.entity, ended.origin) == ("other", "person")
    assert found(record, "other") == []
    last = record.history(version)[-1]
    assert (last.verb, last.why, json.loads(last.after)["entity"]) == ("unlink", "another body is meant", "other")
    with pytest.raises(NotInRecord, match="no person"):
        record.unlink(ref, written, "again")
    with pytest.raises(NotInRecord):
        record.unlink(f"{version}@0-1", written, "nothing is there")


def test_what_the_name_says_holds_again(record: Record) -> None:
    version = record.add(SAMPLE)[0].version.id
    record.put(Entity("one", "body", (Name("One Body", "en"),)))
    provisions = record.review(version).reading.provisions
    naming, mention = next((each, it) for each in provisions for it in each.mentions if it.kind in LINKED)
    record.put(Entity("theirs", mention.kind, (Name(mention.name, "en"),)))
    ref = f"{version}#{naming.id}"
    record.link(ref, mention.name, "one")
    assert ref in found(record, "one")
    record.unlink(ref, mention.name, "its name is right")
    assert ref not in found(record, "one")
    assert ref in found(record, "theirs")
    # What the machine said is no person's to take back.
    with pytest.raises(NotInRecord):
        record.unlink(ref, mention.name, "x")
