"""How Celery reaches Redis here: its messages by one client for a channel, its results without a needless look."""

import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from celery import states
from celery.app.task import Context

from backend.celery_config import ANALYSIS_TASK
from backend.jobs.job import new_job_id
from backend.tasks import add_numbers_task, celery_app
from backend.tasks.results import Results
from backend.tasks.transport import Channel


@pytest.fixture
def channel() -> Any:
    with celery_app.connection_for_write() as connection:
        yield connection.default_channel


@pytest.fixture
def done() -> Callable[[str, str, object], None]:
    """Return what notes a task's success."""

    def note(task: str, task_id: str, result: object) -> None:
        celery_app.backend.mark_as_done(task_id, result, request=Context({"id": task_id, "task": task}))

    return note


def test_a_channel_has_one_client(channel: Any) -> None:
    assert isinstance(channel, Channel)

    with channel.conn_or_acquire() as first, channel.conn_or_acquire() as second:
        assert first is second
        assert channel.conn_or_acquire(first).__enter__() is first


def test_a_child_has_a_client_of_its_own(channel: Any) -> None:
    with channel.conn_or_acquire() as before:
        assert before.ping()
    channel._after_fork()

    with channel.conn_or_acquire() as after:
        assert after.ping()
    assert after.connection_pool is not before.connection_pool


def test_a_message_that_is_taken_is_noted_until_it_is_acknowledged(channel: Any) -> None:
    channel.basic_publish(channel.prepare_message("a body", priority=3), exchange="", routing_key="links")
    message = channel.basic_get("links")

    with channel.conn_or_acquire() as client:
        assert client.hexists(channel.unacked_key, message.delivery_tag)
        assert client.zscore(channel.unacked_index_key, message.delivery_tag) == pytest.approx(time.time(), abs=60)
        message.ack()
        assert not client.hexists(channel.unacked_key, message.delivery_tag)
        assert client.zscore(channel.unacked_index_key, message.delivery_tag) is None


def test_the_success_of_an_analysis_is_told_without_a_look_at_what_was_told_before(
    done: Callable[[str, str, object], None],
) -> None:
    job_id = new_job_id()
    celery_app.backend.store_result(job_id, None, states.RETRY)

    with patch.object(Results, "get", side_effect=AssertionError):
        done(ANALYSIS_TASK, job_id, {"job_id": job_id})

    assert celery_app.AsyncResult(job_id).get(timeout=10) == {"job_id": job_id}


def test_of_a_plain_task_that_ran_twice_the_first_success_is_kept(done: Callable[[str, str, object], None]) -> None:
    task_id = new_job_id()

    done(add_numbers_task.name, task_id, "the first")
    done(add_numbers_task.name, task_id, "the second")

    assert celery_app.AsyncResult(task_id).result == "the first"
