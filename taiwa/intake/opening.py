"""The door: a path, standard input, an address or bytes, and out comes a `Source`.

Owns the limits and the errors of the file system; the containers read themselves.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from typing import BinaryIO

from taiwa.errors import EmptyDocument, MissingFile, TooLarge, UnreadableFile
from taiwa.intake.kinds import Kind, kind_of
from taiwa.model import Source

# A statement is some tens of kilobytes; this leaves room for a PDF of scanned annexes.
DEFAULT_MAX_BYTES = 64 * 1024 * 1024
STANDARD_INPUT = "standard input"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")


def open_document(
    where: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    timeout: float = 20.0,
) -> Source:
    """Read the document at `where`: a path, `-` for standard input, or an http(s) address.

    `encoding` overrides what is detected in plain text and HTML; `max_bytes` limits what is read and what it unpacks
    to; `timeout` is the total time for an address, in seconds. Raises a `TaiwaError` that names the document.
    """
    name, data, media_type = document_bytes(where, max_bytes=max_bytes, timeout=timeout)
    return from_bytes(name, data, media_type=media_type, encoding=encoding, max_bytes=max_bytes)


def document_bytes(
    where: str | os.PathLike[str], *, max_bytes: int = DEFAULT_MAX_BYTES, timeout: float = 20.0
) -> tuple[str, bytes, str | None]:
    """The name, the bytes and, from an address, the media type of the document at `where`, not yet understood.

    Arguments and errors as for `open_document`; `from_bytes` reads what comes back.
    """
    name = os.fspath(where)
    if isinstance(where, str) and _ADDRESS.match(where):
        from taiwa.intake.address import fetch

        answer = fetch(where, max_bytes=max_bytes, timeout=timeout)
        return answer.name, answer.data, answer.media_type
    if name == "-":
        return STANDARD_INPUT, _read(STANDARD_INPUT, sys.stdin.buffer, max_bytes), None
    return _printable(name), _read_file(name, max_bytes), None


def from_bytes(
    name: str,
    data: bytes,
    *,
    media_type: str | None = None,
    encoding: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Source:
    """Read a document already in memory. What the bytes are decides, then `media_type`, then `name`.

    `media_type` may carry a charset as in an HTTP header. Raises a `TaiwaError` that names the document.
    """
    if len(data) > max_bytes:
        raise _too_large(name, f"holds {len(data)} bytes", max_bytes)
    if not data:
        raise EmptyDocument(f"{name}: holds no bytes at all")
    match kind_of(name, data, media_type):
        case Kind.PDF:
            from taiwa.intake.pdf import read_pdf

            return read_pdf(name, data)
        case Kind.DOCX:
            from taiwa.intake.docx import read_docx

            return read_docx(name, data, max_bytes=max_bytes)
        case Kind.HTML:
            from taiwa.intake.html import read_html

            return read_html(name, data, media_type=media_type, encoding=encoding)
        case Kind.PLAIN:
            from taiwa.intake.plain import read_plain

            return read_plain(name, data, media_type=media_type, encoding=encoding)


def _read_file(name: str, max_bytes: int) -> bytes:
    shown = _printable(name)
    try:
        with open(name, "rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > max_bytes:
                raise _too_large(shown, f"holds {status.st_size} bytes", max_bytes)
            return _read(shown, file, max_bytes)
    except FileNotFoundError as error:
        if os.path.islink(name):
            raise MissingFile(f"{shown}: a link to {_printable(os.readlink(name))}, which is not there") from error
        raise MissingFile(f"{shown}: there is no such file") from error
    except IsADirectoryError as error:
        raise UnreadableFile(f"{shown}: {_folder(name)}") from error
    except PermissionError as error:
        raise UnreadableFile(f"{shown}: may not be read (permission denied)") from error
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno in {errno.ENOTDIR, errno.ENAMETOOLONG}:
            raise MissingFile(f"{shown}: no file can have this path") from error
        if error.errno == errno.ELOOP:
            raise MissingFile(f"{shown}: a link that leads back to itself") from error
        raise UnreadableFile(f"{shown}: could not be read ({error.strerror or error})") from error


def _folder(name: str) -> str:
    return "is a folder, not a document" if os.access(name, os.R_OK | os.X_OK) else "a folder that may not be listed"


def _read(name: str, file: BinaryIO, max_bytes: int) -> bytes:
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _too_large(name, "goes on", max_bytes)
    return data


def _too_large(name: str, what: str, max_bytes: int) -> TooLarge:
    return TooLarge(f"{name}: {what} beyond the limit of {max_bytes} bytes")


def _printable(name: str) -> str:
    """A file name that any output can show: bytes that are no text come as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
