"""The reading room: a text with its provisions marked and a card for each, as it was read and decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from taiwa.errors import NotInRecord
from taiwa.model import Passage, Span, Version
from taiwa.record import Decision, Review
from taiwa.record.deciding import Place, place_of, provision_at
from taiwa.record.review import EXISTS, find
from taiwa.view.labels import facts_of, kind_of
from taiwa.view.markup import filters, numbers
from taiwa.view.page_text import drawn_rows
from taiwa.view.record import notices_of
from taiwa.view.tally import count
from taiwa.web.desk import Desk, address
from taiwa.web.pages.abreast import abreast
from taiwa.web.pages.leaves import PLACE, has_pages, leaf_of
from taiwa.web.remembered import remembered
from taiwa.web.room.feet import feet
from taiwa.web.room.parting import Part, part_at, part_with, parts_of
from taiwa.web.room.passages import row_around
from taiwa.web.sheets import saved_as
from taiwa.web.worded import Words, of_correction, together

router = APIRouter(include_in_schema=False)
# From this many provisions the browser lays out only the rows in view.
LONG = 60
Number = Annotated[int | None, Query(ge=1, le=100_000)]
# What a form that was kept leads back with.
DONE = ("kept", "none", "gone", "withdrawn")
# The number of a page; no version is called so.
LEAF = re.compile(r"[0-9]{1,6}")


@router.get("/read/{ref:path}")
@remembered
def room(
    request: Request,
    ref: str,
    p: str | None = None,
    part: Number = None,
    beside: str = "",
    at: str = "",
    only: str = "",
    done: str = "",
) -> Response:
    """A version's room. `VERSION@120-131`, or `p=p12`, leads on to where it stands in this reading.

    `part` of a long text (`only=rows` gives nothing else). `beside` is another version to be shown beside the text, or
    the number of a page of the document, with the provision `at` (`120-131`) marked on it.
    `done` is what a form did, and `at` then where.
    """
    desk, done = Desk(request), done if done in DONE else ""
    if "@" in ref or "#" in ref or p:
        return _led(desk, f"{ref}#{p}" if p else ref, done)
    leaf = int(beside) if LEAF.fullmatch(beside) else None
    if beside and leaf is None:
        return abreast(desk, ref, beside, part or 1)
    review = desk.record.review(ref)
    with desk.record.read() as asking:
        version = asking.view.version(ref)
        text = asking.view.text(version.text)
        versions = asking.view.versions(text.id)
        kept = asking.view.kept(ref)
    reading, tally = review.reading, count(review.reading)
    parts = _parts(desk, version, review)
    number = min(part or _part_of(parts, review, version.id, at), len(parts))
    shown = parts[number - 1]
    if only == "rows":
        return desk.page("rows.html", rows=Markup(shown.html))
    paged = has_pages(version, reading)
    return desk.page(
        "room.html",
        version=version, text=text, versions=versions, kept=kept, reading=reading, tally=tally,
        rows=Markup(shown.html), part=number, parts=len(parts),
        facts=list(facts_of(reading.statement, desk.labels)),
        kind=kind_of(reading.statement, reading.language, desk.labels),
        filters=filters(tally),
        forces=sorted({each.force for each in reading.provisions}),
        long=tally.provisions > LONG,
        notices=notices_of(reading),
        about=[each for each in review.decisions if each.correction.subject == "statement"],
        denied=_denied(review), words=Words(desk.labels, desk.callings),
        done=done, done_at=f"{version.id}@{at}" if done == "none" and PLACE.fullmatch(at) else None,
        lost=[each for each in review.decisions if each.state == "lost"],
        followed=[(n, reading.provisions[n]) for n in sorted(shown.cards) if reading.provisions[n].followup != "none"],
        assertions=_within(reading.assertions, shown.span, review),
        residue=_within(reading.residue, shown.span, review),
        paged=paged, leaf=leaf_of(desk, version, review, leaf, at) if paged and leaf else None,
    )  # fmt: skip


@router.get("/source/{version:path}")
def source(request: Request, version: str) -> Response:
    """The bytes that a version came from, to be saved; never shown as a page of ours."""
    with Desk(request).record.read() as asking:
        noun = asking.view.version(version)
        data = asking.view.source(noun.sha256)
    headers = saved_as(noun.name) | {"content-security-policy": "default-src 'none'; sandbox"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _parts(desk: Desk, version: Version, review: Review) -> tuple[Part, ...]:
    """The rows of a text, in one part unless it is long."""
    reading = review.reading
    foot = feet(version.id, review, desk, has_pages(version, reading), desk.may("decide", version.text))
    return parts_of(drawn_rows(reading, numbers(count(reading)), desk.labels, foot), len(reading.source.text))


def _part_of(parts: Sequence[Part], review: Review, version: str, at: str) -> int:
    found = PLACE.fullmatch(at)
    if found is None or len(parts) == 1:
        return 1
    provision = provision_at(review, Place(version, Span(int(found[1]), int(found[2]))))
    return 1 if provision is None else part_with(parts, review.reading.provisions.index(provision))


def _within(passages: Sequence[Passage], span: Span, review: Review) -> list[Passage]:
    """Those that begin in a stretch of the text, and in which no person found a provision."""
    added = [each.anchor.start for each in review.reading.provisions if each.id not in review.origin]
    return [
        each
        for each in passages
        if each.spans
        and span.start <= each.spans[0].start < span.end
        and not any(start <= place < end for place in added for start, end in each.spans)
    ]


def _denied(review: Review) -> list[tuple[Decision, ...]]:
    """The decisions in force that there is no provision somewhere, each a group of its own."""
    return [(each,) for each in review.decisions if (each.correction.field, each.correction.value) == (EXISTS, "false")]


def _led(desk: Desk, ref: str, done: str = "") -> Response:
    """The way to where a provision stands in the present reading; where it finds none, the passage. Raises
    NotInRecord for a place that the text doesn't have."""
    review = desk.record.review(ref.partition("#")[0].partition("@")[0])
    place = place_of(ref, review)
    found = provision_at(review, place)
    if found is None:
        return _passage(desk, ref, place, review, done)
    n = review.reading.provisions.index(found)
    return RedirectResponse(place_in_room(desk, place.version, review, n, done), 303)


def _passage(desk: Desk, ref: str, place: Place, review: Review, done: str) -> Response:
    """The characters of a permanent address at which no provision is found any more, and what was found there."""
    text = review.reading.source.text
    start, end = place.anchor or (0, 0)
    end = max(end, start + 1)
    if place.anchor is None or not 0 <= start < end <= len(text):
        raise NotInRecord(f"{ref}: the text has no such characters")
    around = row_around(review.reading, start)
    with desk.record.read() as asking:
        version = asking.view.version(place.version)
        kept = [(each, asking.view.reading(version.id, each.number)) for each in asking.view.kept(version.id)]
        decided = [
            each
            for each in asking.view.corrections(version.id)
            if each.subject == "provision" and each.start < end and start < each.end
        ]
    before = [(each, find(reading, start, end, text[start:end])) for each, reading in kept]
    return desk.page(
        "passage.html",
        version=version, reading=review.reading, start=start, end=end, done=done,
        decided=together(decided, of_correction), words=Words(desk.labels, desk.callings),
        denied=[
            (each,) for (each,) in _denied(review) if each.correction.start < end and start < each.correction.end
        ],
        before=text[around.start : start], marked=text[start:end], after=text[end : max(around.end, end)],
        found=[(each, provision) for each, provision in before if provision is not None],
        part=part_at(_parts(desk, version, review), around.start), row=around.start,
    )  # fmt: skip


def place_in_room(desk: Desk, version: str, review: Review, n: int, done: str = "") -> str:
    """The address of the provision at place `n` of a version's reading, in the part of the text that has it."""
    with desk.record.read() as asking:
        noun = asking.view.version(version)
    parts = _parts(desk, noun, review)
    part = part_with(parts, n)
    return f"{address('read', version, part=part if part > 1 else None, done=done or None)}#t{n}"


def passage_in_room(desk: Desk, version: str, review: Review, span: Span, done: str) -> str:
    """The address of characters that are no provision, in the part of the text that has them."""
    with desk.record.read() as asking:
        noun = asking.view.version(version)
    row = row_around(review.reading, span.start).start
    part = part_at(_parts(desk, noun, review), row)
    at = f"{span.start}-{span.end}"
    return f"{address('read', version, part=part if part > 1 else None, done=done, at=at)}#r{row}"
