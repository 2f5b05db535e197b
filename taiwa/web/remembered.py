"""Pages that were made already, for visitors who would get the very same.

Owns when a page may be given again: the record has not changed since (the number of its last change is asked each time,
so that another process's writing counts too), and the address, the interface's language and look, and what the visitor
may see and do are the same. A page of another sight is never given: the sight is part of what a page is remembered by.
What differs from visitor to visitor, the cookie and the form's token, is put in each time.

Only pages that follow from all this are remembered; a route says so by `@remembered`.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec

from starlette.requests import Request
from starlette.responses import Response

from taiwa.web.desk import PLACE_OF_TOKEN, Desk
from taiwa.web.packing import packed, tag_of, takes_gzip

Given = ParamSpec("Given")
# Bytes of pages that are remembered at most, packed; a long reading room has some thirty thousand.
MOST = 64 << 20
# A page's own cost beside its bytes, so that many small ones count.
OVERHEAD = 1 << 10
# Longer addresses are asked by nobody twice.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was made: packed, with its ETag. Where it `has_token`, that of the visitor is put in."""

    packed: bytes
    tag: str
    has_token: bool


class Pages:
    """The pages remembered, those asked for longest ago given up first."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._bytes, self._lock = most, 0, Lock()
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> Page | None:
        """The page of that key."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Page) -> None:
        """Remembers a page."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._bytes += len(page.packed) + OVERHEAD - (len(before.packed) + OVERHEAD if before else 0)
            self._pages[key] = page
            while self._bytes > self._most:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone.packed) + OVERHEAD


def remembered(
    make: Callable[Concatenate[Request, Given], Response],
) -> Callable[Concatenate[Request, Given], Response]:
    """A route whose page follows from the record, the address, and what the visitor may see and prefers."""

    @wraps(make)
    def route(request: Request, *args: Given.args, **given: Given.kwargs) -> Response:
        address = f"{request.url.path}?{request.url.query}"
        if len(address) > LONGEST:
            return make(request, *args, **given)
        desk, pages = Desk(request), request.app.state.pages
        with desk.record.read() as asking:
            state = asking.view.state()
        key = (state, address, *desk.standing)
        page = pages.get(key)
        if page is None:
            request.state.token_later = True
            response = make(request, *args, **given)
            body = bytes(response.body)
            if response.status_code != 200:
                return desk.with_token(response, body)
            page = Page(packed(body), tag_of(body, is_packed=True), PLACE_OF_TOKEN in body)
            pages.put(key, page)
        return _answer(desk, page)

    return route  # type: ignore[return-value]  # the framework gives the request by its name


def _answer(desk: Desk, page: Page) -> Response:
    if not page.has_token and takes_gzip(desk.request.headers.get("accept-encoding", "")):
        headers = {"content-encoding": "gzip", "etag": page.tag}
        return desk.with_visit(Response(page.packed, headers=headers, media_type="text/html"))
    return desk.with_token(Response(media_type="text/html"), gzip.decompress(page.packed))
