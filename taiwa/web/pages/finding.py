"""Search and precedents: by words and facets, with links that find the same again, and tables to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from taiwa.errors import WrongQuery
from taiwa.model import Hit, Span
from taiwa.view.markup import escape
from taiwa.web.asked import FACETS, asked_in, every, find
from taiwa.web.desk import Desk
from taiwa.web.remembered import remembered
from taiwa.web.sheets import csv_answer

router = APIRouter(include_in_schema=False)
PAGE = 20
# So many names of a thing are shown at most; what stands between them in an item.
NAMES, BETWEEN_NAMES = 2, " · "
COLUMNS = (
    "ref",
    "kind",
    "date",
    "language",
    "forum",
    "meeting",
    "speaker",
    "act",
    "force",
    "followup",
    "field",
    "body",
)


@router.get("/search")
@remembered
def search(request: Request, part: bool = False) -> Response:
    """The page; `part` gives what was found alone, for the script that asks while words are written."""
    desk, asked = Desk(request), asked_in(request.query_params)
    answer, problem = None, None
    if not asked.nothing:
        try:
            answer = find(desk.record, asked, PAGE, (asked.page - 1) * PAGE, tuple(FACETS))
        except WrongQuery as error:
            problem = str(error)
    given = {"asked": asked, "answer": answer, "problem": problem, "facets": FACETS, "size": PAGE}
    drawn = {"marked": marked, "names_in": names_in}
    return desk.page("found.html" if part else "search.html", 400 if problem else 200, **given, **drawn)


@router.get("/search.csv")
def as_csv(request: Request) -> Response:
    """All hits up to ten thousand as a table."""
    desk, asked = Desk(request), asked_in(request.query_params)
    return csv_answer(
        "taiwa-search", COLUMNS, [[_cell(hit, name) for name in COLUMNS] for hit in every(desk.record, asked)]
    )


@router.get("/search.json")
def as_json(request: Request) -> Response:
    """All hits up to ten thousand as data."""
    desk, asked = Desk(request), asked_in(request.query_params)
    return JSONResponse({"query": asked.address(), "hits": list(every(desk.record, asked))})


@router.get("/precedents")
@remembered
def precedents(request: Request, q: str = "", forum: str | None = None, language: str | None = None) -> Response:
    """Where words like these stand already."""
    desk = Desk(request)
    facets = {name: [value] for name, value in (("forum", forum), ("language", language)) if value}
    found, problem = None, None
    if q.strip():
        try:
            found = desk.record.precedents(q, facets)
        except WrongQuery as error:
            problem = str(error)
    with desk.record.read() as asking:
        forums = asking.view.forums()
    chosen = {"q": q, "forum": forum, "chosen_language": language, "forums": forums}
    return desk.page("precedents.html", 400 if problem else 200, found=found, problem=problem, marked=marked, **chosen)


def marked(body: str, spans: Sequence[Span]) -> Markup:
    """A body with what was sought marked."""
    out, at = [], 0
    for start, end in spans:
        out += [escape(body[at:start]), "<mark>", escape(body[start:end]), "</mark>"]
        at = end
    return Markup("".join([*out, escape(body[at:])]))


def names_in(hit: Hit) -> Markup:
    """Of the names of what was found, those that hold what was sought; the first where none does."""
    shown, start = [], 0
    for name in hit.item.body.split(BETWEEN_NAMES):
        end = start + len(name)
        within = [Span(max(a, start) - start, min(b, end) - start) for a, b in hit.spans if a < end and start < b]
        if within:
            shown.append(marked(name, within))
        start = end + len(BETWEEN_NAMES)
    first = hit.item.body.split(BETWEEN_NAMES, 1)[0]
    return Markup(BETWEEN_NAMES).join(shown[:NAMES] or [Markup(escape(first))])


def _cell(hit: Mapping[str, object], name: str) -> object:
    value = hit.get(name, "")
    return " ".join(map(str, value)) if isinstance(value, list) else value
