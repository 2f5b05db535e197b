"""The command line: one thin command for each verb. Owns options, exit codes and what goes to standard error.

Everything that reads or shows is imported when a command needs it, so that help is immediate.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from taiwa.commands.account import account
from taiwa.commands.compare import compare
from taiwa.commands.forum import forum
from taiwa.commands.lineage import lineage
from taiwa.commands.options import INTERFACES, debug_option, language_of_environment, size, wants_colour, width_of
from taiwa.commands.parity import parity
from taiwa.commands.record import record
from taiwa.commands.search import precedents, search
from taiwa.commands.serve import serve
from taiwa.errors import TaiwaError

if TYPE_CHECKING:
    from taiwa.view.delivery import Folder, Stream
    from taiwa.view.render import Failure, Rendered, Wish

FORMATS = ("terminal", "json", "csv", "html")
# More documents than this are shown by one line each.
IN_FULL = 3
# Exit codes beside those of the errors; 2 is click's own for a wrong use.
SOME_FAILED, FAULT, NOT_WRITTEN, INTERRUPTED, PIPE_CLOSED = 3, 70, 74, 130, 141


class Commands(click.Group):
    """The commands, with every way in which one can end."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no traceback reaches a user who didn't ask for one."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # Python flushes once more at its end; let it do so into nothing.
            _silence_standard_output()
            ctx.exit(PIPE_CLOSED)
        except TaiwaError as error:
            _complain(str(error), error.advice)
            ctx.exit(error.exit_code)
        except OSError as error:
            _debug(ctx)
            _complain(f"{error.filename or 'output'}: {error.strerror or error}", "Check the path and the space there.")
            ctx.exit(NOT_WRITTEN)
        except Exception as error:
            _debug(ctx)
            advice = "This is a fault of Taiwa. Please report it with what `--debug` prints."
            _complain(f"{type(error).__name__}: {error}", advice)
            ctx.exit(FAULT)


def _silence_standard_output() -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115


def _debug(ctx: click.Context) -> None:
    if ctx.find_root().meta.get("taiwa.debug"):
        import traceback

        click.echo(traceback.format_exc(), err=True)


def _complain(message: str, advice: str) -> None:
    """One line on what went wrong and one on what to do, on standard error."""
    from taiwa.view.prose import heal, safe

    bar = "\r\033[K" if sys.stderr.isatty() else ""
    click.echo(f"{bar}taiwa: {safe(heal(message))}", err=True)
    if advice:
        click.echo(f"       {safe(heal(advice))}", err=True)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"taiwa {version('taiwa')}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@debug_option
def main() -> None:
    """Taiwa reads joint statements into provisions: who says what to whom, how firmly, and what must follow.

    \b
    Example:
      taiwa read statement.pdf
    """


main.add_command(compare)
main.add_command(parity)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-f", "--format", type=click.Choice(FORMATS), default="terminal", show_default=True, help="What to print."
)
@click.option("-o", "--output", metavar="FILE-or-DIR", help="Where to write; a folder gets a file for each document.")
@click.option("--language", metavar="CODE", help="The documents' language (ja, en, ru) instead of the one found.")
@click.option("--all-versions", is_flag=True, help="Read every language version of a document, not the main one only.")
@click.option("--encoding", metavar="NAME", help="The encoding of text files instead of the one found.")
@click.option("--scale", default="taiwa-2026", show_default=True, metavar="NAME", help="The scale of force.")
@click.option("--interface", type=click.Choice(INTERFACES), help="The language of labels; else that of LANG.")
@click.option("--no-color", is_flag=True, help="No colour; NO_COLOR in the environment does the same.")
@click.option("--max-bytes", type=size, metavar="SIZE", help="Refuse larger documents; 20M is 20 megabytes.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds to wait for an address.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes that read; else one for each processor.")
@debug_option
def read(files: tuple[str, ...], **options: Any) -> None:
    """Read documents into provisions.

    FILE is a file, a folder with all the documents below it, a web address, or - for standard input.

    One document is shown in full, as are up to three in the terminal; more get a line each. Several give one JSON
    object a line, one table, or (with --output FOLDER) a page each and an index.

    \b
    Examples:
      taiwa read statement.pdf
      taiwa read statement.docx --format json > statement.json
      taiwa read statements/ --format csv -o provisions.csv
      taiwa read statements/ --format html -o pages/
      curl -s https://example.org/statement | taiwa read -
    """
    if options["all_versions"] and (options["language"] or options["format"] == "html"):
        raise click.UsageError("--all-versions goes with no --language, and with terminal, json and csv only.")
    wheres, failures = _documents(files)
    several = len(files) > 1 or Path(files[0]).is_dir()
    wish = _wish(options, several, len(wheres))
    _spare_the_sources(options["output"], wheres)
    out, close = _outlet(options["output"], wish, several)
    jobs = options["jobs"] or ((os.cpu_count() or 1) if len(wheres) > IN_FULL else 1)
    watched = several and bool(options["output"] or not sys.stdout.isatty())
    with close, closing(_outcomes(wheres, wish, jobs, watched)) as outcomes:
        for outcome in outcomes:
            _deliver(outcome, out, failures)
    if wish.format == "terminal" and wish.brief:
        _hint(wish)
    if failures:
        raise click.exceptions.Exit(SOME_FAILED if several else failures[0])


def _documents(files: Sequence[str]) -> tuple[list[str], list[int]]:
    """The documents that the arguments stand for, and the exit codes of those that stand for none."""
    from taiwa.errors import MissingFile

    wheres: list[str] = []
    failures: list[int] = []
    for name in files:
        if not Path(name).is_dir():
            wheres.append(name)
            continue
        from taiwa.intake import documents_under

        found = [str(path) for path in documents_under(name)]
        wheres += found
        if not found:
            _complain(f"{name}: no documents in this folder", "Text, PDF, DOCX and HTML files are read.")
            failures.append(MissingFile.exit_code)
    return wheres, failures


def _wish(options: dict[str, Any], several: bool, number: int) -> Wish:
    from taiwa.view.render import Wish

    format, output = options["format"], options["output"]
    if options["scale"] != "taiwa-2026":
        from taiwa.lexicon import scale

        scale(options["scale"])
    return Wish(
        format=format,
        brief=several and not _is_folder(output, format, several) if format == "json" else number > IN_FULL,
        colour=wants_colour(output, options["no_color"]),
        width=width_of(output),
        interface=options["interface"] or language_of_environment(),
        **{name: options[name] for name in ("language", "encoding", "scale", "max_bytes", "timeout", "all_versions")},
    )


def _is_folder(output: str | None, format: str, several: bool) -> bool:
    """Whether the output is a folder: it is one, or its name ends like one, or several pages need one."""
    if output is None or output == "-":
        return False
    return Path(output).is_dir() or output.endswith(("/", os.sep)) or (format == "html" and several)


def _spare_the_sources(output: str | None, wheres: Sequence[str]) -> None:
    """Refuses an output that is one of the documents to be read: it would replace the source by its reading."""
    if output is None or output == "-" or not Path(output).is_file():
        return
    for where in wheres:
        if Path(where).is_file() and Path(where).samefile(output):
            raise click.UsageError(f"The output {output} is a document to be read. Name another file.")


def _outlet(output: str | None, wish: Wish, several: bool) -> tuple[Stream | Folder, ExitStack]:
    """Where the renderings go, and what must be closed when the last one is written."""
    from taiwa.view.delivery import Folder, Stream, atomic, standard_output

    close = ExitStack()
    if wish.format == "html" and several and output in (None, "-"):
        raise click.UsageError("Several pages need a folder: add --output FOLDER.")
    if output is None or output == "-":
        return Stream(standard_output(), wish.format), close
    if not _is_folder(output, wish.format, several):
        return Stream(close.enter_context(atomic(Path(output))), wish.format), close
    index = several and wish.format == "html"
    return close.enter_context(Folder(Path(output), wish.format, wish.interface if index else None)), close


def _outcomes(wheres: Sequence[str], wish: Wish, jobs: int, watched: bool) -> Generator[Rendered | Failure, None, None]:
    """The outcomes, with a progress bar on standard error where somebody watches and nothing else is shown."""
    from taiwa.view.render import render_all

    with closing(render_all(wheres, wish, jobs)) as outcomes:
        if not (watched and sys.stderr.isatty()):
            yield from outcomes
            return
        with click.progressbar(outcomes, length=len(wheres), file=sys.stderr, label="taiwa") as shown:
            yield from shown


def _deliver(outcome: Rendered | Failure, out: Stream | Folder, failures: list[int]) -> None:
    from taiwa.view.render import Failure

    if not isinstance(outcome, Failure):
        out.add(outcome)
        return
    if outcome.trace and click.get_current_context().find_root().meta.get("taiwa.debug"):
        click.echo(outcome.trace, err=True)
    name = "standard input" if outcome.where == "-" else outcome.where
    named = outcome.message.startswith(f"{name}:")
    _complain(outcome.message if named else f"{name}: {outcome.message}", outcome.advice)
    failures.append(outcome.exit_code)


def _hint(wish: Wish) -> None:
    from taiwa.view.labels import labels_in

    if sys.stderr.isatty():
        click.echo(labels_in(wish.interface).say("one_by_one"), err=True)


main.add_command(record)
main.add_command(forum)
main.add_command(search)
main.add_command(precedents)
main.add_command(lineage)
main.add_command(serve)
main.add_command(account)


@main.command()
def errors() -> None:
    """List what can go wrong: exit code, name and advice.

    \b
    Example:
      taiwa errors
    """
    general = (
        (0, "done", ""),
        (2, "wrong-use", "The command line is not understood; --help tells more."),
        (SOME_FAILED, "some-failed", "Some of several documents were not read; standard error says which and why."),
        (FAULT, "fault", "A fault of Taiwa. Please report it with what --debug prints."),
        (NOT_WRITTEN, "not-written", "The output could not be written."),
        (INTERRUPTED, "interrupted", ""),
        (PIPE_CLOSED, "pipe-closed", "Whoever read the output stopped reading."),
    )
    known = ((kind.exit_code, kind.reason, kind.advice) for kind in _family(TaiwaError))
    for code, reason, advice in sorted([*general, *known]):
        click.echo(f"{code:>3}  {reason:<22}{advice}".rstrip())


def _family(kind: type[TaiwaError]) -> Iterator[type[TaiwaError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _family(child)


@main.group()
def lexicon() -> None:
    """Look after the language knowledge.

    \b
    Example:
      taiwa lexicon check
    """


@lexicon.command()
@debug_option
def check() -> None:
    """Check every entry against its examples; each complaint is a line, and the exit code 21.

    \b
    Example:
      taiwa lexicon check
    """
    from taiwa.errors import LexiconError
    from taiwa.lexicon import check as complaints_of

    complaints = complaints_of()
    for complaint in complaints:
        click.echo(complaint)
    if complaints:
        raise click.exceptions.Exit(LexiconError.exit_code)
    click.echo("The lexicon is sound.", err=True)


@lexicon.command(name="try")
@click.argument("text")
@click.option("--language", default="ja", show_default=True, metavar="CODE", help="The language of the text.")
@debug_option
def try_phrase(text: str, language: str) -> None:
    """Show which entries fire in TEXT: start, end, the words, their meaning, the entry.

    \b
    Example:
      taiwa lexicon try "作業部会を設置することで一致した。"
    """
    from taiwa.lexicon import try_phrase as hits_in

    hits = hits_in(text, language)
    for start, end, surface, meaning, entry in hits:
        click.echo(f"{start}\t{end}\t{surface}\t{meaning}\t{entry}")
    if not hits:
        click.echo("No entry fires.", err=True)


@lexicon.command()
@debug_option
def scales() -> None:
    """List the scales of force.

    \b
    Example:
      taiwa lexicon scales
    """
    from taiwa.lexicon import scales as known

    for name, scale in known().items():
        click.echo(f"{name}\t{scale.title}\t{scale.source}")
