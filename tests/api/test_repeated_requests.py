"""The same Idempotency-Key makes one thing only."""

from typing import Any

import httpx
import pytest

from backend.config import Settings
from backend.container import build_services, now
from backend.errors import IdempotencyKeyInUse
from backend.jobs import Job

DOCUMENT = {"file": ("cv.txt", b"Maja Rimac\nmaja@example.org\n")}
KEY = {"Idempotency-Key": "5f1c-1"}


def test_a_submission_that_is_sent_again_makes_nothing_new(client: httpx.Client) -> None:
    first, second = (client.post("/v1/analyses", files=DOCUMENT, headers=KEY) for _ in range(2))

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert len(client.get("/v1/analyses").json()["items"]) == 1


def test_without_a_key_everything_is_new(client: httpx.Client) -> None:
    for _ in range(2):
        client.post("/v1/analyses", files=DOCUMENT)

    assert len(client.get("/v1/analyses").json()["items"]) == 2


@pytest.mark.parametrize(
    "other", [{"files": {"file": ("cv.txt", b"Ana Kova\n")}}, {"files": DOCUMENT, "data": {"priority": "1"}}]
)
def test_a_key_that_comes_with_another_request_is_refused(client: httpx.Client, other: dict[str, Any]) -> None:
    client.post("/v1/analyses", files=DOCUMENT, headers=KEY)

    answer = client.post("/v1/analyses", headers=KEY, **other)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")


@pytest.mark.parametrize("key", ["", "a b", "x" * 256])
def test_a_key_has_a_form(client: httpx.Client, key: str) -> None:
    answer = client.post("/v1/analyses", files=DOCUMENT, headers={"Idempotency-Key": key})

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key-invalid")


def test_a_key_whose_request_is_being_worked_on_says_so(settings: Settings) -> None:
    repeatable = build_services(settings).repeatable

    def send_again() -> Job:
        repeatable.once("local", "7", {}, send_again, find=_nothing)
        raise AssertionError

    with pytest.raises(IdempotencyKeyInUse):
        repeatable.once("local", "7", {}, send_again, find=_nothing)


def _nothing(_id: str) -> Job:
    raise AssertionError


def test_a_request_that_was_refused_leaves_its_key_free(client: httpx.Client) -> None:
    refused = client.post("/v1/analyses", files=DOCUMENT, data={"priority": "11"}, headers=KEY)

    accepted = client.post("/v1/analyses", files=DOCUMENT, headers=KEY)

    assert (refused.status_code, accepted.status_code) == (422, 202)


def test_batches_can_be_repeated_too(client: httpx.Client) -> None:
    files = [("files", DOCUMENT["file"])]

    first, second = (client.post("/v1/batches", files=files, headers=KEY) for _ in range(2))

    assert first.json()["id"] == second.json()["id"]
    assert second.headers["Idempotent-Replayed"] == "true"


def test_keys_of_two_owners_do_not_meet(settings: Settings) -> None:
    requests = build_services(settings).repeatable._store

    assert requests.begin("ana", "1", "x", now()) is None
    assert requests.begin("ben", "1", "y", now()) is None
