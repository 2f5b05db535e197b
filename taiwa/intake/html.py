"""HTML: the statement on a web page, without what stands around it.

Owns the decoding of a page and the order of the steps: `article` finds the text, `rendering` writes it down as a
browser shows it.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import TYPE_CHECKING

from taiwa.errors import CorruptDocument, EmptyDocument, NoArticle, WrongEncoding
from taiwa.intake.article import find_article, words_of
from taiwa.intake.encodings import Decoded, codec_of, decode, decode_as
from taiwa.intake.plain import charset_of, notices_on, refuse_blank
from taiwa.intake.rendering import Rendering
from taiwa.model import Notice, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_META = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:\-]+)", re.I)
_XML_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:\-]+)", re.I)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]")
_PRESCAN = 4096
# Below this a page has no sentence of its own; a menu's stray words and a copyright line stay under it.
_LEAST_TEXT = 20
_LEAST_SENTENCE = 40
# A browser shows such a page with a few black diamonds; with more it is no text.
_MOST_LOST = 200


def read_html(name: str, data: bytes, *, media_type: str | None = None, encoding: str | None = None) -> Source:
    """Find the text of a page and write it one block a line, list numbers and bullets in front.

    Raises `NoArticle` for a page of navigation only, `EmptyDocument`, `WrongEncoding`, `CorruptDocument`.
    """
    decoded = _decoded(name, data, media_type, encoding)
    refuse_blank(name, decoded.text)
    body, title = _parsed(name, decoded.text)
    has_words = bool(words_of(body))
    article = find_article(body, title)
    rendering = Rendering(article)
    _refuse_navigation(name, rendering, has_words)
    text = rendering.manuscript.text
    return Source(
        name=name,
        media_type="text/html",
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        encoding=decoded.encoding,
        blocks=rendering.manuscript.blocks,
        notices=notices_on(name, Decoded(text, decoded.encoding, decoded.guessed))
        + _left_out(rendering, article.removed),
    )


def _left_out(rendering: Rendering, removed: int) -> tuple[Notice, ...]:
    notices = []
    if removed + rendering.furniture:
        what = f"Parts around the text (navigation, sharing, footers) are left out: {removed + rendering.furniture}."
        notices.append(Notice("furniture-left-out", what))
    if rendering.note_marks:
        notices.append(
            Notice("note-marks-left-out", f"Marks that point to notes are left out: {rendering.note_marks}.")
        )
    return tuple(notices)


def _refuse_navigation(name: str, rendering: Rendering, has_words: bool) -> None:
    if not has_words:
        raise EmptyDocument(f"{name}: the page holds no text")
    plain, linked = rendering.plain, rendering.linked
    only_links = plain < _LEAST_TEXT and linked > plain
    no_sentence = linked > 3 * plain and rendering.longest < _LEAST_SENTENCE
    if not rendering.manuscript.blocks or only_links or no_sentence:
        raise NoArticle(f"{name}: only navigation ({linked} characters in links, {plain} outside them)")


def _parsed(name: str, text: str) -> tuple[_Element, str]:
    """The body of a page and its title. The page is parsed as UTF-8 of our own making, whatever it says of itself."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(_CONTROLS.sub("", text).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorruptDocument(f"{name}: no web page ({error})") from error
    if root is None:
        raise EmptyDocument(f"{name}: the page holds no text")
    body = root.find("body") if root.tag == "html" else root
    title = root.find("head/title") if root.tag == "html" else None
    if any("depth" in entry.message for entry in parser.error_log):
        raise CorruptDocument(f"{name}: the page is nested too deep to be a page")
    if root.find("frameset") is not None:
        raise NoArticle(f"{name}: a page of frames")
    if body is None:
        raise EmptyDocument(f"{name}: the page holds no text")
    return body, " ".join((title.text or "").split()) if title is not None else ""


def _decoded(name: str, data: bytes, media_type: str | None, encoding: str | None) -> Decoded:
    """By the user's word, the byte order mark, the server's header, the page's own declaration, or its looks."""
    if encoding is not None:
        return decode_as(name, data, encoding)
    if data.startswith(_MARKS):
        return decode(name, data)
    declared = codec_of(charset_of(media_type) or "") or _declared(data)
    if declared is None:
        return decode(name, data)
    if declared.startswith("utf-16") or declared.startswith("utf_16"):
        declared = "utf-8"  # a declaration that could be read byte by byte cannot be true
    text = _strict(data, declared)
    if text is not None and (declared == "utf-8" or _strict(data, "utf-8") is None or data.isascii()):
        return Decoded(text, declared, guessed=False)
    try:
        return decode(name, data)
    except WrongEncoding:
        return _mended(data, declared) or decode(name, data)


def _declared(data: bytes) -> str | None:
    head = data[:_PRESCAN]
    found = _XML_DECLARATION.match(head) or _META.search(head)
    return codec_of(found.group(1).decode("ascii")) if found else None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (ValueError, LookupError):
        return None


def _mended(data: bytes, codec: str) -> Decoded | None:
    """The page as a browser shows it, with a sign in place of the few bytes that don't belong."""
    text = data.decode(codec, "replace")
    return Decoded(text, codec, guessed=False) if text.count("\ufffd") * _MOST_LOST < len(text) else None
