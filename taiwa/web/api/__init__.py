"""The REST API under `/api/v1`: what the record does, for programs. Errors are problem documents (RFC 9457)."""

from taiwa.web.api import accounts, asking, changing, nouns

routers = (nouns.router, asking.router, changing.router, accounts.router)
