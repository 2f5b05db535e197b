"""The page of a PDF beside its text: the picture, the place of a provision on it, what is refused, what is kept."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from making import pdf
from PIL import Image
from places import VERSION
from test_web_changes import STATEMENT

from taiwa.errors import CorruptDocument, TooSlow
from taiwa.intake.pdf import Sheet
from taiwa.model import Page, Span
from taiwa.web.room.leaves import Shelf, page_at, places_on

LINES = STATEMENT.replace("“", '"').replace("”", '"').replace("’", "'").splitlines()
ON_TWO_PAGES = pdf(LINES[:6], LINES[6:])


@pytest.fixture
def paged(app: FastAPI) -> str:
    """A version that came as a PDF of two pages; the buoys are on the second."""
    from taiwa.record.adding import take_bytes

    (added,) = app.state.record.keep(take_bytes("two.pdf", ON_TWO_PAGES, "two.pdf"))
    return str(added.version.id)


def test_a_page_has_a_picture_that_is_sent_once(writer: TestClient, app: FastAPI, paged: str) -> None:
    answer = writer.get(f"/page/{paged}?n=2")
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.content)).format == "PNG"
    assert answer.headers["content-type"] == "image/png"
    tag = answer.headers["etag"]
    again = writer.get(f"/page/{paged}?n=2", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert writer.get(f"/page/{paged}?n=1").headers["etag"] != tag
    assert app.state.leaves.pictures.bytes < 100_000


def test_the_room_shows_the_page_on_which_a_provision_stands(writer: TestClient, paged: str) -> None:
    room = html.fromstring(writer.get(f"/read/{paged}").text)
    assert not room.xpath("//svg")
    on = room.xpath("//p[@class='jump']/a[contains(@href, 'beside=1')]")
    assert len(on) == 1
    link = room.xpath("//li[contains(@class, 'card')][last()]//a[@class='leaf-link']/@href")[-1]
    assert "beside=2" in link
    beside = html.fromstring(writer.get(link).text)
    (picture,) = beside.xpath("//*[local-name()='image']/@href")
    assert picture == f"/page/{paged}?n=2"
    assert writer.get(picture).status_code == 200
    # The way to the other page needs no script.
    assert beside.xpath("//figure//a[@rel='prev']/@href") == [f"/read/{paged}?beside=1#leaf"]


def test_the_rectangles_hold_the_provision(app: FastAPI, writer: TestClient, paged: str) -> None:
    provisions = writer.get(f"/api/v1/provisions?version={paged}").json()["items"]
    text = app.state.record.review(paged).reading.source.text
    for number, each in ((1, provisions[0]), (2, provisions[-1])):
        start, end = each["anchor"]
        leaf = html.fromstring(writer.get(f"/leaf/{paged}?n={number}&at={start}-{end}").text)
        height = float(leaf.xpath("//*[local-name()='svg']/@viewbox")[0].split()[3])
        for kind, spans in (("anchor", [each["anchor"]]), ("content", each["content"])):
            said = " ".join(_words(rect, number, height) for rect in leaf.xpath(f"//rect[@class='on-{kind}']"))
            assert said.split() == " ".join(text[slice(*span)] for span in spans).split()


def _words(rect: html.HtmlElement, number: int, height: float) -> str:
    """What PDFium says stands in a rectangle of the picture."""
    x, y, across, down = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    with pypdfium2.PdfDocument(ON_TWO_PAGES) as document:
        page = document[number - 1].get_textpage()
        return str(page.get_text_bounded(x, height - y - down + 2, x + across, height - y - 2))


def test_pages_that_there_are_not(writer: TestClient, paged: str) -> None:
    for path in (
        f"/page/{paged}?n=3",
        f"/leaf/{paged}?n=3",
        f"/read/{paged}?beside=3",
        f"/page/{VERSION}?n=1",
        "/page/x?n=1",
    ):
        assert writer.get(path).status_code == 404, path
    for path in (f"/page/{paged}?n=0", f"/page/{paged}?n=x", f"/page/{paged}?n=-1", f"/page/{paged}?n=99999999999"):
        assert writer.get(path).status_code == 422, path
    assert writer.get(f"/leaf/{paged}?n=1&at=<script>").text.count("<script") == 0
    # A text that is no PDF has no such choice.
    assert "beside=1" not in writer.get(f"/read/{VERSION}").text


def test_what_is_kept_is_bounded() -> None:
    shelf: Shelf[bytes] = Shelf(100, len)
    made: list[int] = []

    def make(n: int) -> bytes:
        made.append(n)
        return b"x" * 40

    for n in (1, 2, 1, 3, 1, 2):
        shelf.get(("hash", n), lambda n=n: make(n))  # type: ignore[misc]
    assert shelf.bytes == 80
    assert made == [1, 2, 3, 2]
    with pytest.raises(ZeroDivisionError):
        shelf.get(("hash", 9), lambda: b"x" * (1 // 0))
    assert shelf.get(("hash", 9), lambda: b"y") == b"y"


def test_a_place_is_sought_by_its_words_where_the_intake_gives_other_characters() -> None:
    text = "We decided to go.\n"
    page = Page(1, Span(0, len(text)), 100, 100)
    boxes = b"".join(__import__("struct").pack("<4f", n, 1, n + 1, 2) for n in range(1, len(text) + 2))
    moved = Sheet(" " + text, boxes, 100, 100)
    assert places_on(moved, page, text, [Span(3, 10)]) == ((5.0, 1.0, 12.0, 2.0),)
    assert places_on(moved, page, text, [Span(0, 0), Span(50, 60)]) == ()
    doubled = Sheet(" " + text + text, boxes * 2, 100, 100)
    assert places_on(doubled, page, text, [Span(3, 10)]) == ()
    assert page_at([page, Page(2, Span(19, 30), 1, 1)], 18) == 1
    assert page_at([page, Page(2, Span(19, 30), 1, 1)], 19) == 2
    assert page_at([], 3) is None


def test_a_damaged_document_is_said_by_name(
    app: FastAPI, writer: TestClient, paged: str, monkeypatch: pytest.MonkeyPatch
) -> None:

    for error, reason in ((CorruptDocument, "corrupt-document"), (TooSlow, "too-slow")):
        monkeypatch.setattr(
            "taiwa.web.room.leaves.page_picture", lambda *_, e=error: (_ for _ in ()).throw(e("two.pdf"))
        )
        answer = writer.get(f"/page/{paged}?n=1")
        assert answer.status_code == 422
        assert re.search(rf"422 · {reason}", answer.text)
