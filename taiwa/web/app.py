"""The application as a whole: one record, the routers, what guards them.

Owns the opening and closing of the record, and the rule that without accounts only this machine is served.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from anyio import to_thread
from fastapi import Depends, FastAPI

import taiwa
from taiwa.errors import WiderAddress, WrongValue
from taiwa.record import Record
from taiwa.settings import oidc_lacks, settings
from taiwa.web import assets
from taiwa.web.api import routers as api_routers
from taiwa.web.api.description import described, operation_id
from taiwa.web.faults import add_handlers
from taiwa.web.guards import LOOPBACK, Guard, TooLong
from taiwa.web.laid import Laid
from taiwa.web.origins import Tokens, check_origin, check_token
from taiwa.web.pages import routers as page_routers
from taiwa.web.pages.adding import too_long
from taiwa.web.remembered import Pages
from taiwa.web.room.leaves import Leaves
from taiwa.web.rules import check_asker
from taiwa.web.visitors import Door, Visitors
from taiwa.web.waiting import Waiting

if TYPE_CHECKING:
    from taiwa.web.openid import OpenId

# Pages that are made at a time, the others wait in line. As many connections are kept (`store.database.KEPT`).
THREADS = 8


def create_app(where: str | None = None, user: str | None = None, *, hosts: frozenset[str] = LOOPBACK) -> FastAPI:
    """The application over the record at `where` (None: what `TAIWA_DATABASE` says), written in as `user`.

    `hosts` are the names under which it answers. Raises what `Record.open` raises, and WrongValue where the environment
    says half of what a provider needs.
    """
    openid = _openid()
    record = Record.open(where, user)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        # More threads than connections would wait for each other; and Python runs one at a time.
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        record.close()

    app = FastAPI(
        title="Taiwa",
        version=taiwa.__version__,
        description="The record of dialogues: forums, meetings, texts, readings, decisions, search.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        dependencies=[Depends(check_origin), Depends(check_asker), Depends(check_token)],
        generate_unique_id_function=operation_id,
        lifespan=life,
    )
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    app.state.record, app.state.door = record, Door(record)
    app.state.tokens, app.state.waiting = Tokens(), Waiting()
    app.state.leaves, app.state.laid = Leaves(), Laid()
    app.state.openid = openid
    app.state.pages = Pages()
    add_handlers(app)
    app.add_exception_handler(TooLong, too_long)
    app.add_route("/static/{hash}/{name}", assets.serve, methods=["GET"])
    for router in (*api_routers, *page_routers):
        app.include_router(router)
    app.add_middleware(Visitors)
    app.add_middleware(Guard, hosts=hosts)
    return app


def _openid() -> OpenId | None:
    """The provider that the environment names; what speaks to one is imported where there is one."""
    if lacking := oidc_lacks():
        raise WrongValue(f"{lacking} is not set, but other variables for sign-in by OpenID are: set it too, or none")
    provider = settings().oidc
    if provider is None:
        return None
    from taiwa.web.openid import OpenId

    return OpenId(provider)


def check_address(host: str, names: Iterable[str] = (), *, has_accounts: bool = False, proxied: bool = False) -> None:
    """Raises WiderAddress for an address, a name or a proxy by which others can reach a record without accounts."""
    wide = [name for name in (host, *names) if name not in LOOPBACK]
    if (wide or proxied) and not has_accounts:
        raise WiderAddress(f"{wide[0] if wide else 'what stands behind a proxy'} can be reached from other machines")
