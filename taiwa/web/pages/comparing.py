"""Editions compared: the choice of two, what became of each provision, and the same to take along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from taiwa.errors import UnlikeLanguages
from taiwa.model import Comparison, Pair
from taiwa.model.comparison import CALLOUTS, VERDICTS
from taiwa.view.comparison.document import as_document
from taiwa.view.comparison.page import pair_of
from taiwa.view.comparison.reasons import called
from taiwa.view.comparison.record import as_json
from taiwa.view.comparison.rows import rows
from taiwa.view.comparison.table import as_csv
from taiwa.view.comparison.terminal import SIGNS
from taiwa.web.choosing import choice, nouns_of
from taiwa.web.desk import Desk, links_to
from taiwa.web.sheets import taken_along
from taiwa.web.sieve import sieve_in, sifted

router = APIRouter(include_in_schema=False)
SIDES = ("old", "new")
MARKS = (*VERDICTS, *CALLOUTS, "moved")


@router.get("/compare")
def compare(request: Request, forum: str | None = None, language: str | None = None) -> Response:
    """What changed from one version to another; the choice of the two where the address doesn't name both."""
    desk, sieve = Desk(request), sieve_in(request.query_params, "compare", SIDES, MARKS)
    sides = dict(sieve.sides)
    if not all(sides.values()):
        return desk.page("compare.html", problem=None, **choice(desk, sides, forum, language))
    try:
        comparison = desk.comparison(**sides)
    except UnlikeLanguages as error:
        return desk.page("compare.html", 422, problem=error, **choice(desk, sides, forum, language))
    return desk.page(
        "comparison.html",
        comparison=comparison,
        signs=SIGNS,
        verdicts=VERDICTS,
        callouts=[called(each, desk.labels) for each in comparison.callouts],
        **nouns_of(desk, sides.values()),
        **sifted(sieve, [*map(marks_of, comparison.pairs)], MARKS, "kept", lambda some: _drawn(comparison, some, desk)),
    )


@router.get("/compare.docx")
def as_word(request: Request, old: str, new: str) -> Response:
    """The new text with the differences as tracked changes."""
    desk = Desk(request)
    return taken_along("docx", as_document(desk.comparison(old, new), desk.labels), old, new)


@router.get("/compare.csv")
def as_table(request: Request, old: str, new: str) -> Response:
    """A line for each pair."""
    desk = Desk(request)
    return taken_along("csv", as_csv(desk.comparison(old, new), desk.labels), old, new)


@router.get("/compare.json")
def as_data(request: Request, old: str, new: str) -> Response:
    """The whole as data (`taiwa/schema/comparison.schema.json`)."""
    return taken_along("json", as_json(Desk(request).comparison(old, new)), old, new)


def marks_of(pair: Pair) -> frozenset[str]:
    """What a pair can be chosen by."""
    return frozenset({pair.verdict, *(each.kind for each in pair.callouts), *(["moved"] if pair.moved else [])})


def _drawn(comparison: Comparison, places: Sequence[int], desk: Desk) -> Iterator[str]:
    """The pairs at some places as HTML, each with its place on the page."""
    link = links_to(comparison.old, comparison.new)
    some = rows(comparison, desk.labels, [comparison.pairs[place] for place in places])
    for place, row in zip(places, some, strict=True):
        yield pair_of(row, comparison.new.language, desk.labels, link, f"w{place}")
