"""What a published job leaves in Redis, and what is said when there is no Redis."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
from kombu.exceptions import OperationalError

from backend.celery_config import ANALYSIS_QUEUE, BATCH_QUEUE
from backend.errors import BrokerUnavailable
from backend.jobs import Analyses, JobState
from backend.jobs.intake import DEFAULT_PRIORITY
from backend.tasks import add_numbers_task, get_task_status, is_any_worker_up, revoke_task
from backend.tasks.app import celery_app
from backend.tasks.publisher import CHUNK_STEP, SLOW_STEP, CeleryPublisher, broker_step


@pytest.fixture
def environment(own_environment: dict[str, str]) -> dict[str, str]:
    return own_environment


@pytest.fixture
def broker(environment: dict[str, str]) -> Iterator["redis.Redis"]:
    with redis.Redis.from_url(environment["REDIS_URL"]) as connection:
        connection.flushdb()
        yield connection


@pytest.fixture
def without_broker(own_environment: dict[str, str]) -> dict[str, str]:
    return own_environment | {"REDIS_URL": "redis://127.0.0.1:1/0"}


def ids_of_messages(broker: Any) -> list[str]:
    """Return the jobs whose messages lie in the list of the default priority, the oldest first."""
    messages = broker.lrange("analysis\x06\x164", 0, -1)
    return [json.loads(message)["headers"]["id"] for message in reversed(messages)]


def test_the_message_carries_the_jobs_id_and_its_own_and_no_text(broker: Any, analyses: Analyses) -> None:
    job = analyses.submit(b"a secret of the document", filename="cv.txt")

    (message,) = broker.lrange("analysis\x06\x164", 0, -1)

    content = json.loads(message)
    assert content["headers"]["id"] == job.id
    assert content["headers"]["task"] == "tasks.analyze_resume"
    assert content["headers"]["message_version"] == 1
    assert content["properties"]["message_id"] == job.message_id
    assert content["headers"]["timelimit"] == [None, None]  # the worker's own hold
    assert content["headers"]["ignore_result"] is False
    assert b"secret" not in message
    assert b"cv.txt" not in message


def test_the_message_is_the_one_that_celery_would_send(broker: Any, analyses: Analyses) -> None:
    job = analyses.submit(b"go")
    celery_app.send_task(
        "tasks.analyze_resume",
        (job.id,),
        queue="analysis",
        priority=4,
        task_id=job.id,
        message_id=job.message_id,
        headers={"message_version": 1},
        ignore_result=False,
        time_limit=None,
        soft_time_limit=None,
    )

    celerys, ours = map(json.loads, broker.lrange("analysis\x06\x164", 0, -1))

    for message in celerys, ours:
        del message["properties"]["delivery_tag"]  # of each, its own
        del message["properties"]["reply_to"]  # where results would be sent that are not kept
    assert ours == celerys


def test_a_higher_priority_lies_in_an_earlier_list(broker: Any, analyses: Analyses) -> None:
    for priority in (0, 9):
        analyses.submit(b"go", priority=priority)

    assert broker.llen("analysis") == 1
    assert broker.llen("analysis\x06\x169") == 1


def test_jobs_that_are_published_together_lie_there_in_their_order(broker: Any, analyses: Analyses) -> None:
    jobs = [analyses.submit(b"document %d" % number) for number in range(3)]
    broker.flushdb()

    CeleryPublisher().publish(*jobs)

    assert ids_of_messages(broker) == [job.id for job in jobs]


def test_a_connection_that_was_lost_meanwhile_is_made_anew_for_all_of_them(broker: Any, analyses: Analyses) -> None:
    jobs = [analyses.submit(b"document %d" % number) for number in range(3)]
    broker.flushdb()
    broker.client_kill_filter(_type="normal", skipme=True)

    CeleryPublisher().publish(*jobs)

    assert ids_of_messages(broker) == [job.id for job in jobs]


def test_each_of_ten_priorities_has_a_step_and_bulk_work_lies_behind_what_anybody_waits_for() -> None:
    analysis = [broker_step(ANALYSIS_QUEUE, priority) for priority in range(10)]
    batch = {broker_step(BATCH_QUEUE, priority) for priority in range(10)}

    assert analysis == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert batch == {SLOW_STEP}
    assert analysis[DEFAULT_PRIORITY] < SLOW_STEP < CHUNK_STEP


class TestWithoutABroker:
    @pytest.fixture
    def environment(self, without_broker: dict[str, str]) -> dict[str, str]:
        return without_broker

    def test_a_submission_is_accepted_within_seconds(self, analyses: Analyses) -> None:
        began = time.monotonic()

        job = analyses.submit(b"go")

        assert time.monotonic() - began < 10
        assert (job.state, job.published_at) == (JobState.QUEUED, None)

    @pytest.mark.parametrize("ask", [is_any_worker_up, lambda: get_task_status("x"), lambda: revoke_task("x")])
    def test_a_question_that_needs_it_is_answered_by_its_absence(self, ask: Callable[[], object]) -> None:
        began = time.monotonic()

        with pytest.raises(BrokerUnavailable):
            ask()

        assert time.monotonic() - began < 10

    def test_a_plain_task_cannot_be_published(self) -> None:
        began = time.monotonic()

        with pytest.raises((OperationalError, RuntimeError)):  # Celery's own, as it raises them
            add_numbers_task.delay(1, 2)

        assert time.monotonic() - began < 10
