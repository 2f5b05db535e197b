"""Pages of a PDF as pictures, and one page's characters with their places; hostile pages within their limits."""

from __future__ import annotations

import io
import re
import threading

import pypdfium2
import pytest
from making import pdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from taiwa.errors import CorruptDocument, EncryptedDocument, TooLarge, TooSlow
from taiwa.intake.pdf import read_pdf, read_sheet
from taiwa.intake.picture import TALLEST, WIDEST, page_picture, size_within

PAGES = (["The Ministers decided to meet", "again at sea."], ["閣僚は、歓迎した。", "Second page."])


def sized(width: float, height: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    canvas.drawString(5, 5, "Far")
    canvas.save()
    return out.getvalue()


def test_a_page_is_drawn() -> None:
    data, kind = page_picture("a.pdf", pdf(*PAGES), 1)
    picture = Image.open(io.BytesIO(data))
    assert (kind, picture.format, picture.size) == ("image/png", "PNG", (WIDEST, 750))
    # Black on white where the first line stands (50 to 214 of 400 points across, 247 to 261 of 300 from below).
    line = picture.convert("L").crop((125, 100, 535, 132))
    assert line.getextrema() < (10, 256)
    assert picture.convert("L").crop((0, 200, 1000, 750)).getextrema() > (250, 250)


def test_a_page_full_of_colours_stays_light() -> None:
    noise = Image.effect_noise((600, 600), 90).convert("RGB").resize((1200, 1200))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 600))
    canvas.drawInlineImage(noise, 0, 0, 600, 600)
    canvas.save()
    data, kind = page_picture("a.pdf", out.getvalue(), 1)
    assert kind == "image/webp"
    assert Image.open(io.BytesIO(data)).size == (1000, 1000)


@pytest.mark.parametrize(("number", "rotation"), [(1, 0), (2, 0), (1, 90), (2, 270)])
def test_one_page_reads_as_it_does_in_the_whole(number: int, rotation: int) -> None:
    data = pdf(*PAGES, rotation=rotation)
    source = read_pdf("a.pdf", data)
    page = source.pages[number - 1]
    sheet = read_sheet("a.pdf", data, number)
    assert sheet.text == source.text[slice(*page.span)]
    assert sheet.boxes == source.boxes[page.span.start * 16 : page.span.end * 16]
    assert (sheet.width, sheet.height) == (page.width, page.height)


def test_a_rectangle_holds_the_words_it_is_of() -> None:
    data = pdf(*PAGES)
    sheet = read_sheet("a.pdf", data, 1)
    start, end = re.search(r"decided[\s\S]*sea", sheet.text).span()  # type: ignore[union-attr]
    first, second = sheet.places(start, end)
    with pypdfium2.PdfDocument(data) as document:
        words = document[0].get_textpage()
        assert words.get_text_bounded(*first).strip() == "decided to meet"
        assert words.get_text_bounded(*second).strip() == "again at sea"
    assert sheet.places(end, end) == sheet.places(10_000, 10_005) == ()


@pytest.mark.parametrize("size", [(14_400, 14_400), (1, 14_400), (14_400, 1), (72, 72)])
def test_a_page_of_any_size_has_a_picture_of_bounded_size(size: tuple[float, float]) -> None:
    picture = Image.open(io.BytesIO(page_picture("a.pdf", sized(*size), 1)[0]))
    assert picture.width <= WIDEST
    assert picture.height <= TALLEST


@pytest.mark.parametrize("size", [(0.0, 5.0), (float("nan"), 5.0), (5.0, float("inf")), (-5.0, 5.0)])
def test_a_page_without_a_size_has_none(size: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="points"):
        size_within(*size)


def test_hostile_pages_are_refused_by_name() -> None:
    data = pdf(*PAGES)
    for number in (0, 3, 10**6):
        with pytest.raises(CorruptDocument, match="no page"):
            page_picture("a.pdf", data, number)
        with pytest.raises(CorruptDocument, match="no page"):
            read_sheet("a.pdf", data, number)
    with pytest.raises(TooSlow):
        page_picture("a.pdf", data, 1, seconds=-1)
    with pytest.raises(CorruptDocument):
        page_picture("a.pdf", data[:200], 1)
    with pytest.raises(EncryptedDocument):
        page_picture("a.pdf", pdf(*PAGES, password="x"), 1)


def test_ten_thousand_pages_are_too_many() -> None:
    kids = b" ".join(b"3 0 R" for _ in range(10_000))
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 10000/Kids[" + kids + b"]>>"
        b"endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(TooLarge, match="10000 pages"):
        read_pdf("a.pdf", body)


def test_many_ask_at_once() -> None:
    data, made = pdf(*PAGES), list[tuple[bytes, str]]()
    asking = [threading.Thread(target=lambda: made.append(page_picture("a.pdf", data, 1))) for _ in range(8)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(20)
    assert len(made) == 8
    assert len(set(made)) == 1
