"""Who sees and does what: to those outside, a record with a confidential forum is one in which it never was."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

import taiwa
from taiwa.errors import NotAllowed, NotInRecord, TaiwaError, WrongQuery, WrongValue
from taiwa.model import Delegate, Entity, Evidence, Forum, Level, Meeting, Membership, Name, Text
from taiwa.model.access import ALL, EVERYWHERE, ROLES, VERBS, Grant, Rights, rights_of
from taiwa.record.adding import Document
from taiwa.record.filing import Choice
from taiwa.record.record import Record

OPEN = (
    "Joint Statement of the Harbour Forum\n\nThe Ministers welcomed the opening of the sea route. The Ministers decided"
    " to hold a forum on water in 2028.\n"
)
SECRET = (
    "Joint Statement of the Veil Group\n\nThe Ministers recalled United Nations Security Council resolution 2593. The"
    " Ministers decided to buy the quixotium mine together with the Harbour Forum.\n"
)
OUTSIDE = Rights()
PEOPLE = {
    "reader everywhere": Rights((("*", "reader"),)),
    "secretariat everywhere": Rights((("*", "secretariat"),)),
    "secretariat of the other": Rights((("harbour", "secretariat"),)),
    "nobody": OUTSIDE,
}


def document(words: str) -> Document:
    return Document(words.encode(), "here", (taiwa.read_text(words, language="en"),))


def put_open(record: Record) -> str:
    level = (Level("ministers", 1),)
    record.put(
        Forum("harbour", (Name("Harbour Forum", "en"),), (Membership("XA"),), level),
        Meeting("harbour/ministers-1", "harbour", "ministers", 1, date="2026-05-01"),
        Delegate("harbour/ministers-1", "A. Person", "XA"),
        Entity("quarry", "programme", (Name("Quarry Programme", "en"),)),
    )
    (added,) = record.keep(document(OPEN), Choice(meeting="harbour/ministers-1"))
    return added.version.id


def put_secret(record: Record) -> str:
    record.put(
        Forum("veil", (Name("Veil Group", "en"),), (Membership("XB"),), (Level("ministers", 1),), confidential=True),
        Meeting("veil/ministers-1", "veil", "ministers", 1, date="2026-06-01", place="Quixotium"),
        Delegate("veil/ministers-1", "B. Person", "XB"),
        Evidence("meeting veil/ministers-1", "", "certain", "seen in veil/ministers-1"),
    )
    (added,) = record.keep(document(SECRET), Choice(meeting="veil/ministers-1"))
    first = record.review(added.version.id).reading.provisions[0]
    record.correct(f"{added.version.id}#{first.id}", "act", "state", "quixotium")
    # A text that was there before it became confidential, under an identifier that doesn't say so.
    stray = record.keep(
        document(SECRET.replace("mine", "pit").replace(" of the Veil Group", "")), Choice(kind="communique")
    )[0]
    record.set(stray.text.id, "forum", "veil", "it is theirs")
    return added.version.id


@pytest.fixture
def both(kind: str, new_place: Callable[..., str], empty_records: Callable[[str], str]) -> Iterator[tuple[Any, ...]]:
    """A record with a confidential forum, one in which it never was, and what is secret."""
    places = [new_place(kind, empty_records(kind)) for _ in range(2)]
    with Record.open(places[0], "tester") as whole, Record.open(places[1], "tester") as without:
        shown = put_open(whole)
        assert put_open(without) == shown
        yield whole, without, shown, put_secret(whole)


def seen(record: Record) -> dict[str, Any]:
    """Everything that the record says of itself, without the moments at which it was said."""
    with record.read() as asking:
        view = asking.view
        changes = [replace(each, at="", before=None, after=None) for each in view.changes()]
        lists: dict[str, Any] = {
            "forums": view.forums(),
            "meetings": view.meetings(),
            "texts": view.texts(),
            "versions": [each.id for each in view.versions()],
            "entities": view.entities(),
            "links": view.links(),
            "changes": changes,
            "last changes": [each.number for each in view.changes(limit=3)],
            "delegates": {each.id: view.delegates(each.id) for each in view.meetings()},
            "counts": {kind: view.count(kind) for kind in ("forum", "meeting", "text", "version", "change", "entity")},
        }
        for facet in ("forum", "speaker", "entity", "language", "field", "kind", "meeting", "owner"):
            found = asking.search.find(asked(kind=("provision", "text")), counts=(facet,))
            lists[facet] = (found.total, found.counts, [hit.item.ref for hit in found.hits])
        lists["cross"] = asking.search.cross(asked(kind=("provision",)), ("forum", "followup"))
        lists["every kind"] = asking.search.find(asked(language=("en",))).total
    for words in ("forum", "quixotium", "resolution", "veil", "decided -water", "Harbour Forum"):
        answer = record.search(words)
        lists[f"search {words}"] = (answer.found.total, [hit.item.ref for hit in answer.found.hits], answer.named)
    lists["precedents"] = [
        (each.item.ref, each.nearness) for each in record.precedents("the Ministers decided to buy the mine")
    ]
    lists["lineage"] = record.lineage("decided")
    return lists


def asked(**facets: tuple[str, ...]) -> Any:
    from taiwa.model import Query

    return Query(facets=facets)


@pytest.mark.parametrize("who", PEOPLE)
def test_to_those_outside_a_confidential_forum_never_was(both: tuple[Any, ...], who: str) -> None:
    whole, without, _, _ = both
    mine, others = seen(whole.as_seen_by("x", PEOPLE[who])), seen(without.as_seen_by("x", PEOPLE[who]))
    for name, value in others.items():
        assert mine[name] == value, name


def test_those_inside_and_administrators_see_it(both: tuple[Any, ...]) -> None:
    whole, _, _, secret = both
    for rights in (Rights((("veil", "reader"),)), Rights((("veil", "delegation"),)), Rights(everything=True)):
        record = whole.as_seen_by("x", rights)
        assert secret in [
            each.ref.partition("#")[0] for each in (h.item for h in record.search("quixotium").found.hits)
        ]
        assert record.review(secret).reading.provisions
        assert "veil" in seen(record)["forums"][-1].id


def test_what_is_hidden_answers_word_for_word_as_what_is_not_there(both: tuple[Any, ...]) -> None:
    whole, _, _, secret = both
    record = whole.as_seen_by("x", PEOPLE["secretariat everywhere"])
    with whole.read() as asking:
        stray = next(each.id for each in asking.view.texts(forum="veil") if not each.id.startswith("veil"))
        sha256 = asking.view.version(secret).sha256

    def look(find: str, id: str) -> str:
        with record.read() as asking, pytest.raises(NotInRecord) as raised:
            getattr(asking.view, find)(id)
        return str(raised.value).replace(id, "ID")

    for find, id in (
        ("forum", "veil"), ("meeting", "veil/ministers-1"), ("text", stray), ("version", secret), ("reading", secret),
        ("entity", "security-council-resolution-2593"), ("source", sha256),
    ):  # fmt: skip
        assert look(find, id) == look(find, "nothing-of-this-name")

    def told(act: Callable[[str], object], id: str) -> tuple[str, str]:
        with pytest.raises(TaiwaError) as raised:
            act(id)
        return raised.value.reason, str(raised.value).replace(id, "ID")

    for act in (
        lambda id: record.review(id),
        lambda id: record.search("water", {"forum": [id]}),
        lambda id: record.correct(id, "title", "x", "y"),
        lambda id: record.withdraw(id, 1, "y"),
        lambda id: record.reread(id),
        lambda id: record.set(id, "date", "2026", "y"),
        lambda id: record.describe_forum(id),
        lambda id: record.set("harbour/ministers-1/joint-statement", "meeting", id, "y"),
        lambda id: record.lineage(f"{id}#p1"),
        lambda id: record.put(Evidence(f"forum {id}", "", "certain", "x")),
    ):
        for hidden in ("veil", secret):
            assert told(act, hidden) == told(act, "nothing-of-this-name" + ("/x" if "/" in hidden else ""))
    with record.read() as asking:
        for subject in ("meeting veil/ministers-1", "forum veil", f"text {stray}"):
            assert asking.view.evidence(subject) == ()
            assert asking.view.changes(subject, below=True) == ()


def test_a_document_of_a_hidden_forum_is_filed_as_if_it_were_not_there(both: tuple[Any, ...]) -> None:
    whole, without, _, _ = both
    rights = PEOPLE["secretariat everywhere"]
    mine, others = (record.as_seen_by("x", rights) for record in (whole, without))
    first, second = (record.propose(document(SECRET)) for record in (mine, others))
    assert (first.same, first.text.forum, first.remarks) == (None, None, second.remarks)
    (added,) = mine.keep(document(SECRET))
    assert added.new
    assert added.text.forum is None
    # Its resolution is one that they have a text of now.
    with mine.read() as asking:
        assert asking.view.entity("security-council-resolution-2593").id == "security-council-resolution-2593"


def test_each_verb_needs_its_role_in_the_forum_concerned(both: tuple[Any, ...]) -> None:
    whole, _, shown, _ = both

    def tries(record: Record) -> dict[str, Callable[[], object]]:
        first = record.review(shown).reading.provisions[0]
        new = document(OPEN.replace("2028", record.user))
        return {
            "decide": lambda: record.correct(f"{shown}#{first.id}", "act", "state", "so it says"),
            "add": lambda: record.keep(new, Choice(meeting="harbour/ministers-1")),
            "describe": lambda: record.describe_meeting("harbour/ministers-1", place=record.user),
            "manage": lambda: record.describe_forum(record.user, names=["en=New Forum"]),
        }

    for n, (role, verbs) in enumerate(ROLES.items()):
        for where in ("harbour", EVERYWHERE, "veil"):
            rights = rights_of((Grant("x", where, role),))
            for verb, act in tries(whole.as_seen_by(f"user{n}{len(where)}", rights)).items():
                here = verb in verbs and where != "veil" and verb != "manage"
                if rights.everything or here:
                    act()
                else:
                    with pytest.raises(NotAllowed):
                        act()


def test_nothing_can_be_moved_where_one_may_not_write(both: tuple[Any, ...]) -> None:
    whole, _, _, _ = both
    whole.put(
        Forum("cove", (Name("Cove Forum", "en"),)),
        Meeting("cove/ministers-1", "cove", "ministers"),
        Text("cove/communique", "communique", "cove"),
    )
    record = whole.as_seen_by("x", Rights((("harbour", "secretariat"),)))
    text = "harbour/ministers-1/joint-statement"
    for forum in ("veil", "nowhere"):
        with pytest.raises(NotInRecord, match=f"no forum '{forum}'"):
            record.put(Text("new", "text", forum))
    with pytest.raises(NotAllowed):
        record.put(Text("new", "text", "cove"))
    with pytest.raises(NotAllowed):
        record.set("cove/communique", "forum", "harbour", "why")
    with pytest.raises(WrongValue, match="set its meeting"):
        record.set(text, "forum", "cove", "why")
    with pytest.raises(NotAllowed):
        record.set(text, "meeting", "cove/ministers-1", "why")
    with record.read() as asking:
        assert asking.view.text("cove/communique").forum == "cove"


def test_a_new_version_of_a_confidential_forum_is_gone_at_once(both: tuple[Any, ...]) -> None:
    whole, _, shown, _ = both
    record = whole.as_seen_by("x", OUTSIDE)
    assert record.search("water").found.total == 1
    whole.describe_forum("harbour", confidential=True)
    assert record.search("water").found.total == 0
    with pytest.raises(NotInRecord):
        record.review(shown)
    with pytest.raises(WrongQuery):
        record.search("")


def test_a_token_does_no_more_than_its_scopes() -> None:
    everything = rights_of((Grant("x", EVERYWHERE, "administrator"),), frozenset({"read"}))
    assert everything.granted is None
    assert [verb for verb in VERBS if everything.may(verb, "harbour")] == ["read"]
    assert [verb for verb in VERBS if ALL.may(verb, None)] == list(VERBS)
    editor = rights_of((Grant("x", "veil", "editor"),), frozenset({"read", "add"}))
    assert [verb for verb in VERBS if editor.may(verb, "veil", confidential=True)] == ["read", "add"]
    assert not editor.may("read", "other", confidential=True)
    assert editor.anywhere("add")
    assert not editor.anywhere("decide")


def test_what_one_does_stands_under_ones_name(both: tuple[Any, ...]) -> None:
    whole, _, shown, _ = both
    whole.as_seen_by("aya", rights_of((Grant("aya", "harbour", "editor"),))).correct(shown, "title", "Statement", "why")
    assert whole.history(shown)[-1].who == "aya"
    assert whole.user == "tester"


def test_every_verb_that_writes_asks_first() -> None:
    """A new verb can't forget it: only `_act` opens an act for a user, and whoever uses it asks `may`."""
    acts = 0
    for group in Record.__mro__[:-1]:
        (body,) = ast.parse(inspect.getsource(group)).body
        for verb in body.body:  # type: ignore[attr-defined]
            if not isinstance(verb, ast.FunctionDef):
                continue
            said = ast.unparse(verb)
            assert "store.write(" not in said or verb.name in ("_act", "_prepare"), verb.name
            assert said.count("self._act(") <= said.count("may.of") + said.count("may.new_or"), verb.name
            acts += said.count("self._act(")
    assert acts >= 14
