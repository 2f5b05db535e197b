"""A comparison as a Word document: the new text with the differences from the old one as tracked changes.

Accept all and the words of the new text stand there, reject all and those of the old. The reason for each verdict is a
comment. Plain OOXML by lxml; the same comparison gives the same bytes, so changes carry no date.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from taiwa.model import Comparison
from taiwa.view.comparison.rows import Piece, Row, rows, spaced
from taiwa.view.labels import Labels
from taiwa.view.prose import heal, safe

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_NSMAP = {"w": _W}
TRACKS = {"removed": "del", "added": "ins"}
# ZIP can't date a file earlier.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def as_document(comparison: Comparison, labels: Labels) -> bytes:
    """The bytes of the DOCX file."""
    written = _Document(comparison, labels)
    parts: dict[str, bytes | etree._Element] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _links([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _links([("styles", "styles.xml"), ("comments", "comments.xml")]),
        "word/document.xml": written.body(),
        "word/comments.xml": w("comments", *written.comments),
        "word/styles.xml": _styles(comparison.new.language),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, root in parts.items():
            archive.writestr(ZipInfo(name, _EPOCH), root if isinstance(root, bytes) else _xml(root), ZIP_DEFLATED)
    return out.getvalue()


def w(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of the word-processing namespace with attributes of it."""
    element = etree.Element(f"{{{_W}}}{tag}", {f"{{{_W}}}{name}": value for name, value in attributes.items()}, _NSMAP)
    element.extend(children)
    return element


class _Document:
    """The paragraphs of one document and its comments, numbered as they come."""

    def __init__(self, comparison: Comparison, labels: Labels) -> None:
        self.comparison, self.labels = comparison, labels
        self.author = labels.phrase("compare", "author")
        self.numbers = count(1)
        self.comments: list[etree._Element] = []

    def body(self) -> etree._Element:
        title = heal(self.comparison.new.statement.title or self.comparison.new.source.name)
        paragraphs = [w("p", w("pPr", w("pStyle", val="Title")), _run(title, "t"))]
        label = ""
        for row in rows(self.comparison, self.labels):
            heading = row.paragraphs[1] if row.pair.new else label
            if heading != label and heading:
                paragraphs.append(w("p", w("pPr", w("pStyle", val="Heading1")), _run(heading, "t")))
            label = heading
            paragraphs.append(self.paragraph(row))
        return w("document", w("body", *paragraphs, w("sectPr")))

    def paragraph(self, row: Row) -> etree._Element:
        """A pair as a paragraph; one that is new or dropped takes its own end with it."""
        whole = row.both[0][0] if len(row.both) == 1 else "kept"
        out = w("p")
        if whole in TRACKS:
            out.append(w("pPr", w("rPr", self.track(whole))))
        runs = list(self.runs(row.both))
        if row.pair.verdict != "kept":
            runs = self.commented(runs, row.reason, row.pair.verdict)
        out.extend(runs)
        return out

    def runs(self, pieces: tuple[Piece, ...]) -> Iterator[etree._Element]:
        for kind, text in spaced(pieces, self.comparison.new.language):
            if kind == "kept":
                yield _run(text, "t")
            else:
                yield self.track(kind, _run(text, "delText" if kind == "removed" else "t"))

    def track(self, kind: str, *runs: etree._Element) -> etree._Element:
        """A tracked change around runs, or (without any) of a paragraph's end."""
        return w(TRACKS[kind], *runs, id=str(next(self.numbers)), author=self.author)

    def commented(self, runs: list[etree._Element], reason: str, verdict: str) -> list[etree._Element]:
        number = str(len(self.comments))
        words = reason
        if verdict not in ("strengthened", "weakened"):  # the reason of these begins with the verdict
            words = self.labels.phrase(
                "compare", "comment", verdict=self.labels.name("verdict", verdict), reason=reason
            )
        self.comments.append(w("comment", w("p", _run(words, "t")), id=number, author=self.author))
        reference = w("r", w("commentReference", id=number))
        return [w("commentRangeStart", id=number), *runs, w("commentRangeEnd", id=number), reference]


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _run(text: str, tag: str) -> etree._Element:
    # Spaces at the edges of a run count.
    words = w(tag)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = safe(text)
    return w("r", words)


def _styles(language: str) -> etree._Element:
    """A title, a heading and the language of the text, for the spelling checker."""
    normal = w("style", w("name", val="Normal"), type="paragraph", default="1", styleId="Normal")
    styles = [w("docDefaults", w("rPrDefault", w("rPr", w("lang", val=language, eastAsia=language)))), normal]
    for style, name, size in (("Title", "Title", "36"), ("Heading1", "heading 1", "26")):
        layout = w("pPr", w("keepNext"), w("spacing", before="240", after="120"))
        based = w("basedOn", val="Normal")
        look = w("rPr", w("b"), w("sz", val=size))
        styles.append(w("style", w("name", val=name), based, layout, look, type="paragraph", styleId=style))
    return w("styles", *styles)


def _content_types() -> bytes:
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("comments", "comments"), ("styles", "styles"))
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_KINDS}"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    ).encode()


def _links(targets: list[tuple[str, str]]) -> bytes:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_LINKS}">{links}</Relationships>'.encode()
