"""Dialogues that ship with Taiwa: every fact has its reason, and a file that contradicts itself is refused."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date

import pytest

from taiwa.errors import RegistryError
from taiwa.model import Meeting
from taiwa.model.record import CERTAINTIES, FORMATS, ROLES_IN_DELEGATION, ROLES_IN_FORUM, STATES_OF_MEETING
from taiwa.registry import states
from taiwa.registry.dialogue import Dialogue, dialogue_in, dialogues

DIALOGUES = dialogues()
TOLD = {field.name for field in fields(Meeting)} - {"id", "forum"}
PARTIAL = re.compile(r"\d{4}(-\d\d){0,2}")

INVENTED = """
id = "kitanagi"
names.ja = { full = "北凪対話" }
names.all = { abbreviation = ["KN", "KND"] }
evidence = { names = "certain gazette" }
[sources]
gazette = "Gazette of Sunada, 3 May 2031"
herald = "The Serda Herald"
[[member]]
party = "XA"
evidence = { role = "disputed gazette herald" }
[[level]]
id = "leaders"
rank = 1
names.ja = { full = "首脳会合" }
evidence = { "rank names" = "certain gazette" }
[[meeting]]
id = "summit-2"
level = "leaders"
number = 2
date = "2031-05"
delegates = [{ party = "XA", person = "A. Moru", role = "head" }]
evidence = { "level number" = "certain gazette", date = "probable herald", delegates = "probable herald" }
[[meeting]]
id = "summit-1"
level = "leaders"
date = "2030"
evidence = { "level date" = "certain gazette" }
"""


@pytest.fixture(params=DIALOGUES, ids=lambda each: each.forum.id)
def dialogue(request: pytest.FixtureRequest) -> Dialogue:
    return request.param


def facts(dialogue: Dialogue, subject: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in dialogue.evidence:
        if each.subject == subject:
            found.setdefault(each.field, set()).add(each.certainty)
    return found


def told(meeting: Meeting) -> set[str]:
    """The fields of a meeting that say something."""
    empty = {"note": "", "status": None}
    return {name for name in TOLD if getattr(meeting, name) not in (None, empty.get(name))}


# --- what ships -----------------------------------------------------------------------------------------------


def test_every_fact_of_a_meeting_has_its_certainty_and_source(dialogue: Dialogue):
    for meeting in dialogue.meetings:
        known = facts(dialogue, f"meeting {meeting.id}")
        assert set(known) == told(meeting), meeting.id
        assert all(len(certainties) == 1 for certainties in known.values()), meeting.id


def test_every_member_level_name_and_person_has_its_certainty_and_source(dialogue: Dialogue):
    known = facts(dialogue, f"forum {dialogue.forum.id}")
    assert "names" in known
    for member in dialogue.forum.members:
        dated = {"since": member.since, "until": member.until}
        for name in ("role", *(name for name, value in dated.items() if value)):
            assert f"members.{member.party}.{name}" in known
    for level in dialogue.forum.levels:
        assert set(facts(dialogue, f"level {dialogue.forum.id} {level.id}")) == {"rank", "names"}
    for each in dialogue.delegates:
        assert set(facts(dialogue, f"delegate {each.meeting} {each.party} {each.person}")) == {""}


def test_evidence_speaks_of_what_there_is_and_once(dialogue: Dialogue):
    subjects = {f"forum {dialogue.forum.id}"}
    subjects |= {f"level {dialogue.forum.id} {level.id}" for level in dialogue.forum.levels}
    subjects |= {f"meeting {meeting.id}" for meeting in dialogue.meetings}
    subjects |= {f"delegate {each.meeting} {each.party} {each.person}" for each in dialogue.delegates}
    rows = [(each.subject, each.field, each.source) for each in dialogue.evidence]
    assert {subject for subject, _, _ in rows} == subjects
    assert len(rows) == len(set(rows))
    assert all(each.source and each.certainty in CERTAINTIES for each in dialogue.evidence)


def test_values_are_among_those_of_the_record(dialogue: Dialogue):
    forum = dialogue.forum
    levels = {level.id for level in forum.levels}
    assert len({level.rank for level in forum.levels}) == len(levels) == len(forum.levels)
    assert len({meeting.id for meeting in dialogue.meetings}) == len(dialogue.meetings)
    assert {member.role for member in forum.members} <= set(ROLES_IN_FORUM)
    assert {member.party for member in forum.members} <= set(states())
    for meeting in dialogue.meetings:
        assert re.fullmatch(rf"{forum.id}/[a-z]+-\d+", meeting.id)
        assert meeting.level in levels
        assert meeting.format in (None, *FORMATS)
        assert meeting.status in STATES_OF_MEETING
        assert {meeting.chair, meeting.next_chair} - {None} <= {member.party for member in forum.members}
        assert not (meeting.number and not meeting.counted)
    assert {each.role for each in dialogue.delegates} <= set(ROLES_IN_DELEGATION)
    assert {each.meeting for each in dialogue.delegates} <= {meeting.id for meeting in dialogue.meetings}


def test_dates_are_dates_and_numbers_grow_with_them(dialogue: Dialogue):
    for meeting in dialogue.meetings:
        assert meeting.date
        assert PARTIAL.fullmatch(meeting.date)
        if len(meeting.date) == 10:
            date.fromisoformat(meeting.date)
    for level in dialogue.forum.levels:
        numbers = [each.number for each in dialogue.meetings if each.level == level.id and each.number]
        assert numbers == sorted(set(numbers)), level.id


def test_the_chair_of_a_delegation_is_the_chair_of_the_meeting(dialogue: Dialogue):
    chairs = {meeting.id: meeting.chair for meeting in dialogue.meetings}
    for each in dialogue.delegates:
        assert each.role != "chair" or chairs[each.meeting] == each.party


def test_names_are_in_three_languages(dialogue: Dialogue):
    for names in (dialogue.forum.names, *(level.names for level in dialogue.forum.levels)):
        assert {name.language for name in names if name.kind == "full"} == {"ja", "en", "ru"}


def test_the_dialogue_of_central_asia_and_japan():
    cajad = next(each for each in DIALOGUES if each.forum.id == "cajad")
    ministers = [each for each in cajad.meetings if each.level == "foreign-ministers"]
    assert [each.number for each in ministers if each.counted] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [(each.date, each.format) for each in ministers if not each.counted] == [("2020-08-11", "online")]
    ninth = next(each for each in ministers if each.number == 9)
    assert (ninth.date, ninth.place, ninth.chair, ninth.next_chair) == ("2022-12-24", "Tokyo", "JP", "KZ")
    leaders = {each.id: each for each in cajad.meetings if each.level == "leaders"}
    assert leaders["cajad/summit-2024"].status == "cancelled"
    assert leaders["cajad/summit-1"].date == "2025-12-20"
    # what published sources tell differently is kept as such
    assert facts(cajad, "meeting cajad/summit-2024")["status"] == {"disputed"}
    assert facts(cajad, "forum cajad")["members.TM.role"] == {"disputed"}


# --- the loader, on an invented one -----------------------------------------------------------------------------


def test_a_file_becomes_a_dialogue():
    read = dialogue_in(INVENTED)
    assert [(name.text, name.language, name.kind) for name in read.forum.names] == [
        ("北凪対話", "ja", "full"),
        ("KN", "", "abbreviation"),
        ("KND", "", "abbreviation"),
    ]
    assert [meeting.id for meeting in read.meetings] == ["kitanagi/summit-1", "kitanagi/summit-2"]
    assert [(each.meeting, each.person, each.attended) for each in read.delegates] == [
        ("kitanagi/summit-2", "A. Moru", True)
    ]
    role = [each for each in read.evidence if each.field == "members.XA.role"]
    assert [(each.certainty, each.source) for each in role] == [
        ("disputed", "Gazette of Sunada, 3 May 2031"),
        ("disputed", "The Serda Herald"),
    ]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("probable herald", "likely herald"),
        ("probable herald", "probable"),
        ("probable herald", "probable tribune"),
        ('level = "leaders"', 'level = "presidents"'),
        ("number = 2", "ordinal = 2"),
        ("[sources]", "[sources"),
        ('id = "kitanagi"', 'name = "kitanagi"'),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(written: str, instead: str):
    assert written in INVENTED
    with pytest.raises(RegistryError):
        dialogue_in(INVENTED.replace(written, instead))
