"""An address on the web: fetched within limits of size, time and redirects.

Owns the connection and what can go wrong with it. What arrived is judged by its content like any other bytes.
"""

from __future__ import annotations

import http.client
import queue
import re
import socket
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from dataclasses import dataclass
from typing import IO, Any

from taiwa.errors import TaiwaError, TooLarge, UnreachableAddress

MAX_REDIRECTS = 5
_CHUNK = 1 << 16
_SCHEMES = frozenset({"http", "https"})
_HEADERS = {
    "User-Agent": "taiwa/0.1",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: the address asked for, the bytes, the media type as its header has it."""

    name: str
    data: bytes
    media_type: str | None


def fetch(address: str, *, max_bytes: int, timeout: float) -> Answer:
    """Fetch an http(s) address. `timeout` is the total time in seconds, name look-up and every redirect included.

    Raises `UnreachableAddress`, which says what happened, or `TooLarge`.
    """
    name = _without_password(address)
    errand = _Errand(name, _quoted(name, address), max_bytes, time.monotonic() + timeout, timeout)
    outcome: queue.Queue[Answer | BaseException] = queue.Queue(1)
    # A thread of its own, because neither name look-up nor a server that drips can be stopped from inside.
    threading.Thread(target=errand.run, args=(outcome,), daemon=True).start()
    try:
        result = outcome.get(timeout=timeout)
    except queue.Empty:
        errand.give_up()
        raise UnreachableAddress(f"{name}: no complete answer within {timeout:g} seconds") from None
    if isinstance(result, BaseException):
        raise result
    return result


class _Errand:
    """One fetch: the connections it opened, so that they can be closed from outside when time is up."""

    def __init__(self, name: str, address: str, max_bytes: int, deadline: float, timeout: float) -> None:
        self.name = name
        self.address = address
        self.max_bytes = max_bytes
        self.deadline = deadline
        self.timeout = timeout
        self.connections: list[http.client.HTTPConnection] = []

    def run(self, outcome: queue.Queue[Answer | BaseException]) -> None:
        """Fetch and report; every failure comes out as one of ours."""
        try:
            outcome.put(self._fetch())
        except TaiwaError as error:
            outcome.put(error)
        except Exception as error:
            outcome.put(UnreachableAddress(f"{self.name}: {_reason(error, self.timeout)}"))

    def give_up(self) -> None:
        """Cut every connection, which wakes the thread that waits on it."""
        for connection in self.connections:
            if connection.sock is not None:
                try:
                    connection.sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    connection.close()

    def _fetch(self) -> Answer:
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.UnknownHandler(),
            _plain_handler(self.connections),
            _secure_handler(self.connections),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _Redirects(self.name),
        ):
            opener.add_handler(handler)
        request = urllib.request.Request(self.address, headers=_HEADERS)
        with opener.open(request, timeout=max(0.001, self.deadline - time.monotonic())) as response:
            data = self._body(response)
            return Answer(self.name, data, response.headers.get("Content-Type"))

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        length = response.headers.get("Content-Length") or ""
        if length.isascii() and length.isdigit() and int(length) > self.max_bytes:
            raise TooLarge(f"{self.name}: announces {length} bytes, beyond the limit of {self.max_bytes}")
        unpack = _unpacker(self.name, response.headers.get("Content-Encoding"))
        chunks: list[bytes] = []
        left = self.max_bytes
        while chunk := response.read1(_CHUNK):
            if time.monotonic() > self.deadline:
                raise UnreachableAddress(f"{self.name}: no complete answer within {self.timeout:g} seconds")
            if unpack is not None:
                chunk = unpack.decompress(chunk, left + 1)
            left -= len(chunk)
            if left < 0:
                raise TooLarge(f"{self.name}: sends more than the limit of {self.max_bytes} bytes")
            chunks.append(chunk)
        if response.length:
            raise UnreachableAddress(f"{self.name}: the connection broke off with {response.length} bytes to come")
        return b"".join(chunks)


class _Redirects(urllib.request.HTTPRedirectHandler):
    # Ours is the count that decides, and says so.
    max_redirections = max_repeats = 100

    def __init__(self, name: str) -> None:
        self.name = name
        self.followed = 0

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        self.followed += 1
        if self.followed > MAX_REDIRECTS:
            raise UnreachableAddress(f"{self.name}: passed on more than {MAX_REDIRECTS} times")
        if urllib.parse.urlsplit(newurl).scheme not in _SCHEMES:
            raise UnreachableAddress(f"{self.name}: passed on to {newurl}, which is not http or https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _plain_handler(connections: list[http.client.HTTPConnection]) -> urllib.request.BaseHandler:
    def connect(host: str, **options: Any) -> http.client.HTTPConnection:
        connections.append(http.client.HTTPConnection(host, **options))
        return connections[-1]

    class Plain(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(connect, req)

    return Plain()


def _secure_handler(connections: list[http.client.HTTPConnection]) -> urllib.request.BaseHandler:
    def connect(host: str, **options: Any) -> http.client.HTTPConnection:
        connections.append(http.client.HTTPSConnection(host, context=ssl.create_default_context(), **options))
        return connections[-1]

    class Secure(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(connect, req)

    return Secure()


def _unpacker(name: str, encoding: str | None) -> Any:
    match (encoding or "identity").strip().lower():
        case "identity" | "":
            return None
        case "gzip" | "x-gzip" | "deflate":
            return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    raise UnreachableAddress(f"{name}: the answer is packed as {encoding}, which was not asked for")


def _quoted(name: str, address: str) -> str:
    """The address in ASCII: the host by IDNA, anything else by its UTF-8 bytes."""
    try:
        parts = urllib.parse.urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UnreachableAddress(f"{name}: no address ({error})") from error
    if parts.scheme.lower() not in _SCHEMES:
        raise UnreachableAddress(f"{name}: only http and https addresses can be read")
    if not host or parts.username is not None:
        raise UnreachableAddress(f"{name}: {'an address with a user name' if host else 'an address without a host'}")
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UnreachableAddress(f"{name}: no host can be called {host!r}") from error
    if re.search(r"[\s\x00-\x20]", ascii_host):
        raise UnreachableAddress(f"{name}: no host can be called {host!r}")
    place = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    place += f":{port}" if port is not None else ""
    path = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = urllib.parse.quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urllib.parse.urlunsplit((parts.scheme.lower(), place, path, query, ""))


def _without_password(address: str) -> str:
    return re.sub(r"(?<=://)[^/?#]*@", "", address)


def _reason(error: BaseException, timeout: float) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code} {error.reason or ''}".strip()
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, TimeoutError):
        return f"no complete answer within {timeout:g} seconds"
    if isinstance(inner, socket.gaierror):
        return "there is no host of this name"
    if isinstance(inner, ConnectionRefusedError):
        return "the server refused the connection"
    if isinstance(inner, ssl.SSLError):
        return f"the connection is not secure ({getattr(inner, 'verify_message', '') or inner.reason})"
    if isinstance(inner, ConnectionError | http.client.IncompleteRead):
        return "the server broke off the connection"
    if isinstance(inner, http.client.HTTPException):
        return f"the server's answer is no HTTP ({inner or type(inner).__name__})"
    return f"could not be fetched ({inner})"
