"""How long the server waits for who sends slowly: for the head of a request, and for a body that nobody reads any more.

Owns the protocol's clock; the body's stands in `guards`, where its size is watched too. Without both, a few hundred
connections that send a byte a minute would keep all others out.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

# Seconds for the whole head of a request; for what still comes after the answer.
FOR_HEAD, FOR_REST = 10.0, 2.0
LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Patient(H11Protocol):
    """A connection that is closed where a head takes too long."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Takes bytes; waits on while they are no whole head."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._clock is None and not self.transport.is_closing():
            self._wait()

    def on_response_complete(self) -> None:
        """Goes on with the next request; closes where the rest of this one doesn't come, or doesn't end."""
        answered = self.cycle
        super().on_response_complete()
        if self._sends_on(answered):
            self.loop.call_later(FOR_REST, self._rest_late, answered)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the clock."""
        self._stop()
        super().connection_lost(exc)

    def _sends_on(self, answered: RequestResponseCycle | None) -> bool:
        """Whether the body of a request that was answered still comes; that of the next one is another matter."""
        return self.cycle is answered and self.conn.their_state is h11.SEND_BODY and not self.transport.is_closing()

    def _rest_late(self, answered: RequestResponseCycle | None) -> None:
        if self._sends_on(answered):
            self.transport.close()

    def _wait(self) -> None:
        self._clock = self.loop.call_later(FOR_HEAD, self._late)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _late(self) -> None:
        self._clock = None
        if not self.transport.is_closing():
            self.transport.write(LATE)
            self.transport.close()
