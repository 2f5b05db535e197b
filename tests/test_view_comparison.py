"""A comparison as it is shown: every format, every interface language."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html

import taiwa
from taiwa.comparing.items import items
from taiwa.model import Comparison
from taiwa.model.comparison import ASPECTS, CALLOUTS, VERDICTS
from taiwa.view.comparison.document import as_document
from taiwa.view.comparison.page import as_page
from taiwa.view.comparison.reasons import reason
from taiwa.view.comparison.record import as_json
from taiwa.view.comparison.table import COLUMNS, as_csv
from taiwa.view.comparison.terminal import as_terminal
from taiwa.view.labels import INTERFACES, labels_in

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def comparison(language: str) -> Comparison:
    old, new = (taiwa.read(f"taiwa/samples/kitanagi-{number}-{language}.txt") for number in (1, 2))
    return taiwa.compare(old, new)


def schema() -> dict[str, object]:
    found: dict[str, object] = json.loads((files("taiwa") / "schema/comparison.schema.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_the_json_keeps_the_schema_and_holds_every_pair(language: str) -> None:
    data = json.loads(as_json(comparison(language)))
    Draft202012Validator(schema()).validate(data)
    assert len(data["pairs"]) == len(comparison(language).pairs)
    assert sum(data["counts"].values()) == len(data["pairs"])
    text = comparison(language).old.source.text
    for pair in data["pairs"]:
        for thing in pair["old"]:
            shown = "".join("".join(text[a:b] for a, b in thing["spans"]).split())
            assert "".join(thing["text"].replace("…", "").split()) == shown.replace("…", "")


def test_the_schema_knows_the_names_of_the_model() -> None:
    parts = json.loads(json.dumps(schema()))["$defs"]
    assert parts["pair"]["properties"]["verdict"]["enum"] == list(VERDICTS)
    assert parts["ground"]["properties"]["aspect"]["enum"] == list(ASPECTS)
    assert parts["callout"]["properties"]["kind"]["enum"] == list(CALLOUTS)
    for table, names in (("verdict", VERDICTS), ("callout", CALLOUTS)):
        assert list(labels_in("en").tables[table]) == list(names)


@pytest.mark.parametrize("interface", INTERFACES)
@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_every_verdict_has_a_reason_in_every_language(language: str, interface: str) -> None:
    for pair in comparison(language).pairs:
        said = reason(pair, labels_in(interface))
        assert len(said) > 5
        assert "{" not in said
        if pair.grounds and pair.grounds[0].new_words and pair.verdict in ("strengthened", "weakened"):
            assert " ".join(pair.grounds[0].new_words.split()) in said or pair.grounds[0].aspect == "complement"


def test_the_terminal_shows_changes_and_asks_for_verdicts() -> None:
    labels = labels_in("en")
    whole = as_terminal(comparison("en"), labels)
    assert "[-" in whole
    assert "{+" in whole
    assert "\x1b" not in whole
    assert "kept " not in "".join(line for line in whole.splitlines() if line.startswith("  = kept") and "→" in line)
    weaker = as_terminal(comparison("en"), labels, only=("weakened",))
    assert "▼" in weaker
    assert not re.search(r"^  ▲ stronger +p", weaker, re.M)
    assert "\x1b[" in as_terminal(comparison("en"), labels, colour=True)
    same = taiwa.compare(comparison("en").old, comparison("en").old)
    assert "Nothing changed." in as_terminal(same, labels)


def test_the_table_has_a_line_for_each_pair() -> None:
    lines = list(csv.DictReader(StringIO(as_csv(comparison("ru"), labels_in("ru")))))
    assert len(lines) == len(comparison("ru").pairs)
    assert tuple(lines[0]) == COLUMNS
    assert {line["verdict"] for line in lines} <= set(VERDICTS)


@pytest.mark.parametrize("interface", INTERFACES)
def test_the_page_stands_alone_and_filters_by_style(interface: str) -> None:
    page = as_page(comparison("en"), labels_in(interface))
    root = html.fromstring(page)
    assert len(root.find_class("pair")) == len(comparison("en").pairs) + 1
    assert {box.get("id") for box in root.iter("input")} == {f"v-{p.verdict}" for p in comparison("en").pairs}
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)
    for verdict in VERDICTS:
        assert f"body:has(#v-{verdict}:not(:checked)) .pair.{verdict}" in page


def test_the_page_escapes_what_a_document_says() -> None:
    old, new = (taiwa.read_text(f"The Ministers welcomed {words} <b>&amp;</b> the road.") for words in ("the", "our"))
    page = as_page(taiwa.compare(old, new), labels_in("en"))
    assert "<b>&amp;</b> the" not in page


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_the_word_document_gives_either_text_back(language: str) -> None:
    both = comparison(language)
    data = as_document(both, labels_in("en"))
    assert data == as_document(both, labels_in("en"))
    with ZipFile(BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        comments = etree.fromstring(archive.read("word/comments.xml"))
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    changed = [pair for pair in both.pairs if pair.verdict != "kept"]
    assert len(comments) == len(changed)
    for tag, side in (("ins", "new"), ("del", "old")):
        said = letters("".join(t.text or "" for t in body.iter(W + "t", W + "delText") if keeps(t, tag)))
        for pair in changed:
            if len(getattr(pair, side)) == 1 and not pair.edits:
                name = getattr(pair, side)[0]
                reading = getattr(both, side)
                item = next(item for item in items(reading) if item.name == name)
                assert letters("".join(w.form for w in item.words)) in said
            elif pair.edits:
                own = [e.text for e in pair.edits if e.kind in ("kept", "added" if side == "new" else "removed")]
                assert letters("".join(own)) in said


def keeps(element: etree._Element, tag: str) -> bool:
    """Whether a run stays when all changes are accepted (`ins`) or rejected (`del`)."""
    other = W + ("del" if tag == "ins" else "ins")
    return not any(above.tag == other for above in element.iterancestors())


def letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold().replace("ё", "е") if char.isalnum())


@pytest.mark.parametrize(
    ("interface", "shown"), [("en", "40,000,000"), ("ja", "30,000,000"), ("ru", "40\N{NO-BREAK SPACE}000")]
)
def test_large_amounts_can_be_read_at_a_glance(interface: str, shown: str) -> None:
    said = "The Ministers decided to establish a joint fund of {} million dollars by December 2033."
    old, new = (taiwa.read_text(said.format(number), language="en") for number in (40, 30))
    (pair,) = taiwa.compare(old, new).pairs
    assert shown in reason(pair, labels_in(interface))
    assert "2033" in labels_in(interface).grouped("2033")


def test_a_comment_says_its_verdict_once() -> None:
    with ZipFile(BytesIO(as_document(comparison("en"), labels_in("en")))) as packed:
        comments = packed.read("word/comments.xml").decode()
    assert "Stronger: " in comments
    assert "stronger: Stronger" not in comments
    assert "dropped: Nothing" in comments


@pytest.mark.parametrize(
    ("language", "old", "new", "words"),
    [
        ("en", "The Ministers agreed not to restrict trade.", "The Ministers agreed to restrict trade.", "not"),
        ("ru", "Министры договорились ограничить вывоз.", "Министры договорились не ограничивать вывоз.", "не"),
        ("ja", "閣僚は、輸出を制限しないことを決定した。", "閣僚は、輸出を制限することを決定した。", "しない"),
    ],
)
def test_what_is_turned_round_is_not_told_as_other_words(language: str, old: str, new: str, words: str) -> None:
    (pair,) = taiwa.compare(*(taiwa.read_text(text, language=language) for text in (old, new))).pairs
    assert pair.verdict == "reworded"
    said = reason(pair, labels_in("en"))
    assert said.startswith("The sense may be turned round")
    assert f"“{words}”" in said


@pytest.mark.parametrize(
    ("language", "old", "new", "changed"),
    [
        ("en", "The Ministers decided to train 100 officials.", "The Ministers decided to train 200 officials.", True),
        (
            "ja",
            "閣僚は、毎年１００名の研修を行うことを決定した。",
            "閣僚は、毎年２００名の研修を行うことを決定した。",
            True,
        ),
        ("ru", "Министры решили обучить 100 лоцманов.", "Министры решили обучить 200 лоцманов.", True),
        ("ru", "Министры решили обучить 1 100 лоцманов.", "Министры решили обучить 1100 лоцманов.", False),
        ("ru", "Министры решили открыть три порта.", "Министры решили открыть не менее трёх портов.", False),
        ("en", "The Ministers decided to apply Article 100.", "The Ministers decided to apply Article 200.", False),
        ("ja", "閣僚は、第１００回展を行うことを決定した。", "閣僚は、第２００回展を行うことを決定した。", False),
        ("en", "The Ministers agreed to open ports.", "The Ministers agreed to open not only ports.", False),
    ],
)
def test_bare_figures_that_changed_are_called_out(language: str, old: str, new: str, changed: bool) -> None:
    (pair,) = taiwa.compare(*(taiwa.read_text(text, language=language) for text in (old, new))).pairs
    found = [(callout.old, callout.new) for callout in pair.callouts if callout.kind == "amount"]
    assert found == ([(("100",), ("200",))] if changed else [])
    assert "turned round" not in reason(pair, labels_in("en"))


@pytest.mark.parametrize("hedge", ["if resources permit", "as resources permit", "if circumstances permit"])
def test_what_depends_on_means_is_weaker(hedge: str) -> None:
    said = "The Ministers decided to open a consulate in Tarn{}."
    sides = (taiwa.read_text(said.format(words), language="en") for words in ("", f", {hedge}"))
    (pair,) = taiwa.compare(*sides).pairs
    assert pair.verdict == "weakened"
    assert hedge in reason(pair, labels_in("en"))
