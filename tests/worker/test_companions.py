"""What a worker keeps beside its processes."""

import base64
import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
import redis

from backend.tasks import health_check_task

SECONDS = 60
TASKS = 40


@pytest.fixture
def environment(own_environment: dict[str, str]) -> dict[str, str]:
    return own_environment


def reconciler_of(worker: Any) -> psutil.Process | None:
    children: list[psutil.Process] = worker.children
    for child in children:
        with suppress(psutil.ZombieProcess, psutil.NoSuchProcess):
            if "backend.tasks.reconciler" in child.cmdline():
                return child
    return None


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.05)


def test_a_reconciler_is_started_again_and_ends_with_its_worker(
    launch: Callable[..., Any], own_environment: dict[str, str]
) -> None:
    worker = launch(own_environment, "-I", "scripted_engine,flaky_tasks", "-c", "1", "-n", "kept@here")
    worker.wait_until_ready()
    first = reconciler_of(worker)
    assert first is not None
    heartbeat = Path(own_environment["DATA_DIR"]) / "heartbeats" / "kept@here"
    seen = heartbeat.stat().st_mtime_ns

    first.kill()

    wait_until(lambda: (second := reconciler_of(worker)) is not None and second.pid != first.pid)
    wait_until(lambda: heartbeat.stat().st_mtime_ns > seen)
    second = reconciler_of(worker)
    assert second is not None
    worker.kill()
    wait_until(lambda: not second.is_running() or second.status() == psutil.STATUS_ZOMBIE)


def test_a_worker_that_stops_takes_its_heartbeat_away(
    launch: Callable[..., Any], own_environment: dict[str, str]
) -> None:
    worker = launch(own_environment, "-I", "scripted_engine,flaky_tasks", "-c", "1", "-n", "stopped@here")
    worker.wait_until_ready()
    heartbeat = Path(own_environment["DATA_DIR"]) / "heartbeats" / "stopped@here"
    assert heartbeat.exists()

    worker.stop()

    assert not heartbeat.exists()


def test_the_events_of_short_tasks_come_together_and_none_is_missing(
    launch: Callable[..., Any], own_environment: dict[str, str]
) -> None:
    worker = launch(own_environment, "-I", "scripted_engine,flaky_tasks", "-c", "1", "-n", "told@here")
    worker.wait_until_ready()
    with redis.Redis.from_url(own_environment["REDIS_URL"]) as client, client.pubsub() as listener:
        listener.psubscribe("*celeryev/task*")
        trips: list[list[str]] = []

        for _ in range(TASKS):
            health_check_task.delay()

        def has_heard_all() -> bool:
            while (message := listener.get_message(ignore_subscribe_messages=True)) is not None:
                body = json.loads(base64.b64decode(json.loads(message["data"])["body"]))
                trips.append([event["type"] for event in body])
            return sum(trip.count("task-succeeded") for trip in trips) == TASKS

        wait_until(has_heard_all)

    told = Counter(kind for trip in trips for kind in trip)
    assert told == {"task-received": TASKS, "task-started": TASKS, "task-succeeded": TASKS}
    assert len(trips) < TASKS / 2
