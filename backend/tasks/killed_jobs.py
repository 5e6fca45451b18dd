"""What a worker's parent writes into the ledger for a child that could not: it was killed."""

import logging

from backend.errors import AnalysisAlreadyFinished, AnalysisTimedOut
from backend.jobs import Claim, JobState
from backend.tasks.publisher import analyses
from backend.tasks.records import services
from vitae.domain.errors import VitaeError

logger = logging.getLogger(__name__)


def fail_killed(job_id: str, error: AnalysisTimedOut) -> None:
    """End a job whose time is over, and whose child could not say so."""
    try:
        job = services().store.find(job_id)
        if job is not None and not job.is_finished:
            analyses().fail(Claim(job, job.lease_token), error)
    except VitaeError as trouble:  # the parent lives on: an error here would end the worker
        logger.error("the job %s was killed, and the ledger could not be told: %s", job_id, trouble)


def cancel_killed(job_id: str) -> None:
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
