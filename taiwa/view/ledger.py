"""The record's nouns for eyes in a terminal or a pipe: tables, pairs of label and words, hits with the words sought.

Owns layout only; what is shown, and in which order, the caller says. Japanese counts two cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from taiwa.model import Edit, Hit, Span
from taiwa.view.comparison.rows import spaced
from taiwa.view.labels import MARKS, Labels, bar
from taiwa.view.prose import heal, safe
from taiwa.view.terminal import STYLES
from taiwa.view.wrapping import padded, widest, wrap

# A column of a table never takes more of the width than this share, so that others can be read.
WIDEST_SHARE = 0.5
# Characters of a long body shown on each side of the first words that were sought.
AROUND = 160


def table(rows: Sequence[Sequence[str]], heads: Sequence[str], width: int) -> Iterator[Text]:
    """Rows under heads, columns as wide as they need; the last takes what is left and wraps in its place."""
    if not rows:
        return
    shown = [[safe(heal(cell)) for cell in row] for row in rows]
    columns = list(zip(heads, *shown, strict=True))
    widths = [min(widest(list(column)), max(8, int(width * WIDEST_SHARE))) for column in columns[:-1]]
    left = sum(widths) + 2 * len(widths)
    last = max(width - left, 20)
    yield _row(heads, widths, last, "dim")[0]
    for row in shown:
        yield from _row(row, widths, last, "")


def _row(cells: Sequence[str], widths: Sequence[int], last: int, style: str) -> list[Text]:
    columns = [wrap(Text(cell, style), size) for cell, size in zip(cells, [*widths, last], strict=True)]
    lines = []
    for i in range(max(len(column) for column in columns)):
        line, at = Text(), 0
        for column, size in zip(columns, [*widths, last], strict=True):
            line.pad_right(at - line.cell_len)
            line.append_text(column[i] if i < len(column) else Text())
            at += size + 2
        lines.append(line)
    return lines


def pairs(facts: Iterable[tuple[str, str]], width: int) -> Iterator[Text]:
    """Label and words, line by line; facts without words are left out."""
    kept = [(label, safe(heal(words))) for label, words in facts if words]
    label_width = widest([label for label, _ in kept]) + 2
    for label, words in kept:
        for i, line in enumerate(wrap(Text(words), max(width - label_width, 20))):
            yield Text.assemble((padded(label if i == 0 else "", label_width), "dim"), line)


def heading(words: str) -> Text:
    """A title of a part."""
    return Text(safe(words), "bold")


def hit_lines(hit: Hit, labels: Labels, width: int, colour: bool) -> Iterator[Text]:
    """A hit: what it is and by whom, then its words with those that were sought set off."""
    item = hit.item
    head = Text(safe(item.ref), "bold")
    speakers = [value for facet, value in item.tags if facet == "speaker"]
    fields = [labels.name("field", value) for facet, value in item.tags if facet == "field"]
    about = [item.date, item.label, ", ".join(speakers), ", ".join(fields)]
    yield from wrap(head, width)
    line = Text("  ")
    if item.act and item.force is not None:
        full, rest = bar(item.force)
        style = STYLES.get(item.act, "")
        line.append(f"{MARKS.get(item.followup, ' ')} ", "bold yellow")
        line.append(f"{labels.name('act', item.act)} ", style).append(full, style).append(rest, "dim").append("  ")
    else:
        line.append(f"{labels.name('item', item.kind)}  ", "dim")
    line.append(safe(heal(" · ".join(part for part in about if part))), "dim")
    first, *others = wrap(line, width - 4)
    yield first
    yield from (Text("    ").append_text(part) for part in others)
    yield from (Text("  ").append_text(part) for part in wrap(set_off(item.body, hit.spans, colour), width - 2))
    if hit.via:
        yield Text(f"  {labels.say('via')}: {safe('; '.join(hit.via))}", "italic cyan")


def edited(edits: Sequence[Edit], words: str, language: str, colour: bool) -> Text:
    """The words with what was added and removed set off: in colour, or in {+ +} and [- -]; as they are without."""
    if not any(edit.kind != "kept" for edit in edits):
        return Text(safe(heal(words)))
    out = Text()
    for kind, said in spaced(tuple((edit.kind, heal(edit.text)) for edit in edits), language):
        changed = safe(said.lstrip(" "))
        out.append(" " * (len(said) - len(said.lstrip(" "))))
        if kind == "kept" or colour:
            out.append(changed, {"kept": "", "added": "green", "removed": "red strike"}[kind])
        else:
            out.append(f"{{+{changed}+}}" if kind == "added" else f"[-{changed}-]")
    return out


def set_off(body: str, spans: Sequence[Span], colour: bool) -> Text:
    """A body with spans set off: in colour, or in ‹ ›. A long body is cut around the first of them."""
    start = 0
    if spans and spans[0].start > AROUND:
        start = spans[0].start - AROUND // 2
    end = len(body) if len(body) - start <= 4 * AROUND else start + 4 * AROUND
    out, at = Text("… " if start else ""), start
    for span in spans:
        if span.end > end:
            break
        out.append(safe(body[at : span.start]))
        words = safe(body[slice(*span)])
        out.append(words if colour else f"‹{words}›", "bold yellow" if colour else "")
        at = span.end
    return out.append(safe(body[at:end])).append(" …" if end < len(body) else "")
