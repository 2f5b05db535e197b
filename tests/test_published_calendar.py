"""Calendars: what becomes an event, what is listed as left out, and that time is told by the record alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest
from hostile import HOSTILE

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Forum, Level, Meeting, Name
from taiwa.record import Record
from taiwa.view.labels import labels_in
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.calendar import last_day

AT = Addresses("http://127.0.0.1:9/", "https://record.example/taiwa/")
EN = labels_in("en")


@pytest.fixture
def record(sampled: Record) -> Record:
    return sampled


def events(record: Record, forum: str | None = "kitanagi", **wanted: Any) -> dict[str, Any]:
    made = icalendar.Calendar.from_ical(record.calendar(forum, EN, AT, **wanted))
    found = {str(each["uid"]): each for each in made.walk() if each.name in ("VEVENT", "VTODO")}
    assert len(found) == len([each for each in made.walk() if each.name in ("VEVENT", "VTODO")])
    return {"": made, **found}


def uid(id: str) -> str:
    return f"meeting/{id}@record.example"


def test_a_meeting_is_an_event_of_whole_days(record: Record) -> None:
    record.set("kitanagi/foreign-ministers-3", "end", "2027-05-16", "three days")
    event = events(record)[uid("kitanagi/foreign-ministers-3")]
    assert event["dtstart"].dt == date(2027, 5, 14)
    assert event["dtend"].dt == date(2027, 5, 17)  # the first day after it
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["location"] == "Kanavik"
    assert event["status"] == "CONFIRMED"
    assert event["url"] == "http://127.0.0.1:9/meeting/kitanagi/foreign-ministers-3"
    assert event["summary"] == "“Kitanagi Sea” Dialogue · Foreign Ministers' Meeting · Session 3"


def test_what_has_no_day_is_listed_as_left_out(record: Record) -> None:
    found = events(record, deadlines="none")
    assert uid("kitanagi/foreign-ministers-1") not in found
    assert uid("kitanagi/foreign-ministers-online-2028") not in found
    omitted = [str(each) for each in found[""]["x-taiwa-omitted"]]
    assert "kitanagi/foreign-ministers-1: 2023" in omitted
    assert "kitanagi/foreign-ministers-online-2028: 2028-02" in omitted
    assert all(each in found[""]["description"] for each in omitted)


@pytest.mark.parametrize(
    ("status", "said"),
    [("planned", "TENTATIVE"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED"), ("postponed", "CANCELLED")],
)
def test_the_status_is_told(record: Record, status: str, said: str) -> None:
    record.put(Meeting("kitanagi/fm-9", "kitanagi", "foreign-ministers", date="2031-02-28", status=status))
    event = events(record)[uid("kitanagi/fm-9")]
    assert (event["status"], event["x-taiwa-status"]) == (said, status)


def test_time_and_sequence_come_from_the_history(record: Record) -> None:
    assert record.calendar("kitanagi", EN, AT) == record.calendar("kitanagi", EN, AT)
    before = events(record)[uid("kitanagi/foreign-ministers-4")]
    record.set("kitanagi/foreign-ministers-4", "place", "Hernes", "moved")
    after = events(record)[uid("kitanagi/foreign-ministers-4")]
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)
    (last,) = record.history("meeting kitanagi/foreign-ministers-4", limit=1)
    assert f"{after['last-modified'].dt:%Y-%m-%dT%H:%M:%SZ}" == last.at
    assert after["dtstamp"].dt == after["last-modified"].dt
    assert after["created"].dt == before["created"].dt


def test_deadlines_of_commitments_fall_on_the_last_day_of_their_words(record: Record) -> None:
    found = [each for id, each in events(record).items() if id.startswith("deadline/")]
    days = {str(each["x-taiwa-date"]): each["dtstart"].dt for each in found}
    assert days["2029-03"] == date(2029, 3, 31)
    assert days["2029-06"] == date(2029, 6, 30)
    assert days["2028"] == date(2028, 12, 31)
    assert all("/en@" in str(each["uid"]) for each in found)  # the authentic version, and no other
    by_march = next(each for each in found if each["x-taiwa-date"] == "2029-03")
    assert "The text says: by March 2029" in by_march["description"]
    assert by_march["summary"].startswith("Deadline · XA XB XC XD XE: ")
    assert len(found) == 6


def test_deadlines_can_be_tasks_or_in_another_language(record: Record) -> None:
    found = events(record, deadlines="tasks", language="ja")
    tasks = [each for each in found.values() if each.name == "VTODO"]
    assert tasks
    assert all("/ja@" in str(each["uid"]) for each in tasks)
    assert {each["due"].params["VALUE"] for each in tasks} == {"DATE"}
    # "by the next meeting" names no date.
    assert any("/ja@" in each and each.endswith("?") for each in map(str, found[""]["x-taiwa-omitted"]))
    assert not [each for each in events(record, deadlines="none").values() if each.name == "VTODO"]


def test_a_person_decides_what_is_due(record: Record) -> None:
    version = "kitanagi/foreign-ministers-3/joint-statement/en"
    due = next(
        each
        for each in record.review(version).reading.provisions
        if each.followup == "commitment" and any(it.value == "2029-03" for it in each.mentions)
    )
    (id,) = [each for each in events(record) if f"@{due.anchor.start}-" in each]
    record.correct(f"{version}#{due.id}", "speaker", "XA", "it alone")
    told = events(record)[id]
    assert told["summary"].startswith("Deadline · XA: ")
    assert int(told["sequence"]) == 1
    record.withdraw(version, 1, "all of them")
    assert int(events(record)[id]["sequence"]) == 2  # it never goes back
    record.correct(f"{version}#{due.id}", "followup", "none", "no promise")
    assert id not in events(record)


def test_the_whole_record_has_a_calendar(record: Record) -> None:
    assert set(events(record, None)) >= set(events(record, "kitanagi"))
    with pytest.raises(NotInRecord):
        record.calendar("nowhere", EN, AT)
    with pytest.raises(WrongValue):
        record.calendar(None, EN, AT, deadlines="perhaps")


def test_hostile_words_stay_in_their_line(record: Record) -> None:
    record.put(
        Forum("odd", (Name(HOSTILE, "en"),), levels=(Level("l", 1, (Name(HOSTILE, "en"),)),)),
        Meeting("odd/m", "odd", "l", date="2030-01-02", place=HOSTILE, chair=HOSTILE, note=HOSTILE),
    )
    data = record.calendar("odd", EN, AT)
    text = data.decode("utf-8")
    lines = text.replace("\r\n ", "").split("\r\n")
    assert not any(line.startswith(("X-EVIL", "1;")) for line in lines)
    assert lines.count("END:VEVENT") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not any(ord(each) < 32 for line in lines for each in line)
    assert events(record, "odd")[uid("odd/m")]["location"].count("]]>") == 1


@pytest.mark.parametrize(
    ("known", "day"),
    [("2028-02", date(2028, 2, 29)), ("2028", date(2028, 12, 31)), ("2028-02-03", date(2028, 2, 3)), ("", None)],
)
def test_the_last_day(known: str, day: date | None) -> None:
    assert last_day(known) == day
    assert last_day("2030/2034") is None
    assert last_day("2028-13") is None
