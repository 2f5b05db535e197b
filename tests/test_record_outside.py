"""What those outside a confidential forum might try with identifiers: borrowing one, guessing one, naming one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import test_record_access as access

from taiwa.errors import NotInRecord, TaiwaError, WrongValue
from taiwa.model import Delegate, Entity, Evidence, Meeting, Name, Text
from taiwa.record.filing import Choice
from taiwa.record.record import Record

both = access.both
WHO = ("secretariat everywhere", "secretariat of the other")


def told(act: Callable[[], object]) -> tuple[str, str]:
    """What becomes of an act: nothing, or an error's reason and words."""
    try:
        act()
    except TaiwaError as error:
        return error.reason, str(error)
    return "", ""


@pytest.mark.parametrize("who", WHO)
def test_a_text_that_borrows_an_identifier_opens_nothing(both: tuple[Any, ...], who: str) -> None:
    """A text may be called what a meeting or a version is called; who may change the text may not change those."""
    whole, _, _, secret = both
    for id in (secret, "veil/ministers-1"):
        whole.put(Text(id, "text", "harbour"))
    record, before = whole.as_seen_by("x", access.PEOPLE[who]), whole.history()
    mention = next(m.name for p in whole.review(secret).reading.provisions for m in p.mentions)
    acts: tuple[Callable[[], object], ...] = (
        lambda: record.correct(secret, "title", "x", "y"),
        lambda: record.decide(secret, {"title": "x"}, "y"),
        lambda: record.correct(f"{secret}#p1", "act", "state", "y"),
        lambda: record.withdraw(secret, 1, "y"),
        lambda: record.link(f"{secret}#p1", mention, "quarry", "y"),
        lambda: record.unlink(f"{secret}#p1", mention, "y"),
        lambda: record.reread(secret),
        lambda: record.put(Delegate("veil/ministers-1", "C. Person", "XC")),
        lambda: record.put(Evidence("meeting veil/ministers-1", "date", "certain", "x")),
        lambda: record.put(Evidence(f"version {secret}", "date", "certain", "x")),
        lambda: record.put(Text("harbour/new", "text", "harbour", "veil/ministers-1")),
    )
    for act in acts:
        with pytest.raises(NotInRecord):
            act()
    with suppress(TaiwaError):
        record.set(secret, "authority", "official", "y")
    with whole.read() as asking:
        assert asking.view.version(secret).authority != "official"
    assert whole.history() == before


@pytest.mark.parametrize("who", WHO)
def test_no_identifier_tells_by_being_taken(both: tuple[Any, ...], who: str) -> None:
    whole, without, _, secret = both
    mine, others = (record.as_seen_by("x", access.PEOPLE[who]) for record in (whole, without))
    tries: tuple[Callable[[Record], object], ...] = (
        lambda record: record.put(Meeting("veil/ministers-1", "harbour", "ministers")),
        lambda record: record.put(Meeting("veil/ministers-9", "harbour", "ministers")),
        lambda record: record.describe_meeting("veil/ministers-1", forum="harbour", level="ministers"),
        lambda record: record.put(Text("veil/ministers-1/joint-statement", "text", "harbour")),
        lambda record: record.put(Text("veil/ministers-1/joint-statement", "text")),
        lambda record: record.put(Text(secret, "text", "harbour")),
        lambda record: record.put(Text("veil", "text", "harbour")),
        lambda record: record.put(Text("harbour/new", "text", "harbour", "veil/ministers-1")),
    )
    for act in tries:
        first, second = told(lambda act=act: act(mine)), told(lambda act=act: act(others))  # type: ignore[misc]
        assert first == second
        assert first[0]
    # What is called by its forum is put in.
    mine.put(Meeting("harbour/ministers-2", "harbour", "ministers"), Text("harbour/note", "note", "harbour"))
    with pytest.raises(WrongValue, match="harbour/NAME"):
        mine.put(Meeting("ministers-2", "harbour", "ministers"))


@pytest.mark.parametrize("who", WHO)
def test_evidence_is_given_of_what_is_seen_only(both: tuple[Any, ...], who: str) -> None:
    whole, without, _, secret = both
    mine, others = (record.as_seen_by("x", access.PEOPLE[who]) for record in (whole, without))
    before = whole.history()
    for subject in (
        "delegate veil/ministers-1 XB B. Person", "level veil ministers", f"correction {secret} 1",
        f"reading {secret} 1", f"link {secret}#p1 quarry", "entity security-council-resolution-2593",
        "evidence meeting veil/ministers-1", "membership veil XB", "forum veil", "nothing veil", "veil",
    ):  # fmt: skip
        evidence = Evidence(subject, "", "certain", "x")
        first, second = told(lambda e=evidence: mine.put(e)), told(lambda e=evidence: others.put(e))  # type: ignore[misc]
        assert first == second, subject
        assert first[0], subject
    assert whole.history() == before
    mine.put(Evidence("delegate harbour/ministers-1 XA A. Person", "", "certain", "x"))
    if who == "secretariat everywhere":
        mine.put(Evidence("entity quarry", "", "certain", "x"))


def test_naming_something_hidden_tells_nothing(both: tuple[Any, ...]) -> None:
    """What somebody outside says in their own words stays where it is, whether there is such a thing or not."""
    whole, without, shown, _ = both
    seen = []
    for record in (whole, without):
        record.accounts.add("mori", "", "seven quiet herons", administrator=True, by="tester")
        for name in ("x", "lev"):
            record.accounts.add(name, by="mori")
        mine = record.as_seen_by("x", access.PEOPLE["secretariat everywhere"])
        mine.correct(shown, "title", "veil/ministers-1", "as in veil/ministers-1 and veil/x")
        mine.put(Entity("veil", "body", (Name("Some Body", "en"),)), why="see veil/x")
        mine.put(Entity("shroud", "body", (Name("Other Body", "en"),)), why="named in veil/ministers-1/text/en")
        mine.put(Evidence("meeting harbour/ministers-1", "veil", "certain", "x"))
        mine.put(Evidence("entity veil", "", "certain", "x"))
        mine.put(Delegate("harbour/ministers-1", "veil", "XA"))
        for who in ("x", "y"):
            seen.append(access.seen(record.as_seen_by(who, access.PEOPLE["secretariat everywhere"])))
    assert seen[0] == seen[1] == seen[2] == seen[3]
    assert {"entity veil", "entity shroud"} <= {each.subject for each in seen[0]["changes"]}
    # What those say who were let in stays hidden, after they were let out too.
    whole.accounts.grant("lev", "veil", "editor", by="mori")
    whole.accounts.revoke("lev", "veil", by="mori")
    for who in ("lev", "mori", "tester"):
        whole.as_seen_by(who, access.ALL).correct(shown, "title", who, "as in veil/ministers-1")
    correctors = [each.who for each in whole.as_seen_by("x", access.OUTSIDE).history(shown) if each.verb == "correct"]
    assert correctors == ["x"]


def test_a_text_leads_to_nothing_that_a_hidden_one_alone_knows(both: tuple[Any, ...]) -> None:
    """Else whoever adds documents could try out names, and get what is said of them."""
    whole, without, _, secret = both
    mine = Entity("quixotium-mine", "programme", (Name("Quixotium Mine Programme", "en"),), note="sold")
    whole.put(mine)
    first = whole.review(secret).reading.provisions[0]
    whole.link(f"{secret}#{first.id}", first.mentions[0].name, mine.id, "so it is")
    resolution = "security-council-resolution-2593"
    words = """Joint Statement of the Harbour Forum

The Ministers recalled United Nations Security Council resolution 2593. The Ministers decided to establish the Quixotium
Mine Programme and welcomed the Quarry Programme.
"""
    seen = []
    for record in (whole, without):
        writer = record.as_seen_by("x", access.PEOPLE["secretariat everywhere"])
        (added,) = writer.keep(access.document(words), Choice(forum="harbour"))
        writer.correct(added.version.id, "title", "Statement", "it is")
        record.reindex()
        seen.append(access.seen(writer))
        assert {each.entity for each in seen[-1]["links"] if each.version == added.version.id} >= {resolution, "quarry"}
    for name, value in seen[1].items():
        assert seen[0][name] == value, name
    # By whom both are seen, one is linked to the other; then all see it.
    provision, written = next(
        (each.id, it.name)
        for each in whole.review(added.version.id).reading.provisions
        for it in each.mentions
        if "Mine" in it.name
    )
    whole.link(f"{added.version.id}#{provision}", written, mine.id, "it is that")
    with whole.as_seen_by("x", access.OUTSIDE).read() as asking:
        assert asking.view.entity(mine.id).note == "sold"


def test_many_things_are_hidden_as_well_as_few(both: tuple[Any, ...]) -> None:
    """A database takes no statement of any length."""
    whole, _, _, secret = both
    with whole.store.write("tester", f"named in {secret}") as act:
        act.writer.add_entities([Entity(f"hidden-{n}", "body", (Name(f"Hidden {n}", "en"),)) for n in range(1500)])
    record = whole.as_seen_by("x", access.OUTSIDE)
    assert not [each for each in record.history() if "hidden-" in each.subject]
    assert record.search("quixotium").found.total == 0
    assert record.search("water").found.total == 1
    record.precedents("the Ministers decided to buy the mine")
    with record.read() as asking:
        assert not [each.id for each in asking.view.entities() if each.id.startswith("hidden-")]
        assert asking.view.evidence("meeting harbour/ministers-1") == ()
