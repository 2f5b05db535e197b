"""DOCX: the body of a Word document, paragraph by paragraph, as it stands with all changes accepted.

Owns the walk through the body, its tables, notes and text boxes. Styles, numbering and the archive are
in files of their own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from taiwa.errors import CorruptDocument, EmptyDocument
from taiwa.intake.kinds import DOCX_TYPE
from taiwa.intake.manuscript import Manuscript
from taiwa.intake.numbering import BULLET, Numbering
from taiwa.intake.package import Package, w
from taiwa.intake.styles import Styles, switched_on
from taiwa.model import Notice, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHANGES = tuple(w(tag) for tag in ("ins", "del", "moveFrom", "moveTo"))
_GONE = frozenset({w("del"), w("moveFrom")})
# Properties, instructions of fields, and marks that point elsewhere: nothing of them is on the page.
_SKIPPED = frozenset(
    w(tag)
    for tag in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "rt", "instrText", "delInstrText", "delText", "fldChar"),
        *("footnoteRef", "endnoteRef", "annotationRef", "commentReference", "separator", "continuationSeparator"),
        *("tblPr", "tblGrid", "trPr", "tcPr", "pgNum"),
    )
)
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("br"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "",
}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_PICTURES = frozenset({w("drawing"), w("pict"), w("object")})
# Containers that text cannot run out of.
_STORIES = frozenset(w(tag) for tag in ("body", "tc", "footnote", "endnote", "txbxContent"))
_LETTER = re.compile(r"[^\W\d_]")


def read_docx(name: str, data: bytes, *, max_bytes: int) -> Source:
    """Read the body: one block a line, automatic numbers and bullets written out, notes at the end.

    Raises `CorruptDocument`, `BinaryDocument`, `EncryptedDocument`, `TooLarge` or `EmptyDocument`.
    """
    package = Package(name, data, max_bytes)
    root = package.xml(package.main)
    body = root.find(w("body"))
    if body is None:
        raise CorruptDocument(f"{name}: {package.main} has no body")
    story = _Story(Styles(_root(package, "styles")), Numbering(_root(package, "numbering")))
    story.tell(body)
    _tell_notes(story, package)
    manuscript = story.manuscript
    if not manuscript.blocks:
        raise EmptyDocument(f"{name}: the document holds no text")
    return Source(
        name=name,
        media_type=DOCX_TYPE,
        sha256=hashlib.sha256(data).hexdigest(),
        text=manuscript.text,
        blocks=manuscript.blocks,
        notices=tuple(_notices(package, root, story)),
    )


class _Story:
    """One document being read: its blocks so far, and what was met on the way."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.manuscript = Manuscript()
        self.notes: list[tuple[str, str]] = []
        self.hidden = 0
        self.symbols = 0
        self.foreign = 0
        self._styles = styles
        self._numbering = numbering
        self._text_boxes: list[_Element] = []
        self._carried = ""
        self._paragraph_hidden = False

    def tell(self, container: _Element, kind: str | None = None) -> None:
        """Read the blocks of a container in order; `kind` is the one all its plain paragraphs take."""
        for child in container:
            if child.tag == w("p"):
                self._paragraph(child, kind)
            elif child.tag == w("tr") and _row_is_gone(child):
                continue
            elif child.tag == w("tc"):
                self.tell(child, kind or "cell")
            elif child.tag == w("altChunk"):
                self.foreign += 1
            elif child.tag == w("sdt") and _is_prompt(child):
                continue
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag not in _GONE:
                self.tell(_chosen(child), kind)
        if self._carried and container.tag in _STORIES:
            carried, self._carried = self._carried, ""
            self.manuscript.add(carried.strip(" \t\n"), kind or "paragraph")

    def _paragraph(self, paragraph: _Element, kind: str | None) -> None:
        properties = paragraph.find(w("pPr"))
        form = self._styles.form(properties)
        self._paragraph_hidden = form.hidden
        text = self._carried + "".join(self._inline(paragraph))
        self._carried = ""
        if _mark_is_gone(properties):
            self._carried = text
        else:
            label, level = "", form.level
            block = form.kind if form.kind != "paragraph" or kind is None else kind
            if form.numbering is not None:
                label, depth = self._numbering.label(form.numbering, form.numbering_level, form.numbering_style)
                block, level = ("item", depth) if block == "paragraph" and label else (block, level)
            text = text.strip(" \t\n")
            self.manuscript.add(label + text if text else "", kind if kind == "footnote" else block, level)
        boxes, self._text_boxes = self._text_boxes, []
        for box in boxes:
            self.tell(box, kind)

    def _inline(self, element: _Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == w("t"):
                yield _words(child)
            elif tag == _M + "t":
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[str(tag)]
            elif tag in _NOTES:
                self.notes.append((_NOTES[str(tag)], child.get(w("id")) or ""))
            elif tag == w("sym"):
                yield self._symbol(child)
            elif tag in _PICTURES:
                self._text_boxes.extend(_outermost_text_boxes(child))
            elif tag == w("r") and self._styles.hides(child.find(w("rPr")), self._paragraph_hidden):
                self.hidden += sum(len(text.text or "") for text in child.iter(w("t")))
            elif tag == w("sdt") and _is_prompt(child):
                continue
            elif isinstance(tag, str) and tag not in _SKIPPED and tag not in _GONE:
                yield from self._inline(_chosen(child))

    def _symbol(self, element: _Element) -> str:
        code = element.get(w("char")) or ""
        number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else 0
        if number in {0xF0B7, 0xB7}:
            return BULLET
        if number < 0x20 or 0xD800 <= number <= 0xF8FF:
            self.symbols += 1
            return ""
        return chr(number)


def _words(element: _Element) -> str:
    """Word drops the blanks around a text that doesn't ask to keep them, and takes a line end for a blank."""
    text = re.sub(r"[\r\n]", " ", element.text or "")
    keeps = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if keeps else text.strip(" \t")


def _chosen(element: _Element) -> _Element:
    """Of two versions of the same thing, for new programs and old ones, the first."""
    if element.tag != _MC + "AlternateContent":
        return element
    choice = element.find(_MC + "Choice")
    fallback = element.find(_MC + "Fallback")
    return choice if choice is not None else fallback if fallback is not None else element


def _outermost_text_boxes(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == w("txbxContent"):
            yield child
        elif isinstance(child.tag, str):
            yield from _outermost_text_boxes(_chosen(child))


def _mark_is_gone(properties: _Element | None) -> bool:
    """Whether the end of the paragraph was deleted, so that it runs on into the next."""
    mark = properties.find(w("rPr")) if properties is not None else None
    return mark is not None and any(mark.find(str(tag)) is not None for tag in _GONE)


def _row_is_gone(row: _Element) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w("del")) is not None


def _is_prompt(control: _Element) -> bool:
    """Whether a form field still shows its prompt ("Click here to enter text")."""
    properties = control.find(w("sdtPr"))
    return bool(properties is not None and switched_on(properties.find(w("showingPlcHdr"))))


def _tell_notes(story: _Story, package: Package) -> None:
    """Footnotes, then endnotes, each in the order in which the text refers to them; notes may refer to no notes."""
    referred = list(dict.fromkeys(story.notes))
    for kind in ("footnote", "endnote"):
        root = _root(package, kind + "s") if any(of == kind for of, _ in referred) else None
        if root is None:
            continue
        notes = {note.get(w("id")): note for note in root.iter(w(kind))}
        for of, identity in referred:
            if of == kind and identity in notes:
                story.tell(notes[identity], "footnote")


def _root(package: Package, kind: str) -> _Element | None:
    part = next(package.related(package.main, kind), None)
    return package.xml(part) if part is not None else None


def _notices(package: Package, root: _Element, story: _Story) -> Iterator[Notice]:
    changes = list(root.iter(*_CHANGES))
    if changes:
        authors = {change.get(w("author")) for change in changes} - {None}
        what = f"Tracked changes are read as accepted: {len(changes)} (authors: {len(authors)})."
        yield Notice("tracked-changes", what)
    comments = _root(package, "comments")
    if comments is not None and (count := sum(1 for _ in comments.iter(w("comment")))):
        yield Notice("comments", f"Comments in the margin are left out: {count}.")
    left_out = sum(
        _has_words(package, part) for kind in ("header", "footer") for part in package.related(package.main, kind)
    )
    if left_out:
        yield Notice("headers-left-out", f"Headers and footers are left out: {left_out}.")
    if story.hidden:
        yield Notice("hidden-text", f"Hidden text is left out: {story.hidden} characters.")
    if story.symbols:
        yield Notice("symbols", f"Signs of a symbol font are left out: {story.symbols}.")
    if story.foreign:
        yield Notice("embedded-documents", f"Documents embedded in this one are left out: {story.foreign}.")


def _has_words(package: Package, part: str) -> bool:
    return any(_LETTER.search(text.text or "") for text in package.xml(part).iter(w("t")))
