"""Decisions of several people on one thing: nobody overwrites another unseen, and what was decided can be undone."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from people import PASSWORD, Staffed, signed_in
from places import IN_CHROMIUM, TEXT, VERSION, token_of
from playwright.sync_api import Page, expect

from taiwa.errors import ChangedMeanwhile
from taiwa.record import Record
from taiwa.web.filling import unchanged

Form = dict[str, Any]


def record_of(app: FastAPI) -> Record:
    record = app.state.record
    assert isinstance(record, Record)
    return record


def ref_of(app: FastAPI, n: int = 7) -> str:
    start, end = record_of(app).review(VERSION).reading.provisions[n].anchor
    return f"{VERSION}@{start}-{end}"


def opened(client: TestClient, address: str) -> Form:
    """What a browser would send of the form on a page, as it was opened."""
    form = html.fromstring(client.get(address).text).get_element_by_id("form")
    fields = dict(form.form_values())  # type: ignore[attr-defined]
    fields["fields"] = [value for name, value in form.form_values() if name == "fields"]  # type: ignore[attr-defined]
    return fields


@pytest.mark.parametrize("part", ["", "?part=1"])
def test_only_what_a_person_changed_is_decided(app: FastAPI, writer: TestClient, part: str) -> None:
    ref = ref_of(app)
    one, other = opened(writer, f"/correct/{ref}{part}"), opened(writer, f"/correct/{ref}{part}")
    one |= {"followup": "none" if one["followup"] != "none" else "intention", "fields": ["health"], "why": "first"}
    assert writer.post(f"/correct/{ref}", data=one).status_code == 303
    # The other form still shows what was so before; that isn't written back.
    answer = writer.post(f"/correct/{ref}", data=other | {"act": "undertake", "why": "second"})
    assert answer.status_code == 303
    now = writer.get(f"/api/v1/provisions/{ref}").json()
    assert (now["act"], now["followup"], now["fields"]) == ("undertake", one["followup"], ["health"])
    assert [each["correction"]["field"] for each in now["decisions"]] == ["followup", "fields", "act"]


def test_what_two_changed_is_shown_and_asked_again(app: FastAPI, writer: TestClient) -> None:
    ref = ref_of(app)
    one, other = opened(writer, f"/correct/{ref}"), opened(writer, f"/correct/{ref}")
    writer.post(f"/correct/{ref}", data=one | {"act": "agree", "followup": "intention", "why": "first of all"})
    answer = writer.post(f"/correct/{ref}", data=other | {"act": "undertake", "why": "second"})
    assert answer.status_code == 412
    page = html.fromstring(answer.text)
    assert page.xpath("//table[@class='apart']//th[@scope='row']/text()") == ["act"]
    said = page.xpath("string(//div[@role='alert'])")
    assert "tester" in said
    assert "first of all" in said
    assert writer.get(f"/api/v1/provisions/{ref}").json()["act"] == "agree"
    # The form has what was written, and beside it what is so now: sent again it is meant.
    again = page.get_element_by_id("form")
    fields: Form = dict(again.form_values())  # type: ignore[attr-defined]
    assert (fields["act"], fields["followup"], fields["why"]) == ("undertake", "intention", "second")
    fields["fields"] = other["fields"]
    assert writer.post(f"/correct/{ref}", data=fields).status_code == 303
    now = writer.get(f"/api/v1/provisions/{ref}").json()
    assert (now["act"], now["followup"]) == ("undertake", "intention")


def test_the_same_decision_of_two_is_no_conflict(app: FastAPI, writer: TestClient) -> None:
    ref = ref_of(app)
    form = opened(writer, f"/correct/{ref}") | {"act": "undertake", "why": "both say so"}
    assert writer.post(f"/correct/{ref}", data=form).status_code == 303
    assert writer.post(f"/correct/{ref}", data=form).status_code == 303
    assert writer.get(f"/api/v1/corrections?version={VERSION}").json()["total"] == 1


def test_who_says_that_it_is_none_has_seen_it_as_it_is(app: FastAPI, writer: TestClient) -> None:
    ref = ref_of(app)
    one, other = opened(writer, f"/correct/{ref}"), opened(writer, f"/correct/{ref}")
    writer.post(f"/correct/{ref}", data=one | {"act": "undertake", "why": "first"})
    assert writer.post(f"/correct/{ref}", data=other | {"absent": "1", "why": "second"}).status_code == 412
    # And the other way round: who corrects what is none by now is told so.
    again = opened(writer, f"/correct/{ref}")
    assert writer.post(f"/correct/{ref}", data=again | {"absent": "1", "why": "a quotation"}).status_code == 303
    answer = writer.post(f"/correct/{ref}", data=other | {"act": "agree", "why": "late"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/read/{ref}?done=gone")
    assert "was not kept" in writer.get(answer.headers["location"]).text


def test_the_check_is_made_within_the_act_that_writes(app: FastAPI) -> None:
    ref, record = ref_of(app), record_of(app)
    seen = unchanged(ref, {"act": "another"}, ("act",))
    with pytest.raises(ChangedMeanwhile):
        record.decide(ref, {"act": "undertake"}, "x", seen=seen)


@pytest.mark.parametrize(
    "shown", ["{}", "[", "3", '{"act": 1, "force": "", "followup": "", "speaker": [], "fields": []}']
)
def test_a_form_that_is_not_whole_is_refused(app: FastAPI, writer: TestClient, shown: str) -> None:
    ref = ref_of(app)
    form = opened(writer, f"/correct/{ref}") | {"shown": shown, "act": "undertake", "why": "x"}
    assert writer.post(f"/correct/{ref}", data=form).status_code == 422


def test_two_who_correct_one_fact_are_told(writer: TestClient) -> None:
    one, other = (opened(writer, f"/correct/{VERSION}?fact=place") for _ in range(2))
    assert one["value"]
    assert writer.post(f"/correct/{VERSION}", data=one | {"value": "Old Kanavik", "why": "first"}).status_code == 303
    answer = writer.post(f"/correct/{VERSION}", data=other | {"value": "New Kanavik", "why": "second"})
    assert answer.status_code == 412
    assert html.fromstring(answer.text).xpath("//table[@class='apart']//td/text()") == ["Old Kanavik", "New Kanavik"]
    again = dict(html.fromstring(answer.text).get_element_by_id("form").form_values())  # type: ignore[attr-defined]
    assert writer.post(f"/correct/{VERSION}", data=again).status_code == 303
    # A decision on another fact is no conflict.
    other = opened(writer, f"/correct/{VERSION}?fact=title")
    writer.post(
        f"/correct/{VERSION}", data=opened(writer, f"/correct/{VERSION}?fact=date") | {"value": "2030", "why": "x"}
    )
    assert writer.post(f"/correct/{VERSION}", data=other | {"value": "Words", "why": "x"}).status_code == 303


# --- undone ---


def test_what_is_no_provision_is_said_with_who_and_why_and_can_be_undone(app: FastAPI, writer: TestClient) -> None:
    ref = ref_of(app)
    form = opened(writer, f"/correct/{ref}")
    writer.post(f"/correct/{ref}", data=form | {"absent": "1", "why": "only quoted"})
    assert writer.get(f"/correct/{ref}").headers["location"] == f"/read/{ref}"
    for page in (f"/read/{ref}", f"/read/{VERSION}"):
        shown = html.fromstring(writer.get(page).text)
        (way,) = shown.xpath("//form[@class='withdraw']")
        assert "only quoted" in way.text_content()
        assert "tester" in way.text_content()
        assert way.get("action") == f"/withdraw/{VERSION}"
    fields = {name: value for name, value in way.form_values()}
    answer = writer.post(f"/withdraw/{VERSION}", data=fields | {"why": "not quoted"})
    assert answer.headers["location"] == f"/read/{ref}?done=withdrawn"
    led = writer.get(answer.headers["location"]).headers["location"]
    assert led == f"/read/{VERSION}?done=withdrawn#t7"
    assert "Withdrawn" in writer.get(led).text
    assert writer.get(f"/correct/{ref}").status_code == 200


def test_one_act_is_one_entry_with_one_way_back(app: FastAPI, writer: TestClient) -> None:
    ref = ref_of(app)
    before = writer.get(f"/api/v1/provisions/{ref}").json()
    form = opened(writer, f"/correct/{ref}")
    writer.post(f"/correct/{ref}", data=form | {"act": "undertake", "fields": ["health"], "why": "as agreed"})
    page = html.fromstring(writer.get(f"/correct/{ref}").text)
    (way,) = [each for each in page.xpath("//form[@class='withdraw']") if each.get("action").startswith("/withdraw/")]
    assert way.xpath("input[@name='number']/@value") == ["1", "2"]
    for each in ("undertake", "health", "as agreed"):
        assert each in way.text_content()
    history = html.fromstring(writer.get(f"/history/{VERSION}").text)
    (entry,) = [each for each in history.xpath("//ol[@class='changes']/li") if "as agreed" in each.text_content()]
    words = entry.xpath("string(details/dl)")
    assert "undertake" in words
    assert "health" in words
    assert '"' not in words
    given = {"token": form["token"], "number": ["1", "2"], "why": "on reflection"}
    assert writer.post(f"/withdraw/{VERSION}", data=given).status_code == 303
    now = writer.get(f"/api/v1/provisions/{ref}").json()
    assert (now["act"], now["fields"], now["decisions"]) == (before["act"], before["fields"], [])
    # All or none.
    assert writer.post(f"/withdraw/{VERSION}", data=given).status_code == 404


# --- in words ---


def test_facts_are_shown_and_corrected_in_words(app: FastAPI, writer: TestClient) -> None:
    page = html.fromstring(writer.get(f"/correct/{VERSION}").text)
    shown = page.xpath("string(//dl)")
    assert "[" not in shown
    assert "{" not in shown
    assert page.xpath("count(//dl//a)") == 13
    form = opened(writer, f"/correct/{VERSION}?fact=participants")
    lines = form["value"].strip().splitlines()
    before = record_of(app).review(VERSION).reading.statement.participants
    assert len(lines) == len(before)
    lines[0] = lines[0].replace("Minister for Foreign Affairs", "Deputy Prime Minister")
    form |= {"value": "\r\n".join(lines), "why": "the list says so"}
    assert writer.post(f"/correct/{VERSION}", data=form).status_code == 303
    now = record_of(app).review(VERSION).reading.statement.participants
    assert (now[0].office, now[0].span, now[0].chair) == ("Deputy Prime Minister", before[0].span, before[0].chair)
    assert now[1:] == before[1:]
    form = opened(writer, f"/correct/{VERSION}?fact=parties")
    form |= {"value": form["value"] + "\nXN; Nornland; the North", "why": "it acceded"}
    assert writer.post(f"/correct/{VERSION}", data=form).status_code == 303
    assert record_of(app).review(VERSION).reading.statement.parties["XN"] == ("Nornland", "the North")
    for page_of in (f"/correct/{VERSION}", f"/history/{VERSION}"):
        shown = html.fromstring(writer.get(page_of).text).xpath("string(//dl | //form[@class='withdraw'])")
        assert '{"' not in shown
    assert "Deputy Prime Minister" in writer.get(f"/history/{VERSION}").text


@pytest.mark.parametrize(
    ("part", "value"),
    [("participants", "only a name"), ("participants", "Nobody Named; Minister; XA"), ("participants", "a;b;c;*;d"),
     ("next", "2030; Kanavik; many"), ("next", "2030\n2031"), ("date", "soon"), ("place", " ")],
)  # fmt: skip
def test_a_fact_that_can_not_be_stays_in_the_form(writer: TestClient, part: str, value: str) -> None:
    form = opened(writer, f"/correct/{VERSION}?fact={part}") | {"value": value, "why": "so"}
    answer = writer.post(f"/correct/{VERSION}", data=form)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert page.xpath("//input[@name='why']/@value") == ["so"]
    assert page.xpath("//div[@role='alert']")


def test_the_next_meeting_is_said_in_parts(app: FastAPI, writer: TestClient) -> None:
    form = opened(writer, f"/correct/{VERSION}?fact=next") | {"value": "2031-05; ; 5; XB", "why": "announced"}
    assert writer.post(f"/correct/{VERSION}", data=form).status_code == 303
    now = record_of(app).review(VERSION).reading.statement.next
    assert now is not None
    assert (now.date, now.place, now.session, now.chair) == ("2031-05", None, 5, "XB")


# --- speakers ---


def test_a_speaker_whom_nobody_knows_is_asked_about(app: FastAPI, writer: TestClient) -> None:
    ref = ref_of(app)
    form = opened(writer, f"/correct/{ref}") | {"speaker": "XA, Norland", "why": "as they say"}
    answer = writer.post(f"/correct/{ref}", data=form)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert page.xpath("//input[@name='speaker']/@value") == ["XA, Norland"]
    assert "Norland" in page.xpath("string(//div[@role='alert']/p)")
    assert "XA" not in page.xpath("string(//div[@role='alert']/p)")
    assert writer.post(f"/correct/{ref}", data=form | {"anyone": "1"}).status_code == 303
    assert writer.get(f"/api/v1/provisions/{ref}").json()["speaker"] == ["XA", "Norland"]
    # States of the registry, by code or name, are known.
    form = opened(writer, f"/correct/{ref}") | {"speaker": "JP, Kazakhstan", "why": "as they say"}
    assert writer.post(f"/correct/{ref}", data=form).status_code == 303


def test_the_same_of_a_provision_that_was_missed(app: FastAPI, writer: TestClient) -> None:
    each = record_of(app).review(VERSION).reading.assertions[0]
    where = f"/missing/{VERSION}@{each.spans[0].start}-{each.spans[-1].end}"
    form = {"token": token_of(writer, where), "predicate": each.text.split()[1], "act": "agree", "why": "heard"}
    answer = writer.post(where, data=form | {"speaker": "Norland"})
    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath("//input[@name='anyone']")
    assert writer.post(where, data=form | {"speaker": "Norland", "anyone": "1"}).status_code == 303


def test_the_history_keeps_what_the_record_keeps(app: FastAPI, writer: TestClient) -> None:
    """Grouping is the page's: each field stays a line of its own."""
    ref = ref_of(app)
    form = opened(writer, f"/correct/{ref}")
    writer.post(f"/correct/{ref}", data=form | {"act": "undertake", "fields": ["health"], "why": "as agreed"})
    lines = writer.get(f"/api/v1/history?subject={TEXT}").json()["items"]
    assert [json.loads(line["after"])["field"] for line in lines if line["verb"] == "correct"] == ["act", "fields"]


# --- a session that ended ---


def test_who_was_signed_out_is_told_and_led_back_to_the_form(app: FastAPI) -> None:
    ref, staffed = ref_of(app), Staffed(app)
    client = signed_in(staffed, staffed.add("ume", ("kitanagi", "editor")))
    form = opened(client, f"/correct/{ref}") | {"act": "undertake", "why": "x"}
    client.cookies.clear()
    # The session is gone; the form comes all the same.
    answer = client.post(f"/correct/{ref}", data=form)
    there = answer.headers["location"]
    assert parse_qs(urlsplit(there).query) == {"to": [quote(f"/correct/{ref}")], "lost": ["1"]}
    page = html.fromstring(client.get(there).text)
    assert "was not kept" in page.get_element_by_id("lost").text_content()
    assert page.xpath("//input[@name='to']/@value") == [quote(f"/correct/{ref}")]
    # A form whose address has no page leads to where it stood, but to no other site.
    for came, to in ((f"http://localhost/read/{ref}", f"/read/{ref}"), ("http://elsewhere.example/x", None)):
        answer = client.post(f"/withdraw/{VERSION}", data={"number": "1", "why": "x"}, headers={"referer": came})
        assert parse_qs(urlsplit(answer.headers["location"]).query).get("to", [None]) == [to]
    assert "lost" not in client.get(f"/correct/{ref}").headers["location"]


@IN_CHROMIUM
def test_what_was_written_is_put_back_after_signing_in(app: FastAPI, page: Page, place: str) -> None:
    ref, staffed = ref_of(app), Staffed(app)
    staffed.add("ume", ("kitanagi", "editor"))

    def sign_in() -> None:
        page.get_by_label("Account").fill("ume")
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("form.sheet button.main").click()

    page.goto(f"{place}/signin?to=/correct/{ref}")
    sign_in()
    page.locator("#form [name=act]").select_option("undertake")
    page.locator("#form [name=why]").fill("written at length")
    page.context.clear_cookies(name="taiwa_session")
    page.locator("#form button.main").click()
    expect(page.locator("#lost")).to_contain_text("this window still has it")
    sign_in()
    expect(page.locator("#form [name=why]")).to_have_value("written at length")
    expect(page.locator("#form [name=act]")).to_have_value("undertake")
    expect(page.locator("#form [role=status]")).to_contain_text("stands in the form again")
    page.locator("#form button.main").click()
    expect(page.locator(".done")).to_be_in_viewport()
    assert page.evaluate("sessionStorage.length") == 0
