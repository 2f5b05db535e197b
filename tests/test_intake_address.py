import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from taiwa.errors import TooLarge, UnreachableAddress
from taiwa.intake import open_document

TEXT = "北潟国と南原国は、海上の安全を歓迎した。\n"
STOPPED = threading.Event()


class Site(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def answer(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        place, _, rest = self.path.partition("?")[0].strip("/").partition("/")
        match place:
            case "text":
                self.answer(TEXT.encode("euc_jp"), Content_Type="text/plain; charset=EUC-JP")
            case "page":
                self.answer(
                    f"<html><body><p>{TEXT}</p></body></html>".encode("cp932"),
                    Content_Type="text/html; charset=Shift_JIS",
                )
            case "packed":
                self.answer(gzip.compress(TEXT.encode()), Content_Encoding="gzip")
            case "bomb":
                self.answer(gzip.compress(bytes(1_000_000)), Content_Encoding="gzip")
            case "odd":
                self.answer(b"x", Content_Encoding="br")
            case "hop":
                left = int(rest)
                self.answer(b"", 302, Location=f"/hop/{left - 1}" if left else "/text")
            case "away":
                self.answer(b"", 302, Location=rest.replace("_", ":") + "//x/y")
            case "announced":
                self.answer(b"x", Content_Length="999999")
            case "endless":
                self.send_response(200)
                self.end_headers()
                try:
                    while not STOPPED.is_set():
                        self.wfile.write(b"x" * 65536)
                except OSError:
                    pass
            case "silent":
                STOPPED.wait(5)
            case "drip" | "drip-headers":
                self.drip(place)
            case "broken":
                self.answer(b"x" * 10, Content_Length="100")
            case "%E5%A3%B0%E6%98%8E":
                self.answer(self.path.encode())
            case _:
                self.answer(b"gone", 404)

    def drip(self, place: str) -> None:
        if place == "drip":
            self.send_response(200)
            self.end_headers()
        try:
            while not STOPPED.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    STOPPED.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    STOPPED.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.mark.parametrize(
    ("place", "encoding"), [("text", "euc_jp"), ("page", "cp932"), ("packed", "utf-8"), ("hop/4", "euc_jp")]
)
def test_text_arrives(site: str, place: str, encoding: str) -> None:
    source = open_document(f"{site}/{place}")
    assert source.text == TEXT
    assert source.name == f"{site}/{place}"
    assert source.encoding == encoding


def test_address_in_japanese(site: str) -> None:
    assert open_document(f"{site}/声明?年=八").text == "/%E5%A3%B0%E6%98%8E?%E5%B9%B4=%E5%85%AB"


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("missing", "404"),
        ("hop/5", "more than 5 times"),
        ("away/file_", "file:"),
        ("away/ftp_", "not http or https"),
        ("broken", "broke off"),
        ("odd", "br"),
    ],
)
def test_what_happened_is_named(site: str, place: str, what: str) -> None:
    with pytest.raises(UnreachableAddress, match=what) as caught:
        open_document(f"{site}/{place}")
    assert str(caught.value).startswith(f"{site}/{place}: ")


@pytest.mark.parametrize("place", ["silent", "drip", "drip-headers"])
def test_total_time_is_limited(site: str, place: str) -> None:
    begun = time.monotonic()
    with pytest.raises(UnreachableAddress, match=r"within 0\.4 seconds"):
        open_document(f"{site}/{place}", timeout=0.4)
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize(
    ("place", "what"), [("announced", "announces 999999"), ("endless", "sends more"), ("bomb", "sends more")]
)
def test_size_is_limited(site: str, place: str, what: str) -> None:
    with pytest.raises(TooLarge, match=what):
        open_document(f"{site}/{place}", max_bytes=100_000)


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("ftp://x.example/a", "only http"),
        ("file:///etc/hostname", "only http"),
        ("http://", "without a host"),
        ("http://[x", "no address"),
        ("http://x.example:port/", "no address"),
        ("http://a b/", "no host"),
        ("http://user:secret@x.example/", "user name"),
        ("http://127.0.0.1:1/", "refused"),
        ("http://no-such-host.invalid/", "host"),
    ],
)
def test_addresses_that_lead_nowhere(address: str, what: str) -> None:
    with pytest.raises(UnreachableAddress, match=what) as caught:
        open_document(address, timeout=5)
    assert "secret" not in str(caught.value)
