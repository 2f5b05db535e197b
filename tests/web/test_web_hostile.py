"""Hostile documents, names, words and addresses: each is refused by name or shown as the words that it is; the record
stays as it was, and the next visitor is served."""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from lxml import html
from places import TEXT, VERSION, token_of

from taiwa.model import Entity, Name
from taiwa.web import api, pages
from taiwa.web.arriving import LONGEST_NAME, plain_name
from taiwa.web.asked import FACETS, SILENT

sys.path.insert(0, str(Path(__file__).parents[1]))
from making import docx, paragraph, pdf

GETS = [
    each
    for router in (*api.routers, *pages.routers)
    for each in router.routes
    if isinstance(each, APIRoute) and "GET" in each.methods
]
# A mark that would be an element, run, or leave an attribute, were it not shown as words.
MARK = "x-mark"
EVIL = f"<{MARK} onload=alert(1)>\"'><script>{MARK}()</script>&lt;b&gt;{{{{7*191}}}}${{7*191}}"


@pytest.fixture
def state(app: FastAPI) -> Iterator[None]:
    """The record is the same afterwards, and the application answers."""

    def number() -> int:
        with app.state.record.read() as asking:
            return int(asking.view.state())

    before = number()
    yield
    assert number() == before
    assert TestClient(app, base_url="http://localhost").get("/").status_code == 200


# --- words that would be more than words -----------------------------------------------------------------------------


def crawled(client: TestClient, start: str, most: int) -> Iterator[tuple[str, str]]:
    """Pages that links lead to, each once."""
    seen, queue, number = {start}, [start], 0
    while queue and number < most:
        path, number = queue.pop(0), number + 1
        answer = client.get(path)
        assert answer.status_code < 500, path
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        yield path, answer.text
        for link in html.fromstring(answer.text).xpath("//a/@href"):
            target = urlsplit(urljoin(f"http://localhost{path}", link))
            place = target.path + (f"?{target.query}" if target.query else "")
            if target.netloc == "localhost" and place not in seen and not place.startswith(("/look", "/interface")):
                seen.add(place)
                queue.append(place)


def assert_only_words(page: str, path: str) -> None:
    """Nothing on the page came out of the mark as an element, a script, a handler, an address that runs, a sum."""
    tree = html.fromstring(page)
    assert not tree.xpath(f"//{MARK}"), path
    assert all((each.get("src") or "").startswith("/static/") and not each.text for each in tree.xpath("//script")), (
        path
    )
    assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@style | //iframe | //object | //embed | //base"), path
    assert not [each for each in tree.xpath("//@href | //@src | //@action") if "script:" in each.lower()], path
    assert "1337" not in page, path


def test_words_stay_words_on_every_page(writer: TestClient, app: FastAPI) -> None:
    record = app.state.record
    record.describe_forum("kitanagi", names=[f"en={EVIL}"], note=EVIL, why=EVIL)
    record.set("kitanagi/foreign-ministers-4", "place", EVIL, EVIL)
    record.set(TEXT, "title", EVIL, EVIL)
    record.put(Entity("evil", "programme", (Name(EVIL, "en"),), (("UNTS", EVIL),), EVIL), why=EVIL)
    record.correct(f"{VERSION}#p1", "act", "agree", EVIL)
    record.correct(VERSION, "place", EVIL, EVIL)
    with record.read() as asking:
        mention = next(each for each in asking.view.links(VERSION))
    record.link(f"{VERSION}#{mention.provision}", mention.written, "evil", EVIL)
    statement = (
        f"Joint Statement {EVIL}\n\nThe Ministers of Arlemont and Brisa decided to open a fund. They welcomed {EVIL}.\n"
    )
    sent = writer.post("/api/v1/documents", files={"document": (f"a{EVIL}.txt", statement)}, data={"why": EVIL})
    assert sent.status_code == 201
    version = sent.json()[0]["version"]["id"]
    more = (f"/search?q={quote(EVIL)}", f"/precedents?q={quote(EVIL)}", f"/read/{quote(version)}", "/entity/evil",
            f"/correct/{quote(version)}", f"/forum/{quote(EVIL)}", f"/history/{quote(version)}")  # fmt: skip
    shown = number = 0
    for start, most in (("/", 120), *((each, 1) for each in more)):
        for path, page in crawled(writer, start, most):
            assert_only_words(page, path)
            shown += MARK in page
            number += 1
    assert number > 100
    assert shown > 30


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\secret\\plan.docx", "plan.docx"),
        ("/etc/shadow", "shadow"),
        ("a\0b.txt", "ab.txt"),
        ("..", "document"),
        ("", "document"),
        ("\r\nset-cookie: a=b", "set-cookie: a=b"),
        ("statement\u202efdp.exe", "statement\ufffdfdp.exe"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_names_of_files(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\a\\b.txt", 'a"; filename="b', "a\u202eb.txt", "é" * 200])
def test_a_document_goes_out_under_a_plain_name(writer: TestClient, name: str) -> None:
    body = "Joint Statement\n\nThe Ministers of Arlemont and Brisa decided to open a fund.\n"
    version = writer.post("/api/v1/documents", files={"document": (name, body)}).json()[0]["version"]
    assert not set(version["name"]) & set("/\\\u202e\r\n\0")
    header = writer.get(f"/source/{version['id']}").headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename=\"[\w.-]+\"; filename\*=UTF-8''[\w.%~-]+", header, re.ASCII)


# --- documents -------------------------------------------------------------------------------------------------------


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in files.items():
            into.writestr(name, data)
    return out.getvalue()


def declaring(data: bytes, size: int) -> bytes:
    """A ZIP file whose directory says that each file is so large."""
    out, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", size)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def entities(where: str) -> bytes:
    layers = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f"<!DOCTYPE x [{layers}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>{where}".encode()


LAUGHING = entities("<w:document xmlns:w='http://x'><w:t>&a9;&f;</w:t></w:document>")
BOMB = docx("", raw={"word/document.xml": b" " * 40_000_000})
DOCUMENTS: dict[str, tuple[str, bytes]] = {
    "nothing": ("a.txt", b""),
    "noise": ("a.txt", bytes(range(256)) * 400),
    "a program": ("a.exe", b"MZ" + bytes(4000)),
    "a bomb": ("a.docx", BOMB),
    "a bomb in a bomb": ("a.docx", docx("", raw={"word/document.xml": BOMB})),
    "ten gigabytes, it says": ("a.docx", declaring(docx(paragraph("x")), 4_000_000_000)),
    "very many files": ("a.docx", zipped({f"word/{n}.xml": b"" for n in range(25_000)})),
    "paths out of the archive": ("a.docx", zipped({"../../../tmp/x": b"x", "word/../../x": b"y"})),
    "a thousand million laughs": ("a.docx", docx("", raw={"word/document.xml": LAUGHING})),
    "elements without end": ("a.docx", docx("<w:customXml>" * 100_000)),
    "a DOCX cut short": ("a.docx", docx(paragraph("The Ministers met."))[:-60]),
    "a PDF cut short": ("a.pdf", pdf(["The Ministers met."])[:-60]),
    "a locked PDF": ("a.pdf", pdf(["The Ministers met."], password="secret")),
    "a PDF of pictures": ("a.pdf", pdf([])),
    "a PDF of ten thousand pages": ("a.pdf", pdf(*[["x"]] * 10_000)),
    "a PDF that is a ZIP too": ("a.pdf", b"%PDF-1.7\n" + zipped({"a": b"b" * 100})),
    "a ZIP that is a page too": ("a.docx", b"<html><script>x</script>" + zipped({"a": b"b"})),
    "a page without words": ("a.html", b"<html><frameset></frameset>"),
    "a page nested without end": ("a.html", b"<div>" * 300_000 + b"x"),
    "no language": ("a.txt", b"qwrtz plmkn. " * 40),
}  # fmt: skip


@pytest.mark.parametrize("what", DOCUMENTS)
def test_documents_that_are_none(writer: TestClient, state: None, what: str) -> None:
    answer = writer.post("/api/v1/documents", files={"document": DOCUMENTS[what]})
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.json()["reason"] not in ("error", "wrong-request")
    assert "passwd" not in answer.text


@pytest.mark.parametrize("what", ["a bomb", "a PDF cut short", "nothing", "noise"])
def test_documents_that_are_none_on_the_page(writer: TestClient, state: None, what: str) -> None:
    form = {"token": token_of(writer)}
    answer = writer.post("/add", data=form, files={"document": DOCUMENTS[what]})
    while answer.status_code in (200, 303):  # it is still being read
        answer = writer.get(answer.headers.get("location", str(answer.url)))
    assert 400 <= answer.status_code < 500
    assert 'role="alert"' in answer.text


def test_entities_of_a_page_are_not_looked_up(writer: TestClient) -> None:
    page = entities(
        "<html><body><p>The Ministers of Arlemont and Brisa decided to open a fund. &f; &a9;</p></body></html>"
    )
    answer = writer.post("/api/v1/documents", files={"document": ("a.html", page)})
    assert answer.status_code in (201, 422)
    assert "root:" not in answer.text
    assert len(answer.content) < 100_000


def test_many_documents_at_once(writer: TestClient, state: None) -> None:
    with ThreadPoolExecutor(12) as crowd:
        sent = [
            crowd.submit(writer.post, "/api/v1/documents", files={"document": DOCUMENTS["a bomb"]}) for _ in range(24)
        ]
        pages = [crowd.submit(writer.get, "/search?q=trade") for _ in range(12)]
        assert {each.result().status_code for each in pages} == {200}
        assert {each.result().status_code for each in sent} <= {413, 503}


# --- addresses -------------------------------------------------------------------------------------------------------

WORDS = (
    "'", '"', "\\", "' OR '1'='1", "1); DROP TABLE text;--", "x' UNION SELECT 1,2,3--", "%", "_", "\\%", "* OR *",
    'a" OR b NEAR(c', "body:a ^b", "{a b}: c", "a & !b | (c", "a:*B", "<-> <2>", ":", "(", "NOT", "AND",
    EVIL, "{{7*191}}", "{% raw %}", "%{7*191}", "\u0000", "\ud7ff\u202e", "\U0010ffff", "../../x", "%2e%2e%2f", "-1",
    "99999999999999999999", "1e309", "NaN", "x" * 4000, "²", "٣", "0" * 400, "@", "#", "@1-2#p1", "a@9-1", "true", "",
)  # fmt: skip


def asked(route: APIRoute) -> list[str]:
    """The parameters of a route's query; those of searches that only `asked_in` knows, too."""
    names = [each.alias for each in route.dependant.query_params]
    if "search" in route.path or "precedents" in route.path:
        names += [*FACETS, *SILENT, "q", "since", "until", "literal", "page"]
    return list(dict.fromkeys(names))


def found_at(route: APIRoute) -> str:
    """An address of a route at which there is something."""
    given = {"forum": "kitanagi", "meeting": "kitanagi/foreign-ministers-3", "text": TEXT, "entity": "npt"}
    for place in re.findall(r"{(\w+)(?::path)?}", route.path):
        kind = next((each for each in given if f"/{each}" in route.path), "")
        value = {"language": "en", "look": "dark"}.get(place, given.get(kind, VERSION))
        route_path = re.sub(r"{" + place + r"(:path)?}", quote(value), route.path)
        return route_path
    return route.path


@pytest.mark.parametrize("route", GETS, ids=lambda route: route.path)
def test_words_in_every_part_of_an_address(writer: TestClient, state: None, route: APIRoute) -> None:
    place, number = found_at(route), 0
    needed = {each.alias: VERSION for each in route.dependant.query_params if each.field_info.is_required()}
    # Search takes every word in every part; elsewhere each part takes a fourth of them, the next another.
    every = "search" in route.path
    for at, name in enumerate(asked(route)):
        for word in WORDS if every else WORDS[at % 4 :: 4]:
            query = "&".join(f"{key}={quote(value)}" for key, value in {**needed, name: word}.items())
            number += check(writer, f"{place}?{query}")
    for word in WORDS[len(route.path) % 4 :: 4] if "{" in route.path else ():
        number += check(writer, re.sub(r"{\w+(:path)?}", quote(word, safe=""), route.path))
    assert number or "{" not in route.path


def check(client: TestClient, path: str) -> int:
    answer = client.get(path)
    assert answer.status_code < 500, path
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html") and MARK in answer.text:
        assert_only_words(answer.text, path)
    assert kind.startswith(("text/html", "application/json")) is False or "1337" not in answer.text, path
    return 1


@pytest.mark.parametrize("route", GETS, ids=lambda route: route.path)
def test_heads_are_answered(reader: TestClient, route: APIRoute) -> None:
    path = found_at(route)
    got, head = reader.get(path), reader.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers.get("content-type") == got.headers.get("content-type")


@pytest.mark.parametrize("method", ["TRACE", "PATCH", "PUT", "BREW", "PROPFIND"])
def test_methods_that_nothing_takes(reader: TestClient, method: str) -> None:
    for path in ("/", "/search", f"/read/{VERSION}", "/api/v1/forums"):
        assert reader.request(method, path).status_code == 405


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "/%0d%0aa: b", "/\r\nset-cookie: a=b", "javascript:alert(1)", " //evil.example", "/\x00", "evil.example",
        "///evil.example", "/\u2028x", "http:evil.example", "/.//evil.example",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["/look/dark", "/interface/ja"])
def test_no_address_leads_elsewhere(reader: TestClient, place: str, to: str) -> None:
    answer = reader.get(place, params={"to": to})
    assert answer.status_code == 303
    leads = urlsplit(urljoin("http://localhost/look/dark", answer.headers["location"]))
    assert leads.netloc == "localhost"
    assert leads.scheme == "http"
    assert "a" not in {cookie.name for cookie in reader.cookies.jar}


# --- bodies ----------------------------------------------------------------------------------------------------------


def test_bodies_that_are_none(writer: TestClient, state: None) -> None:
    json, form = {"content-type": "application/json"}, {"content-type": "application/x-www-form-urlencoded"}
    many = {"content-type": "multipart/form-data; boundary=x"}
    parts = b"".join(b'--x\r\ncontent-disposition: form-data; name="f%d"\r\n\r\n1\r\n' % n for n in range(3000))
    of = VERSION.encode()
    sent = [
        ("/api/v1/corrections", b"[" * 100_000, json),
        ("/api/v1/corrections", b'{"a":' * 50_000 + b"1" + b"}" * 50_000, json),
        ("/api/v1/corrections", b'{"ref": 1e999, "values": {}, "why": NaN}', json),
        ("/api/v1/corrections", b'{"ref": "' + of + b'", "values": {"act": "\\ud800"}, "why": "\\u0000"}', json),
        ("/api/v1/corrections", b'{"ref":"' + of + b'","values":{"date":"' + b"[" * 60_000 + b'"},"why":"x"}', json),
        ("/api/v1/corrections", b"\xff\xfe\x00", json),
        ("/api/v1/corrections", b"", json),
        ("/api/v1/documents", parts + b"--x--\r\n", many),
        ("/api/v1/documents", b"--y\r\n", many),
        ("/api/v1/documents", b"--x\r\ncontent-disposition: form-data; name=document\r\n\r\nwords\r\n--x--\r\n", many),
        ("/api/v1/documents", b"x", {"content-type": "multipart/form-data"}),
        (f"/correct/{VERSION}", b"&".join(b"a%d=1" % n for n in range(20_000)), form),
        (f"/correct/{VERSION}", b"%" * 100_000, form),
    ]  # fmt: skip
    for path, body, headers in sent:
        answer = writer.post(path, content=body, headers=headers)
        assert 400 <= answer.status_code < 500, (path, body[:60], answer.text[:300])
