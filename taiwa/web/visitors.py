"""Who asks: the person at the machine, an account by its session or token, or a stranger.

Owns the cookie of sessions and the middleware that looks at it. Without accounts everybody who reaches the application
is the person at the machine, which it then doesn't leave (`app.check_address`); with the first account everybody has to
sign in, there too. The cookie is SameSite=Lax, so that a link in a mail leads a diplomat to the provision and not to
the sign-in page: what changes something is guarded by tokens and origins (`origins`).
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taiwa.errors import TaiwaError
from taiwa.model.access import ALL, Rights
from taiwa.record.signing import LASTS, Visitor

if TYPE_CHECKING:
    from taiwa.record import Record

SESSION, VISIT = "taiwa_session", "taiwa_visit"
# What is shown to everybody, whoever they are: nobody is looked up for it.
UNASKED = "/static/"
# Where a scope holds why a request isn't taken, whoever sent it; the answer is made when it is known who did.
REFUSED = "taiwa.refused"
# What calendars and readers of news subscribe to: routes that only read.
SUBSCRIBED = re.compile(r"/api/v1/(forums/[^/]+/)?(calendar\.ics|feed\.atom)")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who sent a request. `id` is their name for the history; `is_owner` the person at the machine."""

    id: str
    rights: Rights
    visitor: Visitor | None = None
    is_owner: bool = False

    @property
    def is_stranger(self) -> bool:
        """Whether nothing is known of them."""
        return self.visitor is None and not self.is_owner

    @property
    def has_session(self) -> bool:
        """Whether they signed in in a browser."""
        return self.visitor is not None and self.visitor.signed.kind == "session"

    @property
    def has_token(self) -> bool:
        """Whether a program of theirs asks."""
        return self.visitor is not None and self.visitor.signed.kind == "token"

    def passes(self, rule: str) -> bool:
        """Whether a rule of `rules` lets them do such a thing, anywhere."""
        if rule in ("open", "own"):
            return rule == "open" or not self.is_stranger
        if rule == "session":
            return self.has_session or self.is_owner
        # What is of the whole record needs the right there; a role in one forum doesn't do.
        return self.rights.may(rule, None) if rule == "manage" else self.rights.anywhere(rule)


STRANGER = Asker("", Rights(scopes=frozenset()))


class Door:
    """What an application knows of accounts: whether there are any, and who shows which secret."""

    def __init__(self, record: Record) -> None:
        self.record, self.accounts, self.signing = record, record.accounts, record.signing
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Whether there are accounts; once there are, there always will be."""
        self._closed = self._closed or self.accounts.any()
        return self._closed

    def asker(self, headers: Headers, cookie: str | None, path: str) -> Asker:
        """Who sends these headers with this session's cookie. What stands in `Authorization` alone counts where it
        stands: a token is never given the rights of a cookie."""
        if not self.is_closed:
            return Asker(self.record.user, ALL, is_owner=True)
        kind, secret = "session", cookie
        if "authorization" in headers:
            kind, secret = _shown(headers["authorization"], is_subscription(path))
        visitor = self.signing.visitor(secret.strip(), kind) if secret and kind else None
        return Asker(visitor.account.id, visitor.rights, visitor) if visitor else STRANGER


def _shown(authorization: str, is_subscription: bool) -> tuple[str, str]:
    """The kind of secret that a header shows, empty for none of ours, and the secret."""
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return "token", secret
    if scheme.lower() == "basic" and is_subscription:
        return "token", _password_in(secret)
    return "", ""


def _password_in(credentials: str) -> str:
    """The password of a name and a password as RFC 7617 writes them; empty where they aren't."""
    try:
        return b64decode(credentials, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def is_subscription(path: str) -> bool:
    """Whether programs for calendars and news ask there. They know no `Bearer`: they send a name and a password, which
    is the token then. Elsewhere that isn't taken, since a browser sends it along with whatever it is told to send."""
    return SUBSCRIBED.fullmatch(path) is not None


class Visitors:
    """The middleware that says who asks, and lets no answer out that no rule has passed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        request.state.passed = is_open = scope["path"].startswith(UNASKED) or scope["path"] == request.app.openapi_url
        request.state.asker = STRANGER
        if not is_open:
            try:
                door: Door = request.app.state.door
                cookie = request.cookies.get(cookie_name(request, SESSION))
                request.state.asker = await run_in_threadpool(door.asker, request.headers, cookie, scope["path"])
            except TaiwaError as error:
                from taiwa.web.faults import named

                await (await named(request, error))(scope, receive, send)
                return
        if refusal := scope.get(REFUSED):
            answer = await request.app.exception_handlers[type(refusal)](request, refusal)
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, _Passing(request, send).send)


class _Passing:
    """An answer on its way: one with content is held back unless its route's rule was looked at."""

    def __init__(self, request: Request, send: Send) -> None:
        self.request, self._send, self._held = request, send, False

    async def send(self, message: Message) -> None:
        """Passes a message on."""
        if message["type"] == "http.response.start":
            self._held = message["status"] < 300 and not self.request.state.passed
            if self._held:
                message = {"type": "http.response.start", "status": 403, "headers": []}
        elif self._held:
            message = {"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)}
        await self._send(message)


def asker_of(request: Request) -> Asker:
    """Who sent a request; a stranger where that was never looked at."""
    return getattr(request.state, "asker", STRANGER)


def visit_of(request: Request) -> str:
    """What tells this visitor's affairs from others': the session or token of an account, else the visit's cookie."""
    visitor = asker_of(request).visitor
    if visitor:
        return f"{visitor.account.id} {visitor.signed.digest}"
    return request.cookies.get(cookie_name(request, VISIT), "")


def record_for(request: Request) -> Record:
    """The record as who asks may see it and write in it."""
    asker, record = asker_of(request), request.app.state.record
    if asker.is_owner:
        return record  # type: ignore[no-any-return]
    if not hasattr(request.state, "record"):
        request.state.record = record.as_seen_by(asker.id, asker.rights)
    return request.state.record  # type: ignore[no-any-return]


# --- cookies --------------------------------------------------------------------------------------------------------


def cookie_name(request: Request, name: str) -> str:
    """The name of a cookie of ours. Under https it is one that no other host and no plain http can set."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int, same_site: Any) -> None:
    """Gives a cookie that scripts don't see; under https it is sent nowhere else."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        cookie_name(request, name), value, max_age=seconds, path="/", secure=secure, httponly=True, samesite=same_site
    )


def begin_session(request: Request, response: Response, secret: str) -> None:
    """Gives a session's cookie."""
    set_cookie(request, response, SESSION, secret, round(LASTS.total_seconds()), "lax")


def end_session(request: Request, response: Response) -> None:
    """Takes a session's cookie back."""
    set_cookie(request, response, SESSION, "", 0, "lax")


def address_of(request: Request) -> str:
    """The address that a request came from."""
    return request.client.host if request.client else ""
