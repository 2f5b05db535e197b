"""What kind of document some bytes are: by what they hold first, by what the server or the name says second.

Owns the magic numbers. Raises `BinaryDocument` for what is certainly no text, and says what it is.
"""

from __future__ import annotations

import enum
import os
import re
from urllib.parse import urlsplit

from taiwa.errors import BinaryDocument, CorruptDocument, EncryptedDocument

PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Kind(enum.Enum):
    """The containers that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    PLAIN = "plain"


# Magic numbers of what people do hand in by mistake. A short one that could begin a text is checked for NULs besides.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x7fELF", "a program (ELF)"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program (Mach-O)"),
    (b"\x00asm", "a program (WebAssembly)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"OggS", "a sound recording (Ogg)"),
    (b"fLaC", "a sound recording (FLAC)"),
    (b"ID3", "a sound recording (MP3)"),
    (b"{\\rtf", "a rich text (RTF) file; save it as DOCX"),
    (b"%!PS", "a PostScript file; save it as PDF"),
)
_FOREIGN_WITH_NULS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a program"),
    (b"BM", "a BMP picture"),
    (b"RIFF", "a picture or recording (RIFF)"),
    (b"BZh", "a bzip2 archive"),
)
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_WITHIN = re.compile(rb"<(?:html|body)[\s>]", re.I)
_XML_START = re.compile(rb"\s*<\?xml\s", re.I)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = 4096


def kind_of(name: str, data: bytes, media_type: str | None) -> Kind:
    """The kind of `data`. Raises `BinaryDocument`, `EncryptedDocument` (an Office file behind a password) or
    `CorruptDocument` (a name and a content that can't belong together)."""
    head = data[:_HEAD]
    suffix = suffix_of(name)
    claimed = (media_type or "").split(";")[0].strip().lower()
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return Kind.DOCX
    if head.startswith(_CFB):
        raise _office_file(name, data)
    _refuse_foreign(name, head)
    if suffix == ".pdf" or claimed == PDF_TYPE:
        if b"%PDF-" in head:
            return Kind.PDF
        _refuse_damaged(name, head, "a PDF")
    if suffix == ".docx" or claimed == DOCX_TYPE:
        _refuse_damaged(name, head, "a DOCX")
    return _markup_or_plain(name, head, suffix in _HTML_SUFFIXES or claimed in _HTML_TYPES)


def suffix_of(name: str) -> str:
    """The ending of a file name or of the path of an address, lower case and with its dot."""
    path = name
    if "://" in name:
        try:
            path = urlsplit(name).path
        except ValueError:
            path = name
    return os.path.splitext(path)[1].lower()


def _markup_or_plain(name: str, head: bytes, claims_html: bool) -> Kind:
    ascii_head = head.replace(b"\x00", b"") if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else head
    ascii_head = ascii_head.lstrip(b"\xef\xbb\xbf\xff\xfe")
    if claims_html or _HTML_START.match(ascii_head):
        return Kind.HTML
    if _XML_START.match(ascii_head):
        if _HTML_WITHIN.search(ascii_head):
            return Kind.HTML
        raise BinaryDocument(f"{name}: an XML file that is no web page")
    return Kind.PLAIN


def _refuse_foreign(name: str, head: bytes) -> None:
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise BinaryDocument(f"{name}: {what}, not a text")
    if b"\x00" not in head:
        return
    for magic, what in _FOREIGN_WITH_NULS:
        if head.startswith(magic):
            raise BinaryDocument(f"{name}: {what}, not a text")
    if head[4:8] == b"ftyp":
        raise BinaryDocument(f"{name}: a film or picture (MP4, HEIC), not a text")


def _refuse_damaged(name: str, head: bytes, what: str) -> None:
    """A text under the wrong name is read as the text it is; anything else is what it was named for, broken."""
    if b"\x00" in head or sum(byte < 9 or 13 < byte < 27 for byte in head) * 50 > len(head):
        raise CorruptDocument(f"{name}: named for {what}, but does not begin as one")


def _office_file(name: str, data: bytes) -> EncryptedDocument | BinaryDocument:
    def stream(title: str) -> bool:
        return title.encode("utf-16-le") in data

    if stream("EncryptedPackage"):
        return EncryptedDocument(f"{name}: an Office file locked with a password")
    what = "a Word file of the old kind (.doc)" if stream("WordDocument") else "an Office file of the old kind"
    refusal = BinaryDocument(f"{name}: {what}")
    refusal.advice = "Open it in Word and save it as DOCX, then read that."
    return refusal
