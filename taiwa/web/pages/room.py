"""The reading room: a text with its provisions marked and a card for each, as it was read and decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotInRecord
from taiwa.model import Provision
from taiwa.record import Decision, Review
from taiwa.record.deciding import place_of, provision_at
from taiwa.view.labels import facts_of, kind_of
from taiwa.view.markup import escape, filters, numbers
from taiwa.view.page_text import text_rows
from taiwa.view.record import notices_of
from taiwa.view.tally import count
from taiwa.web.desk import Desk, address, permanent
from taiwa.web.sheets import saved_as

router = APIRouter(include_in_schema=False)
# From this many provisions the browser lays out only the rows in view.
LONG = 400


@router.get("/read/{ref:path}")
def room(request: Request, ref: str, p: str | None = None) -> Response:
    """A version's room. `VERSION@120-131`, or `p=p12`, leads on to where it stands in this reading."""
    desk = Desk(request)
    if "@" in ref or p:
        return RedirectResponse(_place(desk, f"{ref}#{p}" if p else ref), 303)
    review = desk.record.review(ref)
    with desk.record.read() as asking:
        version = asking.view.version(ref)
        text = asking.view.text(version.text)
        versions = asking.view.versions(text.id)
        kept = asking.view.kept(ref)
    reading, tally = review.reading, count(review.reading)
    rows = Markup("\n").join(
        Markup(row) for row in text_rows(reading, numbers(tally), desk.labels, _feet(ref, review, desk))
    )
    about = [decision for decision in review.decisions if decision.correction.subject == "statement"]
    return desk.page(
        "room.html",
        version=version,
        text=text,
        versions=versions,
        kept=kept,
        reading=reading,
        tally=tally,
        rows=rows,
        facts=list(facts_of(reading.statement, desk.labels)),
        kind=kind_of(reading.statement, reading.language, desk.labels),
        filters=filters(tally),
        forces=sorted({each.force for each in reading.provisions}),
        long=tally.provisions > LONG,
        notices=notices_of(reading),
        about=about,
        lost=[each for each in review.decisions if each.state == "lost"],
        followed=[(n, each) for n, each in enumerate(reading.provisions) if each.followup != "none"],
    )


@router.get("/source/{version:path}")
def source(request: Request, version: str) -> Response:
    """The bytes that a version came from, to be saved; never shown as a page of ours."""
    with Desk(request).record.read() as asking:
        noun = asking.view.version(version)
        data = asking.view.source(noun.sha256)
    headers = saved_as(noun.name) | {"content-security-policy": "default-src 'none'; sandbox"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _place(desk: Desk, ref: str) -> str:
    """Where a provision stands in the present reading. Raises NotInRecord where it is no longer found."""
    version = ref.partition("#")[0].partition("@")[0]
    review = desk.record.review(version)
    found = provision_at(review, place_of(ref, review))
    if found is None:
        raise NotInRecord(f"{ref}: the present reading finds no provision there")
    return f"{address('read', version)}#t{review.reading.provisions.index(found)}"


def _feet(version: str, review: Review, desk: Desk) -> Callable[[int], str]:
    """The foot of each card: its permanent address, the way to correct it, what was decided."""
    decided: dict[tuple[int, int], list[Decision]] = {}
    for each in review.decisions:
        if each.correction.subject == "provision":
            decided.setdefault((each.correction.start, each.correction.end), []).append(each)
    provisions = review.reading.provisions
    return lambda n: _foot(version, provisions[n], decided, desk)


def _foot(version: str, provision: Provision, decided: Mapping[tuple[int, int], list[Decision]], desk: Desk) -> str:
    link = escape(permanent(version, provision.anchor))
    correct = escape(address("correct", f"{version}@{provision.anchor.start}-{provision.anchor.end}"))
    named = f"{provision.id} {desk.say('correct')}"
    marks = "".join(_mark(each, desk) for each in decided.get(provision.anchor, ()))
    return (
        f'<p class="foot"><a href="{link}">{escape(desk.say("link"))}</a> '
        f'<a class="decide" href="{correct}" aria-label="{escape(named)}">{escape(desk.say("correct"))}</a>{marks}</p>'
    )


def _mark(decision: Decision, desk: Desk) -> str:
    correction = decision.correction
    said = desk.say("decided_by", field=desk.labels.name("part", correction.field), who=correction.who)
    return f' <span class="decided" title="{escape(correction.reason)}">{escape(said)}</span>'
