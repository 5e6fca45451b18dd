"""The OpenAPI document: valid, complete, and shown as a page that needs nothing from elsewhere."""

import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from lxml import html
from openapi_spec_validator import validate

from backend.errors import error_classes

Operation = dict[str, Any]


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


@pytest.fixture
def operations(document: dict[str, Any]) -> dict[str, Operation]:
    found = [(path, method, one) for path, methods in document["paths"].items() for method, one in methods.items()]
    return {f"{method.upper()} {path}": operation for path, method, operation in found}


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_operation_says_what_it_does_and_with_what_it_may_be_refused(operations: dict[str, Operation]) -> None:
    codes = {error.code for error in error_classes()}
    for name, operation in operations.items():
        assert operation["description"].endswith("."), name
        assert "500" in operation["responses"], name
        assert "422" not in operation["responses"] or "invalid" in str(operation["responses"]["422"]), name
        for status, response in operation["responses"].items():
            assert "X-Request-Id" in response["headers"], (name, status)
            if status.startswith(("4", "5")) and status != "416" and not (name == "GET /readyz" and status == "503"):
                (described,) = response["content"].items()
                assert described[0] == "application/problem+json", (name, status)
                assert set(described[1]["examples"]) <= codes, (name, status)


def test_every_value_that_can_be_sent_is_described(operations: dict[str, Operation], document: dict[str, Any]) -> None:
    silent = [
        f"{name}: {parameter['name']}"
        for name, operation in operations.items()
        for parameter in operation.get("parameters", ())
        if not parameter.get("description")
    ]
    silent += [
        f"{name}: {field}"
        for name, schema in document["components"]["schemas"].items()
        if name.startswith("Body_")
        for field, part in schema["properties"].items()
        if not part.get("description")
    ]

    assert silent == []


def test_what_is_made_leads_to_what_can_be_done_with_it(operations: dict[str, Operation]) -> None:
    ids = {operation["operationId"] for operation in operations.values()}
    for name in ("POST /v1/analyses", "POST /v1/batches", "POST /v1/documents"):
        (links,) = {
            str(r["links"]): r["links"] for r in operations[name]["responses"].values() if "links" in r
        }.values()

        assert {link["operationId"] for link in links.values()} <= ids
        assert len(links) >= 3


def test_only_what_tells_nothing_of_anybody_is_open(operations: dict[str, Operation]) -> None:
    assert [name for name, operation in operations.items() if operation["security"] == []] == [
        "GET /livez",
        "GET /readyz",
        "GET /version",
        "GET /problems",
        "GET /problems/{code}",
    ]


def test_the_reference_shows_every_operation_and_loads_nothing(
    client: httpx.Client, operations: dict[str, Operation]
) -> None:
    answer = client.get("/docs")

    page = html.fromstring(answer.content)
    titles = ("".join(map(str, title.itertext())) for title in page.iter("h2"))
    assert {re.sub(r"\s+", " ", title).strip() for title in titles} >= set(operations)
    assert list(page.iter("script", "link", "img", "iframe")) == []
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
