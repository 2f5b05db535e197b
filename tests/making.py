"""Documents made for the tests of intake: invented states, a few lines each."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

JAPANESE = (
    "北潟国と南原国の外相は、第３回会合を開催し、海上の安全について意見を交換した。\r\n"
    "双方は、航路の監視を歓迎した。\r\n"
)
RUSSIAN = (
    "Министры иностранных дел Северной Гавани и Южной Равнины провели третью встречу.\r\n"
    "Стороны приветствовали открытие морского маршрута.\r\n"
)
ENGLISH = "The ministers of North Haven and South Plain met.\nThey welcomed the opening of the sea route.\n"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, properties: str = "") -> str:
    """A run with its text as Word writes it."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, style: str = "", number: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph; `content` is plain text or runs, `number` a (numId, level)."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{styled}{numbered}{properties}</w:pPr>{inner}</w:p>"


def level(index: int, style: str, text: str, start: int = 1, more: str = "") -> str:
    """One level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(definitions: Mapping[int, str], numbers: Mapping[int, tuple[int, str]]) -> str:
    """A numbering part: definitions of levels, and the lists (definition, overrides) that use them."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in definitions.items()
    )
    concrete = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'
        for key, (of, overrides) in numbers.items()
    )
    return f"<w:numbering {_SPACES}>{abstract}{concrete}</w:numbering>"


def style(
    identity: str, name: str, properties: str = "", run_properties: str = "", base: str = "", kind: str = "paragraph"
) -> str:
    """One style definition."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def part(tag: str, content: str) -> str:
    """A part of any kind: `styles`, `footnotes`, `comments`, `hdr` ..."""
    return f"<w:{tag} {_SPACES}>{content}</w:{tag}>"


def docx(body: str, parts: Mapping[str, str] | None = None, raw: Mapping[str, bytes] | None = None) -> bytes:
    """A DOCX of a body and further parts by kind (`styles`, `numbering`, `footnotes`, `header`...)."""
    parts = parts or {}
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_REL}/{kind}" Target="{kind}.xml"/>' for at, kind in enumerate(parts)
    )
    files: dict[str, bytes] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE_REL}">'
            f'<Relationship Id="r0" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE_REL}">{relations}</Relationships>'.encode(),
        **{f"word/{kind}.xml": xml.encode() for kind, xml in parts.items()},
        **(raw or {}),
    }
    return archive(files)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def pdf(*pages: list[str], password: str | None = None, rotation: int = 0, font: str = "") -> bytes:
    """A PDF of 400 by 300 points: lines from the top, 20 apart; a page without lines bears a drawing."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    out = io.BytesIO()
    locked = StandardEncryption(password, ownerPassword="owner") if password is not None else None
    canvas = Canvas(out, pagesize=(400, 300), encrypt=locked)
    for lines in pages:
        if rotation:
            canvas.setPageRotation(rotation)
        if not lines:
            canvas.rect(10, 10, 100, 100, fill=1)
        for at, line in enumerate(lines):
            canvas.setFont(font or ("Helvetica" if line.isascii() else "HeiseiMin-W3"), 12)
            canvas.drawString(50, 250 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
