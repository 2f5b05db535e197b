"""`taiwa serve`."""

from __future__ import annotations

import webbrowser
from typing import Any

import click


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8850, show_default=True, help="The port; 0 takes any.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address; a wider one needs accounts.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name it answers under; repeatable.")
@click.option("--certificate", metavar="FILE", help="The certificate (PEM, with its chain), for https.")
@click.option("--key", metavar="FILE", help="The certificate's key.")
@click.option("--behind-proxy", "proxy", metavar="ADDRESS", help="A proxy's address: it says who asks, and how.")
@click.option("--database", metavar="WHERE", help="The record: a file or an address; else TAIWA_DATABASE.")
@click.option("--user", metavar="NAME", help="Who writes, for the history; else TAIWA_USER or the login name.")
@click.option("--sample", is_flag=True, help="Put the invented forum into the record first.")
@click.option("--open", "show", is_flag=True, help="Open a browser.")
def serve(
    database: str | None,
    user: str | None,
    sample: bool,
    show: bool,
    **reach: Any,
) -> None:
    """Open the application: the record in a browser, and the REST API.

    Without accounts it is for who sits at this machine, and listens there only. With accounts (`taiwa account add`)
    everybody signs in, and it may listen wider; then give it a certificate, or a proxy that has one.

    \b
    Examples:
      taiwa serve
      taiwa serve --port 9000 --database record.sqlite3
      taiwa serve --sample --open
      taiwa serve --host 0.0.0.0 --port 443 --name taiwa.example.org --certificate chain.pem --key key.pem
      taiwa serve --name taiwa.example.org --behind-proxy 127.0.0.1
    """
    if bool(reach["certificate"]) != bool(reach["key"]):
        raise click.UsageError("--certificate and --key go together.")
    try:
        from taiwa.web.serving import Reach
        from taiwa.web.serving import serve as run
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{error.name} is missing. Install the application: pip install 'taiwa[web]'"
        ) from error

    way = Reach(**reach)
    if way.is_open_to_listeners:
        click.echo("taiwa: without a certificate passwords cross the network for all to read", err=True)
    run(way, database, user, sample=sample, ready=lambda address: _say(address, show))


def _say(address: str, show: bool) -> None:
    click.echo(f"Taiwa is at {address} (Ctrl-C ends it)", err=True)
    if show:
        # Where there is no browser, the address above has to do.
        webbrowser.open(address)
