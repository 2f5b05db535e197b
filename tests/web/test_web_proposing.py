"""Before a document is kept: where it may go, what was read in it, and what the page's form gives away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from people import Staffed, signed_in
from places import TEXT, VERSION, token_of
from test_web_changes import STATEMENT, upload

from taiwa.model import Forum, Name
from taiwa.view.labels import INTERFACES, labels_in
from taiwa.web.guards import LARGEST_FORM, LARGEST_UPLOAD


def previewed(client: TestClient, words: str, **asked: str) -> tuple[str, Any]:
    _, ticket = upload(client, "statement.txt", words.encode())
    return ticket, html.fromstring(client.get(ticket, params=asked).text)


@pytest.fixture
def editor(app: FastAPI) -> TestClient:
    """An editor of one forum alone, which is not that of the statement."""
    app.state.record.put(Forum("tidal", (Name("Tidal Forum", "en", "full"),)))
    staffed = Staffed(app)
    return signed_in(staffed, staffed.add("ito", ("tidal", "editor")))


def test_who_may_not_add_there_is_told_so_and_offered_where_they_may(editor: TestClient) -> None:
    ticket, page = previewed(editor, STATEMENT)
    said = " ".join(page.xpath("//*[@role='status']//text()"))
    assert "kitanagi" in said
    assert "tidal" in said
    assert page.xpath("//select[@name='forum']/option/@value") == ["tidal"]
    form = {"token": token_of(editor, ticket), "forum": "tidal"}
    kept = editor.post(ticket, data=form)
    assert kept.headers["location"].startswith("/read/tidal/")


def test_a_refusal_to_keep_stays_in_the_form(editor: TestClient) -> None:
    ticket, _ = previewed(editor, STATEMENT)
    refused = editor.post(ticket, data={"token": token_of(editor, ticket), "forum": "kitanagi"})
    assert refused.status_code == 403
    page = html.fromstring(refused.text)
    assert page.xpath("//*[@role='alert']/b")[0].text == labels_in("en").tables["reason"]["not-allowed"]
    assert page.xpath("//form[@action=$here]", here=ticket)


def test_asking_again_where_it_goes_gives_no_token_away(writer: TestClient) -> None:
    _, page = previewed(writer, STATEMENT)
    (form,) = [each for each in page.forms if each.xpath(".//button[@formmethod='get']")]
    assert "token" not in dict(form.form_values())
    (keeps,) = form.xpath(".//button[@name='token']")
    assert keeps.get("value")


def test_all_that_was_read_is_counted_and_listed(writer: TestClient) -> None:
    words = STATEMENT + "\nThe hall has a blue door. Quoth seven herons nevermore whatever.\n"
    _, page = previewed(writer, words)
    tables = labels_in("en").tables
    heads = [" ".join(each.text_content().split()) for each in page.xpath("//section//h2")]
    assert any(each.startswith(tables["say"]["provisions"]) for each in heads)
    assert any(each.startswith((tables["say"]["assertions"], tables["say"]["residue"])) for each in heads)
    items = page.xpath("//ol[@class='plain-list']/li")
    assert items
    assert all(len(each.xpath(".//mark[@class='predicate']")) == 1 for each in items)


def test_a_document_without_a_provision_is_warned_of(writer: TestClient) -> None:
    _, ticket = upload(writer, "a.txt", b"hello world", language="en")
    said = html.fromstring(writer.get(ticket).text).xpath("//*[@role='status']")
    assert labels_in("en").tables["web"]["nothing_read"] in [each.text_content() for each in said]
    assert labels_in("en").tables["web"]["nothing_read"] not in html.tostring(previewed(writer, STATEMENT)[1]).decode()


@pytest.mark.parametrize("language", INTERFACES)
def test_what_is_missing_is_said_in_words_of_the_page(writer: TestClient, language: str) -> None:
    writer.cookies.set("taiwa_interface", language)
    unknown = STATEMENT.replace("Kitanagi", "Sevenfold")
    _, page = previewed(writer, unknown)
    said = page.text_content()
    assert "taiwa forum add" not in said
    assert "--text" not in said
    assert any(each.startswith("/new/forum") for each in page.xpath("//main//a/@href"))


def test_who_may_not_make_a_forum_is_not_led_there(editor: TestClient) -> None:
    _, page = previewed(editor, STATEMENT.replace("Kitanagi", "Sevenfold"))
    assert not [each for each in page.xpath("//main//a/@href") if each.startswith("/new/forum")]


def test_a_document_too_large_is_refused_in_the_form(app: FastAPI, writer: TestClient) -> None:
    heavy = {"content-length": str(LARGEST_UPLOAD + 1)}
    refused = html.fromstring(writer.post("/add", headers=heavy, content=b"x").text)
    assert refused.xpath("//input[@type='file']")
    assert "32 MB" in refused.xpath("//*[@role='alert']")[0].text_content()
    assert "/signin" not in refused.xpath("//nav//a/@href")
    assert "/search" in refused.xpath("//nav//a/@href")
    Staffed(app)
    stranger = html.fromstring(writer.post("/add", headers=heavy, content=b"x").text)
    assert not stranger.xpath("//input[@type='file']")
    assert "/signin" in stranger.xpath("//nav//a/@href")
    small = writer.put("/api/v1/forums/tidal", headers={"content-length": str(LARGEST_FORM + 1)}, content=b"x")
    assert (small.status_code, small.json()["detail"]) == (413, "a request may hold 256 kB here")


@pytest.mark.parametrize("language", INTERFACES)
def test_who_lacks_a_right_is_told_which_roles_have_it(app: FastAPI, language: str) -> None:
    staffed = Staffed(app)
    reader = signed_in(staffed, staffed.add("sato"))
    reader.cookies.set("taiwa_interface", language)
    said = html.fromstring(reader.get("/add").text).text_content()
    tables = labels_in(language).tables
    assert tables["scope"]["add"] in said
    assert tables["access"]["editor"] in said
    assert "that may add" not in said


def test_a_confidential_forum_is_called_so_for_those_who_see_it(app: FastAPI, writer: TestClient) -> None:
    pages = ("/forum/kitanagi", "/meeting/kitanagi/foreign-ministers-3", f"/text/{TEXT}", f"/read/{VERSION}")
    for page in pages:
        assert not html.fromstring(writer.get(page).text).xpath("//*[@class='sealed']")
    with app.state.record.read() as asking:
        noun = asking.view.forum("kitanagi")
    app.state.record.put(replace(noun, confidential=True), why="x")
    for page in pages:
        assert html.fromstring(writer.get(page).text).xpath("//*[@class='sealed']/text()") == ["confidential"]


def test_who_sees_nothing_is_told_why(app: FastAPI, writer: TestClient) -> None:
    with app.state.record.read() as asking:
        noun = asking.view.forum("kitanagi")
    app.state.record.put(replace(noun, confidential=True), why="x")
    staffed = Staffed(app)
    page = html.fromstring(signed_in(staffed, staffed.add("sato")).get("/").text).text_content()
    assert labels_in("en").tables["web"]["no_role_yet"] in page
