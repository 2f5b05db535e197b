"""Corrections: a form for one provision or for a text's facts, and what becomes of it. A reason is always asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotInRecord, TaiwaError, WrongValue
from taiwa.lexicon import scale
from taiwa.model import Provision
from taiwa.record import Review
from taiwa.record.deciding import place_of, provision_at
from taiwa.record.review import OF_STATEMENT, said
from taiwa.record.values import FOLLOWUPS
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
    part: One = "",
    value: One = "",
) -> Response:
    """Keeps what the form changes, and leads back to the place in the text."""
    desk = Desk(request)
    review, provision = _found(desk, ref)
    version = place_of(ref, review).version
    try:
        if provision is None:
            desk.record.correct(version, part, value, why)
            return RedirectResponse(address("read", version), 303)
        values = _changes(provision, act, followup, speaker, fields, bool(absent))
        desk.record.decide(ref, values, why)
    except (WrongValue, NotInRecord) as error:
        return _form(desk, ref, review, provision, error=error)
    return RedirectResponse(address("read", version if absent else ref), 303)


@router.post("/withdraw/{version:path}")
def withdraw(request: Request, version: str, number: Annotated[int, Form()], why: One = "") -> Response:
    """Ends a decision; the machine's finding holds again."""
    Desk(request).record.withdraw(version, number, why)
    return RedirectResponse(address("read", version), 303)


def _found(desk: Desk, ref: str) -> tuple[Review, Provision | None]:
    """The review, and the provision that `ref` names; None where it names a version's facts."""
    review = desk.record.review(ref.partition("@")[0])
    place = place_of(ref, review)
    provision = provision_at(review, place)
    if place.anchor is not None and provision is None:
        raise NotInRecord(f"{ref}: the present reading finds no provision there")
    return review, provision


def _changes(
    provision: Provision, act: str, followup: str, speaker: str, fields: Sequence[str], absent: bool
) -> dict[str, str]:
    """The fields that a form changes, as the record takes them. Raises WrongValue where it changes none."""
    if absent:
        return {"exists": "false"}
    parties = [name.strip() for name in LISTED.split(speaker) if name.strip()]
    # The main field stays the main one where it is still chosen.
    kept = [field for field in provision.fields if field in fields]
    ordered = [*kept, *(field for field in fields if field not in kept)]
    wanted = {"act": act, "followup": followup} | {"speaker": parties, "fields": ordered}
    before = {"act": provision.act, "followup": provision.followup}
    before |= {"speaker": list(provision.speaker), "fields": list(provision.fields)}  # type: ignore[dict-item]
    changed = {name: value for name, value in wanted.items() if value and value != before[name]}
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
    return desk.page(
        "correct_part.html" if part else "correct.html",
        STATUS[error.reason] if error else 200,
        ref=ref,
        version=version,
        reading=review.reading,
        provision=provision,
        decisions=mine,
        error=error,
        acts=list(scale(review.reading.scale).ranks),
        followups=FOLLOWUPS,
        fields=list(desk.labels.tables["field"]),
        facts=facts,
    )
