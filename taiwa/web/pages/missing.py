"""A provision that the reader missed: a person marks its words, and says who speaks, how, how strongly, with a reason.

Without a script the way leads from each passage that is no provision; with one, from words selected in the text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotInRecord, TaiwaError, WrongValue
from taiwa.lexicon import scale
from taiwa.model import Provision, Reading, Span
from taiwa.record import Review
from taiwa.record.deciding import Place, place_of, provision_at
from taiwa.record.values import FOLLOWUPS
from taiwa.web.desk import Desk, address, permanent
from taiwa.web.faults import STATUS
from taiwa.web.filling import parties_in
from taiwa.web.pages.deciding import strangers_in
from taiwa.web.room.passages import paragraph_of, row_around, selected, words_in

router = APIRouter(include_in_schema=False)
# Up to so many characters what was selected is taken for the predicate itself.
PREDICATE = 60
Count = Annotated[int | None, Query(ge=0, le=100_000_000)]
One = Annotated[str, Form()]
Several = Annotated[tuple[str, ...], Form()]


@router.get("/missing/{ref:path}")
def form(request: Request, ref: str, row: Count = None, start: Count = None, end: Count = None) -> Response:
    """The form for the passage `VERSION@120-180`; `row`, `start` and `end` say where a selection stands on the page."""
    desk = Desk(request)
    if row is not None and start is not None and end is not None:
        span = selected(desk.record.review(ref).reading, row, start, end)
        return RedirectResponse(address("missing", f"{ref}@{span.start}-{span.end}"), 303)
    review, span = _passage(desk, ref)
    return _form(desk, ref, review, span)


@router.post("/missing/{ref:path}")
def add(
    request: Request,
    ref: str,
    predicate: One = "",
    content: One = "",
    act: One = "",
    force: One = "",
    followup: One = "none",
    speaker: One = "",
    fields: Several = (),
    why: One = "",
    anyone: One = "",
) -> Response:
    """Keeps the provision, and leads to it."""
    desk = Desk(request)
    review, span = _passage(desk, ref)
    given = {"predicate": predicate, "content": content, "act": act, "force": force, "followup": followup}
    said: dict[str, object] = {"speaker": speaker, "fields": fields, "why": why}
    try:
        anchor, values = _said(review.reading, span, given, parties_in(speaker), fields)
        if there := provision_at(review, Place("", anchor)):
            raise WrongValue(f"“{there.quote}” is a provision already ({there.id}); correct that one")
        strangers = [] if anyone else strangers_in(desk, review.reading.statement, parties_in(speaker))
        if strangers:
            return _form(desk, ref, review, span, given=given | said, strangers=strangers)
        version = place_of(ref).version
        desk.record.decide(f"{version}@{anchor.start}-{anchor.end}", values, why)
    except (WrongValue, NotInRecord) as error:
        return _form(desk, ref, review, span, error, given | said)
    return RedirectResponse(f"{permanent(version, anchor)}?done=kept", 303)


def _passage(desk: Desk, ref: str) -> tuple[Review, Span]:
    """The review, and the characters that `ref` names. Raises NotInRecord."""
    place = place_of(ref)
    review = desk.record.review(place.version)
    desk.must("decide", place.version)
    length = len(review.reading.source.text)
    if place.anchor is None or not 0 <= place.anchor.start < place.anchor.end <= length:
        raise NotInRecord(f"{ref}: the text has no such characters")
    return review, place.anchor


def _said(
    reading: Reading, span: Span, given: dict[str, str], speaker: list[str], fields: tuple[str, ...]
) -> tuple[Span, dict[str, str]]:
    """The anchor, and what is said of it as the record takes it. Raises WrongValue."""
    text = reading.source.text
    if not given["predicate"].strip():
        raise WrongValue("which words are the predicate?")
    anchor = words_in(text, given["predicate"], span)
    values = {"exists": "true", "act": given["act"], "followup": given["followup"]}
    values |= {"speaker": json.dumps(speaker), "fields": json.dumps(fields)}
    if given["force"]:
        values["force"] = given["force"]
    if given["content"].strip():
        around = row_around(reading, anchor.start)
        values["content"] = json.dumps([words_in(text, given["content"], around)])
    if paragraph := paragraph_of(reading, anchor):
        values["paragraph"] = json.dumps(paragraph)
    return anchor, values


def _form(
    desk: Desk,
    ref: str,
    review: Review,
    span: Span,
    error: TaiwaError | None = None,
    given: Mapping[str, object] | None = None,
    strangers: Sequence[str] = (),
) -> Response:
    reading = review.reading
    text, around = reading.source.text, row_around(reading, span.start)
    end = max(around.end, span.end)
    short = span.end - span.start <= PREDICATE
    there: Provision | None = provision_at(review, Place("", span)) if short else None
    shown: dict[str, object] = dict.fromkeys(("content", "speaker", "act", "force", "fields", "why"), "")
    shown |= {"predicate": text[slice(*span)] if short else "", "followup": "none", **(given or {})}
    ranks = scale(reading.scale).ranks
    return desk.page(
        "missing.html",
        STATUS[error.reason] if error else 422 if strangers else 200,
        ref=ref, version=place_of(ref).version, reading=reading, there=there, error=error, given=shown,
        strangers=strangers,
        before=text[around.start : span.start], marked=text[slice(*span)], after=text[span.end : end],
        acts=list(ranks), forces=sorted(set(ranks.values())), followups=FOLLOWUPS,
        fields=list(desk.labels.tables["field"]),
    )  # fmt: skip
