"""A folder of documents: which files below it are to be read.

Owns the choice of files by name. What is inside a file is decided when it is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from taiwa.errors import MissingFile

SUFFIXES = frozenset({".txt", ".md", ".pdf", ".docx", ".html", ".htm", ".xhtml"})
# What Taiwa writes is `name.taiwa.html` or, under any other name, a page whose generator says so.
OWN_MARK = ".taiwa."
_GENERATOR = (b'name="generator" content="taiwa', b"name=generator content=taiwa")


def documents_under(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield the documents below `path` in the order of their names, deepest folders in place; a file yields itself.

    Hidden files, Word's lock files and our own outputs are skipped; every folder is visited once, whatever links lead
    to it. A folder that may not be listed and a link that leads nowhere are yielded themselves, so that opening them
    says what is wrong. Raises `MissingFile` where there is nothing at `path`.
    """
    root = Path(path)
    try:
        there = root.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        raise MissingFile(f"{os.fspath(path)}: there is no such file or folder")
    return _walk(root, set()) if root.is_dir() else iter((root,))


def _walk(folder: Path, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        yield folder
        return
    for name in names:
        entry = folder / name
        if name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            yield from _walk(entry, seen)
        elif entry.suffix.lower() in SUFFIXES and (entry.is_file() or entry.is_symlink()) and not _is_ours(entry):
            yield entry


def _is_ours(path: Path) -> bool:
    if OWN_MARK in path.name.lower():
        return True
    if path.suffix.lower() not in {".html", ".htm", ".xhtml"}:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(2048).lower()
    except OSError:
        return False
    return any(mark in head for mark in _GENERATOR)
