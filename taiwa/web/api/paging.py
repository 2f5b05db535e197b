"""Pages of a list: `limit` and `offset` in, the items with their total and the address of what follows out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query, Request
from pydantic import BaseModel

Noun = TypeVar("Noun")
Limit = Annotated[int, Query(ge=0, le=1000, description="How many items at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many items to pass over.")]


class Page(BaseModel, Generic[Noun]):
    """Some of a list. `next` is the address of the following page, absent on the last."""

    items: list[Noun]
    total: int
    next: str | None = None


def page_of(request: Request, nouns: Sequence[Noun], limit: int, offset: int) -> Page[Noun]:
    """A page of a list that is there as a whole."""
    return page(request, nouns[offset : offset + limit], len(nouns), limit, offset)


def page(request: Request, items: Sequence[Noun], total: int, limit: int, offset: int) -> Page[Noun]:
    """A page whose items were chosen already."""
    following = offset + limit
    more = following < total and limit > 0
    url = request.url.include_query_params(limit=limit, offset=following)
    return Page(items=list(items), total=total, next=f"{url.path}?{url.query}" if more else None)
