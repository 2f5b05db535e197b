"""Styles and scripts: read once, under addresses that hold their hash, so that a browser keeps them for good.

The page of a single reading (`taiwa/view/web`) lends its style and its script; both looks of its palette are made
choosable here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
# The styles of the application, in one after the page's own.
STYLES = ("web.css", "leaf.css", "add.css", "accounts.css", "describe.css", "decide.css")
# The styles of pages over two texts that stand alone, which those of the application take over.
PAIRS = ("pairs.css", "compare.css", "parity.css")
FOR_GOOD = "public, max-age=31536000, immutable"


@cache
def assets() -> Mapping[str, bytes]:
    """Every asset by its name."""
    view, web = files("taiwa.view") / "web", files("taiwa.web") / "static"
    page = (view / "page.css").read_text("utf-8")
    return {
        "taiwa.css": "".join([page, _looks(page), *((web / name).read_text("utf-8") for name in STYLES)]).encode(),
        "beside.css": b"".join((view / name).read_bytes() for name in PAIRS) + (web / "beside.css").read_bytes(),
        "page.js": (view / "page.js").read_bytes(),
        "add.js": (web / "add.js").read_bytes(),
        "held.js": (web / "held.js").read_bytes(),
        "room.js": (web / "room.js").read_bytes(),
        "beside.js": (web / "beside.js").read_bytes(),
        "search.js": (web / "search.js").read_bytes(),
    }


def _looks(page: str) -> str:
    """The two palettes again, for visitors who chose one. On paper it is always the light one."""
    light, dark = re.findall(r":root \{(.*?)\}", page, re.S)
    return (
        f':root[data-look="light"] {{ color-scheme: light; {light} }}\n'
        f'@media screen {{ :root[data-look="dark"] {{ color-scheme: dark; {dark} }} }}\n'
    )


@cache
def address_of(name: str) -> str:
    """The address of an asset; raises KeyError for one that there isn't."""
    return f"/static/{hashlib.sha256(assets()[name]).hexdigest()[:12]}/{name}"


async def serve(request: Request) -> Response:
    """An asset, whatever hash is asked for: an old page still gets a style."""
    name = request.path_params["name"]
    if name not in assets():
        raise HTTPException(404, "there is no such asset")
    kind = KINDS[name.rpartition(".")[2]]
    return Response(assets()[name], media_type=kind, headers={"cache-control": FOR_GOOD})
