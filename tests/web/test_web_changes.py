"""Journeys that change the record: a document uploaded, a field corrected, a decision withdrawn; and hostile ones."""

from __future__ import annotations

import io
import json
import time
import zipfile
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from places import TEXT, VERSION, token_of

from taiwa.view.labels import labels_in
from taiwa.web.arriving import plain_name

STATEMENT = """“Kitanagi Sea” Dialogue
Fifth Foreign Ministers’ Meeting
Joint Statement
Hernes, 3 June 2031

1. The Ministers welcomed the opening of the tidal observatory at Hernes.
2. The Ministers decided to establish a register of drifting buoys by 2033.
"""


def upload(client: TestClient, name: str, data: bytes, **form: str) -> tuple[int, str]:
    """Status, and where it leads, or what the page says where it was refused."""
    answer = client.post("/add", files={"document": (name, data)}, data={"token": token_of(client), **form})
    while (ticket := answer.headers.get("location")) and not client.get(f"{ticket}/state").json()["ended"]:
        time.sleep(0.1)
    if ticket and (refused := client.get(ticket)).status_code >= 400:
        answer, ticket = refused, None
    return answer.status_code, ticket or answer.text


def test_upload_to_search(writer: TestClient) -> None:
    status, ticket = upload(writer, "statement.txt", STATEMENT.encode())
    assert status == 303
    preview = html.fromstring(writer.get(ticket).text)
    assert "kitanagi/foreign-ministers-5" in preview.text_content()
    assert writer.get("/search?q=buoys").text.count("<mark>") == 0
    form = {"token": token_of(writer, ticket), "authority": "official", "why": "from the secretariat"}
    kept = writer.post(ticket, data=form)
    assert kept.status_code == 303
    room = kept.headers["location"]
    assert "official" in html.fromstring(writer.get(room).text).text_content()
    found = html.fromstring(writer.get("/search?q=buoys").text)
    hit = found.xpath("//ol[@class='hits']//p[@class='words']/a")[0]
    assert writer.get(hit.get("href")).headers["location"].startswith(room)
    assert "from the secretariat" in writer.get("/history").text
    # What was kept is recognised, whatever its name.
    _, again = upload(writer, "other-name.txt", STATEMENT.encode())
    page = html.fromstring(writer.get(again).text)
    assert page.xpath("//p[@role='status']/a/@href") == [room]
    assert not page.xpath("//form[@method='post']")
    gone = writer.get(ticket)  # whoever comes back to it is told where it was kept
    assert gone.status_code == 303
    told = html.fromstring(writer.get(gone.headers["location"]).text)
    assert room in told.xpath("//a/@href")


def test_a_preview_follows_what_is_chosen(writer: TestClient) -> None:
    _, ticket = upload(writer, "statement.txt", STATEMENT.encode())
    page = writer.get(ticket, params={"meeting": "kitanagi/foreign-ministers-4", "authority": "press"}).text
    assert "kitanagi/foreign-ministers-4/joint-statement" in page
    assert writer.get(ticket, params={"date": "soon"}).status_code == 422
    assert writer.get(ticket, params={"forum": "nothing"}).status_code == 404
    form = {"token": token_of(writer, ticket), "date": "2031-06-03", "authority": "divine"}
    assert writer.post(ticket, data=form).status_code == 422
    assert writer.get("/search?q=buoys").text.count("<mark>") == 0


def docx(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty-document"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary-document"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "corrupt-document"),
        ("bomb.docx", docx("<w>" + "0" * (80 << 20) + "</w>"), "too-large"),
        ("broken.docx", docx("<w:document>"), "corrupt-document"),
        ("greek.txt", "Οι Υπουργοί χαιρέτισαν τη συνάντηση και αποφάσισαν.".encode(), "unknown-language"),
    ],
)
def test_hostile_documents_are_refused_by_name(writer: TestClient, name: str, data: bytes, reason: str) -> None:
    status, page = upload(writer, name, data)
    assert 400 <= status < 500
    said = html.fromstring(page).xpath("//p[@role='alert']/b")[0].text
    assert said == labels_in("en").tables["reason"][reason]


def test_a_script_in_a_document_stays_words(writer: TestClient) -> None:
    hostile = STATEMENT.replace("Joint Statement", "Joint Statement <script>alert(1)</script> {{7*7}}")
    hostile = hostile.replace("tidal observatory", "<img src=x onerror=alert(2)>")
    _, ticket = upload(writer, '"><script>alert(3)</script>.txt', hostile.encode())
    pages = [writer.get(ticket).text]
    kept = writer.post(ticket, data={"token": token_of(writer, ticket), "why": "<script>alert(4)</script>"})
    room = kept.headers["location"]
    pages += [writer.get(page).text for page in (room, "/", "/history", "/search?q=alert", "/forum/kitanagi")]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "{{7*7}}" in pages[1]
    source = writer.get(room.replace("/read/", "/source/"))
    assert source.headers["content-type"] == "application/octet-stream"
    assert source.headers["content-disposition"].startswith("attachment;")
    assert source.content == hostile.encode()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\statement.pdf", "statement.pdf"),
        ("..", "document"),
        ("", "document"),
        ("a\r\nSet-Cookie: x\x1b", "a Set-Cookie: x\ufffd"),
        ("声明.pdf", "声明.pdf"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_of_files_are_only_names(name: str, plain: str) -> None:
    assert plain_name(name) == plain


# --- decisions ---


def provision(client: TestClient, n: int = 7) -> dict[str, Any]:
    found = client.get(f"/api/v1/provisions?version={VERSION}").json()["items"][n]
    assert isinstance(found, dict)
    return found


def test_a_field_is_corrected_and_the_decision_withdrawn(writer: TestClient) -> None:
    before = provision(writer)
    form = html.fromstring(writer.get(f"/correct/{before['ref']}").text)
    assert form.xpath("//select[@name='act']/option[@selected]/@value") == [before["act"]]
    given = {
        "token": token_of(writer, f"/correct/{before['ref']}"),
        "act": "undertake",
        "followup": before["followup"],
        "speaker": ", ".join(before["speaker"]),
        "fields": ["dialogue", *before["fields"]],
        "why": "the note verbale says so",
    }
    answer = writer.post(f"/correct/{before['ref']}", data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/read/{before['ref']}?done=kept")
    after = provision(writer)
    assert (after["act"], after["force"], after["followup"]) == ("undertake", 5, before["followup"])
    # The main field stays the main one.
    assert after["fields"] == [*before["fields"], "dialogue"]
    assert after["machine"]["act"] == before["act"]
    assert [each["correction"]["field"] for each in after["decisions"]] == ["act", "fields"]
    card = html.fromstring(writer.get(f"/read/{VERSION}").text).get_element_by_id("c7")
    assert len(card.xpath(".//span[@class='decided'][@title='the note verbale says so']")) == 2
    found = writer.get(f"/api/v1/search?owner={VERSION}&act=undertake&kind=provision").json()
    assert f"{VERSION}#{before['id']}" in [each["ref"] for each in found["items"]]
    form = {"token": given["token"], "number": "1", "why": "on reflection"}
    assert writer.post(f"/withdraw/{VERSION}", data=form).status_code == 303
    assert provision(writer)["act"] == before["act"]


def test_what_is_no_provision_leaves_the_text(writer: TestClient) -> None:
    before = provision(writer)
    form = {"token": token_of(writer), "absent": "1", "why": "a quotation"}
    answer = writer.post(f"/correct/{before['ref']}", data=form)
    led = answer.headers["location"]
    assert led.startswith(f"/read/{VERSION}?done=none&at=")
    assert provision(writer)["ref"] != before["ref"]
    # It leads to the sentence, which stays, and says what happened.
    room = html.fromstring(writer.get(led).text)
    assert room.xpath("//p[@role='status' and contains(@class, 'done')]")
    assert before["quote"] in room.get_element_by_id(led.partition("#")[2]).text_content()


def test_facts_are_corrected(writer: TestClient) -> None:
    form = {"token": token_of(writer), "part": "place", "value": "Old Kanavik", "why": "as the programme has it"}
    assert writer.post(f"/correct/{VERSION}", data=form).status_code == 303
    page = writer.get(f"/read/{VERSION}").text
    assert "Old Kanavik" in page
    assert "as the programme has it" in page


def test_a_decision_that_can_not_be_kept_is_said_beside_the_form(writer: TestClient) -> None:
    ref = provision(writer)["ref"]
    token = token_of(writer)
    for form in ({"act": "undertake", "why": " "}, {"act": "swear", "why": "x"}, {"why": "changes nothing"}):
        answer = writer.post(f"/correct/{ref}", data={"token": token, **form})
        assert answer.status_code == 422
        assert html.fromstring(answer.text).xpath("//div[@role='alert']")
    answer = writer.post(f"/correct/{VERSION}", data={"token": token, "part": "moon", "value": "x", "why": "x"})
    assert answer.status_code == 422
    assert writer.get(f"/api/v1/corrections?version={VERSION}").json()["total"] == 0


def test_a_permanent_link_survives_another_reading(app: FastAPI, writer: TestClient) -> None:
    before = provision(writer)
    with app.state.record.store.write("tester", "another reader") as act:
        reading = act.view.reading(VERSION)
        fewer = tuple(replace(each, id=f"p{n}") for n, each in enumerate(reading.provisions[3:], 1))
        act.writer.keep(VERSION, replace(reading, reader="another", provisions=fewer))
    assert writer.get(f"/read/{before['ref']}").headers["location"] == f"/read/{VERSION}#t4"
    assert writer.get(f"/api/v1/provisions/{before['ref']}").json()["id"] == "p5"


# --- the API ---


def test_a_document_is_added_by_a_program(writer: TestClient) -> None:
    send: dict[str, Any] = {"files": {"document": ("s.txt", STATEMENT.encode())}, "data": {"authority": "official"}}
    answer = writer.post("/api/v1/documents", **send)
    assert answer.status_code == 201
    (added,) = answer.json()
    assert (added["new"], added["version"]["authority"]) == (True, "official")
    assert added["text"]["meeting"] == "kitanagi/foreign-ministers-5"
    assert writer.post("/api/v1/documents", **send).status_code == 200
    refused = writer.post("/api/v1/documents", files={"document": ("x.bin", bytes(range(256)))})
    assert (refused.status_code, refused.json()["reason"]) == (415, "binary-document")
    other = STATEMENT.replace("buoys", "nets").encode()
    wrong = writer.post("/api/v1/documents", files={"document": ("s.txt", other)}, data={"forum": "nothing"})
    assert (wrong.status_code, wrong.json()["reason"]) == (404, "not-in-record")


def test_a_field_is_corrected_by_a_program(writer: TestClient) -> None:
    ref = provision(writer)["ref"]
    made = writer.post("/api/v1/corrections", json={"ref": ref, "values": {"act": "undertake"}, "why": "x"})
    assert made.status_code == 201
    assert provision(writer)["act"] == "undertake"
    number = made.json()[0]["number"]
    assert writer.delete(f"/api/v1/corrections/{VERSION}?number={number}&why=").status_code == 422
    assert writer.delete(f"/api/v1/corrections/{VERSION}?number={number}&why=y").json()["withdrawn"] is True
    assert writer.delete(f"/api/v1/corrections/{VERSION}?number=99&why=y").status_code == 404
    for wrong in ({"ref": ref, "values": {}, "why": "x"}, {"ref": ref, "values": {"act": "swear"}, "why": "x"}, {}):
        assert writer.post("/api/v1/corrections", json=wrong).status_code == 422


def test_several_fields_are_decided_together_or_not_at_all(writer: TestClient) -> None:
    ref = provision(writer)["ref"]
    wrong = {"ref": ref, "values": {"act": "undertake", "followup": "perhaps"}, "why": "x"}
    assert writer.post("/api/v1/corrections", json=wrong).status_code == 422
    assert writer.get(f"/api/v1/corrections?version={VERSION}").json()["total"] == 0


def test_a_program_lists_and_looks_up(reader: TestClient) -> None:
    singles = {
        "forums": "kitanagi",
        "meetings": "kitanagi/foreign-ministers-3",
        "texts": TEXT,
        "versions": VERSION,
        "entities": "XA",
    }
    for kind, id in singles.items():
        assert reader.get(f"/api/v1/{kind}/{id}").json()["id"] == id
        found: list[str] = []
        page, total = f"/api/v1/{kind}?limit=40", 0
        while page:
            answer = reader.get(page).json()
            found += [each["id"] for each in answer["items"]]
            page, total = answer["next"], answer["total"]
        assert len(found) == len(set(found)) == total
        assert id in found
    assert reader.get(f"/api/v1/versions?text={TEXT}").json()["total"] == 3
    assert reader.get("/api/v1/delegates?meeting=kitanagi/foreign-ministers-3").json()["total"] == 5
    assert reader.get("/api/v1/evidence?subject=meeting kitanagi/foreign-ministers-3").json()["total"] >= 4
    assert reader.get(f"/api/v1/kept?version={VERSION}").json()["total"] == 1
    history = reader.get("/api/v1/history?limit=3&offset=2").json()
    assert [each["number"] for each in history["items"]] == [3, 4, 5]
    assert reader.get(f"/api/v1/provisions/{provision(reader)['ref']}").json() == provision(reader)
    assert reader.get("/api/v1/precedents?q=working group&language=en").status_code == 200
    counted = reader.get("/api/v1/search?kind=provision&count=act&count=field&limit=0").json()
    assert counted["items"] == []
    assert sum(number for _, number in counted["counts"]["act"]) == counted["total"]


def test_a_reading_has_the_published_shape(reader: TestClient) -> None:
    schema = json.loads((files("taiwa") / "schema/reading.schema.json").read_text("utf-8"))
    jsonschema.validate(reader.get(f"/api/v1/readings/{VERSION}").json(), schema)


def test_the_interface_for_programs_describes_itself(reader: TestClient) -> None:
    document = reader.get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in document["paths"])
    for path, methods in document["paths"].items():
        for method in methods.values():
            assert method["description"], path
