"""What became of a task, told from the ledger first and from Celery's result back end second."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import redis
from celery import states

from backend.errors import BrokerUnavailable
from backend.jobs import Job, JobState, ProgressEvent
from backend.jobs.failures import error_from
from backend.tasks.app import celery_app
from backend.tasks.records import now, services
from vitae.domain.errors import VitaeError
from vitae.domain.report import ErrorInfo

UNKNOWN = "UNKNOWN"
"""Nobody ever published a task with this id, as far as the ledger goes back."""
EXPIRED = "EXPIRED"
"""The task was published and is past the time for which its outcome is kept."""
PROGRESS = "PROGRESS"

JOB_STATES: Mapping[JobState, str] = {
    JobState.QUEUED: states.PENDING,
    JobState.RUNNING: states.STARTED,
    JobState.CANCELLING: states.STARTED,
    JobState.SUCCEEDED: states.SUCCESS,
    JobState.FAILED: states.FAILURE,
    JobState.CANCELLED: states.REVOKED,
}


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """What `get_task_status` returns, as a value."""

    task_id: str
    state: str
    result: Any = None
    error: Mapping[str, Any] | None = None
    progress: Mapping[str, Any] | None = None


def get_task_status(task_id: str) -> dict[str, Any]:
    """Say what became of a task, or of an analysis by its job id.

    Args:
        task_id: The id that `delay` or `submit` returned.

    Returns:
        ``task_id``, ``state``, ``result``, ``error`` and ``progress``. The state is one of Celery's, or
        UNKNOWN (never published) or EXPIRED (published, and no longer kept). ``result`` is there for
        SUCCESS. ``error`` is there for FAILURE and RETRY: ``type``, ``code``, ``detail``, ``hint`` and
        ``retryable``; an error that is none of ours has no code and no hint. ``progress`` is there for
        PROGRESS: ``current``, ``total``, ``percentage``, ``status``.

    Raises:
        BrokerUnavailable: The result back end does not answer.
        LedgerUnavailable: The ledger does not answer.

    Example:
        >>> from backend.tasks import get_task_status
        >>> get_task_status("never-published")["state"]
        'UNKNOWN'
    """
    return asdict(find_status(task_id))


def find_status(task_id: str) -> TaskStatus:
    """Return what `get_task_status` says, as a value; the same errors are raised."""
    job = services().store.find(task_id)
    return _of_job(job) if job is not None else _of_task(task_id)


def _of_job(job: Job) -> TaskStatus:
    if job.expires_at is not None and job.expires_at <= now():
        return TaskStatus(job.id, EXPIRED)
    if job.state is JobState.RUNNING and (event := services().progress.latest(job.id)) is not None:
        return TaskStatus(job.id, PROGRESS, progress=_progress_of(event))
    error = None if job.error is None else {"type": _class_name(job.error), **asdict(job.error)}
    if job.state is JobState.QUEUED and job.retry_at is not None:
        return TaskStatus(job.id, states.RETRY, error=error)
    result = None if job.summary is None else {"job_id": job.id, **job.summary}
    return TaskStatus(job.id, JOB_STATES[job.state], result=result, error=error if job.is_finished else None)


def _of_task(task_id: str) -> TaskStatus:
    meta = _read_meta(task_id)
    if meta and meta["status"] != states.RETRY:
        return _of_meta(task_id, meta)
    record = services().tasks.find_task(task_id)
    if meta and not (record and record.cancel_requested):
        return _of_meta(task_id, meta)
    if record is None:
        return TaskStatus(task_id, UNKNOWN)
    if record.expires_at <= now():
        return TaskStatus(task_id, EXPIRED)
    if record.cancel_requested and (meta or record.started_at is None):
        return TaskStatus(task_id, states.REVOKED)  # it waits, and will not start (again)
    if record.started_at is None:
        return TaskStatus(task_id, states.PENDING)
    kept = celery_app.conf.result_expires
    is_gone = (now() - record.started_at).total_seconds() > float(kept)
    return TaskStatus(task_id, EXPIRED if is_gone else states.STARTED)


def _of_meta(task_id: str, meta: Mapping[str, Any]) -> TaskStatus:
    state, result = meta["status"], meta.get("result")
    if state == states.SUCCESS:
        return TaskStatus(task_id, state, result=result)
    if state == PROGRESS:
        return TaskStatus(task_id, state, progress=result)
    if isinstance(result, BaseException) and state != states.REVOKED:
        return TaskStatus(task_id, state, error=_describe(result))
    return TaskStatus(task_id, state)


def _read_meta(task_id: str) -> dict[str, Any]:
    """Return what the result back end has of the task, empty if nothing; asked once, so that nothing hangs."""
    backend: Any = celery_app.backend  # the methods of every key-value back end are missing in the stubs
    try:
        payload = backend.get(backend.get_key_for_task(task_id))
    except redis.RedisError as error:
        raise BrokerUnavailable("The result back end does not answer.") from error
    return dict(backend.meta_from_decoded(backend.decode_result(payload))) if payload else {}


def _progress_of(event: ProgressEvent) -> dict[str, Any]:
    return {
        "current": event.done,
        "total": event.total,
        "percentage": event.percentage,
        "status": f"{event.stage} ({event.done} of {event.total} stages are done)",
        "stage": event.stage,
    }


def _describe(error: BaseException) -> dict[str, Any]:
    if isinstance(error, VitaeError):
        return {"type": type(error).__name__, **asdict(ErrorInfo.of(error))}
    return {"type": type(error).__name__, "code": None, "detail": str(error), "hint": None, "retryable": False}


def _class_name(info: ErrorInfo) -> str:
    return type(error_from(info)).__name__
