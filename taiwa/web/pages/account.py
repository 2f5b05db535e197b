"""A visitor's own account: password, sessions, tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotAllowed, NotSignedIn, TaiwaError, TooManyTries, WrongValue
from taiwa.model.access import VERBS
from taiwa.record.passwords import SHORTEST
from taiwa.record.signing import LONGEST, USUAL, Visitor
from taiwa.web.desk import Desk
from taiwa.web.faults import STATUS, headers_of
from taiwa.web.visitors import address_of

router = APIRouter(include_in_schema=False)
One = Annotated[str, Form()]
Several = Annotated[tuple[str, ...], Form()]


@router.get("/account")
def account(request: Request, changed: bool = False) -> Response:
    """The page; `changed` says that the password was."""
    desk = Desk(request)
    return _page(desk, _me(desk), changed=changed)


@router.post("/account/password")
def password(request: Request, now: One = "", new: One = "", again: One = "") -> Response:
    """Changes the password, for who knows the present one; the other sessions end."""
    desk = Desk(request)
    me = _me(desk)
    try:
        desk.door.signing.check_password(me, now, address_of(request))
        if new != again:
            raise WrongValue(desk.say("passwords_differ"))
        desk.door.accounts.set_password(
            me.account.id, new, by=me.account.id, address=address_of(request), keep=me.signed.digest
        )
    except (NotSignedIn, TooManyTries, WrongValue) as error:
        return _page(desk, me, error=error, at="password")
    return RedirectResponse("/account?changed=1", 303)


@router.post("/account/end")
def end(request: Request, id: One) -> Response:
    """Ends a session or a token of one's own."""
    desk = Desk(request)
    me = _me(desk)
    desk.door.signing.end(me.account.id, id, by=me.account.id, address=address_of(request))
    return RedirectResponse("/account", 303)


@router.post("/account/token")
def token(request: Request, name: One = "", scopes: Several = (), days: Annotated[int, Form()] = USUAL) -> Response:
    """Makes a token, which this answer alone shows."""
    desk = Desk(request)
    me = _me(desk)
    try:
        secret, _ = desk.door.signing.make_token(
            me.account.id, name, scopes, days, by=me.account.id, address=address_of(request)
        )
    except WrongValue as error:
        return _page(desk, me, error=error, at="token")
    return _page(desk, me, secret=secret)


def _me(desk: Desk) -> Visitor:
    if desk.asker.visitor is None:
        raise NotAllowed("there are no accounts: who is at this machine may do everything")
    return desk.asker.visitor


def _page(
    desk: Desk, me: Visitor, *, error: TaiwaError | None = None, at: str = "", secret: str = "", changed: bool = False
) -> Response:
    signing = desk.door.signing
    response = desk.page(
        "account.html",
        STATUS[error.reason] if error else 200,
        me=me, grants=desk.door.accounts.one(me.account.id)[1], sessions=signing.held(me.account.id, "session"),
        tokens=signing.held(me.account.id, "token"), verbs=[each for each in VERBS if me.rights.anywhere(each)],
        shortest=SHORTEST, longest=LONGEST, usual=USUAL, error=error, at=at, secret=secret, changed=changed,
    )  # fmt: skip
    response.headers.update(headers_of(error) if error else {})
    response.headers["cache-control"] = "no-store"
    return response
