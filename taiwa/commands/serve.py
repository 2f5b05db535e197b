"""`taiwa serve`."""

from __future__ import annotations

import webbrowser

import click


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8850, show_default=True, help="The port; 0 takes any.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address; only ones of this machine.")
@click.option("--database", metavar="WHERE", help="The record: a file or an address; else TAIWA_DATABASE.")
@click.option("--user", metavar="NAME", help="Who writes, for the history; else TAIWA_USER or the login name.")
@click.option("--sample", is_flag=True, help="Put the invented forum into the record first.")
@click.option("--open", "show", is_flag=True, help="Open a browser.")
def serve(port: int, host: str, database: str | None, user: str | None, sample: bool, show: bool) -> None:
    """Open the application: the record in a browser, and the REST API, on this machine only.

    \b
    Examples:
      taiwa serve
      taiwa serve --port 9000 --database record.sqlite3
      taiwa serve --sample --open
    """
    try:
        from taiwa.web.serving import serve as run
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{error.name} is missing. Install the application: pip install 'taiwa[web]'"
        ) from error

    run(host, port, database, user, sample=sample, ready=lambda address: _say(address, show))


def _say(address: str, show: bool) -> None:
    click.echo(f"Taiwa is at {address} (Ctrl-C ends it)", err=True)
    if show:
        # Where there is no browser, the address above has to do.
        webbrowser.open(address)
