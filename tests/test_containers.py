"""One statement in many containers: the same provisions come out of each."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import making
import pytest

from taiwa.intake import from_bytes
from taiwa.model import Reading, Source, Span
from taiwa.reading import read_source

SAMPLE = Path(__file__).parent.parent / "taiwa/samples/kitanagi-1-ja.txt"
HALF = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {ord("，"): ",", ord("．"): "."}
FULL = {half: full for full, half in HALF.items() if isinstance(half, int)}
# Characters that open no line and close no line: the rules by which Japanese text is wrapped.
NOT_FIRST, NOT_LAST = "、。，．）」』ー々・", "（「『"


def wrapped_original() -> str:
    return SAMPLE.read_text("utf-8")


@cache
def paragraphs() -> tuple[str, ...]:
    """The statement's paragraphs, each in one piece: page numbers dropped, wraps joined, signs of a new one kept."""
    out: list[str] = []
    for line in wrapped_original().splitlines():
        text = line.rstrip(" ")
        if not text.strip() or re.fullmatch("[０-９]", text):
            continue
        if text.startswith("　") or re.match("[０-９]　", text) or len(out) < 2:
            out.append(text)
        else:
            out[-1] += text
    return tuple(out)


def unwrapped() -> str:
    return "\n".join(paragraphs()) + "\n"


def wrapped(columns: int, between: str = "\n") -> str:
    return between.join(line for paragraph in paragraphs() for line in lines_of(paragraph, columns)) + "\n"


def lines_of(paragraph: str, columns: int) -> list[str]:
    """A paragraph in lines of so many full-width characters, by the rules of Japanese typesetting."""
    out = []
    while len(paragraph) > columns:
        cut = columns
        while paragraph[cut] in NOT_FIRST or paragraph[cut - 1] in NOT_LAST:
            cut -= 1
        out.append(paragraph[:cut])
        paragraph = paragraph[cut:]
    return [*out, paragraph]


def plain(text: str, encoding: str = "utf-8", name: str = "statement.txt") -> Source:
    return from_bytes(name, text.encode(encoding))


def as_pdf() -> Source:
    lines = [line for paragraph in paragraphs() for line in lines_of(paragraph, 25)]
    pages = [lines[at : at + 11] for at in range(0, len(lines), 11)]
    return from_bytes("statement.pdf", making.pdf(*([*page, f"- {n} -"] for n, page in enumerate(pages, 1))))


def as_docx() -> Source:
    return from_bytes("statement.docx", making.docx("".join(map(making.paragraph, paragraphs()))))


def as_docx_with_styles() -> Source:
    body = making.paragraph(paragraphs()[1], "Title") + making.paragraph(paragraphs()[0])
    body += "".join(map(making.paragraph, paragraphs()[2:]))
    parts = {"styles": making.part("styles", making.style("Title", "Title"))}
    return from_bytes("statement.docx", making.docx(body, parts))


def as_page() -> Source:
    mark, title, *body = paragraphs()
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in body)
    menu = "".join(
        f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(("外交政策", "会見・発表", "国・地域"))
    )
    page = f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title></head><body>
    <header><p><a href="/">オーリク王国外務省</a></p><nav><ul>{menu}</ul></nav></header>
    <main><h1>{title}</h1><p>{mark}</p>{text}</main>
    <footer><ul>{menu}</ul><p>Copyright 2027</p></footer></body></html>"""
    return from_bytes("statement.html", page.encode("utf-8"))


def as_broken_page() -> Source:
    text = "<br>\n".join(paragraphs()[2:])
    page = f"<html><body><div><h2>{paragraphs()[1]}</h2><p>{paragraphs()[0]}</p>{text}</div></body></html>"
    return from_bytes("statement.htm", page.encode("shift_jis"), media_type="text/html; charset=Shift_JIS")


CONTAINERS: dict[str, Callable[[], Source]] = {
    "unwrapped": lambda: plain(unwrapped()),
    "wrapped at 30": lambda: plain(wrapped(30)),
    "wrapped at 34 with blank lines between": lambda: plain(wrapped(34, "\n\n")),
    "wrapped at 50": lambda: plain(wrapped(50)),
    "half-width digits": lambda: plain(wrapped_original().translate(HALF)),
    "half-width digits, unwrapped": lambda: plain(unwrapped().translate(HALF)),
    "full-width digits": lambda: plain(unwrapped().translate(HALF).translate(FULL)),
    "comma and full stop": lambda: plain(unwrapped().replace("、", "，").replace("。", "．")),
    "CRLF": lambda: plain(wrapped_original().replace("\n", "\r\n")),
    "byte order mark": lambda: plain(wrapped_original(), "utf-8-sig"),
    "UTF-16": lambda: plain(wrapped_original(), "utf-16"),
    "UTF-16 big end first": lambda: plain("\ufeff" + unwrapped(), "utf-16-be"),
    "Shift_JIS": lambda: plain(wrapped_original(), "shift_jis"),
    "EUC-JP": lambda: plain(unwrapped(), "euc_jp"),
    "ISO-2022-JP": lambda: plain(unwrapped(), "iso2022_jp"),
    "indented by a tool": lambda: plain(textwrap.indent(wrapped_original(), "    ")),
    "PDF": as_pdf,
    "DOCX": as_docx,
    "DOCX with styles": as_docx_with_styles,
    "web page": as_page,
    "web page of line breaks": as_broken_page,
}


def normal(text: str) -> str:
    """A text in NFKC and without spaces; commas and full stops of either kind."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s", "", folded).replace(",", "、").replace(".", "。")


def told(reading: Reading) -> list[tuple[object, ...]]:
    """What a reading says, free of its container: one row for each provision."""

    def words(spans: tuple[Span, ...]) -> str:
        return normal("".join(reading.source.text[span.start : span.end] for span in spans))

    return [
        (p.act, p.speaker, p.followup, p.force, p.fields, normal(p.quote), words(p.content)) for p in reading.provisions
    ]


@cache
def expected() -> list[tuple[object, ...]]:
    return told(read_source(plain(wrapped_original())))


def test_the_sample_is_read_at_all() -> None:
    assert len(expected()) == 35


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_container_changes_nothing(container: str) -> None:
    reading = read_source(CONTAINERS[container]())
    assert told(reading) == expected()


@pytest.mark.parametrize("container", CONTAINERS)
def test_the_facts_are_the_same_too(container: str) -> None:
    one = read_source(plain(wrapped_original())).statement
    other = read_source(CONTAINERS[container]()).statement
    assert normal(other.title or "") == normal(one.title or "")
    for name in ("kind", "translation", "level", "session", "date", "place", "chair", "next"):
        assert getattr(other, name) == getattr(one, name), name
    assert list(other.parties) == list(one.parties)
    assert [(p.name, p.office, p.party) for p in other.participants] == [
        (p.name, p.office, p.party) for p in one.participants
    ]
