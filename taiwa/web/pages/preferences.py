"""What a visitor prefers: the interface's language and look, each set by a link and kept in a cookie."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from taiwa.view.labels import INTERFACES
from taiwa.web.desk import AGE, LANGUAGE, LOOK, LOOKS

router = APIRouter(include_in_schema=False)


@router.get("/interface/{language}")
def interface(request: Request, language: str, to: str = "/") -> Response:
    """Chooses a language and goes back."""
    return _chosen(LANGUAGE, language, INTERFACES, to)


@router.get("/look/{look}")
def look(request: Request, look: str, to: str = "/") -> Response:
    """Chooses a look and goes back."""
    return _chosen(LOOK, look, LOOKS, to)


def _chosen(cookie: str, value: str, known: tuple[str, ...], to: str) -> Response:
    if value not in known:
        raise HTTPException(404, f"there are {', '.join(known)}")
    response = RedirectResponse(local(to), 303)
    response.set_cookie(cookie, value, max_age=AGE, httponly=True, samesite="lax")
    return response


def local(address: str) -> str:
    """An address of ours; the start for any that could lead elsewhere."""
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if plain and address.isprintable() else "/"
