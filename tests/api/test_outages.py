import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

ClientWith = Callable[..., httpx.Client]


@pytest.fixture
def dead_redis() -> Iterator[str]:
    """Return an address where nobody listens; it is kept from others meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"redis://:secret@127.0.0.1:{taken.getsockname()[1]}/0"


def test_readiness_tells_of_a_broker_that_is_down_without_waiting_for_it(
    client_with: ClientWith, dead_redis: str
) -> None:
    client = client_with(redis_url=dead_redis)
    started = time.monotonic()

    answer = client.get("/readyz")

    checks = answer.json()["checks"]
    assert answer.status_code == 503
    assert {name: check["ok"] for name, check in checks.items()} == {"ledger": True, "broker": False, "worker": False}
    assert "secret" not in answer.text
    assert time.monotonic() - started < 5


def test_what_was_accepted_is_still_told_when_the_broker_is_down(
    client_with: ClientWith, dead_redis: str, submit: Callable[[], str]
) -> None:
    job_id = submit()

    answer = client_with(redis_url=dead_redis).get(f"/v1/analyses/{job_id}")

    assert (answer.status_code, answer.json()["state"]) == (200, "queued")
    assert [warning["code"] for warning in answer.json()["warnings"]] == ["no-worker"]


@pytest.fixture
def blocked_ledger(tmp_path: Path) -> str:
    """Return a ledger that no user can open, not even root: its folder is a file."""
    (tmp_path / "file").write_text("")
    return f"sqlite:///{tmp_path / 'file' / 'ledger.sqlite3'}"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/analyses"), ("GET", "/v1/analyses/ana_1"), ("POST", "/v1/analyses/ana_1/cancel")]
)
def test_without_its_ledger_the_service_says_so_and_when_to_ask_again(
    client_with: ClientWith, blocked_ledger: str, method: str, path: str
) -> None:
    answer = client_with(database_url=blocked_ledger).request(method, path)

    assert (answer.status_code, answer.json()["code"]) == (503, "ledger-unavailable")
    assert answer.json()["retryable"]
    assert answer.headers["Retry-After"] == "5"


def test_without_its_ledger_the_service_is_alive_but_not_ready(client_with: ClientWith, blocked_ledger: str) -> None:
    client = client_with(database_url=blocked_ledger)

    live, ready = client.get("/livez"), client.get("/readyz")

    assert (live.status_code, ready.status_code) == (200, 503)
    assert not ready.json()["checks"]["ledger"]["ok"]
