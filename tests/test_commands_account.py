"""`taiwa account`: accounts from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result

from taiwa.cli import main
from taiwa.errors import NotInRecord, WiderAddress, WrongValue
from taiwa.record import Record, passwords

GOOD = "seven quiet herons"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command over a record of its own."""
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))
    monkeypatch.setenv("TAIWA_DATABASE", str(tmp_path / "record.sqlite3"))
    monkeypatch.setenv("TAIWA_USER", "tester")
    for name in ("ISSUER", "CLIENT_ID"):
        monkeypatch.delenv(f"TAIWA_OIDC_{name}", raising=False)

    def call(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, [*words], input=typed)

    return call


def data(run: Run, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("account", *words, "--format", "json").output)
    return found


def test_accounts_are_made_and_given_roles(run: Run) -> None:
    assert run("forum", "add", "kitanagi", "--name", "en=Kitanagi Sea Dialogue").exit_code == 0
    assert run("account", "add", "ito", typed=f"{GOOD}\n{GOOD}\n").exit_code == WrongValue.exit_code
    first = run("account", "add", "mori", "--administrator", typed=f"{GOOD}\n{GOOD}\n")
    assert first.exit_code == 0
    assert GOOD not in first.output
    assert "everybody has to" in first.output
    assert run("account", "add", "ito", "--name", "Ito B.", "--password-stdin", typed=f"{GOOD}\r\n").exit_code == 0
    assert run("account", "grant", "ito", "kitanagi", "delegation", "--party", "XA").exit_code == 0
    assert run("account", "grant", "ito", "nowhere", "reader").exit_code == NotInRecord.exit_code
    listed = {each["id"]: each for each in data(run, "list")}
    assert listed["ito"]["roles"] == [{"forum": "kitanagi", "role": "delegation", "party": "XA"}]
    assert "secret" not in listed["ito"]
    assert "argon2" not in run("account", "list", "--format", "json").output
    assert "delegation of XA (kitanagi)" in run("account", "list").output
    assert run("account", "revoke", "ito", "kitanagi").output == ""
    assert "no role" in run("account", "revoke", "ito", "kitanagi").output
    with Record.open() as record:
        assert record.signing.sign_in("ito", GOOD)
        assert record.signing.sign_in("mori", GOOD)


def test_passwords_are_changed_and_accounts_closed(run: Run) -> None:
    run("account", "add", "mori", "--administrator", "--password-stdin", typed=GOOD)
    assert run("account", "password", "mori", "--password-stdin", typed="short").exit_code == WrongValue.exit_code
    assert run("account", "password", "nobody", "--password-stdin", typed=GOOD).exit_code == NotInRecord.exit_code
    assert run("account", "password", "mori", "--password-stdin", typed="eleven grey lanterns").exit_code == 0
    assert run("account", "deactivate", "mori").exit_code == WrongValue.exit_code
    run("account", "add", "ito", "--no-password")
    assert run("account", "deactivate", "ito").exit_code == 0
    assert [each["active"] for each in data(run, "list")] == [False, True]
    assert "deactivated" in run("account", "list").output
    assert run("account", "activate", "ito").exit_code == 0
    told = [(each["who"], each["event"], each["about"]) for each in data(run, "audit")]
    assert told[0] == ("tester (command line)", "account-activated", "ito")
    assert "account-added" in run("account", "audit").output


def test_a_token_is_shown_once(run: Run) -> None:
    run("account", "add", "mori", "--administrator", "--password-stdin", typed=GOOD)
    made = run("account", "token", "mori", "calendar", "--scope", "decide", "--days", "7")
    secret = made.stdout.strip()
    assert secret.startswith("taiwa_")
    with Record.open() as record:
        assert record.signing.visitor(secret, "token")
    (held,) = data(run, "token", "mori")
    assert (held["name"], held["scopes"]) == ("calendar", ["read", "decide"])
    assert secret not in run("account", "token", "mori").output
    assert run("account", "token", "mori", "--end", str(held["id"])[:8]).exit_code == 0
    assert data(run, "token", "mori") == []


def test_a_person_of_a_provider_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("account", "add", "mori", "--administrator", "--password-stdin", typed=GOOD)
    assert run("account", "add", "ito", "--no-password", "--subject", "u-1").exit_code == 2
    monkeypatch.setenv("TAIWA_OIDC_ISSUER", "https://id.example")
    monkeypatch.setenv("TAIWA_OIDC_CLIENT_ID", "taiwa")
    assert run("account", "add", "ito", "--no-password", "--subject", "u-1").exit_code == 0
    with Record.open() as record:
        assert record.accounts.one("ito")[0].subject == "u-1"


def test_a_wider_address_needs_accounts_and_a_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[object] = []
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: served.append(1))
    wide = ("serve", "--host", "0.0.0.0", "--port", "0")
    for more in ((), ("--name", "taiwa.example.org")):
        assert run(*wide, *more).exit_code == WiderAddress.exit_code
    for narrow in (("--name", "taiwa.example.org"), ("--behind-proxy", "127.0.0.1")):
        assert run("serve", "--port", "0", *narrow).exit_code == WiderAddress.exit_code
    run("account", "add", "mori", "--administrator", "--password-stdin", typed=GOOD)
    assert run(*wide).exit_code == WrongValue.exit_code
    assert not served
    answer = run(*wide, "--name", "taiwa.example.org")
    assert answer.exit_code == 0
    assert "without a certificate" in answer.output
    assert "http://taiwa.example.org:" in answer.output
    assert run("serve", "--port", "0", "--name", "taiwa.example.org", "--behind-proxy", "127.0.0.1").exit_code == 0
    assert run("serve", "--certificate", "chain.pem").exit_code == 2
    assert run("serve", "--port", "0", "--certificate", "no.pem", "--key", "no.pem").exit_code == 10
    assert len(served) == 2
