"""Upload: a document is read, its facts are shown to be confirmed, then it is kept; or it is known already."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotInRecord, TaiwaError, WrongValue
from taiwa.model.record import AUTHORITIES
from taiwa.record import Choice
from taiwa.view.labels import INTERFACES, facts_of, kind_of
from taiwa.view.tally import count
from taiwa.web.arriving import taken_from
from taiwa.web.desk import Desk, address
from taiwa.web.faults import STATUS
from taiwa.web.guards import LARGEST_UPLOAD
from taiwa.web.waiting import Waiting

router = APIRouter(include_in_schema=False)
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
One = Annotated[str, Form()]


@router.get("/add")
def form(request: Request) -> Response:
    """The form."""
    return Desk(request).page("add.html", error=None, limit=LARGEST_UPLOAD >> 20, readable=INTERFACES)


@router.post("/add")
def upload(request: Request, document: Annotated[UploadFile, File()], language: One = "", every: One = "") -> Response:
    """Reads a document and leads to its preview; what can't be read is said by name beside the form."""
    desk = Desk(request)
    try:
        taken = taken_from(document, language or None, bool(every))
    except TaiwaError as error:
        status = STATUS.get(error.reason, 500)
        return desk.page("add.html", status, error=error, limit=LARGEST_UPLOAD >> 20, readable=INTERFACES)
    return RedirectResponse(address("add", _waiting(request).put(taken)), 303)


@router.get("/add/{ticket}")
def preview(request: Request, ticket: str) -> Response:
    """What was read, where it would be filed, and what a person may say better."""
    return _preview(request, ticket, _choice({name: request.query_params.get(name, "") for name in CHOSEN}))


@router.post("/add/{ticket}")
def keep(
    request: Request,
    ticket: str,
    forum: One = "",
    meeting: One = "",
    text: One = "",
    authority: One = "",
    date: One = "",
    why: One = "",
) -> Response:
    """Keeps the document as confirmed, and leads to it."""
    desk, document = Desk(request), _waiting(request).get(ticket)
    given = {"forum": forum, "meeting": meeting, "text": text, "authority": authority, "date": date}
    try:
        added = desk.record.keep(document, _choice(given), why=why.strip())
    except (WrongValue, NotInRecord) as error:
        return _preview(request, ticket, Choice(), error)
    _waiting(request).drop(ticket)
    only = len(added) == 1
    return RedirectResponse(address("read", added[0].version.id) if only else address("text", added[0].text.id), 303)


CHOSEN = ("forum", "meeting", "text", "authority", "date")


def _waiting(request: Request) -> Waiting:
    return request.app.state.waiting  # type: ignore[no-any-return]


def _choice(given: dict[str, str]) -> Choice:
    """What a form says; raises WrongValue for a date that isn't one."""
    wanted = {name: value.strip() or None for name, value in given.items()}
    if wanted["date"] and not DATE.fullmatch(wanted["date"]):
        raise WrongValue(f"{wanted['date']!r} is no date; write 2024, 2024-06 or 2024-06-30")
    return Choice(**wanted)


def _preview(request: Request, ticket: str, choice: Choice, error: TaiwaError | None = None) -> Response:
    desk, document = Desk(request), _waiting(request).get(ticket)
    filing = desk.record.propose(document, choice)
    with desk.record.read() as asking:
        forums = asking.view.forums()
        forum = filing.text.forum
        meetings = asking.view.meetings(forum) if forum else ()
    reading = document.readings[0]
    return desk.page(
        "preview.html",
        STATUS[error.reason] if error else 200,
        ticket=ticket, filing=filing, choice=choice, reading=reading, readings=document.readings, tally=count(reading),
        facts=list(facts_of(reading.statement, desk.labels)),
        kind=kind_of(reading.statement, reading.language, desk.labels),
        forums=forums, meetings=meetings, authorities=AUTHORITIES, error=error, size=len(document.data),
    )  # fmt: skip
