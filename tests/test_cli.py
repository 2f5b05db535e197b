from __future__ import annotations

import csv
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from test_view_sample import sample

import taiwa.lexicon
import taiwa.reading
from taiwa import cli
from taiwa.errors import TaiwaError, UnknownLanguage, UnknownScale
from taiwa.model import Reading, Source

Run = Callable[..., Result]


def fake_reader(source: Source, *, language: str | None = None, scale: str = "taiwa-2026") -> Reading:
    """The sample's reading under the name of what was opened; a document's words can ask for trouble."""
    if "FAULT" in source.text:
        raise ZeroDivisionError("a fault\nof two lines")
    if "STRANGE" in source.text:
        raise UnknownLanguage(f"{source.name}: in no language we know")
    if "CRASH" in source.text:
        os._exit(9)
    return replace(sample(), source=replace(sample().source, name=source.name), scale=scale)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(taiwa.reading, "read_source", fake_reader, raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object, **more: object) -> Result:
        return CliRunner().invoke(cli.main, [str(each) for each in arguments], prog_name="taiwa", **more)  # type: ignore[arg-type]

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "statements"
    (place / "deep").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "deep/a.txt"):
        (place / name).write_text("声明", "utf-8")
    return place


def add(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


# --- what is printed ----------------------------------------------------------------------------------------


def test_one_document_in_the_terminal_is_plain_when_piped(run: Run, folder: Path) -> None:
    result = run("read", folder / "a.txt")
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "◆ undertake ▰▰▰▰▰" in result.output


def test_interface_follows_option_then_environment(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert "Положения" in run("read", folder / "a.txt").output
    assert "フォローアップ事項" in run("read", folder / "a.txt", "--interface", "ja").output
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "To follow up" in run("read", folder / "a.txt").output


def test_json_of_one_is_an_object_and_of_several_an_object_a_line(run: Run, folder: Path) -> None:
    assert json.loads(run("read", folder / "a.txt", "-f", "json").output)["provisions"]
    lines = run("read", folder, "-f", "json").output.splitlines()
    assert [Path(json.loads(line)["document"]).name for line in lines] == ["a.txt", "b.txt", "a.txt"]


def test_csv_of_several_is_one_table(run: Run, folder: Path) -> None:
    rows = list(csv.reader(StringIO(run("read", folder, "-f", "csv").output)))
    assert [row[0] for row in rows].count("document") == 1
    assert len(rows) == 1 + 3 * 15


def test_more_than_three_documents_get_a_line_each(run: Run, folder: Path) -> None:
    assert run("read", folder).output.count("To follow up") == 3
    add(folder, "c.txt", "声明")
    lines = run("read", folder).output.splitlines()
    assert len(lines) == 4
    assert "provisions 15  ◆ 4 ◇ 2" in lines[0]


def test_standard_input(run: Run) -> None:
    assert json.loads(run("read", "-", "-f", "json", input="声明").output)["document"] == "standard input"


def test_html_of_several_needs_a_folder(run: Run, folder: Path) -> None:
    result = run("read", folder, "-f", "html")
    assert result.exit_code == 2
    assert "--output FOLDER" in result.stderr


# --- where it goes ------------------------------------------------------------------------------------------


def test_pages_with_an_index_go_into_a_folder_that_is_made(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "pages"
    assert run("read", folder, "-f", "html", "-o", out).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "a-2.taiwa.html",
        "a.taiwa.html",
        "b.taiwa.html",
        "index.html",
    ]
    assert 'href="a-2.taiwa.html"' in (out / "index.html").read_text("utf-8")


def test_our_own_pages_are_not_read_again(run: Run, folder: Path) -> None:
    run("read", folder, "-f", "html", "-o", folder)
    assert len(run("read", folder, "-f", "json").output.splitlines()) == 3


def test_output_file_is_whole_and_readable_by_others(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "table.csv"
    before = os.umask(0o027)
    try:
        assert run("read", folder, "-f", "csv", "-o", out).output == ""
    finally:
        os.umask(before)
    assert out.read_bytes().count(b"\r\n") == 46
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert [path.name for path in out.parent.iterdir()] == ["table.csv"]


def test_a_failed_document_leaves_the_old_output(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "old.json"
    out.write_text("old")
    assert run("read", add(folder, "s.txt", "STRANGE"), "-f", "json", "-o", out).exit_code == 19
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.json", "statements"]


def test_a_link_is_written_through(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    run("read", folder / "a.txt", "-f", "json", "-o", tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text("utf-8"))


def test_a_folder_as_output_gets_a_file_for_each(run: Run, folder: Path, tmp_path: Path) -> None:
    run("read", folder, "-f", "csv", "-o", f"{tmp_path}/out/")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a-2.taiwa.csv", "a.taiwa.csv", "b.taiwa.csv"]
    assert (tmp_path / "out" / "b.taiwa.csv").read_text("utf-8").startswith("document,")


def test_what_cannot_be_written_is_said_in_a_line(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("read", folder / "a.txt", "-o", tmp_path / "file" / "x.txt")
    assert result.exit_code == cli.NOT_WRITTEN
    assert result.stderr.startswith("taiwa: ")
    assert "Traceback" not in result.stderr


# --- what goes wrong ----------------------------------------------------------------------------------------


def test_one_document_fails_with_its_own_code_and_two_lines(run: Run, tmp_path: Path) -> None:
    result = run("read", tmp_path / "none.txt")
    assert result.exit_code == 10
    assert result.stderr.splitlines()[0] == f"taiwa: {tmp_path}/none.txt: there is no such file"
    assert len(result.stderr.splitlines()) == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_documents_stop_no_other(run: Run, folder: Path, jobs: int) -> None:
    add(folder, "aa.txt", "STRANGE")
    add(folder, "ab.txt", "FAULT")
    result = run("read", folder, "-f", "json", "-j", jobs)
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 3
    assert "aa.txt: in no language we know" in result.stderr
    assert "ab.txt: ZeroDivisionError: a fault of two lines" in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 4


def test_a_document_that_kills_its_process_takes_no_other_with_it(run: Run, folder: Path) -> None:
    add(folder, "aa.txt", "CRASH")
    result = run("read", folder, "-f", "json", "-j", 2)
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 3
    assert "aa.txt: the process that read it died" in result.stderr


def test_a_fault_shows_its_traceback_with_debug_only(run: Run, folder: Path) -> None:
    bad = add(folder, "f.txt", "FAULT")
    result = run("read", bad)
    assert result.exit_code == 70
    assert "Please report it" in result.stderr
    assert "Traceback" in run("read", bad, "--debug").stderr
    assert "Traceback" in run("--debug", "read", bad).stderr


def test_a_fault_outside_a_document_is_one_line_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, language: str) -> None:
        raise KeyError("lost")

    monkeypatch.setattr(taiwa.lexicon, "try_phrase", broken, raising=False)
    result = run("lexicon", "try", "文")
    assert result.exit_code == 70
    assert "Traceback" not in result.stderr
    assert "Traceback" in run("lexicon", "try", "文", "--debug").stderr


def test_names_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    assert "\x1b" not in run("read", tmp_path / "\x1b[31mred.txt").stderr


def test_empty_folder(run: Run, tmp_path: Path) -> None:
    result = run("read", tmp_path)
    assert result.exit_code == 3
    assert "no documents" in result.stderr


def test_unknown_scale_is_said_once(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> None:
        raise UnknownScale(f"no scale is named {name!r}")

    monkeypatch.setattr(taiwa.lexicon, "scale", none, raising=False)
    result = run("read", folder, "--scale", "none")
    assert result.exit_code == 22
    assert result.stderr.count("no scale") == 1


def test_interrupt_is_quiet(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(taiwa.reading, "read_source", interrupted, raising=False)
    result = run("read", folder / "a.txt")
    assert result.exit_code == 130
    assert result.output == ""


@pytest.mark.parametrize(("size", "bytes"), [("5000", 5000), ("2k", 2048), ("20M", 20 * 1024**2), ("1GB", 1024**3)])
def test_size(size: str, bytes: int) -> None:
    assert cli.size(size) == bytes


@pytest.mark.parametrize("size", ["", "0", "-1", "much", "1.5M"])
def test_no_size(size: str) -> None:
    with pytest.raises(click.BadParameter):
        cli.size(size)


def test_limits_reach_intake(run: Run, folder: Path) -> None:
    assert run("read", folder / "a.txt", "--max-bytes", "2").exit_code == 17


# --- the other commands -------------------------------------------------------------------------------------


def test_lexicon_commands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taiwa.lexicon, "check", lambda: [], raising=False)
    assert run("lexicon", "check").exit_code == 0
    monkeypatch.setattr(taiwa.lexicon, "check", lambda: ["ja/decide: no example"], raising=False)
    assert run("lexicon", "check").exit_code == 21
    monkeypatch.setattr(
        taiwa.lexicon,
        "try_phrase",
        lambda text, language: [(0, 4, "決定した", "undertake", "ja/decide")],
        raising=False,
    )
    assert run("lexicon", "try", "決定した").output == "0\t4\t決定した\tundertake\tja/decide\n"
    assert "taiwa-2026" in run("lexicon", "scales").output


def test_errors_lists_every_reason_with_its_code(run: Run) -> None:
    lines = run("errors").output.splitlines()
    for kind in TaiwaError.__subclasses__():
        assert any(line.split()[:2] == [str(kind.exit_code), kind.reason] for line in lines)
    codes = [line.split()[0] for line in lines]
    assert len(codes) == len(set(codes))


def test_version(run: Run) -> None:
    assert run("--version").output.startswith("taiwa ")


def commands(group: click.Group, *path: str) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = [(path, group)]
    for name, command in group.commands.items():
        found += commands(command, *path, name) if isinstance(command, click.Group) else [((*path, name), command)]
    return found


@pytest.mark.parametrize(("path", "command"), commands(cli.main))
def test_every_command_has_help_with_an_example(run: Run, path: tuple[str, ...], command: click.Command) -> None:
    text = run(*path, "--help").output
    assert "Example" in text
    assert " ".join(("taiwa", *path)) in text
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, option.name


# --- the program itself -------------------------------------------------------------------------------------

PROGRAM = """
import sys, time
sys.path.insert(0, sys.argv.pop(1))
import taiwa.reading, test_cli
taiwa.reading.read_source = {reader}
from taiwa.cli import main
try:
    main(prog_name="taiwa")
finally:
    loaded = [name for name in ("rich", "lxml", "pypdfium2", "taiwa.view.page") if name in sys.modules]
    print("loaded", loaded, file=sys.stderr)
"""


def start(*arguments: str, reader: str = "test_cli.fake_reader", **more: object) -> subprocess.Popen[str]:
    program = [sys.executable, "-c", PROGRAM.format(reader=reader), str(Path(__file__).parent), *arguments]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)  # type: ignore[call-overload,no-any-return]


def test_json_imports_neither_rich_nor_the_page(folder: Path) -> None:
    out, err = start("read", str(folder / "a.txt"), "-f", "json").communicate(timeout=30)
    assert json.loads(out)
    assert "loaded []" in err


def test_help_is_fast() -> None:
    program = [sys.executable, "-X", "importtime", "-c", "from taiwa.cli import main; main(['--help'])"]
    loaded = subprocess.run(program, capture_output=True, text=True, check=True).stderr
    for heavy in ("rich", "lxml", "taiwa.intake", "taiwa.lexicon", "taiwa.reading", "taiwa.view", "multiprocessing"):
        assert f"| {heavy}\n" not in loaded.replace("|   ", "| ").replace("  ", " ")


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    process = start("read", *([str(folder / "a.txt")] * 3))
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(timeout=30) == 141
    assert process.stderr is not None
    assert process.stderr.read() == "loaded ['rich']\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_at_once_and_leaves_nothing(folder: Path, tmp_path: Path, jobs: str) -> None:
    out = tmp_path / "out.jsonl"
    slow = "lambda *_, **__: (open(r'{}', 'w').close(), time.sleep(120))".format(tmp_path / "began")
    process = start("read", str(folder), "-f", "json", "-j", jobs, "-o", str(out), reader=slow, start_new_session=True)
    for _ in range(1200):  # a busy machine may take long to begin
        if (tmp_path / "began").exists():
            break
        time.sleep(0.05)
    os.killpg(process.pid, 2)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "loaded []\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["began", "statements"]


def test_the_source_is_never_replaced_by_its_reading(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("閣僚は、これを歓迎した。", encoding="utf-8")
    result = CliRunner().invoke(cli.main, ["read", str(source), "--format", "json", "-o", str(source)])
    assert result.exit_code == 2
    assert "Name another file" in result.output
    assert source.read_text(encoding="utf-8") == "閣僚は、これを歓迎した。"
