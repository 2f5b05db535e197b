from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from test_view_sample import empty, sample

from taiwa.view.table import COLUMNS, as_csv, as_rows, defused


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_one_row_for_each_provision_under_one_header() -> None:
    text = as_csv([sample(), sample()])
    assert len(rows_of(text)) == 30
    assert text.count("document,id,") == 1
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_header_can_be_left_out() -> None:
    assert as_csv([empty()], header=False) == ""
    assert as_csv([empty()]) == ",".join(COLUMNS) + "\r\n"


def test_cells() -> None:
    row = rows_of(as_csv([sample()]))[1]
    assert row["content"] == "潮路航路協定（2029年）が果たしてきた役割"
    assert row["speaker"] == "白帆国 紺碧国 翠嶺国 朱鷺国"
    assert row["qualifiers"] == "高く"
    start, end = int(row["anchor_start"]), int(row["anchor_end"])
    assert sample().source.text[start:end] == "高く評価した"
    assert rows_of(as_csv([sample()]))[12]["mentions"] == "EUR 4,500万 = EUR 45000000"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "\r=1"])
def test_formulas_are_defused(cell: str) -> None:
    assert defused(cell) == "'" + cell


def test_defusing_reaches_the_table() -> None:
    provision = replace(sample().provisions[0], quote='=cmd|"/c calc"!A1', speaker=("@x",), content=())
    row = next(as_rows(replace(sample(), provisions=(provision,))))
    assert row[COLUMNS.index("quote")].startswith("'=")
    assert row[COLUMNS.index("speaker")] == "'@x"
    assert row[COLUMNS.index("content_start")] == ""
