"""What changes the record: a document added, a field corrected, a decision withdrawn, a mention linked, a text read
anew; and a document read without being kept.

A program sends these without a cookie. From a browser's page they need the page's token in `X-Taiwa-Token`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from taiwa.model import Correction, Kept, Link, Text, Version
from taiwa.record import Choice, seen
from taiwa.record.adding import Document
from taiwa.record.filing import Filing
from taiwa.store.view import View
from taiwa.view.record import as_data
from taiwa.web.api.bodies import LONGEST, Body, Id, NeededWhy, Words
from taiwa.web.api.conditions import Changing
from taiwa.web.api.nouns import Ordinal, record_of
from taiwa.web.arriving import read

router = APIRouter(prefix="/api/v1", tags=["changes"])
Told = Annotated[str | None, Form(max_length=LONGEST)]
Sent = Annotated[UploadFile, File(description="PDF, DOCX, HTML or text.")]
Language = Annotated[str | None, Form(max_length=20, description="`ja`, `en` or `ru` instead of the one found.")]
THERE: dict[int | str, dict[str, Any]] = {200: {"description": "The record has it already; nothing was changed."}}
NeededWords = Annotated[Words, Field(min_length=1)]
Written = Annotated[str, Query(min_length=1, max_length=LONGEST, description="The words of the mention.")]


class Decision(Body):
    """Fields of a provision (`VERSION@120-131`) or of a version's facts (`VERSION`), each as words or JSON."""

    ref: Annotated[Id, Field(examples=["kitanagi/foreign-ministers-3/joint-statement/en"])]
    values: Annotated[dict[str, str], Field(min_length=1, max_length=40, examples=[{"place": "Kanavik"}])]
    why: NeededWords


class Naming(Body):
    """A mention, by its words in a provision (`VERSION@120-131` or `VERSION#p12`), and the entity it stands for."""

    ref: Id
    written: NeededWords
    entity: Id
    why: Words = ""


class Rereading(Body):
    """The version that is to be read anew with the reader of today."""

    version: Id
    why: Words = ""


class Addition(BaseModel):
    """What became of one language version of a document; `new` is false where the record had its words already."""

    text: Text
    version: Version
    new: bool
    provisions: int
    remarks: list[str]


def _choice(
    forum: Told = None,
    meeting: Told = None,
    text: Told = None,
    kind: Told = None,
    authority: Told = None,
    date: Told = None,
) -> Choice:
    """What the sender says of a document; the rest is what it says itself."""
    return Choice(*(each or None for each in (forum, meeting, text, kind, authority, date)))


async def _one(document: Sent, language: Language = None) -> Document:
    """A document in one language, read before a thread is taken for the answer."""
    return await read(document, language=language)


async def _several(
    document: Sent,
    language: Language = None,
    every: Annotated[bool, Form(description="Take all language versions that the document holds.")] = False,
) -> Document:
    """A document in one language or all of its, read."""
    return await read(document, language=language, every=every)


Chosen = Annotated[Choice, Depends(_choice)]


@router.post("/readings")
async def read_document(
    document: Sent,
    language: Language = None,
    scale: Annotated[str, Form(max_length=100)] = "taiwa-2026",
) -> dict[str, Any]:
    """Reads a document and keeps nothing of it: its reading in the shape of `taiwa/schema/reading.schema.json`."""
    taken = await read(document, language=language, scale=scale)
    return await run_in_threadpool(as_data, taken.readings[0])


@router.post("/filings")
def propose_filing(request: Request, document: Annotated[Document, Depends(_one)], choice: Chosen) -> Filing:
    """Says where a document would be filed, and whether the record has it (`same`); nothing is kept."""
    return record_of(request).propose(document, choice)


@router.post("/documents", status_code=201, responses=THERE)
def add_document(
    request: Request,
    response: Response,
    document: Annotated[Document, Depends(_several)],
    choice: Chosen,
    why: Annotated[str, Form(max_length=LONGEST)] = "",
) -> list[Addition]:
    """Reads a document and keeps it. 200 instead of 201 where the record had its words already."""
    added = record_of(request).keep(document, choice, why=why)
    if not any(each.new for each in added):
        response.status_code = 200
    return [
        Addition(
            text=each.text, version=each.version, new=each.new, provisions=each.provisions, remarks=list(each.remarks)
        )
        for each in added
    ]


@router.post("/kept", status_code=201, responses=THERE)
def reread_version(request: Request, response: Response, wanted: Rereading, conditions: Changing) -> list[Kept]:
    """Reads a version anew; corrections and older readings stay. 200 and nothing where the reading is as before.
    `If-Match` is the ETag of the version's reading."""
    known = conditions.seen(lambda view: seen.reading(view, wanted.version))
    with conditions.hold():
        kept = record_of(request).reread(wanted.version, why=wanted.why, seen=known)
    if not kept:
        response.status_code = 200
    return list(kept)


@router.post("/corrections", status_code=201)
def correct_reading(request: Request, decision: Decision, conditions: Changing) -> list[Correction]:
    """Decides fields, with a reason. The reading stays as it is. `If-Match` is the ETag of the provision, or of the
    reading where facts of the version are decided."""
    known = conditions.seen(lambda view: _subject(view, decision.ref))
    with conditions.hold():
        return list(record_of(request).decide(decision.ref, decision.values, decision.why, seen=known))


@router.delete("/corrections/{version:path}")
def withdraw_correction(
    request: Request, response: Response, version: str, number: Ordinal, why: NeededWhy, conditions: Changing
) -> Correction:
    """Ends a decision; it stays in the record as withdrawn."""
    known = conditions.seen(lambda view: seen.correction(view, version, number))
    with conditions.hold():
        return record_of(request).withdraw(version, number, why, seen=known)


@router.post("/links", status_code=201)
def link_mention(request: Request, naming: Naming, conditions: Changing) -> Link:
    """Says which entity a mention stands for, in the place of what was said of that mention before. `If-Match` is the
    ETag of the provision."""
    known = conditions.seen(lambda view: _subject(view, naming.ref))
    with conditions.hold():
        return record_of(request).link(naming.ref, naming.written, naming.entity, naming.why, seen=known)


@router.delete("/links/{ref:path}")
def unlink_mention(request: Request, ref: str, written: Written, why: NeededWhy, conditions: Changing) -> Link:
    """Ends what a person said that a mention stands for; it stays in the history. `written` are the mention's words.
    `If-Match` is the ETag of the provision."""
    known = conditions.seen(lambda view: _subject(view, ref))
    with conditions.hold():
        return record_of(request).unlink(ref, written, why, seen=known)


def _subject(view: View, ref: str) -> object:
    """What a decision is on, in the state that its GET answered with."""
    return seen.provision(view, ref) if "@" in ref or "#" in ref else seen.reading(view, ref)
