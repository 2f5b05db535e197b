"""`taiwa forum`: forums with their members, levels and meetings."""

from __future__ import annotations

from typing import Any

import click

from taiwa.commands.publishing import calendar, feed
from taiwa.commands.shared import Screen, on_record, remark, why_option

STATES = ("planned", "held", "postponed", "cancelled")
FORMATS = ("in-person", "online", "hybrid", "written")


@click.group()
def forum() -> None:
    """Keep forums: who belongs to them, who meets, when and where, and who has the chair.

    \b
    Example:
      taiwa forum load cajad
    """


@forum.command(name="list")
@on_record
def list_(screen: Screen) -> None:
    """List the forums of the record, and the dialogues that ship with Taiwa and aren't in it yet.

    \b
    Example:
      taiwa forum list
    """
    from taiwa.commands.listing import LISTS
    from taiwa.registry.dialogue import dialogues
    from taiwa.view.ledger import table

    heads, _, row = LISTS["forums"]
    with screen.record() as opened, opened.read() as asking:
        found = asking.view.forums()
        rows = [row(asking.view, each) for each in found]
    screen.show(found, lambda: [*table(rows, heads, screen.width), *([] if rows else ["(no forum yet)"])])
    known = {each.id for each in found}
    for dialogue in dialogues():
        if dialogue.forum.id not in known and screen.format == "terminal":
            remark(f"the facts of {dialogue.forum.names[0].text} ship with Taiwa: taiwa forum load {dialogue.forum.id}")


@forum.command()
@click.argument("id")
@on_record
def show(screen: Screen, id: str) -> None:
    """Show a forum: names, members, levels, meetings with their chairs, and why the facts are believed.

    \b
    Example:
      taiwa forum show cajad
    """
    from taiwa.commands.showing import shown

    with screen.record() as opened:
        data, lines = shown(opened, id, screen)
    screen.show(data, lambda: lines)


@forum.command()
@click.argument("id")
@on_record
def load(screen: Screen, id: str) -> None:
    """Take up the facts of a dialogue that ships with Taiwa, or a file written like those (a path that ends in .toml).

    \b
    Examples:
      taiwa forum load cajad
      taiwa forum load our-forum.toml
    """
    with screen.record() as opened:
        changed = opened.load_file(id) if id.endswith(".toml") else opened.load(id)
    screen.show({"changed": changed}, lambda: [f"{changed} facts of {id} are new or changed"])


@forum.command()
@click.argument("id")
@click.option("--name", "names", multiple=True, metavar="LANGUAGE=NAME", help='A name: en="Our Dialogue"; repeatable.')
@click.option("--abbreviation", "short", multiple=True, metavar="NAME", help="An abbreviation; repeatable.")
@click.option("--member", "members", multiple=True, metavar="PARTY", help="A member's code; repeatable, replaces all.")
@click.option("--observer", "observers", multiple=True, metavar="PARTY", help="An observer's code; repeatable.")
@click.option("--level", "levels", multiple=True, metavar="LEVEL", help="A level, the highest first; repeatable.")
@click.option("--note", default=None, help="What else is to be known.")
@click.option("--confidential/--open", default=None, help="Whether it is for its members' eyes only.")
@why_option()
@on_record
def add(screen: Screen, id: str, why: str, **given: Any) -> None:
    """Add a forum, or change what is said of it: what isn't given stays.

    \b
    Examples:
      taiwa forum add kitanagi --name en="Kitanagi Sea Dialogue" --name ja=「北凪海」対話
      taiwa forum add kitanagi --level leaders --level foreign-ministers
      taiwa forum add kitanagi --member XA --member XB
    """
    with screen.record() as opened:
        noun, changed = opened.describe_forum(id, why=why, **given)
    screen.show(noun, lambda: [f"{id} is {'kept' if changed else 'as it was'}"])


@forum.command()
@click.argument("id")
@click.option("--forum", metavar="ID", help="Its forum; else what stands before the slash of ID.")
@click.option("--level", metavar="LEVEL", help="Its level: leaders, foreign-ministers, senior-officials ...")
@click.option("--number", type=int, help="Its number within the level.")
@click.option("--uncounted", is_flag=True, help="It has no number because it isn't counted.")
@click.option("--date", metavar="DATE", help="Its first day, as exact as known.")
@click.option("--end", metavar="DATE", help="Its last day.")
@click.option("--place", help="Where.")
@click.option("--format-of-meeting", "format_", type=click.Choice(FORMATS), help="How they met.")
@click.option("--chair", metavar="PARTY", help="Who is in the chair.")
@click.option("--next-chair", metavar="PARTY", help="Who has it next.")
@click.option("--status", type=click.Choice(STATES), help="Whether it took place.")
@click.option("--note", help="What else is to be known.")
@why_option()
@on_record
def meet(screen: Screen, id: str, why: str, **given: Any) -> None:
    """Add a meeting, or change what is said of it: what isn't given stays.

    \b
    Examples:
      taiwa forum meet kitanagi/foreign-ministers-5 --level foreign-ministers --number 5 --date 2031 --status planned
      taiwa forum meet kitanagi/foreign-ministers-5 --status cancelled --why "announced by the chair"
    """
    with screen.record() as opened:
        noun, changed = opened.describe_meeting(id, why=why, **given)
    screen.show(noun, lambda: [f"{id} is {'kept' if changed else 'as it was'}"])


@forum.command()
@click.argument("meeting")
@click.argument("party")
@click.argument("person")
@click.option("--office", default="", help="The person's office.")
@click.option(
    "--role", type=click.Choice(("head", "chair", "member", "guest", "secretariat")), default="member", help="The role."
)
@click.option("--rank", type=int, help="The rank within the delegation, from 1.")
@click.option("--attended/--absent", default=None, help="Whether they came.")
@click.option("--party-to-text/--no-party-to-text", default=None, help="Whether their party is a party to the text.")
@why_option()
@on_record
def delegate(screen: Screen, meeting: str, party: str, person: str, why: str, **given: Any) -> None:
    """Say who was in a delegation: attendance, rank, and being a party to the text are three different facts.

    \b
    Example:
      taiwa forum delegate kitanagi/foreign-ministers-3 XA "Gunna Soref" --role chair --rank 1 --attended
    """
    from taiwa.model import Delegate

    noun = Delegate(meeting, person, party, **given)
    with screen.record() as opened:
        changed = opened.put(noun, why=why)
    screen.show(noun, lambda: [f"{person} ({party}) is {'kept' if changed else 'as before'}"])


@forum.command()
@click.argument("id")
@click.option("--kind", metavar="KIND", help="treaty, resolution, programme, body, route, place, party or forum.")
@click.option("--name", "names", multiple=True, metavar="LANGUAGE=NAME", help="A name; repeatable.")
@click.option("--abbreviation", "short", multiple=True, metavar="NAME", help="An abbreviation; repeatable.")
@click.option("--identifier", "identifiers", multiple=True, metavar="SCHEME=VALUE", help="An identifier; repeatable.")
@click.option("--note", default=None, help="What else is to be known.")
@why_option()
@on_record
def entity(screen: Screen, id: str, why: str, **given: Any) -> None:
    """Add a treaty, programme, body or party that texts name, or change what is said of it: what isn't given stays.

    Texts added from then on are linked to it by any of its names; `taiwa record reindex` links those that are there.

    \b
    Example:
      taiwa forum entity kitanagi-fund --kind body --name en="Kitanagi Sea Fund" --name ja=北凪海基金
    """
    with screen.record() as opened:
        noun, changed = opened.describe_entity(id, why=why, **given)
    screen.show(noun, lambda: [f"{id} is {'kept' if changed else 'as it was'}"])


forum.add_command(calendar)
forum.add_command(feed)
