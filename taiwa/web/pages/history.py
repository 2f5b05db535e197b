"""The history: every change, the youngest first, of the whole record or of one thing in it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from taiwa.web.desk import Desk

router = APIRouter(include_in_schema=False)
PAGE = 50


@router.get("/history")
def history(request: Request, before: int | None = None) -> Response:
    """The whole, a page at a time; `before` is the number of the change that the page ends before."""
    desk = Desk(request)
    with desk.record.read() as asking:
        # The history has no gaps: its numbers say how many there are.
        end = asking.view.count("change") + 1 if before is None else max(1, min(before, 1 << 62))
        changes = asking.view.changes(after=max(0, end - PAGE - 1), limit=PAGE)
    shown = [each for each in reversed(changes) if each.number < end]
    older = shown[-1].number if shown and shown[-1].number > 1 else None
    return desk.page("history.html", changes=shown, subject=None, older=older)


@router.get("/history/{subject:path}")
def of_one(request: Request, subject: str) -> Response:
    """That of one identifier and what belongs to it."""
    desk = Desk(request)
    changes = desk.record.history(subject)
    return desk.page("history.html", changes=list(reversed(changes)), subject=subject, older=None)
