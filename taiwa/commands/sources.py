"""What a command's argument stands for: a document to be read, or a version that the record has read already.

Owns the order of trying: what is there as a file is a file; a web address and `-` are what they are; else the record is
asked. A record is never made by asking for something in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from taiwa.errors import MissingFile, NotInRecord

if TYPE_CHECKING:
    from taiwa.model import Reading


def reading_of(where: str, database: str | None, read: Callable[[str], Reading]) -> Reading:
    """The reading of `where`: of a document by `read`, or of a version of the record (`FORUM/MEETING/TEXT/LANGUAGE`) as
    people have decided it. Raises what `read` raises where it is neither."""
    path = Path(where)
    if where == "-" or "://" in where or path.exists() or path.is_absolute() or "/" not in where:
        return read(where)
    kept = _kept(where, database)
    if kept is not None:
        return kept
    try:
        return read(where)
    except MissingFile as error:
        raise MissingFile(f"{where}: there is no such file, and no such version in the record") from error


def _kept(version: str, database: str | None) -> Reading | None:
    from taiwa.settings import settings

    place = database or settings().database
    if "://" not in place and not Path(place).expanduser().exists():
        return None
    from taiwa.record import Record

    with Record.open(place) as record:
        try:
            reading = record.review(version).reading
        except NotInRecord:
            return None
    return replace(reading, source=replace(reading.source, name=version))
