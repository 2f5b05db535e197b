"""Forums, meetings, texts, versions, readings, provisions, entities, history: each by its identifier, and in lists."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from taiwa.errors import NotInRecord
from taiwa.model import Change, Correction, Delegate, Entity, Evidence, Forum, Kept, Meeting, Text, Version
from taiwa.record import Record, Review
from taiwa.record.deciding import place_of, provision_at
from taiwa.view.record import as_data, plain
from taiwa.web.api.paging import Limit, Offset, Page, page, page_of
from taiwa.web.visitors import record_for

router = APIRouter(prefix="/api/v1", tags=["record"])


def record_of(request: Request) -> Record:
    """The record as who asks may see it."""
    return record_for(request)


@router.get("/forums")
def forums(request: Request, limit: Limit = 50, offset: Offset = 0) -> Page[Forum]:
    """Every forum, by identifier."""
    with record_of(request).read() as asking:
        return page_of(request, asking.view.forums(), limit, offset)


@router.get("/forums/{id}")
def forum(request: Request, id: str) -> Forum:
    """A forum with names, members and ladder."""
    with record_of(request).read() as asking:
        return asking.view.forum(id)


@router.get("/meetings")
def meetings(request: Request, forum: str | None = None, limit: Limit = 50, offset: Offset = 0) -> Page[Meeting]:
    """The meetings of a forum, or all, by date."""
    with record_of(request).read() as asking:
        return page_of(request, asking.view.meetings(forum), limit, offset)


@router.get("/meetings/{id:path}")
def meeting(request: Request, id: str) -> Meeting:
    """A meeting."""
    with record_of(request).read() as asking:
        return asking.view.meeting(id)


@router.get("/delegates")
def delegates(request: Request, meeting: str, limit: Limit = 50, offset: Offset = 0) -> Page[Delegate]:
    """Who was to be at a meeting."""
    with record_of(request).read() as asking:
        asking.view.meeting(meeting)
        return page_of(request, asking.view.delegates(meeting), limit, offset)


@router.get("/texts")
def texts(
    request: Request, forum: str | None = None, meeting: str | None = None, limit: Limit = 50, offset: Offset = 0
) -> Page[Text]:
    """Texts by date, of a forum, a meeting, or all."""
    with record_of(request).read() as asking:
        return page_of(request, asking.view.texts(forum, meeting), limit, offset)


@router.get("/texts/{id:path}")
def text(request: Request, id: str) -> Text:
    """A text as a work."""
    with record_of(request).read() as asking:
        return asking.view.text(id)


@router.get("/versions")
def versions(request: Request, text: str | None = None, limit: Limit = 50, offset: Offset = 0) -> Page[Version]:
    """The language versions of a text, or all."""
    with record_of(request).read() as asking:
        return page_of(request, asking.view.versions(text), limit, offset)


@router.get("/versions/{id:path}")
def version(request: Request, id: str) -> Version:
    """A text in one language."""
    with record_of(request).read() as asking:
        return asking.view.version(id)


@router.get("/kept")
def kept(request: Request, version: str, limit: Limit = 50, offset: Offset = 0) -> Page[Kept]:
    """The readings that are kept of a version, oldest first."""
    with record_of(request).read() as asking:
        asking.view.version(version)
        return page_of(request, asking.view.kept(version), limit, offset)


@router.get("/readings/{version:path}")
def reading(request: Request, version: str, number: int | None = None, machine: bool = False) -> dict[str, Any]:
    """A version's reading as people have decided it, in the shape of `taiwa/schema/reading.schema.json`.

    `number` asks for an older reading, `machine` for what the reader said without decisions.
    """
    review = record_of(request).review(version, number)
    return as_data(review.machine if machine else review.reading)


@router.get("/provisions")
def provisions(request: Request, version: str, limit: Limit = 50, offset: Offset = 0) -> Page[dict[str, Any]]:
    """The provisions of a version as decided, each with its permanent identifier (`ref`)."""
    review = record_of(request).review(version)
    found = review.reading.provisions
    some = [_provision(version, review, each.anchor) for each in found[offset : offset + limit]]
    return page(request, some, len(found), limit, offset)


@router.get("/provisions/{ref:path}")
def provision(request: Request, ref: str) -> dict[str, Any]:
    """A provision by its characters, `VERSION@120-131`, which stays the same when the text is read anew."""
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
def corrections(request: Request, version: str, limit: Limit = 50, offset: Offset = 0) -> Page[Correction]:
    """Decisions on a version in the order in which they were made, those withdrawn too."""
    with record_of(request).read() as asking:
        asking.view.version(version)
        return page_of(request, asking.view.corrections(version), limit, offset)


@router.get("/entities")
def entities(request: Request, kind: str | None = None, limit: Limit = 50, offset: Offset = 0) -> Page[Entity]:
    """Treaties, bodies, programmes, parties ... by identifier."""
    with record_of(request).read() as asking:
        return page_of(request, asking.view.entities(kind), limit, offset)


@router.get("/entities/{id:path}")
def entity(request: Request, id: str) -> Entity:
    """An entity with names and identifiers."""
    with record_of(request).read() as asking:
        return asking.view.entity(id)


@router.get("/evidence")
def evidence(request: Request, subject: str, limit: Limit = 50, offset: Offset = 0) -> Page[Evidence]:
    """Why facts are believed; `subject` is a kind and an identifier: `meeting kitanagi/foreign-ministers-3`."""
    with record_of(request).read() as asking:
        return page_of(request, asking.view.evidence(subject), limit, offset)


@router.get("/history")
def history(request: Request, subject: str | None = None, limit: Limit = 50, offset: Offset = 0) -> Page[Change]:
    """The history by number: the whole, or that of one identifier and what belongs to it."""
    if subject is not None:
        return page_of(request, record_of(request).history(subject), limit, offset)
    with record_of(request).read() as asking:
        some = asking.view.changes(after=offset, before=offset + limit + 1)
        return page(request, some, asking.view.count("change"), limit, offset)
