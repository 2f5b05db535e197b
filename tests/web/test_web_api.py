"""The API's verbs: nouns put and changed under conditions, documents read and not kept, the record taken along."""

from __future__ import annotations

import io
import json
import tempfile
import threading
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from places import HERE, TEXT, VERSION
from test_web_changes import STATEMENT, provision

from taiwa.record import Record
from taiwa.record.exchange import verify
from taiwa.web.faults import STATUS

API = "/api/v1"
FORUM, MEETING = f"{API}/forums/kitanagi", f"{API}/meetings/kitanagi/foreign-ministers-3"
NEW = {"forum": "kitanagi", "level": "foreign-ministers", "number": 6, "date": "2032", "status": "planned"}
DELEGATE = f"{API}/delegates/kitanagi/foreign-ministers-4?party=XA&person=Gunna Soref"
EVIDENCE = f"{API}/evidence/meeting kitanagi/foreign-ministers-3?field=chair&source=a note verbale"
ENTITY = f"{API}/entities/tidal-fund"


def tag(client: TestClient, address: str) -> dict[str, str]:
    """The condition that a noun is still as it is now."""
    return {"if-match": client.get(address).headers["etag"]}


def reason(answer: Any) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["reason"]


# --- conditions ---


def test_what_is_new_is_put_and_put_again(writer: TestClient) -> None:
    address = f"{API}/meetings/kitanagi/foreign-ministers-6"
    made = writer.put(address, json=NEW, params={"why": "announced"})
    assert (made.status_code, made.json()["status"]) == (201, "planned")
    again = writer.put(address, json=NEW)
    assert (again.status_code, again.json()) == (200, made.json())
    assert made.headers["etag"] == again.headers["etag"] == writer.get(address).headers["etag"]
    changes = writer.get(f"{API}/history", params={"subject": "kitanagi/foreign-ministers-6"}).json()["items"]
    assert [(each["verb"], each["why"]) for each in changes] == [("add", "announced")]
    assert (
        "kitanagi/foreign-ministers-6"
        in writer.get(f"{API}/search?meeting=kitanagi/foreign-ministers-6&kind=meeting").text
    )


def test_what_is_there_is_replaced_only_by_who_has_seen_it(writer: TestClient) -> None:
    before = writer.get(FORUM)
    wanted = before.json() | {"note": "moved"}
    assert reason(writer.put(FORUM, json=wanted)) == (428, "precondition-required")
    assert reason(writer.patch(FORUM, json={"note": "moved"})) == (428, "precondition-required")
    assert reason(writer.put(FORUM, json=wanted, headers={"if-none-match": "*"})) == (412, "precondition-failed")
    for wrong in ('"0"', 'W/"0"', f"W/{before.headers['etag']}", '"0", "1"'):
        assert reason(writer.put(FORUM, json=wanted, headers={"if-match": wrong})) == (412, "precondition-failed")
    for wrong in ("0", '"0', "", before.headers["etag"][:-1]):
        assert reason(writer.put(FORUM, json=wanted, headers={"if-match": wrong}))[0] == 400
    assert writer.get(FORUM).json() == before.json()
    several = {"if-match": f'"0", {before.headers["etag"]}'}
    assert writer.put(FORUM, json=wanted, headers=several).json() == wanted
    # Asked again, because the answer was lost: it is so already.
    assert writer.put(FORUM, json=wanted, headers=several).status_code == 200
    other = wanted | {"note": "moved again"}
    assert reason(writer.put(FORUM, json=other, headers=several)) == (412, "precondition-failed")
    assert writer.patch(FORUM, json={"note": "any"}, headers={"if-match": "*"}).json()["note"] == "any"


def test_a_condition_on_what_is_not_there(writer: TestClient) -> None:
    address = f"{API}/meetings/kitanagi/none"
    assert reason(writer.put(address, json=NEW, headers={"if-match": "*"})) == (412, "precondition-failed")
    assert reason(writer.patch(address, json={"chair": "XA"}, headers={"if-match": "*"})) == (404, "not-in-record")
    made = writer.put(address, json=NEW, headers={"if-none-match": "*"})
    assert made.status_code == 201


def test_of_two_writers_one_is_told(app: FastAPI) -> None:
    """Both saw the same and write at once: the check is within the act, so that never both are kept."""
    clients = [TestClient(app, base_url=HERE) for _ in range(6)]
    seen = tag(clients[0], MEETING)
    gate = threading.Barrier(len(clients))
    answers: list[tuple[int, str]] = []

    def write(n: int) -> None:
        gate.wait()
        answer = clients[n].patch(MEETING, json={"place": f"Hall {n}"}, headers=seen)
        answers.append((answer.status_code, answer.json().get("place", "")))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(len(clients))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(status for status, _ in answers) == [200, 412, 412, 412, 412, 412]
    kept = next(place for status, place in answers if status == 200)
    assert clients[0].get(MEETING).json()["place"] == kept


def test_a_change_between_the_question_and_the_act_is_seen(
    app: FastAPI, writer: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program writes just before the writer's own act begins."""
    seen, record = tag(writer, FORUM), app.state.record
    begin = record.store.write

    def late(*given: Any) -> Any:
        monkeypatch.setattr(record.store, "write", begin)
        with Record.open(str(record.store.database.url.database), "another") as other:
            other.describe_forum("kitanagi", note="theirs")
        return begin(*given)

    monkeypatch.setattr(record.store, "write", late)
    assert writer.patch(FORUM, json={"note": "mine"}, headers=seen).status_code == 412
    assert writer.get(FORUM).json()["note"] == "theirs"


@pytest.mark.parametrize(
    "address", [FORUM, MEETING, f"{API}/texts/{TEXT}", f"{API}/versions/{VERSION}", f"{API}/entities/XA"]
)
def test_a_noun_has_a_tag_of_its_own(writer: TestClient, address: str) -> None:
    answer = writer.get(address)
    found = answer.headers["etag"]
    assert not found.startswith("W/")
    assert writer.get(address, headers={"if-none-match": found}).status_code == 304
    # What is said of another noun leaves it alone.
    writer.put(f"{API}/entities/other", json={"kind": "body", "names": [{"text": "Other", "language": "en"}]})
    assert writer.get(address).headers["etag"] == found


# --- nouns ---


def test_a_meeting_changes_its_chairs(writer: TestClient) -> None:
    changed = writer.patch(MEETING, json={"chair": "XB", "next_chair": None}, headers=tag(writer, MEETING))
    assert (changed.json()["chair"], changed.json()["next_chair"]) == ("XB", None)
    wrong: list[tuple[dict[str, Any], int]] = [
        ({"status": "perhaps"}, 422), ({"date": "soon"}, 422), ({"number": 10**30}, 422), ({"number": "x"}, 422),
        ({}, 422), ({"chiar": "XB"}, 422), ({"place": 5}, 422), ({"status": None}, 422), ({"id": "other"}, 422),
    ]  # fmt: skip
    for values, status in wrong:
        assert writer.patch(MEETING, json=values, headers={"if-match": "*"}).status_code == status, values
    other = writer.get(MEETING).json()
    assert writer.put(f"{API}/forums/other", json={"names": [{"text": "Other", "language": "en"}]}).status_code == 201
    moved = writer.put(MEETING, json=other | {"forum": "other"}, headers={"if-match": "*"})
    assert reason(moved) == (422, "wrong-value")
    assert reason(writer.put(MEETING, json=other | {"id": "x"}, headers={"if-match": "*"})) == (422, "wrong-value")
    stranger = writer.put(f"{API}/meetings/nowhere/1", json=NEW | {"forum": "nowhere"})
    assert reason(stranger) == (404, "not-in-record")


def test_delegates_evidence_and_entities_are_put(writer: TestClient) -> None:
    names = [{"text": "Tidal Fund", "language": "en"}]
    for address, facts, changed in (
        (DELEGATE, {"role": "head", "rank": 1, "attended": True}, {"role": "head", "rank": 1, "attended": False}),
        (EVIDENCE, {"certainty": "probable"}, {"certainty": "certain"}),
        (ENTITY, {"kind": "body", "names": names}, {"kind": "programme", "names": names}),
    ):
        assert writer.put(address, json=facts).status_code == 201
        assert facts.items() <= {**writer.get(address).json(), "names": names}.items()
        assert writer.put(address, json=changed).status_code == 428
        assert writer.put(address, json=changed, headers=tag(writer, address)).status_code == 200
        assert changed.items() <= {**writer.get(address).json(), "names": names}.items()
    patched = writer.patch(ENTITY, json={"identifiers": [["UNTS", "1"]]}, headers=tag(writer, ENTITY)).json()
    assert (patched["identifiers"], patched["kind"]) == ([["UNTS", "1"]], "programme")
    assert writer.patch(ENTITY, json={"kind": "planet"}, headers={"if-match": "*"}).status_code == 422


def test_texts_and_versions_change_for_a_reason(writer: TestClient) -> None:
    version, text = f"{API}/versions/{VERSION}", f"{API}/texts/{TEXT}"
    assert writer.patch(version, json={"authority": "official"}, headers=tag(writer, version)).status_code == 422
    why = {"why": "as signed"}
    assert reason(writer.patch(version, json={"authority": "official"}, params=why))[0] == 428
    made = writer.patch(version, json={"authority": "official"}, params=why, headers=tag(writer, version))
    assert made.json()["authority"] == "official"
    wrong = writer.patch(version, json={"authority": "divine"}, params=why, headers={"if-match": "*"})
    assert reason(wrong) == (422, "wrong-value")
    moved = writer.patch(
        text, json={"meeting": "kitanagi/foreign-ministers-4"}, params=why, headers=tag(writer, text)
    ).json()
    assert (moved["meeting"], moved["forum"]) == ("kitanagi/foreign-ministers-4", "kitanagi")
    mixed = writer.put(text, json=moved | {"forum": None}, params=why, headers={"if-match": "*"})
    assert reason(mixed) == (422, "wrong-value")
    stale = tag(writer, text)
    assert writer.delete(text).status_code == 422
    withdrawn = writer.delete(text, params=why, headers=stale)
    assert withdrawn.json()["withdrawn"] is True
    assert writer.get(f"{API}/search?q=trade&owner={VERSION}").json()["total"] == 0
    back = writer.patch(text, json={"withdrawn": False}, params=why, headers=tag(writer, text))
    assert back.json()["withdrawn"] is False
    # It is as it was seen then, and may be withdrawn again.
    assert writer.delete(text, params=why, headers=stale).json()["withdrawn"] is True


# --- decisions ---


def test_decisions_are_made_on_what_was_seen(writer: TestClient) -> None:
    ref = provision(writer)["ref"]
    seen, whole = tag(writer, f"{API}/provisions/{ref}"), tag(writer, f"{API}/readings/{VERSION}")
    decision = {"ref": ref, "values": {"act": "undertake"}, "why": "x"}
    assert writer.post(f"{API}/corrections", json=decision, headers=seen).status_code == 201
    assert reason(writer.post(f"{API}/corrections", json=decision, headers=seen)) == (412, "precondition-failed")
    place = {"ref": VERSION, "values": {"place": "Hernes"}, "why": "x"}
    assert writer.post(f"{API}/corrections", json=place, headers=whole).status_code == 412
    assert writer.post(f"{API}/corrections", json=place, headers=tag(writer, f"{API}/readings/{VERSION}")).is_success
    one = f"{API}/corrections/{VERSION}?number=1"
    seen = tag(writer, one)
    assert writer.get(one).json()["field"] == "act"
    assert writer.delete(f"{one}&why=y", headers={"if-match": '"0"'}).status_code == 412
    assert writer.delete(f"{one}&why=y", headers=seen).json()["withdrawn"] is True
    assert writer.get(f"{API}/corrections/{VERSION}?number=9").status_code == 404


def test_a_mention_is_linked(writer: TestClient) -> None:
    found = writer.get(f"{API}/provisions?version={VERSION}&limit=1000").json()["items"]
    naming = next(each for each in found if each["mentions"])
    body = {"ref": naming["ref"], "written": naming["mentions"][0]["name"], "entity": "XA", "why": "a nickname"}
    made = writer.post(f"{API}/links", json=body)
    assert (made.status_code, made.json()["origin"]) == (201, "person")
    links = writer.get(f"{API}/links?version={VERSION}&limit=1000").json()["items"]
    assert [each["entity"] for each in links if each["origin"] == "person"] == ["XA"]
    one = f"{API}/links/{naming['ref']}"
    assert writer.delete(one, params={"written": body["written"], "why": " "}).status_code == 422
    ended = writer.delete(one, params={"written": body["written"], "why": "no nickname"})
    assert (ended.status_code, ended.json()["entity"]) == (200, "XA")
    assert writer.delete(one, params={"written": body["written"], "why": "again"}).status_code == 404
    assert writer.post(f"{API}/links", json=body | {"entity": "nobody"}).status_code == 404
    assert writer.post(f"{API}/links", json=body | {"written": "nothing"}).status_code == 404


def test_a_version_is_read_anew(app: FastAPI, writer: TestClient) -> None:
    same = writer.post(f"{API}/kept", json={"version": VERSION})
    assert (same.status_code, same.json()) == (200, [])
    seen = tag(writer, f"{API}/readings/{VERSION}")
    with app.state.record.store.write("tester", "an older reader") as act:
        reading = act.view.reading(VERSION)
        act.writer.keep(VERSION, type(reading)(**{**_parts(reading), "reader": "older"}))
    assert writer.post(f"{API}/kept", json={"version": VERSION}, headers=seen).status_code == 412
    made = writer.post(f"{API}/kept", json={"version": VERSION, "why": "a newer reader"})
    assert (made.status_code, made.json()[0]["number"]) == (201, 3)
    assert writer.post(f"{API}/kept", json={"version": "none"}).status_code == 404


def _parts(noun: Any) -> dict[str, Any]:
    return {name: getattr(noun, name) for name in type(noun).__dataclass_fields__}


# --- documents, and what Taiwa knows ---


def test_a_document_is_read_and_not_kept(writer: TestClient) -> None:
    before = writer.get(f"{API}/history?limit=0").json()["total"]
    send: dict[str, Any] = {"files": {"document": ("s.txt", STATEMENT.encode())}}
    reading = writer.post(f"{API}/readings", **send).json()
    jsonschema.validate(reading, json.loads((files("taiwa") / "schema/reading.schema.json").read_text("utf-8")))
    assert [each["act"] for each in reading["provisions"]] == ["welcome", "undertake"]
    filing = writer.post(f"{API}/filings", **send).json()
    assert (filing["text"]["meeting"], filing["same"]) == ("kitanagi/foreign-ministers-5", None)
    chosen = writer.post(f"{API}/filings", **send, data={"meeting": "kitanagi/foreign-ministers-4"}).json()
    assert chosen["text"]["meeting"] == "kitanagi/foreign-ministers-4"
    assert writer.post(f"{API}/filings", **send, data={"date": "soon"}).status_code == 422
    assert reason(writer.post(f"{API}/readings", **send, data={"scale": "none"})) == (422, "unknown-scale")
    assert writer.get(f"{API}/history?limit=0").json()["total"] == before


def test_the_record_is_taken_along(writer: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "here"))
    (tmp_path / "here").mkdir()
    for format in ("jsonl", "csv"):
        answer = writer.get(f"{API}/export", params={"format": format})
        assert answer.headers["content-type"] == "application/zip"
        assert f"tables/text.{format}" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        (tmp_path / "back.zip").write_bytes(answer.content)
        assert verify(tmp_path / "back.zip")["version"] == 6
    monkeypatch.setattr(Record, "export", lambda *_: 1 / 0)
    broken = TestClient(writer.app, base_url=HERE, raise_server_exceptions=False)
    assert broken.get(f"{API}/export").status_code == 500
    assert list((tmp_path / "here").iterdir()) == []


def test_what_taiwa_knows(writer: TestClient) -> None:
    assert [each["in_record"] for each in writer.get(f"{API}/dialogues").json()["items"]] == [False]
    assert writer.post(f"{API}/dialogues/cajad").json()["changed"] > 10
    assert writer.post(f"{API}/dialogues/cajad").json()["changed"] == 0
    assert writer.get(f"{API}/dialogues").json()["items"][0]["in_record"] is True
    assert reason(writer.post(f"{API}/dialogues/none")) == (404, "not-in-record")
    assert "taiwa-2026" in [each["name"] for each in writer.get(f"{API}/scales").json()["items"]]
    fired = writer.get(f"{API}/phrases", params={"text": "閣僚は、これを歓迎した。", "language": "ja"}).json()
    assert "act.welcome" in [each["meaning"] for each in fired]
    errors = {each["reason"]: each for each in writer.get(f"{API}/errors").json()["items"]}
    assert (errors["precondition-failed"]["status"], errors["precondition-failed"]["exit_code"]) == (412, 32)
    assert errors["stale-form"]["exit_code"] is None
    assert errors.keys() == STATUS.keys() - {"error"}


# --- hostile ---

HOSTILE = (
    b'{"note": "\\u0000"}', b'{"note": "\\ud800"}', b'{"names": [{"text": "\\ud800", "language": "en"}]}',
    b'{"\\ud800": 1}', b"[" * 100_000, b'{"a":' * 50_000, b'{"note": ' + b"9" * 5000 + b"}", b"\xff\xfe", b"", b"null",
    b'{"levels": [{"id": "x", "rank": 1e400}]}', b'{"levels": [{"id": "x", "rank": 99999999999999999999}]}',
    b'{"note": NaN}', b'{"members": [{"party": "XA", "role": "spy"}]}',
)  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/merge-patch+json", "x", ""])
def test_hostile_bodies(writer: TestClient, body: bytes, kind: str) -> None:
    answer = writer.patch(FORUM, content=body, headers={"content-type": kind, "if-match": "*"})
    assert answer.status_code < 500
    assert writer.get(FORUM).status_code == 200
    decided = writer.post(f"{API}/corrections", content=body, headers={"content-type": kind})
    assert 400 <= decided.status_code < 500


@pytest.mark.parametrize("value", ["\0", "\ud800", "[" * 900 + "]" * 900, "[" * 100_000, "9" * 5000, "1e999", "{}"])
def test_hostile_values(writer: TestClient, value: str) -> None:
    for field in ("speaker", "act", "exists", "content", "next", "date", "participants", "terms"):
        for ref in (VERSION, provision(writer)["ref"]):
            body = json.dumps({"ref": ref, "values": {field: value}, "why": "x"})
            answer = writer.post(f"{API}/corrections", content=body, headers={"content-type": "application/json"})
            assert answer.status_code < 500, (field, ref)
    for asked in ("search?q=", "precedents?q=", "texts?forum=", "forums/", "meetings/", "history?subject="):
        assert writer.get(f"{API}/{asked}" + quote(value[:2000], errors="surrogatepass")).status_code < 500
