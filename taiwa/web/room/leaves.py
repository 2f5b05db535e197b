"""The pages of PDF documents beside the text: their pictures, and where on a page a provision stands.

Owns what is kept of both: by the document's hash and the page, so many bytes in all, the longest unasked going first.
Who may see a version has been asked before anything is asked here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from taiwa.errors import NotInRecord
from taiwa.intake.kinds import PDF_TYPE
from taiwa.intake.pdf import Rectangle, Sheet, read_sheet
from taiwa.intake.picture import page_picture
from taiwa.model import Page, Reading, Span, Version

# Bytes. A picture has some 50,000, a page's text with its boxes as much.
PICTURES, SHEETS = 24 << 20, 8 << 20
Kept = TypeVar("Kept")
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture and its media type."""

    data: bytes
    media_type: str


class Shelf(Generic[Kept]):
    """Things that are dear to make, up to a sum of bytes. They are made one at a time."""

    def __init__(self, most: int, size: Callable[[Kept], int]) -> None:
        self._most, self._size = most, size
        self._looking, self._making = Lock(), Lock()
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._sum = 0

    def get(self, key: Key, make: Callable[[], Kept]) -> Kept:
        """What is kept under `key`, or what `make` makes. Raises what `make` raises; then nothing is kept."""
        if (found := self._find(key)) is not None:
            return found
        with self._making:
            if (found := self._find(key)) is not None:
                return found
            made = make()
            self._put(key, made)
            return made

    def _find(self, key: Key) -> Kept | None:
        with self._looking:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _put(self, key: Key, made: Kept) -> None:
        with self._looking:
            self._kept[key] = made
            self._sum += self._size(made)
            while self._sum > self._most and len(self._kept) > 1:
                self._sum -= self._size(self._kept.popitem(last=False)[1])

    @property
    def bytes(self) -> int:
        """The sum of what is kept."""
        return self._sum


class Leaves:
    """The pages of the application's documents."""

    def __init__(self) -> None:
        self.pictures: Shelf[Picture] = Shelf(PICTURES, lambda each: len(each.data))
        self.sheets: Shelf[Sheet] = Shelf(SHEETS, lambda each: len(each.boxes) + 4 * len(each.text))

    def picture(self, version: Version, number: int, source: Callable[[], bytes]) -> Picture:
        """A page's picture; `source` gives the document's bytes. Raises what `page_picture` raises."""
        return self.pictures.get(
            (version.sha256, number), lambda: Picture(*page_picture(version.name, source(), number))
        )

    def sheet(self, version: Version, number: int, source: Callable[[], bytes]) -> Sheet:
        """A page's text with its boxes. Raises what `read_sheet` raises."""
        return self.sheets.get((version.sha256, number), lambda: read_sheet(version.name, source(), number))


def page_at(pages: Sequence[Page], place: int) -> int | None:
    """The number of the page on which a character of the document stands; None where it has no pages."""
    before = [page.number for page in pages if page.span.start <= place]
    return before[-1] if before else None


def check_page(version: Version, reading: Reading, number: int) -> Page:
    """The page of that number. Raises NotInRecord where the document has none."""
    if version.media_type != PDF_TYPE or not 1 <= number <= len(reading.source.pages):
        raise NotInRecord(f"{version.id}: its document has no page {number}")
    return reading.source.pages[number - 1]


def places_on(sheet: Sheet, page: Page, text: str, spans: Iterable[Span]) -> tuple[Rectangle, ...]:
    """Where spans of the document's text stand on a page: one rectangle for each line.

    The boxes are made anew from the document, by an intake that may give other characters than the one that the
    reading was made with: a span whose words stand elsewhere now is sought by them, and left out where it isn't clear.
    """
    out: list[Rectangle] = []
    for span in spans:
        start, end = max(span.start, page.span.start), min(span.end, page.span.end)
        if start >= end:
            continue
        words, at = text[start:end], start - page.span.start
        if sheet.text[at : at + len(words)] != words:
            at = sheet.text.find(words) if sheet.text.count(words) == 1 else -1
        if at >= 0:
            out += sheet.places(at, at + len(words))
    return tuple(out)
