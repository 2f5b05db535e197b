"""The open formats from the command line: to standard output, to a file, under the address that is given."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import icalendar
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from taiwa import cli
from taiwa.record import Record
from taiwa.settings import settings

VERSION = "kitanagi/foreign-ministers-3/joint-statement/ja"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("formats") / "record.sqlite3")
    with Record.open(place, "tester") as record:
        record.load_sample()
    return place


def run(place: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, [*arguments, "--database", place, "--interface", "en"], prog_name="taiwa")


def told(place: str, *arguments: str) -> str:
    result = run(place, *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_version_in_each_format(filled: str) -> None:
    akn = etree.fromstring(told(filled, "record", "convert", VERSION, "--to", "akn").encode())
    assert etree.QName(akn).localname == "akomaNtoso"
    annotations = json.loads(told(filled, "record", "convert", VERSION, "--to", "annotations"))
    assert annotations["total"] == len(annotations["first"]["items"]) > 30
    linked = json.loads(told(filled, "record", "convert", VERSION, "--to", "jsonld"))
    assert linked["@graph"][0]["id"] == f"http://localhost:8850/read/{VERSION}"


def test_things_are_named_by_the_address_given(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = json.loads(
        told(filled, "record", "convert", "kitanagi", "--to", "jsonld", "--address", "https://record.example")
    )
    assert made["id"] == "https://record.example/forum/kitanagi"
    monkeypatch.setenv("TAIWA_ADDRESS", "https://other.example/")
    calendar = icalendar.Calendar.from_ical(told(filled, "forum", "calendar", "kitanagi"))
    assert all(str(each["uid"]).endswith("@other.example") for each in calendar.walk() if each.name == "VEVENT")


def test_calendar_and_feed_go_to_files(filled: str, tmp_path: Path) -> None:
    told(filled, "forum", "calendar", "--deadlines", "tasks", "-o", str(tmp_path / "all.ics"))
    calendar = icalendar.Calendar.from_ical((tmp_path / "all.ics").read_bytes())
    assert any(each.name == "VTODO" for each in calendar.walk())
    told(filled, "forum", "feed", "kitanagi", "--limit", "3", "-o", str(tmp_path / "k.atom"))
    feed = feedparser.parse((tmp_path / "k.atom").read_bytes())
    assert (feed.bozo, len(feed.entries)) == (False, 3)


@pytest.mark.parametrize(
    "arguments",
    [
        ("record", "convert", "nothing", "--to", "jsonld"),
        ("record", "convert", "kitanagi", "--to", "akn"),
        ("forum", "calendar", "nowhere"),
        ("forum", "feed", "nowhere"),
    ],
)
def test_what_is_not_there_is_told(filled: str, arguments: tuple[str, ...]) -> None:
    result = run(filled, *arguments)
    assert result.exit_code == 27
    assert "Traceback" not in result.stderr


def test_the_address_ends_in_one_slash() -> None:
    assert settings({"TAIWA_ADDRESS": "https://record.example//"}).address == "https://record.example/"
    assert settings({"TAIWA_ADDRESS": " "}).address is None
    assert settings({}).address is None
