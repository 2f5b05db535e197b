"""A permanent link leads to its place through another reader: to what it read, what was corrected, what was added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from places import VERSION

import taiwa.reading
from taiwa.model import Provision, Reading, Source, Span
from taiwa.record import Record

Change = Callable[[tuple[Provision, ...]], list[Provision]]


@pytest.fixture
def reread(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Reads the version anew with a reader that reads other provisions."""

    def again(change: Change) -> None:
        read = taiwa.reading.read_source

        def another(source: Source, **asked: Any) -> Reading:
            reading = read(source, **asked)
            return replace(reading, reader="taiwa 9.9", provisions=tuple(change(reading.provisions)))

        with monkeypatch.context() as patched:
            patched.setattr("taiwa.reading.read_source", another)
            assert record_of(app).reread(VERSION)

    return again


def record_of(app: FastAPI) -> Record:
    record = app.state.record
    assert isinstance(record, Record)
    return record


def numbered(provisions: list[Provision]) -> list[Provision]:
    return [replace(each, id=f"p{n}") for n, each in enumerate(provisions, 1)]


def led(client: TestClient, ref: str) -> str:
    """The words of the anchor to which a permanent link leads."""
    answer = client.get(f"/read/{ref}")
    assert answer.status_code == 303, ref
    where, _, place = answer.headers["location"].partition("#")
    found = html.fromstring(client.get(where).text).get_element_by_id(place)
    return str(found.text_content())


def test_a_link_to_a_provision(app: FastAPI, writer: TestClient, reread: Callable[[Change], None]) -> None:
    each = record_of(app).review(VERSION).reading.provisions[7]
    ref = f"{VERSION}@{each.anchor.start}-{each.anchor.end}"
    before = led(writer, ref)
    # Fewer before it, other numbers, and an anchor that holds one character more.
    reread(lambda all: numbered([replace(p, anchor=Span(p.anchor.start, p.anchor.end + 1)) for p in all[3:]]))
    assert record_of(app).review(VERSION).reading.reader == "taiwa 9.9"
    assert led(writer, ref).split() == before.split()


def test_a_link_to_a_corrected_one(app: FastAPI, writer: TestClient, reread: Callable[[Change], None]) -> None:
    each = record_of(app).review(VERSION).reading.provisions[7]
    ref = f"{VERSION}@{each.anchor.start}-{each.anchor.end}"
    record_of(app).decide(ref, {"act": "urge", "speaker": "XA"}, "as agreed")
    reread(lambda all: numbered([replace(p, anchor=Span(p.anchor.start, p.anchor.end + 1)) for p in all[3:]]))
    assert led(writer, ref).split() == each.quote.split()
    now = writer.get(f"/api/v1/provisions/{ref}").json()
    assert (now["act"], now["speaker"]) == ("urge", ["XA"])


def test_a_link_to_an_added_one(app: FastAPI, writer: TestClient, reread: Callable[[Change], None]) -> None:
    passage = record_of(app).review(VERSION).reading.assertions[0]
    start = passage.spans[0].start
    ref = f"{VERSION}@{start}-{start + 4}"
    record_of(app).decide(ref, {"exists": "true", "act": "agree", "speaker": "XA"}, "missed")
    before = led(writer, ref)
    reread(lambda all: numbered(list(all[2:])))
    assert led(writer, ref) == before
    # The next reader finds it by itself, under a longer anchor: it is one provision, still as decided.
    total = len(record_of(app).review(VERSION).reading.provisions)
    found = replace(record_of(app).review(VERSION).machine.provisions[0], anchor=Span(start, start + 9), act="note")
    reread(lambda all: numbered(sorted([*all[2:], found], key=lambda p: p.anchor)))
    review = record_of(app).review(VERSION)
    assert len(review.reading.provisions) == total
    assert led(writer, ref).startswith(before)
    assert writer.get(f"/api/v1/provisions/{ref}").json()["act"] == "agree"


def test_where_nothing_is_found_any_more_the_passage_is_shown(
    app: FastAPI, writer: TestClient, reread: Callable[[Change], None]
) -> None:
    each = record_of(app).review(VERSION).reading.provisions[7]
    ref = f"{VERSION}@{each.anchor.start}-{each.anchor.end}"
    record_of(app).decide(ref, {"act": "urge"}, "as <b>agreed</b>")
    reread(lambda all: numbered([p for p in all if p.anchor != each.anchor]))
    answer = writer.get(f"/read/{ref}")
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert page.xpath("//mark[@id='passage']")[0].text_content().split() == each.quote.split()
    said = page.text_content()
    assert "taiwa 9.9" in said
    # What was read there before, and what was decided of it.
    assert "reading 1" in said
    assert "as <b>agreed</b>" in said
    (back,) = page.xpath("//p[@class='jump']/a[contains(@href, '#r')]/@href")
    where, _, row = back.partition("#")
    words = html.fromstring(writer.get(where).text).get_element_by_id(row).text_content()
    assert each.quote.split()[0] in words
    assert page.xpath(f"//a[@href='/missing/{ref}']")
    # A program is told that there is none.
    assert writer.get(f"/api/v1/provisions/{ref}").status_code == 404


def test_a_provision_that_a_person_took_out(app: FastAPI, writer: TestClient) -> None:
    each = record_of(app).review(VERSION).reading.provisions[7]
    ref = f"{VERSION}@{each.anchor.start}-{each.anchor.end}"
    record_of(app).decide(ref, {"exists": "false"}, "a quotation")
    page = writer.get(f"/read/{ref}")
    assert page.status_code == 200
    assert "a quotation" in page.text
    # Said to be one again, it is there again.
    record_of(app).decide(ref, {"exists": "true"}, "not a quotation")
    assert led(writer, ref).split() == each.quote.split()


@pytest.mark.parametrize("place", ["@9999998-9999999", "?p=p999", "@x", "@-3"])
def test_places_that_the_text_does_not_have(writer: TestClient, place: str) -> None:
    assert writer.get(f"/read/{VERSION}{place}").status_code == 404
