"""Who may ask what: one table, a line for each route, and the check that every request passes.

Owns the table. What isn't in it is refused, and a test says which route lacks its line. A rule is about a route as a
whole: whether somebody may do it anywhere. In which forum they may is looked at by the record itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from taiwa.errors import NotAllowed
from taiwa.web.faults import SignInFirst
from taiwa.web.visitors import asker_of

# Beside the verbs of `taiwa.model.access`: `open` to strangers; `own`, of whoever has signed in, by a token too;
# `session`, of whoever has signed in in a browser.
RULES: Mapping[str, tuple[str, ...]] = {
    "open": (
        "GET /signin",
        "POST /signin",
        "GET /signin/openid",
        "GET /signin/openid/back",
        "GET /interface/{language}",
        "GET /look/{look}",
    ),
    "session": (
        "POST /signout",
        "GET /account",
        "POST /account/password",
        "POST /account/end",
        "POST /account/token",
    ),
    "own": (
        "GET /api/v1/me",
        "GET /api/v1/tokens",
        "POST /api/v1/tokens",
        "DELETE /api/v1/tokens/{token}",
    ),
    "read": (
        "GET /",
        "GET /forum/{id}",
        "GET /forum/{id}/strength.csv",
        "GET /forum/{id}/matrix.csv",
        "GET /meeting/{id:path}",
        "GET /text/{id:path}",
        "GET /entity/{id:path}",
        "GET /entities",
        "GET /read/{ref:path}",
        "GET /page/{version:path}",
        "GET /leaf/{version:path}",
        "GET /source/{version:path}",
        "GET /search",
        "GET /search.csv",
        "GET /search.json",
        "GET /precedents",
        "GET /compare",
        "GET /compare.docx",
        "GET /compare.csv",
        "GET /compare.json",
        "GET /parity",
        "GET /parity.csv",
        "GET /parity.json",
        "GET /lineage",
        "GET /lineage.csv",
        "GET /lineage.json",
        "GET /history",
        "GET /history/{subject:path}",
        "GET /api/v1/forums",
        "GET /api/v1/forums/{id}",
        "GET /api/v1/meetings",
        "GET /api/v1/meetings/{id:path}",
        "GET /api/v1/delegates",
        "GET /api/v1/delegates/{meeting:path}",
        "GET /api/v1/texts",
        "GET /api/v1/texts/{id:path}",
        "GET /api/v1/versions",
        "GET /api/v1/versions/{id:path}",
        "GET /api/v1/kept",
        "GET /api/v1/readings/{version:path}",
        "GET /api/v1/provisions",
        "GET /api/v1/provisions/{ref:path}",
        "GET /api/v1/corrections",
        "GET /api/v1/corrections/{version:path}",
        "GET /api/v1/links",
        "GET /api/v1/entities",
        "GET /api/v1/entities/{id:path}",
        "GET /api/v1/evidence",
        "GET /api/v1/evidence/{subject:path}",
        "GET /api/v1/history",
        "GET /api/v1/search",
        "GET /api/v1/precedents",
        "GET /api/v1/dialogues",
        "GET /api/v1/scales",
        "GET /api/v1/phrases",
        "GET /api/v1/errors",
        "GET /api/v1/comparisons",
        "GET /api/v1/parities",
        "GET /api/v1/lineages",
        "GET /api/v1/sequels",
        "GET /api/v1/annotations/{ref:path}",
        "OPTIONS /api/v1/annotations/{ref:path}",
        "GET /api/v1/plain/{version:path}",
        "GET /api/v1/linked-data/{place}/{id:path}",
        "GET /api/v1/context.jsonld",
        "GET /api/v1/vocabulary.jsonld",
        "GET /api/v1/akomantoso/{version:path}",
        "GET /api/v1/calendar.ics",
        "GET /api/v1/forums/{id}/calendar.ics",
        "GET /api/v1/feed.atom",
        "GET /api/v1/forums/{id}/feed.atom",
        # They keep nothing; what they cost is bounded by the readers.
        "POST /api/v1/readings",
        "POST /api/v1/filings",
    ),
    "decide": (
        "GET /correct/{ref:path}",
        "POST /correct/{ref:path}",
        "POST /withdraw/{version:path}",
        "GET /missing/{ref:path}",
        "POST /missing/{ref:path}",
        "POST /link/{ref:path}",
        "POST /unlink/{ref:path}",
        "POST /api/v1/corrections",
        "DELETE /api/v1/corrections/{version:path}",
        "POST /api/v1/links",
        "DELETE /api/v1/links/{ref:path}",
    ),
    "add": (
        "GET /add",
        "POST /add",
        "GET /add/{ticket}",
        "POST /add/{ticket}",
        "GET /add/{ticket}/state",
        "POST /add/{ticket}/cancel",
        "POST /api/v1/documents",
    ),
    "describe": (
        "GET /forum/{id}/edit",
        "POST /forum/{id}/edit",
        "GET /meeting/{id:path}/edit",
        "POST /meeting/{id:path}/edit",
        "GET /text/{id:path}/edit",
        "POST /text/{id:path}/edit",
        "GET /version/{id:path}/edit",
        "POST /version/{id:path}/edit",
        "GET /delegate/{meeting:path}",
        "POST /delegate/{meeting:path}",
        "GET /new/meeting/{forum}",
        "POST /new/meeting/{forum}",
        "PUT /api/v1/forums/{id}",
        "PATCH /api/v1/forums/{id}",
        "PUT /api/v1/meetings/{id:path}",
        "PATCH /api/v1/meetings/{id:path}",
        "PUT /api/v1/delegates/{meeting:path}",
        "PUT /api/v1/texts/{id:path}",
        "PATCH /api/v1/texts/{id:path}",
        "DELETE /api/v1/texts/{id:path}",
        "PATCH /api/v1/versions/{id:path}",
        "PUT /api/v1/entities/{id:path}",
        "PATCH /api/v1/entities/{id:path}",
        "PUT /api/v1/evidence/{subject:path}",
        "POST /api/v1/kept",
    ),
    "manage": (
        "GET /new/forum",
        "POST /new/forum",
        "POST /api/v1/dialogues/{id}",
        "GET /api/v1/export",
        "GET /accounts",
        "POST /accounts",
        "GET /accounts/{id}",
        "POST /accounts/{id}/grant",
        "POST /accounts/{id}/revoke",
        "POST /accounts/{id}/password",
        "POST /accounts/{id}/active",
        "GET /audit",
        "GET /api/v1/accounts",
        "POST /api/v1/accounts",
        "GET /api/v1/accounts/{id}",
        "PATCH /api/v1/accounts/{id}",
        "PUT /api/v1/accounts/{id}/grants/{forum}",
        "DELETE /api/v1/accounts/{id}/grants/{forum}",
        "GET /api/v1/audit",
    ),
}
OF_ROUTE: Mapping[str, str] = {route: rule for rule, routes in RULES.items() for route in routes}


def rule_of(method: str, template: str) -> str | None:
    """The rule of a route; None where it has no line."""
    return OF_ROUTE.get(f"{'GET' if method == 'HEAD' else method} {template}")


async def check_asker(request: Request) -> None:
    """A dependency of every route. Raises SignInFirst for strangers, NotAllowed for who may not do this anywhere."""
    asker = asker_of(request)
    rule = rule_of(request.method, getattr(request.scope.get("route"), "path", ""))
    if rule is None:
        raise NotAllowed("there is no rule for this")
    if rule != "open":
        if asker.is_stranger:
            raise SignInFirst("this is for those who have signed in")
        if not asker.passes(rule):
            request.state.lacking = rule
            raise NotAllowed(f"this needs a role, or a token, that may {rule}")
    request.state.passed = True
