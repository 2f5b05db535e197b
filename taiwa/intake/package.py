"""The OOXML package: parts out of a zip archive, within limits, parsed without entities or the network.

Owns the archive and its relationships; knows nothing of paragraphs.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from taiwa.errors import BinaryDocument, CorruptDocument, EncryptedDocument, TaiwaError, TooLarge
from taiwa.intake.kinds import suffix_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
# A body of one paragraph repeated 20,000 times packs to a 225th; what packs to a 500th was made to fill a disk.
_MAX_RATIO = 500
_RATIO_COUNTS_FROM = 1 << 20
_MAX_ENTRIES = 20_000
_CHUNK = 1 << 16
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
)


def w(tag: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{_W}}}{tag}"


class Package:
    """One open archive. Every part that is read counts against `max_bytes`, unpacked.

    Raises `CorruptDocument`, `BinaryDocument` (an archive of something else), `EncryptedDocument`, `TooLarge`.
    """

    def __init__(self, name: str, data: bytes, max_bytes: int) -> None:
        self.name = name
        self._left = max_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._entries = {entry.filename.lower(): entry for entry in self._archive.infolist()}
        except _FAULTS as error:
            raise _cut_short(name, data) from error
        if len(self._entries) > _MAX_ENTRIES:
            raise TooLarge(f"{name}: an archive of {len(self._entries)} parts")
        self.main = self._main_part()

    def xml(self, part: str) -> _Element:
        """The root of a part. Raises `CorruptDocument` where the part is missing or no XML."""
        from lxml import etree

        data = self._read(part).replace(_W_STRICT, _W.encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise CorruptDocument(f"{self.name}: {part} is damaged ({error})") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise CorruptDocument(f"{self.name}: {part} declares entities of its own, which no Office file does")
        return root

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts that `part` names as its `kind` (`footnotes`, `numbering`, ...) and that are there."""
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", base + ".rels")
        if relations.lower() not in self._entries:
            return
        for relation in self.xml(relations):
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target") or "")).lstrip("/")
            if (relation.get("Type") or "").endswith("/" + kind) and target.lower() in self._entries:
                yield target

    def _read(self, part: str) -> bytes:
        entry = self._entries[part.lower()]
        if entry.flag_bits & 1:
            raise EncryptedDocument(f"{self.name}: the archive is locked with a password")
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > self._left or (entry.file_size > _RATIO_COUNTS_FROM and ratio > _MAX_RATIO):
            raise TooLarge(f"{self.name}: {part} unpacks to {entry.file_size} bytes ({ratio:.0f} times its size)")
        chunks = []
        try:
            with self._archive.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise TooLarge(f"{self.name}: {part} unpacks beyond the limit")
                    chunks.append(chunk)
        except _FAULTS as error:
            raise CorruptDocument(f"{self.name}: {part} is damaged ({error})") from error
        return b"".join(chunks)

    def _main_part(self) -> str:
        if "[content_types].xml" in self._entries:
            for target in self.related("", "officeDocument"):
                if target.lower().startswith("word/") or target.lower().endswith("document.xml"):
                    return target
                break
            else:
                if "word/document.xml" in self._entries:
                    return "word/document.xml"
        if any(entry.startswith("word/") for entry in self._entries):
            raise CorruptDocument(f"{self.name}: the archive is a DOCX without its text (word/document.xml)")
        raise BinaryDocument(f"{self.name}: {self._foreign()}, not a DOCX")

    def _foreign(self) -> str:
        if any(entry.startswith("xl/") for entry in self._entries):
            return "an Excel workbook"
        if any(entry.startswith("ppt/") for entry in self._entries):
            return "a PowerPoint file"
        if "mimetype" in self._entries:
            kind = self._read("mimetype")[:80].decode("ascii", "replace").strip()
            return {
                "application/vnd.oasis.opendocument.text": "an OpenDocument text (save it as DOCX)",
                "application/epub+zip": "an EPUB book",
            }.get(kind, f"an archive of type {kind!a}")
        return "a ZIP archive"


def _cut_short(name: str, data: bytes) -> TaiwaError:
    if data.startswith(b"PK\x05\x06") and len(data) < 100:
        return BinaryDocument(f"{name}: an empty ZIP archive, not a DOCX")
    reason = "no central directory" if b"PK\x05\x06" not in data[-65_600:] else "its directory is damaged"
    if suffix_of(name) == ".docx" or b"[Content_Types].xml" in data[:_CHUNK] or b"word/" in data[:_CHUNK]:
        return CorruptDocument(f"{name}: the archive is cut short ({reason})")
    return BinaryDocument(f"{name}: a damaged ZIP archive ({reason}), not a DOCX")
