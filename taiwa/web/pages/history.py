"""The history: every change, the youngest first, of the whole record or of one thing in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from taiwa.web.desk import Desk
from taiwa.web.remembered import remembered
from taiwa.web.worded import Words, of_change, together

router = APIRouter(include_in_schema=False)
PAGE = 50
# The largest number that both databases know.
LAST = 2**31 - 1


@router.get("/history")
@remembered
def history(request: Request, before: Annotated[int | None, Query(ge=1, le=LAST)] = None) -> Response:
    """The whole, a page at a time; `before` is the number of the change that the page ends before."""
    desk = Desk(request)
    with desk.record.read() as asking:
        changes = asking.view.changes(before=before, limit=PAGE)
    shown = list(reversed(changes))
    older = shown[-1].number if shown and shown[-1].number > 1 else None
    return desk.page("history.html", changes=together(shown, of_change), words=_words(desk), subject=None, older=older)


@router.get("/history/{subject:path}")
@remembered
def of_one(request: Request, subject: str) -> Response:
    """That of one identifier and what belongs to it."""
    desk = Desk(request)
    changes = desk.record.history(subject)
    shown = together(reversed(changes), of_change)
    return desk.page("history.html", changes=shown, words=_words(desk), subject=subject, older=None)


def _words(desk: Desk) -> Words:
    return Words(desk.labels, desk.callings)
