"""What every request passes before it reaches a page: host, size, origin, token; and what every answer carries.

Owns the policy. Nothing here knows the record; who asks is `visitors`', and what they may `rules`' affair.

- Host: only names of this machine, so that a foreign name that resolves here (DNS rebinding) gets nothing.
- Unsafe methods: never from another site (`Sec-Fetch-Site`, else `Origin`), and from a page only with a token that is
  bound to the visitor's cookie by a key of this process. A program's request to the API has neither cookie nor origin.
- Answers: no inline script or style, no frames, no guessing of types; pages are revalidated by their ETag.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taiwa.web.faults import API, ForeignOrigin, StaleForm, answer, fault
from taiwa.web.visitors import SESSION, VISIT, asker_of, cookie_name

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Bytes of a request's body: a document with its form; anything else.
LARGEST_UPLOAD, LARGEST_FORM = 32 << 20, 256 << 10
# What takes documents in the API.
TAKING = tuple(f"{API}v1/{place}" for place in ("documents", "readings", "filings"))
COOKIE, FIELD, HEADER = VISIT, "token", "x-taiwa-token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CARRIED = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
# Answers up to this size are hashed for their ETag; larger ones go out as they come.
HASHED = 4 << 20


def host_of(header: str) -> str:
    """The name in a Host header, without its port, in small letters."""
    name = header.rsplit("]", 1)[0].lstrip("[") if header.startswith("[") else header.partition(":")[0]
    return name.lower().rstrip(".")


class Guard:
    """The outermost middleware: refuses by host and size, adds headers, answers 304 where the asker has it already."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOOPBACK) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        most = LARGEST_UPLOAD if _takes_documents(scope["path"]) else LARGEST_FORM
        answering = _Answering(send, scope["method"], headers.get("if-none-match", ""))
        if host_of(headers.get("host", "")) not in self.hosts:
            await PlainTextResponse("This name is not served here.\n", 421)(scope, receive, answering.send)
        elif _told_size(headers) > most:
            request = Request(scope)
            await answer(request, "too-large", f"a request may hold {most} bytes here", 413)(
                scope, receive, answering.send
            )
        else:
            await self._guarded(scope, receive, most, answering)

    async def _guarded(self, scope: Scope, receive: Receive, most: int, answering: _Answering) -> None:
        try:
            await self.app(scope, _limited(receive, most), answering.send)
        except Exception as error:
            if answering.begun:
                raise
            await fault(Request(scope), error)(scope, receive, answering.send)


def _told_size(headers: Headers) -> int:
    told = headers.get("content-length", "0")
    return int(told) if told.isdecimal() and len(told) < 16 else LARGEST_UPLOAD + 1


def _takes_documents(path: str) -> bool:
    return path == "/add" or path in TAKING


def _limited(receive: Receive, most: int) -> Receive:
    """A body that ends with an error once it is longer than it may be, whatever its head said."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, f"a request may hold {most} bytes here")
        return message

    return limited


class _Answering:
    """An answer on its way out: headers added; held back while it is small, so that its ETag is known first."""

    def __init__(self, send: Send, method: str, known: str) -> None:
        self._send, self.method = send, method
        self.known = {tag.strip().removeprefix("W/") for tag in known.split(",")} - {""}
        self.begun = False
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        """Passes a message on, or keeps it until the answer is whole."""
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in CARRIED.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "private, no-cache")
            headers.add_vary_header("Accept-Language, Cookie, Authorization")
            if self.method != "GET" or message["status"] != 200:
                await self._send(message)
            else:
                self.start = message
        elif self.start is None:
            await self._send(message)
        else:
            await self._held(message)

    async def _held(self, message: Message) -> None:
        self.body += message.get("body", b"")
        more = message.get("more_body", False)
        if more and len(self.body) <= HASHED:
            return
        assert self.start is not None
        if not more:
            self._tag()
        await self._send(self.start)
        await self._send({"type": "http.response.body", "body": self.body, "more_body": more})
        self.start, self.body = None, b""

    def _tag(self) -> None:
        assert self.start is not None
        headers = MutableHeaders(scope=self.start)
        # An answer on one noun of the record has the noun's own tag already.
        tag = headers.setdefault("etag", f'"{hashlib.sha256(self.body).hexdigest()[:32]}"')
        if tag in self.known:
            self.start["status"] = 304
            self.body = b""
            for name in ("content-length", "content-type"):
                if name in headers:
                    del headers[name]


# --- requests that change something ------------------------------------------------------------------------------


class Tokens:
    """Tokens of forms: one for each visitor. Of who has signed in, it is made from the session's secret, so that any
    process knows it and it ends with the session; of others, from the visit's cookie and a key that nobody else has."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def visit(self, request: Request) -> str:
        """The visitor's cookie, or a new one."""
        return request.cookies.get(cookie_name(request, COOKIE)) or secrets.token_urlsafe(24)

    def of(self, request: Request, visit: str) -> str:
        """The token that belongs to a request's visitor."""
        if asker_of(request).has_session:
            session = request.cookies.get(cookie_name(request, SESSION), "")
            return hmac.new(session.encode(), b"the token of forms", hashlib.sha256).hexdigest()
        return hmac.new(self._key, visit.encode(), hashlib.sha256).hexdigest()

    def fits(self, request: Request, token: str) -> bool:
        """Whether a token is that of the request's visitor."""
        visit = request.cookies.get(cookie_name(request, COOKIE), "")
        known = bool(visit) or asker_of(request).has_session
        return known and hmac.compare_digest(self.of(request, visit).encode(), token.encode())


async def check_origin(request: Request) -> None:
    """A dependency of every route. Raises ForeignOrigin where another site sent an unsafe request."""
    if request.method not in SAFE and is_foreign(request.headers, request.url.scheme):
        raise ForeignOrigin("this request was sent by another site")


async def check_token(request: Request) -> None:
    """A dependency of every route. Raises StaleForm where no page of ours sent an unsafe request. A program's needs no
    token: it has nothing that a browser sends by itself."""
    asker, is_page = asker_of(request), not request.url.path.startswith(API)
    if request.method in SAFE or asker.has_token:
        return
    seen = asker.has_session or cookie_name(request, COOKIE) in request.cookies or "origin" in request.headers
    if not is_page and not seen:
        return
    tokens: Tokens = request.app.state.tokens
    if not tokens.fits(request, await _token_in(request)):
        raise StaleForm("the form's token is missing or belongs to another visit")


def is_foreign(headers: Headers, scheme: str) -> bool:
    """Whether a browser says that a page of another origin sent this."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin)[:2] != (scheme, headers.get("host", ""))


async def _token_in(request: Request) -> str:
    if sent := request.headers.get(HEADER):
        return sent
    kind = request.headers.get("content-type", "")
    if not kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        return ""
    form = await request.form()
    value = form.get(FIELD)
    return value if isinstance(value, str) else ""
