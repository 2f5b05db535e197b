"""Sign-in by an OpenID provider: a small one on this machine, honest and otherwise."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey
from people import Staffed, signed_in

from taiwa.errors import WrongValue
from taiwa.settings import Provider, settings
from taiwa.web import create_app
from taiwa.web.openid import OpenId

CLIENT, SECRET = "taiwa-at-the-ministry", "the client's secret"


class Ministry:
    """A provider with one person, `u-1`. `lies` are claims that it says instead; `forged` signs with another key."""

    def __init__(self) -> None:
        self.key, self.other = RSAKey.generate_key(2048, {"kid": "one"}), RSAKey.generate_key(2048, {"kid": "one"})
        self.lies: dict[str, Any] = {}
        self.forged, self.algorithm, self.name = False, "RS256", ""
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        ministry = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Says nothing."""

            def do_GET(self) -> None:
                self.say(ministry.told(self.path))

            def do_POST(self) -> None:
                length = int(self.headers["content-length"])
                asked = dict(parse_qsl(self.rfile.read(length).decode()))
                self.say(ministry.exchanged(asked, self.headers["authorization"] or ""))

            def say(self, answer: dict[str, Any]) -> None:
                data = json.dumps(answer).encode()
                self.send_response(400 if "error" in answer else 200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realm"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def told(self, path: str) -> dict[str, Any]:
        if path.endswith("/jwks"):
            return {"keys": [self.key.as_dict(private=False)]}
        return {
            "issuer": self.name or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }

    def authorize(self, address: str) -> str:
        """What the provider's page does when the person has signed in there: where it leads back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.issuer}/authorize?")
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], 'code': code})}"

    def exchanged(self, asked: dict[str, str], authorization: str) -> dict[str, Any]:
        self.asked.append(asked)
        begun = self.codes.pop(asked.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
        if (
            begun is None
            or challenge.decode().rstrip("=") != begun["code_challenge"]
            or asked["redirect_uri"] != begun["redirect_uri"]
            or authorization != f"Basic {basic}"
        ):
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "u-1", "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": begun["nonce"],
            "preferred_username": "ito", "email": "mori@ministry.example", "name": "Ito B.",
        } | self.lies  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.other if self.forged else self.key
        if self.algorithm == "none":
            parts = ({"alg": "none"}, claims)
            token = ".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in parts)
            return {"access_token": "x", "token_type": "Bearer", "id_token": f"{token}."}
        token = jwt.encode({"alg": self.algorithm, "kid": "one"}, claims, key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


@pytest.fixture(scope="module")
def a_ministry() -> Iterator[Ministry]:
    made = Ministry()
    yield made
    made.server.shutdown()


@pytest.fixture
def ministry(a_ministry: Ministry) -> Ministry:
    a_ministry.lies, a_ministry.forged, a_ministry.algorithm, a_ministry.name = {}, False, "RS256", ""
    return a_ministry


@pytest.fixture
def staffed(app: FastAPI, ministry: Ministry) -> Staffed:
    made = Staffed(app)
    app.state.openid = OpenId(Provider(ministry.issuer, CLIENT, SECRET, "the ministry", False))
    return made


def let_new_in(staffed: Staffed, ministry: Ministry) -> None:
    staffed.app.state.openid = OpenId(Provider(ministry.issuer, CLIENT, SECRET, "the ministry", True))


def journey(client: TestClient, ministry: Ministry, to: str = "/") -> Any:
    """From the sign-in page to the provider and back: the last answer."""
    led = client.get("/signin/openid", params={"to": to})
    assert led.status_code == 303
    return client.get(ministry.authorize(led.headers["location"]))


def test_a_person_with_an_account_is_let_in(staffed: Staffed, ministry: Ministry) -> None:
    staffed.door.accounts.add("ito", "Ito B.", by="mori")
    staffed.door.signing.link("ito", ministry.issuer, "u-1", by="mori")
    client = staffed.client()
    assert "Sign in with the ministry" in client.get("/signin").text
    answer = journey(client, ministry, "/search?q=trade")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=trade")
    assert client.get("/api/v1/me").json()["id"] == "ito"
    assert "taiwa_errand" not in client.cookies
    assert [each.event for each in staffed.door.accounts.audit(limit=1)] == ["signed-in"]
    # There is no password to be changed.
    assert "/account/password" not in client.get("/account").text


def test_nobody_is_taken_over_by_a_name_or_a_mail(staffed: Staffed, ministry: Ministry) -> None:
    staffed.add("ito")
    client = staffed.client()
    answer = journey(client, ministry)
    assert (answer.status_code, "no-account" in answer.text) == (403, True)
    assert client.get("/").status_code == 303
    let_new_in(staffed, ministry)
    assert journey(client, ministry).status_code == 303
    me = client.get("/api/v1/me").json()
    assert (me["id"], me["name"], me["roles"]) == ("ito-2", "Ito B.", [])
    assert journey(client, ministry).status_code == 303
    assert client.get("/api/v1/me").json()["id"] == "ito-2"
    staffed.door.accounts.deactivate("ito-2", by="mori")
    assert journey(client, ministry).status_code == 403


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "not the one"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another-client"},
    "no audience": {"aud": None},
    "for another party": {"aud": [CLIENT, "another"], "azp": "another"},
    "expired": {"exp": 1_000_000},
    "no expiry": {"exp": None},
    "another issuer": {"iss": "https://evil.example"},
    "nobody": {"sub": ""},
    "not yet": {"nbf": 10_000_000_000},
}


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES.keys())
def test_what_does_not_hold_lets_nobody_in(staffed: Staffed, ministry: Ministry, lies: dict[str, Any]) -> None:
    let_new_in(staffed, ministry)
    ministry.lies = lies
    client = staffed.client()
    answer = journey(client, ministry)
    assert (answer.status_code, "provider-refused" in answer.text) == (401, True)
    assert "taiwa_session" not in client.cookies
    assert len(staffed.door.accounts.all()) == 1


@pytest.mark.parametrize(("forged", "algorithm"), [(True, "RS256"), (False, "none")])
def test_a_signature_that_is_not_the_providers(
    staffed: Staffed, ministry: Ministry, forged: bool, algorithm: str
) -> None:
    let_new_in(staffed, ministry)
    ministry.forged, ministry.algorithm = forged, algorithm
    assert journey(staffed.client(), ministry).status_code == 401


def test_a_state_is_of_one_browser_and_one_journey(staffed: Staffed, ministry: Ministry) -> None:
    let_new_in(staffed, ministry)
    client, other = staffed.client(), staffed.client()
    back = ministry.authorize(client.get("/signin/openid").headers["location"])
    # In another browser, with or without a journey of its own.
    assert other.get(back).status_code == 401
    other.get("/signin/openid")
    assert other.get(back).status_code == 401
    assert client.get(f"{back}x").status_code == 401
    assert client.get(back).status_code == 303
    asked = len(ministry.asked)
    assert client.get(back).status_code == 401
    assert len(ministry.asked) == asked
    numbers = urlsafe_b64encode(b'{"state": 1, "nonce": 1, "verifier": 1, "to": 1}').decode()
    deep = urlsafe_b64encode(b"[" * 2500).decode()
    for odd in ("", "bm8=", "e30=", "%%%", "W10=", numbers, deep):
        other.cookies.set("taiwa_errand", odd, domain="localhost.local", path="/")
        assert other.get(back).status_code in (401, 409), odd
        other.cookies.clear()


def test_a_session_of_before_ends(staffed: Staffed, ministry: Ministry) -> None:
    let_new_in(staffed, ministry)
    client = signed_in(staffed, "mori")
    before = client.cookies["taiwa_session"]
    assert journey(client, ministry).status_code == 303
    assert staffed.door.signing.visitor(before, "session") is None


def test_the_way_back_leads_nowhere_else(staffed: Staffed, ministry: Ministry) -> None:
    let_new_in(staffed, ministry)
    assert journey(staffed.client(), ministry, "//evil.example/").headers["location"] == "/"


def test_a_key_that_is_new(staffed: Staffed, ministry: Ministry) -> None:
    let_new_in(staffed, ministry)
    assert journey(staffed.client(), ministry).status_code == 303
    before = ministry.key
    ministry.key = RSAKey.generate_key(2048, {"kid": "one"})
    assert journey(staffed.client(), ministry).status_code == 303
    ministry.key = before


def test_a_provider_that_is_another_or_gone(staffed: Staffed, ministry: Ministry) -> None:
    ministry.name = "https://evil.example"
    assert staffed.client().get("/signin/openid").status_code == 401
    staffed.app.state.openid = OpenId(Provider("http://127.0.0.1:9/realm", CLIENT, None, "gone", True))
    assert staffed.client().get("/signin/openid").status_code == 502
    staffed.app.state.openid = OpenId(Provider("http://provider.example", CLIENT, None, "in plain words", True))
    assert staffed.client().get("/signin/openid").status_code == 401
    staffed.app.state.openid = None
    assert staffed.client().get("/signin/openid").status_code == 404
    assert "openid" not in staffed.client().get("/signin").text


def test_the_environment_names_a_provider() -> None:
    assert settings({}).oidc is None
    said = {"TAIWA_OIDC_ISSUER": "https://id.example", "TAIWA_OIDC_CLIENT_ID": "taiwa"}
    assert settings(said).oidc == Provider("https://id.example", "taiwa", None, "id.example", False)
    more = said | {"TAIWA_OIDC_CLIENT_SECRET": "s", "TAIWA_OIDC_NAME": "外務省", "TAIWA_OIDC_NEW": "yes"}
    assert settings(more).oidc == Provider("https://id.example", "taiwa", "s", "外務省", True)


HALVES = [("ISSUER", "CLIENT_ID"), ("CLIENT_ID", "ISSUER"), ("CLIENT_SECRET", "ISSUER")]


@pytest.mark.parametrize(("said", "lacking"), HALVES)
def test_half_of_a_provider_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, lacking: str
) -> None:
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"TAIWA_OIDC_{name}", raising=False)
    monkeypatch.setenv(f"TAIWA_OIDC_{said}", "https://id.example")
    with pytest.raises(WrongValue, match=f"TAIWA_OIDC_{lacking} is not set"):
        create_app(str(tmp_path / "record.sqlite3"), "tester")
