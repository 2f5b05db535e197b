"""The application on a port. Owns the server's limits and how it is reached; what it serves is `app`'s."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from taiwa.errors import MissingFile, UnreachableAddress, WrongValue
from taiwa.record import Record
from taiwa.record.sample import FORUM
from taiwa.settings import settings
from taiwa.store.database import Database
from taiwa.web.app import check_address, create_app
from taiwa.web.guards import LOOPBACK
from taiwa.web.patience import Patient

# Idle connections are given back; a head of more than these bytes is refused by the server itself; so are more than
# these connections at a time, which is below what a process may open.
IDLE, HEAD, CONNECTIONS = 15, 32 << 10, 800


@dataclass(frozen=True, slots=True)
class Reach:
    """How the application is reached: the address it listens at, the `names` it answers under, the files of a
    certificate and its key for https, the address of a proxy whose word on who asks is taken."""

    host: str = "127.0.0.1"
    port: int = 8850
    names: tuple[str, ...] = ()
    certificate: str | None = None
    key: str | None = None
    proxy: str | None = None

    @property
    def hosts(self) -> frozenset[str]:
        """The names in a request's Host header that are answered. Raises WrongValue where only the address of every
        network is given, which nobody writes into a browser."""
        wildcard = self.host in ("0.0.0.0", "::")
        if wildcard and not self.names:
            raise WrongValue(f"{self.host} is every address of this machine: say the names it has there with --name")
        return LOOPBACK | {name.lower() for name in self.names} | (frozenset() if wildcard else {self.host})

    @property
    def is_open_to_listeners(self) -> bool:
        """Whether passwords would cross a network in plain words."""
        return self.host not in LOOPBACK and not self.certificate

    def address(self, port: int) -> str:
        """Where a browser finds it."""
        name = self.names[0] if self.names else f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{name}:{port}/"


HERE = Reach()


def serve(
    reach: Reach,
    where: str | None = None,
    user: str | None = None,
    *,
    sample: bool = False,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serves until it is told to end; `ready` gets the address once it listens.

    Raises WiderAddress where others could reach a record without accounts, UnreachableAddress for a port that is taken,
    MissingFile for a certificate that isn't there.
    """
    for path in filter(None, (reach.certificate, reach.key)):
        if not Path(path).is_file():
            raise MissingFile(f"{path}: there is no such file")
    # Before a record is opened, and so made where there was none.
    check_address(reach.host, reach.names, has_accounts=has_accounts(where), proxied=bool(reach.proxy))
    app = create_app(where, user, hosts=reach.hosts)
    if sample:
        put_sample(app.state.record)
    listening = listen(reach.host, reach.port)
    ready(reach.address(listening.getsockname()[1]))
    server_of(app, reach).run(sockets=[listening])


def server_of(app: ASGIApp, reach: Reach = HERE) -> uvicorn.Server:
    """The server of an application, with our limits."""
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, timeout_keep_alive=IDLE, h11_max_incomplete_event_size=HEAD,
        http=Patient, ws="none", limit_concurrency=CONNECTIONS, proxy_headers=bool(reach.proxy),
        forwarded_allow_ips=reach.proxy or "", ssl_certfile=reach.certificate, ssl_keyfile=reach.key,
    )  # fmt: skip
    return uvicorn.Server(config)


def has_accounts(where: str | None) -> bool:
    """Whether the record at a place has accounts; one that isn't there yet has none, and isn't made."""
    database = Database(where or settings().database)
    if database.is_sqlite and not Path(database.url.database or "").exists():
        return False
    with Record.open(where) as record:
        return record.accounts.any()


def put_sample(record: Record) -> None:
    """Puts the invented forum into a record that lacks it; in one that has it, what was changed of it stays."""
    with record.read() as asking:
        there = any(forum.id == FORUM for forum in asking.view.forums())
    if not there:
        record.load_sample()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any that is free. Raises UnreachableAddress."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol has to be named: asyncio sets TCP_NODELAY only then, and without it each answer waits 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
