"""API.md and the OpenAPI document: each verb and command has its route, or a reason why it has none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
from fastapi.testclient import TestClient
from test_web_guards import ROUTES

from taiwa.cli import main
from taiwa.record import Record
from taiwa.web.api.description import STATUSES

ROOT = Path(__file__).parents[2]
UNSAFE = ("put", "patch", "post", "delete")


def rows() -> Iterator[tuple[list[str], list[str], str]]:
    """Verbs, commands, and the rest of each row of the two tables."""
    for line in (ROOT / "API.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 3 and cells[0] not in ("verb", "---"):
            yield (*(re.findall(r"`([^`]+)`", cell) for cell in cells[:2]), cells[2])  # type: ignore[misc]


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))
    if path and not hasattr(command, "commands"):
        yield " ".join(path)


def test_each_verb_and_command_has_its_route_or_a_reason() -> None:
    verbs = {each for verbs, _, _ in rows() for each in verbs}
    assert verbs == {name for name in dir(Record) if not name.startswith("_")}
    assert set(commands(main)) == {each for _, commands, _ in rows() for each in commands}
    assert all(last for _, _, last in rows())


def test_each_route_of_the_table_is_there() -> None:
    there = {
        f"{method} {route.path_format.removeprefix('/api/v1')}"
        for route in ROUTES
        if route.include_in_schema
        for method in route.methods
    }
    named = {each for _, _, last in rows() for each in re.findall(r"`([A-Z]+ /[^`]*)`", last)}
    assert len(named) > 40
    assert named <= there


def operations(client: TestClient) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_operations_are_named_as_a_client_would_call_them(reader: TestClient) -> None:
    every = list(operations(reader))
    names = [operation["operationId"] for _, _, operation in every]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)
    for path, method, operation in every:
        assert operation["tags"], path
        assert 5 < len(operation["summary"]) < 120, (method, path)


def test_every_error_is_a_problem_document(reader: TestClient) -> None:
    document = reader.get("/api/v1/openapi.json").json()
    answers = document["components"]["responses"]
    assert all(list(each["content"]) == ["application/problem+json"] for each in answers.values())
    assert "HTTPValidationError" not in str(document)
    for path, method, operation in operations(reader):
        failed = {int(code) for code in operation["responses"] if code.isdecimal() and int(code) >= 400}
        assert {400, 403, 404, 422, 503} <= failed <= STATUSES.keys(), path
        assert all("$ref" in operation["responses"][str(code)] for code in failed)
        assert "default" in operation["responses"]
        if method in ("put", "patch") and "describing" in operation["tags"]:
            assert {412, 428} <= failed, (method, path)


def test_what_changes_a_noun_takes_a_condition(reader: TestClient) -> None:
    """All but what only adds."""
    adding = {"add_document", "read_document", "propose_filing", "load_dialogue"}
    for path, method, operation in operations(reader):
        if method in UNSAFE and set(operation["tags"]) & {"describing", "changes", "knowledge"}:
            given = {each["name"] for each in operation.get("parameters", ())}
            assert ("if-match" in given) is (operation["operationId"] not in adding), (method, path)


def test_a_problem_has_the_shape_that_is_published(reader: TestClient) -> None:
    schema = reader.get("/api/v1/openapi.json").json()["components"]["schemas"]["Problem"]
    for path in ("/api/v1/nowhere", "/api/v1/forums/none", "/api/v1/search", "/api/v1/forums?limit=x"):
        jsonschema.validate(reader.get(path).json(), schema)
    for method in ("put", "patch"):
        jsonschema.validate(reader.request(method, "/api/v1/forums/kitanagi", json={}).json(), schema)
    jsonschema.validate(reader.post("/api/v1/corrections", headers={"content-length": "999999999"}).json(), schema)


def test_the_examples_of_the_guide_work(writer: TestClient) -> None:
    """Addresses with signs of the shell are quoted; the correction that is shown is taken."""
    guide = (Path(__file__).parents[2] / "API.md").read_text("utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", guide, re.S) for line in block.split("\n")]
    for line in lines:
        assert not re.search(r"(?<![\"'\w/])(http|\$api)\S*[?&]", re.sub(r"\"[^\"]*\"|'[^']*'", "", line)), line
    (body,) = re.findall(r"-d '(\{\"ref\".*?\})'", guide)
    answer = writer.post("/api/v1/corrections", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 201, answer.text
    (read,) = re.findall(r'"\$api(/provisions/[^"]+)"', guide)
    assert writer.get(f"/api/v1{read}").json()["act"] == json.loads(body)["values"]["act"]
