"""The application as a whole: one record, the routers, what guards them.

Owns the opening and closing of the record, and the rule that without accounts only this machine is served.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI

import taiwa
from taiwa.errors import WiderAddress
from taiwa.record import Record
from taiwa.web import assets
from taiwa.web.api import routers as api_routers
from taiwa.web.faults import add_handlers
from taiwa.web.guards import LOOPBACK, Guard, Tokens, check_request
from taiwa.web.leaves import Leaves
from taiwa.web.pages import routers as page_routers
from taiwa.web.waiting import Waiting


def create_app(where: str | None = None, user: str | None = None, *, hosts: frozenset[str] = LOOPBACK) -> FastAPI:
    """The application over the record at `where` (None: what `TAIWA_DATABASE` says), written in as `user`.

    `hosts` are the names under which it answers. Raises what `Record.open` raises.
    """
    record = Record.open(where, user)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        record.close()

    app = FastAPI(
        title="Taiwa",
        version=taiwa.__version__,
        description="The record of dialogues: forums, meetings, texts, readings, decisions, search.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        dependencies=[Depends(check_request)],
        lifespan=life,
    )
    app.state.record, app.state.tokens, app.state.waiting = record, Tokens(), Waiting()
    app.state.leaves = Leaves()
    add_handlers(app)
    app.add_route("/static/{hash}/{name}", assets.serve, methods=["GET"])
    for router in (*api_routers, *page_routers):
        app.include_router(router)
    app.add_middleware(Guard, hosts=hosts)
    return app


def check_address(host: str) -> None:
    """Raises WiderAddress for an address that other machines can reach."""
    if host not in LOOPBACK:
        raise WiderAddress(f"{host} can be reached from other machines")
