"""Wakes a worker for a job: the broker's side of `backend.jobs`."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import redis
from celery import chain, uuid
from kombu.exceptions import BatchPublishError, OperationalError  # type: ignore[attr-defined]  # newer than the stubs

from backend.broker.ownership import mark_broker
from backend.celery_config import (
    ANALYSIS_QUEUE,
    ANALYSIS_TASK,
    BATCH_QUEUE,
    BATCH_TASK,
    PATIENCE,
    RENDER_TASK,
    STEP_TASK,
)
from backend.container import Services
from backend.errors import BrokerUnavailable
from backend.jobs import Analyses, Job
from backend.jobs.batch import Chunk
from backend.jobs.chains import Chains
from backend.jobs.page_images import PageImageKey
from backend.tasks.app import celery_app
from backend.tasks.records import services
from backend.tasks.silence import is_silent, note_silence, require_voice

logger = logging.getLogger(__name__)

MESSAGE_VERSION = 1
"""Raised when the task's arguments change, so that workers of two versions can tell their messages apart."""
MARK_SECONDS = 1.0
"""A ledger that was exchanged under the same broker, and a broker that hangs, are noticed so late at most."""
MAX_PRIORITY = 9
SLOW_STEP, CHUNK_STEP = 8, 9
"""Of the queue `batch`: single jobs, then chunks, whose order among themselves is the ledger's (`ChunkStore.take`)."""


def analyses() -> Analyses:
    """Return the use cases around analyses, for this process's settings."""
    return _analyses_of(services())


@lru_cache(maxsize=1)
def _analyses_of(these: Services) -> Analyses:
    return these.analyses(CeleryPublisher())


def chains() -> Chains:
    """Return the use cases of what follows an analysis, for this process's settings."""
    return services().chains(CeleryPublisher())


class CeleryPublisher:
    """Implements `backend.jobs.ports.Publisher` with a Celery message whose task id is the job's id."""

    def check(self) -> None:
        """Mark the broker as this ledger's, now and then; without a broker there is nothing to check.

        Raises:
            LedgerMismatch: The broker serves another ledger.
        """
        url = str(celery_app.conf.broker_url)
        if is_silent(url):
            return
        try:
            _mark_broker(url, services().ledger.id, int(time.monotonic() / MARK_SECONDS))
        except BrokerUnavailable as error:
            note_silence(url)
            logger.debug("whose broker it is cannot be asked: %s", error.detail)

    def publish(self, *jobs: Job) -> None:
        """Send each job's message under the job's `message_id`, in one trip.

        Raises:
            BrokerUnavailable: The broker did not take them, after a few tries within seconds; some it may have.
        """
        _send("messages of analyses", *map(_message_of, jobs))

    def interrupt(self, job: Job) -> None:
        """Have the process ended that works on the job, if any worker hears it."""
        try:
            celery_app.control.revoke(job.id, terminate=True)
        except (OperationalError, redis.RedisError):
            logger.warning("no worker could be told to end the process of %s; the ledger has the request", job.id)

    def publish_chunk(self, chunk: Chunk) -> None:
        """Send the chunk's message.

        Raises:
            BrokerUnavailable: The broker did not take the message, after a few tries within seconds.
        """
        arguments = (chunk.batch_id, chunk.number)
        _send("a chunk", _Message(BATCH_TASK, arguments, BATCH_QUEUE, CHUNK_STEP, message_id=chunk.message_id))

    def publish_steps(self, job_id: str, positions: Sequence[int], message_id: str) -> None:
        """Send the steps as a chain, in which each is published when the one before it has succeeded.

        Raises:
            BrokerUnavailable: The broker did not take the message, after a few tries within seconds.
        """
        first, *others = (celery_app.signature(STEP_TASK, args=(job_id, one), immutable=True) for one in positions)
        with _typed_refusal(f"the steps of {job_id}"):
            chain(first, *others).apply_async(message_id=message_id)


class CeleryPagePublisher:
    """Implements `backend.jobs.page_images.PagePublisher`."""

    def publish_page(self, key: PageImageKey) -> None:
        """Send the message; somebody waits for the image.

        Raises:
            BrokerUnavailable: The broker did not take the message, after a few tries within seconds.
        """
        arguments = (key.document_sha256, key.page, key.with_pictures)
        step = broker_step(ANALYSIS_QUEUE, MAX_PRIORITY)
        _send("the wish for a page", _Message(RENDER_TASK, arguments, ANALYSIS_QUEUE, step))


def _message_of(job: Job) -> "_Message":
    step = broker_step(job.queue, job.priority)
    return _Message(
        ANALYSIS_TASK, (job.id,), job.queue, step, ignore_result=False, task_id=job.id, message_id=job.message_id
    )


@dataclass(frozen=True, slots=True)
class _Message:
    """What is sent for a task."""

    task: str
    arguments: tuple[Any, ...]
    queue: str
    step: int
    ignore_result: bool = True
    task_id: str = field(default_factory=uuid)
    message_id: str | None = None

    def send(self, producer: Any) -> None:
        """Send it as Celery made it; Celery's own way there takes as long again, to find out what is known here.

        It has no time limits, so that the worker's hold.
        """
        made = celery_app.amqp.create_task_message(
            self.task_id,
            self.task,
            self.arguments,
            {},
            ignore_result=self.ignore_result,
            argsrepr=repr(self.arguments),  # ids and numbers: nothing that would have to be cut
            kwargsrepr="{}",
        )
        producer.publish(
            made.body,
            exchange="",  # straight into the queue, which who takes from it declares
            routing_key=self.queue,
            headers={**made.headers, "message_version": MESSAGE_VERSION},
            priority=self.step,
            message_id=self.message_id,
            serializer="json",
            retry=True,
            retry_policy=dict(PATIENCE),
            **made.properties,
        )


def _send(what: str, *messages: _Message) -> None:
    with _typed_refusal(what), celery_app.producer_pool.acquire(block=True) as producer:
        try:
            with producer.batch() if len(messages) > 1 else nullcontext():  # type: ignore[attr-defined]  # newer than the stubs
                _send_each(messages, producer)
        except BatchPublishError:  # nobody knows which of them are there: one too many finds nothing to do
            _send_each(messages, producer)


def _send_each(messages: Sequence[_Message], producer: Any) -> None:
    for message in messages:
        message.send(producer)


@contextmanager
def _typed_refusal(what: str) -> Iterator[None]:
    url = str(celery_app.conf.broker_url)
    require_voice(url)
    try:
        yield
    except (OperationalError, redis.RedisError) as error:
        note_silence(url)
        raise BrokerUnavailable(f"The broker did not take {what}.") from error


@lru_cache(maxsize=1)
def _mark_broker(url: str, ledger_id: str, _moment: int) -> None:
    """Ask once in a while; an error is not kept."""
    mark_broker(url, ledger_id)


def broker_step(queue: str, priority: int) -> int:
    """Return the step of Redis, where 0 is served first, for a priority of ours, where 9 is.

    The broker looks at the step before the queue: so `batch` lies behind whatever anybody waits for.
    """
    return SLOW_STEP if queue == BATCH_QUEUE else MAX_PRIORITY - priority
