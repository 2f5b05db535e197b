"""`taiwa account`: who may sign in to the application, and what they may do there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from taiwa.commands.shared import Command, Screen, on_record, remark

if TYPE_CHECKING:
    from taiwa.record import Record

ROLES = ("reader", "delegation", "editor", "secretariat", "administrator")
SCOPES = ("read", "decide", "add", "describe", "manage")
stdin_option = click.option("--password-stdin", is_flag=True, help="Take the password from standard input, one line.")


def of_account(command: Command) -> Command:
    """The account that a command is about."""
    return click.argument("id", metavar="NAME")(command)


@click.group()
def account() -> None:
    """Keep accounts for the application: as soon as there is one, everybody has to sign in.

    The first account is an administrator's. A password is asked for, or read from standard input; it is never an
    argument, which other users of a machine can see. Accounts are of this installation: no export of the record has
    them, a backup of the database does.

    \b
    Examples:
      taiwa account add mori --name "Mori A." --administrator
      taiwa account add ito
      taiwa account grant ito kitanagi editor
    """


@account.command()
@of_account
@click.option("--name", default="", metavar="WORDS", help="The person's name, as the application shows it.")
@click.option("--administrator", is_flag=True, help="Of the whole record: sees all, may do all.")
@click.option("--no-password", is_flag=True, help="Who signs in through the provider only, or has tokens only.")
@click.option("--subject", metavar="WORDS", help="Who this is to the OpenID provider that TAIWA_OIDC_ISSUER names.")
@stdin_option
@on_record
def add(
    screen: Screen,
    id: str,
    name: str,
    administrator: bool,
    no_password: bool,
    subject: str | None,
    password_stdin: bool,
) -> None:
    """Add an account.

    \b
    Examples:
      taiwa account add mori --name "Mori A." --administrator
      pass show taiwa/ito | taiwa account add ito --password-stdin
      taiwa account add sato --no-password --subject 7f3c-2210
    """
    from taiwa.settings import settings

    provider = settings().oidc
    if subject and not provider:
        raise click.UsageError("--subject needs a provider: set TAIWA_OIDC_ISSUER and TAIWA_OIDC_CLIENT_ID.")
    password = None if no_password else password_from(password_stdin)
    with screen.record() as record:
        made = record.accounts.add(id, name, password, administrator=administrator, by=by(record))
        if subject and provider:
            record.signing.link(made.id, provider.issuer, subject, by=by(record))
        only = len(record.accounts.all()) == 1
    remark(f"{made.id} can sign in now" + ("; from now on everybody has to" if only else ""))


@account.command(name="list")
@on_record
def list_(screen: Screen) -> None:
    """List the accounts with their roles.

    \b
    Example:
      taiwa account list
    """
    from taiwa.view.ledger import table

    with screen.record() as record:
        found = record.accounts.all()
    data = [_shown(each, grants) for each, grants in found]
    rows = [
        (each["id"], each["name"], "" if each["active"] else "deactivated", "; ".join(map(_said, each["roles"])))
        for each in data
    ]
    heads = ("account", "name", "state", "roles")
    screen.show(data, lambda: [*table(rows, heads, screen.width), *([] if rows else ["(no account yet)"])])


@account.command()
@of_account
@stdin_option
@on_record
def password(screen: Screen, id: str, password_stdin: bool) -> None:
    """Give an account a new password; its sessions and tokens end.

    \b
    Example:
      taiwa account password ito
    """
    with screen.record() as record:
        record.accounts.one(id)
        record.accounts.set_password(id, password_from(password_stdin), by=by(record))
    remark(f"the password of {id} is changed")


@account.command()
@of_account
@click.argument("forum")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--party", metavar="CODE", help="The party that a delegation is of.")
@on_record
def grant(screen: Screen, id: str, forum: str, role: str, party: str | None) -> None:
    """Give an account a role in FORUM, or in every forum that is not confidential and in what is of none: '*'.

    A reader and a delegation see a confidential forum; an editor corrects and adds documents; a secretariat changes
    facts too. An administrator is one of the whole record.

    \b
    Examples:
      taiwa account grant ito kitanagi editor
      taiwa account grant sato kitanagi delegation --party XA
      taiwa account grant mori '*' administrator
    """
    with screen.record() as record:
        record.accounts.grant(id, forum, role, party, by=by(record))


@account.command()
@of_account
@click.argument("forum")
@on_record
def revoke(screen: Screen, id: str, forum: str) -> None:
    """Take an account's role in FORUM, or the one it has everywhere ('*').

    \b
    Example:
      taiwa account revoke ito kitanagi
    """
    with screen.record() as record:
        if not record.accounts.revoke(id, forum, by=by(record)):
            remark(f"{id} has no role in {forum}")


@account.command()
@of_account
@on_record
def deactivate(screen: Screen, id: str) -> None:
    """Let an account in no more; its sessions and tokens end. It stays, since the history names it.

    \b
    Example:
      taiwa account deactivate ito
    """
    with screen.record() as record:
        record.accounts.deactivate(id, by=by(record))


@account.command()
@of_account
@on_record
def activate(screen: Screen, id: str) -> None:
    """Let an account in again.

    \b
    Example:
      taiwa account activate ito
    """
    with screen.record() as record:
        record.accounts.activate(id, by=by(record))


@account.command()
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="So many lines.")
@on_record
def audit(screen: Screen, limit: int) -> None:
    """Show sign-ins, refusals, changes of accounts and roles, the youngest first. Nothing in it can be altered.

    \b
    Example:
      taiwa account audit --limit 200
    """
    from taiwa.view.ledger import table

    with screen.record() as record:
        lines = record.accounts.audit(limit=limit)
    rows = [(each.at, each.who, each.event, each.about, each.address) for each in lines]
    screen.show(lines, lambda: table(rows, ("when", "who", "what", "about", "address"), screen.width))


@account.command()
@of_account
@click.argument("purpose", required=False)
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="What it may do; repeatable.")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it is good for.")
@click.option("--end", metavar="ID", help="End the token whose identifier begins so.")
@on_record
def token(screen: Screen, id: str, purpose: str | None, scopes: tuple[str, ...], days: int, end: str | None) -> None:
    """Make a token for a program, shown this once; without PURPOSE list an account's tokens.

    It may read, and what --scope says, never more than the account.

    \b
    Examples:
      taiwa account token ito "calendar of the desk" --days 365
      taiwa account token ito importer --scope add --scope decide
      taiwa account token ito --end 3f2a91
    """
    with screen.record() as record:
        record.accounts.one(id)
        held = record.signing.held(id, "token")
        if end is not None:
            for each in [each for each in held if each.digest.startswith(end) and len(end) >= 6]:
                record.signing.end(id, each.digest, by=by(record))
                remark(f"the token {each.name!r} has ended")
        elif purpose is not None:
            secret, _ = record.signing.make_token(id, purpose, scopes, days, by=by(record))
            click.echo(secret)
            remark("this is shown once; keep it where secrets are kept")
        else:
            _list_tokens(screen, held)


def _list_tokens(screen: Screen, held: Any) -> None:
    from taiwa.view.ledger import table

    rows = [(each.digest[:8], each.name, " ".join(each.scopes), each.expires[:10], each.used[:10]) for each in held]
    data = [
        {"id": each.digest, "name": each.name, "scopes": each.scopes, "expires": each.expires, "used": each.used}
        for each in held
    ]
    heads = ("id", "purpose", "may", "until", "used")
    screen.show(data, lambda: [*table(rows, heads, screen.width), *([] if rows else ["(no token)"])])


def by(record: Record) -> str:
    """Who the audit says it was: somebody at the machine, not the account of that name."""
    return f"{record.user} (command line)"


def password_from(stdin: bool) -> str:
    """A password, typed twice or read from standard input, its line's end taken away."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _shown(account: Any, grants: Any) -> dict[str, Any]:
    roles = [{"forum": each.forum, "role": each.role, "party": each.party} for each in grants]
    return {
        "id": account.id,
        "name": account.name,
        "created": account.created,
        "active": account.active,
        "provider": account.issuer,
        "roles": roles,
    }


def _said(role: dict[str, Any]) -> str:
    of = f" of {role['party']}" if role["party"] else ""
    return f"{role['role']}{of} ({role['forum']})"
