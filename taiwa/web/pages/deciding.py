"""Corrections: a form for one provision or for a text's facts, and what becomes of it. A reason is always asked for.

What is decided is what a person changed against what the form showed. Where somebody else changed that meanwhile,
nothing is kept: the page shows both, and asks again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from taiwa.errors import ChangedMeanwhile, NotInRecord, TaiwaError, WrongValue
from taiwa.lexicon import scale
from taiwa.model import Change, Correction, Link, Provision, Span, Statement
from taiwa.record import Decision, Review
from taiwa.record.deciding import place_of, provision_at
from taiwa.record.naming import Names
from taiwa.record.review import EXISTS
from taiwa.record.values import FOLLOWUPS
from taiwa.store.coding import value_of
from taiwa.web import facts
from taiwa.web.desk import Desk, address
from taiwa.web.facts import WRITABLE
from taiwa.web.faults import STATUS
from taiwa.web.filling import FIELDS, Filling, Written, fact_state, fact_unchanged, on, showing, strange, unchanged
from taiwa.web.pages.room import passage_in_room
from taiwa.web.worded import Words, of_correction, together

router = APIRouter(include_in_schema=False)
One = Annotated[str, Form()]
Number = Annotated[int, Form(ge=1, le=2**31 - 1)]


async def _sent(request: Request) -> FormData:
    return await request.form()


Sent = Annotated[FormData, Depends(_sent)]


@dataclass(frozen=True, slots=True)
class Back:
    """What a form that can't be kept comes back with: why, what stands in it, and after a conflict both sides.

    `shown` is what the form showed, `filled` what stands in it (None: what is so), `apart` are field, as it is, as it
    was written; `last` is the change that came between; `strangers` are speakers that nobody knows.
    """

    error: TaiwaError | None = None
    shown: Filling | None = None
    filled: Filling | None = None
    ticks: Sequence[str] = ()
    why: str = ""
    apart: Sequence[tuple[str, str, str]] = ()
    last: Change | None = None
    strangers: Sequence[str] = ()
    value: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is about: a provision of a version as reviewed, or with None the version's facts."""

    ref: str
    version: str
    review: Review
    provision: Provision | None
    anchor: Span | None = None
    denied: Sequence[Decision] = field(default=())


@router.get("/correct/{ref:path}")
def form(request: Request, ref: str, part: bool = False, fact: str = "") -> Response:
    """The form, with what was decided before; `part` gives the form alone, to be shown within the card. `fact` is the
    one of a text's facts that it is about."""
    desk = Desk(request)
    subject = _found(desk, ref)
    return _led(subject, "") or _form(desk, subject, Back(), part=part, fact=fact if fact in WRITABLE else "")


@router.post("/correct/{ref:path}")
def decide(request: Request, ref: str, sent: Sent) -> Response:
    """Keeps what the form changes, and leads back to the place in the text."""
    desk = Desk(request)
    subject = _found(desk, ref)
    if led := _led(subject, "gone"):
        return led
    if subject.provision is None:
        return _decide_fact(desk, subject, sent)
    written = Written.of(sent)
    now = showing(subject.provision, on(subject.review, subject.provision))
    before = now
    try:
        before = written.before(now)
        if not written.absent:
            return _decide_fields(desk, subject, written, before, now)
        desk.record.decide(ref, {EXISTS: "false"}, written.why, seen=unchanged(ref, before, FIELDS))
    except (WrongValue, NotInRecord, ChangedMeanwhile) as error:
        return _returned(desk, ref, written, before, error)
    review = desk.record.review(subject.version)
    return RedirectResponse(passage_in_room(desk, subject.version, review, subject.provision.anchor, "none"), 303)


@router.post("/withdraw/{version:path}")
def withdraw(request: Request, version: str, number: Annotated[tuple[Number, ...], Form()], why: One = "") -> Response:
    """Ends decisions that were made at once; the machine's finding holds again."""
    first = Desk(request).record.withdraw_several(version, number, why)[0]
    place = f"@{first.start}-{first.end}" if first.subject == "provision" else ""
    return RedirectResponse(address("read", version + place, done="withdrawn"), 303)


def _found(desk: Desk, ref: str) -> Subject:
    """What `ref` names. Raises NotInRecord, NotAllowed."""
    review = desk.record.review(ref.partition("@")[0])
    place = place_of(ref, review)
    desk.must("decide", place.version)
    provision = provision_at(review, place)
    denied = denied_at(review, place.anchor) if place.anchor and provision is None else []
    if place.anchor is not None and provision is None and not denied:
        raise NotInRecord(f"{ref}: the present reading finds no provision there")
    return Subject(ref, place.version, review, provision, place.anchor, denied)


def denied_at(review: Review, anchor: Span) -> list[Decision]:
    """The decisions in force that there is no provision at these characters."""
    end = max(anchor.end, anchor.start + 1)
    no = (each for each in review.decisions if (each.correction.field, each.correction.value) == (EXISTS, "false"))
    return [each for each in no if each.correction.start < end and anchor.start < each.correction.end]


def _led(subject: Subject, done: str) -> Response | None:
    """The way to where it is said who decided that there is no provision."""
    if not subject.denied or subject.anchor is None:
        return None
    start, end = subject.anchor
    return RedirectResponse(address("read", f"{subject.version}@{start}-{end}", done=done or None), 303)


# --- a provision --------------------------------------------------------------------------------------------------


def _decide_fields(desk: Desk, subject: Subject, written: Written, before: Filling, now: Filling) -> Response:
    """Decides what was changed. Raises WrongValue, NotInRecord, ChangedMeanwhile."""
    changed = written.changes(before)
    if not changed:
        raise WrongValue("the form changes nothing")
    if "speaker" in changed and not written.anyone:
        strangers = strangers_in(desk, subject.review.reading.statement, changed["speaker"])
        if strangers:
            return _form(desk, subject, _kept_back(written, before, strangers=strangers))
    # What somebody else decided in the same way meanwhile needn't be decided again.
    wanted = {name: value for name, value in changed.items() if value != now[name]}
    values = {name: value if isinstance(value, str) else json.dumps(value) for name, value in wanted.items()}
    if values:
        desk.record.decide(subject.ref, values, written.why, seen=unchanged(subject.ref, before, tuple(wanted)))
    return RedirectResponse(address("read", subject.ref, done="kept"), 303)


def strangers_in(desk: Desk, statement: Statement, speakers: Sequence[str]) -> list[str]:
    """Speakers that are neither parties of the text nor known to the record or the registry."""
    with desk.record.read() as asking:
        return strange(speakers, statement, Names(asking.view))


def _kept_back(written: Written, before: Filling, **more: Any) -> Back:
    ticks = [name for name in ("nobody", "fieldless", "absent", "anyone") if getattr(written, name)]
    return Back(shown=before, filled=written.filled(before), ticks=ticks, why=written.why, **more)


def _returned(desk: Desk, ref: str, written: Written, before: Filling, error: TaiwaError) -> Response:
    """The form with what was written in it. After a conflict it is of what is so now: sent again, it is meant."""
    subject = _found(desk, ref)
    if led := _led(subject, "gone"):
        return led
    if subject.provision is None or not isinstance(error, ChangedMeanwhile):
        return _form(desk, subject, _kept_back(written, before, error=error))
    now = showing(subject.provision, on(subject.review, subject.provision))
    mine = written.changes(before)
    names = [name for name in (FIELDS if written.absent else mine) if now[name] != before[name]]
    words = _words(desk)
    filled = written.filled(before)
    apart = [(name, words.value(name, now[name]), words.value(name, filled[name])) for name in names]
    if written.absent:
        apart = [(name, theirs, words.value(EXISTS, False)) for name, theirs, _ in apart]
    kept = _kept_back(written, now, error=error, apart=apart, last=_last(desk, subject, names))
    return _form(desk, subject, replace(kept, filled={**now, **mine}))


# --- a fact -------------------------------------------------------------------------------------------------------


def _decide_fact(desk: Desk, subject: Subject, sent: FormData) -> Response:
    """Decides a fact of a version."""
    given = {name: str(sent.get(name) or "") for name in ("part", "value", "empty", "why", "seen")}
    part, why, reading = given["part"], given["why"], subject.review.reading
    try:
        value = nothing(part) if given["empty"] else facts.value_of(reading, part, given["value"])
        known = fact_unchanged(subject.version, part, given["seen"]) if given["seen"] else None
        desk.record.decide(subject.version, {part: value}, why, seen=known)
    except (WrongValue, NotInRecord, ChangedMeanwhile) as error:
        now = _found(desk, subject.ref)
        conflict = isinstance(error, ChangedMeanwhile) and part in WRITABLE
        apart = [(part, *_both(desk, now, part, given))] if conflict else []
        last = _last(desk, now, [part]) if conflict else None
        ticks = ["empty"] if given["empty"] else []
        seen = "" if conflict else given["seen"]
        back = Back(error, ticks=ticks, why=why, apart=apart, last=last, value=given["value"], seen=seen)
        return _form(desk, now, back, fact=part if part in WRITABLE else "")
    return RedirectResponse(address("read", subject.version, done="kept"), 303)


def _both(desk: Desk, subject: Subject, part: str, given: dict[str, str]) -> tuple[str, str]:
    """A fact as it is now, and as it was written."""
    now = facts.written(subject.review.reading, part)
    mine = "" if given["empty"] else given["value"]
    chosen = dict(facts.choices(desk.labels, part))
    return chosen.get(now, now) or "–", chosen.get(mine, mine) or "–"


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


# --- the form -----------------------------------------------------------------------------------------------------


def _form(desk: Desk, subject: Subject, back: Back, *, part: bool = False, fact: str = "") -> Response:
    reading, provision, error = subject.review.reading, subject.provision, back.error
    mine = on(subject.review, provision) if provision else _on_facts(subject.review)
    now = showing(provision, mine) if provision else {}
    ranks, words = scale(reading.scale).ranks, _words(desk)
    status = STATUS[error.reason] if error else 422 if back.strangers else 200
    return desk.page(
        "correct_part.html" if part else "correct.html",
        status,
        ref=subject.ref, version=subject.version, reading=reading, provision=provision, back=back, error=error,
        shown=json.dumps(back.shown or now), filled=back.filled or now, words=words,
        decisions=together(mine, lambda each: of_correction(each.correction)),
        acts=list(ranks), forces=sorted(set(ranks.values())), followups=FOLLOWUPS,
        links=_links(desk, subject.version, provision) if provision else {},
        fields=list(desk.labels.tables["field"]),
        facts=[(each, words.fact(reading.statement, each)) for each in WRITABLE],
        fact=fact,
        fact_state=back.seen or (fact_state(reading.statement, fact) if fact else ""),
        fact_value=facts.written(reading, fact) if fact and back.value is None else back.value or "",
        fact_choices=facts.choices(desk.labels, fact), in_lines=facts.IN_LINES,
    )  # fmt: skip


def _words(desk: Desk) -> Words:
    return Words(desk.labels, desk.callings)


def _on_facts(review: Review) -> list[Decision]:
    return [each for each in review.decisions if each.correction.subject == "statement"]


def _last(desk: Desk, subject: Subject, fields: Sequence[str]) -> Change | None:
    """The last change of a decision on some fields of a subject, as the history has it: also a withdrawal."""
    start, end = subject.provision.anchor if subject.provision else (0, 0)
    kind = "provision" if subject.provision else "statement"

    def is_meant(each: Correction) -> bool:
        return each.subject == kind and (each.start, each.end) == (start, end) and each.field in fields

    with desk.record.read() as asking:
        numbers = [each.number for each in asking.view.corrections(subject.version) if is_meant(each)]
        found = [asking.view.changes(f"correction {subject.version} {number}", limit=1)[-1] for number in numbers]
    return max(found, key=lambda each: each.number, default=None)


def _links(desk: Desk, version: str, provision: Provision) -> dict[str, tuple[Link, ...]]:
    """What the mentions of a provision stand for, by their words."""
    with desk.record.read() as asking:
        links = [each for each in asking.view.links(version) if each.provision == provision.id]
    return {it.name: tuple(each for each in links if each.start == it.span.start) for it in provision.mentions}
