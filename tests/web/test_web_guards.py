"""What guards the application: hosts, origins, tokens, sizes, headers, errors."""

from __future__ import annotations

import inspect
import re

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from places import HERE, VERSION, token_of
from starlette.datastructures import Headers
from starlette.routing import Route

import taiwa.errors
from taiwa.errors import TaiwaError
from taiwa.view.labels import INTERFACES, labels_in
from taiwa.web import api, faults, pages
from taiwa.web.app import check_address
from taiwa.web.guards import LARGEST_FORM, LARGEST_UPLOAD, host_of
from taiwa.web.origins import is_foreign

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


ROUTES = [each for router in (*api.routers, *pages.routers) for each in router.routes if isinstance(each, APIRoute)]


def address_of(route: APIRoute) -> str:
    return re.sub(r"\{[^}]+\}", "no-such-thing", route.path)


# --- routes ---


def test_no_route_stands_outside_the_routers(shared: FastAPI) -> None:
    plain = [each.path for each in shared.routes if isinstance(each, Route)]
    assert plain == ["/api/v1/openapi.json", "/static/{hash}/{name}"]
    assert len(shared.routes) - len(plain) == len((*api.routers, *pages.routers))


def test_every_route_answers_for_what_is_missing(reader: TestClient) -> None:
    asked = 0
    for route in ROUTES:
        for method in route.methods - {"HEAD"}:
            answer = reader.request(method, address_of(route))
            assert answer.status_code < 500, (method, route.path)
            assert "Traceback" not in answer.text
            asked += 1
    assert asked > 40


def test_every_page_that_changes_something_needs_its_token(reader: TestClient) -> None:
    reader.get("/")
    unsafe = [(method, each) for each in ROUTES for method in each.methods & UNSAFE]
    assert len(unsafe) >= 7
    for method, route in unsafe:
        for headers in ({}, {"x-taiwa-token": "0" * 64}):
            answer = reader.request(method, address_of(route), headers=headers)
            assert answer.status_code == 403, (method, route.path)
            assert "stale-form" in answer.text


def test_no_other_site_changes_anything(reader: TestClient) -> None:
    foreign = ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"})
    for headers in foreign:
        for route in ROUTES:
            for method in route.methods & UNSAFE:
                answer = reader.request(method, address_of(route), headers=headers)
                assert (answer.status_code, "foreign-origin" in answer.text) == (403, True), (method, route.path)


def test_a_token_is_of_one_visit(app: FastAPI) -> None:
    one, other = (TestClient(app, base_url=HERE, follow_redirects=False) for _ in range(2))
    form = {"why": "x", "number": "1", "token": token_of(one)}
    token_of(other)
    # The first gets as far as the record, which has no such decision.
    assert one.post(f"/withdraw/{VERSION}", data=form).status_code == 404
    assert other.post(f"/withdraw/{VERSION}", data=form).status_code == 403


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"origin": "http://localhost:8850"}, False),
        ({"origin": "http://localhost:9999"}, True),
        ({"origin": "https://localhost:8850"}, True),
        ({"origin": "null"}, True),
        ({"origin": "http://localhost:8850", "sec-fetch-site": "cross-site"}, True),
    ],
)
def test_what_is_foreign(headers: dict[str, str], foreign: bool) -> None:
    assert is_foreign(Headers({"host": "localhost:8850", **headers}), "http") is foreign


# --- hosts ---


@pytest.mark.parametrize("host", ["localhost", "localhost:8850", "127.0.0.1:8850", "[::1]:8850", "LOCALHOST"])
def test_names_of_this_machine(reader: TestClient, host: str) -> None:
    assert reader.get("/search", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "evil.example:8850", "0.0.0.0"]
)
def test_other_names_get_nothing(reader: TestClient, host: str) -> None:
    for page in ("/", "/api/v1/forums", "/static/x/taiwa.css"):
        answer = reader.get(page, headers={"host": host})
        assert answer.status_code == 421
        assert "Kitanagi" not in answer.text


def test_a_host_without_its_port() -> None:
    assert [host_of(each) for each in ("[::1]:80", "[::1]", "a.b:1", "A.")] == ["::1", "::1", "a.b", "a"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.2", "example.org"])
def test_it_refuses_to_be_reached_from_elsewhere(host: str) -> None:
    with pytest.raises(taiwa.errors.WiderAddress):
        check_address(host)
    check_address("127.0.0.1")


# --- sizes ---


def test_requests_have_a_size(reader: TestClient) -> None:
    for path, most in (("/add", LARGEST_UPLOAD), (f"/correct/{VERSION}", LARGEST_FORM)):
        answer = reader.post(path, headers={"content-length": str(most + 1)}, content=b"x")
        assert answer.status_code == 413
    for told in ("-1", "many", "9" * 40):
        assert reader.post("/add", headers={"content-length": told}, content=b"x").status_code == 413


def test_a_body_that_lies_about_its_size(reader: TestClient) -> None:
    pieces = (b"x" * 65536 for _ in range(LARGEST_FORM // 65536 + 2))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert reader.post(f"/correct/{VERSION}", content=pieces, headers=kind).status_code == 413


# --- what answers carry ---


def test_every_answer_carries_the_policy(reader: TestClient) -> None:
    style = re.findall(r'href="(/static/[^"]+)"', reader.get("/").text)[0]
    for path in ("/", "/nowhere", "/api/v1/forums", "/api/v1/forums/nothing", style, f"/source/{VERSION}"):
        headers = reader.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers
    assert "immutable" in reader.get(style).headers["cache-control"]
    assert "script-src 'self'" in reader.get("/").headers["content-security-policy"]


def test_cookies_are_kept_from_scripts_and_other_sites(reader: TestClient) -> None:
    cookie = reader.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["/", "/search?q=trade", "/api/v1/forums", f"/api/v1/readings/{VERSION}"])
def test_what_is_known_is_not_sent_again(reader: TestClient, path: str) -> None:
    reader.get(path)
    tag = reader.get(path).headers["etag"]
    again = reader.get(path, headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert reader.get(path, headers={"if-none-match": '"other"'}).status_code == 200


# --- errors ---


def kinds_of_error() -> list[type[TaiwaError | faults.Refusal]]:
    found = [each for module in (taiwa.errors, faults) for _, each in inspect.getmembers(module, inspect.isclass)]
    return [each for each in dict.fromkeys(found) if issubclass(each, TaiwaError | faults.Refusal) and each.reason]


@pytest.mark.parametrize("kind", kinds_of_error(), ids=lambda kind: kind.reason)
def test_every_reason_has_a_status_and_words(kind: type[TaiwaError | faults.Refusal]) -> None:
    assert kind.reason in faults.STATUS
    assert all(kind.reason in labels_in(language).tables["reason"] for language in INTERFACES)


@pytest.mark.parametrize("language", INTERFACES)
def test_errors_are_pages_for_people(reader: TestClient, language: str) -> None:
    for path, reason in (("/nowhere", "no-page"), ("/forum/nothing", "not-in-record")):
        answer = reader.get(path, headers={"accept-language": language})
        assert answer.status_code == 404
        assert labels_in(language).tables["reason"][reason] in answer.text


def test_errors_are_problems_for_programs(reader: TestClient) -> None:
    expected = {
        "/api/v1/nowhere": (404, "no-page"),
        "/api/v1/forums/nothing": (404, "not-in-record"),
        "/api/v1/search": (400, "wrong-query"),
        "/api/v1/forums?limit=x": (422, "wrong-request"),
        "/api/v1/provisions/nothing@1-2": (404, "not-in-record"),
    }
    for path, (status, reason) in expected.items():
        answer = reader.get(path)
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert (answer.status_code, problem["status"], problem["reason"]) == (status, status, reason)
        assert problem["type"] == f"urn:taiwa:error:{reason}"
        assert problem["title"]
    assert reader.put("/api/v1/forums").status_code == 405


def test_a_fault_of_ours_tells_strangers_nothing(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(app.state.record, "review", broken)
    client = TestClient(app, base_url=HERE, raise_server_exceptions=False)
    for path in (f"/read/{VERSION}", f"/api/v1/readings/{VERSION}"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/read/%3Cscript%3Ealert(1)%3C/script%3E",
        "/forum/'%20OR%201=1--",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?q=%7B%7B7*7%7D%7D",
        "/search?q=%22&forum=%22%3E%3Cscript%3E",
        "/history/%25",
        "/entity/%00",
        "/read/..%2f..%2fetc%2fpasswd",
        "/static/x/..%2f..%2fapp.py",
        "/search?page=99999999999999999999",
        "/history?before=-5",
        "/history?before=99999999999999999999999",
        "/precedents?q=%F0%9F%98%80",
        "/search?q=" + "a" * 5000,
    ],
)
def test_hostile_addresses(reader: TestClient, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code < 500
    assert "<script>" not in answer.text
    assert "49" not in html_words(answer.text) or "7*7" not in path


def html_words(page: str) -> str:
    return re.sub(r"<[^>]*>", " ", page)
