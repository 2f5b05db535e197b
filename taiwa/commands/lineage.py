"""`taiwa lineage`: the wording of a topic or a provision through all editions in the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from taiwa.commands.shared import Screen, on_record, remark_if_empty

if TYPE_CHECKING:
    from rich.text import Text

    from taiwa.model import Step, Thread


@click.command()
@click.argument("topic", nargs=-1, required=True, metavar="TOPIC...")
@click.option("--forum", metavar="ID", help="Only through the texts of this forum.")
@click.option("--language", metavar="CODE", help="In this language; else in that of its words, with most hits.")
@click.option("--changes-only", is_flag=True, help="Only wordings that stand in more than one edition, or are gone.")
@on_record
def lineage(
    screen: Screen, topic: tuple[str, ...], forum: str | None, language: str | None, changes_only: bool
) -> None:
    """Trace the wording of a topic, or of one provision, through all editions in the record.

    TOPIC is a query as for `taiwa search`, or a provision (VERSION#p12). Shown are the first use, each change and what
    it did to the strength, when the wording disappeared, and from which forum it was taken over. Promises that
    disappeared are listed at the end.

    \b
    Examples:
      taiwa lineage water management --forum cajad
      taiwa lineage field:education followup:commitment
      taiwa lineage kitanagi/foreign-ministers-3/joint-statement/ja#p12
    """
    with screen.record() as opened:
        remark_if_empty(opened)
        threads = opened.lineage(" ".join(topic), forum=forum, language=language)
    if changes_only:
        threads = tuple(thread for thread in threads if len(thread.steps) > 1 or thread.gone)
    screen.show(threads, lambda: _lines(threads, screen))


def _lines(threads: tuple[Thread, ...], screen: Screen) -> Iterator[Text | str]:
    from taiwa.view.ledger import heading

    labels = screen.labels
    for thread in threads:
        yield heading(f"{thread.forum} · {thread.steps[0].date} – {thread.steps[-1].date}")
        for step in thread.steps:
            yield from _step(step, thread.language, screen)
        if thread.gone:
            yield f"  {labels.say('gone', edition=thread.gone)}"
        if thread.origin:
            ref = f"{thread.origin.edition}#{thread.origin.provision}"
            yield f"  {labels.say('taken_over', ref=ref, date=thread.origin.date)}"
        yield ""
    lost = [thread for thread in threads if thread.gone and thread.steps[-1].followup == "commitment"]
    if lost:
        yield heading(labels.say("lost", number=len(lost)))
        for thread in lost:
            last = thread.steps[-1]
            yield f"  ◆ {last.edition}#{last.provisions[0]}  {last.words}"
        yield ""
    yield labels.say("threads", number=len(threads))


def _step(step: Step, language: str, screen: Screen) -> Iterator[Text]:
    from rich.text import Text

    from taiwa.view.labels import MARKS, bar
    from taiwa.view.ledger import edited
    from taiwa.view.prose import safe
    from taiwa.view.terminal import STYLES
    from taiwa.view.wrapping import wrap

    full, rest = bar(step.force)
    style = STYLES.get(step.act, "")
    head = Text("  ").append(f"{MARKS.get(step.followup, ' ')} ", "bold yellow")
    head.append(f"{screen.labels.name('act', step.act)} ", style).append(full, style).append(rest, "dim")
    first = step.verdict == "first"
    became = screen.labels.say("first_use") if first else screen.labels.name("verdict", step.verdict)
    head.append(f"  {became}", _COLOURS.get(step.verdict, ""))
    head.append(f"  {safe(step.date)}  {safe(step.edition)}#{','.join(step.provisions)}", "dim")
    yield from wrap(head, screen.width)
    yield from (
        Text("      ").append_text(line)
        for line in wrap(edited(step.edits, step.words, language, screen.colour), screen.width - 6)
    )


_COLOURS = {"strengthened": "green", "weakened": "red", "contested": "magenta", "reworded": "cyan"}
