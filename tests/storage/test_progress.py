"""The progress of a job: numbered, never going back, expiring, and never in the way of the analysis."""

import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis import Redis

from backend.jobs.job import new_job_id
from backend.storage.progress import LIFETIME, MAX_ENTRIES, RedisProgressLog
from vitae.domain.progress import Progress

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def progress(redis_url: str) -> Iterator[RedisProgressLog]:
    log = RedisProgressLog(redis_url)
    yield log
    log.close()


@pytest.fixture
def redis_client(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
def nobody() -> Iterator[RedisProgressLog]:
    """Return a log whose broker does not answer."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        log = RedisProgressLog(f"redis://127.0.0.1:{reserved.getsockname()[1]}/0")
        yield log
        log.close()


def test_the_latest_event_is_the_last_one_appended(progress: RedisProgressLog) -> None:
    job_id = new_job_id()
    assert progress.latest(job_id) is None

    progress.extend(job_id, [(NOW, Progress("read", 0, 9))])
    progress.extend(job_id, [(NOW, Progress("sections", 1, 9, {"keyword_extractor": 31}))])

    event = progress.latest(job_id)
    assert event is not None
    assert (event.number, event.stage, event.done, event.total, event.percentage, event.at) == (
        2,
        "sections",
        1,
        9,
        11,
        NOW,
    )
    assert event.found == {"keyword_extractor": 31}


def test_jobs_do_not_see_each_others_progress(progress: RedisProgressLog) -> None:
    mine, other = new_job_id(), new_job_id()

    progress.extend(mine, [(NOW, Progress("read", 0, 9))])

    assert progress.latest(other) is None


def test_the_percentage_does_not_go_back_when_a_job_begins_anew(progress: RedisProgressLog) -> None:
    job_id = new_job_id()
    for stage, done in (("read", 0), ("profile", 5), ("read", 0), ("sections", 1), ("report", 8)):
        progress.extend(job_id, [(NOW, Progress(stage, done, 10))])
        event = progress.latest(job_id)
        assert event is not None
        expected = max(50, 10 * done) if event.number > 1 else 0
        assert (event.stage, event.percentage) == (stage, expected)


def test_events_of_many_threads_are_numbered_without_a_gap(progress: RedisProgressLog, redis_client: Redis) -> None:
    job_id = new_job_id()
    together = threading.Barrier(4)

    def report(_: int) -> None:
        together.wait(timeout=10)
        for done in range(20):
            progress.extend(job_id, [(NOW, Progress("read", done, 20))])

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(report, range(4)))

    entries = redis_client.xrange(f"vitae:progress:{job_id}") or []
    assert [entry[0] for entry in entries] == [f"{number}-0".encode() for number in range(1, 81)]


def test_the_log_expires_and_is_bounded(progress: RedisProgressLog, redis_client: Redis) -> None:
    job_id = new_job_id()

    for number in range(3 * MAX_ENTRIES):
        progress.extend(job_id, [(NOW, Progress("read", number, 1000))])

    assert 0 < redis_client.ttl(f"vitae:progress:{job_id}") <= LIFETIME.total_seconds()
    assert redis_client.xlen(f"vitae:progress:{job_id}") < 2 * MAX_ENTRIES
    latest = progress.latest(job_id)
    assert latest is not None
    assert latest.number == 3 * MAX_ENTRIES


def test_a_broker_that_is_away_costs_one_warning_and_no_analysis(
    nobody: RedisProgressLog, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        for done in range(3):
            nobody.extend("ana_x", [(NOW, Progress("read", done, 3))])
        assert nobody.latest("ana_x") is None

    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_script_that_the_server_forgot_is_sent_again(progress: RedisProgressLog, redis_client: Redis) -> None:
    job_id = new_job_id()
    progress.extend(job_id, [(NOW, Progress("read", 0, 9))])
    redis_client.script_flush()

    progress.extend(job_id, [(NOW, Progress("sections", 1, 9))])

    latest = progress.latest(job_id)
    assert latest is not None
    assert latest.number == 2


def test_events_are_replayed_from_where_a_reader_stopped(progress: RedisProgressLog) -> None:
    job_id = new_job_id()
    for done, stage in enumerate(("read", "sections", "profile")):
        progress.extend(job_id, [(NOW, Progress(stage, done, 9))])

    assert [event.stage for event in progress.events(job_id)] == ["read", "sections", "profile"]
    assert [event.number for event in progress.events(job_id, after=2)] == [3]
    assert progress.events(job_id, after=3) == ()


def test_steps_that_come_together_are_events_of_their_own(progress: RedisProgressLog) -> None:
    job_id = new_job_id()
    progress.extend(job_id, [(NOW, Progress("read", 4, 9))])

    later = NOW + timedelta(seconds=1)
    progress.extend(job_id, [(NOW, Progress("read", 0, 9)), (later, Progress("sections", 5, 9))])

    told = [(event.number, event.stage, event.percentage, event.at) for event in progress.events(job_id)]
    assert told == [(1, "read", 44, NOW), (2, "read", 44, NOW), (3, "sections", 55, later)]
    latest = progress.latest(job_id)
    assert latest is not None
    assert (latest.number, latest.stage, latest.percentage) == (3, "sections", 55)


def test_a_reader_who_stopped_amid_events_that_came_together_has_the_rest(progress: RedisProgressLog) -> None:
    job_id = new_job_id()
    stages = ("read", "sections", "profile", "work")
    progress.extend(job_id, [(NOW, Progress(stage, done, 9)) for done, stage in enumerate(stages)])

    told = [(event.number, event.stage, event.percentage) for event in progress.events(job_id, after=2)]

    assert told == [(3, "profile", 22), (4, "work", 33)]


def test_an_older_worker_goes_on_where_a_newer_one_stopped(progress: RedisProgressLog, redis_client: Redis) -> None:
    job_id = new_job_id()
    progress.extend(job_id, [(NOW, Progress("read", 0, 9)), (NOW, Progress("sections", 5, 9))])

    entries: Any = redis_client.xrange(f"vitae:progress:{job_id}")

    ((entry_id, fields),) = entries

    assert (entry_id, fields[b"percentage"]) == (b"2-0", b"55")  # what its script reads


def test_an_event_of_an_older_worker_is_read(progress: RedisProgressLog, redis_client: Redis) -> None:
    job_id = new_job_id()
    redis_client.xadd(
        f"vitae:progress:{job_id}",
        {"stage": "read", "done": 0, "total": 9, "percentage": 0, "at": NOW.isoformat()},
        id="1-0",
    )

    (event,) = progress.events(job_id)

    assert (event.stage, event.found) == ("read", {})
