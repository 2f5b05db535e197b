"""`taiwa search` and `taiwa precedents`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from taiwa.commands.shared import Screen, on_record, remark_if_empty

if TYPE_CHECKING:
    from rich.text import Text

    from taiwa.record import Answer, Precedent

# A facet's option, and what it is called in the index.
FACETS = {
    "forum": "forum", "meeting": "meeting", "speaker": "speaker", "act": "act", "force": "force", "field": "field",
    "followup": "followup", "mention": "mention", "entity": "entity", "language": "language", "kind": "kind",
}  # fmt: skip

# An argument that excludes a word and is none of the short options, which `-f json` and `-h` are.
EXCLUDES = re.compile(r"-(?!-|[fh]$|f(?:json|terminal)$)\D.*", re.DOTALL)
# What stands before the words of an argument: a minus, a facet's name.
BEFORE = re.compile(r"[-\u2212]?(?:[a-z_]+[:\uff1a])?")
QUOTES = re.compile('["\u201c\u201d\u201e\uff02\u00ab\u300c]')


class _Asking(click.Command):
    """A command whose words may begin with a minus: `-energy` is a word to exclude, not the option `-e`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # The language of queries takes the minus sign proper as well, and click takes it for no option.
        return super().parse_args(ctx, [f"\u2212{each[1:]}" if EXCLUDES.fullmatch(each) else each for each in args])


def _written(arguments: tuple[str, ...]) -> str:
    """The query of several arguments: what the shell held together without quotation marks of its own stays together.
    A single one is a query as it is."""
    if len(arguments) < 2:
        return " ".join(arguments)
    return " ".join(_held(each) if " " in each and not QUOTES.search(each) else each for each in arguments)


def _held(argument: str) -> str:
    before = BEFORE.match(argument)
    at = before.end() if before else 0
    return f'{argument[:at]}"{argument[at:]}"'


def _facet_options(command: Any) -> Any:
    for name in reversed(FACETS):
        command = click.option(f"--{name}", multiple=True, metavar="VALUE", help=f"Only of this {name}; repeatable.")(
            command
        )
    return command


@click.command(cls=_Asking)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@_facet_options
@click.option("--since", metavar="DATE", help="From this date on; 2024, 2024-06 or 2024-06-30.")
@click.option("--until", metavar="DATE", help="Up to the end of this date.")
@click.option("--literal", is_flag=True, help="The words as written only, not what they are called in other languages.")
@click.option("--limit", type=click.IntRange(0, 1000), default=10, show_default=True, help="How many hits.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="How many hits to pass over.")
@click.option("--count", "counts", multiple=True, metavar="FACET", help="Count the hits by a facet; repeatable.")
@on_record
def search(screen: Screen, query: tuple[str, ...], **options: Any) -> None:
    """Find provisions, texts and entities by words and facets, in three languages.

    QUERY is words, "phrases in quotation marks", -words to exclude, and facets as facet:value. Japanese is found by
    words and parts of words, English and Russian in all their endings. Words that name a concept or an entity are found
    in the other languages too; hits say so.

    \b
    Examples:
      taiwa search water management -energy
      taiwa search '"rule of law"' speaker:JP since:2020
      taiwa search 人材育成 act:undertake --count field
      taiwa search followup:commitment --forum cajad --format json
    """
    facets = {FACETS[name]: options.pop(name) for name in FACETS}
    with screen.record() as record:
        remark_if_empty(record)
        answer = record.search(_written(query), {name: values for name, values in facets.items() if values}, **options)
    screen.show(_data(answer), lambda: _lines(answer, screen, options["offset"]))


def _data(answer: Answer) -> dict[str, Any]:
    from taiwa.view.record import hit_data

    found = answer.found
    return {
        "total": found.total,
        "more": found.more,
        "hits": [hit_data(hit) for hit in found.hits],
        "named": [hit_data(hit) for hit in answer.named.hits],
        "counts": found.counts,
        "field": answer.field,
        "in_field": answer.in_field,
        "in_field_more": answer.in_field_more,
    }


def _lines(answer: Answer, screen: Screen, offset: int) -> Iterator[Text | str]:
    from taiwa.view.ledger import heading, hit_lines

    labels, found = screen.labels, answer.found
    for hit in found.hits:
        yield from hit_lines(hit, labels, screen.width, screen.colour)
        yield ""
    if answer.named.hits:
        yield heading(labels.say("named"))
        for hit in answer.named.hits:
            yield from hit_lines(hit, labels, screen.width, screen.colour)
        yield ""
    first = offset + 1 if found.hits else 0
    total = f"{found.total}{'+' if found.more else ''}"
    yield heading(labels.say("hits", first=first, last=offset + len(found.hits), total=total))
    for facet, counts in found.counts.items():
        yield f"{facet}: " + ", ".join(f"{value} {number}" for value, number in counts)
    if answer.field and answer.in_field:
        name = labels.name("field", answer.field)
        number = f"{answer.in_field}{'+' if answer.in_field_more else ''}"
        yield labels.say("in_field", field=name, number=number, query=f"field:{answer.field}")


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@_facet_options
@click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True, help="How many at most.")
@on_record
def precedents(screen: Screen, words: tuple[str, ...], limit: int, **options: Any) -> None:
    """Find agreed language: where a phrase or sentence stands already, exactly and nearly, nearest first.

    \b
    Examples:
      taiwa precedents "open, transparent and inclusive"
      taiwa precedents 「自由で開かれた国際秩序」 --forum cajad
      taiwa precedents "The Ministers decided to establish a working group on" --format json
    """
    facets = {FACETS[name]: values for name, values in options.items() if values}
    with screen.record() as record:
        remark_if_empty(record)
        found = record.precedents(" ".join(words), facets, limit=limit)
    screen.show([_precedent(each) for each in found], lambda: _precedent_lines(found, screen))


def _precedent(each: Precedent) -> dict[str, Any]:
    from taiwa.model import Hit
    from taiwa.view.record import hit_data

    return {**hit_data(Hit(each.item, each.spans)), "exact": each.exact, "nearness": round(each.nearness, 3)}


def _precedent_lines(found: tuple[Precedent, ...], screen: Screen) -> Iterator[Text | str]:
    from taiwa.model import Hit
    from taiwa.view.ledger import heading, hit_lines

    for exact in (True, False):
        some = [each for each in found if each.exact is exact]
        if some:
            yield heading(screen.labels.say("exact" if exact else "near", number=len(some)))
            yield ""
        for each in some:
            yield from hit_lines(Hit(each.item, each.spans), screen.labels, screen.width, screen.colour)
            yield f"  {screen.labels.say('nearness', share=f'{each.nearness:.0%}')}" if not exact else ""
            if not exact:
                yield ""
    if not found:
        yield screen.labels.say("no_precedents")
