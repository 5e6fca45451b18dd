import httpx
import pytest
from fastapi import FastAPI

from backend.api.problems import problem_type, status_of
from backend.errors import InternalError, error_classes
from vitae.domain.errors import VitaeError


@pytest.mark.parametrize("error", error_classes(), ids=lambda error: error.code)
def test_every_error_has_a_status_and_says_what_it_means(error: type[VitaeError]) -> None:
    kind = problem_type(error)

    assert 400 <= status_of(error) < 600
    assert kind.meaning.endswith(".") or kind.meaning.endswith(")")
    assert kind.hint


def test_every_problem_type_leads_to_its_explanation(client: httpx.Client) -> None:
    explained = client.get("/problems").json()

    assert [kind["code"] for kind in explained] == [error.code for error in error_classes()]
    for kind in explained:
        assert client.get(kind["type"]).json() == kind


def test_a_path_that_does_not_exist_is_a_problem_too(client: httpx.Client) -> None:
    answer = client.get("/v2/everything")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/route-not-found",
        "title": "Route not found",
        "status": 404,
        "detail": "There is nothing at /v2/everything.",
        "instance": "/v2/everything",
        "code": "route-not-found",
        "retryable": False,
        "hint": "The paths of the API are listed at /openapi.json.",
        "request_id": answer.headers["X-Request-Id"],
        "errors": [],
    }


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/analyses", "GET, POST"),
        ("DELETE", "/v1/analyses/ana_1/cancel", "POST"),
        ("POST", "/readyz", "GET"),
    ],
)
def test_a_wrong_method_is_told_all_the_right_ones(client: httpx.Client, method: str, path: str, allowed: str) -> None:
    answer = client.request(method, path)

    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == allowed


def test_a_fault_of_ours_says_nothing_but_the_requests_id(app: FastAPI, client: httpx.Client) -> None:
    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("the secret of Maja Rimac")

    answer = client.get("/broken", headers={"X-Request-Id": "my-request-7"})

    assert (answer.status_code, answer.json()["code"]) == (500, InternalError.code)
    assert answer.json()["request_id"] == answer.headers["X-Request-Id"] == "my-request-7"
    assert "Rimac" not in answer.text


@pytest.mark.parametrize("given", ["a b", "x" * 65, "id;drop"])
def test_a_request_id_that_could_break_a_log_line_is_replaced(client: httpx.Client, given: str) -> None:
    answer = client.get("/livez", headers={"X-Request-Id": given})

    assert answer.headers["X-Request-Id"].startswith("req_")
