"""Upload: a document is read, its facts are shown to be confirmed, then it is kept; or it is known already."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from taiwa.errors import NotAllowed, NotInRecord, TaiwaError, TooLarge, WrongValue
from taiwa.model.record import AUTHORITIES
from taiwa.record import Choice
from taiwa.view.labels import INTERFACES, facts_of, kind_of
from taiwa.view.tally import count
from taiwa.web.arriving import begun
from taiwa.web.desk import Desk, address
from taiwa.web.faults import STATUS, bare
from taiwa.web.guards import LARGEST_UPLOAD, TooLong
from taiwa.web.proposing import LISTED, proposed, words_of
from taiwa.web.readers import STAGES, Job, readers
from taiwa.web.visitors import asker_of, visit_of
from taiwa.web.waiting import EACH, Waiting

router = APIRouter(include_in_schema=False)
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
One = Annotated[str, Form()]
# So many seconds an answer waits for a document: most are read by then, and nobody sees a page that goes at once.
AT_ONCE = 1.5


@router.get("/add")
def form(request: Request, kept: str = "", again: bool = False) -> Response:
    """The form, and the visitor's documents that wait; `kept` is the version that was just taken into the record, or
    `again` that it was already."""
    readers().expect()
    return _form(Desk(request), kept=kept, again=again)


async def _begun(
    document: Annotated[list[UploadFile], File()], language: One = "", every: One = ""
) -> list[Job] | TaiwaError:
    """The documents of a form on their way, or why one can't be; one alone is mostly read by then."""
    try:
        jobs = [await run_in_threadpool(begun, each, language or None, bool(every)) for each in document[:EACH]]
    except TaiwaError as error:
        return error
    if len(jobs) == 1:
        await jobs[0].settled(AT_ONCE)
    return jobs


@router.post("/add")
def upload(request: Request, jobs: Annotated[list[Job] | TaiwaError, Depends(_begun)]) -> Response:
    """Takes documents to be read and leads to what becomes of them; what can't be read is said by name."""
    desk = Desk(request)
    if isinstance(jobs, TaiwaError):
        return _form(desk, jobs)
    tickets = [_waiting(request).put(job, visit_of(request)) for job in jobs]
    if len(tickets) > 1:
        return RedirectResponse("/add#waiting", 303)
    return _refused(desk, tickets[0], jobs[0]) or RedirectResponse(address("add", tickets[0]), 303)


@router.get("/add/{ticket}/state")
def state(request: Request, ticket: str) -> Response:
    """How far a document is, for the script that shows it."""
    desk, job = Desk(request), _waiting(request).get(ticket, visit_of(request))
    return JSONResponse({"stage": job.stage, "ended": job.ended, "said": said_of(desk, job)})


@router.post("/add/{ticket}/cancel")
def cancel(request: Request, ticket: str) -> Response:
    """Ends the reading of a document, or forgets what was read."""
    _waiting(request).get(ticket, visit_of(request))
    _waiting(request).drop(ticket)
    return RedirectResponse("/add", 303)


async def _awaited(request: Request, ticket: str) -> Job | str:
    """The document of a ticket, given a little time; the version that it became where it was kept already."""
    version = _waiting(request).became(ticket, visit_of(request))
    if version is not None:
        return version
    job = _waiting(request).get(ticket, visit_of(request))
    await job.settled(AT_ONCE)
    return job


@router.get("/add/{ticket}")
def preview(request: Request, ticket: str, job: Annotated[Job | str, Depends(_awaited)]) -> Response:
    """What was read, where it would be filed, and what a person may say better; while it is read, how far that is."""
    if isinstance(job, str):
        return _kept_before(job)
    desk = Desk(request)
    if not job.ended:
        done = STAGES.index(job.stage)
        return desk.page("progress.html", ticket=ticket, job=job, stages=STAGES, done=done)
    if refused := _refused(desk, ticket, job):
        return refused
    return _preview(request, ticket, _choice({name: request.query_params.get(name, "") for name in CHOSEN}))


@router.post("/add/{ticket}")
def keep(
    request: Request,
    ticket: str,
    job: Annotated[Job | str, Depends(_awaited)],
    forum: One = "",
    meeting: One = "",
    text: One = "",
    authority: One = "",
    date: One = "",
    why: One = "",
) -> Response:
    """Keeps the document as confirmed, and leads to it."""
    if isinstance(job, str):
        return _kept_before(job)
    if not job.ended:  # nobody has seen what is to be kept
        return RedirectResponse(address("add", ticket), 303)
    desk, document = Desk(request), job.result()
    given = {"forum": forum, "meeting": meeting, "text": text, "authority": authority, "date": date}
    try:
        added = desk.record.keep(document, _choice(given), why=why.strip())
    except NotAllowed as error:
        return _preview(request, ticket, _choice(given), error)
    except (WrongValue, NotInRecord) as error:
        return _preview(request, ticket, Choice(), error)
    _waiting(request).settle(ticket, visit_of(request), added[0].version.id)
    if _waiting(request).of(visit_of(request)):
        return RedirectResponse(address("add", kept=added[0].version.id) + "#waiting", 303)
    only = len(added) == 1
    return RedirectResponse(address("read", added[0].version.id) if only else address("text", added[0].text.id), 303)


CHOSEN = ("forum", "meeting", "text", "authority", "date")


def _waiting(request: Request) -> Waiting:
    return request.app.state.waiting  # type: ignore[no-any-return]


def _kept_before(version: str) -> Response:
    """The way to where it is said that a document was kept already, and as what."""
    return RedirectResponse(address("add", kept=version, again=1), 303)


def _form(desk: Desk, error: TaiwaError | None = None, kept: str = "", *, again: bool = False) -> Response:
    mine = _waiting(desk.request).of(visit_of(desk.request))
    status = STATUS.get(error.reason, 500) if error else 200
    waiting = [(ticket, job, said_of(desk, job)) for ticket, job in mine]
    given = {
        "error": error,
        "kept": _known(desk, kept),
        "again": again,
        "waiting": waiting,
        "limit": LARGEST_UPLOAD >> 20,
        "bytes_most": LARGEST_UPLOAD,
    }
    return desk.page("add.html", status, readable=INTERFACES, most=EACH, **given)


def _known(desk: Desk, version: str) -> str | None:
    """A version that the visitor may see; None for anything else that an address says."""
    try:
        with desk.record.read() as asking:
            return asking.view.version(version).id if version else None
    except NotInRecord:
        return None


def _refused(desk: Desk, ticket: str, job: Job) -> Response | None:
    """The form with the reason why a document wasn't read; it is forgotten."""
    if job.error is None:
        return None
    _waiting(desk.request).drop(ticket)
    return _form(desk, job.error)


def said_of(desk: Desk, job: Job) -> str:
    """In words how far a document is, or why it wasn't read."""
    if job.error is not None:
        return desk.labels.name("reason", job.error.reason)
    return desk.labels.name("stage", "read" if job.ended else job.stage)


def _choice(given: dict[str, str]) -> Choice:
    """What a form says; raises WrongValue for a date that isn't one."""
    wanted = {name: value.strip() or None for name, value in given.items()}
    if wanted["date"] and not DATE.fullmatch(wanted["date"]):
        raise WrongValue(f"{wanted['date']!r} is no date; write 2024, 2024-06 or 2024-06-30")
    return Choice(**wanted)


def _preview(request: Request, ticket: str, choice: Choice, error: TaiwaError | None = None) -> Response:
    desk, document = Desk(request), _waiting(request).get(ticket, visit_of(request)).result()
    proposal = proposed(desk, document, choice)
    forum = proposal.filing.text.forum
    with desk.record.read() as asking:
        meetings = asking.view.meetings(forum) if forum else ()
    reading = document.readings[0]
    return desk.page(
        "preview.html",
        STATUS[error.reason] if error else 200,
        ticket=ticket, proposal=proposal, filing=proposal.filing, choice=proposal.choice, reading=reading,
        readings=document.readings, tally=count(reading), listed=LISTED, words_of=words_of,
        facts=list(facts_of(reading.statement, desk.labels)),
        kind=kind_of(reading.statement, reading.language, desk.labels),
        meetings=meetings, authorities=AUTHORITIES, error=error, size=len(document.data),
    )  # fmt: skip


async def too_long(request: Request, error: Exception) -> Response:
    """The answer to a request that holds more than it may: for who uploads, the form with the limit."""
    if request.url.path != "/add" or not asker_of(request).passes("add"):
        return await bare(request, error)
    assert isinstance(error, TooLong)
    return _form(Desk(request), TooLarge(error.detail))
