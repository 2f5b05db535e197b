"""The public calls: a path, an address, standard input or a string, and out comes a reading."""

from __future__ import annotations

import doctest
import io
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import making
import pytest

import taiwa
from taiwa.errors import EmptyDocument, MissingFile, TooLarge, UnknownLanguage, UnknownScale
from taiwa.reading import READER

SAMPLE = Path(__file__).parent.parent / "taiwa/samples/kitanagi-1-ja.txt"


def test_the_example_in_the_documentation_is_true() -> None:
    assert doctest.testmod(taiwa).attempted >= 4
    assert doctest.testmod(taiwa).failed == 0


@pytest.mark.parametrize("where", [SAMPLE, str(SAMPLE)])
def test_a_path_is_read(where: str | Path) -> None:
    reading = taiwa.read(where)
    assert len(reading.provisions) == 35
    assert reading.source.encoding == "utf-8"
    assert reading.scale == "taiwa-2026"


def test_options_reach_the_reader(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(making.JAPANESE.encode("euc_jp"))
    reading = taiwa.read(
        tmp_path / "a.txt", encoding="euc_jp", scale="plain-3", language="ja", max_bytes=10_000, timeout=1
    )
    assert reading.scale == "plain-3"
    assert {p.force for p in reading.provisions} <= {0, 1, 2}


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.read_bytes())))
    assert len(taiwa.read("-").provisions) == 35


def test_a_string_is_read_like_its_file() -> None:
    one, other = taiwa.read(SAMPLE), taiwa.read_text(SAMPLE.read_text("utf-8"), name="statement")
    assert other.provisions == one.provisions
    assert other.source.sha256 == one.source.sha256
    assert other.source.name == "statement"


def test_what_goes_wrong_has_a_reason(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        taiwa.read(tmp_path / "nothing.txt")
    with pytest.raises(TooLarge):
        taiwa.read(SAMPLE, max_bytes=10)
    with pytest.raises(EmptyDocument):
        taiwa.read_text(" \n ")
    with pytest.raises(UnknownScale):
        taiwa.read(SAMPLE, scale="none")
    with pytest.raises(UnknownLanguage):
        taiwa.read(SAMPLE, language="xx")
    with pytest.raises(UnknownLanguage):
        taiwa.read_text("1 2 3 4")


def test_a_lone_surrogate_is_only_a_character() -> None:
    assert taiwa.read_text("閣僚は、\ud800進展を歓迎した。").provisions


def test_the_version_is_one() -> None:
    assert taiwa.__version__ == version("taiwa")
    assert READER.endswith(taiwa.__version__)


def test_importing_costs_nothing() -> None:
    code = "import sys, taiwa; print([m for m in sys.modules if m.startswith('taiwa.')], 'hashlib' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.split("]")[0] == "["
