"""Putting texts in: recognised, filed, joined by language, whole or not at all, and always in the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from making import docx, paragraph

from taiwa.errors import NotInRecord, TaiwaError, WrongValue
from taiwa.model import Delegate, Entity, Evidence, Forum, Level, Meeting, Membership, Name, Text
from taiwa.record import adding
from taiwa.record.filing import Choice
from taiwa.record.record import Record

SAMPLES = Path(__file__).parent.parent / "taiwa" / "samples"
KITANAGI = Forum(
    "kitanagi",
    (
        Name("Kitanagi Sea Dialogue", "en"),
        Name("「北凪海」対話", "ja"),
        Name("Диалог «Море Китанаги»", "ru"),
        Name("北凪海", "ja", "short"),
        Name("Море Китанаги", "ru", "short"),
    ),
    (Membership("XA", since="2023"), Membership("XB", "observer", "2024-01", "2026-12-31")),
    (Level("leaders", 1, (Name("Leaders", "en"),)), Level("foreign-ministers", 2)),
)


def sample(name: str) -> Path:
    return SAMPLES / f"kitanagi-{name}.txt"


def test_a_text_is_kept_with_its_bytes_and_its_reading(record: Record) -> None:
    (added,) = record.add(sample("1-en"))
    assert added.new
    assert added.provisions > 10
    with record.read() as session:
        version = session.view.version(added.version.id)
        assert session.view.source(version.sha256) == sample("1-en").read_bytes()
        assert session.view.reading(version.id) == adding.take(sample("1-en")).readings[0]
    assert version.origin == str(sample("1-en"))


def test_the_same_bytes_and_the_same_words_are_recognised(record: Record, tmp_path: Path) -> None:
    (first,) = record.add(sample("1-en"))
    before = record.history()
    (again,) = record.add(sample("1-en"))
    paragraphs = sample("1-en").read_text("utf-8").split("\n\n")
    copy = tmp_path / "other.docx"
    copy.write_bytes(docx("".join(paragraph(" ".join(each.split())) for each in paragraphs)))
    (other,) = record.add(copy)
    assert not again.new
    assert not other.new
    assert again.version == other.version == first.version
    assert record.history() == before


def test_a_meeting_and_its_text_are_made_of_what_the_text_says(record: Record) -> None:
    record.put(KITANAGI)
    (added,) = record.add(sample("1-en"))
    with record.read() as session:
        meeting = session.view.meeting(added.text.meeting or "")
        delegates = session.view.delegates(meeting.id)
        evidence = session.view.evidence(f"meeting {meeting.id}")
    assert (meeting.forum, meeting.number, meeting.date) == ("kitanagi", 3, "2027-05-14")
    assert any("was made from" in remark for remark in added.remarks)
    assert len(delegates) == 5
    assert sum(each.role == "chair" for each in delegates) == 1
    assert {each.certainty for each in evidence} == {"probable"}


def test_versions_in_three_languages_join_one_text(record: Record) -> None:
    record.put(KITANAGI)
    added = [record.add(sample(name))[0] for name in ("1-ja", "1-en", "1-ru")]
    assert len({each.text.id for each in added}) == 1
    assert [each.version.language for each in added] == ["ja", "en", "ru"]
    assert added[0].version.authority == "provisional"
    with record.read() as session:
        assert len(session.view.meetings("kitanagi")) == 1


def test_other_words_in_the_same_language_are_another_text_and_said_to_be(record: Record, tmp_path: Path) -> None:
    record.put(KITANAGI)
    record.add(sample("1-en"))
    changed = tmp_path / "changed.txt"
    changed.write_text(sample("1-en").read_text("utf-8") + "\nThe Ministers welcomed the new buoys.\n", "utf-8")
    (other,) = record.add(changed)
    assert other.new
    assert other.text.id.endswith("-2")
    assert any("--text" in remark for remark in other.remarks)


def test_what_the_person_who_adds_says_holds(record: Record) -> None:
    record.put(KITANAGI, Meeting("kitanagi/fm-9", "kitanagi", "foreign-ministers", 9))
    (added,) = record.add(
        sample("1-en"), Choice(meeting="kitanagi/fm-9", kind="chair-statement", authority="official", date="2030-01")
    )
    assert (added.text.meeting, added.text.kind, added.text.date) == ("kitanagi/fm-9", "chair-statement", "2030-01")
    assert added.version.authority == "official"
    (other,) = record.add(sample("1-ru"), Choice(text=added.text.id))
    assert other.text == added.text


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (Choice(forum="nowhere"), NotInRecord),
        (Choice(meeting="nowhere/fm-1"), NotInRecord),
        (Choice(text="nowhere/fm-1/statement"), NotInRecord),
        (Choice(authority="holy"), WrongValue),
        (Choice(date="last year"), WrongValue),
    ],
)
def test_a_wrong_choice_is_refused_and_leaves_nothing(record: Record, choice: Choice, error: type[TaiwaError]) -> None:
    before = contents(record)
    with pytest.raises(error):
        record.add(sample("1-en"), choice)
    assert contents(record) == before


def contents(record: Record) -> dict[str, int]:
    tables = (
        "change",
        "text",
        "version",
        "source",
        "reading",
        "meeting",
        "delegate",
        "evidence",
        "item",
        "tag",
        "name",
    )
    with record.read() as session:
        return {table: session.view.count(table) for table in tables}


def test_an_act_that_fails_half_way_leaves_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    record.put(KITANAGI)
    before = contents(record)

    def breaks(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("taiwa.record.adding.index_version", breaks)
    with pytest.raises(RuntimeError):
        record.add(sample("1-en"))
    assert contents(record) == before


def test_every_verb_that_writes_leaves_a_line(record: Record) -> None:
    verbs: list[str] = []

    def lines(act: Callable[[], object]) -> set[str]:
        start = len(record.history())
        act()
        new = record.history()[start:]
        assert new
        assert all(each.who == "tester" and each.at.endswith("Z") for each in new)
        verbs.extend(each.verb for each in new)
        return {each.subject.partition(" ")[0] for each in new}

    assert lines(lambda: record.put(KITANAGI, why="founded")) == {"forum"}
    assert record.history()[-1].why == "founded"
    meeting = Meeting("kitanagi/fm-3", "kitanagi", "foreign-ministers", 3)
    assert lines(lambda: record.put(meeting)) == {"meeting"}
    assert lines(lambda: record.put(Meeting(meeting.id, "kitanagi", meeting.level, 3, place="Kanavik"))) == {"meeting"}
    assert record.history()[-1].before is not None
    assert lines(lambda: record.put(Delegate(meeting.id, "Gunna Soref", "XA", rank=1))) == {"delegate"}
    assert lines(lambda: record.put(Evidence("forum kitanagi", "", "certain", "its charter"))) == {"evidence"}
    plan = Entity("plan-of-kitanagi", "programme", (Name("Kitanagi Sea Action Plan", "en"),), (("XX", "1"),))
    assert lines(lambda: record.put(plan)) == {"entity"}
    assert "text" in lines(lambda: record.add(sample("1-en")))
    version = record.history("kitanagi/fm-3")[-1].subject.split(" ")[1].partition("#")[0]
    provision = f"{version}#{record.review(version).reading.provisions[0].id}"
    assert lines(lambda: record.correct(provision, "act", "state", "said, not done")) == {"correction"}
    assert lines(lambda: record.withdraw(version, 1, "it was done")) == {"correction"}
    mentioned = next(
        (each, mention.name)
        for each in record.review(version).reading.provisions
        for mention in each.mentions
        if mention.kind not in ("date", "deadline", "money", "number", "period")
    )
    assert lines(lambda: record.link(f"{version}#{mentioned[0].id}", mentioned[1], plan.id)) == {"link"}
    text = record.history(version.rpartition("/")[0])
    assert text
    assert {"add", "change", "read", "correct", "withdraw", "link"} == set(verbs)


def test_putting_the_same_again_changes_nothing(record: Record) -> None:
    assert record.put(KITANAGI) == 1
    before = record.history()
    assert record.put(KITANAGI) == 0
    assert record.history() == before


@pytest.mark.parametrize(
    "noun",
    [
        Meeting("a/fm-1", "nowhere", "foreign-ministers"),
        Delegate("nowhere/fm-1", "A", "XA"),
        Text("t", "joint-statement", forum="nowhere"),
        Text("t", "joint-statement", meeting="nowhere/fm-1"),
    ],
)
def test_what_belongs_to_nothing_is_refused(record: Record, noun: Meeting | Delegate | Text) -> None:
    before = contents(record)
    with pytest.raises(NotInRecord):
        record.put(noun)
    assert contents(record) == before


def test_values_that_the_record_does_not_know_are_refused(record: Record) -> None:
    record.put(KITANAGI, Meeting("kitanagi/fm-3", "kitanagi", "foreign-ministers", 3))
    before = contents(record)
    for noun in [
        Meeting("kitanagi/x", "kitanagi", "fm", status="dreamt"),
        Meeting("kitanagi/x", "kitanagi", "fm", format="by-dream"),
        Meeting("kitanagi/x", "kitanagi", "fm", date="14 May 2027"),
        Meeting("kitanagi/x", "kitanagi", "fm", date="2027-13-40"),
        Delegate("kitanagi/fm-3", "A", "XA", role="king"),
        Evidence("forum kitanagi", "", "perhaps", "a dream"),
        Entity("x", "dream", (Name("Dream"),)),
        Forum("f", (Name("F"),), (Membership("XA", "king"),)),
        Forum("f", (Name("F"),), (Membership("XA", since="once"),)),
        Text("t", "joint-statement", date="May"),
    ]:
        with pytest.raises(WrongValue):
            record.put(noun)
    assert contents(record) == before


def test_a_withdrawn_text_stays_and_is_not_found(record: Record) -> None:
    (added,) = record.add(sample("1-en"))
    assert record.search("icebreakers").found.total
    text = added.text
    record.put(Text(text.id, text.kind, text.forum, text.meeting, text.title, text.date, True), why="not adopted")
    assert record.search("icebreakers").found.total == 0
    with record.read() as session:
        assert session.view.reading(added.version.id).provisions


def test_reading_anew_with_the_same_reader_keeps_nothing_new(record: Record, tmp_path: Path) -> None:
    record.add(sample("1-ja"))
    both = tmp_path / "both.txt"
    both.write_text(sample("2-ja").read_text("utf-8") + "\n\n" + sample("2-en").read_text("utf-8"), "utf-8")
    added = record.add(both, every=True)
    assert [each.version.language for each in added] == ["ja", "en"]
    assert added[0].text == added[1].text
    assert record.reread() == ()


def test_what_no_database_keeps_in_a_name_is_replaced_and_found(record: Record) -> None:
    record.put(Entity("odd", "body", (Name("Harbour\x00 of \ud800", "en"),), (("a", "b\x00"),), "n\x00"))
    (hit,) = record.search("harbour").named.hits
    assert hit.item.label == "Harbour\ufffd of \ufffd"


def test_a_text_given_a_meeting_is_of_its_forum(record: Record) -> None:
    version = record.add(sample("1-en"))[0].version
    record.put(KITANAGI, Meeting("kitanagi/fm-3", "kitanagi", "foreign-ministers", 3))
    assert record.search("", {"forum": ["kitanagi"], "kind": ["provision"]}).found.total == 0
    record.set(version.text, "meeting", "kitanagi/fm-3", "its heading says so")
    assert record.search("", {"forum": ["kitanagi"], "kind": ["provision"]}).found.total > 0
    record.put(Forum("other", (Name("Another Forum", "en"),)))
    with pytest.raises(WrongValue, match="kitanagi/fm-3"):
        record.set(version.text, "forum", "other", "a slip")
