"""A topic or a provision through the editions: its wordings as threads over the years, what changed at each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from taiwa.errors import NotInRecord, WrongQuery
from taiwa.model import Step, Thread
from taiwa.model.plain import plain
from taiwa.view.comparison.page import marked_words
from taiwa.view.comparison.reasons import step_reason
from taiwa.view.comparison.terminal import SIGNS
from taiwa.view.markup import escape
from taiwa.view.prose import heal
from taiwa.web.desk import Desk, address
from taiwa.web.naming import called
from taiwa.web.sheets import csv_answer, saved_as

router = APIRouter(include_in_schema=False)
# So many threads stand on a page.
PAGE = 20
FIRST = "●"
COLUMNS = (
    *("thread", "forum", "language", "date", "edition", "provisions", "verdict", "likeness", "act", "force"),
    *("followup", "words", "gone", "origin"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor asked for: a topic (a query, or a provision), within a forum and a language, and whether only
    wordings that changed or disappeared."""

    topic: str
    forum: str | None
    language: str | None
    changes: bool

    def address(self, place: str = "lineage", page: int | None = None) -> str:
        """The address that asks the same."""
        changes = 1 if self.changes else None
        return address(
            place, topic=self.topic or None, forum=self.forum, language=self.language, changes=changes, page=page
        )


@router.get("/lineage")
def lineage(request: Request, page: Annotated[int, Query(ge=1, le=1000)] = 1) -> Response:
    """The page; a form alone where nothing is asked for."""
    desk, wish = Desk(request), _wish(request)
    threads: Sequence[Thread] = ()
    problem: WrongQuery | NotInRecord | None = None
    if wish.topic.strip():
        try:
            threads = _threads(desk, wish)
        except (WrongQuery, NotInRecord) as error:
            problem = error
    with desk.record.read() as asking:
        forums = asking.view.forums()
    status = {"wrong-query": 400, "not-in-record": 404}[problem.reason] if problem else 200
    shown = threads[(page - 1) * PAGE : page * PAGE]
    return desk.page(
        "lineage.html",
        status,
        wish=wish,
        problem=problem,
        forums=forums,
        forum_names={each.id: called(each.names, desk.labels.language, each.id) for each in forums},
        threads=threads,
        shown=list(enumerate(shown, (page - 1) * PAGE + 1)),
        dates=_dates(shown),
        number=page,
        more=len(threads) > page * PAGE,
        lost=[each for each in threads if each.gone and each.steps[-1].followup == "commitment"],
        signs={**SIGNS, "first": FIRST},
        worded=_worded,
        reason=lambda step: step_reason(step, desk.labels),
    )


@router.get("/lineage.csv")
def as_table(request: Request) -> Response:
    """A line for each step of each thread."""
    rows = []
    for number, thread in enumerate(_threads(Desk(request), _wish(request)), 1):
        origin = f"{thread.origin.edition}#{thread.origin.provision}" if thread.origin else ""
        for step in thread.steps:
            head = (number, thread.forum, thread.language, step.date, step.edition, " ".join(step.provisions))
            said = (step.verdict, f"{step.likeness:.2f}", step.act, step.force, step.followup, heal(step.words))
            rows.append((*head, *said, thread.gone or "", origin))
    return csv_answer("taiwa-lineage", COLUMNS, rows)


@router.get("/lineage.json")
def as_data(request: Request) -> Response:
    """The threads as data."""
    threads = _threads(Desk(request), _wish(request))
    return JSONResponse(plain(threads), headers=saved_as("taiwa-lineage.json"))


def _wish(request: Request) -> Wish:
    asked = request.query_params
    return Wish(
        asked.get("topic", ""), asked.get("forum") or None, asked.get("language") or None, asked.get("changes") == "1"
    )


def _threads(desk: Desk, wish: Wish) -> Sequence[Thread]:
    """The threads that are wanted. Raises NotInRecord, WrongQuery."""
    threads = desk.lineage(wish.topic, wish.forum, wish.language)
    return [each for each in threads if not wish.changes or len(each.steps) > 1 or each.gone]


def _dates(threads: Sequence[Thread]) -> list[str]:
    """The dates of every edition that some thread has a step in, or is gone from: the columns of the picture."""
    return sorted({step.date for thread in threads for step in thread.steps})


def _worded(step: Step, language: str) -> Markup:
    """The words of a step, with those that came and went since the step before."""
    pieces = tuple((edit.kind, edit.text) for edit in step.edits)
    return Markup(marked_words(pieces, language) if pieces else escape(heal(step.words)))
