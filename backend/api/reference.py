"""What the OpenAPI document says beyond the framework's own: problems, headers, keys, links, examples."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from backend.api.examples import EXAMPLES
from backend.api.gate import is_public
from backend.api.problems import MEDIA_TYPE, problem_type, status_of
from backend.api.problems_of import problems_of
from backend.api.schemas import Problem
from vitae.domain.errors import VitaeError

Document = dict[str, Any]
PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
FRAMEWORKS_OWN = ("HTTPValidationError", "ValidationError")
"""Schemas of an error that never leaves this service."""

HEADERS: Mapping[str, str] = {
    "X-Request-Id": "Names the request in the log; the caller's own if it brought one.",
    "Location": "Where to follow what was accepted.",
    "Retry-After": "Seconds after which to ask again.",
    "ETag": "Names this version; with `If-None-Match` an unchanged one is a 304.",
    "Link": "The next page (RFC 8288), where there is one.",
    "Idempotent-Replayed": "`true` when the answer is that of an earlier request with the same Idempotency-Key.",
    "WWW-Authenticate": "`Bearer`.",
    "Allow": "The methods that the path answers to.",
}
SECURITY_SCHEMES: Document = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A key that `vitae keys create` printed."},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "The same key."},
}
FOLLOWED_BY: Mapping[str, tuple[str, ...]] = {
    "analysis_id": ("get_analysis", "watch_analysis", "get_partial", "get_result", "cancel_analysis", "retry_analysis"),
    "batch_id": ("get_batch", "list_batch_items", "watch_batch", "get_batch_results", "cancel_batch"),
    "document_id": ("get_document", "get_document_file", "get_document_text"),
}
MAKES: Mapping[str, str] = {
    "submit_analysis": "analysis_id",
    "retry_analysis": "analysis_id",
    "create_batch": "batch_id",
    "store_document": "document_id",
}


def describe(app: FastAPI) -> Document:
    """Return the OpenAPI 3.1 document of the application, made at the first call."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        _add_components(document)
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                _complete(operation, method, path)
        app.openapi_schema = document
    return app.openapi_schema


def _add_components(document: Document) -> None:
    components = document["components"]
    for name in FRAMEWORKS_OWN:
        components["schemas"].pop(name, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    components["headers"] = {
        name: {"description": text, "schema": {"type": "string"}} for name, text in HEADERS.items()
    }
    components["securitySchemes"] = SECURITY_SCHEMES
    for name, example in EXAMPLES.items():
        components["schemas"][name]["examples"] = [example]


def _complete(operation: Document, method: str, path: str) -> None:
    """Describe what the answers of an operation have beyond their bodies."""
    name, responses = operation["operationId"], operation["responses"]
    responses.pop("422", None)
    for status, errors in _by_status(problems_of(name, method, path)).items():
        responses.setdefault(str(status), _problem_response(errors))
    responses["default"] = {"description": "Another problem.", "content": {MEDIA_TYPE: PROBLEM}}
    for status, response in responses.items():
        response["headers"] = {header: _ref(header) for header in _headers_of(name, status)}
    if made := MAKES.get(name):
        _link(responses, made)
    operation["responses"] = dict(sorted(responses.items()))
    operation["security"] = [] if is_public(path) else [{}, {"bearer": []}, {"key": []}]


def _by_status(errors: Iterable[type[VitaeError]]) -> dict[int, list[type[VitaeError]]]:
    found: dict[int, list[type[VitaeError]]] = {}
    for error in errors:
        found.setdefault(status_of(error), []).append(error)
    return found


def _problem_response(errors: Iterable[type[VitaeError]]) -> Document:
    kinds = [problem_type(error) for error in errors]
    examples = {
        kind.code: {
            "summary": kind.title,
            "value": kind.model_dump(exclude={"meaning"})
            | {"detail": kind.meaning, "instance": "/v1/analyses", "request_id": "req_0123456789abcdef", "errors": []},
        }
        for kind in kinds
    }
    description = " ".join(f"`{kind.code}`: {kind.meaning}" for kind in kinds)
    return {"description": description, "content": {MEDIA_TYPE: {**PROBLEM, "examples": examples}}}


def _headers_of(name: str, status: str) -> Iterable[str]:
    yield "X-Request-Id"
    if status in ("408", "409", "429", "503", "507") or (status == "202" and name in MAKES):
        yield "Retry-After"
    if status in ("201", "202") and name in MAKES:
        yield "Location"
    if status == "202" and name in ("submit_analysis", "create_batch"):
        yield "Idempotent-Replayed"
    if status == "200" and name in ("list_analyses", "list_batch_items"):
        yield "Link"
    if status in ("200", "304") and name in ("get_analysis", "get_batch", "get_partial", "get_result", "get_document"):
        yield "ETag"
    if status == "401":
        yield "WWW-Authenticate"
    if status == "405":
        yield "Allow"


def _ref(header: str) -> Document:
    return {"$ref": f"#/components/headers/{header}"}


def _link(responses: Document, parameter: str) -> None:
    for status in ("200", "201", "202"):
        if status in responses:
            responses[status]["links"] = {
                operation: {"operationId": operation, "parameters": {parameter: "$response.body#/id"}}
                for operation in FOLLOWED_BY[parameter]
            }
