"""What no browser sends: bytes on the wire, to the server as `taiwa serve` starts it. Each is refused, and the next
visitor is served."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from taiwa.web import create_app, guards, patience
from taiwa.web.serving import HEAD, listen, server_of

OK, LINES = b"GET /search HTTP/1.1\r\nhost: localhost\r\n", b"host: localhost\r\n"
FORM = b"POST /look HTTP/1.1\r\nhost: localhost\r\n"


@pytest.fixture(scope="module")
def server(sample_record: Path) -> Iterator[int]:
    """A server's port. Its patience is short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "FOR_HEAD", 2.0)
        patch.setattr(patience, "FOR_REST", 0.3)
        patch.setattr(guards, "FOR_PIECE", 2.0)
        app = create_app(str(sample_record), "tester")
        listening = listen("127.0.0.1", 0)
        running: uvicorn.Server = server_of(app)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        yield int(listening.getsockname()[1])
        running.should_exit = True
        thread.join(20)
        listening.close()


def said(port: int, *pieces: bytes | float, patient: float = 20.0) -> bytes:
    """What the server answers to these bytes (a number is a pause in seconds), until it closes or is silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=patient) as to:
        got = b""
        try:
            for piece in pieces:
                time.sleep(piece) if isinstance(piece, float) else to.sendall(piece)
        except ConnectionError:
            pass  # it was closed while we spoke; what it said before may be there
        try:
            while some := to.recv(65536):
                got += some
        except (TimeoutError, ConnectionError):
            pass
        return got


def status(answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1.1 "), answer[:80]
    return int(answer.split(b" ", 2)[1])


def is_served(port: int) -> bool:
    return status(said(port, OK + b"connection: close\r\n\r\n")) == 200


CLOSE = b"connection: close\r\n"
STRANGE: dict[str, tuple[bytes, set[int]]] = {
    "a head that is too large": (OK + b"x-much: " + b"a" * (HEAD + 1) + b"\r\n\r\n", {400, 431}),
    "too many headers": (OK + b"".join(b"x-%d: a\r\n" % n for n in range(20_000)) + b"\r\n", {400, 431}),
    "an address that is too long": (b"GET /" + b"a" * (HEAD + 1) + b" HTTP/1.1\r\n" + LINES + b"\r\n", {400, 414, 431}),
    "a long address": (b"GET /search?q=" + b"a" * 20_000 + b" HTTP/1.1\r\n" + LINES + CLOSE + b"\r\n", {200, 400, 414}),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", {400, 408}),
    "noise": (bytes(range(1, 256)) * 40 + b"\r\n\r\n", {400, 431}),
    "HTTP of another number": (b"GET / HTTP/3.7\r\n" + LINES + CLOSE + b"\r\n", {200, 400, 505}),
    "no Host": (b"GET / HTTP/1.1\r\n\r\n", {400, 421}),
    "two Hosts": (OK + b"host: evil.example\r\n\r\n", {400, 421}),
    "another's Host": (b"GET / HTTP/1.1\r\nhost: evil.example\r\n" + CLOSE + b"\r\n", {421}),
    "a whole address with another's name": (
        b"GET http://evil.example/ HTTP/1.1\r\n" + LINES + CLOSE + b"\r\n",
        {400, 421},
    ),
    "a Host told by a proxy": (
        OK + b"x-forwarded-host: evil.example\r\nforwarded: host=evil.example\r\n" + CLOSE + b"\r\n",
        {200},
    ),
    "bytes that are no text, in the path": (b"GET /read/%ff%fe%00 HTTP/1.1\r\n" + LINES + CLOSE + b"\r\n", {400, 404}),
    "bytes that are no text, in the query": (
        b"GET /search?q=%ff%fe%ed%a0%80 HTTP/1.1\r\n" + LINES + CLOSE + b"\r\n",
        {200, 400, 422},
    ),
    "a line end in a header": (OK + b"x-a: b\rset-cookie: c\r\n\r\n", {400}),
    "nothing in a header's name": (OK + b": b\r\n\r\n", {400}),
    "a NUL in a header": (OK + b"x-a: b\x00c\r\n\r\n", {400}),
    "a header on two lines": (OK + b"x-a: b\r\n c\r\n" + CLOSE + b"\r\n", {200, 400}),
    "an unknown method": (b"BREW /search HTTP/1.1\r\n" + LINES + CLOSE + b"\r\n", {405}),
    "TRACE": (b"TRACE /search HTTP/1.1\r\n" + LINES + b"x-secret: mirror\r\n" + CLOSE + b"\r\n", {405}),
    "CONNECT": (b"CONNECT evil.example:443 HTTP/1.1\r\n" + LINES + CLOSE + b"\r\n", {400}),
    "OPTIONS for all": (b"OPTIONS * HTTP/1.1\r\n" + LINES + CLOSE + b"\r\n", {400}),
    "another protocol": (OK + b"connection: upgrade, close\r\nupgrade: h2c\r\n\r\n", {200, 400}),
    "a negative length": (FORM + b"content-length: -1\r\n\r\n", {400, 413}),
    "a length that is a word": (FORM + b"content-length: many\r\n\r\n", {400, 413}),
    "two lengths": (FORM + b"content-length: 3\r\ncontent-length: 4\r\n\r\nabcd", {400}),
    "a length in two ways": (FORM + b"content-length: 3, 4\r\n\r\nabcd", {400}),
    "a length with a sign": (FORM + b"content-length: +3\r\n\r\nabc", {400}),
    "another coding": (FORM + b"transfer-encoding: gzip\r\n\r\n", {400, 501}),
    "chunked twice": (FORM + b"transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n", {400, 501}),
    "chunked, written strangely": (FORM + b"transfer-encoding: \x0bchunked\r\n\r\n0\r\n\r\n", {400, 501}),
    "a chunk of no size": (
        FORM + CLOSE + b"transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        {400, 403, 404, 405, 422},
    ),
    "a chunk of a vast size": (
        FORM + CLOSE + b"transfer-encoding: chunked\r\n\r\nffffffffffffffffffff\r\nabc",
        {400, 403, 404, 405, 408},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", STRANGE)
def test_strange_bytes(server: int, what: str) -> None:
    sent, allowed = STRANGE[what]
    answer = said(server, sent)
    assert status(answer) in allowed, answer[:300]
    assert b"evil.example" not in answer
    assert b"mirror" not in answer
    assert b"\r\nset-cookie: c" not in answer
    assert answer.count(b"HTTP/1.1 ") == 1
    assert is_served(server)


def test_no_request_hides_in_another(server: int) -> None:
    hidden = b"GET /forum/kitanagi HTTP/1.1\r\nhost: localhost\r\n\r\n"
    both = b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
    answer = said(server, FORM + both + hidden)
    # Whoever reads the length takes what follows for a body; so this connection ends with its first answer.
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"Kitanagi" not in answer
    assert is_served(server)


def test_requests_in_a_row_are_answered_in_a_row(server: int) -> None:
    one, last = OK + b"\r\n", OK + b"connection: close\r\n\r\n"
    assert said(server, one + one + last).count(b"HTTP/1.1 200") == 3


# --- slow ---


def test_a_head_that_never_ends(server: int) -> None:
    begin = time.monotonic()
    drops = [piece for n in range(60) for piece in (b"x-%d: a\r\n" % n, 0.1)]
    answer = said(server, OK, *drops)
    assert time.monotonic() - begin < 20
    assert not answer or status(answer) == 408
    assert is_served(server)


def test_a_connection_that_says_nothing(server: int) -> None:
    begin = time.monotonic()
    answer = said(server)
    assert status(answer) == 408
    assert time.monotonic() - begin < 20


def test_the_second_head_is_waited_for_no_longer(server: int) -> None:
    begin = time.monotonic()
    answer = said(server, OK + b"\r\n", 0.3, b"GET /sea")
    assert answer.count(b"HTTP/1.1 ") == 2
    assert b"408" in answer
    assert time.monotonic() - begin < 20


def test_a_quick_visitor_may_come_back_later(server: int) -> None:
    answer = said(server, OK + b"\r\n", 2.5, OK + b"connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200") == 2


@pytest.mark.parametrize("path", [b"/add", b"/api/v1/documents", b"/api/v1/corrections"])
def test_a_body_that_does_not_come(server: int, path: bytes) -> None:
    begin = time.monotonic()
    kind = b"application/json" if b"corrections" in path else b"multipart/form-data; boundary=x"
    head = (
        b"POST " + path + b" HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5000\r\ncontent-type: " + kind + b"\r\n\r\n"
    )
    answer = said(server, head, b"--x\r\n")
    assert status(answer) in (403, 408)
    assert time.monotonic() - begin < 20
    assert is_served(server)


def test_a_body_that_goes_on_after_the_answer(server: int) -> None:
    begin = time.monotonic()
    head = b"POST /search HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\n"
    drops = [piece for _ in range(30) for piece in (b"a" * 10, 0.1)]
    answer = said(server, head, *drops)
    # Who speaks on after the end may not hear what was said.
    assert not answer or status(answer) == 405
    assert time.monotonic() - begin < 20
    assert is_served(server)


def test_who_ends_a_body_after_the_answer_is_answered_again(server: int) -> None:
    head = b"POST /search HTTP/1.1\r\nhost: localhost\r\ncontent-length: 3\r\n\r\n"
    answer = said(server, head, 0.1, b"abc", 0.6, OK + b"connection: close\r\n\r\n")
    assert status(answer) == 405
    assert answer.count(b"HTTP/1.1 200") == 1


def test_many_who_are_slow_keep_nobody_out(server: int) -> None:
    slow = [socket.create_connection(("127.0.0.1", server)) for _ in range(200)]
    try:
        for each in slow:
            each.sendall(OK)
        assert is_served(server)
    finally:
        for each in slow:
            each.close()
