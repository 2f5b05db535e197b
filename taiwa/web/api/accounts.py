"""Accounts, roles, tokens and the audit, for programs: their own for everyone, all for administrators."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from taiwa.errors import NotAllowed, WrongValue
from taiwa.model.access import VERBS, Account, Grant, Happening, Signed
from taiwa.record.signing import USUAL, Visitor
from taiwa.web.api.paging import Limit, Offset, Page, page_of
from taiwa.web.visitors import Door, address_of, asker_of

router = APIRouter(prefix="/api/v1", tags=["accounts"])
Before = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


class Role(BaseModel):
    """A role in a forum, or `*` for every forum that is not confidential and what is of none."""

    forum: str
    role: str
    party: str | None = None


class Person(BaseModel):
    """An account, without its secrets."""

    id: str
    name: str
    created: str
    active: bool
    roles: list[Role]


class Me(BaseModel):
    """Who asks: an account, or the person at the machine where there are no accounts. `may` is what they may do
    somewhere, by the token they ask with."""

    id: str
    name: str
    roles: list[Role]
    may: list[str]


class Token(BaseModel):
    """What is kept of a token; `secret` is in the answer that made it, and nowhere else."""

    id: str
    account: str
    name: str
    scopes: list[str]
    created: str
    expires: str
    used: str
    secret: str | None = None


class NewAccount(BaseModel):
    """An account to be added."""

    id: str
    name: str = ""
    password: Annotated[str | None, Field(repr=False)] = None
    administrator: bool = False


class Change(BaseModel):
    """What becomes of an account; what isn't given stays."""

    active: bool | None = None
    password: Annotated[str | None, Field(repr=False)] = None


class NewRole(BaseModel):
    """A role to be given; `party` of a delegation."""

    role: str
    party: str | None = None


class NewToken(BaseModel):
    """A token to be made. It may read, and what its scopes say."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: list[str] = ["read"]
    days: Annotated[int, Field(ge=1, le=366)] = USUAL


@router.get("/me")
def show_me(request: Request) -> Me:
    """Who asks, and what they may do."""
    asker = asker_of(request)
    may = [verb for verb in VERBS if asker.rights.anywhere(verb)]
    if asker.visitor is None:
        return Me(id=asker.id, name=asker.id, roles=[], may=may)
    account, grants = _door(request).accounts.one(asker.id)
    return Me(id=account.id, name=account.name, roles=_roles(grants), may=may)


@router.get("/accounts")
def list_accounts(request: Request, limit: Limit = 50, offset: Offset = 0) -> Page[Person]:
    """Every account, by identifier."""
    return page_of(request, [_person(*each) for each in _door(request).accounts.all()], limit, offset)


@router.post("/accounts", status_code=201)
def add_account(request: Request, new: NewAccount) -> Person:
    """Adds an account. The first must be an administrator's."""
    made = _door(request).accounts.add(new.id, new.name, new.password, administrator=new.administrator, **_by(request))
    return _person(*_door(request).accounts.one(made.id))


@router.get("/accounts/{id}")
def show_account(request: Request, id: str) -> Person:
    """An account."""
    return _person(*_door(request).accounts.one(id))


@router.patch("/accounts/{id}")
def change_account(request: Request, id: str, change: Change) -> Person:
    """Deactivates an account, activates it, gives it a new password."""
    accounts = _door(request).accounts
    if change.password is not None:
        accounts.set_password(id, change.password, **_by(request))
    if change.active is not None:
        (accounts.activate if change.active else accounts.deactivate)(id, **_by(request))
    return _person(*accounts.one(id))


@router.put("/accounts/{id}/grants/{forum}")
def grant_role(request: Request, id: str, forum: str, new: NewRole) -> Person:
    """Gives a role in a forum, or everywhere (`*`), in the place of the one that the account had there."""
    _door(request).accounts.grant(id, forum, new.role, new.party, **_by(request))
    return _person(*_door(request).accounts.one(id))


@router.delete("/accounts/{id}/grants/{forum}")
def revoke_role(request: Request, id: str, forum: str) -> Person:
    """Takes a role back."""
    _door(request).accounts.revoke(id, forum, **_by(request))
    return _person(*_door(request).accounts.one(id))


@router.get("/tokens")
def list_tokens(request: Request, limit: Limit = 50, offset: Offset = 0) -> Page[Token]:
    """One's own tokens that are good."""
    held = _door(request).signing.held(_visitor(request).account.id, "token")
    return page_of(request, [_token(each) for each in held], limit, offset)


@router.post("/tokens", status_code=201)
def make_token(request: Request, new: NewToken) -> Token:
    """Makes a token of one's own. By a token, only one that may no more and lasts no longer."""
    visitor = _visitor(request)
    within = visitor.signed if visitor.signed.kind == "token" else None
    id, signing = visitor.account.id, _door(request).signing
    secret, kept = signing.make_token(id, new.name, new.scopes, new.days, within=within, **_by(request))
    return _token(kept, secret)


@router.delete("/tokens/{token}")
def end_token(request: Request, token: str) -> dict[str, Any]:
    """Ends a token of one's own. A token ends only itself."""
    visitor = _visitor(request)
    if visitor.signed.kind == "token" and visitor.signed.digest != token:
        raise NotAllowed("a token ends only itself")
    ended = _door(request).signing.end(visitor.account.id, token, **_by(request))
    return {"id": ended.digest, "ended": True}


@router.get("/audit")
def list_audit(request: Request, before: Before = None, limit: Limit = 50) -> list[Happening]:
    """What happened, the youngest first; `before` is the number of the line that the answer ends before."""
    return list(_door(request).accounts.audit(before, limit))


def _door(request: Request) -> Door:
    return request.app.state.door  # type: ignore[no-any-return]


def _by(request: Request) -> dict[str, str]:
    return {"by": asker_of(request).id, "address": address_of(request)}


def _visitor(request: Request) -> Visitor:
    visitor = asker_of(request).visitor
    if visitor is None:
        raise WrongValue("there are no accounts yet")
    return visitor


def _roles(grants: tuple[Grant, ...]) -> list[Role]:
    return [Role(forum=each.forum, role=each.role, party=each.party) for each in grants]


def _person(account: Account, grants: tuple[Grant, ...]) -> Person:
    return Person(
        id=account.id, name=account.name, created=account.created, active=account.active, roles=_roles(grants)
    )


def _token(signed: Signed, secret: str | None = None) -> Token:
    return Token(
        id=signed.digest, account=signed.account, name=signed.name, scopes=list(signed.scopes),
        created=signed.created, expires=signed.expires, used=signed.used, secret=secret,
    )  # fmt: skip
