"""The task that analyses a document."""

import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from billiard.einfo import ExceptionInfo
from celery.exceptions import Ignore, Reject, TimeLimitExceeded

from backend.celery_config import ANALYSIS_TASK
from backend.errors import AnalysisCancelled, LedgerMismatch, LedgerUnavailable
from backend.jobs import JobState
from backend.tasks.app import celery_app
from backend.tasks.attempt import Attempt, ClaimLost, Summary, TriedAgainLater
from backend.tasks.base import RetryingTask
from backend.tasks.lost_children import end_timed_out
from backend.tasks.records import services
from vitae.domain.errors import VitaeError
from vitae.domain.progress import Progress

logger = logging.getLogger(__name__)

STATE_SECONDS = 0.25
"""Celery's own state is written this often at most: it costs seven times what our progress log does."""


class AnalysisTask(RetryingTask):
    """Tells the ledger of an analysis that could not tell it itself. It has no retries of Celery: the ledger has."""

    abstract = True
    resultrepr_maxsize = 66
    """What log and events say of a result is its id and its status: to write all of it took as long as to store it."""

    def on_failure(  # the names are Celery's
        self,
        exc: Exception,
        task_id: str,
        args: Sequence[Any],  # noqa: ARG002
        kwargs: Mapping[str, Any],  # noqa: ARG002
        einfo: ExceptionInfo,  # noqa: ARG002
    ) -> None:
        """Take note of the hard time limit, which only the worker's parent sees."""
        if isinstance(exc, TimeLimitExceeded):
            end_timed_out(self, task_id, exc.args[0])


@celery_app.task(name=ANALYSIS_TASK, bind=True, base=AnalysisTask, throws=(VitaeError,))
def analyze_resume_task(self: AnalysisTask, job_id: str) -> Summary:
    """Analyse the document of a job; FAILURE whenever there is no report.

    Args:
        self: The task, bound by Celery.
        job_id: The job in the ledger; it is the task's id too.

    Returns:
        ``job_id``, ``status`` of the report (``succeeded`` or ``partial``) and how many analyzers ended how;
        never text of the document. The report itself is in the ledger.

    Raises:
        DocumentError: The document cannot be analysed.
        SandboxUnavailable: The isolated reader cannot be started, and could not for all the retries.
        AnalysisTimedOut: It took longer than the soft limit, in each of three attempts.
        DocumentCrashesWorker: It took more memory than there is, or ended its worker, in each of three attempts.
        LexiconUnreadable: SKILLS_LEXICON names no lexicon.
        LedgerMismatch: The job is not in the ledger of this worker.
        InternalError: A fault of ours.
        Ignore: There is nothing to do now: the job has ended, was cancelled, waits, or is another worker's.
        Reject: The attempt went badly, and the message is for the next one.

    Example:
        >>> from backend.tasks import analyze_resume_task
        >>> analyze_resume_task.name
        'tasks.analyze_resume'
    """
    try:
        attempt = Attempt.begin(job_id, str(self.request.hostname))
        return _give_way(self, job_id) if attempt is None else attempt.run(_StateWriter(self))
    except TriedAgainLater as later:
        self.backend.mark_as_retry(job_id, later.cause, request=self.request)
        if later.at_once:
            raise Reject(later.cause.code, requeue=True) from None
        raise Ignore from None
    except AnalysisCancelled:
        self.backend.mark_as_revoked(job_id, "cancelled", request=self.request)
        raise Ignore from None
    except ClaimLost:
        return _give_way(self, job_id)
    except LedgerUnavailable as error:
        logger.warning("the job has to wait for the ledger, and for the reconciler: %s", error.detail)
        self.backend.mark_as_retry(job_id, error, request=self.request)
        raise Ignore from None


def _give_way(task: AnalysisTask, job_id: str) -> Summary:
    """Leave a job that is not ours (any more), and tell Celery what became of it if it was cancelled.

    Raises:
        Ignore: Always, but for a job that this worker's ledger does not have.
    """
    job = services().store.find(job_id)
    if job is None:
        raise LedgerMismatch(f"The job {job_id} is not in the ledger of this worker.")
    if job.state is JobState.CANCELLED:
        task.backend.mark_as_revoked(job_id, "cancelled", request=task.request)
    logger.info("nothing to do for a job that is %s", job.state)
    raise Ignore


class _StateWriter:
    """Tells Celery's own clients how far the analysis is, now and then."""

    def __init__(self, task: AnalysisTask) -> None:
        self._task = task
        self._written_at = time.monotonic()  # most analyses end before anyone could have read it

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() - self._written_at >= STATE_SECONDS:
            self._written_at = time.monotonic()
            self._task.update_state(state="PROGRESS", meta=_state_meta(progress))


def _state_meta(progress: Progress) -> dict[str, Any]:
    return {
        "current": progress.done,
        "total": progress.total,
        "percentage": progress.percentage,
        "status": f"{progress.stage} ({progress.done} of {progress.total} stages are done)",
        "stage": progress.stage,
    }
