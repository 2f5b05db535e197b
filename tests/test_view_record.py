from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator
from test_view_sample import empty, sample

import taiwa.intake
from taiwa.model import Box, Fact, Notice, Span
from taiwa.view.record import as_data, as_json

SCHEMA = json.loads((files("taiwa") / "schema/reading.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_property_of_the_schema_is_described() -> None:
    def bare(node: object, path: str) -> list[str]:
        if not isinstance(node, dict):
            return []
        here = [
            f"{path}/{name}"
            for name, part in node.get("properties", {}).items()
            if "description" not in part and "$ref" not in part
        ]
        return here + [each for name, part in node.items() for each in bare(part, f"{path}/{name}")]

    assert bare(SCHEMA, "") == []


@pytest.mark.parametrize("reading", [sample(), empty()])
def test_record_is_what_the_schema_says(reading) -> None:  # type: ignore[no-untyped-def]
    data = json.loads(as_json(reading))
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    assert data == as_data(reading)


def test_schema_refuses_what_it_does_not_know() -> None:
    assert not VALIDATOR.is_valid(as_data(sample()) | {"more": 1})


def test_spans_lead_back_to_the_words() -> None:
    reading = sample()
    for row in as_data(reading)["provisions"]:
        start, end = row["anchor"]
        assert re.sub(r"[\r\n]+", "", reading.source.text[start:end]) == row["quote"]


def test_indented_json_keeps_a_span_on_one_line_and_leaves_strings_alone() -> None:
    notice = Notice("odd", "brackets [\n  1,\n  2\n] and [ 3, 4 ]", Span(3, 4))
    text = as_json(replace(sample(), notices=(notice,)))
    assert '"span": [3, 4]' in text
    assert json.loads(text)["notices"][-1]["message"] == notice.message


def test_one_line_json_has_no_line_end() -> None:
    assert "\n" not in as_json(sample(), indent=None)


def test_facts_may_hold_any_value() -> None:
    reading = sample()
    facts = (Fact("next", {"when": Span(1, 2)}, ()), Fact("participants", reading.statement.participants, ()))
    data = as_data(replace(reading, statement=replace(reading.statement, facts=facts)))
    assert data["statement"]["facts"][0]["value"] == {"when": [1, 2]}
    assert data["statement"]["facts"][1]["value"][0]["name"] == "浜辺澪"
    assert VALIDATOR.is_valid(data)


def test_provisions_of_a_pdf_carry_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taiwa.intake, "boxes_of", lambda source, span: (Box(1, 10.123, 20, 30, 40),), raising=False)
    reading = replace(sample(), source=replace(sample().source, boxes=b"\0" * 16))
    data = as_data(reading)
    assert data["provisions"][0]["boxes"] == [[1, 10.12, 20, 30, 40]]
    assert VALIDATOR.is_valid(data)


def test_notices_of_source_and_reading_come_once() -> None:
    notice = Notice("odd", "Odd.")
    reading = replace(sample(), source=replace(sample().source, notices=(notice,)), notices=(notice,))
    assert len(as_data(reading)["notices"]) == 1


def test_counts() -> None:
    counts = as_data(sample())["counts"]
    assert counts["provisions"] == 15
    assert counts["acts"]["undertake"] == 4
    assert counts["followups"] == {"none": 9, "commitment": 4, "intention": 2}
    assert 0.9 < counts["share_read"] < 1
