"""What changes the record: a document added, a field corrected, a decision withdrawn.

A program sends these without a cookie. From a browser's page they need the page's token in `X-Taiwa-Token`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from pydantic import BaseModel, Field

from taiwa.model import Correction, Text, Version
from taiwa.record import Choice
from taiwa.web.api.nouns import record_of
from taiwa.web.arriving import begun

router = APIRouter(prefix="/api/v1", tags=["changes"])
Told = Annotated[str | None, Form()]


class Decision(BaseModel):
    """Fields of a provision (`VERSION@120-131`) or of a version's facts (`VERSION`), each as words or JSON."""

    ref: str
    values: Annotated[dict[str, str], Field(min_length=1, examples=[{"act": "undertake"}])]
    why: Annotated[str, Field(min_length=1)]


class Addition(BaseModel):
    """What became of one language version of a document; `new` is false where the record had its words already."""

    text: Text
    version: Version
    new: bool
    provisions: int
    remarks: list[str]


@router.post("/documents", status_code=201)
def add(
    request: Request,
    response: Response,
    document: Annotated[UploadFile, File()],
    language: Told = None,
    every: Annotated[bool, Form()] = False,
    forum: Told = None,
    meeting: Told = None,
    text: Told = None,
    kind: Told = None,
    authority: Told = None,
    date: Told = None,
    why: Annotated[str, Form()] = "",
) -> list[Addition]:
    """Reads a document and keeps it. 200 instead of 201 where the record had its words already."""
    taken = begun(document, language, every).result()
    choice = Choice(forum, meeting, text, kind, authority, date)
    added = record_of(request).keep(taken, choice, why=why)
    if not any(each.new for each in added):
        response.status_code = 200
    return [
        Addition(
            text=each.text, version=each.version, new=each.new, provisions=each.provisions, remarks=list(each.remarks)
        )
        for each in added
    ]


@router.post("/corrections", status_code=201)
def correct(request: Request, decision: Decision) -> list[Correction]:
    """Decides fields, with a reason. The reading stays as it is."""
    return list(record_of(request).decide(decision.ref, decision.values, decision.why))


@router.delete("/corrections/{version:path}")
def withdraw(request: Request, version: str, number: int, why: str) -> dict[str, Any]:
    """Ends a decision; it stays in the record as withdrawn."""
    ended = record_of(request).withdraw(version, number, why)
    return {"version": ended.version, "number": ended.number, "withdrawn": True}
