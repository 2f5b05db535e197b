"""What Taiwa itself knows, and the record as a whole: dialogues, scales, phrases, reasons of errors, export."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from taiwa.errors import NotInRecord, TaiwaError
from taiwa.lexicon import scales, try_phrase
from taiwa.model import Name
from taiwa.registry.dialogue import dialogues
from taiwa.web.api.nouns import record_of
from taiwa.web.api.paging import Limit, Offset, Page, page_of
from taiwa.web.desk import Desk
from taiwa.web.faults import STATUS, Refusal
from taiwa.web.sheets import saved_as

router = APIRouter(prefix="/api/v1", tags=["knowledge"])


class Shipped(BaseModel):
    """A dialogue whose facts ship with Taiwa, and whether the record has the forum."""

    id: str
    names: tuple[Name, ...]
    meetings: int
    in_record: bool


class Loaded(BaseModel):
    """How many nouns were added or changed."""

    changed: int


class Scale(BaseModel):
    """A named ladder of force."""

    name: str
    title: str
    source: str
    ranks: dict[str, int]


class Fired(BaseModel):
    """An entry of the lexicon that fires in a text, at its characters."""

    start: int
    end: int
    written: str
    meaning: str
    entry: str


class Reason(BaseModel):
    """One thing that can go wrong: its name, the status it is answered with, what to do (`exit_code` is the command
    line's; what only a browser meets has none)."""

    reason: str
    title: str
    status: int
    advice: str
    exit_code: int | None


@router.get("/dialogues")
def list_dialogues(request: Request, limit: Limit = 50, offset: Offset = 0) -> Page[Shipped]:
    """The dialogues whose facts ship with Taiwa."""
    with record_of(request).read() as asking:
        known = {forum.id for forum in asking.view.forums()}
    every = [
        Shipped(id=it.forum.id, names=it.forum.names, meetings=len(it.meetings), in_record=it.forum.id in known)
        for it in dialogues()
    ]
    return page_of(request, every, limit, offset)


@router.post("/dialogues/{id}")
def load_dialogue(request: Request, id: str) -> Loaded:
    """Takes up the facts of a dialogue that ships with Taiwa, or brings them up to date."""
    if id not in {dialogue.forum.id for dialogue in dialogues()}:
        raise NotInRecord(f"no dialogue {id!r} ships with Taiwa")
    return Loaded(changed=record_of(request).load(id))


@router.get("/scales")
def list_scales(request: Request, limit: Limit = 50, offset: Offset = 0) -> Page[Scale]:
    """The scales of force."""
    every = [Scale(name=name, title=it.title, source=it.source, ranks=dict(it.ranks)) for name, it in scales().items()]
    return page_of(request, every, limit, offset)


@router.get("/phrases")
def try_phrases(
    text: Annotated[str, Query(min_length=1, max_length=4000, examples=["The Ministers welcomed it."])],
    language: Literal["en", "ja", "ru"],
) -> list[Fired]:
    """Which entries of the lexicon fire in a text."""
    return [
        Fired(start=start, end=end, written=written, meaning=meaning, entry=entry)
        for start, end, written, meaning, entry in try_phrase(text, language)
    ]


@router.get("/errors")
def list_errors(request: Request, limit: Limit = 100, offset: Offset = 0) -> Page[Reason]:
    """What can go wrong, by name."""
    words = Desk.words_of(request)
    every = [
        Reason(
            reason=kind.reason,
            title=words.name("reason", kind.reason),
            status=STATUS[kind.reason],
            advice=getattr(kind, "advice", ""),
            exit_code=getattr(kind, "exit_code", None),
        )
        for kind in sorted((*_below(TaiwaError), *_below(Refusal)), key=lambda kind: kind.reason)
    ]
    return page_of(request, every, limit, offset)


@router.get("/export", response_class=FileResponse, responses={200: {"content": {"application/zip": {}}}})
def export_record(request: Request, format: Literal["jsonl", "csv", "parquet"] = "jsonl") -> FileResponse:
    """The whole record as one ZIP file of open files, documents included; `taiwa record import` reads it back."""
    folder = Path(tempfile.mkdtemp(prefix="taiwa-"))
    try:
        record_of(request).export(folder / "record.zip", format)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return FileResponse(
        folder / "record.zip",
        media_type="application/zip",
        headers=saved_as("taiwa-record.zip"),
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
