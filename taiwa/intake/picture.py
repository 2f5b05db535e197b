"""A page of a PDF as a picture, to be looked at beside what was read from it.

Owns the limits: a picture has at most so many pixels, whatever size the page claims, and drawing ends after so many
seconds. Needs Pillow, which comes with `taiwa[web]`.
"""

from __future__ import annotations

import ctypes
import io
import math
import time
from typing import Any

from taiwa.errors import CorruptDocument, TooSlow
from taiwa.intake.pdf import opened

# Pixels. A page in a column of a wide screen is some 600 across; twice that is as sharp as any screen shows it.
WIDEST, TALLEST = 1000, 2400
# A page of text takes 50 ms; maps and drawings some seconds.
SECONDS = 8.0
# Text in grey levels and a flag need no more colours; a page with photographs is kept as WebP instead.
COLOURS, LARGE = 32, 120_000
_WHITE = 0xFFFFFFFF


def page_picture(name: str, data: bytes, number: int, *, seconds: float = SECONDS) -> tuple[bytes, str]:
    """The page `number` (from 1) of a PDF as a picture, and its media type: PNG, or WebP where that is much smaller.

    Raises `CorruptDocument` for a page that can't be drawn or isn't there, `TooSlow`, `EncryptedDocument`.
    """
    import pypdfium2

    with opened(name, data) as document:
        if not 1 <= number <= len(document):
            raise CorruptDocument(f"{name}: there is no page {number}")
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise CorruptDocument(f"{name}: page {number} is damaged") from error
        try:
            bitmap = _drawn(f"{name}: page {number}", page, time.monotonic() + seconds)
            picture = bitmap.to_pil().convert("RGB")
            bitmap.close()
        finally:
            page.close()
    return _encoded(picture)


def size_within(width: float, height: float) -> tuple[int, int]:
    """The pixels of a page of so many points: as wide as may be, or as tall. Raises ValueError for a page without
    a size."""
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise ValueError(f"a page of {width} by {height} points")
    scale = min(WIDEST / width, TALLEST / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _drawn(which: str, page: Any, until: float) -> Any:
    """The page drawn on white. PDFium asks between two objects whether it shall pause: that is where time ends."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        across, down = size_within(page.get_width(), page.get_height())
    except ValueError as error:
        raise CorruptDocument(f"{which}: {error}") from error
    bitmap = pypdfium2.PdfBitmap.new_native(across, down, pdfium.FPDFBitmap_BGRx)
    pdfium.FPDFBitmap_FillRect(bitmap.raw, 0, 0, across, down, _WHITE)
    pause = pdfium.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _: int(time.monotonic() > until))
    flags = pdfium.FPDF_ANNOT | pdfium.FPDF_RENDER_LIMITEDIMAGECACHE
    state = pdfium.FPDF_RenderPageBitmap_Start(bitmap.raw, page.raw, 0, 0, across, down, 0, flags, ctypes.byref(pause))
    pdfium.FPDF_RenderPage_Close(page.raw)
    if state == pdfium.FPDF_RENDER_TOBECONTINUED:
        raise TooSlow(f"{which}: takes too long to draw")
    if state != pdfium.FPDF_RENDER_DONE:
        raise CorruptDocument(f"{which}: can't be drawn")
    return bitmap


def _encoded(picture: Any) -> tuple[bytes, str]:
    from PIL import Image

    out = io.BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    if out.tell() <= LARGE:
        return out.getvalue(), "image/png"
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=55, method=2)
    return out.getvalue(), "image/webp"
