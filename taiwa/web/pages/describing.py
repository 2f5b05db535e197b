"""Forms for what people say of forums, meetings, delegations, texts and versions; each change is a line in the history.

A form carries the state in which its noun was seen. Where somebody changed it meanwhile nothing is kept: the page says
who, shows both, and asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from taiwa.errors import AlreadyInRecord, ChangedMeanwhile, NotInRecord, TaiwaError, WrongValue
from taiwa.model import Change, Delegate, Forum, Meeting, Text, Version
from taiwa.record import seen
from taiwa.record.seen import Seen, state_of
from taiwa.store.coding import noun as noun_of
from taiwa.store.rows import subject_of
from taiwa.store.view import View
from taiwa.web import entries
from taiwa.web.desk import Desk, address
from taiwa.web.faults import STATUS

router = APIRouter(include_in_schema=False)
WRONG = (WrongValue, NotInRecord, AlreadyInRecord, ChangedMeanwhile)
Suggested = Mapping[str, list[tuple[str, str]]]


async def _sent(request: Request) -> FormData:
    return await request.form()


Sent = Annotated[FormData, Depends(_sent)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form for a noun of a kind: how it is found, the forum that it is of, where it leads to; `given` are the fields
    that the address says of a new one."""

    kind: type
    find: Callable[[View], Any]
    forum: Callable[[View], str | None]
    back: str
    heading: str
    is_new: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)
    suggested: Callable[[View], Suggested] = lambda _: {}
    # Where one goes who leaves the form: of what is new there is no page yet.
    leave: str = ""


@router.get("/forum/{id}/edit")
def forum(request: Request, id: str) -> Response:
    """The form of a forum."""
    return _form(Desk(request), _of_forum(id))


@router.post("/forum/{id}/edit")
def describe_forum(request: Request, id: str, sent: Sent) -> Response:
    """Keeps what is said of a forum."""
    return _keep(Desk(request), _of_forum(id), sent)


@router.get("/meeting/{id:path}/edit")
def meeting(request: Request, id: str) -> Response:
    """The form of a meeting."""
    return _form(Desk(request), _of_meeting(id))


@router.post("/meeting/{id:path}/edit")
def describe_meeting(request: Request, id: str, sent: Sent) -> Response:
    """Keeps what is said of a meeting."""
    return _keep(Desk(request), _of_meeting(id), sent)


@router.get("/text/{id:path}/edit")
def text(request: Request, id: str) -> Response:
    """The form of a text, and the way to those of its versions."""
    return _form(Desk(request), _of_text(id))


@router.post("/text/{id:path}/edit")
def describe_text(request: Request, id: str, sent: Sent) -> Response:
    """Keeps what is said of a text."""
    return _keep(Desk(request), _of_text(id), sent)


@router.get("/version/{id:path}/edit")
def version(request: Request, id: str) -> Response:
    """The form of a version: how much it binds."""
    return _form(Desk(request), _of_version(id))


@router.post("/version/{id:path}/edit")
def describe_version(request: Request, id: str, sent: Sent) -> Response:
    """Keeps how much a version binds."""
    return _keep(Desk(request), _of_version(id), sent)


@router.get("/delegate/{meeting:path}")
def delegate(request: Request, meeting: str, party: str = "", person: str = "") -> Response:
    """The form of a delegate, or of a new one."""
    return _form(Desk(request), _of_delegate(meeting, party, person, is_new=not (party and person)))


@router.post("/delegate/{meeting:path}")
def describe_delegate(request: Request, meeting: str, sent: Sent, party: str = "", person: str = "") -> Response:
    """Keeps what is said of a delegate."""
    is_new = not (party and person)
    party, person = (party or _word(sent, "party")), (person or _word(sent, "person"))
    return _keep(Desk(request), _of_delegate(meeting, party, person, is_new=is_new), sent)


@router.get("/new/forum")
def new_forum(request: Request, name: Annotated[str, Query(max_length=400)] = "") -> Response:
    """The form of a forum that isn't there yet; `name` is one that a text has given it."""
    entered = entries.empty(Forum) | ({"names": [(name, "", "full")]} if name else {})
    return _form(Desk(request), _of_forum("", is_new=True), entered)


@router.post("/new/forum")
def add_forum(request: Request, sent: Sent) -> Response:
    """Adds a forum."""
    return _keep(Desk(request), _of_forum(_word(sent, "id"), is_new=True), sent)


@router.get("/new/meeting/{forum}")
def new_meeting(request: Request, forum: str) -> Response:
    """The form of a meeting of a forum that isn't there yet."""
    return _form(Desk(request), _of_meeting("", forum))


@router.post("/new/meeting/{forum}")
def add_meeting(request: Request, forum: str, sent: Sent) -> Response:
    """Adds a meeting."""
    id = _word(sent, "id").removeprefix(f"{forum}/")
    return _keep(Desk(request), _of_meeting(f"{forum}/{id}" if id else "", forum), sent)


def _word(sent: FormData, name: str) -> str:
    return str(sent.get(name) or "").strip()


# --- what is described --------------------------------------------------------------------------------------------


def _of_forum(id: str, *, is_new: bool = False) -> Sheet:
    of = (lambda _: None) if is_new else lambda view: view.forum(id).id
    leave = "/" if is_new else ""
    return Sheet(Forum, lambda view: view.forum(id), of, address("forum", id), id, is_new, {"id": id}, leave=leave)


def _of_meeting(id: str, forum: str | None = None) -> Sheet:
    """The form of a meeting; of a new one where its forum is told."""

    def of(view: View) -> str:
        return view.forum(forum).id if forum else view.meeting(id).forum

    def suggested(view: View) -> Suggested:
        noun = view.forum(of(view))
        members = [(each.party, each.party) for each in noun.members]
        return {"level": [(each.id, each.id) for each in noun.levels], "chair": members, "next_chair": members}

    back = address("meeting", id) if id else address("forum", forum or "")
    given = {"id": id, "forum": forum}
    leave = address("forum", forum) if forum else ""
    return Sheet(Meeting, lambda view: view.meeting(id), of, back, id, forum is not None, given, suggested, leave)


def _of_text(id: str) -> Sheet:
    def suggested(view: View) -> Suggested:
        return {"meeting": [(each.id, each.date or "") for each in view.meetings(view.text(id).forum)]}

    back, of = address("text", id), lambda view: view.text(id).forum
    return Sheet(Text, lambda view: view.text(id), of, back, id, suggested=suggested)


def _of_version(id: str) -> Sheet:
    def of(view: View) -> str | None:
        return view.text(view.version(id).text).forum

    return Sheet(Version, lambda view: view.version(id), of, address("read", id), id)


def _of_delegate(meeting: str, party: str, person: str, *, is_new: bool) -> Sheet:
    def of(view: View) -> str:
        return view.meeting(meeting).forum

    def suggested(view: View) -> Suggested:
        return {"party": [(each.party, each.party) for each in view.forum(of(view)).members]}

    def find(view: View) -> Delegate:
        return seen.delegate(view, meeting, party, person)

    given = {"meeting": meeting, "party": party, "person": person}
    return Sheet(Delegate, find, of, address("meeting", meeting), f"{person} ({party})", is_new, given, suggested)


# --- the form -----------------------------------------------------------------------------------------------------


def _before(desk: Desk, sheet: Sheet) -> Any:
    """The noun as it is now, None where it is to be new. Raises NotInRecord, NotAllowed."""
    with desk.record.read() as asking:
        noun, forum = None if sheet.is_new else sheet.find(asking.view), sheet.forum(asking.view)
    if forum is not None or not sheet.is_new:
        desk.must_in("describe", forum)
    return noun


def _keep(desk: Desk, sheet: Sheet, sent: FormData) -> Response:
    """Keeps what a form says, and leads back to the noun; what can't be kept is said beside the form."""
    before = _before(desk, sheet)
    entered, why = entries.written(sheet.kind, sent), _word(sent, "why")
    known = Seen(sheet.find, frozenset({_word(sent, "seen")}))
    try:
        values = entries.values_of(sheet.kind, entries.by_date(entered) if sheet.is_new else entered, before)
        if sheet.is_new:
            _add(desk, sheet, values, why)
        elif sheet.kind is Delegate:
            desk.record.put(noun_of(Delegate, {**sheet.given, **values}), why=why, seen=known)
        else:
            desk.record.change(sheet.find, values, why, seen=known)
    except WRONG as error:
        return _form(desk, sheet, entered, why, error, sent)
    return RedirectResponse(sheet.back, 303)


def _add(desk: Desk, sheet: Sheet, values: Mapping[str, Any], why: str) -> None:
    """Adds a noun. Raises AlreadyInRecord where there is one of that name, WrongValue."""
    if not all(sheet.given.values()):
        raise WrongValue("it needs a name of its own")
    try:
        made: Any = noun_of(sheet.kind, {**sheet.given, **values})
        desk.record.put(made, why=why, seen=Seen(sheet.find))
    except ChangedMeanwhile as error:
        raise AlreadyInRecord(str(error)) from error


def _form(
    desk: Desk,
    sheet: Sheet,
    entered: Mapping[str, Any] | None = None,
    why: str = "",
    error: TaiwaError | None = None,
    sent: FormData | None = None,
) -> Response:
    """The form with what is so, or with what was written in it; after a conflict with both."""
    noun = _before(desk, sheet)
    with desk.record.read() as asking:
        suggested = sheet.suggested(asking.view)
    now = entries.blank(sheet.kind) if noun is None else entries.filled(noun)
    conflict = isinstance(error, ChangedMeanwhile)
    # After a conflict the form is of what is so now: sent again, it is meant.
    state = "" if noun is None else state_of(noun) if conflict or sent is None else _word(sent, "seen")
    return desk.page(
        "describe.html",
        STATUS[error.reason] if error else 200,
        sheet=sheet, kind=sheet.kind.__name__.lower(), is_new=sheet.is_new, form=entries.FORMS[sheet.kind],
        entered=entered or now, state=state, why=why, error=error, suggested=suggested, rows=entries.ROWS,
        hints=desk.labels.tables["hint"], left_open=entries.LEFT_OPEN if sheet.is_new else (),
        roles=entries.ROLES, kinds_of_name=entries.KINDS_OF_NAME, spare=entries.SPARE, date=entries.DATE,
        given={**sheet.given, **({name: _word(sent, name) for name in sheet.given if name in sent} if sent else {})},
        apart=entries.told_apart(sheet.kind, now, entered) if conflict and entered else [],
        last=_last(desk, noun) if conflict else None, needs_why=sheet.kind in (Text, Version),
    )  # fmt: skip


def _last(desk: Desk, noun: object) -> Change | None:
    """The last change of a noun, as the history has it."""
    with desk.record.read() as asking:
        return next(iter(asking.view.changes(subject_of(noun), limit=1)), None)
