"""The application on a port of this machine. Owns the server's limits; what it serves is `app`'s."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from taiwa.errors import UnreachableAddress
from taiwa.record import Record
from taiwa.record.sample import FORUM
from taiwa.web.app import check_address, create_app

# Idle connections are given back; a head of more than these bytes is refused by the server itself.
IDLE, HEAD = 15, 32 << 10


def serve(
    host: str,
    port: int,
    where: str | None = None,
    user: str | None = None,
    *,
    sample: bool = False,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serves until it is told to end; `ready` gets the address once it listens.

    Raises WiderAddress for an address that isn't this machine's, UnreachableAddress for a port that is taken.
    """
    check_address(host)
    app = create_app(where, user)
    if sample:
        put_sample(app.state.record)
    listening = _listening(host, port)
    name = f"[{host}]" if ":" in host else host
    ready(f"http://{name}:{listening.getsockname()[1]}/")
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, proxy_headers=False, timeout_keep_alive=IDLE,
        h11_max_incomplete_event_size=HEAD, http="h11", ws="none",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def put_sample(record: Record) -> None:
    """Puts the invented forum into a record that lacks it; in one that has it, what was changed of it stays."""
    with record.read() as asking:
        there = any(forum.id == FORUM for forum in asking.view.forums())
    if not there:
        record.load_sample()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UnreachableAddress(
            f"{host}:{port} can't be listened on ({error.strerror}); try another --port"
        ) from error
    listening.listen(128)
    return listening
