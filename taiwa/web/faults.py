"""What goes wrong, as a status and words: one table of reasons, a page for people and RFC 9457 for programs.

Owns the table. A reason's title in the reader's language stands in the interface's `[reason]` table; the error's own
sentence, which names the thing, is shown below it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match

from taiwa.errors import NotSignedIn, TaiwaError, TooManyTries
from taiwa.model.access import ROLES
from taiwa.web.desk import Desk, address, here
from taiwa.web.visitors import is_subscription

log = logging.getLogger("taiwa.web")

# The status of each reason of a TaiwaError; a test says that none is missing.
STATUS: Mapping[str, int] = {
    "error": 500,
    "missing-file": 404,
    "empty-document": 422,
    "binary-document": 415,
    "wrong-encoding": 422,
    "encrypted-document": 422,
    "no-text-layer": 422,
    "corrupt-document": 422,
    "too-large": 413,
    "no-article": 422,
    "unknown-language": 422,
    "unreachable-address": 502,
    "lexicon-error": 500,
    "unknown-scale": 422,
    "unlike-languages": 422,
    "unreadable-file": 422,
    "unreachable-record": 503,
    "broken-record": 503,
    "newer-record": 503,
    "not-in-record": 404,
    "already-in-record": 409,
    "wrong-value": 422,
    "wrong-query": 400,
    "record-busy": 503,
    "precondition-failed": 412,
    "precondition-required": 428,
    "registry-error": 500,
    "too-slow": 422,
    "wider-address": 500,
    "not-allowed": 403,
    "not-signed-in": 401,
    "sign-in-first": 401,
    "provider-refused": 401,
    "no-account": 403,
    "too-many-tries": 429,
    "foreign-origin": 403,
    "stale-form": 403,
    "expired-upload": 410,
}
# What a bare status means, where no reason was given.
OF_STATUS: Mapping[int, str] = {
    400: "wrong-request", 404: "no-page", 405: "wrong-method", 408: "late-request", 413: "too-large",
    415: "binary-document", 422: "wrong-request",
}  # fmt: skip
API = "/api/"


class Refusal(Exception):
    """A request that is not taken, by what a browser does and no command line can; `reason` as of a TaiwaError."""

    reason = ""


class SignInFirst(Refusal):
    """A stranger asked for what is for those who have signed in."""

    reason = "sign-in-first"


class ProviderRefused(Refusal):
    """What an OpenID provider says, or is said to say, does not hold."""

    reason = "provider-refused"


class NoAccount(Refusal):
    """A provider's person has no account here, or one that isn't active."""

    reason = "no-account"


class ForeignOrigin(Refusal):
    """Another site sent this request."""

    reason = "foreign-origin"


class StaleForm(Refusal):
    """A form came without its token, or with that of another visit."""

    reason = "stale-form"


class ExpiredUpload(Refusal):
    """The preview of an uploaded document is no longer kept."""

    reason = "expired-upload"


class ConditionMissing(Refusal):
    """What would replace a noun came without saying which state of it was seen."""

    reason = "precondition-required"


def add_handlers(app: FastAPI) -> None:
    """Lets the application answer every error by the table."""
    app.add_exception_handler(TaiwaError, named)
    app.add_exception_handler(Refusal, named)
    app.add_exception_handler(SignInFirst, _strange)
    app.add_exception_handler(HTTPException, bare)
    app.add_exception_handler(RequestValidationError, _invalid)


def answer(request: Request, reason: str, detail: str, status: int) -> Response:
    """An error as the asker can read it: a page, or a problem document under `/api/`."""
    if request.url.path.startswith(API):
        title = Desk.words_of(request).name("reason", reason)
        body = {"type": f"urn:taiwa:error:{reason}", "title": title, "status": status, "detail": detail}
        problem = body | {"instance": request.url.path, "reason": reason}
        return JSONResponse(problem, status, media_type="application/problem+json")
    desk = Desk(request)
    lacking = _lacking(desk, getattr(request.state, "lacking", "")) if reason == "not-allowed" else None
    return desk.page("error.html", status, code=status, reason=reason, detail=detail, lacking=lacking)


def _lacking(desk: Desk, verb: str) -> tuple[str, str] | None:
    """A verb that a role would have let who asks do, and in words which roles would; None where it wasn't for that."""
    roles = tuple(role for role, verbs in ROLES.items() if verb in verbs)
    return (verb, desk.labels.names("access", roles)) if roles else None


async def named(request: Request, error: Exception) -> Response:
    """The answer to an error that has a reason."""
    assert isinstance(error, TaiwaError | Refusal)
    status = STATUS.get(error.reason, 500)
    if status >= 500:
        log.error("%s: %s", error.reason, error)
    response = answer(request, error.reason, str(error), status)
    response.headers.update(headers_of(error))
    if is_subscription(request.url.path) and "www-authenticate" in response.headers:
        response.headers["www-authenticate"] = 'Basic realm="Taiwa", charset="UTF-8"'
    return response


def headers_of(error: Exception) -> dict[str, str]:
    """What an answer says beside its status: how to sign in, when to come back."""
    if isinstance(error, TooManyTries):
        return {"retry-after": str(error.wait)}
    return {"www-authenticate": "Bearer"} if isinstance(error, SignInFirst | NotSignedIn) else {}


async def _strange(request: Request, error: Exception) -> Response:
    """A stranger is led to the sign-in page, and from there to where they wanted; a program is told what it lacks."""
    if request.url.path.startswith(API):
        return await named(request, error)
    reads = request.method in ("GET", "HEAD")
    wanted = here(request) if reads else _page_of_form(request)
    lost = None if reads or wanted is None else 1
    return RedirectResponse(address("signin", to=wanted if wanted != "/" else None, lost=lost), 303)


def _page_of_form(request: Request) -> str | None:
    """The page on which a form stands that a stranger sent, whose session ended meanwhile: mostly at its own address,
    else where the browser says that it came from. None for what was no form of a page, and for leaving."""
    if request.url.path == "/signout":
        return None
    asked = {**request.scope, "method": "GET"}
    if any(route.matches(asked)[0] is Match.FULL for route in request.app.routes):
        return here(request)
    came = urlsplit(request.headers.get("referer", ""))
    is_ours = (came.scheme, came.netloc) == (request.url.scheme, request.headers.get("host", ""))
    return urlunsplit(("", "", came.path, came.query, "")) if is_ours else None


async def bare(request: Request, error: Exception) -> Response:
    """The answer to a bare status."""
    assert isinstance(error, HTTPException)
    reason = OF_STATUS.get(error.status_code, "error")
    # The framework's own phrase for a status says no more than the title does.
    said = "" if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
    response = answer(request, reason, said, error.status_code)
    response.headers.update(error.headers or {})
    return response


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors())
    # What isn't understood may hold anything; the answer is text.
    return answer(request, "wrong-request", said.encode("utf-8", "replace").decode(), 422)


def fault(request: Request, error: Exception) -> Response:
    """The answer where something is wrong with us; `guards` asks for it, since it stands outside of all else."""
    # What is wrong with us is for the log; a stranger learns nothing from it.
    log.error("fault at %s", request.url.path, exc_info=error)
    return answer(request, "error", "", 500)
