"""Search and precedents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from taiwa.model import Hit
from taiwa.view.record import hit_data
from taiwa.web.api.nouns import record_of
from taiwa.web.api.paging import Limit, Offset, page
from taiwa.web.asked import FACETS, SILENT, asked_in, find

router = APIRouter(prefix="/api/v1", tags=["search"])
Words = Annotated[str, Query(max_length=4000)]
Several = Annotated[tuple[str, ...], Query()]


def _parts() -> Iterator[dict[str, Any]]:
    """What `asked_in` takes from an address beside the words, as OpenAPI says it."""
    for facet in (*FACETS, *SILENT):
        several = {"type": "array", "items": {"type": "string"}}
        yield {"in": "query", "name": facet, "schema": several, "description": "A facet; repeatable."}
    for end in ("since", "until"):
        yield {"in": "query", "name": end, "schema": {"type": "string"}, "description": "A year, a month or a day."}
    literal = {"type": "string", "enum": ["0", "1"]}
    yield {"in": "query", "name": "literal", "schema": literal, "description": "`1`: these words only."}


class Answers(BaseModel):
    """Hits with their total (with `more`, there are more than that), the things of that name, counts of the facets
    that were asked for, and the policy field that the words are of with the number of its provisions."""

    items: list[dict[str, Any]]
    total: int
    more: bool
    next: str | None
    named: list[dict[str, Any]]
    counts: dict[str, list[list[str | int]]]
    field: str | None
    in_field: int


class Precedents(BaseModel):
    """Earlier uses, exact ones first; each with `exact` and `nearness` from 0 to 1."""

    items: list[dict[str, Any]]


@router.get("/search", openapi_extra={"parameters": list(_parts())})
def search(
    request: Request,
    q: Words = "",
    count: Several = (),
    limit: Limit = 20,
    offset: Offset = 0,
) -> Answers:
    """Finds by words and facets. A facet may be repeated; `count` names those whose values are counted."""
    answer = find(record_of(request), asked_in(request.query_params), limit, offset, count)
    found = page(request, [hit_data(hit) for hit in answer.found.hits], answer.found.total, limit, offset)
    return Answers(
        items=found.items,
        total=found.total,
        more=answer.found.more,
        next=found.next,
        named=[hit_data(hit) for hit in answer.named.hits],
        counts={name: [list(each) for each in values] for name, values in answer.found.counts.items()},
        field=answer.field,
        in_field=answer.in_field,
    )


@router.get("/precedents")
def precedents(
    request: Request,
    q: Words,
    forum: Several = (),
    language: Several = (),
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Precedents:
    """Where words like these stand already."""
    facets = {name: values for name, values in (("forum", forum), ("language", language)) if values}
    found = record_of(request).precedents(q, facets, limit=limit)
    return Precedents(
        items=[
            {**hit_data(Hit(each.item, each.spans)), "exact": each.exact, "nearness": round(each.nearness, 3)}
            for each in found
        ]
    )
