"""What people decide: each kind of field, beside the machine's reading, through newer readers, until withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.exc import SQLAlchemyError

import taiwa
from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Provision, Reading, Span
from taiwa.record import adding
from taiwa.record.adding import Document
from taiwa.record.record import Record
from taiwa.record.review import OF_PROVISION, OF_STATEMENT
from taiwa.store import Store

WORDS = (
    "Joint Statement\n\nThe Ministers welcomed the opening of the sea route. The Ministers decided to hold a forum in"
    " 2028.\n\nThe Ministers expressed concern about winter ice. Twenty ships were late.\n"
)


@pytest.fixture
def version(record: Record) -> Iterator[str]:
    """A version of a short text in the record."""
    reading = taiwa.read_text(WORDS, language="en")
    (added,) = record.keep(Document(WORDS.encode(), "here", (reading,)))
    return added.version.id


def provision(record: Record, version: str, at: int = 0) -> Provision:
    return record.review(version).reading.provisions[at]


def newer(record: Record, version: str, **changes: object) -> Reading:
    """Keeps a reading by a reader that says something else of the first provision."""
    before = record.review(version).machine
    first, *others = before.provisions
    made = replace(before, reader="taiwa newer", provisions=(replace(first, **changes), *others))
    keep(record, version, made)
    return made


def keep(record: Record, version: str, reading: Reading) -> None:
    from taiwa.record.naming import Names

    with record.store.write("tester", "read anew") as act:
        act.writer.keep(version, reading)
        adding.index_version(act, version, Names(act.view))


PROVISION_VALUES = {
    "act": ("state", "state"),
    "force": ("3", 3),
    "followup": ("intention", "intention"),
    "speaker": ("JP, KZ", ("JP", "KZ")),
    "fields": ("water,energy", ("water", "energy")),
    "content": ("[[3, 9]]", (Span(3, 9),)),
    "mentions": ("[]", ()),
    "qualifiers": ("[]", ()),
    "preambular": ("true", True),
    "paragraph": ("3", "3"),
}
STATEMENT_VALUES = {
    "title": ("Of Ice", "Of Ice"),
    "kind": ("chair-statement", "chair-statement"),
    "translation": ("provisional", "provisional"),
    "forum": ("Ice Dialogue", "Ice Dialogue"),
    "level": ("leaders", "leaders"),
    "session": ("4", 4),
    "date": ("2028", "2028"),
    "dates": ("2028-01-02,2028-01-03", ("2028-01-02", "2028-01-03")),
    "place": ("null", None),
    "chair": ("XA", "XA"),
    "participants": ("[]", ()),
    "parties": ('{"XA": ["A", "the A"]}', {"XA": ("A", "the A")}),
    "terms": ("[]", ()),
    "next": ('{"session": 5, "date": "2029-06"}', taiwa.model.NextMeeting(5, None, "2029-06")),
}


def test_every_field_that_may_be_decided_is_tested() -> None:
    assert set(PROVISION_VALUES) == set(OF_PROVISION)
    assert set(STATEMENT_VALUES) == set(OF_STATEMENT)


def test_each_field_of_a_provision(record: Record, version: str) -> None:
    before = provision(record, version)
    for field, (written, value) in PROVISION_VALUES.items():
        made = record.correct(f"{version}#{before.id}", field, written, "seen so")
        review = record.review(version)
        assert getattr(review.reading.provisions[0], field) == value
        assert review.machine.provisions[0] == before
        assert (made.who, made.reason, made.reader) == ("tester", "seen so", review.machine.reader)
        (decision,) = review.decisions
        assert decision.state == ("agrees" if getattr(before, field) == value else "stands")
        with record.read() as session:
            assert session.view.reading(version) == review.machine
        record.withdraw(version, made.number, "seen otherwise")
        assert record.review(version).reading == review.machine


def test_each_field_of_the_facts(record: Record, version: str) -> None:
    for field, (written, value) in STATEMENT_VALUES.items():
        record.correct(version, field, written, "seen so")
        review = record.review(version)
        assert getattr(review.reading.statement, field) == value
        assert review.machine == taiwa.read_text(WORDS, language="en")


WRONG_OF_PROVISION = (
        ("act", "shout"), ("act", "null"), ("act", "[1]"), ("force", "9"), ("force", "strong"), ("force", "true"),
        ("force", "1e400"), ("followup", "maybe"), ("fields", "dreams"), ("fields", '"water"x'), ("speaker", "[1]"),
        ("speaker", '{"a": 1}'), ("content", "[[5, 2]]"), ("content", "[[0, 99999]]"), ("content", "[[-1, 3]]"),
        ("content", '[["a", "b"]]'), ("content", "3"), ("mentions", "[1]"), ("mentions", '[{"kind": "treaty"}]'),
        ("mentions", '[{"kind": 1, "name": "x", "span": [0, 2], "value": null}]'), ("preambular", "perhaps"),
        ("mentions", '[{"kind": "treaty", "name": "x", "span": [0, 99999], "value": null}]'),
        ("exists", "perhaps"), ("quote", "x"), ("id", "p9"), ("nothing", "x"), ("force", "[" * 100_000),
        ("force", "NaN"), ("act", "\ud800"), ("act", "\x00"),
)  # fmt: skip
WRONG_OF_STATEMENT = (
        ("session", "four"), ("session", "1.5"), ("date", "soon"), ("date", "2028-02-31"), ("dates", "2028,soon"),
        ("parties", '{"XA": [5]}'), ("parties", '{"XA": "A"}'), ("parties", "[]"), ("next", '{"session": "x"}'),
        ("next", '{"date": "soon"}'), ("terms", "[{}]"), ("participants", '[{"name": "A"}]'), ("act", "state"),
        ("exists", "false"), ("facts", "[]"), ("title", "[1]"), ("language", "ja"),
)  # fmt: skip


def test_wrong_values_are_refused(record: Record, version: str) -> None:
    before = record.history()
    first = f"{version}#{provision(record, version).id}"
    for ref, wrong in ((first, WRONG_OF_PROVISION), (version, WRONG_OF_STATEMENT)):
        for field, value in wrong:
            with pytest.raises(WrongValue):
                record.correct(ref, field, value, f"a try with {field} and {value[:50]}")
    assert record.history() == before
    assert not record.review(version).decisions


def test_a_place_that_is_none_is_refused(record: Record, version: str) -> None:
    for ref in ["{}#p99", "{}#zz", "{}@99999-99999", "{}@5", "{}@9-3", "{}@99999999999999999999-3", "no/x"]:
        with pytest.raises(NotInRecord):
            record.correct(ref.format(version), "exists", "true", "a try")


def test_a_decision_needs_a_reason(record: Record, version: str) -> None:
    with pytest.raises(WrongValue):
        record.correct(f"{version}#{provision(record, version).id}", "act", "state", "  ")


def test_the_force_follows_a_corrected_act(record: Record, version: str) -> None:
    record.correct(f"{version}#{provision(record, version).id}", "act", "undertake", "they promised")
    assert provision(record, version).force == 5
    record.correct(f"{version}#{provision(record, version).id}", "force", "4", "but weakly")
    assert provision(record, version).force == 4


def test_a_later_decision_replaces_an_earlier_one(record: Record, version: str) -> None:
    ref = f"{version}#{provision(record, version).id}"
    for act in ("state", "note", "support"):
        record.correct(ref, "act", act, "seen so")
    assert provision(record, version).act == "support"
    assert len(record.review(version).decisions) == 1
    with record.read() as session:
        assert [json.loads(each.value) for each in session.view.corrections(version)] == ["state", "note", "support"]
    record.withdraw(version, 3, "no")
    assert provision(record, version).act == "note"
    with pytest.raises(NotInRecord):
        record.withdraw(version, 4, "there is none")
    with pytest.raises(NotInRecord, match="withdrawn already"):
        record.withdraw(version, 3, "once more")


def test_what_is_no_provision_is_gone_and_comes_back(record: Record, version: str) -> None:
    first = provision(record, version)
    assert record.search("opening", {"kind": ["provision"]}).found.total == 1
    record.correct(f"{version}#{first.id}", "exists", "false", "a heading")
    review = record.review(version)
    assert first.anchor not in [each.anchor for each in review.reading.provisions]
    assert first in review.machine.provisions
    assert record.search("opening", {"kind": ["provision"]}).found.total == 0
    # It can still be spoken of by its number and by its place.
    record.correct(f"{version}@{first.anchor.start}-{first.anchor.end}", "exists", "true", "it is one")
    assert provision(record, version) == first


def test_what_the_reader_missed_is_added_by_its_place(record: Record, version: str) -> None:
    start = WORDS.index("were late")
    ref = f"{version}@{start}-{start + 9}"
    record.correct(ref, "exists", "true", "they said so")
    record.correct(ref, "act", "concern", "late is bad")
    review = record.review(version)
    added = next(each for each in review.reading.provisions if each.anchor.start == start)
    assert (added.quote, added.act, added.text) == ("were late", "concern", WORDS.split("\n")[4])
    assert added.id not in review.origin
    assert list(review.reading.provisions) == sorted(review.reading.provisions, key=lambda each: each.anchor)
    assert {each.state for each in review.decisions} == {"stands"}
    assert record.search("late", {"act": ["concern"]}).found.total == 1
    # A newer reader finds it, and says the same.
    machine = review.machine
    found = replace(added, id="p99", speaker=("XA",), speaker_origin="stated")
    keep(record, version, replace(machine, provisions=(*machine.provisions, found)))
    later = record.review(version)
    assert {each.state for each in later.decisions} == {"agrees"}
    assert sum(each.anchor.start == start for each in later.reading.provisions) == 1


def test_a_newer_reader_keeps_decisions_and_says_how_it_stands_to_them(record: Record, version: str) -> None:
    first = provision(record, version)
    ref = f"{version}#{first.id}"
    record.correct(ref, "act", "support", "they supported it")

    def state() -> str:
        (decision,) = record.review(version).decisions
        assert provision(record, version).act == "support" or decision.state == "lost"
        return decision.state

    assert state() == "stands"
    newer(record, version, act="note", force=2)
    assert state() == "differs"
    newer(record, version, act="support", force=3)
    assert state() == "agrees"
    # Its anchor grows by a word: still the same provision.
    newer(record, version, act="welcome", anchor=Span(first.anchor.start - 4, first.anchor.end))
    assert state() == "stands"
    machine = record.review(version).machine
    keep(record, version, replace(machine, provisions=machine.provisions[1:]))
    assert state() == "lost"
    assert all(each.act != "support" for each in record.review(version).reading.provisions)
    with record.read() as session:
        assert len(session.view.kept(version)) == 5
        assert session.view.reading(version, 1).provisions[0] == first
    assert record.review(version, 1).reading.provisions[0].act == "support"


def test_a_text_that_moved_is_found_by_its_words(record: Record, version: str) -> None:
    first = provision(record, version)
    record.correct(f"{version}#{first.id}", "act", "support", "they supported it")
    before = record.review(version).machine
    keep(record, version, taiwa.read_text("A new head\n\n" + WORDS, language="en"))
    (decision,) = record.review(version).decisions
    assert decision.state == "stands"
    assert decision.correction.start == first.anchor.start
    assert before.source.text == WORDS


def test_a_decided_speaker_is_found_as_such(record: Record, version: str) -> None:
    assert record.search(facets={"speaker": ["JP"]}).found.total == 0
    record.correct(f"{version}#{provision(record, version).id}", "speaker", "JP", "it says so elsewhere")
    (hit,) = record.search("speaker:Japan").found.hits
    assert hit.item.ref.startswith(version)
    assert record.search("speaker:日本").found.total == record.search("speaker:Япония").found.total == 1
    assert provision(record, version).speaker_origin == "decided"


def test_the_database_refuses_to_change_the_history(record: Record, version: str) -> None:
    before = record.history()
    store = Store(str(record.store.database.url.render_as_string(hide_password=False)))
    for statement in ("UPDATE change SET who = 'x'", "DELETE FROM change", "DELETE FROM change WHERE number = 1"):
        with pytest.raises(SQLAlchemyError, match="only grows"), store.database.write() as connection:
            connection.exec_driver_sql(statement)
    store.close()
    assert record.history() == before
    assert before
