import struct

import pytest
from making import pdf

from taiwa.errors import CorruptDocument, EmptyDocument, EncryptedDocument, NoTextLayer, TooLarge
from taiwa.intake import boxes_of, from_bytes
from taiwa.intake import pdf as intake_pdf
from taiwa.model import Source, Span

TWO_PAGES = pdf(["第１回会合は、北の港市で", "開かれた。𠮷田"], ["The ministers agreed on co-oper-", "ation at sea."])


@pytest.fixture(scope="module")
def source() -> Source:
    return from_bytes("a.pdf", TWO_PAGES)


def test_text_by_line_and_page(source: Source) -> None:
    assert source.text == (
        "第１回会合は、北の港市で\n開かれた。𠮷田\n\fThe ministers agreed on co-oper-\nation at sea.\n"
    )
    assert source.media_type == "application/pdf"
    assert source.encoding is None
    assert source.blocks == ()


def test_pages_hold_their_characters(source: Source) -> None:
    first, second = source.pages
    assert (first.number, first.width, first.height) == (1, 400, 300)
    assert source.text[slice(*first.span)].endswith("田\n")
    assert source.text[slice(*second.span)].startswith("The")


def test_every_character_has_a_box(source: Source) -> None:
    boxes = list(struct.iter_unpack("<4f", source.boxes))
    assert len(boxes) == len(source.text)
    for character, box in zip(source.text, boxes, strict=True):
        assert (box == (0, 0, 0, 0)) == (character in "\n\f")


def test_a_span_has_one_box_for_each_line(source: Source) -> None:
    start = source.text.index("co-oper")
    upper, lower = boxes_of(source, Span(start, source.text.index(" at sea")))
    assert upper.page == lower.page == 2
    assert upper.x0 > lower.x0 == 50
    assert upper.y0 > lower.y1
    assert [box.page for box in boxes_of(source, Span(0, len(source.text)))] == [1, 1, 2, 2]


def test_no_boxes(source: Source) -> None:
    assert boxes_of(source, Span(3, 3)) == ()
    assert boxes_of(from_bytes("a.txt", b"text"), Span(0, 2)) == ()
    with pytest.raises(ValueError, match="outside"):
        boxes_of(source, Span(0, 1000))


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_turn_with_the_page(rotation: int) -> None:
    source = from_bytes("a.pdf", pdf(["North Haven"], rotation=rotation))
    (page,) = source.pages
    (box,) = boxes_of(source, Span(0, 11))
    assert (page.width, page.height) == (400, 300)  # reportlab turns the sheet against the rotation
    assert 0 < box.x0 < box.x1 < page.width
    assert 0 < box.y0 < box.y1 < page.height
    upright = box.x1 - box.x0 < box.y1 - box.y0
    assert upright == (rotation in {90, 270})


def test_locked() -> None:
    with pytest.raises(EncryptedDocument, match=r"a\.pdf: .*password"):
        from_bytes("a.pdf", pdf(["Secret"], password="secret"))


def test_locked_against_change_only() -> None:
    assert from_bytes("a.pdf", pdf(["Open"], password="")).text == "Open\n"


def test_pictures_only() -> None:
    with pytest.raises(NoTextLayer, match="2 pages"):
        from_bytes("a.pdf", pdf([], []))


def test_pages_without_text_are_named() -> None:
    source = from_bytes("a.pdf", pdf([], ["Second page"], []))
    assert source.text == "\fSecond page\n\f"
    assert [len(source.text[slice(*page.span)]) for page in source.pages] == [0, 12, 0]
    (notice,) = source.notices
    assert notice.code == "pages-without-text"
    assert "1, 3" in notice.message


def test_blank_pages() -> None:
    with pytest.raises(EmptyDocument):
        from_bytes("a.pdf", pdf([" "]))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_cut_short(share: float) -> None:
    with pytest.raises(CorruptDocument, match=r"a\.pdf: .*cut short"):
        from_bytes("a.pdf", TWO_PAGES[: int(len(TWO_PAGES) * share)])


def test_damaged() -> None:
    with pytest.raises(CorruptDocument, match="damaged"):
        from_bytes("a.pdf", b"%PDF-1.4\nnothing of the kind\n%%EOF")


def test_named_for_a_pdf() -> None:
    with pytest.raises(CorruptDocument, match="named for a PDF"):
        from_bytes("a.pdf", b"\x00\x01\x02\x03" * 10)
    assert from_bytes("a.pdf", b"<html><body><p>The page was not found.</p></body></html>").media_type == "text/html"


def test_name_does_not_matter() -> None:
    assert from_bytes("a.txt", TWO_PAGES).media_type == "application/pdf"


def test_limit_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_pdf, "MAX_PAGES", 1)
    with pytest.raises(TooLarge, match="2 pages"):
        from_bytes("a.pdf", TWO_PAGES)


def test_limit_of_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_pdf, "MAX_CHARACTERS", 10)
    with pytest.raises(TooLarge, match="10 characters"):
        from_bytes("a.pdf", TWO_PAGES)
