"""`taiwa parity JA EN [RU]`: whether the language versions of a text say the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taiwa.commands.options import INTERFACES, debug_option, language_of_environment, size, wants_colour, width_of
from taiwa.commands.sources import reading_of

if TYPE_CHECKING:
    from taiwa.model import Parity, Reading, Source
    from taiwa.view.labels import Labels

FORMATS = ("terminal", "json", "csv", "html")
STATES = ("alarm", "tolerated", "agrees")
AUTHORITIES = ("authentic", "official", "provisional", "unofficial", "press")


@click.command()
@click.argument("versions", nargs=-1, required=True, metavar="VERSION...")
@click.option(
    "-f", "--format", type=click.Choice(FORMATS), default="terminal", show_default=True, help="What to write."
)
@click.option("-o", "--output", metavar="FILE", help="Where to write.")
@click.option("--only", multiple=True, type=click.Choice(STATES), help="Pairs in this state (terminal); repeatable.")
@click.option(
    "--authority", "authorities", multiple=True, metavar="CODE=STANDING", help="How much a version binds; repeatable."
)
@click.option("--database", metavar="WHERE", help="The record: a file or an address; else TAIWA_DATABASE.")
@click.option("--encoding", metavar="NAME", help="The encoding of text files instead of the one found.")
@click.option("--interface", type=click.Choice(INTERFACES), help="The language of labels; else that of LANG.")
@click.option("--no-color", is_flag=True, help="No colour; NO_COLOR in the environment does the same.")
@click.option("--max-bytes", type=size, metavar="SIZE", help="Refuse larger documents; 20M is 20 megabytes.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds to wait for an address.")
@debug_option
def parity(versions: tuple[str, ...], **options: Any) -> None:
    """Lay language versions of a text beside each other and say where they differ.

    VERSION is a file, a web address or a version in the record; two or more, or one document that holds all versions.
    Every provision of each is in one pair, and each pair agrees, is tolerated (words that differ by idiom), or differs:
    in force, class, speaker, follow-up or scope, or because one version lacks it.

    \b
    Examples:
      taiwa parity statement-ja.pdf statement-en.pdf
      taiwa parity ja.txt en.txt ru.txt --format html -o versions.html
      taiwa parity ja.txt en.txt --authority en=authentic --only alarm
      taiwa parity kitanagi/fm-4/joint-statement/ja kitanagi/fm-4/joint-statement/en
    """
    from taiwa.comparing.parity import parity as lay_beside
    from taiwa.view.labels import labels_in

    if versions.count("-") > 1:
        raise click.UsageError("Only one of the versions can come from standard input.")
    known = _authorities(options["authorities"])
    _check_output(options["output"], versions)
    readings = _readings(versions, options)
    _check_named(known, readings)
    found = lay_beside(readings, authorities=known)
    _write(found, labels_in(options["interface"] or language_of_environment()), options)


def _authorities(given: tuple[str, ...]) -> dict[str, str]:
    out = {}
    for each in given:
        name, _, standing = each.partition("=")
        if standing not in AUTHORITIES:
            raise click.BadParameter(f"{each!r} is not CODE=STANDING with one of {', '.join(AUTHORITIES)}.")
        out[name] = standing
    return out


def _check_named(known: dict[str, str], readings: list[Reading]) -> None:
    """Refuses a standing for what is not among the versions: it would be left out in silence."""
    for name in known:
        if not any(name in (reading.language, reading.source.name) for reading in readings):
            there = ", ".join(dict.fromkeys(reading.language for reading in readings))
            raise click.UsageError(f"--authority {name}: no version is in that language; there are {there}.")


def _check_output(output: str | None, documents: tuple[str, ...]) -> None:
    """Refuses an output that would replace one of the documents."""
    if output and output != "-" and Path(output).is_file():
        for where in documents:
            if Path(where).is_file() and Path(where).samefile(output):
                raise click.UsageError(f"The output {output} is a document to be compared. Name another file.")


def _readings(versions: tuple[str, ...], options: dict[str, Any]) -> list[Reading]:
    from taiwa.intake import open_document
    from taiwa.reading import read_source, read_versions

    limits = {name: options[name] for name in ("max_bytes", "timeout") if options[name] is not None}

    def opened(where: str) -> Source:
        return open_document(where, encoding=options["encoding"], **limits)

    if len(versions) == 1:
        readings = list(read_versions(opened(versions[0])))
    else:
        readings = [
            reading_of(where, options["database"], lambda file: read_source(opened(file))) for where in versions
        ]
    if len(readings) < 2:
        raise click.UsageError("Two versions are needed: name two documents, or one that holds several versions.")
    return readings


def _write(found: Parity, labels: Labels, options: dict[str, Any]) -> None:
    from taiwa.view.delivery import deliver

    deliver(_shown(found, labels, options), options["output"])


def _shown(found: Parity, labels: Labels, options: dict[str, Any]) -> str:
    match options["format"]:
        case "json":
            from taiwa.view.parity.record import as_json

            return as_json(found) + "\n"
        case "csv":
            from taiwa.view.parity.table import as_csv

            return as_csv(found, labels)
        case "html":
            from taiwa.view.parity.page import as_page

            return as_page(found, labels)
        case _:
            from taiwa.view.parity.terminal import as_terminal

            width = width_of(options["output"])
            colour = wants_colour(options["output"], options["no_color"])
            return as_terminal(found, labels, width=width, colour=colour, only=options["only"])
