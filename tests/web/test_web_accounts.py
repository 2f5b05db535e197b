"""Pages and API of accounts: one's own, and the administrator's."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from people import PASSWORD, Staffed, signed_in
from places import HERE, VERSION, token_of

OTHER = "eleven grey lanterns"


@pytest.fixture
def staffed(app: FastAPI) -> Staffed:
    return Staffed(app)


def words(page: str) -> str:
    return html.fromstring(page).text_content()


# --- the first account ---


def test_the_first_account_is_made_at_the_machine(app: FastAPI) -> None:
    client = TestClient(app, base_url=HERE, follow_redirects=False)
    page = client.get("/accounts")
    assert "There are no accounts" in words(page.text)
    form = {"token": token_of(client, "/accounts"), "account": "mori", "password": PASSWORD}
    refused = client.post("/accounts", data=form)
    assert (refused.status_code, 'role="alert"' in refused.text) == (422, True)
    assert client.post("/accounts", data=form | {"administrator": "1"}).headers["location"] == "/accounts/mori"
    assert client.get("/accounts/mori").headers["location"].startswith("/signin")
    assert client.get("/").status_code == 303


def test_without_accounts_nobody_has_one(writer: TestClient) -> None:
    assert writer.get("/account").status_code == 403
    assert writer.get("/signin").headers["location"] == "/"
    assert writer.get("/api/v1/tokens").status_code == 422
    me = writer.get("/api/v1/me").json()
    assert me == {"id": "tester", "name": "tester", "roles": [], "may": ["read", "decide", "add", "describe", "manage"]}


# --- the administrator's pages ---


def test_an_administrator_lets_others_in(staffed: Staffed) -> None:
    client = signed_in(staffed, "mori")
    form = {"token": token_of(client, "/accounts")}
    made = client.post("/accounts", data=form | {"account": "ito", "name": "Ito B.", "password": PASSWORD})
    assert made.headers["location"] == "/accounts/ito"
    assert client.post("/accounts", data=form | {"account": "ito"}).status_code == 409
    assert client.post("/accounts", data=form | {"account": "sato", "password": "short"}).status_code == 422
    given = client.post("/accounts/ito/grant", data=form | {"forum": "kitanagi", "role": "delegation", "party": "XA"})
    assert given.status_code == 303
    wrong = client.post("/accounts/ito/grant", data=form | {"forum": "kitanagi", "role": "administrator"})
    assert (wrong.status_code, 'role="alert"' in wrong.text) == (422, True)
    assert "delegation (" in words(client.get("/accounts/ito").text)
    assert "delegation" in words(client.get("/accounts").text)
    ito = signed_in(staffed, "ito")
    assert client.post("/accounts/ito/revoke", data=form | {"forum": "kitanagi"}).status_code == 303
    assert client.post("/accounts/ito/active", data=form | {"active": ""}).status_code == 303
    assert ito.get("/").status_code == 303
    assert client.post("/accounts/ito/active", data=form | {"active": "1"}).status_code == 303
    assert client.post("/accounts/ito/password", data=form | {"new": OTHER}).status_code == 303
    assert client.post("/accounts/mori/active", data=form | {"active": ""}).status_code == 422
    assert client.get("/accounts/nobody").status_code == 404
    audit = words(client.get("/audit").text)
    assert all(each in audit for each in ("role given", "account deactivated", "password changed", "testclient"))
    assert "argon2" not in client.get("/accounts/ito").text


def test_others_do_not(staffed: Staffed) -> None:
    staffed.add("ito", ("*", "secretariat"))
    client = signed_in(staffed, "ito")
    form = {"token": token_of(client, "/account")}
    for path in ("/accounts", "/accounts/mori", "/audit", "/api/v1/accounts", "/api/v1/audit"):
        assert client.get(path).status_code == 403, path
    for path in ("/accounts", "/accounts/ito/grant", "/accounts/mori/active", "/accounts/mori/password"):
        assert client.post(path, data=form | {"forum": "*", "role": "administrator"}).status_code == 403, path
    assert not staffed.door.accounts.rights("ito").everything
    assert "/accounts" not in client.get("/").text
    assert client.get("/api/v1/me").json()["roles"] == [{"forum": "*", "role": "secretariat", "party": None}]


# --- one's own account ---


def test_a_password_of_ones_own(staffed: Staffed) -> None:
    client, elsewhere = signed_in(staffed, "mori"), signed_in(staffed, "mori")
    form = {"token": token_of(client, "/account")}
    wrong = client.post("/account/password", data=form | {"now": OTHER, "new": OTHER, "again": OTHER})
    assert wrong.status_code == 401
    differ = client.post("/account/password", data=form | {"now": PASSWORD, "new": OTHER, "again": PASSWORD})
    assert (differ.status_code, "not the same" in differ.text) == (422, True)
    done = client.post("/account/password", data=form | {"now": PASSWORD, "new": OTHER, "again": OTHER})
    assert done.headers["location"] == "/account?changed=1"
    assert client.get("/account?changed=1").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    assert staffed.door.signing.sign_in("mori", OTHER)


def test_sessions_and_tokens_of_ones_own(staffed: Staffed) -> None:
    staffed.add("ito")
    client, elsewhere = signed_in(staffed, "ito"), signed_in(staffed, "ito")
    page = html.fromstring(client.get("/account").text)
    (ending,) = page.xpath("//form[@action='/account/end']/input[@name='id']/@value")
    form = {"token": token_of(client, "/account")}
    assert client.post("/account/end", data=form | {"id": ending}).status_code == 303
    assert elsewhere.get("/").status_code == 303
    made = client.post("/account/token", data=form | {"name": "calendar", "scopes": "read", "days": "30"})
    (secret,) = html.fromstring(made.text).xpath("//*[@id='secret']/text()")
    assert made.headers["cache-control"] == "no-store"
    assert secret not in client.get("/account").text
    program = {"authorization": f"Bearer {secret}"}
    assert staffed.client().get("/api/v1/me", headers=program).json()["may"] == ["read"]
    assert client.post("/account/token", data=form | {"name": " ", "days": "30"}).status_code == 422
    # Nobody ends what is another's.
    (held,) = staffed.door.signing.held("ito", "token")
    other = signed_in(staffed, "mori")
    theirs = {"token": token_of(other, "/account"), "id": held.digest}
    assert other.post("/account/end", data=theirs).status_code == 404
    assert staffed.client().get("/account", headers=program).status_code == 403


# --- the API ---


def test_accounts_by_the_api(staffed: Staffed) -> None:
    client = staffed.client()
    client.headers["authorization"] = f"Bearer {staffed.token('mori', 'manage')}"
    made = client.post("/api/v1/accounts", json={"id": "ito", "name": "Ito B.", "password": PASSWORD})
    assert made.status_code == 201
    assert client.post("/api/v1/accounts", json={"id": "ito"}).status_code == 409
    put = client.put("/api/v1/accounts/ito/grants/kitanagi", json={"role": "editor"})
    assert put.json()["roles"] == [{"forum": "kitanagi", "role": "editor", "party": None}]
    assert client.put("/api/v1/accounts/ito/grants/*", json={"role": "reader"}).status_code == 200
    assert client.delete("/api/v1/accounts/ito/grants/*").json()["roles"] == put.json()["roles"]
    assert client.put("/api/v1/accounts/ito/grants/nowhere", json={"role": "editor"}).status_code == 404
    assert client.patch("/api/v1/accounts/ito", json={"active": False}).json()["active"] is False
    assert client.patch("/api/v1/accounts/mori", json={"active": False}).status_code == 422
    assert client.patch("/api/v1/accounts/ito", json={"password": OTHER, "active": True}).json()["active"]
    listed = client.get("/api/v1/accounts").json()
    assert [each["id"] for each in listed["items"]] == ["ito", "mori"]
    assert "argon2" not in client.get("/api/v1/accounts").text
    events = client.get("/api/v1/audit?limit=3").json()
    assert [each["event"] for each in events] == ["account-activated", "password-changed", "account-deactivated"]
    assert (
        client.get(f"/api/v1/audit?limit=1&before={events[-1]['number']}").json()[0]["number"]
        == events[-1]["number"] - 1
    )


def test_tokens_by_the_api(staffed: Staffed) -> None:
    staffed.add("ito", ("kitanagi", "editor"))
    client = staffed.client()
    client.headers["authorization"] = f"Bearer {staffed.token('ito', 'decide')}"
    made = client.post("/api/v1/tokens", json={"name": "smaller", "days": 5})
    assert made.status_code == 201
    assert re.fullmatch(r"taiwa_[\w-]{43}", made.json()["secret"])
    assert client.post("/api/v1/tokens", json={"name": "larger", "scopes": ["add"]}).status_code == 403
    listed = client.get("/api/v1/tokens").json()["items"]
    assert [each["secret"] for each in listed] == [None, None]
    assert client.delete(f"/api/v1/tokens/{made.json()['id']}").status_code == 403
    client.headers["authorization"] = f"Bearer {made.json()['secret']}"
    assert client.delete(f"/api/v1/tokens/{made.json()['id']}").json()["ended"]
    assert client.get("/api/v1/me").status_code == 401


# --- what is shown ---


def test_what_one_may_not_do_is_not_offered(staffed: Staffed) -> None:
    staffed.add("ito")
    staffed.add("sato", ("kitanagi", "editor"))
    for id, may in (("ito", False), ("sato", True), ("mori", True)):
        client = signed_in(staffed, id)
        room = client.get(f"/read/{VERSION}").text
        assert ("/correct/" in room, 'href="/add"' in room) == (may, may), id
        assert client.get(f"/correct/{VERSION}").status_code == (200 if may else 403)
    staffed.add("abe", ("*", "reader"))
    assert "/correct/" not in signed_in(staffed, "abe").get(f"/read/{VERSION}").text
