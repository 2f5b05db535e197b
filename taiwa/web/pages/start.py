"""The start: the forums of the record and the latest texts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from taiwa.model import Meeting, Text
from taiwa.web.desk import Desk
from taiwa.web.remembered import remembered

router = APIRouter(include_in_schema=False)
# So many of the latest texts stand on the start page.
LATEST = 12


@router.get("/")
@remembered
def start(request: Request) -> Response:
    """Forums with their numbers of meetings and texts; the latest texts with their versions."""
    desk = Desk(request)
    with desk.record.read() as asking:
        view = asking.view
        meetings, texts = view.numbers(Meeting), view.numbers(Text)
        forums = [(forum, meetings.get(forum.id, 0), texts.get(forum.id, 0)) for forum in view.forums()]
        youngest = view.latest(LATEST)
        versions = view.versions_of([text.id for text in youngest])
    latest = [(text, versions[text.id]) for text in youngest]
    return desk.page("start.html", forums=forums, latest=latest)
