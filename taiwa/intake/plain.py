"""Plain text: bytes decoded, and nothing else changed.

Owns the checks on what came out. The order of detection is in `encodings`.
"""

from __future__ import annotations

import codecs
import hashlib
import re

from taiwa.errors import EmptyDocument, WrongEncoding
from taiwa.intake.encodings import Decoded, codec_of, decode, decode_as, is_binary
from taiwa.intake.kinds import suffix_of
from taiwa.model import Notice, Source, Span

_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\x1a\x00]*")
_SAMPLE = 65_536
_LETTERS = re.compile(r"[Ѐ-ӿぁ-ヿ一-鿿]")
# UTF-8 that was once read as one of these and saved again comes back whole when that is undone.
_MISREAD_AS = ("cp1252", "cp1251", "cp932", "koi8_r")


def _as_byte(error: UnicodeError) -> tuple[bytes, int]:
    """Where a code page has no sign for a byte, most programs that misread put the control of the same number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return bytes(ord(lost) for lost in error.object[error.start : error.end] if ord(lost) < 256), error.end


codecs.register_error("taiwa-as-byte", _as_byte)


def read_plain(name: str, data: bytes, *, media_type: str | None = None, encoding: str | None = None) -> Source:
    """Decode plain text or Markdown. `data.decode(source.encoding)` is `source.text`, line ends included.

    Raises `WrongEncoding`, `BinaryDocument` or `EmptyDocument`.
    """
    decoded = _decoded(name, data, media_type, encoding)
    refuse_blank(name, decoded.text)
    return Source(
        name=name,
        media_type="text/markdown" if suffix_of(name) == ".md" else "text/plain",
        sha256=hashlib.sha256(data).hexdigest(),
        text=decoded.text,
        encoding=decoded.encoding,
        notices=notices_on(name, decoded),
    )


def _decoded(name: str, data: bytes, media_type: str | None, encoding: str | None) -> Decoded:
    if encoding is not None:
        return decode_as(name, data, encoding)
    charset = charset_of(media_type)
    return (_as_served(data, charset) if charset else None) or decode(name, data)


def _as_served(data: bytes, charset: str) -> Decoded | None:
    """The text by the charset a server named, if it fits. Servers say ISO-8859-1 of anything: not believed."""
    codec = codec_of(charset)
    if codec in {None, "cp1252"} or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        text = data.decode(codec or "")
    except (ValueError, LookupError):
        return None
    return None if is_binary(text) else Decoded(text, codec or "", guessed=False)


def charset_of(media_type: str | None) -> str | None:
    """The charset in a media type such as `text/html; charset=Shift_JIS`, or None."""
    found = re.search(r"charset\s*=\s*[\"']?([^\s\"';,]+)", media_type or "", re.I)
    return found.group(1) if found else None


def refuse_blank(name: str, text: str) -> None:
    """Raise `EmptyDocument` where nothing in the text can be seen."""
    if _BLANKS.fullmatch(text):
        raise EmptyDocument(f"{name}: holds only blanks" if text else f"{name}: holds no text")


def notices_on(name: str, decoded: Decoded) -> tuple[Notice, ...]:
    """What to say about a decoding. Raises `WrongEncoding` where the text was spoilt before it reached us."""
    lost = decoded.text.count("\ufffd")
    if lost * 100 > len(decoded.text) - decoded.text.count(" "):
        raise WrongEncoding(
            f"{name}: {lost} of {len(decoded.text)} characters were lost before (replacement characters)"
        )
    if (codec := _misread_as(decoded.text[:_SAMPLE])) is not None:
        raise WrongEncoding(f"{name}: garbled: UTF-8 that was once read as {codec} and saved again")
    notices = []
    if decoded.guessed:
        notices.append(Notice("encoding-guessed", f"The encoding is not stated; the text reads as {decoded.encoding}."))
    if lost:
        first = decoded.text.index("\ufffd")
        what = f"Characters that were lost on the way stand as U+FFFD: {lost}."
        notices.append(Notice("replacement-characters", what, Span(first, first + 1)))
    return tuple(notices)


def _misread_as(sample: str) -> str | None:
    if sample.isascii():
        return None
    beyond = sum(character > "\x7f" for character in sample)
    for codec in _MISREAD_AS:
        back = sample.encode(codec, "taiwa-as-byte").decode("utf-8", "replace")
        letters, faults = len(_LETTERS.findall(back)), back.count("\ufffd")
        if letters >= 5 and letters * 6 > beyond and faults * 2 < letters:
            return codec
    return None
