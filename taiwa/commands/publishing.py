"""The record in open formats, as files: `taiwa record convert`, `taiwa forum calendar`, `taiwa forum feed`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from taiwa.commands.options import INTERFACES, debug_option
from taiwa.commands.shared import Screen

if TYPE_CHECKING:
    from taiwa.view.published.addresses import Addresses

FORMATS = ("akn", "annotations", "jsonld")


def as_file(command: Callable[..., str]) -> Callable[..., None]:
    """The options of a command whose result is a document; the command gets a `Screen` and `Addresses` first."""

    @click.option("-o", "--output", metavar="FILE", help="Write to this file; else to standard output.")
    @click.option("--address", metavar="URL", help="Where the record is served; else TAIWA_ADDRESS, else this machine.")
    @click.option("--database", metavar="WHERE", help="The record: a file or an address; else TAIWA_DATABASE.")
    @click.option("--interface", type=click.Choice(INTERFACES), help="The language of labels; else that of LANG.")
    @debug_option
    @functools.wraps(command)
    def wrapped(
        *arguments: Any,
        output: str | None,
        address: str | None,
        database: str | None,
        interface: str | None,
        **options: Any,
    ) -> None:
        from taiwa.view.delivery import deliver

        screen = Screen(database, None, "terminal", interface, True)
        deliver(command(screen, _addresses(address), *arguments, **options), output)

    return wrapped


def _addresses(address: str | None) -> Addresses:
    from taiwa.settings import as_base, settings
    from taiwa.view.published.addresses import HOME, Addresses

    home = as_base(address) or settings().address or HOME
    return Addresses(home, home)


@click.command()
@click.argument("ref")
@click.option("--to", "format", type=click.Choice(FORMATS), required=True, help="The format.")
@as_file
def convert(screen: Screen, at: Addresses, ref: str, format: str) -> str:
    """Write what REF names in an open format, as people have decided it.

    akn is Akoma Ntoso 3.0 of a version; annotations are W3C Web Annotations of a version, what the machine read and
    what a person decided each by themselves; jsonld is linked data of a forum, meeting, text, version, entity, or of a
    provision (VERSION@120-131).

    \b
    Examples:
      taiwa record convert kitanagi/foreign-ministers-3/joint-statement/en --to akn -o statement.xml
      taiwa record convert kitanagi/foreign-ministers-3/joint-statement/ja --to annotations
      taiwa record convert kitanagi --to jsonld
    """
    import json

    with screen.record() as opened:
        if format == "jsonld":
            made = opened.linked_data(opened.place_of(ref), ref, at)
        else:
            published = opened.publication(ref)
            if format == "akn":
                from taiwa.view.published.akomantoso import as_akomantoso

                return as_akomantoso(published, at).decode("utf-8") + "\n"
            from taiwa.view.published.annotations import annotations_of
            from taiwa.view.published.container import whole

            made = whole(at.annotations(ref), ref, annotations_of(published, at))
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


@click.command()
@click.argument("id", required=False)
@click.option(
    "--deadlines",
    type=click.Choice(("events", "tasks", "none")),
    default="events",
    show_default=True,
    help="How deadlines of commitments are written.",
)
@click.option("--language", metavar="CODE", help="Take deadlines from the versions in this language.")
@as_file
def calendar(screen: Screen, at: Addresses, id: str | None, deadlines: str, language: str | None) -> str:
    """Write the meetings and deadlines of a forum, or of all, as iCalendar for any calendar program.

    What has no day is listed in the calendar as left out.

    \b
    Examples:
      taiwa forum calendar kitanagi -o kitanagi.ics
      taiwa forum calendar --deadlines tasks -o all.ics
    """
    with screen.record() as opened:
        return opened.calendar(id, screen.labels, at, deadlines=deadlines, language=language).decode("utf-8")


@click.command()
@click.argument("id", required=False)
@click.option("--before", type=click.IntRange(min=1), help="News older than the change of this number.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many at most.")
@as_file
def feed(screen: Screen, at: Addresses, id: str | None, before: int | None, limit: int) -> str:
    """Write the news of a forum, or of all, as an Atom feed: new texts, new readings, decisions, meetings.

    \b
    Examples:
      taiwa forum feed kitanagi -o kitanagi.atom
      taiwa forum feed --limit 10
    """
    with screen.record() as opened:
        return opened.feed(id, screen.labels, at, before=before, limit=limit).decode("utf-8") + "\n"
