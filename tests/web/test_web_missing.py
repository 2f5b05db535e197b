"""A provision that the reader missed, one that is none, fields emptied, mentions linked: what people decide."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from places import TEXT, VERSION, token_of

from taiwa.errors import NotInRecord, WrongValue
from taiwa.model import Span
from taiwa.record import Record
from taiwa.view.sheet import rows
from taiwa.web.room.passages import row_around, selected, words_in


def record_of(app: FastAPI) -> Record:
    record = app.state.record
    assert isinstance(record, Record)
    return record


def passage(app: FastAPI) -> tuple[str, str]:
    """The address of the form for the first passage that is no provision, and its words."""
    reading = record_of(app).review(VERSION).reading
    each = reading.assertions[0]
    return f"/missing/{VERSION}@{each.spans[0].start}-{each.spans[-1].end}", each.text


def test_a_missed_provision_is_added_and_found(app: FastAPI, writer: TestClient) -> None:
    where, words = passage(app)
    room = html.fromstring(writer.get(f"/read/{VERSION}").text)
    assert where in room.xpath("//ul[@class='passages']//a/@href")
    form = html.fromstring(writer.get(where).text)
    # What fits between mark and mark is the passage itself.
    assert form.xpath("normalize-space(//p[@class='words']/mark)") == " ".join(words.split())
    predicate, content = words.split()[1], " ".join(words.split()[2:5])
    given: dict[str, Any] = {
        "token": token_of(writer, where), "predicate": predicate, "content": content, "act": "undertake", "force": "4",
        "followup": "commitment", "speaker": "XA, XB", "fields": ["trade", "energy"], "why": "the delegations said so",
    }  # fmt: skip
    before = writer.get(f"/api/v1/provisions?version={VERSION}").json()["total"]
    answer = writer.post(where, data=given)
    assert answer.status_code == 303
    link = answer.headers["location"]
    assert writer.get(link).headers["location"].startswith(f"/read/{VERSION}?done=kept#t")
    found = writer.get(f"/api/v1/provisions?version={VERSION}").json()
    assert found["total"] == before + 1
    (added,) = [each for each in found["items"] if each["id"].startswith("a")]
    text = record_of(app).review(VERSION).reading.source.text
    assert text[slice(*added["anchor"])] == predicate
    assert " ".join(text[slice(*added["content"][0])].split()) == content
    said = (added["act"], added["force"], added["followup"], added["speaker"], added["fields"])
    assert said == ("undertake", 4, "commitment", ["XA", "XB"], ["trade", "energy"])
    room = html.fromstring(writer.get(f"/read/{VERSION}").text)
    (card,) = room.xpath("//a[text()=$id]/ancestor::li[starts-with(@id, 'c')]", id=added["id"])
    assert "decided by tester" in card.text_content()
    assert where not in html.fromstring(writer.get(f"/read/{VERSION}").text).xpath("//ul[@class='passages']//a/@href")
    hits = writer.get(f"/api/v1/search?owner={VERSION}&kind=provision&field=energy&speaker=XB").json()["items"]
    assert f"{VERSION}#{added['id']}" in [each["ref"] for each in hits]
    # It can be corrected like any other, and taken out again.
    ref = added["ref"]
    writer.post(f"/correct/{ref}", data={"token": given["token"], "act": "agree", "why": "weaker"})
    assert writer.get(f"/api/v1/provisions/{ref}").json()["act"] == "agree"
    writer.post(f"/correct/{ref}", data={"token": given["token"], "absent": "1", "why": "none after all"})
    assert writer.get(f"/api/v1/provisions?version={VERSION}").json()["total"] == before


@pytest.mark.parametrize(
    "change",
    [{"predicate": ""}, {"predicate": "words that are nowhere"}, {"act": "swear"}, {"act": ""}, {"why": " "},
     {"fields": ["moon"]}, {"force": "9"}, {"content": "not there either"}, {"followup": "perhaps"}],
)  # fmt: skip
def test_what_can_not_be_is_said_beside_the_form(app: FastAPI, writer: TestClient, change: dict[str, Any]) -> None:
    where, words = passage(app)
    given = {"token": token_of(writer, where), "predicate": words.split()[1], "act": "agree", "why": "because"}
    answer = writer.post(where, data=given | {"speaker": "<b>XA</b>", "anyone": "1"} | change)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert page.xpath("//p[@role='alert']")
    # What was written is still there.
    assert page.xpath("//input[@name='speaker']/@value") == ["<b>XA</b>"]
    assert writer.get(f"/api/v1/corrections?version={VERSION}").json()["total"] == 0


def test_where_one_is_already_it_is_corrected(app: FastAPI, writer: TestClient) -> None:
    each = record_of(app).review(VERSION).reading.provisions[7]
    where = f"/missing/{VERSION}@{each.anchor.start}-{each.anchor.end}"
    correct = f"/correct/{VERSION}@{each.anchor.start}-{each.anchor.end}"
    assert html.fromstring(writer.get(where).text).xpath("//p[@role='status']/a/@href") == [correct]
    given = {"token": token_of(writer, where), "predicate": each.quote, "act": "agree", "why": "because"}
    assert "already" in writer.post(where, data=given).text
    assert writer.get(f"/missing/{VERSION}@5-3").status_code == 404
    assert writer.get(f"/missing/{VERSION}@0-99999999").status_code == 404
    assert writer.get(f"/missing/{VERSION}").status_code == 404


def test_a_selection_on_the_page_leads_to_its_characters(app: FastAPI, writer: TestClient) -> None:
    for version in (f"{TEXT}/en", f"{TEXT}/ja", f"{TEXT}/ru"):
        reading = record_of(app).review(version).reading
        for row in [row for row in rows(reading) if row.kind == "provision"][:6]:
            shown = "".join(run.text for run in row.runs)
            start, end = len(shown) // 3, 2 * len(shown) // 3
            span = selected(reading, row.runs[0].start, start, end)
            assert "".join(reading.source.text[slice(*span)].split()) == "".join(shown[start:end].split())
            query = f"row={row.runs[0].start}&start={start}&end={end}"
            led = writer.get(f"/missing/{version}?{query}").headers["location"]
            assert led == f"/missing/{version}@{span.start}-{span.end}"
            around = row_around(reading, span.start)
            assert around.start == row.runs[0].start
            assert words_in(reading.source.text, shown[start:end], around) == span
    assert writer.get(f"/missing/{VERSION}?row=1&start=0&end=5").status_code == 404
    assert writer.get(f"/missing/{VERSION}?row=0&start=0&end=99999").status_code == 404


def test_words_are_found_wherever_lines_end() -> None:
    text = "They agreed\n   to meet. They agreed."
    assert words_in(text, "agreed to", Span(0, len(text))) == Span(5, 17)
    assert words_in("大臣は歓\n迎した。", "歓迎した", Span(0, 9)) == Span(3, 8)
    for words in ("never", "", "  ", "(.*)"):
        with pytest.raises(WrongValue):
            words_in(text, words, Span(0, len(text)))


def test_speaker_and_fields_can_be_said_to_be_none(app: FastAPI, writer: TestClient) -> None:
    each = next(each for each in record_of(app).review(VERSION).reading.provisions if each.speaker and each.fields)
    ref = f"{VERSION}@{each.anchor.start}-{each.anchor.end}"
    form = {"token": token_of(writer), "act": each.act, "followup": each.followup, "why": "nobody is named"}
    # What is left out of a form stays as it is.
    assert writer.post(f"/correct/{ref}", data=form).status_code == 422
    assert (
        writer.post(f"/correct/{ref}", data=form | {"nobody": "1", "fieldless": "1", "force": "0"}).status_code == 303
    )
    now = writer.get(f"/api/v1/provisions/{ref}").json()
    assert (now["speaker"], now["fields"], now["force"]) == ([], [], 0)
    room = writer.get(f"/read/{VERSION}")
    assert room.status_code == 200


@pytest.mark.parametrize("part", ["place", "date", "chair", "participants", "parties", "session", "dates", "next"])
def test_a_fact_can_be_said_not_to_be_there(app: FastAPI, writer: TestClient, part: str) -> None:
    form = {"token": token_of(writer), "part": part, "empty": "1", "why": "it is only implied"}
    assert writer.post(f"/correct/{VERSION}", data=form).status_code == 303
    assert not getattr(record_of(app).review(VERSION).reading.statement, part)
    assert writer.get(f"/read/{VERSION}").status_code == 200


def test_a_fact_needs_a_value_or_none(writer: TestClient) -> None:
    for wrong in ({"part": "place"}, {"part": "moon", "empty": "1"}):
        assert (
            writer.post(f"/correct/{VERSION}", data={"token": token_of(writer), "why": "x", **wrong}).status_code == 422
        )


def test_a_mention_is_linked_and_the_link_taken_back(app: FastAPI, writer: TestClient) -> None:
    provisions = record_of(app).review(VERSION).reading.provisions
    each, mention = next((each, it) for each in provisions for it in each.mentions if it.kind in ("programme", "body"))
    ref = f"{VERSION}@{each.anchor.start}-{each.anchor.end}"
    token = token_of(writer)
    record_of(app).describe_entity("tidal-office", kind="body", names=["en=Tidal Office"])
    form = {"token": token, "written": mention.name, "why": "meant in the annex"}
    for wrong in ({"entity": ""}, {"entity": "tidal-office", "why": " "}):
        assert writer.post(f"/link/{ref}", data=form | wrong).status_code == 422
    assert writer.post(f"/link/{ref}", data=form | {"entity": "no such body"}).status_code == 404
    assert writer.post(f"/link/{ref}", data=form | {"entity": "Tidal Office"}).status_code == 303
    page = html.fromstring(writer.get(f"/correct/{ref}").text)
    assert "/entity/tidal-office" in page.xpath("//form//a/@href")
    assert page.xpath("//button[@formaction]/@formaction") == [f"/unlink/{ref}"]
    hits = writer.get("/api/v1/search?kind=provision&entity=tidal-office").json()["items"]
    assert [hit["ref"] for hit in hits] == [f"{VERSION}#{each.id}"]
    assert writer.post(f"/unlink/{ref}", data=form).status_code == 303
    assert writer.get("/api/v1/search?kind=provision&entity=tidal-office").json()["total"] == 0
    assert writer.post(f"/unlink/{ref}", data=form).status_code == 404
    history = writer.get(f"/api/v1/history?subject={VERSION}").json()["items"]
    assert [line["verb"] for line in history][-2:] == ["link", "unlink"]
    assert json.loads(history[-1]["after"])["entity"] == "tidal-office"
    assert writer.get(f"/history/{VERSION}").text.count("took back the link") == 1


def test_nothing_there_is_said_by_name(app: FastAPI) -> None:
    reading = record_of(app).review(VERSION).reading
    with pytest.raises(NotInRecord):
        row_around(reading, 10**7)
    row = next(row for row in rows(reading) if " " in row.runs[0].text)
    at = row.runs[0].text.index(" ")
    with pytest.raises(WrongValue, match="space"):
        selected(reading, row.runs[0].start, at, at + 1)
