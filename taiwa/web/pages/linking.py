"""What the mentions of a provision stand for: a person's link from a mention to an entity, made and taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from taiwa.errors import WrongValue
from taiwa.record.naming import Names
from taiwa.web.desk import Desk, address

router = APIRouter(include_in_schema=False)
One = Annotated[str, Form()]


@router.post("/link/{ref:path}")
def link(request: Request, ref: str, written: One = "", entity: One = "", why: One = "") -> Response:
    """Says what a mention stands for; `entity` is an identifier, or a name that only one entity has."""
    desk = Desk(request)
    if not (entity.strip() and why.strip()):
        raise WrongValue("a link needs an entity and a reason")
    with desk.record.read() as asking:
        found = Names(asking.view).entity(entity.strip())
    desk.record.link(ref, written, found or entity.strip(), why)
    return RedirectResponse(address("correct", ref), 303)


@router.post("/unlink/{ref:path}")
def unlink(request: Request, ref: str, written: One = "", why: One = "") -> Response:
    """Takes back what a person said that a mention stands for."""
    Desk(request).record.unlink(ref, written, why)
    return RedirectResponse(address("correct", ref), 303)
