"""Language versions as they are shown: every format, every interface language, and the command."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from lxml import html

import taiwa
from taiwa.cli import main
from taiwa.lexicon.idioms import habits
from taiwa.model import Flag, Parity
from taiwa.model.parity import EVIDENCE, FLAGS, SUBJECTS
from taiwa.view.labels import INTERFACES, labels_in
from taiwa.view.parity.page import as_page
from taiwa.view.parity.reasons import reason
from taiwa.view.parity.record import as_json
from taiwa.view.parity.rows import STATES, rows
from taiwa.view.parity.table import COLUMNS, as_csv
from taiwa.view.parity.terminal import as_terminal

SAMPLES = Path(__file__).parent.parent / "taiwa" / "samples"
JA, EN, RU = (str(SAMPLES / f"kitanagi-2-{language}.txt") for language in ("ja", "en", "ru"))


@cache
def parity() -> Parity:
    """The Japanese sample, an English one that was changed, the Russian sample."""
    english = Path(EN).read_text("utf-8")
    for before, after in (
        ("to 200 persons", "to 300 persons"),
        ("The Ministers urged all", "The Ministers thanked all"),
        ("The Ministers pledged to further expand practical cooperation under the Dialogue. ", ""),
        ("“Kitanagi Sea Environment Fund”", "“Kitanagi <script>alert(1)</script> Fund”"),
    ):
        assert before in english
        english = english.replace(before, after)
    return taiwa.parity(taiwa.read(JA), taiwa.read_text(english, name="changed.txt"), taiwa.read(RU))


def schema() -> dict[str, object]:
    found: dict[str, object] = json.loads((files("taiwa") / "schema/parity.schema.json").read_text("utf-8"))
    return found


def test_the_json_keeps_the_schema_and_holds_every_pair() -> None:
    data = json.loads(as_json(parity()))
    Draft202012Validator(schema()).validate(data)
    assert [len(pairing["pairs"]) for pairing in data["pairings"]] == [len(p.counterparts) for p in parity().pairings]
    flag = next(f for pair in data["pairings"][0]["pairs"] for f in pair["flags"] if f["left"] == ["200"])
    text = parity().versions[0].source.text
    assert [text[start:end] for start, end in flag["left_spans"]] == ["200"]
    assert flag["reason"] == "The number is 200 in the Japanese version, 300 in the English version."


def test_the_schema_knows_the_names_of_the_model() -> None:
    parts = json.loads(json.dumps(schema()))["$defs"]
    assert parts["flag"]["properties"]["kind"]["enum"] == list(FLAGS)
    assert parts["flag"]["properties"]["subject"]["enum"] == ["", *SUBJECTS]
    assert parts["pair"]["properties"]["state"]["enum"] == list(STATES)
    assert parts["pair"]["properties"]["evidence"]["items"]["enum"] == list(EVIDENCE)


@pytest.mark.parametrize("interface", INTERFACES)
def test_every_interface_has_a_sentence_for_everything(interface: str) -> None:
    labels = labels_in(interface)
    for pairing in parity().pairings:
        for row in rows(pairing, labels):
            assert len(row.reasons) == len(row.counterpart.alarms)
            assert all("{" not in said for said in (*row.reasons, *row.tolerated))
    assert as_terminal(parity(), labels)
    assert as_page(parity(), labels)


def test_the_terminal_shows_what_differs_and_on_demand_the_rest() -> None:
    shown = as_terminal(parity(), labels_in("en"), width=90)
    assert "The number is 200 in the Japanese version, 300 in the English version." in " ".join(shown.split())
    assert "Only the Japanese version has this" in shown
    assert "\x1b" not in shown
    assert all(len(line) <= 90 for line in shown.splitlines())
    assert "= agrees" in as_terminal(parity(), labels_in("en"), only=["agrees"])


def test_the_table_has_a_line_for_each_pair() -> None:
    lines = list(csv.reader(StringIO(as_csv(parity(), labels_in("en")))))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) - 1 == sum(len(pairing.counterparts) for pairing in parity().pairings)
    assert {line[0] for line in lines[1:]} == set(STATES)


def test_the_page_is_whole_safe_and_marks_what_differs() -> None:
    page = as_page(parity(), labels_in("en"))
    tree = html.fromstring(page)
    assert not any(script.text for script in tree.findall(".//script"))
    assert "alert(1)" in page
    assert "http" not in page.replace("http-equiv", "")
    assert {mark.text for mark in tree.findall(".//mark")} >= {"200", "300"}
    assert len(tree.findall(".//article")) == sum(len(pairing.counterparts) for pairing in parity().pairings)


# --- the command --------------------------------------------------------------------------------------------------


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["parity", *arguments], env={"LANG": "C"})
    return result.exit_code, result.stdout_bytes.decode(), result.stderr


@pytest.mark.parametrize("format", ["json", "csv", "html"])
def test_formats_go_to_standard_output_or_a_file(format: str, tmp_path: Path) -> None:
    code, out, _ = run(JA, EN, "--format", format)
    assert code == 0
    where = tmp_path / f"versions.{format}"
    assert run(JA, EN, "--format", format, "-o", str(where))[:2] == (0, "")
    assert where.read_bytes().decode() == out


def test_one_document_may_hold_all_versions(tmp_path: Path) -> None:
    both = tmp_path / "both.txt"
    both.write_text(Path(JA).read_text("utf-8") + "\n\n" + Path(EN).read_text("utf-8"), "utf-8")
    code, out, _ = run(str(both), "--format", "json")
    assert code == 0
    assert [version["language"] for version in json.loads(out)["versions"]] == ["ja", "en"]


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    copy = tmp_path / "ja.txt"
    copy.write_bytes(Path(JA).read_bytes())
    assert run(str(copy), EN, "-f", "html", "-o", str(copy))[0] == 2
    assert copy.read_bytes() == Path(JA).read_bytes()
    assert run(JA)[0] == 2
    assert run(JA, EN, "--authority", "en=holy")[0] == 2
    code, out, _ = run(JA, EN, "--authority", "ja=authentic")
    assert (code, "The Japanese version prevails." in out) == (0, True)


def test_what_cannot_be_meant_is_refused() -> None:
    runner = CliRunner()
    twice = runner.invoke(main, ["parity", "-", "-"], input=Path(EN).read_text("utf-8"))
    assert twice.exit_code == 2
    assert "standard input" in twice.stderr
    unknown = runner.invoke(main, ["parity", JA, EN, "--authority", "ru=authentic"])
    assert unknown.exit_code == 2
    assert "ru" in unknown.stderr


@pytest.mark.parametrize("interface", INTERFACES)
def test_facts_of_the_texts_are_told_in_words_of_the_interface(interface: str) -> None:
    labels = labels_in(interface)
    english = Path(EN).read_text("utf-8").replace("8 June 2029", "9 June 2029", 1)
    (pairing,) = taiwa.parity(taiwa.read(JA), taiwa.read_text(english)).pairings
    (said,) = [reason(flag, pairing, labels) for flag in pairing.flags if flag.subject == "fact"]
    assert f"{labels.name('mention', 'date')} 2029-06-08" in said
    assert f"{labels.name('mention', 'date')} 2029-06-09" in said
    coming = Flag("scope", ("next session 5",), ("next session 6",), subject="fact")
    assert labels.say("session", session=6) in reason(coming, pairing, labels)
    assert labels.say("next_meeting") in reason(coming, pairing, labels)


@pytest.mark.parametrize("interface", INTERFACES)
def test_every_habit_is_told_in_the_language_of_the_interface(interface: str) -> None:
    told = labels_in(interface).tables["idiom"]
    assert set(told) == {habit.name for habit in habits()}
    if interface == "en":
        assert told == {habit.name: habit.says for habit in habits()}


def test_two_documents_in_one_language_are_named_apart_from_their_words() -> None:
    out = as_terminal(taiwa.parity(taiwa.read(EN), taiwa.read(EN)), labels_in("en"))
    assert f"{EN} " in out


def test_the_filter_leaves_the_title_of_the_page_in_sight() -> None:
    styles = (files("taiwa.view") / "web/pairs.css").read_text("utf-8"), as_page(parity(), labels_in("en"))
    assert all("header { margin-bottom: 1.8rem; }" in each for each in styles)
