"""The REST API under `/api/v1`: what the record does, for programs. Errors are problem documents (RFC 9457)."""

from taiwa.web.api import accounts, asking, beside, changing, describing, knowing, nouns, publishing

routers = (
    nouns.router,
    describing.router,
    asking.router,
    beside.router,
    changing.router,
    knowing.router,
    accounts.router,
    publishing.router,
)
