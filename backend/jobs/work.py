"""The worker's side of a job: claim it, ask whether to go on, and end it, once."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from backend.errors import DocumentCrashesWorker
from backend.jobs.backoff import Backoff
from backend.jobs.failures import error_from
from backend.jobs.holders import current_holder, is_gone
from backend.jobs.job import Claim, Finished, Job, Waiting
from backend.jobs.ports import Clock, JobStore, Wait
from backend.jobs.states import JobState
from vitae.domain.errors import VitaeError
from vitae.domain.report import ErrorInfo

MAX_ATTEMPTS = 3
"""After so many attempts that ended badly, nobody takes the job any more."""

FIRST_TOKEN = 1
"""Of the first attempt at a job; whoever holds a later one does not know what was left behind by those before."""


class Work:
    """What a worker may do with a job. Whoever lost the claim changes nothing."""

    def __init__(
        self, store: JobStore, clock: Clock, *, retention: timedelta, lease: timedelta, backoff: Backoff
    ) -> None:
        self._store = store
        self._clock = clock
        self._retention = retention
        self._lease = lease
        self._backoff = backoff

    def claim(self, job_id: str, worker: str) -> Claim | None:
        """Take the job if it is waiting, or if the worker that had it is gone.

        A job that was to be cancelled when its worker died is cancelled here.

        Args:
            job_id: The job.
            worker: The worker's name, for those who look at the job; what holds the claim is this process.

        Returns:
            The claim, or None when there is nothing to do: the job is unknown, has ended, waits for its retry,
            or another has it.

        Raises:
            DocumentCrashesWorker: its workers died three times, and it has been set aside by this call.
        """
        now = self._clock()
        claim = self._store.take(job_id, worker, current_holder(), now + self._lease, now)
        if claim is not None:
            return claim
        job = self._store.find(job_id)
        return None if job is None else self._claim_from(job, worker)

    def _claim_from(self, job: Job, worker: str) -> Claim | None:
        """Take a job that does not simply wait, if whoever has it is gone."""
        if job.is_finished or not self.is_free(job) or self._waits_for_retry(job):
            return None
        if job.state is JobState.CANCELLING:
            self._finish(job.id, JobState.CANCELLED, token=job.lease_token)
            return None
        if job.attempt >= MAX_ATTEMPTS:
            self._set_aside(job)
            return None
        now = self._clock()
        return self._store.claim(job, worker, current_holder(), now + self._lease, now)

    def is_free(self, job: Job) -> bool:
        """Return whether nobody works on the job: it has no holder, or one whose time is over or who is gone."""
        if job.holder is None or job.lease_until is None:
            return True
        return job.lease_until <= self._clock() or is_gone(job.holder)

    def renew(self, claim: Claim) -> bool:
        """Prolong the lease; False when the job is another worker's by now, or has ended."""
        return self._store.renew(claim, self._clock() + self._lease)

    def is_cancel_requested(self, claim: Claim) -> bool:
        """Return whether to stop now: the job is to be cancelled, or no longer this worker's."""
        return not self._store.is_held(claim)

    def take_for_publication(self, seen: Waiting, message_id: str) -> Job | None:
        """Give a waiting job that is still as it was `seen` a new message; None when another was quicker."""
        return self._store.take_for_publication(seen, message_id, self._clock())

    def release(self, claim: Claim) -> bool:
        """Give the job back because the worker ends; False when it is not this worker's to give.

        The attempt does not count. A job that is to be cancelled is cancelled instead.
        """
        return self._give_back(claim, Wait(counts=False))

    def put_off(self, claim: Claim, error: VitaeError) -> bool:
        """Let the job wait for a retry after a passing trouble; False when it does not wait.

        The attempt does not count: the document is not to blame. After the last retry the job fails with
        `error`; one that is to be cancelled is cancelled.
        """
        retry_at = self._backoff.next_at(claim.job.retries, self._clock())
        if retry_at is None:
            self.fail(claim, error)
            return False
        return self._give_back(claim, Wait(counts=False, error=ErrorInfo.of(error), retry_at=retry_at))

    def lose(self, claim: Claim, error: VitaeError) -> JobState | None:
        """End an attempt that went badly: its process died, or its time or memory ran out.

        Returns:
            ``queued`` when it is tried again, ``failed`` when it was set aside with the error after the last
            attempt, ``cancelled`` when it was to be cancelled; None when it was not this worker's to end.
        """
        if claim.job.attempt < MAX_ATTEMPTS:
            waits = self._store.give_back(claim, Wait(counts=True, error=ErrorInfo.of(error)), self._clock())
            if waits:
                return JobState.QUEUED
        elif self._fail_for_good(claim.job, error) is not None:
            return JobState.FAILED
        return JobState.CANCELLED if self.mark_cancelled(claim) else None

    def complete(
        self, claim: Claim, report_json: bytes | str, summary: Mapping[str, Any], *, had_partial: bool = True
    ) -> bool:
        """Store the report and end the job as succeeded, both or neither.

        Args:
            claim: The right to do so.
            report_json: The report, in UTF-8 where it is bytes.
            summary: Its counts.
            had_partial: False where this attempt has surely not kept any part of it before: it costs less then.

        Returns:
            False when nothing was stored: the job is another worker's now, or it was to be cancelled, which
            this call then completes.
        """
        return self.complete_all([self.finished(claim, report_json, summary, had_partial=had_partial)])

    def finished(
        self, claim: Claim, report_json: bytes | str, summary: Mapping[str, Any], *, had_partial: bool = True
    ) -> Finished:
        """Return work that was done just now, for `complete_all`."""
        report = report_json.encode() if isinstance(report_json, str) else report_json
        now = self._clock()
        return Finished(claim, report, summary, now, now + self._retention, had_partial or claim.token > FIRST_TOKEN)

    def complete_all(self, finished: Sequence[Finished]) -> bool:
        """Store the reports and end the jobs, each as `complete` does; in one transaction if all are still ours.

        Returns:
            False when one of them was not stored.
        """
        if self._store.complete(finished):
            return True
        if len(finished) > 1:
            stored = [self.complete_all([one]) for one in finished]  # each of them, also after one that was not
            return all(stored)
        self.mark_cancelled(finished[0].claim)
        return False

    def fail(self, claim: Claim, error: VitaeError) -> bool:
        """End the job as failed with the error; False as for `complete`."""
        if self._finish(claim.job.id, JobState.FAILED, token=claim.token, error=ErrorInfo.of(error)):
            return True
        self.mark_cancelled(claim)
        return False

    def mark_cancelled(self, claim: Claim, partial_report: bytes | None = None) -> bool:
        """End a job that is to be cancelled, and keep what was finished of its report.

        Returns:
            False when it is not to be cancelled, or is no longer this worker's.
        """
        now = self._clock()
        return self._store.end_cancelled(claim, partial_report, now, now + self._retention)

    def _give_back(self, claim: Claim, wait: Wait) -> bool:
        if self._store.give_back(claim, wait, self._clock()):
            return True
        self.mark_cancelled(claim)
        return False

    def _waits_for_retry(self, job: Job) -> bool:
        return job.retry_at is not None and job.retry_at > self._clock()

    def _set_aside(self, job: Job) -> None:
        """Fail a job that has no attempt left, and say so to who came for it."""
        known = None if job.error is None else error_from(job.error)
        error = self._fail_for_good(job, known or DocumentCrashesWorker("Its workers ended without a word."))
        if error is not None:
            raise error

    def _fail_for_good(self, job: Job, error: VitaeError) -> VitaeError | None:
        """Return the error as it was recorded; None when the job was not ours to end."""
        last = type(error)(f"{error.detail} It was tried {job.attempt} times and is set aside.")
        info = ErrorInfo.of(last)
        return (
            last if self._finish(job.id, JobState.FAILED, token=job.lease_token, error=info, set_aside=True) else None
        )

    def _finish(
        self,
        job_id: str,
        state: JobState,
        *,
        sources: frozenset[JobState] | None = None,
        token: int | None = None,
        error: ErrorInfo | None = None,
        set_aside: bool = False,
    ) -> bool:
        now = self._clock()
        expires_at = now + self._retention
        return self._store.transition(
            job_id, state, now, sources=sources, token=token, error=error, expires_at=expires_at, set_aside=set_aside
        )
