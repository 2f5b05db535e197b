"""A page of a version's PDF: its picture, and the picture with a provision's place on it for the reading room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from taiwa.intake.kinds import PDF_TYPE
from taiwa.model import Reading, Span, Version
from taiwa.record import Review
from taiwa.record.deciding import Place, provision_at
from taiwa.web.desk import Desk
from taiwa.web.room.leaves import Leaves, check_page, places_on

router = APIRouter(include_in_schema=False)
Number = Annotated[int, Query(ge=1, le=100_000)]
PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


@router.get("/page/{version:path}")
def picture(request: Request, version: str, n: Number = 1) -> Response:
    """The picture. It is the same for good: who has it already is told so before it is drawn."""
    desk = Desk(request)
    with desk.record.read() as asking:
        noun = asking.view.version(version)
        check_page(noun, asking.view.reading(version), n)
        headers = {"etag": f'"{noun.sha256[:24]}-{n}"'}
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        drawn = _leaves(desk).picture(noun, n, lambda: asking.view.source(noun.sha256))
    return Response(drawn.data, media_type=drawn.media_type, headers=headers)


@router.get("/leaf/{version:path}")
def leaf(request: Request, version: str, n: Number = 1, at: str = "") -> Response:
    """The page with the provision `at` marked, as a part of the reading room."""
    desk = Desk(request)
    review = desk.record.review(version)
    with desk.record.read() as asking:
        noun = asking.view.version(version)
    return desk.page("leaf.html", version=noun, **leaf_of(desk, noun, review, n, at))


def has_pages(version: Version, reading: Reading) -> bool:
    """Whether there are pages to be shown."""
    return version.media_type == PDF_TYPE and bool(reading.source.pages)


def leaf_of(desk: Desk, version: Version, review: Review, number: int, at: str) -> Mapping[str, Any]:
    """What the template `leaf.html` needs: the page, its size, and the rectangles of the provision at `at`."""
    source = review.reading.source
    page = check_page(version, review.reading, number)

    def data() -> bytes:
        with desk.record.read() as asking:
            return asking.view.source(version.sha256)

    sheet = _leaves(desk).sheet(version, number, data)
    anchor, content = _spans(review, version.id, at)
    return {
        "number": number, "pages": len(source.pages), "at": at, "width": sheet.width, "height": sheet.height,
        "anchors": places_on(sheet, page, source.text, anchor),
        "contents": places_on(sheet, page, source.text, content),
    }  # fmt: skip


def _spans(review: Review, version: str, at: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Anchor and content of the provision at the characters `120-131`; the characters themselves where none is."""
    found = PLACE.fullmatch(at)
    if found is None:
        return (), ()
    span = Span(int(found[1]), int(found[2]))
    provision = provision_at(review, Place(version, span))
    return ((span,), ()) if provision is None else ((provision.anchor,), provision.content)


def _leaves(desk: Desk) -> Leaves:
    return desk.request.app.state.leaves  # type: ignore[no-any-return]
