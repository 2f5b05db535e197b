"""Requests that change something: never from another site, and from a page only with a token of ours.

Owns the tokens of forms and the two checks, dependencies of every route. Another site is told by `Sec-Fetch-Site`, else
`Origin`. A program's request to the API has neither cookie nor origin.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from taiwa.web.faults import API, ForeignOrigin, StaleForm
from taiwa.web.visitors import SESSION, VISIT, asker_of, cookie_name

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Characters of a token that say at which address it was given.
SALT = 32
COOKIE, FIELD, HEADER = VISIT, "token", "x-taiwa-token"


class Tokens:
    """Tokens of forms. Of who has signed in, one is made from the session's secret, so that any process knows it and it
    ends with the session; of others, from the visit's cookie and a key that nobody else has. At each address it is
    another one, so that packed pages don't give it away to who can choose addresses."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def visit(self, request: Request) -> str:
        """The visitor's cookie, or a new one."""
        return request.cookies.get(cookie_name(request, COOKIE)) or secrets.token_urlsafe(24)

    def of(self, request: Request, visit: str) -> str:
        """The token that belongs to a request's visitor, as a page at this address has it."""
        place = f"{request.url.path}?{request.url.query}".encode("utf-8", "surrogatepass")
        return self._salted(request, visit, hmac.new(self._key, place, hashlib.sha256).hexdigest()[:SALT])

    def fits(self, request: Request, token: str) -> bool:
        """Whether a token is one of the request's visitor."""
        visit = request.cookies.get(cookie_name(request, COOKIE), "")
        known = bool(visit) or asker_of(request).has_session
        return known and hmac.compare_digest(
            self._salted(request, visit, token[:SALT]).encode("utf-8", "surrogatepass"),
            token.encode("utf-8", "surrogatepass"),
        )

    def _salted(self, request: Request, visit: str, salt: str) -> str:
        key, said = self._key, f"visit {visit}"
        if asker_of(request).has_session:
            key, said = request.cookies.get(cookie_name(request, SESSION), "").encode(), "the token of forms"
        return salt + hmac.new(key, f"{salt} {said}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


async def check_origin(request: Request) -> None:
    """A dependency of every route. Raises ForeignOrigin where another site sent an unsafe request."""
    if request.method not in SAFE and is_foreign(request.headers, request.url.scheme):
        raise ForeignOrigin("this request was sent by another site")


async def check_token(request: Request) -> None:
    """A dependency of every route. Raises StaleForm where no page of ours sent an unsafe request. A program's needs no
    token: it has nothing that a browser sends by itself."""
    asker, is_page = asker_of(request), not request.url.path.startswith(API)
    if request.method in SAFE or asker.has_token:
        return
    seen = asker.has_session or cookie_name(request, COOKIE) in request.cookies or "origin" in request.headers
    if not is_page and not seen:
        return
    tokens: Tokens = request.app.state.tokens
    if not tokens.fits(request, await _token_in(request)):
        raise StaleForm("the form's token is missing or belongs to another visit")


def is_foreign(headers: Headers, scheme: str) -> bool:
    """Whether a browser says that a page of another origin sent this."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin)[:2] != (scheme, headers.get("host", ""))


async def _token_in(request: Request) -> str:
    if sent := request.headers.get(HEADER):
        return sent
    kind = request.headers.get("content-type", "")
    if not kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        return ""
    form = await request.form()
    value = form.get(FIELD)
    return value if isinstance(value, str) else ""
