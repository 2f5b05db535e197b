"""The whole record out and back: byte for byte, in every format, across databases; what is damaged is refused."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taiwa.errors import AlreadyInRecord, CorruptDocument, MissingFile, NewerRecord, TooLarge, WrongValue
from taiwa.record.exchange import export, restore, verify
from taiwa.record.formats import FORMATS, Columns
from taiwa.record.record import Record
from taiwa.store import Store
from taiwa.store.dump import is_empty, kept_tables

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def exported(place: str, target: Path, format: str = "jsonl") -> Path:
    store = Store(place)
    export(store, target, format)
    store.close()
    return target


def restored(place: str, source: Path) -> dict[str, int]:
    store = Store(place)
    try:
        return restore(store, source)
    finally:
        store.close()


@pytest.mark.parametrize("format", FORMATS)
def test_out_and_back_through_both_databases_is_the_same(
    kind: str, full_place: str, new_place: Callable[[str], str], tmp_path: Path, format: str
) -> None:
    first = exported(full_place, tmp_path / "first", format)
    there = new_place(OTHER[kind])
    counts = restored(there, first)
    assert all(counts[table] for table in counts if table != "identifier"), counts
    second = exported(there, tmp_path / "second", format)
    back = new_place(kind)
    restored(back, second)
    third = exported(back, tmp_path / "third", format)
    assert contents(first) == contents(second) == contents(third)


def test_formats_hold_the_same(full_place: str, new_place: Callable[[str], str], tmp_path: Path) -> None:
    folders = {format: exported(full_place, tmp_path / format, format) for format in FORMATS}
    lines = contents(folders["jsonl"])
    for format in ("csv", "parquet"):
        place = new_place("sqlite")
        restored(place, folders[format])
        assert contents(exported(place, tmp_path / f"lines-of-{format}")) == lines


def test_a_backup_is_one_file_that_can_be_checked_and_restored(
    kind: str, full_place: str, new_place: Callable[[str], str], tmp_path: Path
) -> None:
    backup = exported(full_place, tmp_path / "backup.zip")
    again = exported(full_place, tmp_path / "again.zip")
    assert backup.read_bytes() == again.read_bytes()
    place = new_place(OTHER[kind])
    assert verify(backup) == restored(place, backup)
    with Record.open(full_place, "tester") as before, Record.open(place, "tester") as after:
        assert after.history() == before.history()
        for query in ("icebreakers", "field:energy", "kitanagi", "act:state", "ｶﾞｽ"):
            found = before.search(query).found
            assert after.search(query).found == found


def test_the_flat_table_shows_what_was_read_and_what_was_decided(full_place: str, tmp_path: Path) -> None:
    folder = exported(full_place, tmp_path / "out")
    rows = [json.loads(line) for line in (folder / "provisions.jsonl").read_text("utf-8").split("\n") if line]
    decided = [row for row in rows if "act" in row["decided"].split(";")]
    assert len(decided) == 1
    assert decided[0]["act"] == "state"
    assert decided[0]["machine_act"] != "state"
    assert [row["speaker"] for row in rows if row["decided"] == "speaker"] == ["XA;XB"]


def test_an_export_wants_a_new_place_and_an_import_an_empty_record(full_place: str, tmp_path: Path) -> None:
    folder = exported(full_place, tmp_path / "out")
    with pytest.raises(AlreadyInRecord):
        exported(full_place, folder)
    with pytest.raises(AlreadyInRecord):
        restored(full_place, folder)
    with pytest.raises(WrongValue):
        exported(full_place, tmp_path / "other", "xml")
    with pytest.raises(MissingFile):
        restored(full_place, tmp_path / "nothing")
    assert sorted(path.name for path in tmp_path.iterdir() if "sqlite" not in path.name) == ["out"]


# --- damaged and hostile --------------------------------------------------------------------------------------------


def rehashed(folder: Path, change: Callable[[dict[str, object]], None] | None = None) -> None:
    """Makes the manifest fit the files again, as somebody would who means harm."""
    about = json.loads((folder / "manifest.json").read_text("utf-8"))
    about["files"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in contents(folder)
        if name != "manifest.json"
    }
    if change:
        change(about)
    (folder / "manifest.json").write_text(json.dumps(about), "utf-8")


def edited(name: str, change: Callable[[list[dict[str, object]]], object]) -> Callable[[Path], None]:
    """A damage: rows of a table changed, the manifest made to fit."""

    def damage(folder: Path) -> None:
        path = folder / "tables" / f"{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        change(rows)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        rehashed(folder)

    return damage


def written(name: str, data: bytes, fits: bool = True) -> Callable[[Path], None]:
    """A damage: a file replaced, the manifest made to fit or not."""

    def damage(folder: Path) -> None:
        (folder / name).write_bytes(data)
        if fits:
            rehashed(folder)

    return damage


def cut(folder: Path) -> None:
    path = folder / "tables" / "change.jsonl"
    path.write_bytes(path.read_bytes()[:-20])


def without_a_source(folder: Path) -> None:
    next((folder / "sources").iterdir()).unlink()


def with_another_source(folder: Path) -> None:
    next((folder / "sources").iterdir()).write_bytes(b"other words")
    rehashed(folder)


def outside(rows: list[dict[str, object]]) -> None:
    rows[0]["sha256"] = "../../secret"


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a table cut short": cut,
    "a table missing": lambda folder: (folder / "tables" / "change.jsonl").unlink(),
    "a source missing": without_a_source,
    "a source changed": lambda folder: next((folder / "sources").iterdir()).write_bytes(b"x"),
    "a source changed and hashed": with_another_source,
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "manifest: no JSON": written("manifest.json", b"{", fits=False),
    "manifest: a list": written("manifest.json", b"[]", fits=False),
    "manifest: nested deeply": written("manifest.json", b"[" * 100_000, fits=False),
    "manifest: no UTF-8": written("manifest.json", b"\xff\xfe", fits=False),
    "manifest: of something else": lambda folder: rehashed(folder, lambda about: about.update(format="zoo")),
    "manifest: files a list": lambda folder: rehashed(folder, lambda about: about.update(files=[])),
    "manifest: format unhashable": lambda folder: rehashed(folder, lambda about: about.update(rows_as=[])),
    "manifest: tables null": lambda folder: rehashed(folder, lambda about: about.update(tables=None)),
    "rows: no JSON": written("tables/change.jsonl", b"nonsense\n"),
    "rows: no UTF-8": written("tables/change.jsonl", b"\xff\xff\n"),
    "rows: numbers": written("tables/change.jsonl", b"1\n2\n"),
    "rows: nested deeply": written("tables/change.jsonl", b"[" * 100_000),
    "rows: other columns": edited("forum", lambda rows: rows[0].update(other=1)),
    "rows: a column short": edited("forum", lambda rows: rows[0].pop("note")),
    "rows: a word for a number": edited("correction", lambda rows: rows[0].update(start="x")),
    "rows: a list for a word": edited("text", lambda rows: rows[0].update(title=["x"])),
    "rows: a number too large": edited("correction", lambda rows: rows[0].update(start=10**30)),
    "rows: nothing for something": edited("text", lambda rows: rows[0].update(kind=None)),
    "rows: one twice": edited("text", lambda rows: rows.append(rows[0])),
    "rows: of a forum that isn't there": edited("meeting", lambda rows: rows[0].update(forum="nowhere")),
    "a reading that is none": edited("reading", lambda rows: rows[0].update(data='{"language":"en"}')),
    "a reading that is no JSON": edited("reading", lambda rows: rows[0].update(data="?")),
    "a reading missing": edited("reading", lambda rows: rows.pop()),
    "a source outside": edited("source", outside),
    "a correction of nonsense": edited("correction", lambda rows: rows[0].update(value="{")),
    "a correction of no field": edited("correction", lambda rows: rows[0].update(field="dream")),
}


@pytest.fixture(scope="session")
def whole(full_records: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(full_records("sqlite"), tmp_path_factory.mktemp("whole") / "out")


def refused(place: str, source: Path) -> None:
    with pytest.raises(CorruptDocument):
        restored(place, source)
    store = Store(place)
    with store.database.read() as connection:
        assert is_empty(connection)
        assert all(not connection.execute(table.select()).first() for table in kept_tables())
    store.close()


def test_damage_is_refused_by_name_and_leaves_the_record_empty(
    kind: str, place: str, whole: Path, tmp_path: Path
) -> None:
    for i, (damage, work) in enumerate(DAMAGES.items()):
        if kind == "sqlite" or damage.startswith(("rows", "a reading")):
            folder = tmp_path / f"damaged-{i}"
            shutil.copytree(whole, folder)
            work(folder)
            refused(place, folder)


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_damage_in_other_formats_too(
    full_records: Callable[[str], str], new_place: Callable[[str], str], tmp_path: Path, format: str
) -> None:
    folder = exported(full_records("sqlite"), tmp_path / "out", format)
    place = new_place("sqlite")
    for data in (b"", b"nonsense", b"PAR1" * 10, b'"a', b"\xff\xfe\n", b"id,note,confidential\nx\n"):
        (folder / "tables" / f"forum.{format}").write_bytes(data)
        rehashed(folder)
        refused(place, folder)


def test_a_later_layout_is_a_newer_record(place: str, whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    shutil.copytree(whole, folder)
    rehashed(folder, lambda about: about.update(layout=2))
    with pytest.raises(NewerRecord):
        restored(place, folder)


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "tables/../../evil.txt", "a/b/c", "C:\\evil", "x\\..\\y"])
def test_a_zip_file_that_leads_outside_is_refused(new_place: Callable[[str], str], tmp_path: Path, name: str) -> None:
    path = tmp_path / "deep" / "evil.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("manifest.json", "{}")
        out.writestr(zipfile.ZipInfo(name), "boo")
    refused(new_place("sqlite"), path)
    assert not list(tmp_path.rglob("evil.txt"))


def test_zip_files_that_are_none_are_refused(new_place: Callable[[str], str], whole: Path, tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in contents(whole).items():
            out.writestr(name, data)
    data = target.getvalue()
    locked = bytearray(data)
    locked[6] |= 1  # the first file says that it has a password, here and in the directory
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    strange = bytearray(data)
    strange[data.index(b"PK\x01\x02") + 10] = strange[8] = 99
    for i, each in enumerate((b"", b"PK", data[: len(data) // 2], data[:-30], bytes(locked), bytes(strange))):
        path = tmp_path / f"{i}.zip"
        path.write_bytes(each)
        refused(new_place("sqlite"), path)
    for at in range(50, len(data) - 100, len(data) // 6):
        path = tmp_path / "flipped.zip"
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        place = new_place("sqlite")
        with suppress(CorruptDocument):  # no other error, unless the flip does no harm
            restored(place, path)


# --- formats --------------------------------------------------------------------------------------------------------

COLUMNS = Columns((("a", "text"), ("b", "integer"), ("c", "boolean"), ("d", "text")))
WORDS = st.text(st.characters(), max_size=12) | st.sampled_from(
    [
        "",
        "\\N",
        "\\\\N",
        "\\",
        "\r",
        "\n",
        '"',
        ",",
        "\\ud800",
        "\ud800",
        "\\x41",
        "a\rb",
        "\u2028",
        "\ufeff",
        " ",
        "🤝",
    ]
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "a": WORDS,
            "b": st.none() | st.integers(-(2**63), 2**63 - 1),
            "c": st.none() | st.booleans(),
            "d": st.none() | WORDS,
        }
    ),
    max_size=5,
)


@pytest.mark.parametrize("format", FORMATS)
@given(rows=ROWS)
@settings(max_examples=60, deadline=None)
def test_every_row_comes_back_from_every_format(format: str, rows: list[dict[str, object]]) -> None:
    write, read = FORMATS[format]
    out = io.BytesIO()
    assert write(rows, COLUMNS, out) == len(rows)
    assert list(read(io.BytesIO(out.getvalue()), COLUMNS)) == rows


# --- made to fill a disk or a memory ---------------------------------------------------------------------------------


def bomb(target: Path, files: dict[str, int]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, size in files.items():
            out.writestr(name, b"0" * size)
    return target


def test_a_bomb_is_not_unpacked(new_place: Callable[[str], str], tmp_path: Path) -> None:
    bombs = [
        bomb(tmp_path / "one.zip", {"tables/change.jsonl": 80 << 20}),
        bomb(tmp_path / "many.zip", {f"sources/{n:064x}": 1 << 20 for n in range(80)}),
    ]
    place = new_place("sqlite")
    for each in bombs:
        assert each.stat().st_size < 200_000
        for use in (verify, lambda path: restored(place, path)):
            with pytest.raises(TooLarge, match="more than 200 times"):
                use(each)
    with Store(place).read() as asking:
        assert is_empty(asking.view.connection)


def test_a_file_that_is_there_twice(tmp_path: Path) -> None:
    target = tmp_path / "twice.zip"
    with zipfile.ZipFile(target, "w") as out:
        out.writestr("manifest.json", b"{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("manifest.json", b"{}")
    with pytest.raises(CorruptDocument, match="twice"):
        verify(target)


def test_more_than_the_disk_has(tmp_path: Path, full_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = exported(full_place, tmp_path / "backup.zip")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 5, 5))  # type: ignore[attr-defined]
    with pytest.raises(TooLarge, match="the disk has 5"):
        verify(backup)


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_line_without_an_end(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taiwa.record.formats.LONGEST", 1000)
    columns = Columns((("id", "text"),))
    with pytest.raises(TooLarge, match="1000"):
        list(FORMATS[format][1](io.BytesIO(b'"' + b"x" * 2000), columns))


def test_a_parquet_file_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taiwa.record.formats.SMALL", 1 << 20)
    out, columns = io.BytesIO(), Columns((("id", "text"),))
    FORMATS["parquet"][0]([{"id": "x" * (4 << 20)}], columns, out)
    out.seek(0)
    with pytest.raises(TooLarge, match="more than 200 times"):
        list(FORMATS["parquet"][1](out, columns))
