"""Pages that are remembered and packed: never an old one, never somebody else's, the same to who can't unpack."""

from __future__ import annotations

import gzip
import re
import socket
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from places import HERE, TEXT, VERSION, token_of
from starlette.responses import HTMLResponse, Response

from taiwa.model.access import Rights
from taiwa.record import Record
from taiwa.web import rules
from taiwa.web.desk import PLACE_OF_TOKEN, Desk
from taiwa.web.packing import packed, tag_of, takes_gzip
from taiwa.web.remembered import OVERHEAD, Page, Pages, remembered
from taiwa.web.serving import listen

PAGES = ("/", "/forum/kitanagi", f"/read/{VERSION}", f"/text/{TEXT}", "/search?q=trade", "/entities", "/history")


@pytest.fixture
def counted(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were filled."""
    made: list[str] = []
    page = Desk.page

    def filled(desk: Desk, template: str, *args: object, **given: object) -> Response:
        made.append(template)
        return page(desk, template, *args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "page", filled)
    return made


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_made_once(writer: TestClient, counted: list[str], path: str) -> None:
    first, again = writer.get(path), writer.get(path)
    assert first.status_code == 200
    assert (again.text, again.headers["etag"]) == (first.text, first.headers["etag"])
    assert len(counted) == 1


@pytest.mark.parametrize("path", PAGES)
def test_another_process_writes(
    writer: TestClient, counted: list[str], sample_record: Path, tmp_path: Path, path: str
) -> None:
    before = writer.get(path)
    with Record.open(str(tmp_path / "record.sqlite3"), "somebody") as record:
        record.set("kitanagi/foreign-ministers-4", "place", "Elsewhere", "moved")
    after = writer.get(path)
    assert len(counted) == 2
    if path == "/history":
        assert "moved" in after.text
        assert "moved" not in before.text


def test_a_correction_is_seen_at_once(writer: TestClient, app: FastAPI) -> None:
    path = f"/read/{VERSION}"
    assert "decided by" not in writer.get(path).text
    app.state.record.correct(f"{VERSION}#p1", "act", "agree", "to be seen")
    assert "to be seen" in writer.get(path).text
    app.state.record.withdraw(VERSION, 1, "never mind")
    assert "to be seen" not in writer.get(path).text


def test_visitors_who_prefer_something_else(writer: TestClient, counted: list[str]) -> None:
    english = writer.get("/", headers={"accept-language": "en"})
    russian = writer.get("/", headers={"accept-language": "ru"})
    assert 'lang="en"' in english.text
    assert 'lang="ru"' in russian.text
    dark = writer.get("/", headers={"accept-language": "en", "cookie": "taiwa_look=dark"})
    assert 'data-look="dark"' in dark.text
    assert len(counted) == 3


def test_visitors_who_may_see_something_else(
    writer: TestClient, app: FastAPI, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.get("/")
    for who in ("somebody", "somebody else"):
        monkeypatch.setattr(app.state.record, "user", who)
        writer.get("/")
        writer.get("/")
    assert len(counted) == 3


def test_who_is_outside_gets_nothing_that_was_made_for_those_inside(writer: TestClient, app: FastAPI) -> None:
    inside, outside = app.state.record, app.state.record.as_seen_by("stranger", Rights())
    inside.describe_forum("kitanagi", confidential=True, why="not for all")
    for path in (*PAGES, "/search?q=trade&part=1", "/forum/kitanagi?language=en&followup=intention"):
        app.state.record = inside
        assert "itanagi" in writer.get(path).text
        app.state.record = outside
        # Where the address names it, the answer says that there is no such thing.
        answer = writer.get(path)
        assert answer.status_code == 404 if "itanagi" in path else "itanagi" not in answer.text, path
        app.state.record = inside
        assert "itanagi" in writer.get(path).text


def test_a_token_is_put_in_for_each(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    def form(request: Request) -> Response:
        return HTMLResponse(f'<input name="token" value="{PLACE_OF_TOKEN.decode()}">')

    monkeypatch.setitem(rules.OF_ROUTE, "GET /a-form", "read")  # type: ignore[arg-type]
    app.add_api_route("/a-form", remembered(form))
    one, other = (TestClient(app, base_url=HERE, follow_redirects=False) for _ in range(2))
    tokens = [re.findall(r'name="token" value="([^"]*)"', each.get("/a-form").text) for each in (one, other, one)]
    assert all(len(each) == 1 and re.fullmatch("[0-9a-f]{96}", each[0]) for each in tokens)
    assert tokens[0] == tokens[2] != tokens[1]
    assert PLACE_OF_TOKEN.decode() not in one.get("/a-form").text
    form_of_one = {"why": "x", "number": "1", "token": tokens[0][0]}
    assert one.post(f"/withdraw/{VERSION}", data=form_of_one).status_code == 404
    assert other.post(f"/withdraw/{VERSION}", data=form_of_one).status_code == 403


def test_a_token_is_another_one_at_each_address(reader: TestClient) -> None:
    reader.get("/")
    tokens = {token_of(reader, page) for page in ("/add", "/add?x=1", "/add?x=2")}
    assert len(tokens) == 3
    assert len({token[32:] for token in tokens}) == 3


def test_what_is_not_found_is_not_remembered(app: FastAPI, writer: TestClient) -> None:
    assert writer.get("/search?q=act:nonsense").status_code == 400
    assert writer.get("/forum/nowhere").status_code == 404
    assert writer.get("/search?q=" + "a" * 3000).status_code == 200
    assert len(app.state.pages) == 0


def test_only_so_much_is_remembered() -> None:
    pages = Pages(most=3 * (OVERHEAD + 10))
    for key in "abcd":
        pages.put(key, Page(b"0123456789", "", False))
        pages.get("a")
    assert [key for key in "abcd" if pages.get(key)] == ["a", "c", "d"]
    pages.put("e", Page(b"x" * 10_000, "", False))
    assert len(pages) == 0


# --- packing ---


@pytest.mark.parametrize("path", [*PAGES, "/api/v1/forums", f"/api/v1/readings/{VERSION}", "/api/v1/openapi.json"])
def test_packed_or_not_it_is_the_same(reader: TestClient, path: str) -> None:
    reader.get(path)
    plain = reader.get(path, headers={"accept-encoding": "identity"})
    with reader.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        raw, head = b"".join(answer.iter_raw()), answer.headers
    assert "content-encoding" not in plain.headers
    # A noun's own tag is that of its contents; others are those of the bytes.
    assert (head["etag"] == plain.headers["etag"]) is ("/readings/" in path)
    assert "Accept-Encoding" in head["vary"]
    if head.get("content-encoding") == "gzip":
        assert (gzip.decompress(raw), len(raw)) == (plain.content, int(head["content-length"]))
    else:
        assert len(plain.content) < 1024
    for encoding, tag in (("gzip", head["etag"]), ("identity", plain.headers["etag"])):
        again = reader.get(path, headers={"accept-encoding": encoding, "if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert "content-encoding" not in again.headers


def test_documents_are_not_packed(reader: TestClient) -> None:
    assert "content-encoding" not in reader.get(f"/source/{VERSION}").headers


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("", False), ("gzip", True), ("br, gzip;q=0.5", True), ("GZIP", True), ("gzip;q=0", False), 
        ("gzip; q=0.0", False), ("identity", False), ("xgzip", False), ("*", False), (",,,;;;", False),
    ],
)  # fmt: skip
def test_who_takes_gzip(header: str, takes: bool) -> None:
    assert takes_gzip(header) is takes


def test_packing_is_always_the_same() -> None:
    assert packed(b"words") == packed(b"words")
    assert tag_of(b"words") != tag_of(b"words", is_packed=True)


def test_answers_do_not_wait_for_the_network() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP
