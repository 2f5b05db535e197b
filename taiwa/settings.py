"""What the environment says, read once into a frozen object. The only module that looks at environment and user."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID provider by which people sign in: its address, what this application is to it, what a button calls it.
    `new` says whether its people get an account by signing in."""

    issuer: str
    client: str
    secret: str | None
    name: str
    new: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """`database` is where the record lies: a file's path, or an address `sqlite:///...` or `postgresql://...`; `user`
    is who writes in it (a name for the history, no credential); `address` is where the record is served, if it has a
    place of its own: open formats name things by it. It ends in a slash."""

    database: str
    user: str
    oidc: Provider | None = None
    address: str | None = None


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment: `TAIWA_DATABASE` (else `record.sqlite3` in the user's data folder), `TAIWA_USER`
    (else the name under which the user is signed in), and `TAIWA_OIDC_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET`, `_NAME`,
    `_NEW` (`yes` lets all people of the provider in), `TAIWA_ADDRESS` (else none)."""
    return Settings(
        environment.get("TAIWA_DATABASE") or _default_file(),
        environment.get("TAIWA_USER") or _signed_in(),
        _provider(environment),
        as_base(environment.get("TAIWA_ADDRESS")),
    )


def _provider(environment: Mapping[str, str]) -> Provider | None:
    said = {name: environment.get(f"TAIWA_OIDC_{name}", "").strip() for name in ("ISSUER", "CLIENT_ID", "NAME", "NEW")}
    if not (said["ISSUER"] and said["CLIENT_ID"]):
        return None
    secret = environment.get("TAIWA_OIDC_CLIENT_SECRET") or None
    name = said["NAME"] or said["ISSUER"].partition("://")[2] or said["ISSUER"]
    return Provider(said["ISSUER"], said["CLIENT_ID"], secret, name, said["NEW"].lower() == "yes")


def oidc_lacks(environment: Mapping[str, str] = os.environ) -> str | None:
    """The variable that a half-set environment lacks for sign-in by OpenID; None where it lacks none, or says nothing
    of it."""
    wanted = ("TAIWA_OIDC_ISSUER", "TAIWA_OIDC_CLIENT_ID")
    missing = [name for name in wanted if not environment.get(name, "").strip()]
    said = any(environment.get(name, "").strip() for name in (*wanted, "TAIWA_OIDC_CLIENT_SECRET"))
    return missing[0] if said and missing else None


def as_base(address: str | None) -> str | None:
    """An address that others are below of: it ends in one slash. None for none."""
    return address.strip().rstrip("/") + "/" if address and address.strip() else None


def _default_file() -> str:
    from platformdirs import user_data_path

    return str(Path(user_data_path("taiwa", appauthor=False)) / "record.sqlite3")


def _signed_in() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "unknown"
