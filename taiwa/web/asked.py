"""What is asked of search, as an address says it: words, facets, period, page; the same for pages and programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from starlette.datastructures import QueryParams

from taiwa.errors import WrongQuery
from taiwa.model.plain import plain
from taiwa.record import Answer, Record
from taiwa.view.record import hit_data
from taiwa.web.desk import address

# The facets of the page in their order, with what names their values in the interface.
FACETS = {
    "kind": "item",
    "forum": "",
    "followup": "followup",
    "act": "act",
    "field": "field",
    "speaker": "",
    "language": "language",
    "force": "",
}
# Facets that a link may carry, without being counted beside the hits.
SILENT = ("entity", "meeting", "owner", "mention", "kind_of_text")
# An export takes so many hits at most, in steps of so many.
EXPORTED, STEP = 10_000, 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asked for; `page` counts from 1."""

    words: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    literal: bool = False
    page: int = 1

    @property
    def nothing(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.words.strip() or self.facets or self.since or self.until)

    def address(self, place: str = "search") -> str:
        """The address that asks the same."""
        page = self.page if self.page > 1 else None
        literal = 1 if self.literal else None
        asked: dict[str, object] = {"q": self.words or None, "since": self.since, "until": self.until}
        return address(place, **asked, literal=literal, page=page, **self.facets)

    @property
    def topic(self) -> str:
        """The same as one line of words for the lineage of a topic; what names an item by its kind is left out."""
        pairs = [
            (name, values) for name, values in self.facets.items() if name not in ("kind", "kind_of_text", "owner")
        ]
        said = [
            f'{name}:"{value}"' if " " in value else f"{name}:{value}" for name, values in pairs for value in values
        ]
        period = [f"{name}:{when}" for name, when in (("since", self.since), ("until", self.until)) if when]
        return " ".join(filter(None, [self.words.strip(), *said, *period]))

    def with_facet(self, facet: str, value: str) -> Asked:
        """The same with a facet's value chosen, or not chosen where it was."""
        before = self.facets.get(facet, ())
        values = tuple(each for each in before if each != value) if value in before else (*before, value)
        facets = {**self.facets, facet: values}
        return replace(self, facets={name: each for name, each in facets.items() if each}, page=1)

    def on_page(self, page: int) -> Asked:
        """The same, another page."""
        return replace(self, page=page)


def asked_in(params: QueryParams) -> Asked:
    """What an address asks for; parts that are unknown are passed over."""
    facets = {name: tuple(dict.fromkeys(filter(None, params.getlist(name)))) for name in (*FACETS, *SILENT)}
    page = params.get("page", "1")
    return Asked(
        params.get("q", ""),
        {name: values for name, values in facets.items() if values},
        params.get("since") or None,
        params.get("until") or None,
        params.get("literal") == "1",
        int(page) if page.isdecimal() and 0 < int(page) < EXPORTED else 1,
    )


def find(record: Record, asked: Asked, limit: int, offset: int, counts: Sequence[str] = ()) -> Answer:
    """What the record has. Raises WrongQuery."""
    if any(not force.isdecimal() for force in asked.facets.get("force", ())):
        raise WrongQuery("force is a number from 0 to 5")
    return record.search(
        asked.words, asked.facets, since=asked.since, until=asked.until, literal=asked.literal, limit=limit,
        offset=offset, counts=counts,
    )  # fmt: skip


def every(record: Record, asked: Asked) -> Iterator[dict[str, object]]:
    """All hits up to ten thousand as data. Raises WrongQuery."""
    for offset in range(0, EXPORTED, STEP):
        found = find(record, asked, STEP, offset).found
        yield from (plain(hit_data(hit)) for hit in found.hits)
        if offset + STEP >= found.total:
            return
