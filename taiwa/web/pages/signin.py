"""In and out: the sign-in page, what becomes of it, the end of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotSignedIn, TooManyTries
from taiwa.web.desk import Desk
from taiwa.web.faults import STATUS, NoAccount, headers_of
from taiwa.web.pages.preferences import local
from taiwa.web.visitors import address_of, begin_session, cookie_name, end_session, set_cookie

if TYPE_CHECKING:
    from taiwa.web.openid import OpenId

router = APIRouter(include_in_schema=False)
One = Annotated[str, Form()]
# The cookie of who is on the way to a provider and back, and the seconds that this may take.
ERRAND, PATIENCE = "taiwa_errand", 600


@router.get("/signin")
def form(request: Request, to: str = "/", lost: bool = False) -> Response:
    """The page; who has signed in already, and who needn't, goes on. `lost` says that a form of theirs came after their
    session had ended."""
    desk = Desk(request)
    return _form(desk, to, lost=lost) if desk.asker.is_stranger else RedirectResponse(local(to), 303)


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


@router.get("/signin/openid")
def to_provider(request: Request, to: str = "/") -> Response:
    """Leads to the provider, if there is one, with an errand in a cookie that comes back with the visitor."""
    place, errand = _provider(request).begin(_back(request), local(to))
    response = RedirectResponse(place, 303)
    # Lax: the provider's page leads back here.
    set_cookie(request, response, ERRAND, errand.packed(), PATIENCE, "lax")
    response.headers["cache-control"] = "no-store"
    return response


@router.get("/signin/openid/back")
def from_provider(request: Request, state: str = "", code: str = "") -> Response:
    """Begins a session for who comes back from the provider as somebody with an account."""
    from taiwa.web.openid import unpacked

    desk, provider = Desk(request), _provider(request)
    errand = unpacked(request.cookies.get(cookie_name(request, ERRAND), ""))
    person, told = provider.end(errand, state, code, _back(request)), provider.provider
    try:
        secret = desk.door.signing.sign_in_as(
            told.issuer, person.subject, person.wished, person.name, new=told.new, address=address_of(request)
        )
    except NotSignedIn as error:
        raise NoAccount(str(error)) from error
    if desk.asker.visitor:
        desk.door.signing.sign_out(desk.asker.visitor, address_of(request))
    response = RedirectResponse(local(errand.to), 303)
    begin_session(request, response, secret)
    set_cookie(request, response, ERRAND, "", 0, "lax")
    return response


def _provider(request: Request) -> OpenId:
    """The provider. Raises HTTPException (404) where there is none."""
    found: OpenId | None = request.app.state.openid
    if found is None or Desk(request).asker.is_owner:
        raise HTTPException(404, "there is no provider to sign in with")
    return found


def _back(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers['host']}/signin/openid/back"


@router.post("/signout")
def sign_out(request: Request) -> Response:
    """Ends the session."""
    desk = Desk(request)
    if desk.asker.visitor:
        desk.door.signing.sign_out(desk.asker.visitor, address_of(request))
    response = RedirectResponse("/signin", 303)
    end_session(request, response)
    return response


def _form(
    desk: Desk, to: str, account: str = "", error: NotSignedIn | TooManyTries | None = None, *, lost: bool = False
) -> Response:
    status = STATUS[error.reason] if error else 200
    openid: OpenId | None = desk.request.app.state.openid
    name = openid.provider.name if openid else None
    response = desk.page("signin.html", status, to=local(to), lost=lost, account=account, error=error, provider=name)
    response.headers.update(headers_of(error) if error else {})
    response.headers["cache-control"] = "no-store"
    return response
