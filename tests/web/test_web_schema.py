"""The OpenAPI document held against what the API does: whatever fits it, or nearly fits it, is answered as it says.

Of each operation a few requests are made up twice: for things that aren't there, and for those of the sample.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from people import Staffed
from places import TEXT, VERSION
from schemathesis.generation import GenerationMode
from schemathesis.python.asgi import HOST
from schemathesis.specs.openapi.checks import positive_data_acceptance
from test_web_guards import ROUTES

from taiwa.model.access import VERBS
from taiwa.web import create_app

OPERATIONS = sorted(
    (route.path_format, method) for route in ROUTES if route.include_in_schema for method in route.methods
)
# What there is of each kind, as the first part of an operation's path names it.
THERE = {
    "forums": {"id": "kitanagi"},
    "meetings": {"id": "kitanagi/foreign-ministers-3"},
    "delegates": {"meeting": "kitanagi/foreign-ministers-3"},
    "texts": {"id": TEXT},
    "versions": {"id": VERSION},
    "readings": {"version": VERSION},
    "provisions": {"ref": f"{VERSION}#p7"},
    "corrections": {"version": VERSION},
    "entities": {"id": "XA"},
    "evidence": {"subject": "meeting kitanagi/foreign-ministers-3"},
    "dialogues": {"id": "cajad"},
}
EXAMPLES = 4


@pytest.fixture(scope="module")
def document(sample_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The document of an application over a copy, on which everything may be tried."""
    place = tmp_path_factory.mktemp("tried") / "record.sqlite3"
    shutil.copy(sample_record, place)
    app: FastAPI = create_app(str(place), "tester", hosts=frozenset({HOST}))
    made = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    made.bearer = {"authorization": f"Bearer {Staffed(app).token('mori', *VERBS)}"}  # type: ignore[attr-defined]
    yield made
    app.state.record.close()


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: part.removeprefix("/api/v1/"))
def test_whatever_is_asked_is_answered_as_the_document_says(
    document: Any, path: str, method: str, mode: GenerationMode
) -> None:
    operation = document[path][method]
    known = THERE.get(path.split("/")[3]) if "{" in path else None
    chosen: dict[str, Any] = {"path_parameters": known} if known else {}
    if method in ("PUT", "PATCH") and known:
        chosen["headers"] = {"if-match": "*"}

    for given_parts in ({}, chosen) if chosen else ({},):

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode, **given_parts))
        def ask(case: schemathesis.Case) -> None:
            # Which values a record takes, its document can't say: a date, a party, a text that can be read.
            case.call_and_validate(headers=document.bearer, excluded_checks=[positive_data_acceptance])

        # A request of nothing but free words can't be made a wrong one.
        with suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else nullcontext():
            ask()
