"""Forms that describe nouns: what is entered is kept, with a line in the history; nobody overwrites another unseen."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from people import Staffed, signed_in
from places import HERE, TEXT, VERSION

from taiwa.view.labels import INTERFACES, labels_in

FORUM, MEETING = "/forum/kitanagi/edit", "/meeting/kitanagi/foreign-ministers-3/edit"
PAGES = (
    FORUM, MEETING, f"/text/{TEXT}/edit", f"/version/{VERSION}/edit", "/new/forum", "/new/meeting/kitanagi",
    "/delegate/kitanagi/foreign-ministers-3",
)  # fmt: skip


def form_of(client: TestClient, page: str) -> dict[str, Any]:
    """What a browser would send of a page's form if nobody touched it."""
    return fields_of(client.get(page).text)


def fields_of(page: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in html.fromstring(page).xpath("//form[contains(@class, 'describe')]")[0].form_values():
        out.setdefault(name, []).append(value)
    return out


def said(answer: Any) -> str:
    return str(html.fromstring(answer.text).xpath("//*[@role='alert']//b")[0].text)


def noun(client: TestClient, kind: str, id: str) -> dict[str, Any]:
    found = client.get(f"/api/v1/{kind}/{id}").json()
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("page", PAGES[:4])
def test_a_form_that_nobody_touched_changes_nothing(writer: TestClient, page: str) -> None:
    before = writer.get("/api/v1/history?limit=0").json()["total"]
    form = form_of(writer, page) | {"why": "looked at"}
    answer = writer.post(page, data=form)
    assert answer.status_code == 303, answer.text
    assert writer.get(answer.headers["location"]).status_code == 200
    assert writer.get("/api/v1/history?limit=0").json()["total"] == before


def test_a_meeting_is_described(writer: TestClient) -> None:
    form = form_of(writer, MEETING) | {"place": "Hernes", "next_chair": "XB", "number": "", "why": "as announced"}
    form.pop("counted")
    assert writer.post(MEETING, data=form).headers["location"] == "/meeting/kitanagi/foreign-ministers-3"
    now = noun(writer, "meetings", "kitanagi/foreign-ministers-3")
    assert (now["place"], now["next_chair"], now["number"], now["counted"]) == ("Hernes", "XB", None, False)
    assert "as announced" in writer.get("/history/kitanagi/foreign-ministers-3").text
    for wrong in ({"date": "soon"}, {"number": "many"}, {"number": "9" * 30}, {"status": "perhaps"}, {"level": ""}):
        refused = writer.post(MEETING, data=form_of(writer, MEETING) | wrong)
        assert (refused.status_code, said(refused)) == (422, labels_in("en").tables["reason"]["wrong-value"])
        # What was written stays written.
        assert wrong.items() <= {name: each[0] for name, each in fields_of(refused.text).items()}.items() or (
            "status" in wrong
        )


def test_a_forum_is_described_and_loses_nothing(writer: TestClient) -> None:
    before = noun(writer, "forums", "kitanagi")
    form = form_of(writer, FORUM)
    form["names_text"][-1], form["names_language"][-1], form["names_kind"][-1] = "Dialog Kitanagi", "pl", "full"
    form["members_party"][-1], form["members_role"][-1], form["members_since"][-1] = "XE", "observer", "2031"
    assert writer.post(FORUM, data=form).status_code == 303
    now = noun(writer, "forums", "kitanagi")
    assert now["names"] == [*before["names"], {"text": "Dialog Kitanagi", "language": "pl", "kind": "full"}]
    assert now["members"][-1] == {"party": "XE", "role": "observer", "since": "2031", "until": None}
    assert now["members"][:-1] == before["members"]
    assert now["levels"] == before["levels"]
    form = form_of(writer, FORUM)
    form["names_text"] = [""] * len(form["names_text"])
    assert writer.post(FORUM, data=form).status_code == 422


def test_texts_and_versions_need_a_reason(writer: TestClient) -> None:
    page = f"/version/{VERSION}/edit"
    form = form_of(writer, page) | {"authority": "press"}
    assert writer.post(page, data=form).status_code == 422
    assert writer.post(page, data=form | {"why": "the note verbale"}).headers["location"] == f"/read/{VERSION}"
    assert noun(writer, "versions", VERSION)["authority"] == "press"
    page = f"/text/{TEXT}/edit"
    form = form_of(writer, page) | {"meeting": "kitanagi/foreign-ministers-4", "why": "its heading says so"}
    assert writer.post(page, data=form).status_code == 303
    assert noun(writer, "texts", TEXT)["meeting"] == "kitanagi/foreign-ministers-4"
    refused = writer.post(page, data=form_of(writer, page) | {"meeting": "nowhere/1", "why": "x"})
    assert refused.status_code == 404


def test_what_is_new_is_added_once(writer: TestClient) -> None:
    form = form_of(writer, "/new/forum") | {"id": "tidal", "names_text": "Tidal Forum", "names_language": "en"}
    form |= {"names_kind": "full", "levels": "leaders\nofficials"}
    assert writer.post("/new/forum", data=form).headers["location"] == "/forum/tidal"
    assert [each["rank"] for each in noun(writer, "forums", "tidal")["levels"]] == [1, 2]
    again = writer.post("/new/forum", data=form | {"names_text": "Another"})
    assert (again.status_code, said(again)) == (409, labels_in("en").tables["reason"]["already-in-record"])
    assert fields_of(again.text)["id"] == ["tidal"]
    assert writer.post("/new/forum", data=form | {"id": ""}).status_code == 422
    assert '<p class="path"><a href="/">Forums</a></p>' in writer.get("/new/forum").text
    assert writer.post("/new/forum", data=form | {"id": "a b"}).status_code == 422
    page = "/new/meeting/tidal"
    form = form_of(writer, page) | {"id": "leaders-1", "level": "leaders", "date": "2032", "status": "planned"}
    assert writer.post(page, data=form).headers["location"] == "/meeting/tidal/leaders-1"
    assert noun(writer, "meetings", "tidal/leaders-1")["status"] == "planned"
    # Sent twice it is one; another of that name is refused.
    assert writer.post(page, data=form).status_code == 303
    assert writer.post(page, data=form | {"date": "2033"}).status_code == 409
    assert writer.get("/new/meeting/nowhere").status_code == 404


def test_a_delegation_is_described(writer: TestClient) -> None:
    page = "/delegate/kitanagi/foreign-ministers-4"
    form = form_of(writer, page) | {"party": "XA", "person": "Ora Tessel", "rank": "2", "attended": "no"}
    assert writer.post(page, data=form).headers["location"] == "/meeting/kitanagi/foreign-ministers-4"
    mine = f"{page}?party=XA&person=Ora+Tessel"
    link = html.fromstring(writer.get("/meeting/kitanagi/foreign-ministers-4").text).xpath(
        "//a[text()='Ora Tessel']/@href"
    )
    assert link == [mine]
    assert writer.post(mine, data=form_of(writer, mine) | {"office": "Minister", "attended": "yes"}).status_code == 303
    now = writer.get("/api/v1/delegates/kitanagi/foreign-ministers-4?party=XA&person=Ora Tessel").json()
    assert (now["office"], now["attended"], now["rank"], now["party_to_text"]) == ("Minister", True, 2, None)
    assert writer.post(page, data=form).status_code == 409
    assert writer.get(f"{page}?party=XA&person=Nobody").status_code == 404


# --- two at once ---


@pytest.mark.parametrize("language", INTERFACES)
def test_of_two_who_write_the_second_is_shown_both(app: FastAPI, writer: TestClient, language: str) -> None:
    writer.headers["accept-language"] = language
    mine = form_of(writer, MEETING) | {"place": "Hernes", "why": "my reason"}
    other = TestClient(app, base_url=HERE, follow_redirects=False)
    theirs = form_of(other, MEETING) | {"place": "Old Kanavik", "next_chair": "XE", "why": "theirs <b>"}
    assert other.post(MEETING, data=theirs).status_code == 303
    refused = writer.post(MEETING, data=mine)
    assert refused.status_code == 412
    page = html.fromstring(refused.text)
    alert = page.xpath("//*[@role='alert']")[0].text_content()
    assert "tester" in alert
    assert "theirs <b>" in alert
    rows = {row.xpath("./th")[0].text: [each.text for each in row.xpath("./td")] for row in page.xpath("//tbody/tr")}
    part = labels_in(language).tables["part"]
    assert rows[part["place"]] == ["Old Kanavik", "Hernes"]
    assert rows.keys() == {part["place"], part["next_chair"]}
    assert noun(writer, "meetings", "kitanagi/foreign-ministers-3")["place"] == "Old Kanavik"
    # The form holds what was written; sent again, it is meant.
    again = fields_of(refused.text)
    assert (again["place"], again["why"]) == (["Hernes"], ["my reason"])
    assert writer.post(MEETING, data=again).status_code == 303
    assert noun(writer, "meetings", "kitanagi/foreign-ministers-3")["place"] == "Hernes"


def test_two_who_write_the_same_agree(app: FastAPI, writer: TestClient) -> None:
    forms = [form_of(writer, MEETING) | {"place": "Hernes"} for _ in range(2)]
    assert [writer.post(MEETING, data=form).status_code for form in forms] == [303, 303]
    changes = writer.get("/api/v1/history?subject=kitanagi/foreign-ministers-3").json()["items"]
    assert sum(each["verb"] == "change" and each["subject"].startswith("meeting") for each in changes) == 1


def test_a_form_that_says_nothing_of_what_was_seen_changes_nothing(writer: TestClient) -> None:
    form = form_of(writer, MEETING) | {"place": "Hernes"}
    for wrong in ("", "0", "*"):
        assert writer.post(MEETING, data=form | {"seen": wrong}).status_code == 412
    form.pop("seen")
    assert writer.post(MEETING, data=form).status_code == 412
    assert noun(writer, "meetings", "kitanagi/foreign-ministers-3")["place"] == "Kanavik"


# --- who may ---


def test_who_may_not_describe_is_not_offered_it(app: FastAPI) -> None:
    staffed = Staffed(app)
    reader = signed_in(staffed, staffed.add("rune", ("*", "reader")))
    secretary = signed_in(staffed, staffed.add("sora", ("kitanagi", "secretariat")))
    for page in ("/forum/kitanagi", "/meeting/kitanagi/foreign-ministers-3", f"/text/{TEXT}"):
        assert "/edit" not in reader.get(page).text
        assert "/edit" in secretary.get(page).text
    assert "/new/forum" not in secretary.get("/").text
    for page in PAGES:
        assert reader.get(page).status_code == 403
    form = form_of(secretary, MEETING) | {"place": "Hernes"}
    assert secretary.post(MEETING, data=form).status_code == 303
    assert noun(secretary, "meetings", "kitanagi/foreign-ministers-3")["place"] == "Hernes"
    assert secretary.get("/new/forum").status_code == 403


def links_of(client: TestClient, page: str) -> list[str]:
    return [str(each) for each in html.fromstring(client.get(page).text).xpath("//main//a/@href")]


@pytest.mark.parametrize(("page", "back"), [("/new/forum", "/"), ("/new/meeting/kitanagi", "/forum/kitanagi")])
def test_who_leaves_a_new_form_comes_to_a_page_that_is_there(writer: TestClient, page: str, back: str) -> None:
    assert links_of(writer, page) == [back, back]
    refused = html.fromstring(writer.post(page, data=form_of(writer, page) | {"id": "some", "level": ""}).text)
    assert refused.xpath("//main//a/@href") == [back, back]


@pytest.mark.parametrize(
    ("date", "status"),
    [("", "planned"), ("2019-05-02", "held"), ("9999-01-01", "planned"), ("9999", "planned"), ("2020-06", "held")],
)
def test_a_new_meeting_is_what_its_date_says(writer: TestClient, date: str, status: str) -> None:
    form = form_of(writer, "/new/meeting/kitanagi") | {"id": "talks", "level": "officials", "date": date}
    assert form["status"] == [""]
    assert writer.post("/new/meeting/kitanagi", data=form).status_code == 303
    assert noun(writer, "meetings", "kitanagi/talks")["status"] == status


def test_a_new_form_says_what_it_needs(writer: TestClient) -> None:
    page = html.fromstring(writer.get("/new/forum", params={"name": "Forum of the Sounds"}).text)
    hints = labels_in("en").tables["hint"]
    assert hints["id"] in page.text_content()
    assert hints["levels"] in page.text_content()
    heads = page.xpath("//*[contains(@class, 'of-members')]//*[contains(@class, 'heads')]/*")
    assert [each.text for each in heads] == ["Party", "Role", "Since", "Until"]
    assert page.xpath("//input[@name='names_text']/@value")[0] == "Forum of the Sounds"
    assert page.xpath("count(//*[@class='needed'])") == 2
