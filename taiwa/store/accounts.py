"""Accounts, their roles, what they are signed in by, and the audit: a further role in a transaction.

Owns the rows of these four tables. What is allowed is decided in `taiwa.record`; here it is kept and found. Moments
come from the caller, ISO 8601 in UTC to the second, so that their order as texts is their order in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from taiwa.errors import AlreadyInRecord, NotInRecord
from taiwa.model.access import EVERYWHERE, Account, Grant, Happening, Signed
from taiwa.store import tables


class Roster:
    """The accounts as one connection sees them."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    # --- accounts ---

    def any(self) -> bool:
        """Whether there is any account."""
        return self.connection.execute(select(tables.account.c.id).limit(1)).first() is not None

    def accounts(self) -> tuple[Account, ...]:
        """Every account, by identifier."""
        rows = self.connection.execute(select(tables.account).order_by(tables.account.c.id)).mappings()
        return tuple(Account(**row) for row in rows)

    def account(self, id: str) -> Account:
        """An account. Raises NotInRecord."""
        row = self.connection.execute(select(tables.account).where(tables.account.c.id == id)).mappings().one_or_none()
        if row is None:
            error = NotInRecord(f"there is no account {id!r}")
            error.advice = "`taiwa account list` shows which there are."
            raise error
        return Account(**row)

    def known_as(self, issuer: str, subject: str) -> Account | None:
        """The account that a provider's person is."""
        wanted = (tables.account.c.issuer == issuer, tables.account.c.subject == subject)
        row = self.connection.execute(select(tables.account).where(*wanted)).mappings().one_or_none()
        return None if row is None else Account(**row)

    def add(self, account: Account) -> None:
        """Adds an account. Raises AlreadyInRecord."""
        taken = self.connection.execute(select(tables.account.c.id).where(tables.account.c.id == account.id)).first()
        if taken:
            raise AlreadyInRecord(f"there is an account {account.id!r} already")
        self.connection.execute(tables.account.insert(), [_row(account, tables.account.c.keys())])

    def change(self, id: str, **values: object) -> None:
        """Changes what is kept of an account. Raises NotInRecord."""
        self.account(id)
        self.connection.execute(tables.account.update().where(tables.account.c.id == id).values(**values))

    # --- roles ---

    def grants(self, account: str | None = None) -> tuple[Grant, ...]:
        """The roles of an account by forum, or of all."""
        wanted = select(tables.role).order_by(tables.role.c.account, tables.role.c.forum)
        if account is not None:
            wanted = wanted.where(tables.role.c.account == account)
        return tuple(Grant(**row) for row in self.connection.execute(wanted).mappings())

    def grant(self, grant: Grant) -> None:
        """Gives a role, in the place of the one that the account had in that forum."""
        self.revoke(grant.account, grant.forum)
        self.connection.execute(tables.role.insert(), [_row(grant, tables.role.c.keys())])

    def revoke(self, account: str, forum: str) -> bool:
        """Takes an account's role in a forum; returns whether it had one."""
        wanted = (tables.role.c.account == account, tables.role.c.forum == forum)
        return self.connection.execute(tables.role.delete().where(*wanted)).rowcount > 0

    def administrators(self) -> tuple[str, ...]:
        """The active accounts that administer the whole."""
        account, role = tables.account, tables.role
        wanted = select(account.c.id).join(role, role.c.account == account.c.id).where(account.c.active.is_(True))
        everywhere = (role.c.role == "administrator", role.c.forum == EVERYWHERE)
        return tuple(self.connection.execute(wanted.where(*everywhere).order_by(account.c.id)).scalars())

    # --- what accounts are signed in by ---

    def signed(self, digest: str) -> Signed | None:
        """A session or token by its digest, ended ones too."""
        row = self.connection.execute(select(tables.signed).where(tables.signed.c.digest == digest)).mappings()
        found = row.one_or_none()
        return None if found is None else _signed(found)

    def signed_of(self, account: str, kind: str | None = None) -> tuple[Signed, ...]:
        """An account's sessions and tokens that were not ended, the oldest first."""
        table = tables.signed
        wanted = select(table).where(table.c.account == account, table.c.ended.is_(False))
        if kind is not None:
            wanted = wanted.where(table.c.kind == kind)
        rows = self.connection.execute(wanted.order_by(table.c.created, table.c.digest)).mappings()
        return tuple(_signed(row) for row in rows)

    def sign(self, signed: Signed) -> None:
        """Keeps a session or token."""
        row = _row(signed, tables.signed.c.keys()) | {"scopes": " ".join(signed.scopes)}
        self.connection.execute(tables.signed.insert(), [row])

    def use(self, digest: str, at: str) -> None:
        """Says when a session or token was last used."""
        self.connection.execute(tables.signed.update().where(tables.signed.c.digest == digest).values(used=at))

    def end(self, *where: ColumnElement[bool]) -> int:
        """Ends the sessions and tokens for which `where` holds; returns how many."""
        table = tables.signed
        return self.connection.execute(
            table.update().where(table.c.ended.is_(False), *where).values(ended=True)
        ).rowcount

    # --- the audit ---

    def note(self, at: str, who: str, event: str, about: str, address: str = "") -> None:
        """One line more in the audit."""
        last = self.connection.execute(select(func.max(tables.audit.c.number))).scalar_one()
        row = {"number": int(last or 0) + 1, "at": at, "who": who, "event": event, "about": about, "address": address}
        self.connection.execute(tables.audit.insert(), [row])

    def audit(self, before: int | None = None, limit: int = 50) -> tuple[Happening, ...]:
        """The audit, the youngest line first; `before` is the number that it ends before."""
        wanted = select(tables.audit).order_by(tables.audit.c.number.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(tables.audit.c.number < before)
        return tuple(Happening(**row) for row in self.connection.execute(wanted).mappings())

    def happened(self, event: str, since: str, **where: str) -> tuple[str, ...]:
        """The moments of an event since a moment, the youngest first; `where` gives `who`, `about`, `address`."""
        table = tables.audit
        wanted = select(table.c.at).where(table.c.event == event, table.c.at >= since)
        wanted = wanted.where(*(table.c[name] == value for name, value in where.items()))
        return tuple(self.connection.execute(wanted.order_by(table.c.number.desc())).scalars())


def _row(noun: object, columns: Any) -> dict[str, object]:
    return {name: getattr(noun, name) for name in columns}


def _signed(row: Mapping[Any, Any]) -> Signed:
    return Signed(**{**row, "scopes": tuple(row["scopes"].split())})
