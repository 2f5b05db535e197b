"""Readers of a server, as browsers ask: many at once, each waiting for its answer before it asks again (a closed loop).

Owns the client: plain HTTP/1.1 over connections that stay open, gzip accepted, the visitor's cookie kept. It does as
little as it can, since it shares the machine's cores with the server that it measures. It speaks to 127.0.0.1 only.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter

ASKING = "GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nAccept-Language: en\r\n{more}\r\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, headers (small letters), and the bytes of its body as they came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as it was before it was packed."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8", "replace")


@dataclass(slots=True)
class Times:
    """Seconds of each answer, the seconds that all took together, bytes of the bodies, answers that weren't 200."""

    each: list[float] = field(default_factory=list)
    wall: float = 0.0
    sent: int = 0
    failed: int = 0

    @property
    def p50(self) -> float:
        """The median in milliseconds."""
        return median(self.each) * 1000

    @property
    def p95(self) -> float:
        """The 95th percentile in milliseconds."""
        return quantiles(self.each, n=20, method="inclusive")[-1] * 1000

    @property
    def rate(self) -> float:
        """Answers a second, all readers together."""
        return len(self.each) / self.wall


class Reader:
    """One visitor with a connection and a cookie."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie = port, ""
        self._reading: asyncio.StreamReader | None = None
        self._writing: asyncio.StreamWriter | None = None

    async def get(self, address: str, known: str = "") -> Answer:
        """The answer at an address; `known` is the ETag of the one that the visitor has."""
        more = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        more += f"If-None-Match: {known}\r\n" if known else ""
        if self._reading is None or self._writing is None:
            self._reading, self._writing = await asyncio.open_connection("127.0.0.1", self.port)
        self._writing.write(ASKING.format(address=address, more=more).encode("ascii"))
        head = (await self._reading.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await self._body(headers, int(head[0].split()[1]))
        if found := headers.get("set-cookie"):
            self.cookie = found.partition(";")[0]
        if headers.get("connection") == "close":
            self.close()
        return Answer(int(head[0].split()[1]), headers, body)

    async def _body(self, headers: dict[str, str], status: int) -> bytes:
        assert self._reading is not None
        if status == 304 or headers.get("content-length") == "0":
            return b""
        if "content-length" in headers:
            return await self._reading.readexactly(int(headers["content-length"]))
        out = b""
        while size := int(await self._reading.readline(), 16):
            out += (await self._reading.readexactly(size + 2))[:-2]
        await self._reading.readline()
        return out

    def close(self) -> None:
        """Gives the connection back."""
        if self._writing is not None:
            self._writing.close()
        self._reading = self._writing = None


async def _read(reader: Reader, addresses: Iterator[str], times: Times, end: float) -> None:
    for address in addresses:
        begin = perf_counter()
        if begin > end:
            return
        answer = await reader.get(address)
        times.each.append(perf_counter() - begin)
        times.sent += len(answer.body)
        times.failed += answer.status != 200


async def _crowd(port: int, addresses: Iterable[str], readers: int, seconds: float) -> Times:
    crowd, times, queue = [Reader(port) for _ in range(readers)], Times(), iter(addresses)
    # The first answer to each brings its cookie, which later ones don't carry; it isn't counted.
    await asyncio.gather(*(each.get("/search") for each in crowd))
    begin = perf_counter()
    await asyncio.gather(*(_read(each, queue, times, begin + seconds) for each in crowd))
    times.wall = perf_counter() - begin
    for each in crowd:
        each.close()
    return times


def crowd(port: int, addresses: Iterable[str], readers: int = 32, seconds: float = 60.0) -> Times:
    """What so many readers wait for these addresses, which they share between them; ends after so many seconds."""
    return asyncio.run(_crowd(port, addresses, readers, seconds))


def twice(port: int, address: str) -> tuple[Answer, Answer]:
    """The answers at an address to a visitor who has been there before, and to the same who still has the first."""

    async def ask() -> tuple[Answer, Answer]:
        reader = Reader(port)
        await reader.get(address)
        first = await reader.get(address)
        again = await reader.get(address, first.headers.get("etag", ""))
        reader.close()
        return first, again

    return asyncio.run(ask())
