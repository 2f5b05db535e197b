"""What people say of forums, meetings, delegations, texts, versions, entities: whole nouns put, fields of them changed.

PUT adds a noun or replaces all that is said of it; PATCH changes the fields that it names (RFC 7396). What is there is
replaced only under `If-Match`; the same said again changes nothing and needs none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response

from taiwa.model import Delegate, Entity, Evidence, Forum, Meeting, Text, Version
from taiwa.record import seen
from taiwa.record.seen import Seen
from taiwa.record.setting import Described
from taiwa.store.view import View
from taiwa.web.api import bodies
from taiwa.web.api.bodies import LONGEST, NeededWhy, Why, changes_in, noun_of
from taiwa.web.api.conditions import Changing, Conditions, Replacing, tagged
from taiwa.web.api.nouns import record_of

router = APIRouter(prefix="/api/v1", tags=["describing"])
Put = TypeVar("Put", bound=Forum | Meeting | Delegate | Text | Entity | Evidence)
Changed = TypeVar("Changed", bound=Described)
Told = Annotated[str, Query(max_length=LONGEST)]
CREATED: dict[int | str, dict[str, Any]] = {201: {"description": "It is new."}}


@router.put("/forums/{id}", responses=CREATED)
def put_forum(
    request: Request,
    response: Response,
    id: str,
    facts: bodies.ForumFacts,
    conditions: Replacing,
    why: Why = "",
) -> Forum:
    """Adds a forum, or replaces all that is said of it."""
    return _put(request, response, noun_of(Forum, facts, id=id), lambda view: view.forum(id), conditions, why)


@router.patch("/forums/{id}")
def change_forum(
    request: Request,
    response: Response,
    id: str,
    changes: bodies.ForumChanges,
    conditions: Changing,
    why: Why = "",
) -> Forum:
    """Changes some fields of a forum. A list is given whole."""
    return _change(request, response, lambda view: view.forum(id), changes, conditions, why)


@router.put("/meetings/{id:path}", responses=CREATED)
def put_meeting(
    request: Request,
    response: Response,
    id: str,
    facts: bodies.MeetingFacts,
    conditions: Replacing,
    why: Why = "",
) -> Meeting:
    """Adds a meeting, or replaces all that is said of it."""
    return _put(request, response, noun_of(Meeting, facts, id=id), lambda view: view.meeting(id), conditions, why)


@router.patch("/meetings/{id:path}")
def change_meeting(
    request: Request,
    response: Response,
    id: str,
    changes: bodies.MeetingChanges,
    conditions: Changing,
    why: Why = "",
) -> Meeting:
    """Changes some fields of a meeting: its date, its chair, the next chair, whether it was held."""
    return _change(request, response, lambda view: view.meeting(id), changes, conditions, why)


@router.put("/delegates/{meeting:path}", responses=CREATED)
def put_delegate(
    request: Request,
    response: Response,
    meeting: str,
    party: Told,
    person: Told,
    facts: bodies.DelegateFacts,
    conditions: Replacing,
    why: Why = "",
) -> Delegate:
    """Says who was in a delegation, or replaces what is said of them."""
    noun = noun_of(Delegate, facts, meeting=meeting, party=party, person=person)
    return _put(request, response, noun, lambda view: seen.delegate(view, meeting, party, person), conditions, why)


@router.put("/texts/{id:path}", responses=CREATED)
def put_text(
    request: Request,
    response: Response,
    id: str,
    facts: bodies.TextFacts,
    conditions: Replacing,
    why: NeededWhy,
) -> Text:
    """Adds a text as a work, or replaces all that is said of it. Its versions come as documents."""
    return _put(request, response, noun_of(Text, facts, id=id), lambda view: view.text(id), conditions, why)


@router.patch("/texts/{id:path}")
def change_text(
    request: Request,
    response: Response,
    id: str,
    changes: bodies.TextChanges,
    conditions: Changing,
    why: NeededWhy,
) -> Text:
    """Changes some fields of a text: the meeting it is of, its title, its date."""
    return _change(request, response, lambda view: view.text(id), changes, conditions, why)


@router.delete("/texts/{id:path}")
def withdraw_text(request: Request, response: Response, id: str, conditions: Changing, why: NeededWhy) -> Text:
    """Withdraws a text: it stays in the record, out of lists and of search. PATCH with `withdrawn` false takes it up
    again."""

    def find(view: View) -> Text:
        return view.text(id)

    with conditions.hold():
        noun, _ = record_of(request).change(find, {"withdrawn": True}, why, seen=conditions.seen(find))
    tagged(response, noun)
    return noun


@router.patch("/versions/{id:path}")
def change_version(
    request: Request,
    response: Response,
    id: str,
    changes: bodies.VersionChanges,
    conditions: Changing,
    why: NeededWhy,
) -> Version:
    """Changes what is said of a version: how much it binds, the text that it is of. Its bytes and readings stay."""
    return _change(request, response, lambda view: view.version(id), changes, conditions, why)


@router.put("/entities/{id:path}", responses=CREATED)
def put_entity(
    request: Request,
    response: Response,
    id: str,
    facts: bodies.EntityFacts,
    conditions: Replacing,
    why: Why = "",
) -> Entity:
    """Adds a treaty, body, programme, party ... or replaces all that is said of it."""
    return _put(request, response, noun_of(Entity, facts, id=id), lambda view: view.entity(id), conditions, why)


@router.patch("/entities/{id:path}")
def change_entity(
    request: Request,
    response: Response,
    id: str,
    changes: bodies.EntityChanges,
    conditions: Changing,
    why: Why = "",
) -> Entity:
    """Changes some fields of an entity. A list is given whole."""
    return _change(request, response, lambda view: view.entity(id), changes, conditions, why)


@router.put("/evidence/{subject:path}", responses=CREATED)
def put_evidence(
    request: Request,
    response: Response,
    subject: str,
    source: Told,
    facts: bodies.EvidenceFacts,
    conditions: Replacing,
    field: Told = "",
    why: Why = "",
) -> Evidence:
    """Says why a fact is believed, by one source; no `field` stands for the whole of the subject."""
    noun = Evidence(subject, field, facts.certainty, source)
    return _put(request, response, noun, lambda view: seen.evidence(view, subject, field, source), conditions, why)


def _put(
    request: Request,
    response: Response,
    noun: Put,
    find: Callable[[View], object],
    conditions: Conditions,
    why: str,
) -> Put:
    """Puts a noun in under conditions: without one, only a new one, or one of which the same is said already."""
    known = conditions.seen(find) or Seen(find)
    with conditions.hold(may_be_new=True):
        changed = record_of(request).put(noun, why=why, seen=known)
    if changed and known.states == frozenset():
        response.status_code = 201
    tagged(response, noun)
    return noun


def _change(
    request: Request,
    response: Response,
    find: Callable[[View], Changed],
    changes: bodies.Body,
    conditions: Conditions,
    why: str,
) -> Changed:
    """Changes fields of a noun under a condition."""
    known = conditions.seen(find) or Seen(find)
    with conditions.hold():
        noun, _ = record_of(request).change(find, changes_in(changes), why, seen=known)
    tagged(response, noun)
    return noun
