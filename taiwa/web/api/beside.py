"""Versions beside each other: editions compared, languages in parallel, a wording through the editions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from taiwa.model import Thread
from taiwa.record import Sequel
from taiwa.view.comparison.record import as_data as comparison_data
from taiwa.view.parity.record import as_data as parity_data
from taiwa.web.api.nouns import record_of
from taiwa.web.api.paging import Limit, Offset, Page, page_of
from taiwa.web.laid import laid_of

router = APIRouter(prefix="/api/v1", tags=["comparing"])
Version = Annotated[str, Query(examples=["kitanagi/foreign-ministers-3/joint-statement/en"])]


@router.get("/comparisons")
def compare_versions(request: Request, old: Version, new: Version) -> dict[str, Any]:
    """What became of each provision of one version in another one of the same language.

    Both as people have decided them, in the shape of `taiwa/schema/comparison.schema.json`. 422 where the languages
    are not the same."""
    return comparison_data(laid_of(request).comparison(record_of(request), old, new))


@router.get("/parities")
def lay_parallel(request: Request, one: Version, other: Version) -> dict[str, Any]:
    """Two language versions of a text beside each other, with what differs.

    In the shape of `taiwa/schema/parity.schema.json`."""
    return parity_data(laid_of(request).parity(record_of(request), one, other))


@router.get("/sequels")
def list_sequels(request: Request, forum: str, limit: Limit = 50, offset: Offset = 0) -> Page[Sequel]:
    """The versions of a forum that follow another one in their language, the youngest first: pairs to be compared."""
    return page_of(request, record_of(request).sequels(forum), limit, offset)


@router.get("/lineages")
def follow_wording(
    request: Request,
    topic: Annotated[str, Query(max_length=4000, examples=["scholarship"])],
    forum: str | None = None,
    language: str | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[Thread]:
    """The wordings of a topic (a query as for search), or of a provision (`VERSION@120-131`), through all editions."""
    threads = laid_of(request).lineage(record_of(request), topic, forum, language)
    return page_of(request, threads, limit, offset)
