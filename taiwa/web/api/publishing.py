"""The record in open formats: Web Annotations, JSON-LD, iCalendar, Atom, Akoma Ntoso, plain text.

An annotation container answers as the Web Annotation Protocol wants it of one that is only read (section 4). All of
them are what the visitor may see, as decided, and name things by the address under which they were asked for, unless
`TAIWA_ADDRESS` says where the record lives.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from taiwa.errors import NotInRecord
from taiwa.settings import settings
from taiwa.view.labels import labels_in
from taiwa.view.published import calendar as calendars
from taiwa.view.published import feed as feeds
from taiwa.view.published.addresses import HOME, Addresses
from taiwa.view.published.akomantoso import MEDIA_TYPE as AKN_TYPE
from taiwa.view.published.akomantoso import as_akomantoso
from taiwa.view.published.annotations import Node, annotations_of
from taiwa.view.published.characters import sound
from taiwa.view.published.container import MEDIA_TYPE as ANNOTATIONS_TYPE
from taiwa.view.published.container import alone, container, page, pages
from taiwa.view.published.vocabulary import context, described
from taiwa.web.api.nouns import record_of
from taiwa.web.desk import Desk
from taiwa.web.sheets import saved_as

router = APIRouter(prefix="/api/v1", tags=["open formats"])
LINKED = "application/ld+json"
# The last part of an annotation's address, below its container's.
OF_ONE = re.compile(r"(?P<version>.+)/(?P<one>\d{1,9}-\d{1,9}|decision-\d{1,9})")
# What a client prefers of a container (RFC 7240), by the end of the preference's address.
MINIMAL, IRIS = "ldp#PreferMinimalContainer", "oa#PreferContainedIRIs"
ALLOWED = {"allow": "GET, HEAD, OPTIONS"}
CONTAINER = {
    **ALLOWED,
    "link": '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type", '
    '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"',
}
# The largest number that both databases know.
LAST = 2**31 - 1
Before = Annotated[int | None, Query(ge=1, le=LAST)]
Deadlines = Literal["events", "tasks", "none"]
Interface = Annotated[str | None, Query(max_length=8, description="Language of what is written around the record's.")]
Place = Literal["forum", "meeting", "text", "read", "entity"]


def _of_type(media_type: str) -> dict[str, Any]:
    """How a route is described that answers in a type of its own."""
    kind = media_type.partition(";")[0]
    return {"response_class": Response, "responses": {200: {"content": {kind: {}}}}}


def addresses_of(request: Request) -> Addresses:
    """Under which addresses things are named."""
    home = settings().address
    return Addresses(home or str(request.base_url), home or HOME)


@router.head("/annotations/{ref:path}", response_model=None, include_in_schema=False)
@router.get("/annotations/{ref:path}", **_of_type(ANNOTATIONS_TYPE))
def get_annotations(
    request: Request,
    ref: str,
    number: Annotated[int | None, Query(alias="page", ge=0, le=LAST)] = None,
    iris: Annotated[int | None, Query(ge=0, le=1)] = None,
) -> Response:
    """A version's container of Web Annotations, a `page` of it from 0, or one annotation.

    What the machine read and what a person decided are annotations of their own. `iris=1` lists addresses only.
    """
    at = addresses_of(request)
    one = OF_ONE.fullmatch(ref)
    version = one["version"] if one else ref.rstrip("/")
    items = annotations_of(record_of(request).publication(version), at)
    address = at.annotations(version)
    if one:
        return _annotation(ref, f"{address}{one['one']}", items)
    if number is not None:
        if number >= pages(items, bool(iris)):
            raise NotInRecord(f"{version} has {pages(items, bool(iris))} pages of annotations, counted from 0")
        return _as_annotations(page(address, items, number, iris=bool(iris)), ALLOWED)
    preferred = request.headers.get("prefer", "")
    short = IRIS in preferred if iris is None else bool(iris)
    made = container(address, sound(version), items, iris=short, minimal=MINIMAL in preferred)
    headers = {**CONTAINER, "content-location": made["id"]}
    if MINIMAL in preferred or IRIS in preferred:
        headers["preference-applied"] = "return=representation"
    return _as_annotations(made, headers)


def _annotation(ref: str, address: str, items: tuple[Node, ...]) -> Response:
    for each in items:
        if each["id"] == address:
            kind = {"link": '<http://www.w3.org/ns/ldp#Resource>; rel="type"'}
            return _as_annotations(alone(each), ALLOWED | kind)
    raise NotInRecord(f"{ref}: there is no such annotation")


def _as_annotations(made: dict[str, Any], headers: dict[str, str]) -> Response:
    return Response(_json(made), media_type=ANNOTATIONS_TYPE, headers={**headers, "vary": "Accept, Prefer"})


@router.options("/annotations/{ref:path}", status_code=204, response_class=Response)
def options_of_annotations(ref: str) -> Response:
    """What can be asked of annotations: they are read here, and made by reading and deciding."""
    return Response(status_code=204, headers=ALLOWED)


@router.get("/plain/{version:path}", **_of_type("text/plain"))
def get_plain_text(request: Request, version: str) -> Response:
    """The text of a version in whose characters all places count, in UTF-8."""
    with record_of(request).read() as asking:
        noun = asking.view.version(version)
        text = asking.view.reading(version).source.text
    service = f'<{addresses_of(request).annotations(version)}>; rel="http://www.w3.org/ns/oa#annotationService"'
    headers = {"link": service, "content-language": noun.language}
    return Response(sound(text), media_type="text/plain; charset=utf-8", headers=headers)


@router.get("/linked-data/{place}/{id:path}", **_of_type(LINKED))
def get_linked_data(request: Request, place: Place, id: str) -> Response:
    """What the page `/{place}/{id}` is about, as JSON-LD that carries its context; `read/VERSION@120-131` is one
    provision."""
    made = record_of(request).linked_data(place, id, addresses_of(request))
    return Response(_json(made), media_type=LINKED)


@router.get("/context.jsonld", **_of_type(LINKED))
def get_context() -> Response:
    """The context of the linked data, for who wants to refer to it."""
    return Response(_json({"@context": context()}), media_type=LINKED)


@router.get("/vocabulary.jsonld", **_of_type(LINKED))
def get_vocabulary() -> Response:
    """The vocabulary of the linked data: each term with its definition and how it stands to those of others."""
    return Response(_json(described()), media_type=LINKED)


@router.get("/akomantoso/{version:path}", **_of_type(AKN_TYPE))
def get_akomantoso(request: Request, version: str) -> Response:
    """A version as Akoma Ntoso 3.0 with its provisions marked and analysed."""
    made = as_akomantoso(record_of(request).publication(version), addresses_of(request))
    return Response(made, media_type=AKN_TYPE, headers=saved_as(f"{version}.xml".replace("/", "-")))


@router.get("/calendar.ics", **_of_type(calendars.MEDIA_TYPE))
def get_calendar(
    request: Request, deadlines: Deadlines = "events", language: str | None = None, interface: Interface = None
) -> Response:
    """Meetings and deadlines of the whole record as iCalendar. Deadlines are those of the version in `language`, else
    of the one that binds most."""
    return _calendar(request, None, deadlines, language, interface)


@router.get("/forums/{id}/calendar.ics", **_of_type(calendars.MEDIA_TYPE))
def get_forum_calendar(
    request: Request, id: str, deadlines: Deadlines = "events", language: str | None = None, interface: Interface = None
) -> Response:
    """Meetings and deadlines of a forum as iCalendar."""
    return _calendar(request, id, deadlines, language, interface)


def _calendar(
    request: Request, forum: str | None, deadlines: str, language: str | None, interface: str | None
) -> Response:
    labels = labels_in(interface) if interface else Desk.words_of(request)
    made = record_of(request).calendar(
        forum, labels, addresses_of(request), deadlines=deadlines, language=language
    )  # fmt: skip
    return Response(made, media_type=calendars.MEDIA_TYPE, headers=saved_as(f"{forum or 'taiwa'}.ics"))


@router.get("/feed.atom", **_of_type(feeds.MEDIA_TYPE))
def get_feed(request: Request, before: Before = None, interface: Interface = None) -> Response:
    """News of the whole record as Atom, the youngest first; `before` asks for older ones."""
    return _feed(request, None, before, interface)


@router.get("/forums/{id}/feed.atom", **_of_type(feeds.MEDIA_TYPE))
def get_forum_feed(request: Request, id: str, before: Before = None, interface: Interface = None) -> Response:
    """News of a forum as Atom."""
    return _feed(request, id, before, interface)


def _feed(request: Request, forum: str | None, before: int | None, interface: str | None) -> Response:
    labels = labels_in(interface) if interface else Desk.words_of(request)
    made = record_of(request).feed(forum, labels, addresses_of(request), before=before)
    return Response(made, media_type=feeds.MEDIA_TYPE)


def _json(made: object) -> bytes:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
