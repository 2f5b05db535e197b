"""`taiwa compare OLD NEW`: what changed from one edition to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taiwa.commands.options import INTERFACES, debug_option, language_of_environment, size, wants_colour, width_of
from taiwa.commands.sources import reading_of

if TYPE_CHECKING:
    from taiwa.model import Comparison, Reading
    from taiwa.view.labels import Labels

FORMATS = ("terminal", "json", "csv", "html", "docx")
VERDICTS = ("kept", "reworded", "strengthened", "weakened", "contested", "new", "dropped")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "-f", "--format", type=click.Choice(FORMATS), default="terminal", show_default=True, help="What to write."
)
@click.option("-o", "--output", metavar="FILE", help="Where to write; a Word document needs a file.")
@click.option(
    "--only", multiple=True, type=click.Choice(VERDICTS), help="Pairs with this verdict (terminal); repeatable."
)
@click.option(
    "--scale", "scales", multiple=True, metavar="NAME", help="A scale of force to ask, instead of all of them."
)
@click.option("--database", metavar="WHERE", help="The record: a file or an address; else TAIWA_DATABASE.")
@click.option("--language", metavar="CODE", help="The language of both (ja, en, ru) instead of the one found.")
@click.option("--encoding", metavar="NAME", help="The encoding of text files instead of the one found.")
@click.option("--interface", type=click.Choice(INTERFACES), help="The language of labels; else that of LANG.")
@click.option("--no-color", is_flag=True, help="No colour; NO_COLOR in the environment does the same.")
@click.option("--max-bytes", type=size, metavar="SIZE", help="Refuse larger documents; 20M is 20 megabytes.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds to wait for an address.")
@debug_option
def compare(old: str, new: str, **options: Any) -> None:
    """Compare two editions of a text, or any two texts in one language.

    OLD and NEW are files, web addresses, or versions in the record (as people have decided them); one of them may be -
    for standard input. Every provision of either side is
    in one pair: kept, reworded, strengthened, weakened, contested (the scales of force disagree), new or dropped.

    \b
    Examples:
      taiwa compare statement-2030.pdf statement-2031.pdf
      taiwa compare old.docx new.docx --only weakened --only dropped
      taiwa compare kitanagi/foreign-ministers-3/joint-statement/ja kitanagi/foreign-ministers-4/joint-statement/ja
      taiwa compare old.txt new.txt --format html -o changes.html
      taiwa compare old.txt new.txt --format docx -o changes.docx
    """
    from taiwa.comparing import compare as compare_readings
    from taiwa.lexicon import scale
    from taiwa.view.labels import labels_in

    if old == new == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    _check_output(options["output"], options["format"], (old, new))
    for name in options["scales"]:
        scale(name)
    readings = [reading_of(where, options["database"], lambda file: _read(file, options)) for where in (old, new)]
    comparison = compare_readings(*readings, scales=options["scales"])
    _write(comparison, labels_in(options["interface"] or language_of_environment()), options)


def _check_output(output: str | None, format: str, documents: tuple[str, str]) -> None:
    """Refuses an output that can't be, or that would replace one of the documents."""
    if format == "docx" and output in (None, "-"):
        raise click.UsageError("A Word document needs a file: add --output FILE.docx.")
    if output and output != "-" and Path(output).is_file():
        for where in documents:
            if Path(where).is_file() and Path(where).samefile(output):
                raise click.UsageError(f"The output {output} is a document to be compared. Name another file.")


def _read(where: str, options: dict[str, Any]) -> Reading:
    from taiwa.intake import open_document
    from taiwa.reading import read_source

    limits = {name: options[name] for name in ("max_bytes", "timeout") if options[name] is not None}
    source = open_document(where, encoding=options["encoding"], **limits)
    return read_source(source, language=options["language"])


def _write(comparison: Comparison, labels: Labels, options: dict[str, Any]) -> None:
    from taiwa.view.delivery import atomic, deliver

    format, output = options["format"], options["output"]
    if format == "docx":
        from taiwa.view.comparison.document import as_document

        with atomic(Path(output)) as out:
            out.buffer.write(as_document(comparison, labels))
        return
    deliver(_shown(comparison, labels, options), output)


def _shown(comparison: Comparison, labels: Labels, options: dict[str, Any]) -> str:
    match options["format"]:
        case "json":
            from taiwa.view.comparison.record import as_json

            return as_json(comparison) + "\n"
        case "csv":
            from taiwa.view.comparison.table import as_csv

            return as_csv(comparison, labels)
        case "html":
            from taiwa.view.comparison.page import as_page

            return as_page(comparison, labels)
        case _:
            from taiwa.view.comparison.terminal import as_terminal

            width = width_of(options["output"])
            colour = wants_colour(options["output"], options["no_color"])
            return as_terminal(comparison, labels, width=width, colour=colour, only=options["only"])
