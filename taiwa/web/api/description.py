"""The OpenAPI document, so that a generated client is pleasant: names of operations, every error a problem document.

Owns what is the same for all operations; what each takes and gives is told by its function.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

PROBLEM = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457). `reason` is stable; `GET /api/v1/errors` lists them.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "reason"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:taiwa:error:not-in-record"]},
        "title": {"type": "string", "description": "In the reader's language."},
        "status": {"type": "integer", "examples": [404]},
        "detail": {"type": "string", "description": "What it is about, in English."},
        "instance": {"type": "string", "description": "The path that was asked."},
        "reason": {"type": "string", "examples": ["not-in-record"]},
    },
}
# What each status says, where an operation can answer it.
STATUSES = {
    400: "The request, or the search in it, is not understood.",
    401: "Nothing is known of who asks: show a token.",
    403: "This may not be done here.",
    404: "The record has nothing of that name.",
    409: "The record has something else under that name.",
    412: "It is no longer as `If-Match` says, or there is one already. Nothing was changed.",
    413: "The request is too large.",
    415: "This is no document that can be read.",
    422: "A value is not one that is known here.",
    428: "It is there already: say by `If-Match` which state of it was seen.",
    503: "The record can't be reached, or somebody else is writing in it. Try again.",
}
EVERYWHERE = (400, 401, 403, 422, 503)
TAGS = {
    "record": "What is in the record: forums, meetings, texts, versions, readings, provisions, entities, history.",
    "describing": "What people say of nouns. What is there is replaced only under `If-Match`.",
    "changes": "Documents, decisions on what was read, links, rereading.",
    "search": "Search and precedents.",
    "comparing": "Editions compared, language versions in parallel, a wording through the editions.",
    "open formats": "The record in formats that others define: Web Annotations, JSON-LD, Akoma Ntoso, iCalendar, Atom.",
    "accounts": "Accounts, roles, tokens, the audit.",
    "knowledge": "What ships with Taiwa; errors; the whole record as a file.",
}


def operation_id(route: APIRoute) -> str:
    """The name of an operation: that of its function, which a client's method gets too."""
    return route.name


def described(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            tags=[{"name": name, "description": words} for name, words in TAGS.items()],
        )
        for method, path, operation in _operations(made):
            _finish(method, path, operation)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas["Problem"] = PROBLEM
        made["components"]["responses"] = {str(status): _problem(words) for status, words in STATUSES.items()}
        made["components"]["responses"]["problem"] = _problem("Anything else that went wrong.")
        bearer = {"type": "http", "scheme": "bearer", "description": "Of an account; where there are none, not needed."}
        made["components"]["securitySchemes"] = {"token": bearer}
        made["security"] = [{"token": []}, {}]
        app.openapi_schema = made
    return app.openapi_schema


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _finish(method: str, path: str, operation: dict[str, Any]) -> None:
    """Gives an operation its errors and a summary that is a sentence's beginning, not a function's name."""
    first = operation.get("description", "").strip().split("\n\n")[0].replace("\n", " ")
    operation["summary"] = first.partition(". ")[0].partition(": ")[0].rstrip(".")
    answers = operation["responses"]
    for status in _statuses(method, path, operation):
        answers[str(status)] = {"$ref": f"#/components/responses/{status}"}
    answers["default"] = {"$ref": "#/components/responses/problem"}
    given = {each["name"] for each in operation.get("parameters", ())}
    if method != "post" and ("if-match" in given or (method == "get" and path.endswith("}"))):
        for done in {"200", "201"} & answers.keys():
            answers[done].setdefault("headers", {})["ETag"] = {
                "description": "Of this state of the noun; for `If-Match` and `If-None-Match`.",
                "schema": {"type": "string"},
            }


def _statuses(method: str, path: str, operation: dict[str, Any]) -> tuple[int, ...]:
    given = {each["name"] for each in operation.get("parameters", ())}
    body = operation.get("requestBody", {}).get("content", {})
    return (
        *EVERYWHERE,
        404,
        *((412,) if "if-match" in given else ()),
        *((428,) if "if-match" in given and method in ("put", "patch") else ()),
        *((413,) if body else ()),
        *((409, 415) if "multipart/form-data" in body else ()),
    )


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {"application/problem+json": {"schema": schema}}}
