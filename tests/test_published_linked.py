"""JSON-LD of the record: an RDF library reads it, SPARQL answers as the record does, the vocabulary is whole."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hostile import HOSTILE

from taiwa.errors import NotInRecord
from taiwa.model import Forum, Meeting, Membership, Name
from taiwa.record import Record
from taiwa.view.labels import labels_in
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.vocabulary import context, described, name_of, value, vocabulary

ROOT = Path(__file__).parent.parent
AT = Addresses("https://record.example/", "https://record.example/")
OWN = rdflib.Namespace("urn:taiwa:vocabulary#")
VERSION = "kitanagi/foreign-ministers-3/joint-statement/en"
WHO_IN_WATER = """
    PREFIX taiwa: <urn:taiwa:vocabulary#>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    SELECT ?party ?words WHERE {
      ?provision a taiwa:Provision ; taiwa:followUp taiwa:followup-commitment ; taiwa:field taiwa:field-water ;
        taiwa:speaker ?speaker ; taiwa:content ?words .
      ?speaker dcterms:identifier ?party
    }
"""
STATEMENT = """Joint Statement of the Foreign Ministers of the Kitanagi Sea

On 14 May 2027, the Foreign Ministers met in Kanavik.

1. The Ministers decided to build a joint station for monitoring water quality in rivers by June 2029.

2. The Kingdom of Orik will provide drinking water pumps to the villages of the Republic of Nervas.

3. The Ministers welcomed the progress in the management of transboundary water resources.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder = tmp_path_factory.mktemp("linked")
    with Record.open(str(folder / "record.sqlite3"), "tester") as made:
        made.load_sample()
        (folder / "water.txt").write_text(STATEMENT, "utf-8")
        made.add(folder / "water.txt")
        yield made


def graph_of(document: dict[str, Any]) -> rdflib.Graph:
    """The document as RDF; it carries its context, so that nothing is fetched."""
    assert isinstance(document["@context"], dict)
    return rdflib.Graph().parse(data=json.dumps(document, ensure_ascii=False), format="json-ld")


def test_who_committed_to_what_in_water(record: Record) -> None:
    with record.read() as asking:
        versions = [version.id for version in asking.view.versions()]
    (mine,) = [each for each in versions if not each.startswith("kitanagi/foreign")]
    graph = rdflib.Graph()
    for each in versions:
        graph += graph_of(record.linked_data("read", each, AT))
    answers = {(str(party), str(words)) for party, words in graph.query(WHO_IN_WATER)}  # type: ignore[misc]
    hits = record.search("", {"kind": ("provision",), "followup": ("commitment",), "field": ("water",)}).found.hits
    assert {str(hit.item.ref.partition("#")[0]) for hit in hits} >= {mine}
    expected = set()
    for hit in hits:
        speakers = [each for facet, each in hit.item.tags if facet == "speaker"]
        expected |= {(speaker, hit.item.ref) for speaker in speakers}
    assert len(answers) == len(expected) > 1
    assert {party for party, _ in answers} == {party for party, _ in expected}
    assert any("monitoring water quality" in words for _, words in answers)
    # What is welcomed is no promise, though it is about water.
    assert not any("transboundary" in words for _, words in answers)


def test_a_version_says_what_the_reading_says(record: Record) -> None:
    graph = graph_of(record.linked_data("read", VERSION, AT))
    reading = record.review(VERSION).reading
    version = rdflib.URIRef(AT.page("read", VERSION))
    assert (version, rdflib.RDF.type, OWN.Version) in graph
    for each in reading.provisions:
        node = rdflib.URIRef(AT.provision(VERSION, *each.anchor))
        assert (version, rdflib.URIRef(name_of("hasPart")), node) in graph
        assert graph.value(node, OWN.force).toPython() == each.force  # type: ignore[union-attr]
        assert graph.value(node, OWN.act) == rdflib.URIRef(value("act", each.act))
        assert {str(it) for it in graph.objects(node, OWN.field)} == {value("field", it) for it in each.fields}
        assert len(list(graph.objects(node, OWN.speaker))) == len(each.speaker)
        assert graph.value(node, OWN.start).toPython() == each.anchor.start  # type: ignore[union-attr]
    agents = set(graph.objects(None, rdflib.PROV.wasAssociatedWith))
    assert {graph.value(agent, rdflib.RDF.type) for agent in agents} == {rdflib.PROV.SoftwareAgent}
    assert (rdflib.URIRef(AT.page("entity", "XA")), rdflib.RDF.type, OWN.Party) in graph


def test_a_decision_stands_beside_what_the_machine_read(record: Record, tmp_path: Path) -> None:
    samples = ROOT / "taiwa" / "samples"
    with Record.open(str(tmp_path / "record.sqlite3"), "Ms Reader") as made:
        version = made.add(samples / "kitanagi-1-en.txt")[0].version.id
        first, second, *_ = made.review(version).reading.provisions
        made.correct(f"{version}#{first.id}", "act", "undertake", HOSTILE)
        made.correct(f"{version}#{second.id}", "exists", "false", "none")
        made.correct(f"{version}@0-5", "exists", "true", "missed")
        graph = graph_of(made.linked_data("read", version, AT))
        alone = graph_of(made.linked_data("read", f"{version}@{first.anchor.start}-{first.anchor.end}", AT))
    node = rdflib.URIRef(AT.provision(version, *first.anchor))
    for each in (graph, alone):
        assert each.value(node, OWN.act) == OWN["act-undertake"]
        decision = each.value(node, OWN.decision)
        assert json.loads(str(each.value(decision, OWN.machineValue))) == first.act
        agent = each.value(decision, rdflib.PROV.wasAssociatedWith)
        assert each.value(agent, rdflib.RDF.type) == rdflib.PROV.Person
        assert str(each.value(agent, rdflib.URIRef("https://schema.org/name"))) == "Ms Reader"
        assert "]]>" in str(each.value(decision, OWN.reason))
    removed = rdflib.URIRef(AT.provision(version, *second.anchor))
    assert (removed, rdflib.RDF.type, OWN.Provision) not in graph
    added = rdflib.URIRef(AT.provision(version, 0, 5))
    made_by = graph.value(added, rdflib.PROV.wasGeneratedBy)
    assert (made_by, rdflib.RDF.type, OWN.Decision) in graph
    assert graph.value(node, rdflib.PROV.wasGeneratedBy) != made_by


@pytest.mark.parametrize(
    ("place", "id", "kind"),
    [
        ("forum", "kitanagi", "Forum"),
        ("meeting", "kitanagi/foreign-ministers-3", "Meeting"),
        ("text", "kitanagi/foreign-ministers-3/joint-statement", "Text"),
        ("entity", "XA", "Party"),
        ("entity", "kitanagi-action-plan", "Entity"),
    ],
)
def test_every_noun_has_linked_data(record: Record, place: str, id: str, kind: str) -> None:
    graph = graph_of(record.linked_data(place, id, AT))
    node = rdflib.URIRef(AT.page(place, id))
    assert (node, rdflib.RDF.type, OWN[kind]) in graph
    assert record.place_of(id) == place
    # Every property is one of the vocabulary: a term that is not in the context would be dropped in silence.
    known = {name_of(term) for term in vocabulary()["terms"]} | {str(rdflib.RDF.type)}
    assert {str(each) for each in graph.predicates()} <= known


def test_no_property_is_dropped(record: Record) -> None:
    for document in (record.linked_data("read", VERSION, AT), record.linked_data("forum", "kitanagi", AT)):
        for node in document.get("@graph", [document]):
            assert set(node) - {"@context"} <= set(context()), node


def test_what_is_not_there_is_refused(record: Record) -> None:
    for id in (f"{VERSION}@99999-99999", f"{VERSION}@x", f"{VERSION}@1-", "nothing"):
        with pytest.raises(NotInRecord):
            record.linked_data("read", id, AT)
    with pytest.raises(NotInRecord):
        record.place_of("nothing")


def test_hostile_names_stay_words(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "record.sqlite3"), "tester") as made:
        made.put(Forum("f", (Name(HOSTILE, "en"),), (Membership("X Y/Z"),), note=HOSTILE))
        made.put(Meeting("f/m", "f", HOSTILE, place=HOSTILE, chair=HOSTILE))
        for place, id in (("forum", "f"), ("meeting", "f/m")):
            document = made.linked_data(place, id, AT)
            json.dumps(document, ensure_ascii=False).encode("utf-8")
            assert len(graph_of(document)) > 4


def test_the_vocabulary_defines_every_term_and_value() -> None:
    graph = rdflib.Graph().parse(data=json.dumps(described()), format="json-ld")
    definition = rdflib.SKOS.definition
    for term, said in vocabulary()["terms"].items():
        assert said["definition"].endswith("."), term
        assert graph.value(rdflib.URIRef(name_of(term)), definition), term
    tables = labels_in("en").tables
    assert set(vocabulary()["acts"]) == set(tables["act"])
    assert set(vocabulary()["followups"]) == set(tables["followup"])
    for table in ("act", "followup", "field"):
        for name in tables[table]:
            labels = {
                label.language for label in graph.objects(rdflib.URIRef(value(table, name)), rdflib.SKOS.prefLabel)
            }  # type: ignore[attr-defined]
            assert labels == {"en", "ja", "ru"}, name


def test_the_page_of_the_vocabulary_is_made_of_it() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from make_vocabulary import PAGE, page
    finally:
        sys.path.pop(0)
    assert PAGE.read_text("utf-8") == page()
    assert not re.search(r"\|\s*\|\s*\|\s*$", page(), re.M)
