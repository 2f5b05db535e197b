"""The text as Akoma Ntoso lays it out: preface, preamble, main body with sections, paragraphs and lists, conclusions.

Owns which row becomes which element. Every row becomes one, in the order of the text, so that each character stands in
the document once. Where the reading tells no more than a sequence of rows, it stays one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from taiwa.model import Reading
from taiwa.view.published.akomantoso.inline import Inline
from taiwa.view.published.akomantoso.rows import Piece, Row, rows
from taiwa.view.published.akomantoso.writing import Element, element, has_name, rename, write

# What a text begins with, and what may stand anywhere without belonging to what is around it.
FRONT, ASIDE = ("title", "mark"), ("furniture", "other-version", "footnote", "space")
# Title rows and marks by the element that says what they are.
NAMED = {"title": "docTitle", "mark": "docStatus"}


def lay_out(parent: Element, reading: Reading) -> None:
    """Writes the whole text below `parent`."""
    inline = Inline(reading)
    every = list(rows(reading))
    preambular = {each.id for each in reading.provisions if each.preambular}
    start = _while(every, 0, lambda row: row.kind in (*FRONT, *ASIDE) and not row.label)
    middle = _while(every, start, lambda row: not row.label and _is_preamble(row, preambular))
    end = len(every)
    while end > middle and every[end - 1].kind in ("fact", "mark") and not every[end - 1].label:
        end -= 1
    for name, some in (("preface", every[:start]), ("preamble", every[start:middle])):
        _blocks(parent, name, some, inline)
    body = element(parent, "mainBody", eId="body")
    builder = _Body(body, inline)
    for row in every[middle:end]:
        builder.add(row)
    if not len(body):
        element(body, "p")
    _blocks(parent, "conclusions", every[end:], inline)


def _while(every: Sequence[Row], start: int, holds: Callable[[Row], bool]) -> int:
    while start < len(every) and holds(every[start]):
        start += 1
    return start


def _is_preamble(row: Row, preambular: set[str]) -> bool:
    """Whether a row is of the facts that open a text, or of provisions that stand before the operative part."""
    told = {piece.segment.provision for piece in row.pieces if piece.segment and piece.segment.provision}
    if told:
        return told <= preambular
    return row.kind in ("fact", *ASIDE)


def _blocks(parent: Element, name: str, some: Sequence[Row], inline: Inline) -> None:
    """A part that is a sequence of paragraphs."""
    if some:
        part = element(parent, name, eId=name)
        for row in some:
            block(part, row.kind, row.pieces, inline)


def block(parent: Element, kind: str, pieces: Sequence[Piece], inline: Inline) -> None:
    """A paragraph; what stands aside is one that says so."""
    if kind in ("furniture", "other-version", "footnote"):
        inline.row(element(parent, "block", name=kind), pieces)
    elif kind in NAMED:
        inline.row(element(element(parent, "p", class_=kind), NAMED[kind]), pieces)
    else:
        inline.row(element(parent, "p"), pieces)


def shape_of(label: str) -> str:
    """What labels of one list share: digits are alike, letters of one case and script are alike, signs stay."""
    out: list[str] = []
    for each in unicodedata.normalize("NFKC", label) if label.isascii() else label:
        kind = unicodedata.category(each)
        if kind.startswith("Z"):
            continue
        sign = "1" if kind == "Nd" else f"<{kind}>" if kind[0] in "LN" else each
        if not out or out[-1] != sign:
            out.append(sign)
    return "".join(out)


def _counts(shape: str) -> bool:
    """Whether labels of a shape count; a bullet doesn't."""
    return "1" in shape or "<" in shape


@dataclass
class _List:
    shape: str
    element: Element
    item: Element


@dataclass
class _Body:
    """The main body as it grows, row by row.

    Labels of the first shape that counts begin paragraphs, others items of lists below; a row without a label ends the
    lists and goes on in the paragraph.
    """

    body: Element
    inline: Inline
    sections: list[tuple[int, Element]] = field(default_factory=list)
    paragraph: Element | None = None
    shape: str = ""
    lists: list[_List] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """The next row of the text."""
        if row.kind in ASIDE:
            block(self._innermost(), row.kind, row.pieces, self.inline)
        elif row.kind == "heading":
            self._heading(row)
        elif row.label:
            self._labelled(row)
        else:
            self.lists.clear()
            block(self._flow(), row.kind, row.pieces, self.inline)

    def _heading(self, row: Row) -> None:
        self.paragraph, self.shape = None, ""
        self.lists.clear()
        level = max(row.level, 1)
        while self.sections and self.sections[-1][0] >= level:
            self.sections.pop()
        section = self._below("section", "sec")
        label, rest = _parted(row)
        if label:
            self.inline.row(element(section, "num"), label)
        self.inline.row(element(section, "heading"), rest)
        self.sections.append((level, section))

    def _labelled(self, row: Row) -> None:
        shape = shape_of(row.label)
        is_first = not self.shape or (_counts(shape) and not _counts(self.shape))
        if is_first or shape == self.shape:
            self.shape = shape
            self.lists.clear()
            place = self._below("paragraph", "para")
            label, rest = _parted(row)
            self._numbered(place, label)
            self.paragraph = element(place, "content", eId=f"{place.get('eId')}__content")
            block(self.paragraph, row.kind, rest, self.inline)
        else:
            self._item(row, shape)

    def _item(self, row: Row, shape: str) -> None:
        while self.lists and self.lists[-1].shape != shape and any(each.shape == shape for each in self.lists):
            self.lists.pop()
        if not self.lists or self.lists[-1].shape != shape:
            made = element(self._innermost(), "blockList", eId=self._eid("list"))
            self.lists.append(_List(shape, made, made))
        here = self.lists[-1]
        here.item = element(here.element, "item", eId=self._eid("item"))
        label, rest = _parted(row)
        self._numbered(here.item, label)
        block(here.item, row.kind, rest, self.inline)

    def _numbered(self, place: Element, label: Sequence[Piece]) -> None:
        number = element(place, "num")
        for each in label:
            write(number, each.text)

    def _innermost(self) -> Element:
        return self.lists[-1].item if self.lists else self._flow()

    def _flow(self) -> Element:
        """Where a block goes: the open paragraph, else the open section, else the body."""
        if self.paragraph is not None:
            return self.paragraph
        if not self.sections:
            return self.body
        section = self.sections[-1][1]
        if not len(section) or not has_name(section[-1], "content"):
            return element(section, "content", eId=f"{section.get('eId')}__content")
        return section[-1]

    def _below(self, name: str, short: str) -> Element:
        """A new part of the open section, whose own words become its introduction."""
        parent = self.sections[-1][1] if self.sections else self.body
        if parent is not self.body and len(parent) and has_name(parent[-1], "content"):
            rename(parent[-1], "intro")
            parent[-1].set("eId", f"{parent.get('eId')}__intro")
        return element(parent, name, eId=self._eid(short))

    def _eid(self, short: str) -> str:
        self.numbers[short] = self.numbers.get(short, 0) + 1
        return f"body__{short}_{self.numbers[short]}"


def _parted(row: Row) -> tuple[list[Piece], list[Piece]]:
    """The pieces of a row's label, and the others. A row that is nothing but a label has it as its words."""
    pieces = list(row.pieces)
    at = next((n for n, each in enumerate(pieces) if each.segment is not None), 0) + 1 if row.label else 0
    return pieces[:at], pieces[at:]
