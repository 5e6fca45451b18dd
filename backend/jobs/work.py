"""The worker's side of a job: claim it, ask whether to go on, and end it, once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from backend.errors import DocumentCrashesWorker
from backend.jobs.holders import current_holder, is_gone
from backend.jobs.job import Claim, Job
from backend.jobs.ports import Clock, JobStore
from backend.jobs.states import JobState
from vitae.domain.errors import VitaeError
from vitae.domain.report import ErrorInfo

MAX_ATTEMPTS = 3
"""After so many workers died over a job, nobody takes it any more."""


class Work:
    """What a worker may do with a job. Whoever lost the claim changes nothing."""

    def __init__(self, store: JobStore, clock: Clock, *, retention: timedelta, lease: timedelta) -> None:
        self._store = store
        self._clock = clock
        self._retention = retention
        self._lease = lease

    def claim(self, job_id: str, worker: str) -> Claim | None:
        """Take the job if it is waiting, or if the worker that had it is gone.

        A job whose workers died three times fails here with the code ``document-crashes-worker``; one that
        was to be cancelled when its worker died is cancelled here.

        Args:
            job_id: The job.
            worker: The worker's name, for those who look at the job; what holds the claim is this process.

        Returns:
            The claim, or None when there is nothing to do: the job is unknown, has ended, or another has it.
        """
        job = self._store.find(job_id)
        if job is None or job.is_finished or not self._is_free(job):
            return None
        if job.state is JobState.CANCELLING:
            self._finish(job_id, JobState.CANCELLED, token=job.lease_token)
            return None
        if job.attempt >= MAX_ATTEMPTS:
            self._quarantine(job)
            return None
        now = self._clock()
        return self._store.claim(job, worker, current_holder(), now + self._lease, now)

    def is_cancel_requested(self, claim: Claim) -> bool:
        """Return whether to stop now: the job is to be cancelled, or no longer this worker's."""
        return not self._store.is_held(claim)

    def release(self, claim: Claim) -> bool:
        """Give the job back for a retry after a passing trouble; False when it is not this worker's to give.

        The attempt does not count: the worker lives. A job that is to be cancelled is cancelled instead.
        """
        running = frozenset({JobState.RUNNING})
        if self._store.transition(claim.job.id, JobState.QUEUED, self._clock(), sources=running, token=claim.token):
            return True
        self.mark_cancelled(claim)
        return False

    def complete(self, claim: Claim, report_json: bytes | str, summary: Mapping[str, Any]) -> bool:
        """Store the report and end the job as succeeded, both or neither.

        Returns:
            False when nothing was stored: the job is another worker's now, or it was to be cancelled, which
            this call then completes.
        """
        report = report_json.encode() if isinstance(report_json, str) else report_json
        now = self._clock()
        if self._store.complete(claim, report, summary, now, now + self._retention):
            return True
        self.mark_cancelled(claim)
        return False

    def fail(self, claim: Claim, error: VitaeError) -> bool:
        """End the job as failed with the error; False as for `complete`."""
        if self._finish(claim.job.id, JobState.FAILED, token=claim.token, error=ErrorInfo.of(error)):
            return True
        self.mark_cancelled(claim)
        return False

    def mark_cancelled(self, claim: Claim) -> bool:
        """End a job that is to be cancelled; False when it is not, or is no longer this worker's."""
        cancelling = frozenset({JobState.CANCELLING})
        return self._finish(claim.job.id, JobState.CANCELLED, sources=cancelling, token=claim.token)

    def _is_free(self, job: Job) -> bool:
        if job.holder is None or job.lease_until is None:
            return True
        return job.lease_until <= self._clock() or is_gone(job.holder)

    def _quarantine(self, job: Job) -> None:
        error = DocumentCrashesWorker(f"The document ended {job.attempt} workers one after the other; it is set aside.")
        self._finish(job.id, JobState.FAILED, token=job.lease_token, error=ErrorInfo.of(error))

    def _finish(
        self,
        job_id: str,
        state: JobState,
        *,
        sources: frozenset[JobState] | None = None,
        token: int | None = None,
        error: ErrorInfo | None = None,
    ) -> bool:
        now = self._clock()
        return self._store.transition(
            job_id, state, now, sources=sources, token=token, error=error, expires_at=now + self._retention
        )
