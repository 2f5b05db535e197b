"""In and out: the sign-in page, what becomes of it, the end of a session."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotSignedIn, TooManyTries
from taiwa.web.desk import Desk
from taiwa.web.faults import STATUS, headers_of
from taiwa.web.pages.preferences import local
from taiwa.web.visitors import address_of, begin_session, end_session

router = APIRouter(include_in_schema=False)
One = Annotated[str, Form()]


@router.get("/signin")
def form(request: Request, to: str = "/") -> Response:
    """The page; who has signed in already, and who needn't, goes on."""
    desk = Desk(request)
    return _form(desk, to) if desk.asker.is_stranger else RedirectResponse(local(to), 303)


@router.post("/signin")
def sign_in(request: Request, account: One = "", password: One = "", to: One = "/") -> Response:
    """Begins a session, always a new one, and leads to where the visitor wanted."""
    desk = Desk(request)
    if desk.asker.is_owner:
        return RedirectResponse(local(to), 303)
    try:
        secret = desk.door.signing.sign_in(account, password, address_of(request))
    except (NotSignedIn, TooManyTries) as error:
        return _form(desk, to, account, error)
    if desk.asker.visitor:
        desk.door.signing.sign_out(desk.asker.visitor, address_of(request))
    response = RedirectResponse(local(to), 303)
    begin_session(request, response, secret)
    return response


@router.post("/signout")
def sign_out(request: Request) -> Response:
    """Ends the session."""
    desk = Desk(request)
    if desk.asker.visitor:
        desk.door.signing.sign_out(desk.asker.visitor, address_of(request))
    response = RedirectResponse("/signin", 303)
    end_session(request, response)
    return response


def _form(desk: Desk, to: str, account: str = "", error: NotSignedIn | TooManyTries | None = None) -> Response:
    status = STATUS[error.reason] if error else 200
    response = desk.page("signin.html", status, to=local(to), account=account, error=error)
    response.headers.update(headers_of(error) if error else {})
    response.headers["cache-control"] = "no-store"
    return response
