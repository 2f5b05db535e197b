"""Accounts and their roles: who there is, what they may do, and what became of it in the audit.

Owns the rules of accounts: the first is an administrator, the last administrator stays one, nothing is ever deleted.
`signing` lets people in. Every change says who made it (`by`) and from which address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from taiwa.errors import WrongValue
from taiwa.model.access import EVERYWHERE, ROLES, Account, Grant, Happening, Rights, rights_of
from taiwa.record.passwords import check_password, hashed
from taiwa.store import Roster, Store, tables

# A name to be typed, and to stand in the history for good.
NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")
# Who writes in the record where nobody did.
RESERVED = frozenset({"taiwa", "unknown"})

Clock = Callable[[], datetime]


def this_moment() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def said(moment: datetime) -> str:
    """A moment as the record keeps it, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Accounts:
    """The accounts of one record. `clock` says what time it is."""

    def __init__(self, store: Store, clock: Clock = this_moment) -> None:
        self.store, self.clock = store, clock

    # --- asking ---

    def any(self) -> bool:
        """Whether there is any account; without one, the record is its owner's alone."""
        with self.store.read_accounts() as roster:
            return roster.any()

    def all(self) -> tuple[tuple[Account, tuple[Grant, ...]], ...]:
        """Every account with its roles, by identifier."""
        with self.store.read_accounts() as roster:
            grants = roster.grants()
            return tuple((each, tuple(g for g in grants if g.account == each.id)) for each in roster.accounts())

    def one(self, id: str) -> tuple[Account, tuple[Grant, ...]]:
        """An account with its roles. Raises NotInRecord."""
        with self.store.read_accounts() as roster:
            return roster.account(id), roster.grants(id)

    def rights(self, id: str) -> Rights:
        """What an account may do. Raises NotInRecord."""
        return rights_of(self.one(id)[1])

    def audit(self, before: int | None = None, limit: int = 50) -> tuple[Happening, ...]:
        """What happened, the youngest first."""
        with self.store.read_accounts() as roster:
            return roster.audit(before, limit)

    # --- changing ---

    def add(
        self,
        id: str,
        name: str = "",
        password: str | None = None,
        *,
        administrator: bool = False,
        by: str,
        address: str = "",
    ) -> Account:
        """Adds an account. The first must be an administrator with a password: somebody has to let the others in.

        Raises WrongValue, AlreadyInRecord.
        """
        account = Account(checked_name(id), name.strip() or id, said(self.clock()))
        if password is not None:
            check_password(password, account.id, account.name)
            account = replace(account, secret=hashed(password))
        with self._changing(by, address) as (roster, note):
            if not roster.any() and not (administrator and account.secret):
                raise WrongValue("the first account must be an administrator's, with a password")
            roster.add(account)
            note("account-added", account.id)
            if administrator:
                roster.grant(Grant(account.id, EVERYWHERE, "administrator"))
                note("role-granted", f"{account.id} {EVERYWHERE} administrator")
        return account

    def set_password(self, id: str, password: str, *, by: str, address: str = "", keep: str = "") -> None:
        """Gives an account a password, and ends its sessions but `keep` (a digest); where somebody else gives it, the
        account's tokens too. Raises WrongValue, NotInRecord."""
        account, _ = self.one(id)
        check_password(password, account.id, account.name)
        secret = hashed(password)
        with self._changing(by, address) as (roster, note):
            roster.change(id, secret=secret)
            signed = tables.signed.c
            also = [signed.kind == "session"] if by == id else []
            roster.end(signed.account == id, signed.digest != keep, *also)
            note("password-changed", id)

    def grant(self, id: str, forum: str, role: str, party: str | None = None, *, by: str, address: str = "") -> Grant:
        """Gives an account a role in a forum, or `EVERYWHERE`, in the place of the one it had there.

        Raises WrongValue, NotInRecord.
        """
        given = Grant(id, forum, role, party or None)
        _check(given)
        if forum != EVERYWHERE:
            with self.store.read() as asking:
                asking.view.forum(forum)
        with self._changing(by, address) as (roster, note):
            roster.account(id)
            roster.grant(given)
            _stays_administered(roster)
            note("role-granted", f"{id} {forum} {role}" + (f" {party}" if party else ""))
        return given

    def revoke(self, id: str, forum: str, *, by: str, address: str = "") -> bool:
        """Takes an account's role in a forum; returns whether it had one. Raises WrongValue, NotInRecord."""
        with self._changing(by, address) as (roster, note):
            roster.account(id)
            had = roster.revoke(id, forum)
            _stays_administered(roster)
            if had:
                note("role-revoked", f"{id} {forum}")
        return had

    def deactivate(self, id: str, *, by: str, address: str = "") -> None:
        """Lets an account in no more, and ends what it is signed in by. Raises WrongValue, NotInRecord."""
        with self._changing(by, address) as (roster, note):
            roster.change(id, active=False)
            roster.end(tables.signed.c.account == id)
            _stays_administered(roster)
            note("account-deactivated", id)

    def activate(self, id: str, *, by: str, address: str = "") -> None:
        """Lets an account in again. Raises NotInRecord."""
        with self._changing(by, address) as (roster, note):
            roster.change(id, active=True)
            note("account-activated", id)

    @contextmanager
    def _changing(self, by: str, address: str) -> Iterator[tuple[Roster, Callable[[str, str], None]]]:
        """The accounts to be changed, and what notes each change."""
        with self.store.write_accounts() as roster:
            at = said(self.clock())
            yield roster, lambda event, about: roster.note(at, by, event, about, address)


def checked_name(id: str) -> str:
    """An account's identifier in its one form. Raises WrongValue."""
    if not NAME.fullmatch(id.lower()) or id.lower() in RESERVED:
        raise WrongValue(f"{id!r} is no name of an account: letters a to z, figures and . _ @ + -, up to 64 of them")
    return id.lower()


def _check(grant: Grant) -> None:
    if grant.role not in ROLES:
        raise WrongValue(f"{grant.role!r} is no role; there are {', '.join(ROLES)}")
    if grant.role == "administrator" and grant.forum != EVERYWHERE:
        raise WrongValue(f"an administrator is one of the whole record: give the role for {EVERYWHERE}")
    if (grant.role == "delegation") != bool(grant.party):
        raise WrongValue("a delegation, and no other role, is of a party: name it")
    if grant.role == "delegation" and grant.forum == EVERYWHERE:
        raise WrongValue("a delegation is one to a forum: name it")


def _stays_administered(roster: Roster) -> None:
    if not roster.administrators():
        raise WrongValue("this is the last administrator; make another one first")
