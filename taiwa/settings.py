"""What the environment says, read once into a frozen object. The only module that looks at environment and user."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """`database` is where the record lies: a file's path, or an address `sqlite:///...` or `postgresql://...`; `user`
    is who writes in it (a name for the history, no credential)."""

    database: str
    user: str


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment: `TAIWA_DATABASE` (else `record.sqlite3` in the user's data folder) and
    `TAIWA_USER` (else the name under which the user is signed in)."""
    return Settings(environment.get("TAIWA_DATABASE") or _default_file(), environment.get("TAIWA_USER") or _signed_in())


def _default_file() -> str:
    from platformdirs import user_data_path

    return str(Path(user_data_path("taiwa", appauthor=False)) / "record.sqlite3")


def _signed_in() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "unknown"
