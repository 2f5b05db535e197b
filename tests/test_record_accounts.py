"""Accounts: who is let in, for how long, what is refused, and what the audit keeps of it. On both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from taiwa.errors import (
    AlreadyInRecord,
    NotAllowed,
    NotInRecord,
    NotSignedIn,
    TaiwaError,
    TooManyTries,
    WrongValue,
)
from taiwa.model import Forum, Name
from taiwa.model.access import EVERYWHERE
from taiwa.record import Record, passwords
from taiwa.record.accounts import Accounts
from taiwa.record.signing import IDLE, LASTS, Signing
from taiwa.store.dump import kept_tables

GOOD, OTHER = "seven quiet herons", "eleven grey lanterns"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = datetime(2031, 5, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost little: what they cost is the library's affair."""
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))
    passwords._nobodys.cache_clear()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(record: Record, clock: Clock) -> Accounts:
    made = Accounts(record.store, clock)
    record.put(Forum("kitanagi", (Name("Kitanagi Sea Dialogue", "en"),)))
    made.add("mori", "Mori A.", GOOD, administrator=True, by="tester")
    made.add("ito", "Ito B.", GOOD, by="mori", address="192.0.2.1")
    return made


@pytest.fixture
def signing(accounts: Accounts, clock: Clock) -> Signing:
    return Signing(accounts.store, clock)


def events(accounts: Accounts) -> list[str]:
    return [f"{each.who} {each.event} {each.about}" for each in reversed(accounts.audit(limit=1000))]


# --- accounts and roles ---


def test_the_first_account_is_an_administrator(record: Record) -> None:
    accounts = record.accounts
    assert not accounts.any()
    for given in ({"administrator": False, "password": GOOD}, {"administrator": True, "password": None}):
        with pytest.raises(WrongValue, match="first account"):
            accounts.add("mori", by="tester", **given)  # type: ignore[arg-type]
    assert not accounts.any()
    accounts.add("mori", password=GOOD, administrator=True, by="tester")
    assert accounts.rights("mori").everything
    assert accounts.add("Ito", by="mori").id == "ito"
    with pytest.raises(AlreadyInRecord):
        accounts.add("ITO", by="mori")


@pytest.mark.parametrize("id", ["", "a b", "-a", "é", "a" * 65, "taiwa", "a/b", "*", "a\n"])
def test_names_that_do_not_do(accounts: Accounts, id: str) -> None:
    with pytest.raises(WrongValue):
        accounts.add(id, by="mori")


@pytest.mark.parametrize("password", ["", "elevenchars", "aaaaaaaaaaaaaaa", "x" * 1001])
def test_passwords_that_do_not_do(accounts: Accounts, password: str) -> None:
    with pytest.raises(WrongValue):
        accounts.add("sato", password=password, by="mori")


def test_a_password_is_not_the_name(accounts: Accounts) -> None:
    with pytest.raises(WrongValue, match="first that anybody"):
        accounts.add("satou-haruko-1", password="SATOU-Haruko-1", by="mori")


def test_roles_are_given_and_taken(accounts: Accounts) -> None:
    accounts.grant("ito", "kitanagi", "reader", by="mori")
    accounts.grant("ito", "kitanagi", "editor", by="mori")
    rights = accounts.rights("ito")
    assert rights.granted == {"kitanagi"}
    assert rights.may("decide", "kitanagi", confidential=True)
    assert not rights.may("describe", "kitanagi")
    assert accounts.revoke("ito", "kitanagi", by="mori")
    assert not accounts.revoke("ito", "kitanagi", by="mori")
    assert accounts.rights("ito").granted == frozenset()
    accounts.grant("ito", "kitanagi", "delegation", "XA", by="mori")
    assert accounts.one("ito")[1][0].party == "XA"


@pytest.mark.parametrize(
    ("forum", "role", "party", "wrong"),
    [
        ("kitanagi", "king", None, WrongValue),
        ("kitanagi", "administrator", None, WrongValue),
        ("kitanagi", "delegation", None, WrongValue),
        ("kitanagi", "reader", "XA", WrongValue),
        (EVERYWHERE, "delegation", "XA", WrongValue),
        ("nowhere", "reader", None, NotInRecord),
    ],
)
def test_roles_that_there_are_not(
    accounts: Accounts, forum: str, role: str, party: str | None, wrong: type[TaiwaError]
) -> None:
    with pytest.raises(wrong):
        accounts.grant("ito", forum, role, party, by="mori")
    with pytest.raises(NotInRecord):
        accounts.grant("nobody", "kitanagi", "reader", by="mori")


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    changes: list[Callable[[], object]] = [
        lambda: accounts.deactivate("mori", by="mori"),
        lambda: accounts.revoke("mori", EVERYWHERE, by="mori"),
        lambda: accounts.grant("mori", EVERYWHERE, "editor", by="mori"),
    ]
    for change in changes:
        with pytest.raises(WrongValue, match="last administrator"):
            change()
    assert accounts.rights("mori").everything
    accounts.grant("ito", EVERYWHERE, "administrator", by="mori")
    accounts.deactivate("mori", by="ito")
    with pytest.raises(WrongValue, match="last administrator"):
        accounts.revoke("ito", EVERYWHERE, by="ito")


# --- signing in ---


def test_who_knows_the_password_is_let_in(signing: Signing, accounts: Accounts) -> None:
    accounts.grant("ito", "kitanagi", "editor", by="mori")
    secret = signing.sign_in(" Ito ", GOOD, "192.0.2.7")
    visitor = signing.visitor(secret, "session")
    assert visitor is not None
    assert (visitor.account.id, visitor.rights.may("add", "kitanagi", True)) == ("ito", True)
    assert signing.visitor(secret, "token") is None
    assert secret not in str(visitor.signed)
    assert signing.sign_in("ito", GOOD) != secret


@pytest.mark.parametrize(
    ("id", "password"), [("ito", OTHER), ("nobody", GOOD), ("ito", ""), ("ito", "x" * 5000), ("", "")]
)
def test_who_does_not_is_refused_in_the_same_words(signing: Signing, id: str, password: str) -> None:
    with pytest.raises(NotSignedIn, match="name and password"):
        signing.sign_in(id, password)


def test_a_password_is_one_however_it_is_typed(signing: Signing, accounts: Accounts) -> None:
    accounts.add("sato", password="ｶﾞﾗｽの木の下で待っている人", by="mori")
    assert signing.sign_in("sato", "ガラスの木の下で待っている人")


def test_an_unknown_name_costs_as_much(signing: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            looked.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", lambda: Watched(1, 8, 1))
    for id in ("ito", "nobody"):
        with pytest.raises(NotSignedIn):
            signing.sign_in(id, OTHER)
    assert len(looked) == 2
    assert looked[0].split("$")[:4] == looked[1].split("$")[:4]


def test_a_hash_is_made_anew_when_its_parameters_change(
    signing: Signing, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = accounts.one("ito")[0].secret
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(2, 16, 1))
    signing.sign_in("ito", GOOD)
    after = accounts.one("ito")[0].secret
    assert before != after
    assert "t=2" in str(after)
    assert signing.sign_in("ito", GOOD)


def test_a_session_ends_by_itself(signing: Signing, clock: Clock) -> None:
    secret = signing.sign_in("ito", GOOD)
    for _ in range(3):
        clock.at += IDLE - timedelta(minutes=1)
        assert signing.visitor(secret, "session")
    clock.at += IDLE + timedelta(seconds=1)
    assert signing.visitor(secret, "session") is None
    secret, begun = signing.sign_in("ito", GOOD), clock.at
    while clock.at < begun + LASTS - timedelta(hours=4):
        clock.passes(hours=4)
        assert signing.visitor(secret, "session"), clock.at - begun
    clock.at = begun + LASTS
    assert signing.visitor(secret, "session") is None


def test_what_ends_a_session(signing: Signing, accounts: Accounts) -> None:
    one, two = signing.sign_in("ito", GOOD), signing.sign_in("ito", GOOD)
    visitor = signing.visitor(one, "session")
    assert visitor
    signing.sign_out(visitor)
    assert signing.visitor(one, "session") is None
    kept = signing.visitor(two, "session")
    assert kept
    third = signing.sign_in("ito", GOOD)
    token, _ = signing.make_token("ito", "calendar", by="ito")
    accounts.set_password("ito", OTHER, by="ito", keep=kept.signed.digest)
    assert [bool(signing.visitor(each, "session")) for each in (two, third)] == [True, False]
    assert signing.visitor(token, "token")
    accounts.set_password("ito", GOOD, by="mori")
    assert signing.visitor(two, "session") is None
    assert signing.visitor(token, "token") is None
    last, token = signing.sign_in("ito", GOOD), signing.make_token("ito", "feed", by="ito")[0]
    accounts.deactivate("ito", by="mori")
    assert signing.visitor(last, "session") is None
    with pytest.raises(NotSignedIn):
        signing.sign_in("ito", GOOD)
    accounts.activate("ito", by="mori")
    assert signing.visitor(last, "session") is None
    assert signing.visitor(token, "token") is None
    assert signing.sign_in("ito", GOOD)


# --- tries ---


def refusal(signing: Signing, id: str, address: str, password: str = OTHER) -> int:
    """Seconds to wait; 0 for a plain refusal, -1 where it is let in."""
    try:
        signing.sign_in(id, password, address)
    except TooManyTries as limit:
        return limit.wait
    except NotSignedIn:
        return 0
    return -1


def test_waits_grow_and_end(signing: Signing, clock: Clock) -> None:
    assert [refusal(signing, "ito", "192.0.2.1") for _ in range(6)] == [0, 0, 0, 0, 0, 2]
    assert refusal(signing, "ito", "192.0.2.1", GOOD) == 2
    waits = []
    for _ in range(12):
        wait = refusal(signing, "ito", "192.0.2.1")
        waits.append(wait)
        clock.passes(seconds=wait)
        assert refusal(signing, "ito", "192.0.2.1") == 0
    assert waits == sorted(waits)
    assert waits[-1] == 300
    clock.passes(seconds=300)
    assert refusal(signing, "ito", "192.0.2.1", GOOD) == -1
    # Who has signed in begins anew.
    clock.passes(hours=1)
    assert [refusal(signing, "ito", "192.0.2.1") for _ in range(6)] == [0, 0, 0, 0, 0, 2]


def test_an_address_that_tries_many_names(signing: Signing) -> None:
    answers = [refusal(signing, f"name-{n}", "192.0.2.66") for n in range(25)]
    assert answers[:20] == [0] * 20
    assert all(answers[20:])
    assert refusal(signing, "ito", "192.0.2.66", GOOD) > 0
    assert refusal(signing, "ito", "192.0.2.7", GOOD) == -1


def test_an_account_that_is_tried_from_everywhere(signing: Signing, clock: Clock) -> None:
    assert refusal(signing, "ito", "192.0.2.7", GOOD) == -1
    answers = [refusal(signing, "ito", f"198.51.100.{n}") for n in range(30)]
    assert any(answers)
    assert max(answers) <= 60
    assert refusal(signing, "mori", "203.0.113.9", GOOD) == -1
    # The person comes from where they came before, and is not kept out by strangers.
    assert refusal(signing, "ito", "192.0.2.7", GOOD) == -1
    # From a new place they wait a minute at most, while nobody else tries.
    wait = refusal(signing, "ito", "203.0.113.9", GOOD)
    assert 0 < wait <= 60
    clock.passes(seconds=wait)
    assert refusal(signing, "ito", "203.0.113.9", GOOD) == -1


def test_an_unknown_name_waits_like_a_known_one(signing: Signing) -> None:
    known, unknown = ([refusal(signing, id, f"192.0.2.{n}") for _ in range(7)] for n, id in ((1, "ito"), (2, "nobody")))
    assert known == unknown


def test_tries_at_the_same_time_are_all_counted(signing: Signing) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(refusal(signing, "ito", "192.0.2.1"))) for _ in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(answers) == [0] * 5 + [2] * 7


# --- tokens ---


def test_a_token_does_what_it_says(signing: Signing, accounts: Accounts, clock: Clock) -> None:
    accounts.grant("ito", "kitanagi", "secretariat", by="mori")
    secret, kept = signing.make_token("ito", "calendar", ["decide"], 30, by="ito")
    assert secret.startswith("taiwa_")
    visitor = signing.visitor(secret, "token")
    assert visitor
    assert [visitor.rights.may(verb, "kitanagi") for verb in ("read", "decide", "add", "describe")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert signing.visitor(secret, "session") is None
    assert [each.name for each in signing.held("ito", "token")] == ["calendar"]
    signing.end("ito", kept.digest, by="ito")
    assert signing.visitor(secret, "token") is None
    with pytest.raises(NotInRecord):
        signing.end("ito", kept.digest, by="ito")
    short, _ = signing.make_token("ito", "short", days=1, by="ito")
    clock.passes(days=1)
    assert signing.visitor(short, "token") is None


def test_a_token_of_an_administrator_is_held_by_its_scopes(signing: Signing) -> None:
    visitor = signing.visitor(signing.make_token("mori", "feed", by="mori")[0], "token")
    assert visitor
    assert visitor.rights.may("read", "kitanagi", confidential=True)
    assert not any(visitor.rights.anywhere(verb) for verb in ("decide", "add", "describe", "manage"))


def test_tokens_that_there_are_not(signing: Signing, accounts: Accounts) -> None:
    for name, scopes, days in (("", ["read"], 9), ("x", ["fly"], 9), ("x", ["read"], 0), ("x", ["read"], 9999)):
        with pytest.raises(WrongValue):
            signing.make_token("ito", name, scopes, days, by="ito")
    _, small = signing.make_token("ito", "small", ["decide"], 10, by="ito")
    signing.make_token("ito", "smaller", ["read"], 9, by="ito", within=small)
    for scopes, days in ((["add"], 5), (["decide"], 11)):
        with pytest.raises(NotAllowed):
            signing.make_token("ito", "larger", scopes, days, by="ito", within=small)
    _, kept = signing.make_token("mori", "x", by="mori")
    with pytest.raises(NotInRecord):
        signing.end("ito", kept.digest, by="ito")
    accounts.deactivate("ito", by="mori")
    with pytest.raises(WrongValue, match="not active"):
        signing.make_token("ito", "x", by="mori")


# --- providers ---


def test_a_person_of_a_provider(signing: Signing, accounts: Accounts) -> None:
    with pytest.raises(NotSignedIn, match="no account here"):
        signing.sign_in_as("https://id.example", "u-1", "ito@ministry.example", "Ito B.")
    # An account of that name is somebody's already: a new one gets another name.
    visitor = signing.visitor(
        signing.sign_in_as("https://id.example", "u-1", "ito@x.example", "I.", new=True), "session"
    )
    assert visitor
    assert (visitor.account.id, visitor.rights.roles) == ("ito-2", ())
    assert signing.sign_in_as("https://id.example", "u-1", "else", "E.")
    assert len(accounts.all()) == 3
    with pytest.raises(NotSignedIn):
        signing.sign_in("ito-2", GOOD)
    signing.link("ito", "https://id.example", "u-7", by="mori")
    with pytest.raises(WrongValue):
        signing.link("mori", "https://id.example", "u-7", by="mori")
    linked = signing.visitor(signing.sign_in_as("https://id.example", "u-7", "x", "X"), "session")
    assert linked
    assert linked.account.id == "ito"
    accounts.deactivate("ito-2", by="mori")
    with pytest.raises(NotSignedIn, match="not active"):
        signing.sign_in_as("https://id.example", "u-1", "ito", "I.", new=True)
    odd = signing.visitor(signing.sign_in_as("https://id.example", "u-9", "伊藤", "伊藤", new=True), "session")
    assert odd
    assert (odd.account.id, odd.account.name) == ("person", "伊藤")


# --- the audit ---


def test_the_audit_tells_what_happened(signing: Signing, accounts: Accounts) -> None:
    with pytest.raises(NotSignedIn):
        signing.sign_in("my password in the wrong field", OTHER, "192.0.2.1")
    visitor = signing.visitor(signing.sign_in("ito", GOOD, "192.0.2.1"), "session")
    assert visitor
    _, token = signing.make_token("ito", "calendar", by="ito")
    signing.end("ito", token.digest, by="ito")
    signing.sign_out(visitor)
    accounts.grant("ito", "kitanagi", "delegation", "XA", by="mori")
    accounts.revoke("ito", "kitanagi", by="mori")
    accounts.set_password("ito", OTHER, by="mori")
    accounts.deactivate("ito", by="mori")
    accounts.activate("ito", by="mori")
    told = events(accounts)
    assert told[:3] == [
        "tester account-added mori",
        "tester role-granted mori * administrator",
        "mori account-added ito",
    ]
    assert not any("password in the wrong" in each for each in told)
    assert told[5:] == [
        " sign-in-tried ito",
        "ito signed-in ito",
        "ito token-made ito calendar",
        "ito token-ended ito calendar",
        "ito signed-out ito",
        "mori role-granted ito kitanagi delegation XA",
        "mori role-revoked ito kitanagi",
        "mori password-changed ito",
        "mori account-deactivated ito",
        "mori account-activated ito",
    ]
    lines = accounts.audit(limit=4)
    assert [each.number for each in accounts.audit(before=lines[-1].number, limit=2)] == [
        lines[-1].number - 1, lines[-1].number - 2,
    ]  # fmt: skip


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_the_audit_only_grows(accounts: Accounts, statement: str) -> None:
    before = events(accounts)
    with pytest.raises(Exception, match="only grows"), accounts.store.write_accounts() as roster:
        roster.connection.execute(text(statement))
    assert events(accounts) == before


def test_accounts_are_of_the_installation(accounts: Accounts, record: Record) -> None:
    assert {"account", "role", "signed", "audit"}.isdisjoint(table.name for table in kept_tables())
    assert not [each for each in record.history() if "Ito B." in f"{each.subject} {each.after}"]


def test_a_use_is_not_written_while_somebody_writes(signing: Signing, clock: Clock) -> None:
    secret = signing.sign_in("ito", GOOD)
    clock.passes(minutes=10)
    with signing.store.write_accounts() as roster:
        roster.note("2031", "x", "x", "x")
        assert signing.visitor(secret, "session")
    (held,) = signing.held("ito", "session")
    if signing.store.database.is_sqlite:
        assert held.used == held.created
    assert signing.visitor(secret, "session")
    (held,) = signing.held("ito", "session")
    assert held.used > held.created
