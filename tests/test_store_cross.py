"""Counts by several facets at once: the same as counting the hits one by one, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product

import pytest

from taiwa.errors import WrongQuery
from taiwa.model import Item, Query
from taiwa.record import Record


def values(item: Item, facet: str) -> list[str]:
    if facet == "year":
        return [item.date[:4]] if item.date else []
    if hasattr(item, facet):
        value = getattr(item, facet)
        return [] if value is None or value == "" else [str(value)]
    return [value for name, value in item.tags if name == facet]


@pytest.mark.parametrize(
    "facets",
    [("field", "speaker"), ("field", "year", "force"), ("owner", "followup"), ("language",), ("entity", "act")],
)
def test_counts_of_several_facets(
    kind: str, new_place: Callable[..., str], full_records: Callable[[str], str], facets: tuple[str, ...]
) -> None:
    queries = (
        Query(facets={"kind": ("provision",)}),
        Query(facets={"kind": ("provision",), "followup": ("commitment", "intention"), "language": ("en",)}),
        Query(facets={"kind": ("provision",), "forum": ("nowhere",)}),
        Query(since="2027", until="2027-06", facets={"kind": ("provision",)}),
    )
    with Record.open(new_place(kind, full_records(kind))) as record, record.read() as asking:
        some = 0
        for query in queries:
            hits = asking.search.find(query, limit=1000).hits
            one_by_one = Counter(key for hit in hits for key in product(*(values(hit.item, name) for name in facets)))
            found = asking.search.cross(query, facets)
            assert dict(found) == dict(one_by_one)
            assert len(found) == len(dict(found))
            some += len(found)
        assert some


def test_a_facet_that_is_none(record_place: str) -> None:
    with (
        Record.open(record_place) as record,
        record.read() as asking,
        pytest.raises(WrongQuery, match="colour"),
    ):
        asking.search.cross(Query(facets={"kind": ("provision",)}), ("field", "colour"))
