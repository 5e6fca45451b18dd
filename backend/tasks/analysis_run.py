"""One attempt at a job, from the claim to the one end that the ledger records."""

import logging
import time
from collections import Counter
from dataclasses import replace
from types import TracebackType
from typing import Any, NoReturn, Self

from celery.exceptions import Ignore, SoftTimeLimitExceeded

from backend.errors import (
    AnalysisCancelled,
    AnalysisTimedOut,
    DocumentCrashesWorker,
    InternalError,
    LedgerMismatch,
    LedgerUnavailable,
)
from backend.jobs import Claim, Job, JobState
from backend.tasks.base import RetryingTask, is_transient
from backend.tasks.publisher import analyses
from backend.tasks.records import services
from vitae.documents.limits import Limits
from vitae.domain.errors import VitaeError
from vitae.domain.progress import Progress
from vitae.domain.report import OutcomeStatus, Report
from vitae.lexicons.skills import SkillLexicon

logger = logging.getLogger(__name__)

STATE_SECONDS = 0.25
"""Celery's own state is written this often at most: it costs seven times what our progress log does."""


class AnalysisRun:
    """Holds the job within a `with` block; whatever leaves the block ends the job in the ledger.

    Entering raises `Ignore` when there is nothing to do.
    """

    def __init__(self, task: RetryingTask, job_id: str) -> None:
        self._task = task
        self._job_id = job_id
        self._services = services()
        self._analyses = analyses()
        self._claim: Claim | None = None
        self._state_written_at = float("-inf")

    def __enter__(self) -> Self:
        self._claim = self._analyses.claim(self._job_id, str(self._task.request.hostname))
        if self._claim is None:
            self._give_way()
        logger.info("analysis begins, attempt %d", self._claim.job.attempt)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None or not isinstance(error, Exception):
            return  # done, or the process ends: then the job is delivered again
        if isinstance(error, Ignore):
            return
        if isinstance(error, AnalysisCancelled):
            self._analyses.mark_cancelled(self.claim)
            self._give_way()
        if is_transient(error) and self._task.has_retries_left:
            self._release(error)
            return  # and the task's base tries it again
        failure = _typed(error)
        if not self._analyses.fail(self.claim, failure):
            self._give_way()
        logger.info("analysis failed: %s", failure.code)
        if failure is not error:
            raise failure from None

    @property
    def claim(self) -> Claim:
        """The right to work on the job; there is one within the block only."""
        if self._claim is None:
            raise InternalError(f"The job {self._job_id} was worked on without a claim.")
        return self._claim

    @property
    def job(self) -> Job:
        """The job as it was when it was claimed."""
        return self.claim.job

    @property
    def limits(self) -> Limits:
        """The engine's limits under the service's settings."""
        return Limits(max_bytes=self._services.settings.max_upload_bytes)

    @property
    def lexicon(self) -> SkillLexicon | None:
        """The skills of the settings; None when there are only our own."""
        return self._services.lexicon()

    def read_document(self) -> bytes:
        """Return the document's bytes."""
        return self._services.blobs.read(self.job.document_sha256)

    def report_progress(self, progress: Progress) -> None:
        """Write how far the analysis is, unless it is to stop.

        Raises:
            AnalysisCancelled: It was cancelled, or is another worker's by now.
        """
        if self._analyses.is_cancel_requested(self.claim):
            raise AnalysisCancelled(f"The analysis {self._job_id} was cancelled.")
        self._services.progress.append(self._job_id, progress)
        if time.monotonic() - self._state_written_at >= STATE_SECONDS:
            self._state_written_at = time.monotonic()
            self._task.update_state(state="PROGRESS", meta=_state_meta(progress))

    def complete(self, report: Report) -> dict[str, Any]:
        """Store the report, end the job, and return the summary."""
        report = replace(report, run=replace(report.run, job_id=self._job_id))
        ends = Counter(outcome.status for outcome in (report.analyzers or {}).values())
        summary: dict[str, Any] = {
            "status": str(report.status),
            "analyzers": {str(status): ends[status] for status in OutcomeStatus},
        }
        if not self._analyses.complete(self.claim, report.to_json(), summary):
            self._give_way()
        logger.info("analysis ends: %s", report.status)
        return {"job_id": self._job_id, **summary}

    def _give_way(self) -> NoReturn:
        """Leave a job that is not ours (any more), and tell Celery what became of it if that is the end.

        Raises:
            Ignore: Always, but for a job that this worker's ledger does not have.
        """
        job = self._services.store.find(self._job_id)
        if job is None:
            raise LedgerMismatch(f"The job {self._job_id} is not in the ledger of this worker.")
        if job.state is JobState.CANCELLED:
            self._task.backend.mark_as_revoked(self._job_id, "cancelled", request=self._task.request)
        elif not job.is_finished and self._task.request.retries:
            # it may be our own claim, which we could not give back when the ledger was away
            self._task.try_again(LedgerUnavailable(f"The job {self._job_id} is still held."))
        logger.info("nothing to do for a job that is %s", job.state)
        raise Ignore

    def _release(self, error: Exception) -> None:
        try:
            self._analyses.release(self.claim)
        except LedgerUnavailable:
            logger.warning("the job could not be given back to the ledger; its lease runs out")
        logger.warning("analysis is put off: %s", type(error).__name__)


def _typed(error: Exception) -> VitaeError:
    """Return the error of our tree that says what happened; the message of a foreign one may quote the document."""
    if isinstance(error, VitaeError):
        return error
    if isinstance(error, SoftTimeLimitExceeded):
        return AnalysisTimedOut("The analysis did not end within its time.")
    if isinstance(error, MemoryError):
        return DocumentCrashesWorker("The analysis ran out of memory.")
    return InternalError(f"The analysis stopped with {type(error).__name__}.")


def _state_meta(progress: Progress) -> dict[str, Any]:
    return {
        "current": progress.done,
        "total": progress.total,
        "percentage": progress.percentage,
        "status": f"{progress.stage} ({progress.done} of {progress.total} stages are done)",
        "stage": progress.stage,
    }
