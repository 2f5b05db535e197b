"""`taiwa compare` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from taiwa.cli import main

SAMPLES = Path(__file__).parent.parent / "taiwa" / "samples"
OLD, NEW = (str(SAMPLES / f"kitanagi-{number}-en.txt") for number in (1, 2))


def run(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["compare", *arguments], input=stdin, env={"LANG": "C"})
    return result.exit_code, result.stdout_bytes.decode(), result.stderr


def test_a_comparison_is_shown() -> None:
    code, out, _ = run(OLD, NEW)
    assert code == 0
    assert "▼ weaker" in out
    assert "Stronger:" in out


@pytest.mark.parametrize("format", ["json", "csv", "html"])
def test_formats_go_to_standard_output_or_a_file(format: str, tmp_path: Path) -> None:
    code, out, _ = run(OLD, NEW, "--format", format)
    assert code == 0
    where = tmp_path / f"changes.{format}"
    assert run(OLD, NEW, "--format", format, "-o", str(where))[:2] == (0, "")
    assert where.read_bytes().decode() == out


def test_a_word_document_needs_a_file(tmp_path: Path) -> None:
    assert run(OLD, NEW, "--format", "docx")[0] == 2
    where = tmp_path / "changes.docx"
    assert run(OLD, NEW, "--format", "docx", "-o", str(where))[0] == 0
    assert where.read_bytes().startswith(b"PK")


def test_a_document_is_never_replaced_by_its_comparison(tmp_path: Path) -> None:
    copy = tmp_path / "old.txt"
    copy.write_bytes(Path(OLD).read_bytes())
    code, _, err = run(str(copy), NEW, "--format", "html", "-o", str(copy))
    assert (code, copy.read_bytes()) == (2, Path(OLD).read_bytes())
    assert "to be compared" in err


def test_one_side_from_standard_input() -> None:
    code, out, _ = run("-", NEW, "--format", "json", stdin=Path(NEW).read_text("utf-8"))
    assert code == 0
    assert set(json.loads(out)["counts"]) == {"kept"}
    assert run("-", "-")[0] == 2


def test_languages_and_scales_are_checked() -> None:
    code, _, err = run(OLD, str(SAMPLES / "kitanagi-2-ja.txt"))
    assert code == 40
    assert "'ja'" in err
    assert run(OLD, NEW, "--scale", "no-such")[0] == 22
    data = json.loads(run(OLD, NEW, "--scale", "plain-3", "--format", "json")[1])
    assert data["scales"] == ["plain-3"]
    contested = [each for each in data["pairs"] if each["verdict"] == "contested"]
    # Where there is one scale only, it is class and follow-up that disagree.
    assert contested
    assert all({g["aspect"]: g["direction"] for g in each["grounds"]}["followup"] == 1 for each in contested)
