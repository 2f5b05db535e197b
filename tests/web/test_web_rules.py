"""Every route has its rule; who asks is told by session or token; strangers get nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from people import PASSWORD, Staffed, signed_in
from places import HERE, VERSION, token_of

from taiwa.record.signing import IDLE
from taiwa.web import api, pages
from taiwa.web.rules import OF_ROUTE, RULES, rule_of

ROUTES = [
    (method, each.path)
    for router in (*api.routers, *pages.routers)
    for each in router.routes
    if isinstance(each, APIRoute)
    for method in sorted(each.methods)
]


def test_every_route_has_its_rule() -> None:
    assert [f"{method} {path}" for method, path in ROUTES if rule_of(method, path) is None] == []


def test_every_rule_has_its_route() -> None:
    there = {f"{method} {path}" for method, path in ROUTES}
    assert set(OF_ROUTE) - there == set()
    assert len(OF_ROUTE) == sum(len(routes) for routes in RULES.values())


def test_what_strangers_may_is_little() -> None:
    assert all(
        path.startswith(("/signin", "/interface", "/look")) for path in (each.split(" ")[1] for each in RULES["open"])
    )


def test_a_route_without_a_rule_is_refused(app: FastAPI) -> None:
    router = APIRouter()

    @router.get("/forgotten")
    def forgotten() -> str:
        return "the secret of the house"

    app.include_router(router)
    answer = TestClient(app, base_url=HERE).get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_a_route_that_no_dependency_guards_is_held_back(app: FastAPI) -> None:
    from starlette.responses import PlainTextResponse

    app.add_route("/aside", lambda _: PlainTextResponse("the secret of the house"))
    answer = TestClient(app, base_url=HERE).get("/aside")
    assert (answer.status_code, answer.text) == (403, "")


# --- strangers ---


@pytest.fixture
def staffed(app: FastAPI) -> Staffed:
    return Staffed(app)


def test_strangers_get_nothing(staffed: Staffed) -> None:
    stranger = staffed.client()
    for method, path in ROUTES:
        answer = stranger.request(method, path.replace("{", "").replace("}", ""))
        rule = rule_of(method, path)
        if rule == "open":
            continue
        if path.startswith("/api/"):
            scheme = answer.headers["www-authenticate"].partition(" ")[0]
            wanted = "Basic" if path.endswith((".ics", ".atom")) else "Bearer"
            assert (answer.status_code, scheme) == (401, wanted), path
            assert method == "HEAD" or answer.json()["reason"] == "sign-in-first"
        else:
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/signin"), path
    page = stranger.get("/signin?to=/search%3Fq%3Dtrade")
    assert "Kitanagi" not in page.text
    assert "/history" not in page.text
    assert stranger.get("/nowhere").status_code == 404
    assert "tester" not in stranger.get("/nowhere").text


def test_from_the_sign_in_page_to_where_one_wanted(staffed: Staffed) -> None:
    client = staffed.client()
    led = client.get("/search?q=trade").headers["location"]
    assert led == "/signin?to=%2Fsearch%3Fq%3Dtrade"
    form = {"token": token_of(client, led), "account": "mori", "password": PASSWORD, "to": "/search?q=trade"}
    answer = client.post("/signin", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=trade")
    cookie = answer.headers["set-cookie"].lower()
    assert all(each in cookie for each in ("taiwa_session=", "httponly", "samesite=lax", "path=/"))
    page = client.get("/search?q=trade")
    assert page.status_code == 200
    assert "Mori A." in page.text
    assert client.get("/signin").headers["location"] == "/"


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(staffed: Staffed, to: str) -> None:
    client = staffed.client()
    form = {"token": token_of(client, "/signin"), "account": "mori", "password": PASSWORD, "to": to}
    assert client.post("/signin", data=form).headers["location"] == "/"
    assert client.get("/signin", params={"to": to}).headers["location"] == "/"


def test_a_wrong_password_is_said_and_waits_grow(staffed: Staffed) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    staffed.door.signing.clock = lambda: now
    client = staffed.client()
    form = {"token": token_of(client, "/signin"), "account": "mori", "password": "not the password"}
    for _ in range(5):
        answer = client.post("/signin", data=form)
        assert answer.status_code == 401
        assert 'role="alert"' in answer.text
        assert "not the password" not in answer.text
    answer = client.post("/signin", data=form | {"password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert "taiwa_session" not in client.cookies


def test_the_sign_in_form_needs_its_token(staffed: Staffed) -> None:
    client = staffed.client()
    client.get("/signin")
    answer = client.post("/signin", data={"account": "mori", "password": PASSWORD})
    assert (answer.status_code, "stale-form" in answer.text) == (403, True)


def test_a_session_is_new_at_each_sign_in(staffed: Staffed) -> None:
    client = staffed.client()
    client.cookies.set("taiwa_session", "fixed-by-somebody-else", domain="localhost.local", path="/")
    token = token_of(client, "/signin")
    client.post("/signin", data={"token": token, "account": "mori", "password": PASSWORD})
    first = client.cookies["taiwa_session"]
    assert first != "fixed-by-somebody-else"
    # Signing in once more ends the session before.
    again = client.post("/signin", data={"token": token_of(client), "account": "mori", "password": PASSWORD})
    assert again.status_code == 303
    assert client.cookies["taiwa_session"] != first
    other = staffed.client()
    other.cookies.set("taiwa_session", first)
    assert other.get("/").status_code == 303


def test_sign_out_ends_the_session_everywhere(staffed: Staffed) -> None:
    client = signed_in(staffed, "mori")
    secret = client.cookies["taiwa_session"]
    assert client.post("/signout").status_code == 403
    assert client.post("/signout", data={"token": token_of(client)}).headers["location"] == "/signin"
    assert client.get("/").status_code == 303
    client.cookies.set("taiwa_session", secret, domain="localhost.local", path="/")
    assert client.get("/").status_code == 303


def test_a_session_that_was_not_used_ends(staffed: Staffed) -> None:
    client = signed_in(staffed, "mori")
    staffed.door.signing.clock = lambda: datetime.now(UTC) + IDLE * 1.01
    assert client.get("/").status_code == 303


def test_a_form_is_of_one_session(staffed: Staffed) -> None:
    one, other = signed_in(staffed, "mori"), signed_in(staffed, "mori")
    form = {"why": "x", "number": "1", "token": token_of(one)}
    assert one.post(f"/withdraw/{VERSION}", data=form).status_code == 404
    assert other.post(f"/withdraw/{VERSION}", data=form).status_code == 403
    # A form from before the sign-in is of another visit.
    client = staffed.client()
    before = token_of(client, "/signin")
    client.post("/signin", data={"token": before, "account": "mori", "password": PASSWORD})
    assert client.post("/signout", data={"token": before}).status_code == 403


def test_under_https_the_cookie_is_of_this_host_alone(staffed: Staffed) -> None:
    client = TestClient(staffed.app, base_url="https://localhost", follow_redirects=False)
    answer = client.post(
        "/signin", data={"token": token_of(client, "/signin"), "account": "mori", "password": PASSWORD}
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-taiwa_session=")
    assert "; Secure" in cookie
    assert client.get("/").status_code == 200
    # A cookie that could have been set by plain http is none.
    plain = TestClient(staffed.app, base_url="https://localhost", follow_redirects=False)
    plain.cookies.set("taiwa_session", client.cookies["__Host-taiwa_session"])
    assert plain.get("/").status_code == 303


# --- tokens ---


def test_a_token_is_held_by_its_scopes(staffed: Staffed) -> None:
    reading, deciding = staffed.token("mori", "read"), staffed.token("mori", "decide")
    client = staffed.client()
    decision = {"ref": VERSION, "values": {"title": "X"}, "why": "x"}
    for token, status in ((reading, 403), (deciding, 201)):
        headers = {"authorization": f"Bearer {token}"}
        assert client.get("/api/v1/forums", headers=headers).status_code == 200
        assert client.post("/api/v1/corrections", json=decision, headers=headers).status_code == status
    history = client.get("/api/v1/history", params={"subject": VERSION}, headers=headers).json()
    assert history["items"][-1]["who"] == "mori"


def test_a_token_never_has_the_rights_of_a_cookie(staffed: Staffed) -> None:
    client = signed_in(staffed, "mori")
    form = {"x-taiwa-token": token_of(client)}
    decision = {"ref": VERSION, "values": {"title": "X"}, "why": "x"}
    for header in (f"Bearer {staffed.token('mori', 'read')}", "Bearer taiwa_nothing", "Bearer ", "Basic bW9yaTp4", ""):
        answer = client.post("/api/v1/corrections", json=decision, headers=form | {"authorization": header})
        assert answer.status_code in (401, 403), header
    session = client.cookies["taiwa_session"]
    assert staffed.client().get("/api/v1/forums", headers={"authorization": f"Bearer {session}"}).status_code == 401
    assert client.post("/api/v1/corrections", json=decision, headers=form).status_code == 201


def test_calendars_and_news_take_a_token_as_a_password(staffed: Staffed) -> None:
    client, token = staffed.client(), staffed.token("mori", "read")
    for path in ("calendar.ics", "feed.atom", "forums/kitanagi/calendar.ics", "forums/kitanagi/feed.atom"):
        assert client.get(f"/api/v1/{path}", auth=("mori", token)).status_code == 200
        assert client.get(f"/api/v1/{path}", auth=("mori", "a password of mine")).status_code == 401
        assert client.get(f"/api/v1/{path}", headers={"authorization": "Basic ????"}).status_code == 401
    for path in ("forums", "texts/calendar.ics", "meetings/feed.atom"):
        assert client.get(f"/api/v1/{path}", auth=("mori", token)).status_code == 401
    assert client.get("/", auth=("mori", token)).status_code == 303


def test_a_browser_needs_the_form_token_in_the_api_too(staffed: Staffed) -> None:
    client = signed_in(staffed, "mori")
    decision = {"ref": VERSION, "values": {"title": "X"}, "why": "x"}
    client.cookies.delete("taiwa_visit")
    assert client.post("/api/v1/corrections", json=decision).status_code == 403
