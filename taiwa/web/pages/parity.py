"""Language versions in parallel: the choice of a text, where its versions differ, and that to take along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from taiwa.model import Counterpart, Pairing
from taiwa.model.parity import FLAGS
from taiwa.view.parity.page import pair_of
from taiwa.view.parity.reasons import names_of, prevails, reason
from taiwa.view.parity.record import as_json
from taiwa.view.parity.rows import STATES, rows, state_of
from taiwa.view.parity.table import as_csv
from taiwa.view.parity.terminal import SIGNS
from taiwa.web.choosing import PROPOSED, choice, nouns_of
from taiwa.web.desk import Desk, links_to
from taiwa.web.sheets import taken_along
from taiwa.web.sieve import sieve_in, sifted

router = APIRouter(include_in_schema=False)
SIDES = ("one", "other")
MARKS = (*STATES, *FLAGS, "moved")


@router.get("/parity")
def parity(request: Request, forum: str | None = None) -> Response:
    """Where two versions differ; the choice of a text where the address doesn't name both."""
    desk, sieve = Desk(request), sieve_in(request.query_params, "parity", SIDES, MARKS)
    sides = dict(sieve.sides)
    if not all(sides.values()):
        return desk.page("parities.html", **_choice(desk, sides, forum))
    (pairing,) = desk.parity(**sides).pairings
    return desk.page(
        "parity.html",
        pairing=pairing,
        called_sides=names_of(pairing, desk.labels),
        signs=SIGNS,
        states=STATES,
        prevails=prevails(pairing, desk.labels),
        whole=[reason(flag, pairing, desk.labels) for flag in pairing.flags],
        **nouns_of(desk, sides.values()),
        **sifted(sieve, [*map(marks_of, pairing.counterparts)], MARKS, "agrees", lambda at: _drawn(pairing, at, desk)),
    )


@router.get("/parity.csv")
def as_table(request: Request, one: str, other: str) -> Response:
    """A line for each pair."""
    desk = Desk(request)
    return taken_along("csv", as_csv(desk.parity(one, other), desk.labels), one, other)


@router.get("/parity.json")
def as_data(request: Request, one: str, other: str) -> Response:
    """The whole as data (`taiwa/schema/parity.schema.json`)."""
    return taken_along("json", as_json(Desk(request).parity(one, other)), one, other)


def marks_of(each: Counterpart) -> frozenset[str]:
    """What a pair can be chosen by."""
    return frozenset({state_of(each), *(flag.kind for flag in each.alarms), *(["moved"] if each.moved else [])})


def _choice(desk: Desk, sides: dict[str, str], forum: str | None) -> dict[str, Any]:
    """The texts of a forum that have more than one version, the youngest first, with every two of each."""
    given = choice(desk, sides, forum, None)
    texts = []
    for text, versions in reversed(given["texts"]):
        if len(versions) > 1:
            texts.append((text, list(combinations(versions, 2))))
    return {**given, "several": texts[:PROPOSED]}


def _drawn(pairing: Pairing, places: Sequence[int], desk: Desk) -> Iterator[str]:
    """The pairs at some places as HTML, each with its place on the page."""
    link = links_to(pairing.left, pairing.right)
    some = rows(pairing, desk.labels, [pairing.counterparts[place] for place in places])
    for place, row in zip(places, some, strict=True):
        yield pair_of(row, pairing, desk.labels, link, f"w{place}")
