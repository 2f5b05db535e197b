"""The record's commands as a shell gives them their words, and what they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taiwa import cli
from taiwa.commands.search import _written
from taiwa.errors import RecordBusy
from taiwa.record.record import Record

Run = Callable[..., Result]
TEXT = "kitanagi/foreign-ministers-3/joint-statement"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record of the sample, for reading only."""
    place = str(tmp_path_factory.mktemp("commands") / "record.sqlite3")
    with Record.open(place, "tester") as record:
        record.load_sample()
    return place


def run(place: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, [*arguments, "--database", place], prog_name="taiwa")


def total(place: str, *arguments: str) -> int:
    result = run(place, "search", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return int(json.loads(result.stdout)["total"])


def test_a_word_with_a_minus_is_no_option(filled: str) -> None:
    every = total(filled, "fishing", "--literal")
    assert 0 < total(filled, "fishing", "-illegal", "--literal") < every
    assert total(filled, "fishing", "-farming", "--literal") == every
    assert total(filled, "fishing", "-フォーラム", "--literal") == every
    assert total(filled, "-illegal") > 0


def test_options_stay_options(filled: str) -> None:
    for given in (("-f", "json"), ("-fjson",)):
        assert json.loads(run(filled, "search", "fishing", *given).stdout)["total"]
    assert run(filled, "search", "-h").stdout.startswith("Usage")
    assert run(filled, "search", "fishing", "--nothing").exit_code == 2


def test_a_phrase_stays_one_beside_other_words(filled: str) -> None:
    assert total(filled, '"fishing vessels"', "kind:provision", "--literal") > 0
    assert total(filled, '"vessels fishing"', "kind:provision", "--literal") == 0


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (('"rule of law" -energy',), '"rule of law" -energy'),
        (('"rule of law"', "speaker:JP"), '"rule of law" speaker:JP'),
        (("rule of law", "speaker:JP"), '"rule of law" speaker:JP'),
        (("water", "speaker:Kingdom of X"), 'water speaker:"Kingdom of X"'),
        (("water", "-rule of law"), 'water -"rule of law"'),
        (("water", "「法の 支配」"), "water 「法の 支配」"),
    ],
)
def test_the_query_of_several_arguments(arguments: tuple[str, ...], query: str) -> None:
    assert _written(arguments) == query


@pytest.mark.parametrize("facet", ["act:promise", "followup:yes", "field:fish", "language:fr", "kind:paragraph"])
def test_a_value_that_a_facet_never_has_is_refused(filled: str, facet: str) -> None:
    result = run(filled, "search", "fishing", facet)
    assert result.exit_code == 30
    assert "there are " in result.stderr
    name, _, value = facet.partition(":")
    assert run(filled, "precedents", "fishing", f"--{name}", value).exit_code == 30


def test_precedents_and_lineage_know_a_forum_by_its_name(filled: str) -> None:
    name = "Диалог «Море Китанаги»"
    asked = ("precedents", "illegal fishing", "--format", "json")
    by_name = json.loads(run(filled, *asked, "--forum", name).stdout)
    assert by_name
    assert by_name == json.loads(run(filled, *asked, "--forum", "kitanagi").stdout)
    asked = ("lineage", "--format", "json")
    by_name = json.loads(run(filled, *asked, f'fishing forum:"{name}"').stdout)
    assert by_name
    assert by_name == json.loads(run(filled, *asked, "fishing forum:kitanagi").stdout)


def test_a_corrected_date_says_that_the_text_is_filed_by_another(tmp_path: Path) -> None:
    place = str(tmp_path / "record.sqlite3")
    run(place, "record", "sample")
    result = run(place, "record", "correct", f"{TEXT}/en", "date", "2027-05-15", "--why", "misprint")
    assert f"taiwa record set {TEXT} date" in result.stderr
    assert "“”" not in result.stdout
    result = run(place, "record", "correct", f"{TEXT}/en", "place", "Kanavik", "--why", "misread")
    assert result.stderr == ""


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RecordBusy])
def test_what_was_added_before_a_stop_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text(f"Joint Statement\n\nThe Ministers agreed to meet {i + 2} times.\n")
    add, calls = Record.add, []

    def stopping(self: Record, where: str, *given: object, **named: object) -> object:
        calls.append(where)
        if len(calls) > 1:
            raise stop("stopped")
        return add(self, where, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Record, "add", stopping)
    place = str(tmp_path / "record.sqlite3")
    result = run(place, "record", "add", *(str(tmp_path / f"{i}.txt") for i in range(3)))
    assert result.exit_code != 0
    assert "1 were added before, the last texts/" in result.stderr
    assert len(calls) == 2


def test_the_history_says_what_was_decided_and_of_what_it_knows_nothing(tmp_path: Path) -> None:
    place = str(tmp_path / "record.sqlite3")
    run(place, "record", "sample")
    run(place, "record", "correct", f"{TEXT}/en", "place", "Kanavik", "--why", "misread")
    assert '"Kanavik"; misread' in " ".join(run(place, "record", "history", f"{TEXT}/en").stdout.split())
    for ref in ("nosuch", f"{TEXT}/en#p1"):
        result = run(place, "record", "history", ref)
        assert result.exit_code == 27
        assert "under its version" in result.stderr


def test_the_exact_wording_is_found_among_many_that_share_its_words(tmp_path: Path) -> None:
    words = [f"{i}. The Ministers welcomed trade, transit no. {i}." for i in range(1, 171)]
    words.append("171. The Ministers welcomed with great pleasure the plan for transit trade along the northern coast.")
    document = tmp_path / "many.txt"
    document.write_text("Joint Statement\n\n" + "\n\n".join(words) + "\n")
    with Record.open(str(tmp_path / "record.sqlite3"), "tester") as record:
        record.add(document)
        first, *_ = record.precedents("transit trade")
    assert first.exact
    assert "northern coast" in first.item.body


@pytest.mark.parametrize(("topic", "language"), [("奨学金", "ja"), ("scholarship", "en"), ("стипендия", "ru")])
def test_lineage_goes_by_the_language_of_the_topic(topic: str, language: str, filled: str) -> None:
    asked = run(filled, "lineage", topic)
    assert f"kitanagi/foreign-ministers-3/joint-statement/{language}#" in asked.stdout
    assert run(filled, "lineage", topic, "--language", "fr").exit_code == 30


def test_lineage_sets_words_apart_from_what_changed(filled: str) -> None:
    out = " ".join(run(filled, "lineage", "scholarship", "--interface", "en").stdout.split())
    assert "[-showed interest in considering-] {+announced+} the creation" in out
    assert "Scholarship” [-proposed by the North Shore States-] {+in 2030+}." in out


@pytest.mark.parametrize("command", [("search", "water"), ("precedents", "water"), ("lineage", "water")])
def test_a_record_without_a_text_is_told_of(command: tuple[str, ...], filled: str, tmp_path: Path) -> None:
    empty = run(str(tmp_path / "record.sqlite3"), *command)
    assert empty.exit_code == 0
    assert "there is no text" in empty.stderr
    assert "there is no text" not in run(filled, *command).stderr


def test_choices_of_the_commands_are_the_values_of_the_model() -> None:
    """They stand in both, since the model would cost every command a third of its start."""
    from taiwa.commands import account, compare, forum, record
    from taiwa.model.access import ROLES, VERBS
    from taiwa.model.comparison import VERDICTS
    from taiwa.model.record import AUTHORITIES, FORMATS, STATES_OF_MEETING
    from taiwa.record.formats import FORMATS as EXPORTS

    assert record.AUTHORITIES == AUTHORITIES
    assert tuple(EXPORTS) == record.EXPORTS
    assert forum.STATES == STATES_OF_MEETING
    assert forum.FORMATS == FORMATS
    assert tuple(ROLES) == account.ROLES
    assert account.SCOPES == VERBS
    assert compare.VERDICTS == VERDICTS
