"""What commands over the record share: the options, the opened record, and the two ways of showing a result.

Owns no verb. A command gives data for programs and lines for eyes; which is printed is decided here.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from taiwa.commands.options import INTERFACES, debug_option, language_of_environment, wants_colour, width_of

if TYPE_CHECKING:
    from rich.text import Text

    from taiwa.record import Record
    from taiwa.view.labels import Labels

Command = Callable[..., Any]


def on_record(command: Command) -> Command:
    """The options of every command over the record; the command gets a `Screen` first, and opens the record with it."""

    @click.option("--database", metavar="WHERE", help="The record: a file or an address; else TAIWA_DATABASE.")
    @click.option("--user", metavar="NAME", help="Who writes, for the history; else TAIWA_USER or the login name.")
    @click.option(
        "-f",
        "--format",
        type=click.Choice(("terminal", "json")),
        default="terminal",
        show_default=True,
        help="What to print.",
    )
    @click.option("--interface", type=click.Choice(INTERFACES), help="The language of labels; else that of LANG.")
    @click.option("--no-color", is_flag=True, help="No colour; NO_COLOR in the environment does the same.")
    @debug_option
    @functools.wraps(command)
    def wrapped(
        *arguments: Any,
        database: str | None,
        user: str | None,
        format: str,
        interface: str | None,
        no_color: bool,
        **options: Any,
    ) -> Any:
        return command(Screen(database, user, format, interface, no_color), *arguments, **options)

    return wrapped


def why_option(required: bool = False) -> Callable[[Command], Command]:
    """`--why`, the reason that goes into the history."""
    return click.option("--why", required=required, default="", metavar="REASON", help="The reason, for the history.")


class Screen:
    """Where a command's result goes, and the record it is about."""

    def __init__(
        self, database: str | None, user: str | None, format: str, interface: str | None, no_color: bool
    ) -> None:
        self.database, self.user, self.format = database, user, format
        self.colour = wants_colour(None, no_color)
        self.width = min(width_of(None), 120)
        self.interface = interface or language_of_environment()

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The record, opened."""
        from taiwa.record import Record

        with Record.open(self.database, self.user) as record:
            yield record

    @property
    def labels(self) -> Labels:
        """The words of the interface."""
        from taiwa.view.labels import labels_in

        return labels_in(self.interface)

    def show(self, data: object, lines: Callable[[], Iterable[Text | str]]) -> None:
        """Prints `data` as JSON, or the lines."""
        if self.format == "json":
            from taiwa.model.plain import plain

            click.echo(json.dumps(plain(data), ensure_ascii=False, indent=2))
            return
        from rich.text import Text

        from taiwa.view.prose import safe
        from taiwa.view.terminal import shown

        made = (Text(safe(line)) if isinstance(line, str) else line for line in lines())
        click.echo(shown(made, self.colour), nl=False, color=self.colour or None)


def remark_if_empty(record: Record) -> None:
    """Says that nothing can be found in a record without a text: it may not be the one that was meant."""
    with record.read() as asking:
        empty = asking.view.count("text") == 0
    if empty:
        remark(f"there is no text in {record.store.database.name} yet: taiwa record add FILE, or taiwa record sample")


def remark(words: str) -> None:
    """A sentence for the user beside the result, on standard error."""
    from taiwa.view.prose import heal, safe

    click.echo(f"taiwa: {safe(heal(words))}", err=True)
