"""PDF: the text layer, page by page, with a box for every character.

Owns pages, boxes and the signs a text layer has in place of hyphens. What is a paragraph and what a page number is
read later, from the text and the boxes. Pictures of text are not read: `NoTextLayer`.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
import threading
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from taiwa.errors import (
    CorruptDocument,
    EmptyDocument,
    EncryptedDocument,
    NoTextLayer,
    TaiwaError,
    TooLarge,
    WrongEncoding,
)
from taiwa.intake.kinds import PDF_TYPE
from taiwa.model import Box, Notice, Page, Source, Span

# Far beyond any statement. A page of 450 characters takes 7 ms, so the most take a quarter of a minute.
MAX_PAGES = 2_000
MAX_CHARACTERS = 10_000_000
_PASSWORD, _SECURITY = 4, 5
_TAIL = 4096
_HYPHENS = frozenset({0x02, 0xFFFE})
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
# PDFium keeps global state and must not be entered twice at a time.
_ONE_AT_A_TIME = threading.Lock()

Rectangle = tuple[float, float, float, float]


def read_pdf(name: str, data: bytes) -> Source:
    """Read the text layer: lines end in a line feed, pages are joined by a form feed.

    Raises `EncryptedDocument`, `CorruptDocument`, `NoTextLayer`, `EmptyDocument`, `TooLarge`, or `WrongEncoding` where
    the fonts don't say which characters they draw.
    """
    _refuse_cut_short(name, data)
    with opened(name, data) as document:
        return _Reader(name, document).source(hashlib.sha256(data).hexdigest())


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Any]:
    """PDFium's document while nobody else is in PDFium. Raises `EncryptedDocument`, `CorruptDocument`."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _refusal(name, error) from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise CorruptDocument(f"{name}: {error}") from error
        finally:
            document.close()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page by itself: its text, a box for every character of it as in `Source.boxes`, its size in points."""

    text: str
    boxes: bytes
    width: float
    height: float

    def places(self, start: int, end: int) -> tuple[Rectangle, ...]:
        """The rectangles of characters of the page's text, one for each line: x0, y0, x1, y1 from the lower left."""
        found, at = [], max(start, 0)
        while at < min(end, len(self.text)):
            line_end = self.text.find("\n", at, end)
            line_end = min(end, len(self.text)) if line_end < 0 else line_end
            if (rectangle := _union(self.boxes, at, line_end)) is not None:
                found.append(rectangle)
            at = line_end + 1
        return tuple(found)


def read_sheet(name: str, data: bytes, number: int) -> Sheet:
    """The page `number` (from 1) alone, with the text that `read_pdf` gives it; the others aren't looked at.

    Raises `CorruptDocument`, also for a page that there isn't, `EncryptedDocument`, `TooLarge`.
    """
    with opened(name, data) as document:
        reader = _Reader(name, document)
        if not 1 <= number <= len(document):
            raise CorruptDocument(f"{name}: there is no page {number}")
        reader.read_page(number)
        text, (page,) = "".join(reader.text), reader.pages
        if sys.byteorder == "big":
            reader.boxes.byteswap()
        shift = page.span.start
        return Sheet(text[shift:], reader.boxes.tobytes()[shift * 16 :], page.width, page.height)


def boxes_of(source: Source, span: Span) -> tuple[Box, ...]:
    """The rectangles that `span` covers on the pages, one for each line; empty where the source has no boxes.

    Points from the lower left corner of the page as it is shown. Raises `ValueError` for a span outside the text.
    """
    if not 0 <= span.start <= span.end <= len(source.text):
        raise ValueError(f"{span} lies outside a text of {len(source.text)} characters")
    if not source.boxes:
        return ()
    found = []
    for page in source.pages:
        start, end = max(span.start, page.span.start), min(span.end, page.span.end)
        while start < end:
            line_end = source.text.find("\n", start, end)
            line_end = end if line_end < 0 else line_end
            if (rectangle := _union(source.boxes, start, line_end)) is not None:
                found.append(Box(page.number, *rectangle))
            start = line_end + 1
    return tuple(found)


def _union(boxes: bytes, start: int, end: int) -> Rectangle | None:
    numbers = array("f", boxes[start * 16 : end * 16])
    if sys.byteorder == "big":
        numbers.byteswap()
    there = [tuple(numbers[at : at + 4]) for at in range(0, len(numbers), 4) if any(numbers[at : at + 4])]
    if not there:
        return None
    x0, y0, x1, y1 = zip(*there, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


class _Reader:
    """One document on its way from PDFium's pages to a `Source`: the text, the boxes and the pages so far."""

    def __init__(self, name: str, document: Any) -> None:
        self.name = name
        self.document = document
        self.text: list[str] = []
        self.boxes = array("f")
        self.pages: list[Page] = []
        self.unmapped = 0
        self.pictures: list[int] = []

    def source(self, sha256: str) -> Source:
        """Read every page. Raises as `read_pdf` does."""
        count = len(self.document)
        if not count:
            raise CorruptDocument(f"{self.name}: the PDF has no pages")
        if count > MAX_PAGES:
            raise TooLarge(f"{self.name}: {count} pages, beyond the limit of {MAX_PAGES}")
        for number in range(1, count + 1):
            self.read_page(number)
        if sys.byteorder == "big":
            self.boxes.byteswap()
        text = "".join(self.text)
        self._refuse_unread(text)
        return Source(
            name=self.name,
            media_type=PDF_TYPE,
            sha256=sha256,
            text=text,
            pages=tuple(self.pages),
            boxes=self.boxes.tobytes(),
            notices=self._notices(),
        )

    def read_page(self, number: int) -> None:
        """Adds a page to the text, behind a form feed where it isn't the first."""
        import pypdfium2

        if number > 1:
            self._put("\f", _NOWHERE)
        start = len(self.text)
        try:
            page = self.document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise CorruptDocument(f"{self.name}: page {number} of {len(self.document)} is damaged") from error
        try:
            turn = _Turn(page)
            for character, rectangle in _lines(_glyphs(page)):
                self._put(character, turn(rectangle) if rectangle is not None else _NOWHERE)
            if "".join(self.text[start:]).strip():
                self._end_line(start)
            elif any(drawn.type != pypdfium2.raw.FPDF_PAGEOBJ_TEXT for drawn in page.get_objects(max_depth=1)):
                self.pictures.append(number)
        finally:
            page.close()
        if len(self.text) > MAX_CHARACTERS:
            raise TooLarge(f"{self.name}: more than {MAX_CHARACTERS} characters on {number} pages")
        self.pages.append(Page(number, Span(start, len(self.text)), turn.width, turn.height))

    def _put(self, character: str, rectangle: Rectangle) -> None:
        if character == "\ufffd" or "\ue000" <= character <= "\uf8ff":
            self.unmapped += 1
        self.text.append(character)
        self.boxes.extend(rectangle)

    def _end_line(self, start: int) -> None:
        if len(self.text) > start and self.text[-1] != "\n":
            self._put("\n", _NOWHERE)

    def _refuse_unread(self, text: str) -> None:
        seen = sum(not character.isspace() for character in text)
        if not seen and self.pictures:
            raise NoTextLayer(f"{self.name}: {len(self.pages)} pages without a text layer")
        if not seen:
            raise EmptyDocument(f"{self.name}: {len(self.pages)} blank pages")
        if self.unmapped * 3 > seen:
            refusal = WrongEncoding(f"{self.name}: the fonts do not say which characters they draw")
            refusal.advice = "Run OCR on the file and read the result."
            raise refusal

    def _notices(self) -> tuple[Notice, ...]:
        notices = []
        if self.pictures:
            numbers = ", ".join(map(str, self.pictures))
            notices.append(
                Notice("pages-without-text", f"Nothing was read on pages that hold only pictures: {numbers}.")
            )
        if self.unmapped:
            notices.append(
                Notice("unmapped-characters", f"{self.unmapped} characters are drawn that the fonts do not name.")
            )
        return tuple(notices)


class _Turn:
    """From a page's own coordinates to the page as it is shown: cut to its crop box and turned by its rotation."""

    def __init__(self, page: Any) -> None:
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        self.rotation = page.get_rotation()
        across, up = self.right - self.left, self.top - self.bottom
        self.width, self.height = (up, across) if self.rotation in {90, 270} else (across, up)

    def __call__(self, rectangle: Rectangle) -> Rectangle:
        x0, y0, x1, y1 = rectangle
        match self.rotation:
            case 90:
                return y0 - self.bottom, self.right - x1, y1 - self.bottom, self.right - x0
            case 180:
                return self.right - x1, self.top - y1, self.right - x0, self.top - y0
            case 270:
                return self.top - y1, x0 - self.left, self.top - y0, x1 - self.left
        return x0 - self.left, y0 - self.bottom, x1 - self.left, y1 - self.bottom


def _glyphs(page: Any) -> Iterator[tuple[int, Rectangle]]:
    """PDFium's characters in its reading order; those beyond the Basic Plane come as two halves, which are joined."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        half: tuple[int, Rectangle] | None = None
        box = pdfium.FS_RECTF()
        for index in range(textpage.count_chars()):
            code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
            pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, ctypes.byref(box))
            rectangle = (box.left, box.bottom, box.right, box.top)
            if half is not None and 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((half[0] - 0xD800) << 10) + (code - 0xDC00)
                rectangle = _around(half[1], rectangle)
            half = (code, rectangle) if 0xD800 <= code < 0xDC00 else None
            if half is None:
                yield code, rectangle
    finally:
        textpage.close()


def _lines(glyphs: Iterator[tuple[int, Rectangle]]) -> Iterator[tuple[str, Rectangle | None]]:
    """The characters as text: one line feed for a line end, the hyphen that PDFium swallows with it, no controls."""
    after_return = False
    for code, rectangle in glyphs:
        if code == 0x0A and after_return:
            after_return = False
            continue
        after_return = code == 0x0D
        if code in {0x0A, 0x0D}:
            yield "\n", None
        elif code in _HYPHENS:
            # A word divided at the line's end: PDFium joins the halves, the page does not.
            yield "-", rectangle
            yield "\n", None
        elif code == 0x09 or code == 0xA0 or (0x20 <= code <= 0x10FFFF and not 0x7F <= code < 0xA0 and code != 0xAD):
            yield ("\ufffd" if 0xD800 <= code < 0xE000 or code == 0xFFFF else chr(code)), rectangle


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _refuse_cut_short(name: str, data: bytes) -> None:
    """PDFium mends some files that were cut short, and says nothing of the pages that are gone."""
    if b"%%EOF" not in data.rstrip(b"\x00\r\n\t ")[-_TAIL:]:
        raise CorruptDocument(f"{name}: the PDF is cut short (no end mark)")


def _refusal(name: str, error: Any) -> TaiwaError:
    code = getattr(error, "err_code", None)
    if code == _PASSWORD:
        return EncryptedDocument(f"{name}: the PDF is locked with a password")
    if code == _SECURITY:
        return EncryptedDocument(f"{name}: the PDF is locked in a way that cannot be opened here")
    return CorruptDocument(f"{name}: the PDF is damaged ({error})")
