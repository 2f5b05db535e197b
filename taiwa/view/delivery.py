"""Where renderings go: standard output, one file, or a folder with a file for each document.

A file appears whole or not at all: it is written beside its place and renamed. Names carry `.taiwa.`, by which
intake knows our own outputs.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Self, TextIO
from urllib.parse import unquote, urlsplit

from taiwa.view.render import Rendered
from taiwa.view.tally import Summary

SUFFIXES = {"terminal": "txt", "json": "json", "csv": "csv", "html": "html"}


class Stream:
    """All renderings one after another into one open file; a table gets its header first."""

    def __init__(self, out: TextIO, format: str) -> None:
        self.out, self.format, self.number = out, format, 0

    def add(self, rendered: Rendered) -> None:
        """Write one rendering."""
        if self.format == "csv" and not self.number:
            from taiwa.view.table import as_csv

            self.out.write(as_csv([]))
        self.number += 1
        self.out.write(rendered.text)
        self.out.flush()


class Folder:
    """A file for each rendering. With `index`, the language of one, leaving without an exception adds `index.html`."""

    def __init__(self, path: Path, format: str, index: str | None = None) -> None:
        self.path, self.format, self.index = path, format, index
        self.taken: set[str] = {"index.html"}
        self.pages: list[tuple[str, Summary]] = []

    def add(self, rendered: Rendered) -> None:
        """Write one rendering under a name of its own."""
        name = file_name(rendered.where, SUFFIXES[self.format], self.taken)
        with atomic(self.path / name) as out:
            Stream(out, self.format).add(rendered)
        self.pages.append((name, rendered.summary))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if kind is None and self.index and self.pages:
            from taiwa.view.labels import labels_in
            from taiwa.view.page import as_index

            with atomic(self.path / "index.html") as out:
                out.write(as_index(self.pages, labels_in(self.index)))


@contextmanager
def atomic(path: Path) -> Iterator[TextIO]:
    """A UTF-8 file that takes its place when the block ends without an exception and something was written.

    Creates missing folders, keeps the target of a link and the mode of a file; writes straight to a device or pipe.
    Raises OSError.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="", errors="backslashreplace") as out:
            yield out
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".taiwa-", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="", errors="backslashreplace") as out:
            yield out
            written = out.tell()
        if written:
            os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            os.replace(name, path)
    finally:
        if os.path.exists(name):
            os.unlink(name)


def deliver(text: str, output: str | None) -> None:
    """Writes a text to standard output (None or `-`), or to a file, which appears whole. Raises OSError."""
    if output in (None, "-"):
        standard_output().write(text)
        return
    with atomic(Path(output)) as out:
        out.write(text)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def file_name(where: str, suffix: str, taken: set[str]) -> str:
    """A name for the rendering of `where` that is not in `taken`, and is added to it: `stem.taiwa.suffix`."""
    path = urlsplit(where).path if "://" in where else where
    last = PurePosixPath(unquote(path) if "://" in where else path.replace(os.sep, "/")).name
    stem = (
        re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', "_", "standard-input" if where == "-" else last).strip(" .") or "document"
    )
    # A file name holds 255 bytes; Japanese takes three for each character.
    stem = stem.encode("utf-8", "backslashreplace")[:180].decode("utf-8", "ignore")
    if not Path(stem).suffix[1:].isdigit():
        stem = Path(stem).stem
    name, number = f"{stem}.taiwa.{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}.taiwa.{suffix}"
    taken.add(name.casefold())
    return name


def standard_output() -> TextIO:
    """Standard output in UTF-8 with line ends left as they are, whatever the locale."""
    out = sys.stdout
    if hasattr(out, "reconfigure"):
        out.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return out
