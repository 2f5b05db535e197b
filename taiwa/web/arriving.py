"""A document as it arrives from a browser or a program: its bytes within limits, its name made plain, read."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from fastapi import UploadFile

from taiwa.errors import EmptyDocument
from taiwa.record.adding import Document, take_bytes
from taiwa.view.prose import heal, safe
from taiwa.web.guards import LARGEST_UPLOAD

LONGEST_NAME = 120
# What a document may unpack to: a DOCX is a ZIP file.
UNPACKED = 2 * LARGEST_UPLOAD


def taken_from(upload: UploadFile, language: str | None = None, every: bool = False) -> Document:
    """An uploaded document, read. Raises what `taiwa.read` raises."""
    name = plain_name(upload.filename or "")
    data = upload.file.read()
    if not data:
        raise EmptyDocument(f"{name}: holds no bytes at all")
    return take_bytes(name, data, f"upload:{name}", language=language, every=every, max_bytes=UNPACKED)


def plain_name(name: str) -> str:
    """A file's name without its folders, control characters or surplus length."""
    last = PureWindowsPath(PurePosixPath(name.replace("\0", "")).name).name
    return safe(heal(last)).strip().strip(".")[-LONGEST_NAME:] or "document"
