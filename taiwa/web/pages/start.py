"""The start: the forums of the record and the latest texts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from taiwa.web.desk import Desk

router = APIRouter(include_in_schema=False)
# So many of the latest texts stand on the start page.
LATEST = 12


@router.get("/")
def start(request: Request) -> Response:
    """Forums with their numbers of meetings and texts; the latest texts with their versions."""
    desk = Desk(request)
    with desk.record.read() as asking:
        view = asking.view
        texts = [each for each in view.texts() if not each.withdrawn]
        forums = [
            (forum, len(view.meetings(forum.id)), sum(text.forum == forum.id for text in texts))
            for forum in view.forums()
        ]
        latest = [(text, view.versions(text.id)) for text in sorted(texts, key=_age, reverse=True)[:LATEST]]
    return desk.page("start.html", forums=forums, latest=latest)


def _age(text: object) -> str:
    return getattr(text, "date", None) or ""
