"""Lists a page at a time."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

DOCUMENT = ("cv.txt", b"Maja Rimac\nmaja@example.org\n")


@pytest.fixture
def submit_as(client: httpx.Client) -> Callable[[str], str]:
    def submit(name: str) -> str:
        return str(client.post("/v1/analyses", files={"file": (name, DOCUMENT[1])}).json()["id"])

    return submit


def test_pages_follow_each_other_without_a_gap_although_something_is_added_meanwhile(
    client: httpx.Client, submit_as: Callable[[str], str]
) -> None:
    ids = [submit_as(f"cv-{number}.txt") for number in range(5)]
    seen, page = [], client.get("/v1/analyses", params={"limit": 2})
    submit_as("late.txt")

    while True:
        seen += [item["id"] for item in page.json()["items"]]
        if page.json()["next_cursor"] is None:
            break
        page = client.get(page.links["next"]["url"])

    assert seen == ids[::-1]
    assert "Link" not in page.headers


def test_batches_come_by_the_page_too(client: httpx.Client) -> None:
    ids = [client.post("/v1/batches", data={"name": f"{number}"}).json()["id"] for number in range(5)]
    seen, page = [], client.get("/v1/batches", params={"limit": 2})
    client.post("/v1/batches", data={"name": "late"})

    while True:
        seen += [item["id"] for item in page.json()["items"]]
        if page.json()["next_cursor"] is None:
            break
        page = client.get(page.links["next"]["url"])

    assert seen == ids[::-1]
    assert "Link" not in page.headers


def test_a_list_shows_only_the_states_and_names_asked_for(
    client: httpx.Client, submit_as: Callable[[str], str]
) -> None:
    waiting, cancelled = submit_as("Müller_100%.pdf"), submit_as("other.pdf")
    client.post(f"/v1/analyses/{cancelled}/cancel")

    def ids(**query: object) -> list[str]:
        return [item["id"] for item in client.get("/v1/analyses", params=query).json()["items"]]  # type: ignore[arg-type]

    assert ids(state="queued") == [waiting]
    assert ids(state=["queued", "cancelled"]) == [cancelled, waiting]
    assert ids(q="müller_100%") == ids(q="LLER_") == [waiting]
    assert ids(q="%") == [waiting]
    assert ids(batch_id="bat_none") == []


def test_the_link_keeps_the_filters(client: httpx.Client, submit_as: Callable[[str], str]) -> None:
    for _ in range(3):
        submit_as("a b.txt")

    page = client.get("/v1/analyses", params={"limit": 2, "state": "queued", "q": "a b"})

    following = page.links["next"]["url"]
    assert len(client.get(following).json()["items"]) == 1
    kept = {name: values for name, values in parse_qs(urlsplit(following).query).items() if name != "cursor"}
    assert kept == {"limit": ["2"], "state": ["queued"], "q": ["a b"]}


@pytest.mark.parametrize("path", ["/v1/analyses", "/v1/batches"])
@pytest.mark.parametrize("cursor", ["x", "%00", "bm90IGEgZGF0ZQ", "MjAyNi0wMS0wMSBhbmFfMQ", "é"])
def test_a_cursor_that_is_none_is_refused(client: httpx.Client, path: str, cursor: str) -> None:
    answer = client.get(path, params={"cursor": cursor})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-option")


@pytest.mark.parametrize("limit", [0, 201, "many"])
def test_a_page_has_between_1_and_200_entries(client: httpx.Client, limit: object) -> None:
    assert client.get("/v1/analyses", params={"limit": limit}).status_code == 422  # type: ignore[dict-item]
