"""Tells Celery's own clients how a job ended that no task of theirs could end."""

from celery.backends.base import Backend

from backend.celery_config import ANALYSIS_TASK
from backend.jobs import Job, JobState
from backend.jobs.failures import error_from
from backend.tasks.app import celery_app


def tell_celery(job: Job) -> None:
    """Store the end of a job as its task's result."""
    backend: Backend = celery_app.tasks[ANALYSIS_TASK].backend
    if job.state is JobState.CANCELLED:
        backend.mark_as_revoked(job.id, "cancelled")
    elif job.error is not None:
        backend.mark_as_failure(job.id, error_from(job.error))
