"""`taiwa record`: what is put into the record, shown of it, decided in it, and taken out of it whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from taiwa.commands.publishing import convert
from taiwa.commands.shared import Screen, on_record, remark, why_option

if TYPE_CHECKING:
    from rich.text import Text

    from taiwa.model import Change
    from taiwa.record import Added
    from taiwa.record.record import Record

AUTHORITIES = ("authentic", "official", "provisional", "unofficial", "press", "unknown")
EXPORTS = ("jsonl", "csv", "parquet")
LISTED = ("texts", "versions", "meetings", "forums", "entities")
# Facts of a version that its text is filed by, in a field of the same name.
FILED = ("title", "kind", "date")
# Exit code where some of several documents were not taken, as for `taiwa read`.
SOME_FAILED = 3


@click.group()
def record() -> None:
    """Keep the record of dialogues: texts, meetings, decisions, history.

    It lies in one file in the user's data folder, or where TAIWA_DATABASE says: another file, or PostgreSQL by
    postgresql://user@host/name (install taiwa[postgresql]).

    \b
    Example:
      taiwa record add statement.pdf
    """


@record.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--forum", metavar="ID", help="The forum, where the text itself doesn't tell.")
@click.option("--meeting", metavar="ID", help="The meeting.")
@click.option("--text", metavar="ID", help="The text of which this is a version.")
@click.option("--kind", metavar="KIND", help="What it is: joint-statement, communique, declaration, resolution ...")
@click.option("--date", metavar="DATE", help="Its date.")
@click.option("--authority", type=click.Choice(AUTHORITIES), help="How much this language version binds.")
@click.option("--language", metavar="CODE", help="Its language (ja, en, ru) instead of the one found.")
@click.option("--all-versions", is_flag=True, help="Take every language version that a document holds.")
@why_option()
@on_record
def add(
    screen: Screen, files: tuple[str, ...], language: str | None, all_versions: bool, why: str, **chosen: str | None
) -> None:
    """Read documents and keep them.

    FILE is a file, a folder, a web address, or - for standard input. The text itself says of which forum and meeting it
    is; options say so where it doesn't. What the record has already is recognised and left as it is.

    \b
    Examples:
      taiwa record add statement-ja.pdf statement-en.pdf
      taiwa record add communique.docx --forum cajad --authority provisional
      taiwa record add statements/
    """
    from taiwa.errors import OF_THE_RECORD, TaiwaError
    from taiwa.record import Choice

    added: list[Added] = []
    failed = 0
    wheres = _documents(files)
    try:
        with screen.record() as opened, _progress(wheres) as shown:
            for where in shown:
                try:
                    added += opened.add(where, Choice(**chosen), language=language, every=all_versions, why=why)
                except TaiwaError as error:
                    # What is wrong with the record itself is wrong for every document.
                    if len(wheres) == 1 or isinstance(error, OF_THE_RECORD):
                        raise
                    failed += 1
                    remark(f"{error}. {error.advice}")
    except BaseException:
        if new := [each.version.id for each in added if each.new]:
            remark(f"stopped; {len(new)} were added before, the last {new[-1]}; the same command goes on from there")
        raise
    for each in added:
        for words in each.remarks:
            remark(f"{each.version.id}: {words}")
    screen.show([_added(each) for each in added], lambda: _added_lines(added))
    if failed:
        raise click.exceptions.Exit(SOME_FAILED)


def _documents(files: tuple[str, ...]) -> list[str]:
    from pathlib import Path

    from taiwa.errors import MissingFile
    from taiwa.intake import documents_under

    out: list[str] = []
    for name in files:
        if not Path(name).is_dir():
            out.append(name)
            continue
        found = [str(path) for path in documents_under(name)]
        if not found:
            raise MissingFile(f"{name}: no documents in this folder")
        out += found
    return out


def _progress(wheres: list[str]) -> Any:
    """The documents one after another, with a bar on standard error where there are many and somebody watches."""
    import sys
    from contextlib import nullcontext

    if len(wheres) < 4 or not sys.stderr.isatty():
        return nullcontext(wheres)
    return click.progressbar(wheres, file=sys.stderr, label="taiwa")


def _added(each: Added) -> dict[str, Any]:
    from taiwa.model.plain import plain

    return {
        "text": each.text.id, "version": plain(each.version), "new": each.new, "provisions": each.provisions,
        "remarks": each.remarks,
    }  # fmt: skip


def _added_lines(added: list[Added]) -> Iterator[str]:
    for each in added:
        if each.new:
            yield f"added    {each.version.id}  ({each.provisions} provisions, {each.version.authority})"
        else:
            yield f"there    {each.version.id}  has these words already; nothing was changed"


@record.command(name="list")
@click.argument("what", type=click.Choice(LISTED), default="texts")
@click.option("--forum", metavar="ID", help="Only of this forum.")
@click.option("--kind", metavar="KIND", help="Only of this kind (texts, entities).")
@on_record
def list_(screen: Screen, what: str, forum: str | None, kind: str | None) -> None:
    """List texts, versions, meetings, forums or entities.

    \b
    Examples:
      taiwa record list
      taiwa record list meetings --forum cajad
      taiwa record list entities --kind treaty --format json
    """
    from taiwa.commands.listing import LISTS
    from taiwa.view.ledger import table

    heads, nouns, row = LISTS[what]
    with screen.record() as opened, opened.read() as asking:
        found = nouns(asking.view, forum, kind)
        rows = [row(asking.view, each) for each in found]
    screen.show(found, lambda: [*table(rows, heads, screen.width), *([] if rows else ["(nothing)"])])


@record.command()
@click.argument("ref")
@on_record
def show(screen: Screen, ref: str) -> None:
    """Show a forum, meeting, text, version, provision or entity, with what people decided of it.

    A provision is VERSION#p12 by its number in the current reading, or VERSION@120-131 by the characters of its
    operative words, which stays the same when the text is read anew.

    \b
    Examples:
      taiwa record show cajad/foreign-ministers-9
      taiwa record show kitanagi/foreign-ministers-3/joint-statement/ja
      taiwa record show kitanagi/foreign-ministers-3/joint-statement/ja#p12
    """
    from taiwa.commands.showing import shown

    with screen.record() as opened:
        data, lines = shown(opened, ref, screen)
    screen.show(data, lambda: lines)


@record.command()
@click.argument("ref")
@click.argument("field")
@click.argument("value")
@why_option(required=True)
@on_record
def correct(screen: Screen, ref: str, field: str, value: str, why: str) -> None:
    """Correct what the machine read: a field of a provision, or of a version's facts. Its finding stays beside it.

    Fields of a provision: act, force, followup, speaker, content, fields, mentions, qualifiers, preambular, paragraph,
    and exists (false: this is no provision; true, with VERSION@START-END: one that the machine missed). Of a version's
    facts: title, kind, date, place, chair, session, level, forum, parties ... VALUE is words, or JSON.

    \b
    Examples:
      taiwa record correct kitanagi/foreign-ministers-3/joint-statement/ja#p12 act undertake --why "it binds"
      taiwa record correct .../ja#p12 speaker JP,KZ --why "only these two are named"
      taiwa record correct .../ja place カナヴィク --why "misread"
    """
    with screen.record() as opened:
        made = opened.correct(ref, field, value, why)
        with opened.read() as asking:
            filed = asking.view.version(made.version).text
    if made.subject == "statement" and field in FILED:
        remark(
            f"the reading is corrected; {filed} stays filed as it was: taiwa record set {filed} {field} ... --why ..."
        )
    quote = f"  “{made.quote}”" if made.quote else ""
    said = "nothing" if made.machine == "null" else made.machine
    screen.show(made, lambda: [f"correction {made.number} of {made.version}: {field} {said} → {made.value}{quote}"])


@record.command()
@click.argument("version")
@click.argument("number", type=int)
@why_option(required=True)
@on_record
def withdraw(screen: Screen, version: str, number: int, why: str) -> None:
    """End a correction; the machine's finding holds again, the correction stays in the history.

    \b
    Example:
      taiwa record withdraw kitanagi/foreign-ministers-3/joint-statement/ja 1 --why "the reader was right"
    """
    with screen.record() as opened:
        ended = opened.withdraw(version, number, why)
    screen.show(ended, lambda: [f"correction {number} of {version} is withdrawn"])


@record.command()
@click.argument("ref")
@click.argument("words")
@click.argument("entity")
@why_option()
@on_record
def link(screen: Screen, ref: str, words: str, entity: str, why: str) -> None:
    """Say that words which a provision mentions stand for an entity of the record.

    \b
    Example:
      taiwa record link kitanagi/foreign-ministers-3/joint-statement/en#p20 "the Fund" kitanagi-environment-fund
    """
    with screen.record() as opened:
        made = opened.link(ref, words, entity, why)
    screen.show(made, lambda: [f"“{made.written}” in {ref} stands for {entity}"])


@record.command()
@click.argument("ref")
@click.argument("words")
@why_option(required=True)
@on_record
def unlink(screen: Screen, ref: str, words: str, why: str) -> None:
    """End what a person said that words of a provision stand for; what their name says holds again.

    \b
    Example:
      taiwa record unlink kitanagi/foreign-ministers-3/joint-statement/en#p20 "the Fund" --why "another fund is meant"
    """
    with screen.record() as opened:
        ended = opened.unlink(ref, words, why)
    screen.show(ended, lambda: [f"“{ended.written}” in {ref} no longer stands for {ended.entity}"])


@record.command(name="set")
@click.argument("id")
@click.argument("field")
@click.argument("value")
@why_option(required=True)
@on_record
def set_(screen: Screen, id: str, field: str, value: str, why: str) -> None:
    """Change one fact of a meeting, text or version: where a text belongs, a meeting's date, a version's authority.

    \b
    Examples:
      taiwa record set texts/2027-05-14-statement meeting kitanagi/foreign-ministers-3 --why "its heading says so"
      taiwa record set kitanagi/foreign-ministers-3/joint-statement/en authority authentic --why "signed in English"
      taiwa record set texts/draft withdrawn true --why "never issued"
    """
    with screen.record() as opened:
        noun = opened.set(id, field, value, why)
    screen.show(noun, lambda: [f"{id}: {field} is {getattr(noun, field)}"])


@record.command()
@on_record
def sample(screen: Screen) -> None:
    """Put the invented forum that ships with Taiwa into the record, to try everything with.

    \b
    Example:
      taiwa record sample --database try.sqlite3
    """
    with screen.record() as opened:
        added = opened.load_sample()
    screen.show([_added(each) for each in added], lambda: _added_lines(list(added)))


@record.command()
@click.argument("version", required=False)
@why_option()
@on_record
def reread(screen: Screen, version: str | None, why: str) -> None:
    """Read a version, or all, anew with this version of the reader. Older readings and all corrections stay.

    \b
    Example:
      taiwa record reread
    """
    with screen.record() as opened:
        kept = opened.reread(version, why=why)
        notes = [note for each in kept for note in _disagreements(opened, each.version)]
    screen.show(kept, lambda: [*(f"read anew  {k.version}  (reading {k.number}, {k.reader})" for k in kept), *notes])
    if not kept and screen.format == "terminal":
        click.echo("Every reading is the same as before.", err=True)


def _disagreements(opened: Record, version: str) -> Iterator[str]:
    """How the new reading stands to what people decided, where that is news."""
    for each in opened.review(version).decisions:
        if each.state != "stands":
            made = each.correction
            yield f"  correction {made.number} ({made.field} “{made.quote}”): {each.state}; the reader says {each.now}"


@record.command()
@click.argument("ref", required=False)
@click.option("--limit", type=click.IntRange(min=1), help="Only the last so many.")
@on_record
def history(screen: Screen, ref: str | None, limit: int | None) -> None:
    """Show the history, or that of one identifier and what belongs to it: when, who, what, and why.

    \b
    Examples:
      taiwa record history
      taiwa record history kitanagi/foreign-ministers-3
    """
    from taiwa.errors import NotInRecord
    from taiwa.view.ledger import table

    with screen.record() as opened:
        changes = opened.history(ref, limit=limit)
    if ref is not None and not changes:
        raise NotInRecord(f"the history has nothing of {ref!r}; what was decided of a provision is under its version")
    heads = ("", "when", "who", "", "what", "why")
    screen.show(changes, lambda: table([_change(each) for each in changes], heads, screen.width))


def _change(each: Change) -> tuple[str, ...]:
    return (
        str(each.number),
        each.at,
        each.who,
        each.verb,
        each.subject,
        "; ".join(filter(None, (_news(each), each.why))),
    )


def _news(each: Change) -> str:
    """What a change says: the fields that it changed, old and new; what was decided, and what the machine had read."""
    import json

    if each.after is None:
        return ""
    after = json.loads(each.after)
    if each.verb == "correct":
        return f"{after['field']}: {_short(after['machine'])} → {_short(after['value'])}"
    if each.verb == "link":
        return f"“{after['written']}” stands for {after['entity']}"
    if each.verb == "unlink":
        return f"“{after['written']}” no longer stands for {after['entity']}"
    if each.before is None:
        return ""
    before = json.loads(each.before)
    changed = [name for name in after if before.get(name) != after[name]]
    return ", ".join(f"{name}: {_short(before.get(name))} → {_short(after[name])}" for name in changed)


def _short(value: object) -> str:
    import json

    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"


record.add_command(convert)


# --- as a whole ------------------------------------------------------------------------------------------------


@record.command()
@click.argument("place")
@click.option(
    "--as", "rows_as", type=click.Choice(EXPORTS), default="jsonl", show_default=True, help="How rows are written."
)
@on_record
def export(screen: Screen, place: str, rows_as: str) -> None:
    """Write the whole record as open files to a new folder, or to a ZIP file where PLACE ends in .zip.

    Every table of the record, the documents themselves, and a flat table of all provisions for a spreadsheet or R.

    \b
    Examples:
      taiwa record export record-2026/
      taiwa record export record.zip --as csv
    """
    with screen.record() as opened:
        counts = opened.export(place, rows_as)
    screen.show(counts, lambda: [*_counted(counts), f"written to {place}"])


@record.command(name="import")
@click.argument("place")
@on_record
def import_(screen: Screen, place: str) -> None:
    """Read an export into an empty record (name a new one with --database). Nothing is lost, nothing added.

    \b
    Example:
      taiwa record import record-2026/ --database new.sqlite3
    """
    counts = _read_back(screen, place)
    screen.show(counts, lambda: [*_counted(counts), f"read from {place}"])


@record.command()
@click.argument("file")
@on_record
def backup(screen: Screen, file: str) -> None:
    """Write the whole record to one ZIP file and check it; it can be brought back on SQLite and PostgreSQL alike.

    \b
    Example:
      taiwa record backup taiwa-2026-11-28.zip
    """
    from taiwa.errors import WrongValue
    from taiwa.record.exchange import verify

    if not file.endswith(".zip"):
        raise WrongValue(f"{file}: a backup is a ZIP file; give it a name that ends in .zip")
    with screen.record() as opened:
        opened.export(file)
    counts = verify(file)
    screen.show(counts, lambda: [*_counted(counts), f"written to {file}, and checked"])


@record.command()
@click.argument("file")
@on_record
def restore(screen: Screen, file: str) -> None:
    """Bring a backup back into an empty record. A record that holds anything is never overwritten.

    \b
    Example:
      taiwa record restore taiwa-2026-11-28.zip --database restored.sqlite3
    """
    counts = _read_back(screen, file)
    screen.show(counts, lambda: [*_counted(counts), f"restored from {file}"])


@record.command()
@on_record
def reindex(screen: Screen) -> None:
    """Make search's tables anew from the record.

    \b
    Example:
      taiwa record reindex
    """
    with screen.record() as opened:
        number = opened.reindex()
    screen.show({"versions": number}, lambda: [f"{number} versions can be found again"])


def _read_back(screen: Screen, place: str) -> dict[str, int]:
    from taiwa.record.exchange import restore as read_back
    from taiwa.settings import settings
    from taiwa.store import Store

    store = Store(screen.database or settings().database)
    try:
        return read_back(store, place)
    finally:
        store.close()


def _counted(counts: dict[str, int]) -> Iterator[Text | str]:
    for name, number in counts.items():
        if number:
            yield f"{number:>9,}  {name}"
