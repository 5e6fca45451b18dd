"""What a worker's parent writes into the ledger for a child that could not: it was ended from outside."""

import logging
from typing import Any

from celery import Task

from backend.errors import AnalysisAlreadyFinished, AnalysisTimedOut, DocumentCrashesWorker
from backend.jobs import Claim, Job, JobState
from backend.jobs.holders import is_gone, is_process
from backend.tasks.publisher import analyses
from backend.tasks.records import services
from vitae.domain.errors import VitaeError

logger = logging.getLogger(__name__)


def free_jobs_of(pid: int, how: str) -> tuple[Job, ...]:
    """Let the jobs of a child that is gone wait for another, or set them aside.

    Args:
        pid: The process of this machine.
        how: How it ended.

    Returns:
        The jobs that have ended by that.
    """
    error = DocumentCrashesWorker(f"The worker process was ended by the document: {how}.")
    try:
        lost = [job for job in services().recovery.held() if _was_held_by(job, pid)]
        for job in lost:
            state = services().work.lose(Claim(job, job.lease_token), error)
            logger.warning("job %s lost its process %d in attempt %d: %s", job.id, pid, job.attempt, state)
        services().chunks.free_lost(is_gone)
        found = [services().store.find(job.id) for job in lost]
    except VitaeError as trouble:  # the parent lives on: an error here would end the worker
        logger.error("a child was lost, and the ledger could not be told: %s", trouble)
        return ()
    return tuple(job for job in found if job is not None and job.is_finished)


def end_timed_out(task: "Task[Any, Any]", job_id: str, seconds: float) -> None:
    """End the attempt at a job whose time is over, and whose child could not say so; tell Celery what follows."""
    error = AnalysisTimedOut(f"The analysis was ended after {seconds:g} seconds.")
    try:
        job = services().store.find(job_id)
        if job is None or job.is_finished:
            return
        state = services().work.lose(Claim(job, job.lease_token), error)
    except VitaeError as trouble:
        logger.error("the job %s was killed, and the ledger could not be told: %s", job_id, trouble)
        return
    if state is JobState.QUEUED:  # and its message goes back into the queue, by `acks_on_timeout`
        task.backend.mark_as_retry(job_id, error)
    else:
        task.backend.mark_as_failure(job_id, error)


def cancel_terminated(job_id: str) -> None:
    """End a job whose child was terminated on request."""
    try:
        job = services().store.find(job_id)
        if job is None or job.is_finished:
            return
        if job.state is not JobState.CANCELLING:
            job = analyses().cancel(job_id)
        analyses().mark_cancelled(Claim(job, job.lease_token))
    except AnalysisAlreadyFinished:
        return
    except VitaeError as trouble:
        logger.error("the job %s was terminated, and the ledger could not be told: %s", job_id, trouble)


def _was_held_by(job: Job, pid: int) -> bool:
    return job.holder is not None and is_process(job.holder, pid) and is_gone(job.holder)
