"""Revoking a task so that it holds, whoever is up at that moment."""

import logging
import time
from typing import Any

import redis
from celery import states
from kombu.exceptions import OperationalError

from backend.errors import AnalysisAlreadyFinished, BrokerUnavailable
from backend.jobs import JobState
from backend.tasks.app import celery_app
from backend.tasks.publisher import analyses
from backend.tasks.records import services
from backend.tasks.status import EXPIRED, UNKNOWN, find_status

logger = logging.getLogger(__name__)

FINISHED = frozenset({states.SUCCESS, states.FAILURE, states.REVOKED})
TERMINATION_SECONDS = 5.0
"""How long to wait for a worker to say that it ended the task's process."""
POLL_SECONDS = 0.05

MESSAGES = {
    "unknown": "There is no task with this id.",
    "done": "The task had ended already; nothing was changed.",
    "queued": "The task was waiting and will not start.",
    "stopped": "The task was running and was ended.",
    "stopping": "The task is running and stops at its next step.",
    "running": "The task is running and goes on; terminate=True ends it. It will not be tried again.",
    "unheard": "The task is running, and no worker said that it ended it; it will not be started again.",
}


def revoke_task(task_id: str, terminate: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002  # its published form
    """Revoke a task, or cancel an analysis by its job id.

    The request is kept in the ledger, where a worker looks before it starts a task: it holds although no
    worker is up, and after all of them were restarted.

    Args:
        task_id: The id that `delay` or `submit` returned.
        terminate: Whether to end the process of a task that runs. A plain task goes on without it; an
            analysis stops at its next step either way.

    Returns:
        ``task_id``, ``was`` (``queued``, ``running``, ``done`` or ``unknown``), ``revoked`` (whether the
        task will not end as a success because of this call), ``state`` after the call as in
        `get_task_status`, and a ``message``.

    Raises:
        BrokerUnavailable: The result back end does not answer.
        LedgerUnavailable: The ledger does not answer.

    Example:
        >>> from backend.tasks import revoke_task
        >>> revoke_task("never-published")["was"]
        'unknown'
    """
    before = find_status(task_id).state
    if before in (UNKNOWN, EXPIRED):
        return _answer(task_id, "unknown", "unknown", revoked=False)
    if before in FINISHED:
        return _answer(task_id, "done", "done", revoked=False)
    if services().store.find(task_id) is not None:
        return _cancel_job(task_id, terminate=terminate)
    return _revoke_plain(task_id, before, terminate=terminate)


def _cancel_job(job_id: str, *, terminate: bool) -> dict[str, Any]:
    try:
        job = analyses().cancel(job_id, force=terminate)
    except AnalysisAlreadyFinished:
        return _answer(job_id, "done", "done", revoked=False)
    if job.state is JobState.CANCELLED:
        return _answer(job_id, "queued", "queued", revoked=True)
    if terminate:
        ended = _wait_for_end(job_id)
        return _answer(job_id, "running", "stopped" if ended else "stopping", revoked=True)
    return _answer(job_id, "running", "stopping", revoked=True)


def _revoke_plain(task_id: str, before: str, *, terminate: bool) -> dict[str, Any]:
    """Ask the ledger first: whether the task may still start is decided there, in one update."""
    tasks = services().tasks
    is_recorded = tasks.request_task_cancel(task_id)
    record = tasks.find_task(task_id)
    is_heard = _broadcast(task_id, terminate=terminate)
    was_waiting = before == states.RETRY or (record is not None and record.started_at is None)
    if is_recorded and was_waiting:
        return _answer(task_id, "queued", "queued", revoked=True)
    if not terminate:
        return _answer(task_id, "running", "running", revoked=False)
    if is_heard and _wait_for_end(task_id):
        was_stopped = find_status(task_id).state == states.REVOKED
        return _answer(task_id, "running", "stopped" if was_stopped else "done", revoked=was_stopped)
    return _answer(task_id, "running", "unheard", revoked=False)


def _broadcast(task_id: str, *, terminate: bool) -> bool:
    """Tell the workers that are up; they need not wait for the ledger then."""
    try:
        celery_app.control.revoke(task_id, terminate=terminate)
    except (OperationalError, redis.RedisError):
        logger.warning("no worker could be told that %s is revoked; the ledger has it", task_id)
        return False
    return True


def _wait_for_end(task_id: str) -> bool:
    deadline = time.monotonic() + TERMINATION_SECONDS
    while time.monotonic() < deadline:
        if find_status(task_id).state in FINISHED:
            return True
        time.sleep(POLL_SECONDS)
    return False


def _answer(task_id: str, was: str, message: str, *, revoked: bool) -> dict[str, Any]:
    try:
        state = find_status(task_id).state
    except BrokerUnavailable:  # the request is in the ledger all the same
        state = UNKNOWN
    return {"task_id": task_id, "was": was, "revoked": revoked, "state": state, "message": MESSAGES[message]}
