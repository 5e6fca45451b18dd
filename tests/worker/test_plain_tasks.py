"""The three plain tasks, their states and their revocation, on a live worker."""

import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import redis

from backend.container import Services, now
from backend.errors import BrokerUnavailable
from backend.jobs import TaskRecord
from backend.tasks import (
    add_numbers_task,
    celery_app,
    get_task_status,
    health_check_task,
    is_any_worker_up,
    long_running_task,
    revoke_task,
)

pytestmark = pytest.mark.usefixtures("worker")


def wait_for(task_id: str, *states: str, seconds: float = 15) -> dict[str, Any]:
    deadline = time.monotonic() + seconds
    while (status := get_task_status(task_id))["state"] not in states:
        assert time.monotonic() < deadline, f"{status} and not {states}"
        time.sleep(0.02)
    return status


def test_a_health_check_says_who_answered() -> None:
    result = health_check_task.delay()

    answer = result.get(timeout=10)

    assert answer["status"] == "healthy"
    assert answer["hostname"].startswith("celery@")
    assert answer["task_id"] == result.id
    assert answer["hostname"] in answer["message"]


def test_a_worker_that_is_up_is_seen() -> None:
    assert is_any_worker_up()


@pytest.mark.parametrize(("x", "y"), [(True, 1), (1, False), (1.0, 2), ("1", 2), (None, 1), ([1], 2)])
def test_what_is_no_integer_is_refused_at_once_and_not_tried_again(x: Any, y: Any) -> None:
    result = add_numbers_task.delay(x, y)

    with pytest.raises(ValueError, match="must be an integer"):
        result.get(timeout=10)

    status = get_task_status(result.id)
    assert (status["state"], status["result"]) == ("FAILURE", None)
    assert status["error"]["type"] == "ValueError"


def test_big_and_negative_integers_are_added_exactly() -> None:
    assert add_numbers_task.delay(-(2**80), 1).get(timeout=10) == 1 - 2**80


def test_a_long_task_reports_five_equal_steps_and_its_timing() -> None:
    seen: list[dict[str, Any]] = []
    result = long_running_task.delay(duration_seconds=1)

    answer = result.get(timeout=15, on_message=seen.append, interval=0.01)

    steps = [message["result"] for message in seen if message["status"] == "PROGRESS"]
    assert [(step["current"], step["total"], step["percentage"]) for step in steps] == [
        (1, 5, 20),
        (2, 5, 40),
        (3, 5, 60),
        (4, 5, 80),
        (5, 5, 100),
    ]
    assert (answer["status"], answer["steps"], answer["duration_seconds"]) == ("completed", 5, 1)
    assert 1 <= answer["elapsed_seconds"] < 5


def test_progress_can_be_switched_off() -> None:
    seen: list[str] = []
    result = long_running_task.delay(duration_seconds=0.5, progress_updates=False)

    result.get(timeout=15, on_message=lambda message: seen.append(message["status"]), interval=0.01)

    assert "PROGRESS" not in seen


@pytest.mark.parametrize("duration", [0, -1, 3300, "10", True, None])
def test_a_duration_that_cannot_be_is_refused(duration: Any) -> None:
    with pytest.raises(ValueError, match="duration_seconds must be a number above 0"):
        long_running_task.delay(duration_seconds=duration).get(timeout=10)


def test_the_status_follows_a_task_from_waiting_to_success() -> None:
    task_id = str(uuid.uuid4())
    assert get_task_status(task_id)["state"] == "UNKNOWN"

    long_running_task.apply_async(kwargs={"duration_seconds": 1.5}, task_id=task_id, countdown=1)
    assert get_task_status(task_id)["state"] == "PENDING"

    progress = wait_for(task_id, "PROGRESS")["progress"]
    assert progress.keys() == {"current", "total", "percentage", "status"}
    done = wait_for(task_id, "SUCCESS")
    assert done["result"]["status"] == "completed"
    assert (done["error"], done["progress"]) == (None, None)


def test_a_task_past_its_time_is_expired_and_not_unknown(services: Services) -> None:
    past = now() - timedelta(days=8)
    record = TaskRecord(id="old", name="tasks.health_check", published_at=past, expires_at=past + timedelta(days=7))
    services.tasks.record_task(record)

    assert get_task_status("old")["state"] == "EXPIRED"
    assert revoke_task("old")["revoked"] is False


def test_a_task_whose_result_celery_has_dropped_is_expired(services: Services) -> None:
    past = now() - timedelta(days=2)
    record = TaskRecord(id="day", name="tasks.health_check", published_at=past, expires_at=past + timedelta(days=7))
    services.tasks.record_task(record)
    services.tasks.mark_task_started("day", past)

    assert get_task_status("day")["state"] == "EXPIRED"


def test_revoking_what_was_never_published_says_so() -> None:
    answer = revoke_task("never")

    assert (answer["was"], answer["revoked"], answer["state"]) == ("unknown", False, "UNKNOWN")


def test_a_waiting_task_is_revoked_and_never_runs() -> None:
    result = add_numbers_task.apply_async((1, 2), countdown=1)

    answer = revoke_task(result.id)

    assert (answer["was"], answer["revoked"], answer["state"]) == ("queued", True, "REVOKED")
    wait_until_state(result.id, "REVOKED")
    assert get_task_status(result.id)["state"] == "REVOKED"


def test_a_running_task_goes_on_unless_it_is_terminated() -> None:
    task_id = long_running_task.delay(duration_seconds=1.5).id
    wait_for(task_id, "PROGRESS")

    answer = revoke_task(task_id)

    assert (answer["was"], answer["revoked"]) == ("running", False)
    assert wait_for(task_id, "SUCCESS", "REVOKED")["state"] == "SUCCESS"


def test_a_running_task_ends_at_once_when_it_is_terminated() -> None:
    task_id = long_running_task.delay(duration_seconds=60).id
    wait_for(task_id, "PROGRESS", "STARTED")

    answer = revoke_task(task_id, terminate=True)

    assert (answer["was"], answer["revoked"], answer["state"]) == ("running", True, "REVOKED")
    assert health_check_task.delay().get(timeout=15)["status"] == "healthy"


def test_what_has_ended_cannot_be_revoked() -> None:
    result = add_numbers_task.delay(1, 1)
    result.get(timeout=10)

    answer = revoke_task(result.id, terminate=True)

    assert (answer["was"], answer["revoked"], answer["state"]) == ("done", False, "SUCCESS")


def test_a_result_back_end_that_is_away_is_said_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_key: str) -> None:
        raise redis.ConnectionError

    monkeypatch.setattr(celery_app.backend, "get", refuse)

    with pytest.raises(BrokerUnavailable):
        get_task_status("any")


def wait_until_state(task_id: str, state: str) -> None:
    """Wait for what the worker itself has stored."""
    ask: Callable[[], str] = lambda: str(celery_app.AsyncResult(task_id).state)  # noqa: E731
    deadline = time.monotonic() + 15
    while ask() != state:
        assert time.monotonic() < deadline, ask()
        time.sleep(0.02)
