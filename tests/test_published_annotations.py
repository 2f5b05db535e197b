"""Web Annotations: selectors that find their words, the machine and people apart, pages as the protocol has them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hostile import HOSTILE, WHOLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inventing import statements

import taiwa
from taiwa.model import Kept, Text, Version
from taiwa.record import Record
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.annotations import AROUND, annotations_of
from taiwa.view.published.characters import sound
from taiwa.view.published.container import CONTEXT, IRIS, PAGE, container, page, pages, whole
from taiwa.view.published.nouns import Publication

SAMPLES = sorted((Path(__file__).parent.parent / "taiwa" / "samples").glob("*.txt"))
AT = Addresses()
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
# What the terms used here mean by http://www.w3.org/ns/anno.jsonld, which is not fetched.
TERMS: dict[str, Any] = {
    "oa": str(OA),
    "as": "http://www.w3.org/ns/activitystreams#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "Software": "as:Application",
    "Person": "http://xmlns.com/foaf/0.1/Person",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    **{each: f"oa:{each}" for each in ("classifying", "tagging", "identifying", "describing")},
    **{each: f"oa:{each}" for each in ("editing", "assessing", "commenting")},
    "styleClass": "oa:styleClass",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "name": "http://xmlns.com/foaf/0.1/name",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "total": "as:totalItems",
    "first": {"@id": "as:first", "@type": "@id"},
    "partOf": {"@id": "as:partOf", "@type": "@id"},
    "startIndex": "as:startIndex",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}


def published(reading: taiwa.model.Reading) -> Publication:
    """A reading outside any record, as if it were in one."""
    version = Version(
        "a/b/xx", "a/b", reading.language, "unknown", "0", "0", "n", "text/plain", "", "2026-01-02T03:04:05Z"
    )
    kept = Kept(version.id, 1, reading.reader, reading.scale, "2026-01-02T03:04:05Z")
    return Publication(Text("a/b", reading.statement.kind or "text"), version, kept, reading, reading)


def selected(items: tuple[dict[str, Any], ...]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every pair of selectors, one by place and one by quotation."""
    for item in items:
        for target in item["target"]:
            if "selector" in target:
                position, quote = target["selector"]
                assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
                yield position, quote


def check_selectors(items: tuple[dict[str, Any], ...], text: str) -> int:
    """Slices the text by each selector in code points; returns their number."""
    number = 0
    for position, quote in selected(items):
        start, end = position["start"], position["end"]
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quote["exact"]
        assert text[max(start - AROUND, 0) : start] == quote["prefix"]
        assert text[end : end + AROUND] == quote["suffix"]
        number += 1
    return number


def graph_of(document: dict[str, Any]) -> rdflib.Graph:
    """The document as RDF, by our own copy of the terms in the place of the context's address."""
    assert document["@context"] == CONTEXT
    return rdflib.Graph().parse(data=json.dumps({**document, "@context": TERMS}), format="json-ld")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_selector_finds_its_words(path: Path) -> None:
    reading = taiwa.read(path)
    items = annotations_of(published(reading), AT)
    assert len(items) == len(reading.provisions)
    assert len({item["id"] for item in items}) == len(items)
    assert check_selectors(items, reading.source.text) >= 2 * len(items)
    for item, provision in zip(items, reading.provisions, strict=True):
        sources = [each["source"] for each in item["body"] if each["type"] == "SpecificResource"]
        assert f"urn:taiwa:vocabulary#act-{provision.act}" in sources
        assert f"urn:taiwa:scale:{reading.scale}:{provision.force}" in sources
        assert f"urn:taiwa:vocabulary#followup-{provision.followup}" in sources
        assert [each for each in sources if "#field-" in each] == [
            f"urn:taiwa:vocabulary#field-{field}" for field in provision.fields
        ]
        assert item["creator"]["type"] == "Software"
        assert item["creator"]["name"] == reading.reader


def test_places_count_code_points_not_code_units() -> None:
    text = "Joint Statement\n\n🤝🤝🤝 The Ministers welcomed the 🤝 progress.\n"
    reading = taiwa.read_text(text)
    (item,) = annotations_of(published(reading), AT)
    (position, quote), *_ = selected((item,))
    assert quote["exact"] == "welcomed"
    in_units = text.encode("utf-16-le").index("welcomed".encode("utf-16-le")) // 2
    assert position["start"] == text.index("welcomed") == in_units - 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(statements())
def test_every_selector_of_any_text_finds_its_words(text: str) -> None:
    if not text.strip():
        return
    reading = taiwa.read_text(text, language="ja")
    check_selectors(annotations_of(published(reading), AT), sound(reading.source.text))


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, str]]:
    """A record in which people decided what the machine had read otherwise, and had not read."""
    place = tmp_path_factory.mktemp("decided") / "record.sqlite3"
    with Record.open(str(place), HOSTILE) as record:
        version = record.add(SAMPLES[0])[0].version.id
        first, second, third, *_ = record.review(version).reading.provisions
        record.correct(f"{version}#{first.id}", "act", "undertake", HOSTILE)
        record.correct(f"{version}#{second.id}", "exists", "false", "no act")
        record.correct(f"{version}@0-5", "exists", "true", "missed")
        record.correct(f"{version}#{third.id}", "speaker", f"XA,{WHOLE.replace(',', '')}", "they alone")
        record.correct(version, "place", WHOLE, "heard so")
        record.correct(f"{version}#{third.id}", "followup", "commitment", "withdrawn below")
        record.withdraw(version, 6, "not so")
        yield record, version


def test_machine_and_person_are_never_merged(decided: tuple[Record, str]) -> None:
    record, version = decided
    machine = record.review(version).machine
    items = annotations_of(record.publication(version), AT)
    by_program = [each for each in items if each["creator"]["type"] == "Software"]
    by_person = [each for each in items if each["creator"]["type"] == "Person"]
    assert len(by_program) == len(machine.provisions)
    assert f"#act-{machine.provisions[0].act}" in by_program[0]["body"][0]["source"]
    assert [each["motivation"] for each in by_person] == ["editing", "assessing", "assessing", "editing", "editing"]
    act, none, missed, _, place = by_person
    assert act["body"][0]["source"] == "urn:taiwa:vocabulary#act-undertake"
    assert [target.get("id") for target in act["target"]] == [by_program[0]["id"], None]
    assert none["target"][0]["id"] == by_program[1]["id"]
    assert missed["target"][0]["selector"][0] == {"type": "TextPositionSelector", "start": 0, "end": 5}
    assert place["target"] == [
        {"id": f"{AT.base}api/v1/plain/{version}", "type": "Text", "format": "text/plain", "language": "en"}
    ]
    assert none["body"][-1]["value"] == "no act"
    check_selectors(items, machine.source.text)


def test_an_rdf_library_reads_them(decided: tuple[Record, str]) -> None:
    record, version = decided
    items = annotations_of(record.publication(version), AT)
    graph = graph_of(whole(AT.annotations(version), version, items))
    assert len(set(graph.subjects(rdflib.RDF.type, OA.Annotation))) == len(items)
    asked = graph.query(
        """
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?exact WHERE {
          ?a oa:hasBody/oa:hasSource <urn:taiwa:vocabulary#followup-commitment> ; oa:hasTarget ?t .
          ?t oa:styleClass "operative" ; oa:hasSelector/oa:exact ?exact }
        """
    )
    promised = {p.anchor for p in record.review(version).machine.provisions if p.followup == "commitment"}
    assert len(list(asked)) == len(promised) > 0
    json.dumps(items, ensure_ascii=False).encode("utf-8")


def test_pages_hold_everything_once_and_lead_on() -> None:
    address = "http://localhost/annotations/a/"
    items = [{"id": f"{address}{n}", "type": "Annotation"} for n in range(2 * PAGE + 1)]
    made = container(address, "a", items)
    assert made["total"] == len(items)
    assert made["first"]["id"] == f"{address}?iris=0&page=0"
    assert made["last"] == f"{address}?iris=0&page=2"
    every = [page(address, items, n) for n in range(pages(items, False))]
    assert [each["id"] for one in every for each in one["items"]] == [each["id"] for each in items]
    assert [("prev" in each, "next" in each) for each in every] == [(False, True), (True, True), (True, False)]
    assert [each["startIndex"] for each in every] == [0, PAGE, 2 * PAGE]
    assert every[1]["prev"] == every[0]["id"]
    assert every[1]["next"] == every[2]["id"]
    assert all(each["partOf"]["id"] == made["id"] for each in every)


def test_who_prefers_it_gets_addresses_only() -> None:
    address = "http://localhost/annotations/a/"
    items = [{"id": f"{address}{n}", "type": "Annotation"} for n in range(IRIS + 1)]
    made = container(address, "a", items, iris=True)
    assert made["first"] == f"{address}?iris=1&page=0"
    assert page(address, items, 1, iris=True)["items"] == [f"{address}{IRIS}"]
    assert container(address, "a", items, minimal=True)["first"] == f"{address}?iris=0&page=0"
    assert "first" not in container(address, "a", [])
    assert page(address, [], 0)["items"] == []


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_addresses_hold_ascii_only(id: str) -> None:
    for made in (AT.page("read", id), AT.annotations(id), AT.party(id, False), AT.tag(id)):
        assert made.isascii()
        assert not any(each in made for each in ' "<>\\^`{|}')
