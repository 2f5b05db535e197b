"""The record's version: makes an empty database a record, and an older record one of this version.

Owns the order of things at the opening of a database. The steps themselves stand in `migrations/versions`, one file
each; a step once published is never changed.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from taiwa.errors import BrokenRecord, NewerRecord
from taiwa.store.database import Database

STEPS = Path(__file__).parent / "migrations" / "versions"


def prepare(database: Database) -> None:
    """Brings the database to this version; nothing happens where it is there already.

    Raises NewerRecord where a newer Taiwa made it, BrokenRecord where the database holds something else.
    """
    with database.read() as connection:
        at = version_of(connection, database.name)
    database.let_read_while_writing()
    if at == newest():
        return
    with database.write() as connection:
        if version_of(connection, database.name) != newest():  # nobody else was quicker
            upgrade(connection)


def steps() -> list[str]:
    """The numbers of the steps, in order: those of the files, so that opening a record needs no Alembic."""
    return sorted(path.name[:4] for path in STEPS.glob("*.py") if re.match(r"\d{4}_", path.name))


def newest() -> str:
    """The number of the newest step."""
    return steps()[-1]


def version_of(connection: Connection, name: str) -> str | None:
    """The step that the database `name` is at; None for an empty one. Raises as `prepare`."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or "change" not in tables:
        raise BrokenRecord(f"{name} is a database of something else; a record wants one of its own")
    at: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if at is None:
        raise BrokenRecord(f"{name} says of itself no version")
    if at not in steps():
        raise NewerRecord(f"{name} is at version {at}; this Taiwa knows it up to {newest()}")
    return at


def upgrade(connection: Connection, to: str = "head") -> None:
    """Runs the steps that are missing, up to and including `to`, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS.parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
