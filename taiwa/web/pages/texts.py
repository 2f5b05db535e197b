"""Meetings, texts and entities: what the record knows of each, and why it is believed."""

from __future__ import annotations

from itertools import combinations
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Query as Number
from starlette.responses import Response

from taiwa.model import Query
from taiwa.store.search import Search
from taiwa.web.desk import Desk
from taiwa.web.naming import called
from taiwa.web.remembered import remembered

router = APIRouter(include_in_schema=False)
# So many entities stand on a page.
PAGE = 60


@router.get("/meeting/{id:path}")
@remembered
def meeting(request: Request, id: str) -> Response:
    """A meeting: facts, who came, its texts, its neighbours in time."""
    desk = Desk(request)
    with desk.record.read() as asking:
        view = asking.view
        noun = view.meeting(id)
        forum = view.forum(noun.forum)
        alike = [each for each in view.meetings(noun.forum) if each.level == noun.level]
        place = next(n for n, each in enumerate(alike) if each.id == id)
        texts = view.texts(meeting=id)
        versions = view.versions_of([text.id for text in texts])
        given: dict[str, Any] = {
            "delegates": view.delegates(id),
            "texts": [(text, versions[text.id]) for text in texts],
            "evidence": view.evidence(f"meeting {id}"),
            "before": alike[place - 1] if place else None,
            "after": alike[place + 1] if place + 1 < len(alike) else None,
        }
    level = next(
        (called(each.names, desk.labels.language, each.id) for each in forum.levels if each.id == noun.level), ""
    )
    return desk.page("meeting.html", meeting=noun, forum=forum, level=level or noun.level, **given)


@router.get("/text/{id:path}")
@remembered
def text(request: Request, id: str) -> Response:
    """A text: its versions with their authority, and how each was read."""
    desk = Desk(request)
    with desk.record.read() as asking:
        view = asking.view
        noun = view.text(id)
        versions = [
            (version, view.kept(version.id), len(view.corrections(version.id))) for version in view.versions(id)
        ]
        forum = view.forum(noun.forum) if noun.forum else None
        numbers = _followed(asking.search, [version.id for version, _, _ in versions])
    mine = {version.id for version, _, _ in versions}
    sequels = [each for each in desk.record.sequels(forum.id) if each.new.id in mine] if forum else []
    twos = list(combinations([version for version, _, _ in versions], 2))
    return desk.page(
        "text.html", text=noun, versions=versions, forum=forum, numbers=numbers, sequels=sequels, twos=twos
    )


def _followed(search: Search, versions: list[str]) -> dict[tuple[str, str], int]:
    """How many provisions of each follow-up each version has."""
    if not versions:
        return {}
    wanted = Query(facets={"kind": ("provision",), "owner": tuple(versions)})
    crossed = search.cross(wanted, ("owner", "followup"))
    return {(owner, followup): number for (owner, followup), number in crossed}


@router.get("/entity/{id:path}")
@remembered
def entity(request: Request, id: str) -> Response:
    """An entity: names, identifiers, where it is mentioned."""
    desk = Desk(request)
    with desk.record.read() as asking:
        noun = asking.view.entity(id)
        wanted = Query(facets={"kind": ("provision",), "entity": (id,)})
        found = asking.search.find(wanted, limit=50, counts=("forum", "language"))
        evidence = asking.view.evidence(f"entity {id}")
    return desk.page("entity.html", entity=noun, found=found, evidence=evidence)


@router.get("/entities")
@remembered
def entities(request: Request, kind: str | None = None, page: Annotated[int, Number(ge=1, le=10_000)] = 1) -> Response:
    """The entities of a kind, or all, with how often each is mentioned, the most mentioned first."""
    desk = Desk(request)
    with desk.record.read() as asking:
        every = asking.view.entities()
        found = asking.search.find(Query(facets={"kind": ("provision",)}), limit=0, counts=("entity",))
    numbers = dict(found.counts["entity"])
    chosen = [each for each in every if kind in (None, each.kind)]
    chosen.sort(key=lambda each: (-numbers.get(each.id, 0), each.id))
    kinds = sorted({each.kind for each in every})
    some = chosen[(page - 1) * PAGE : page * PAGE]
    more = len(chosen) > page * PAGE
    return desk.page("entities.html", entities=some, numbers=numbers, kinds=kinds, kind=kind, number=page, more=more)
