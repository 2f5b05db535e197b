"""Forums, meetings, texts, versions, readings, provisions, entities, history: each by its identifier, and in lists.

A single noun is answered with an ETag of its own, which its PUT and PATCH (`describing`) take as `If-Match`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response

from taiwa.errors import NotInRecord
from taiwa.model import Change, Correction, Delegate, Entity, Evidence, Forum, Kept, Link, Meeting, Text, Version
from taiwa.model.plain import plain
from taiwa.record import Record, Review, seen
from taiwa.record.deciding import place_of, provision_at
from taiwa.record.values import LARGEST
from taiwa.store.view import View
from taiwa.view.record import as_data
from taiwa.web.api.conditions import tagged
from taiwa.web.api.paging import Limit, Offset, Page, page, page_of
from taiwa.web.visitors import record_for

router = APIRouter(prefix="/api/v1", tags=["record"])
Noun = TypeVar("Noun")
Ordinal = Annotated[int, Query(ge=1, le=LARGEST)]


def record_of(request: Request) -> Record:
    """The record as who asks may see it."""
    return record_for(request)


def _list(
    request: Request,
    find: Callable[[View], Sequence[Noun]],
    limit: int,
    offset: int,
    of: Callable[[View], object] = lambda _: None,
) -> Page[Noun]:
    """A page of what `find` finds in one state of the record; `of` finds what it is a list of. Raises NotInRecord."""
    with record_of(request).read() as asking:
        of(asking.view)
        return page_of(request, find(asking.view), limit, offset)


def _show(request: Request, response: Response, find: Callable[[View], Noun]) -> Noun:
    """The noun that `find` finds, with its ETag."""
    with record_of(request).read() as asking:
        noun = find(asking.view)
    tagged(response, noun)
    return noun


@router.get("/forums")
def list_forums(request: Request, limit: Limit = 50, offset: Offset = 0) -> Page[Forum]:
    """Every forum, by identifier."""
    return _list(request, lambda view: view.forums(), limit, offset)


@router.get("/forums/{id}")
def show_forum(request: Request, response: Response, id: str) -> Forum:
    """A forum with names, members and ladder."""
    return _show(request, response, lambda view: view.forum(id))


@router.get("/meetings")
def list_meetings(request: Request, forum: str | None = None, limit: Limit = 50, offset: Offset = 0) -> Page[Meeting]:
    """The meetings of a forum, or all, by date."""
    return _list(request, lambda view: view.meetings(forum), limit, offset)


@router.get("/meetings/{id:path}")
def show_meeting(request: Request, response: Response, id: str) -> Meeting:
    """A meeting with its chair and the next one."""
    return _show(request, response, lambda view: view.meeting(id))


@router.get("/delegates")
def list_delegates(request: Request, meeting: str, limit: Limit = 50, offset: Offset = 0) -> Page[Delegate]:
    """Who was to be at a meeting."""
    return _list(request, lambda view: view.delegates(meeting), limit, offset, lambda view: view.meeting(meeting))


@router.get("/delegates/{meeting:path}")
def show_delegate(request: Request, response: Response, meeting: str, party: str, person: str) -> Delegate:
    """One person of a delegation."""
    return _show(request, response, lambda view: seen.delegate(view, meeting, party, person))


@router.get("/texts")
def list_texts(
    request: Request, forum: str | None = None, meeting: str | None = None, limit: Limit = 50, offset: Offset = 0
) -> Page[Text]:
    """Texts by date, of a forum, a meeting, or all; those withdrawn too."""
    return _list(request, lambda view: view.texts(forum, meeting), limit, offset)


@router.get("/texts/{id:path}")
def show_text(request: Request, response: Response, id: str) -> Text:
    """A text as a work."""
    return _show(request, response, lambda view: view.text(id))


@router.get("/versions")
def list_versions(request: Request, text: str | None = None, limit: Limit = 50, offset: Offset = 0) -> Page[Version]:
    """The language versions of a text, or all."""
    return _list(request, lambda view: view.versions(text), limit, offset)


@router.get("/versions/{id:path}")
def show_version(request: Request, response: Response, id: str) -> Version:
    """A text in one language."""
    return _show(request, response, lambda view: view.version(id))


@router.get("/kept")
def list_kept(request: Request, version: str, limit: Limit = 50, offset: Offset = 0) -> Page[Kept]:
    """The readings that are kept of a version, oldest first."""
    return _list(request, lambda view: view.kept(version), limit, offset, lambda view: view.version(version))


@router.get("/readings/{version:path}")
def show_reading(
    request: Request, response: Response, version: str, number: Ordinal | None = None, machine: bool = False
) -> dict[str, Any]:
    """A version's reading as people have decided it, in the shape of `taiwa/schema/reading.schema.json`.

    `number` asks for an older reading, `machine` for what the reader said without decisions.
    """
    _show(request, response, lambda view: seen.reading(view, version))
    review = record_of(request).review(version, number)
    return as_data(review.machine if machine else review.reading)


@router.get("/provisions")
def list_provisions(request: Request, version: str, limit: Limit = 50, offset: Offset = 0) -> Page[dict[str, Any]]:
    """The provisions of a version as decided, each with its permanent identifier (`ref`)."""
    review = record_of(request).review(version)
    found = review.reading.provisions
    some = [_provision(version, review, each.anchor) for each in found[offset : offset + limit]]
    return page(request, some, len(found), limit, offset)


@router.get("/provisions/{ref:path}")
def show_provision(request: Request, response: Response, ref: str) -> dict[str, Any]:
    """A provision by its characters, `VERSION@120-131`, which stays the same when the text is read anew."""
    _show(request, response, lambda view: seen.provision(view, ref))
    version = ref.partition("@")[0].partition("#")[0]
    review = record_of(request).review(version)
    found = provision_at(review, place_of(ref, review))
    if found is None:
        raise NotInRecord(f"{ref}: there is no provision at these characters")
    return _provision(version, review, found.anchor)


def _provision(version: str, review: Review, anchor: tuple[int, int]) -> dict[str, Any]:
    """A provision with what was decided of it, and what the machine had said."""
    now = next(each for each in review.reading.provisions if each.anchor == anchor)
    machine = next((each for each in review.machine.provisions if each.anchor == anchor), None)
    mine = [each for each in review.decisions if (each.correction.start, each.correction.end) == anchor]
    ref = f"{version}@{anchor[0]}-{anchor[1]}"
    return {"ref": ref, **plain(now), "decisions": plain(mine), "machine": plain(machine) if mine else None}


@router.get("/corrections")
def list_corrections(request: Request, version: str, limit: Limit = 50, offset: Offset = 0) -> Page[Correction]:
    """Decisions on a version in the order in which they were made, those withdrawn too."""
    return _list(request, lambda view: view.corrections(version), limit, offset, lambda view: view.version(version))


@router.get("/corrections/{version:path}")
def show_correction(request: Request, response: Response, version: str, number: Ordinal) -> Correction:
    """One decision."""
    return _show(request, response, lambda view: seen.correction(view, version, number))


@router.get("/links")
def list_links(
    request: Request, version: str | None = None, entity: str | None = None, limit: Limit = 50, offset: Offset = 0
) -> Page[Link]:
    """Which mentions stand for which entities: of a version, of an entity, or all."""
    return _list(request, lambda view: view.links(version, entity), limit, offset)


@router.get("/entities")
def list_entities(request: Request, kind: str | None = None, limit: Limit = 50, offset: Offset = 0) -> Page[Entity]:
    """Treaties, bodies, programmes, parties ... by identifier."""
    return _list(request, lambda view: view.entities(kind), limit, offset)


@router.get("/entities/{id:path}")
def show_entity(request: Request, response: Response, id: str) -> Entity:
    """An entity with names and identifiers."""
    return _show(request, response, lambda view: view.entity(id))


@router.get("/evidence")
def list_evidence(request: Request, subject: str, limit: Limit = 50, offset: Offset = 0) -> Page[Evidence]:
    """Why facts are believed; `subject` is a kind and an identifier: `meeting kitanagi/foreign-ministers-3`."""
    return _list(request, lambda view: view.evidence(subject), limit, offset)


@router.get("/evidence/{subject:path}")
def show_evidence(request: Request, response: Response, subject: str, source: str, field: str = "") -> Evidence:
    """What one source says of a fact; no `field` stands for the whole."""
    return _show(request, response, lambda view: seen.evidence(view, subject, field, source))


@router.get("/history")
def list_history(request: Request, subject: str | None = None, limit: Limit = 50, offset: Offset = 0) -> Page[Change]:
    """The history by number: the whole, or that of one identifier and what belongs to it."""
    if subject is not None:
        return page_of(request, record_of(request).history(subject), limit, offset)
    with record_of(request).read() as asking:
        some = asking.view.changes(after=offset, before=offset + limit + 1)
        return page(request, some, asking.view.count("change"), limit, offset)
