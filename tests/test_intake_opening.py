import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from making import JAPANESE, docx, paragraph, pdf

from taiwa.errors import EmptyDocument, MissingFile, TooLarge, UnreadableFile
from taiwa.intake import documents_under, open_document


def test_a_path(tmp_path: Path) -> None:
    path = tmp_path / "声明.txt"
    path.write_bytes(JAPANESE.encode())
    source = open_document(path)
    assert (source.text, source.name) == (JAPANESE, str(path))
    assert len(source.sha256) == 64
    assert open_document(str(path)) == source
    with path.open(encoding=source.encoding, newline="") as file:
        assert file.read() == source.text


def test_containers_by_path(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(["North Haven"]))
    (tmp_path / "a.docx").write_bytes(docx(paragraph("北潟国")))
    assert open_document(tmp_path / "a.pdf").text == "North Haven\n"
    assert open_document(tmp_path / "a.docx").text == "北潟国\n"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(JAPANESE.encode("cp932"))))
    source = open_document("-")
    assert (source.text, source.name) == (JAPANESE, "standard input")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 20)))
    with pytest.raises(TooLarge, match="standard input: goes on"):
        open_document("-", max_bytes=10)


@pytest.mark.parametrize("name", ["nothing.txt", "a.txt/b", "nul\x00.txt", "x" * 300])
def test_no_such_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("text")
    with pytest.raises(MissingFile):
        open_document(tmp_path / name)


def test_links(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to("gone.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    with pytest.raises(MissingFile, match=r"a link to gone\.txt"):
        open_document(tmp_path / "broken.txt")
    with pytest.raises(MissingFile, match="leads back to itself"):
        open_document(tmp_path / "loop.txt")


def test_folder_and_empty_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        open_document(tmp_path)
    (tmp_path / "a.txt").touch()
    with pytest.raises(EmptyDocument, match=r"a\.txt: holds no bytes"):
        open_document(tmp_path / "a.txt")


def test_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UnreadableFile, match="permission denied"):
        open_document(tmp_path / "a.txt")


def test_size_is_looked_at_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(TooLarge, match=r"large\.txt: holds 209715200 bytes beyond the limit of 67108864"):
        open_document(path)
    with pytest.raises(TooLarge, match="goes on"):
        open_document("/dev/zero", max_bytes=1000)


def test_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_text("text")
    assert open_document(os.fsdecode(path)).name.endswith("\\xff.txt")


def test_folder_of_documents(tmp_path: Path) -> None:
    for name in (
        *("b.txt", "a.MD", "c/z.pdf", "c/d/y.docx", "e.htm", "f.xhtml", "g.html", "image.png", ".hidden.txt"),
        *(".git/a.txt", "~$y.docx", "b.taiwa.html", "folder.txt/x.txt", "noext"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    (tmp_path / "report.html").write_text('<!DOCTYPE html><meta name="generator" content="Taiwa 0.1">')
    (tmp_path / "c/back").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to("gone.txt")
    found = [str(path.relative_to(tmp_path)) for path in documents_under(tmp_path)]
    assert found == [
        "a.MD",
        "b.txt",
        "c/d/y.docx",
        "c/z.pdf",
        "e.htm",
        "f.xhtml",
        "folder.txt/x.txt",
        "g.html",
        "z.txt",
    ]


def test_folder_that_is_a_file_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("text")
    assert list(documents_under(tmp_path / "a.log")) == [tmp_path / "a.log"]
    with pytest.raises(MissingFile):
        documents_under(tmp_path / "nothing")


def test_import_is_light() -> None:
    heavy = {"lxml", "pypdfium2", "charset_normalizer", "urllib.request"}
    code = f"import taiwa.intake, sys; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_five_megabytes_take_memory_in_proportion() -> None:
    import tracemalloc

    from taiwa.intake import from_bytes

    data = (JAPANESE * 31_000).encode()
    tracemalloc.start()
    source = from_bytes("a.txt", data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(data) > 5_000_000
    assert source.text.startswith(JAPANESE)
    assert peak < 4 * len(data)
