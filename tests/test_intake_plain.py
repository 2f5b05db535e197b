import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ENGLISH, JAPANESE, RUSSIAN

from taiwa.errors import BinaryDocument, EmptyDocument, TaiwaError, TooLarge, WrongEncoding
from taiwa.intake import from_bytes

CIRCLED = "① 北潟国は監視を行う。② 南原国は通報を行う。これを確認した。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((JAPANESE, codec) for codec in ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be", "iso2022_jp")),
        *((RUSSIAN, codec) for codec in ("utf-8", "koi8_r", "cp1251", "cp866", "iso8859_5", "utf-16-le", "utf-16-be")),
        *((ENGLISH, codec) for codec in ("utf-8", "utf-16-le", "utf-16-be")),
        ("共同声明", "cp932"),
        ("共同声明", "euc_jp"),
        ("共同声明", "utf-16-le"),
        ("СОВМЕСТНОЕ ЗАЯВЛЕНИЕ", "koi8_r"),
        ("СОВМЕСТНОЕ ЗАЯВЛЕНИЕ", "cp1251"),
        (CIRCLED, "cp932"),
        (CIRCLED, "euc_jis_2004"),
        ("The “café dialogue” – in full – was welcomed by the ministers.", "cp1252"),
        ("The ministers’ meeting welcomed the ‘route’ – the people’s and the states’.", "cp1252"),
        ("The ministers’ meeting and the people’s.", "cp932"),
        ("He welcomed it – in full – and closed – on time – the third – meeting.", "cp1252"),
        ("The ministers spoke of “the people’s”… route, of “all”… and closed it in full.", "cp1252"),
        ("Настоящая декларация принята двадцать пятого мая. Копия — в деле.", "cp1251"),
        ("『北潟宣言』\n（2026.11.10 第３回総会採択）\n〈前文〉\n海上安全", "utf-16-le"),
        ("Les ministres ont réaffirmé leur volonté de coopérer à l'échelle régionale.", "cp1252"),
    ],
)
def test_encoding_is_found(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    source = from_bytes("a.txt", data)
    assert source.text == text
    assert source.encoding == encoding
    assert data.decode(source.encoding) == source.text
    assert [notice.code for notice in source.notices] == ([] if encoding == "utf-8" else ["encoding-guessed"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_is_no_part_of_the_text(encoding: str) -> None:
    source = from_bytes("a.txt", JAPANESE.encode(encoding))
    assert (source.text, source.encoding, source.notices) == (JAPANESE, encoding, ())


def test_big_endian_mark() -> None:
    assert from_bytes("a.txt", b"\xfe\xff" + JAPANESE.encode("utf-16-be")).text == JAPANESE


def test_line_ends_stay() -> None:
    assert from_bytes("a.txt", b"one\r\ntwo\rthree\n").text == "one\r\ntwo\rthree\n"


def test_markdown_has_its_own_type() -> None:
    assert from_bytes("a.md", b"# One").media_type == "text/markdown"


@pytest.mark.parametrize("label", ["shift_jis", "Shift-JIS", "cp932", "x-sjis"])
def test_encoding_named_by_the_user(label: str) -> None:
    source = from_bytes("a.txt", CIRCLED.encode("cp932"), encoding=label)
    assert (source.text, source.encoding, source.notices) == (CIRCLED, "cp932", ())


def test_named_utf_8_takes_the_mark_off() -> None:
    assert from_bytes("a.txt", JAPANESE.encode("utf-8-sig"), encoding="UTF-8").text == JAPANESE


@pytest.mark.parametrize("label", ["utf-8", "euc-jp", "no-such-code", "rot13", "base64", "unicode_escape", "idna", ""])
def test_named_encoding_that_fails(label: str) -> None:
    with pytest.raises(WrongEncoding, match=r"a\.txt"):
        from_bytes("a.txt", JAPANESE.encode("cp932"), encoding=label)


def test_charset_of_a_server_is_believed_where_it_fits() -> None:
    data = "会合".encode("euc_jp")
    assert from_bytes("http://x.example/a", data, media_type="text/plain; charset=EUC-JP").notices == ()
    assert from_bytes("a", JAPANESE.encode(), media_type="text/plain; charset=iso-8859-1").text == JAPANESE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(JAPANESE.encode()[:-3] + b"\xff\xfe\xfd", id="damaged"),
        pytest.param(JAPANESE.encode()[:100], id="cut within a character"),
        pytest.param(bytes(range(128, 256)) * 3, id="noise"),
        pytest.param(b"\xe9", id="one byte"),
        pytest.param(("会\ufffd\ufffd" * 20).encode(), id="replacement characters"),
        pytest.param(JAPANESE.encode().decode("latin-1").encode(), id="misread as Latin-1"),
        pytest.param(JAPANESE.encode().decode("cp932", "ignore").encode(), id="misread as Shift_JIS"),
        pytest.param(RUSSIAN.encode().decode("cp1251", "ignore").encode(), id="misread as Windows-1251"),
        pytest.param(b"\xef\xbb\xbfcaf\xe9", id="mark that lies"),
    ],
)
def test_no_encoding_explains_it(data: bytes) -> None:
    with pytest.raises(WrongEncoding, match=r"a\.txt: "):
        from_bytes("a.txt", data)


def test_a_few_lost_characters_are_noticed() -> None:
    text = JAPANESE * 5 + "\ufffd"
    (notice,) = from_bytes("a.txt", text.encode()).notices
    assert notice.code == "replacement-characters"
    assert notice.span is not None
    assert text[notice.span.start] == "\ufffd"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x7fELF\x02\x01", "ELF"),
        (b"MZ\x90\x00\x03", "program"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x00\x00\x00\x20ftypheic", "HEIC"),
        (b"The ministers\x00met", "NUL"),
        (b"\x01\x02\x03\x04\x05abc\xff", "control"),
        (b"<?xml version='1.0'?><invoice/>", "XML"),
    ],
)
def test_binary_is_named(data: bytes, what: str) -> None:
    with pytest.raises(BinaryDocument, match=what):
        from_bytes("a.txt", data)


@pytest.mark.parametrize("text", ["MZ and BM are the codes of two provinces.", "RIFF", "BM", "ID card"])
def test_letters_of_a_magic_number_are_text(text: str) -> None:
    assert from_bytes("a.txt", text.encode()).text == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\u3000\n\ufeff".encode(), b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_to_be_seen(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        from_bytes("a.txt", data)


def test_limit_of_bytes() -> None:
    with pytest.raises(TooLarge, match=r"a\.txt: holds 11 bytes"):
        from_bytes("a.txt", b"a" * 11, max_bytes=10)
    assert from_bytes("a.txt", b"a" * 10, max_bytes=10).text == "a" * 10


HEADS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
]
NAMES = ["a.txt", "a.pdf", "a.docx", "a.html", "http://x.example/[?", "a"]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=200), st.sampled_from(NAMES), st.none() | st.text(max_size=8))
def test_any_bytes_give_a_source_or_our_error(head: bytes, tail: bytes, name: str, label: str | None) -> None:
    message, text = name, ""
    try:
        text = from_bytes(name, head + tail, encoding=label).text
    except TaiwaError as error:
        message = str(error)
    assert message.startswith(name)
    text.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1))
def test_any_text_comes_back(text: str) -> None:
    try:
        source = from_bytes("a.txt", text.encode())
    except TaiwaError:
        return
    if source.media_type == "text/plain":
        assert source.text == text.removeprefix("\ufeff") or source.encoding not in {"utf-8", "utf-8-sig"}
