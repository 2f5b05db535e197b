"""Tables to take along: CSV as `taiwa/view/table` has it, with a name to save it under."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from urllib.parse import quote

from starlette.responses import Response

from taiwa.view.table import defused

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A table as a download; cells that a spreadsheet would run are defused."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(defused(cell) for cell in head)
    writer.writerows([defused("" if cell is None else str(cell)) for cell in row] for row in rows)
    return Response(out.getvalue(), media_type=MEDIA["csv"], headers=saved_as(f"{name}.csv"))


def taken_along(kind: str, data: str | bytes, *versions: str) -> Response:
    """What was made of some versions as a download of a kind (`MEDIA`), called by them."""
    name = "taiwa " + " – ".join(version.replace("/", "-") for version in versions)
    return Response(data, media_type=MEDIA[kind], headers=saved_as(f"{name}.{kind}"))


def saved_as(name: str) -> dict[str, str]:
    """The header by which a browser saves an answer under a name, whatever characters it has (RFC 6266)."""
    plain = "".join(each if (each.isalnum() and each.isascii()) or each in "-_." else "_" for each in name)
    return {"content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"}
