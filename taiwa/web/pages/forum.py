"""A forum's page: its meetings in time, members, texts, what was promised in which field by whom, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from taiwa.errors import WrongValue
from taiwa.store import Asking
from taiwa.web.desk import Desk
from taiwa.web.figures import counts, drawing
from taiwa.web.naming import called
from taiwa.web.remembered import remembered
from taiwa.web.sheets import csv_answer

router = APIRouter(include_in_schema=False)
FOLLOWED = ("commitment", "intention")
# So many fields are drawn; the table and the download have all.
DRAWN = 9
# So many pairs of editions are proposed; the page of choice has all.
IN_A_ROW = 12
# So many treaties, programmes ... are listed, the most mentioned first.
MENTIONED = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """In which language a forum's provisions are counted, and which follow-up."""

    language: str
    followup: str


@router.get("/forum/{id}")
@remembered
def forum(request: Request, id: str, language: str | None = None, followup: str = "commitment") -> Response:
    """The page."""
    desk = Desk(request)
    with desk.record.read() as asking:
        noun = asking.view.forum(id)
        view, wish = asking.view, _wish(asking, id, language, followup)
        series = counts.strength(asking.search, id, wish.language)
        mentioned = counts.mentioned(asking.search, id, wish.language)[:MENTIONED]
        named = {each.id: each for each in view.entities(ids=[each for each, _ in mentioned])}
        entities = [(named[each], number) for each, number in mentioned if each in named]
        texts = [text for text in reversed(view.texts(forum=id)) if not text.withdrawn]
        versions = view.versions_of([text.id for text in texts])
        years = [int(point.year) for each in series for point in each.points]
        drawn = [
            (each, drawing.line(each, min(years), max(years), desk.labels.name("field", each.field)))
            for each in series[:DRAWN]
        ]
        given: dict[str, Any] = {
            "meetings": sorted(view.meetings(id), key=lambda each: each.date or "~", reverse=True),
            "texts": [(text, versions[text.id]) for text in texts],
            "matrix": counts.matrix(asking.search, id, wish.language, wish.followup),
            "counted": counts.languages_of(asking.search, id),
            "evidence": view.evidence(f"forum {id}"),
        }
    levels = {level.id: called(level.names, desk.labels.language, level.id) for level in noun.levels}
    wanted: dict[str, Any] = {
        "sequels": [each for each in desk.record.sequels(id) if each.new.language == wish.language][:IN_A_ROW],
        "wish": wish,
        "followed": FOLLOWED,
        "series": series,
        "drawn": drawn,
        "years": sorted(set(years)),
    }
    return desk.page("forum.html", forum=noun, levels=levels, entities=entities, **wanted, **given)


@router.get("/forum/{id}/strength.csv")
def strength(request: Request, id: str, language: str | None = None) -> Response:
    """Mean force and number of provisions by field and year, as a table."""
    with Desk(request).record.read() as asking:
        asking.view.forum(id)
        wish = _wish(asking, id, language, "commitment")
        series = counts.strength(asking.search, id, wish.language)
    rows = [(each.field, point.year, point.number, f"{point.mean:.3f}") for each in series for point in each.points]
    return csv_answer(f"{id}-strength-{wish.language}", ("field", "year", "provisions", "mean_force"), rows)


@router.get("/forum/{id}/matrix.csv")
def matrix(request: Request, id: str, language: str | None = None, followup: str = "commitment") -> Response:
    """Numbers of provisions by field and party, as a table."""
    with Desk(request).record.read() as asking:
        asking.view.forum(id)
        wish = _wish(asking, id, language, followup)
        made = counts.matrix(asking.search, id, wish.language, wish.followup)
    rows = [(field, *(made.numbers.get((field, party), 0) for party in made.parties)) for field in made.fields]
    return csv_answer(f"{id}-{wish.followup}-{wish.language}", ("field", *made.parties), rows)


def _wish(asking: Asking, forum: str, language: str | None, followup: str) -> Wish:
    if followup not in FOLLOWED:
        raise WrongValue(f"{followup!r} is not known; there are {', '.join(FOLLOWED)}")
    known = counts.languages_of(asking.search, forum)
    if language is not None and language not in known:
        raise WrongValue(f"the forum has no text in {language!r}; there are {', '.join(known) or 'none'}")
    return Wish(language or (known[0] if known else "en"), followup)
