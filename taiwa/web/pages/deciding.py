"""Corrections: a form for one provision or for a text's facts, and what becomes of it. A reason is always asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotInRecord, TaiwaError, WrongValue
from taiwa.lexicon import scale
from taiwa.model import Link, Provision, Statement
from taiwa.record import Review
from taiwa.record.deciding import place_of, provision_at
from taiwa.record.review import OF_STATEMENT, said
from taiwa.record.values import FOLLOWUPS
from taiwa.store.coding import value_of
from taiwa.web.desk import Desk, address
from taiwa.web.faults import STATUS

router = APIRouter(include_in_schema=False)
LISTED = re.compile(r"[,;、，；]+")
Several = Annotated[tuple[str, ...], Form()]
One = Annotated[str, Form()]


@router.get("/correct/{ref:path}")
def form(request: Request, ref: str, part: bool = False) -> Response:
    """The form, with what was decided before; `part` gives the form alone, to be shown within the card."""
    desk = Desk(request)
    review, provision = _found(desk, ref)
    return _form(desk, ref, review, provision, part=part)


@router.post("/correct/{ref:path}")
def decide(
    request: Request,
    ref: str,
    why: One = "",
    act: One = "",
    followup: One = "",
    speaker: One = "",
    fields: Several = (),
    absent: One = "",
    force: One = "",
    nobody: One = "",
    fieldless: One = "",
    part: One = "",
    value: One = "",
    empty: One = "",
) -> Response:
    """Keeps what the form changes, and leads back to the place in the text. `absent`: it is no provision; `nobody`,
    `fieldless`: it has no speaker that is known, no field; `empty`: the text doesn't say this fact."""
    desk = Desk(request)
    review, provision = _found(desk, ref)
    version = place_of(ref, review).version
    try:
        if provision is None:
            desk.record.correct(version, part, nothing(part) if empty else _something(value), why)
            return RedirectResponse(address("read", version), 303)
        wanted: dict[str, object] = {"act": act, "followup": followup, "force": int(force) if force.isdecimal() else ""}
        wanted["speaker"] = [] if nobody else parties_in(speaker)
        wanted["fields"] = [] if fieldless else _in_order(provision, fields)
        said = {name for name, tick in (("speaker", nobody), ("fields", fieldless)) if tick}
        values = {"exists": "false"} if absent else _changes(provision, wanted, said)
        desk.record.decide(ref, values, why)
    except (WrongValue, NotInRecord) as error:
        return _form(desk, ref, review, provision, error=error)
    return RedirectResponse(address("read", version if absent else ref), 303)


@router.post("/withdraw/{version:path}")
def withdraw(
    request: Request, version: str, number: Annotated[int, Form(ge=1, le=2**31 - 1)], why: One = ""
) -> Response:
    """Ends a decision; the machine's finding holds again."""
    Desk(request).record.withdraw(version, number, why)
    return RedirectResponse(address("read", version), 303)


def _found(desk: Desk, ref: str) -> tuple[Review, Provision | None]:
    """The review, and the provision that `ref` names; None where it names a version's facts."""
    review = desk.record.review(ref.partition("@")[0])
    place = place_of(ref, review)
    desk.must("decide", place.version)
    provision = provision_at(review, place)
    if place.anchor is not None and provision is None:
        raise NotInRecord(f"{ref}: the present reading finds no provision there")
    return review, provision


def parties_in(written: str) -> list[str]:
    """The parties that a person wrote, one after another."""
    return [name.strip() for name in LISTED.split(written) if name.strip()]


def nothing(part: str) -> str:
    """What empties a fact, as the record takes it: nothing, or a list with nothing in it. Raises WrongValue."""
    empty: tuple[object, ...] = (None, [], {})
    for value in empty:
        try:
            value_of(Statement, part, value)
        except ValueError:
            continue
        return json.dumps(value)
    raise WrongValue(f"{part!r} can't be empty")


def _something(value: str) -> str:
    if not value.strip():
        raise WrongValue("what should it be? A fact that the text doesn't give is ticked as such")
    return value


def _in_order(provision: Provision, fields: Sequence[str]) -> list[str]:
    """The main field stays the main one where it is still chosen."""
    kept = [field for field in provision.fields if field in fields]
    return [*kept, *(field for field in fields if field not in kept)]


def _changes(provision: Provision, wanted: Mapping[str, object], emptied: Collection[str]) -> dict[str, str]:
    """The fields that a form changes, as the record takes them; what it leaves out stays, unless it is said to be
    emptied. Raises WrongValue where nothing changes."""
    before = {name: getattr(provision, name) for name in wanted}
    before |= {name: list(value) for name, value in before.items() if isinstance(value, tuple)}
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    changed = {name: value for name, value in changed.items() if name in emptied or value not in ("", [])}
    if not changed:
        raise WrongValue("the form changes nothing")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in changed.items()}


def _form(
    desk: Desk,
    ref: str,
    review: Review,
    provision: Provision | None,
    *,
    part: bool = False,
    error: TaiwaError | None = None,
) -> Response:
    version = ref.partition("@")[0]
    subject, place = ("provision", tuple(provision.anchor)) if provision else ("statement", (0, 0))
    mine = [
        each
        for each in review.decisions
        if each.correction.subject == subject and (each.correction.start, each.correction.end) == place
    ]
    facts = [(name, said(review.reading.statement, name)) for name in OF_STATEMENT]
    ranks = scale(review.reading.scale).ranks
    return desk.page(
        "correct_part.html" if part else "correct.html",
        STATUS[error.reason] if error else 200,
        ref=ref,
        version=version,
        reading=review.reading,
        provision=provision,
        decisions=mine,
        error=error,
        acts=list(ranks),
        forced=any(each.correction.field == "force" for each in mine),
        forces=sorted(set(ranks.values())),
        links=_links(desk, version, provision) if provision else {},
        followups=FOLLOWUPS,
        fields=list(desk.labels.tables["field"]),
        facts=facts,
    )


def _links(desk: Desk, version: str, provision: Provision) -> dict[str, tuple[Link, ...]]:
    """What the mentions of a provision stand for, by their words."""
    with desk.record.read() as asking:
        links = [each for each in asking.view.links(version) if each.provision == provision.id]
    return {it.name: tuple(each for each in links if each.start == it.span.start) for it in provision.mentions}
