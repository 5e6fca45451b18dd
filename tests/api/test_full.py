"""No room: nothing is accepted, and the answer says so."""

from collections.abc import Callable

import httpx
import pytest

DOCUMENT = ("cv.txt", b"Maja Rimac\nmaja@example.org\n")


@pytest.mark.parametrize(("path", "part"), [("/v1/analyses", "file"), ("/v1/batches", "files")])
@pytest.mark.parametrize(
    ("settings_", "status", "code"),
    [({"min_free_disk_mb": 10**9}, 507, "storage-full"), ({"max_backlog": 1}, 503, "queue-full")],
)
def test_without_room_nothing_is_accepted(
    client_with: Callable[..., httpx.Client],
    submit: Callable[[], str],
    path: str,
    part: str,
    settings_: dict[str, int],
    status: int,
    code: str,
) -> None:
    submit()
    client = client_with(**settings_)

    answer = client.post(path, files=[(part, DOCUMENT)])

    assert (answer.status_code, answer.json()["code"], answer.json()["retryable"]) == (status, code, True)
    assert int(answer.headers["Retry-After"]) > 0
    assert len(client.get("/v1/analyses").json()["items"]) == 1
