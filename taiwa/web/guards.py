"""What every request passes before it reaches a page: host, size, time; and what every answer carries.

Owns the policy. Nothing here knows the record; who asks is `visitors`', what they may `rules`', whether a page of ours
sent what changes something `origins`' affair.

- Host: only names of this machine, so that a foreign name that resolves here (DNS rebinding) gets nothing.
- Answers: no inline script or style, no frames, no guessing of types; pages are revalidated by their ETag.
"""

from __future__ import annotations

import anyio
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taiwa.web.faults import API, answer, fault
from taiwa.web.packing import PACKABLE, SMALLEST, packed, tag_of, takes_gzip
from taiwa.web.visitors import REFUSED

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# Bytes of a request's body: a document with its form; anything else.
LARGEST_UPLOAD, LARGEST_FORM = 32 << 20, 256 << 10
# What takes documents in the API.
TAKING = tuple(f"{API}v1/{place}" for place in ("documents", "readings", "filings"))
# Bytes of an address, and of all headers; how many headers.
LONGEST_ADDRESS, LARGEST_HEAD, MOST_HEADERS = 8 << 10, 16 << 10, 100
# Seconds for the next piece of a body, and for all of it.
FOR_PIECE, FOR_BODY = 15.0, 300.0
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
# Answers up to this size are packed where they are; larger ones beside, so that others needn't wait.
AT_ONCE = 32 << 10


class TooLong(HTTPException):
    """A request's body holds more than it may: `most` bytes."""

    def __init__(self, most: int) -> None:
        size = f"{most >> 20} MB" if most >= 1 << 20 else f"{most >> 10} kB"
        super().__init__(413, f"a request may hold {size} here")


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
        answering = _Answering(send, scope["method"], headers)
        if scope["method"] == "HEAD":
            # What would be got, without its body: every route that answers one answers the other.
            scope = {**scope, "method": "GET"}
        if refused := self._refused(scope, headers):
            # Whoever stands between us may have understood it otherwise: nothing more is taken from this connection.
            await _closing(scope, *refused)(scope, receive, answering.send)
        elif _told_size(headers) > most:
            # Nothing of it is read; `visitors`, who know by then who asks, let it be answered.
            await self._guarded({**scope, REFUSED: TooLong(most)}, receive, most, answering)
        else:
            await self._guarded(scope, receive, most, answering)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """The status and the words by which a request is refused before anybody looks into it; None for most."""
        if host_of(headers.get("host", "")) not in self.hosts or len(headers.getlist("host")) > 1:
            return 421, "this name is not served here"
        if not scope["path"].startswith("/") or ("transfer-encoding" in headers and "content-length" in headers):
            return 400, "the request is not understood"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 400, "the address is too long"
        if len(headers.raw) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers.raw) > LARGEST_HEAD:
            return 400, "the head of the request is too large"
        return None

    async def _guarded(self, scope: Scope, receive: Receive, most: int, answering: _Answering) -> None:
        try:
            await self.app(scope, _limited(receive, most), answering.send)
        except Exception as error:
            if answering.begun:
                raise
            await fault(Request(scope), error)(scope, receive, answering.send)


def _closing(scope: Scope, status: int, words: str) -> Response:
    """A refusal after which the connection ends: a problem document in the API, else a line that repeats nothing of
    what was asked."""
    if status == 400 and scope["path"].startswith(API):
        said = answer(Request(scope), "wrong-request", words, status)
    else:
        said = PlainTextResponse(f"{words}\n", status)
    said.headers["connection"] = "close"
    return said


def _told_size(headers: Headers) -> int:
    told = headers.get("content-length", "0")
    return int(told) if told.isdecimal() and len(told) < 16 else LARGEST_UPLOAD + 1


def _takes_documents(path: str) -> bool:
    return path == "/add" or path in TAKING


def _limited(receive: Receive, most: int) -> Receive:
    """A body that ends with an error once it is longer than it may be, whatever its head said, or takes too long."""
    seen, whole, end = 0, False, anyio.current_time() + FOR_BODY

    async def limited() -> Message:
        nonlocal seen, whole
        if whole:
            return await receive()
        try:
            with anyio.fail_after(min(FOR_PIECE, end - anyio.current_time())):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408, "the request took too long to come") from error
        seen, whole = seen + len(message.get("body", b"")), not message.get("more_body", False)
        if seen > most:
            raise TooLong(most)
        return message

    return limited


class _Answering:
    """An answer on its way out: headers added; held back while it is small, so that its ETag is known first, and
    packed. To HEAD it goes without its body."""

    def __init__(self, send: Send, method: str, headers: Headers) -> None:
        self._send, self.method = send, method
        self.known = {tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")} - {""}
        self.takes_gzip = takes_gzip(headers.get("accept-encoding", ""))
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
            headers.add_vary_header("Accept-Encoding, Accept-Language, Cookie, Authorization")
            if self.method not in ("GET", "HEAD") or message["status"] != 200:
                await self._send(message)
            else:
                self.start = message
        elif self.start is None:
            await self._send(self._without_body(message))
        else:
            await self._held(message)

    async def _held(self, message: Message) -> None:
        self.body += message.get("body", b"")
        more = message.get("more_body", False)
        if more and len(self.body) <= HASHED:
            return
        assert self.start is not None
        if not more:
            await self._finish()
        await self._send(self.start)
        await self._send(self._without_body({"type": "http.response.body", "body": self.body, "more_body": more}))
        self.start, self.body = None, b""

    async def _finish(self) -> None:
        """Packs the body and tags it, where it came without; leaves it out where the asker has it."""
        assert self.start is not None
        headers = MutableHeaders(scope=self.start)
        packs = self.takes_gzip and len(self.body) >= SMALLEST and _is_packable(headers)
        # An answer on one noun of the record has the noun's own tag already, by which it is changed, too.
        tag = headers.setdefault("etag", tag_of(self.body, packs))
        if packs and tag not in self.known:
            large = len(self.body) > AT_ONCE
            self.body = await to_thread.run_sync(packed, self.body) if large else packed(self.body)
            headers["content-encoding"], headers["content-length"] = "gzip", str(len(self.body))
        if tag in self.known:
            self.start["status"], self.body = 304, b""
            for name in ("content-length", "content-type", "content-encoding"):
                if name in headers:
                    del headers[name]

    def _without_body(self, message: Message) -> Message:
        return {**message, "body": b""} if self.method == "HEAD" else message


def _is_packable(headers: MutableHeaders) -> bool:
    return "content-encoding" not in headers and PACKABLE.match(headers.get("content-type", "")) is not None
