"""The plain view of tasks, and what the service says it can do."""

from collections.abc import Callable

import httpx
import pytest

from backend.tasks import add_numbers_task


@pytest.fixture
def task_id(client: httpx.Client) -> str:
    """Publish a task that nobody works on."""
    return str(add_numbers_task.delay(2, 3).id)


def test_a_task_that_waits_is_told_and_revoked(client: httpx.Client, task_id: str) -> None:
    before = client.get(f"/v1/tasks/{task_id}").json()
    revoked = client.post(f"/v1/tasks/{task_id}/revoke").json()
    after = client.get(f"/v1/tasks/{task_id}").json()

    assert (before["state"], revoked["was"], revoked["revoked"], after["state"]) == (
        "PENDING",
        "queued",
        True,
        "REVOKED",
    )


def test_an_analysis_is_a_task_of_the_same_id(client: httpx.Client, submit: Callable[[], str]) -> None:
    job_id = submit()

    client.post(f"/v1/tasks/{job_id}/revoke")

    assert client.get(f"/v1/analyses/{job_id}").json()["state"] == "cancelled"
    assert client.get(f"/v1/tasks/{job_id}").json()["state"] == "REVOKED"


@pytest.mark.parametrize(("method", "place"), [("GET", ""), ("POST", "/revoke")])
def test_an_unknown_task_is_not_found(client: httpx.Client, method: str, place: str) -> None:
    answer = client.request(method, f"/v1/tasks/never-published{place}")

    assert (answer.status_code, answer.json()["code"]) == (404, "task-not-found")


def test_the_service_says_what_it_can_do(client: httpx.Client) -> None:
    answer = client.get("/v1/capabilities").json()

    assert [analyzer["name"] for analyzer in answer["analyzers"]] == [
        "keyword_extractor",
        "ner_extractor",
        "grammar_checker",
        "experience_calculator",
        "error_detector",
    ]
    assert "application/pdf" in answer["document_types"]
    assert answer["limits"]["max_document_bytes"] == 10 * 1024 * 1024


def test_what_was_cancelled_can_be_tried_again(client: httpx.Client, submit: Callable[[], str]) -> None:
    first = submit()
    running = client.post(f"/v1/analyses/{first}/retry")
    client.post(f"/v1/analyses/{first}/cancel")

    answer = client.post(f"/v1/analyses/{first}/retry")

    assert (running.status_code, running.json()["code"]) == (409, "analysis-not-finished")
    assert (answer.status_code, answer.json()["retry_of"]) == (202, first)
    assert answer.headers["Location"] == answer.json()["links"]["self"]
    assert client.get(f"/v1/analyses/{first}").json()["retried_as"] == answer.json()["id"]
