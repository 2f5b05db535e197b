"""Which encoding some bytes are in.

Owns the order of the steps (byte order mark, strict UTF-8, UTF-16 by its pattern, the legacy encodings of Japanese and
Russian by the plausibility of what comes out, a statistical guess last) and the labels people write for encodings.
`data.decode(encoding)` of what is returned is the text itself, mark removed and line ends untouched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from taiwa.errors import BinaryDocument, TaiwaError, WrongEncoding
from taiwa.intake.plausibility import cyrillic, japanese, of_known_scripts, western

# What a label means in practice: files called Shift_JIS hold Microsoft's extension of it, and so on (as browsers do).
_LABELS = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "x-euc-jp": "euc_jp",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "koi8": "koi8_r",
    "utf8": "utf-8",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order of preference where two are equally plausible. JIS X 0213 stands in for the row of ① that EUC-JP lacks.
_LEGACY: tuple[tuple[str, Callable[[str], float]], ...] = (
    ("cp932", japanese),
    ("euc_jp", japanese),
    ("euc_jis_2004", japanese),
    ("cp1251", cyrillic),
    ("koi8_r", cyrillic),
    ("cp866", cyrillic),
    ("iso8859_5", cyrillic),
    ("mac_cyrillic", cyrillic),
    ("cp1252", western),
)
# Measured on 143 English, 8 Russian and 5 Japanese official texts, whole and cut to 200 characters: the right table
# never scored below 1.0 (Western), 0.91 (Cyrillic), 1.0 (Japanese). Mac Cyrillic differs from Windows-1251 in one small
# letter and scores 0.95 for it, so order decides between those two.
_PLAUSIBLE: dict[Callable[[str], float], float] = {japanese: 0.85, cyrillic: 0.65, western: 0.9}
# A rarer table must do better than by the accident of one letter.
_CLEARLY = 0.02
# Codecs of Python for other things than files.
_NOT_FOR_FILES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_SAMPLE = 65_536
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes({*range(0, 9), *range(14, 27), *range(28, 32)})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the codec that gave it; `guessed` where the bytes leave room for another opinion."""

    text: str
    encoding: str
    guessed: bool


def decode(name: str, data: bytes) -> Decoded:
    """Detect and decode. Raises `BinaryDocument` for what is no text, `WrongEncoding` for what no encoding explains."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return decode_as(name, data, codec)
    text = _strict(data, "utf-8")
    if text is not None and "\x1b$" in text and (escaped := _escaped(data)) is not None:
        return escaped
    if text is not None and not is_binary(text):
        return Decoded(text, "utf-8", guessed=False)
    found = _utf_16(data) or (_legacy(data) if b"\x00" not in data else None)
    if found is not None:
        return found
    raise _refusal(name, data)


def decode_as(name: str, data: bytes, encoding: str) -> Decoded:
    """Decode by the encoding a user names. Raises `WrongEncoding` where it is unknown or doesn't fit."""
    codec = codec_of(encoding)
    if codec is None:
        raise WrongEncoding(f"{name}: there is no encoding called {encoding!r}")
    if codec == "utf-8" and data.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    text = _strict(data, codec)
    if text is None:
        raise WrongEncoding(f"{name}: not {encoding}: {_first_fault(data, codec)}")
    if is_binary(text):
        raise BinaryDocument(f"{name}: not a text: read as {encoding} it is full of control characters")
    return Decoded(text, codec, guessed=False)


def codec_of(label: str) -> str | None:
    """Python's codec for a label as people and servers write it; None where there is none for text."""
    label = label.strip().strip("\"'").lower()
    codec = _LABELS.get(label, label)
    try:
        b"aa".decode(codec)  # of nothing at all, Python wouldn't even look for the codec
    except UnicodeError:
        pass
    except (LookupError, ValueError):
        return None
    name = codecs.lookup(codec).name
    name = name if name.startswith("utf-") else name.replace("-", "_")
    return None if name in _NOT_FOR_FILES else name


def is_binary(text: str) -> bool:
    """Whether control characters that no text has stand in it: any NUL, or one other in fifty."""
    sample = text[:_SAMPLE]
    return "\x00" in text or len(_CONTROLS.findall(sample)) * 50 > len(sample)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
        text.encode("utf-8")  # some codecs let half surrogates through, which no output could take
    except (ValueError, LookupError):
        return None
    return text


def _escaped(data: bytes) -> Decoded | None:
    for codec in ("iso2022_jp", "iso2022_jp_3", "iso2022_jp_ext"):
        if (text := _strict(data, codec)) is not None:
            return Decoded(text, codec, guessed=True)
    return None


def _utf_16(data: bytes) -> Decoded | None:
    if len(data) % 2:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = _strict(data, codec)
        if text is not None and of_known_scripts(text[:_SAMPLE]) and not is_binary(text):
            return Decoded(text, codec, guessed=True)
    return None


def _legacy(data: bytes) -> Decoded | None:
    if data.translate(None, _CONTROL_BYTES) != data or _is_broken_utf_8(data):
        return None
    best, best_score = None, -_CLEARLY
    for codec, plausibility in _LEGACY:
        text = _strict(data, codec)
        score = plausibility(text[:_SAMPLE]) if text is not None else 0.0
        if text is not None and score >= _PLAUSIBLE[plausibility] and score > best_score + _CLEARLY:
            best, best_score = Decoded(text, codec, guessed=True), score
    return best or _statistical(data)


def _statistical(data: bytes) -> Decoded | None:
    import charset_normalizer

    # A long text names its encoding within the sample; the whole is decoded strictly below.
    match = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    text = _strict(data, match.encoding) if match is not None else None
    if match is None or text is None or is_binary(text):
        return None
    letters = sum(character.isalpha() for character in text[:_SAMPLE])
    spaces = sum(character.isspace() for character in text[:_SAMPLE])
    # charset-normalizer always finds something; noise comes out as signs between letters.
    plausible = len(data) >= 32 and (letters + spaces) >= 0.85 * len(text[:_SAMPLE]) and match.chaos < 0.1
    return Decoded(text, match.encoding, guessed=True) if plausible else None


def _is_broken_utf_8(data: bytes) -> bool:
    """UTF-8 with a few bytes damaged or cut off: most characters beyond ASCII are sound."""
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    return sum(character > "\x7f" for character in text[:_SAMPLE]) > 10 * text[:_SAMPLE].count("\ufffd") + faults // 8


def _refusal(name: str, data: bytes) -> TaiwaError:
    if b"\x00" in data:
        return BinaryDocument(f"{name}: not a text: it holds NUL bytes")
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls * 50 > len(data):
        return BinaryDocument(f"{name}: not a text: {controls} of {len(data)} bytes are control characters")
    if _is_broken_utf_8(data):
        return WrongEncoding(f"{name}: UTF-8, but damaged: {_first_fault(data, 'utf-8')}")
    return WrongEncoding(f"{name}: in no known encoding; as UTF-8, {_first_fault(data, 'utf-8')}")


def _first_fault(data: bytes, codec: str) -> str:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        byte = f"{data[error.start]:02X}" if error.start < len(data) else "end"
        return f"byte {error.start} ({byte}) cannot stand there"
    except ValueError as error:
        return str(error)
    return "it holds half characters"
