"""A document as it arrives from a browser or a program: bytes within limits, a plain name; on its way to be read."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from fastapi import UploadFile
from starlette.concurrency import run_in_threadpool

from taiwa.errors import EmptyDocument
from taiwa.record.adding import Document
from taiwa.view.prose import heal, safe
from taiwa.web.guards import LARGEST_UPLOAD
from taiwa.web.readers import Job, readers

LONGEST_NAME = 120
# What a document may unpack to: a DOCX is a ZIP file.
UNPACKED = 2 * LARGEST_UPLOAD


def begun(upload: UploadFile, language: str | None = None, every: bool = False, *, scale: str = "taiwa-2026") -> Job:
    """An uploaded document on its way to be read. Raises EmptyDocument."""
    name = plain_name(upload.filename or "")
    data = upload.file.read()
    if not data:
        raise EmptyDocument(f"{name}: holds no bytes at all")
    return readers().start(name, data, language, every, UNPACKED, scale)


def plain_name(name: str) -> str:
    """A file's name without its folders, control characters or surplus length."""
    last = PureWindowsPath(PurePosixPath(name.replace("\0", "")).name).name
    return safe(heal(last)).strip().strip(".")[-LONGEST_NAME:] or "document"


async def read(upload: UploadFile, **asked: Any) -> Document:
    """An uploaded document, read; no thread of those that answer is held meanwhile. Raises what `taiwa.read` raises."""
    job = await run_in_threadpool(begun, upload, **asked)
    await job.settled()
    return job.result()
