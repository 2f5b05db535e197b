"""Options that several commands share, and what the environment says of them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from typing import Any

import click

INTERFACES = ("en", "ja", "ru")


def debug_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--debug`, on the whole or on one command."""
    return click.option(
        "--debug", is_flag=True, expose_value=False, callback=_note_debug, help="Show the traceback of a fault."
    )(command)


def _note_debug(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.find_root().meta["taiwa.debug"] = True


def size(value: str) -> int:
    """A number of bytes from `5000` or `20M`; K, M and G are 1024 and its powers. Raises click.BadParameter."""
    found = re.fullmatch(r"(\d+)\s*([KMG]?)B?", str(value).strip(), re.I)
    if not found or int(found[1]) == 0:
        raise click.BadParameter(f"{value!r} is no size; give bytes, or a number with K, M or G.")
    powers: list[int] = [1024**power for power in range(4)]
    return int(found[1]) * powers[" KMG".index(found[2].upper() or " ")]


def language_of_environment() -> str:
    """The interface language that the environment asks for; English where it names none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value[:2].lower() if value[:2].lower() in INTERFACES else "en"
    return "en"


def width_of(output: str | None) -> int:
    """The cells of a line: the terminal's where one is written to, else 100."""
    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else 100


def wants_colour(output: str | None, no_color: bool) -> bool:
    """Whether what is shown goes to a terminal whose owner lets it be coloured."""
    plain = no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return output is None and sys.stdout.isatty() and not plain
