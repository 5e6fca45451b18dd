"""Hand in, watch, cancel and read analyses. The ledger is the truth; the broker only wakes workers."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from backend.errors import (
    AnalysisAlreadyFinished,
    AnalysisCancelled,
    AnalysisExpired,
    AnalysisNotFinished,
    AnalysisNotFound,
    BrokerUnavailable,
    LedgerUnavailable,
)
from backend.jobs.failures import error_from
from backend.jobs.intake import DEFAULT_OWNER, DEFAULT_PRIORITY, Intake
from backend.jobs.job import Job, JobStatus, ProgressEvent
from backend.jobs.ports import Clock, JobStore, ProgressLog, Publisher
from backend.jobs.states import JobState
from backend.jobs.step import PlannedStep
from backend.jobs.submission import display_name
from backend.jobs.work import Work
from vitae.domain.report import ErrorInfo

logger = logging.getLogger(__name__)


class Analyses(Work):
    """The use cases of whoever wants a document analysed; those of the worker are in `Work`."""

    def __init__(
        self,
        store: JobStore,
        intake: Intake,
        progress: ProgressLog,
        publisher: Publisher,
        clock: Clock,
        *,
        retention: timedelta,
        lease: timedelta,
    ) -> None:
        super().__init__(store, clock, retention=retention, lease=lease)
        self._intake = intake
        self._progress = progress
        self._publisher = publisher

    def submit(
        self,
        data: bytes,
        *,
        filename: str | None = None,
        analyzers: Iterable[str] | None = None,
        as_of: date | None = None,
        options: Mapping[str, Any] | None = None,
        owner: str = DEFAULT_OWNER,
        priority: int = DEFAULT_PRIORITY,
        is_fresh: bool = False,
        steps: Sequence[PlannedStep] = (),
    ) -> Job:
        """Accept a document: store it, commit the job, then wake a worker if there is something to do.

        Returns:
            The job, whose `as_of` is settled. It is queued, or finished already where the same work was done before
            and `is_fresh` does not ask for it anew; see `Job.cache`.

        Raises:
            DocumentEmpty: there are no bytes.
            DocumentTooLarge: there are more than the limit allows.
            UnknownAnalyzer: an analyzer is not registered.
            InvalidOption: the priority is outside 0..9.
            LedgerUnavailable: nothing was accepted.
            BrokerUnavailable: the job was recorded and has ended as failed, so that nothing is half accepted.
        """
        request = self._intake.request(
            analyzers=analyzers, as_of=as_of, options=options, owner=owner, priority=priority, is_fresh=is_fresh
        )
        new = self._intake.job(data, display_name(filename), request)
        job = self._store.add(new, self._clock() + self._retention, steps)
        return self._publish(job) if job.needs_worker else job

    def status(self, job_id: str) -> JobStatus:
        """Return the job and its latest progress.

        Raises:
            AnalysisNotFound: the id is unknown.
            AnalysisExpired: the job is past its retention.
        """
        job = self._existing(job_id)
        return JobStatus(job, self._progress.latest(job_id) if job.started_at else None)

    def progress_events(self, job_id: str, after: int = 0) -> tuple[ProgressEvent, ...]:
        """Return the progress of a job beyond event number `after`, as far as its log still has it."""
        return self._progress.events(job_id, after)

    def result(self, job_id: str) -> dict[str, Any]:
        """Return the report as plain JSON values; what is said of the run is this job's, whoever did the work.

        Raises:
            AnalysisNotFound: the id is unknown.
            AnalysisExpired: the job is past its retention.
            AnalysisNotFinished: it is queued or running.
            AnalysisCancelled: it was cancelled.
            VitaeError: it failed; the very error that ended it.
        """
        job = self._existing(job_id)
        if job.error is not None:
            raise error_from(job.error)
        if job.state is JobState.CANCELLED:
            raise AnalysisCancelled(f"The analysis {job_id} was cancelled; there is no report.")
        stored = self._store.report(job_id)
        if stored is None:
            raise AnalysisNotFinished(f"The analysis {job_id} is {job.state}; there is no report yet.")
        report: dict[str, Any] = json.loads(stored)
        report["run"] |= job.own_run
        return report

    def cancel(self, job_id: str) -> Job:
        """Cancel the job: at once while it is queued, at the worker's next step while it runs.

        Returns:
            The job as it is now: ``cancelled`` or ``cancelling``. A second request changes nothing.

        Raises:
            AnalysisNotFound: the id is unknown.
            AnalysisExpired: the job is past its retention.
            AnalysisAlreadyFinished: it has ended, which includes an earlier cancel that was effective.
        """
        self._existing(job_id)
        queued, running = frozenset({JobState.QUEUED}), frozenset({JobState.RUNNING})
        while True:
            if self._finish(job_id, JobState.CANCELLED, sources=queued):
                job = self._existing(job_id)
                self._wake_for_successor(job)
                return job
            if self._store.transition(job_id, JobState.CANCELLING, self._clock(), sources=running):
                return self._existing(job_id)
            job = self._existing(job_id)
            if job.state is JobState.CANCELLING:
                return job
            if job.is_finished:
                raise AnalysisAlreadyFinished(f"The analysis {job_id} has ended already: it is {job.state}.")
            # between the two updates a worker gave the job back or took it: look again

    def list_recent(self, owner: str = DEFAULT_OWNER, limit: int = 50) -> tuple[Job, ...]:
        """Return the owner's jobs, the newest first."""
        return self._store.list_recent(owner, limit)

    def _publish(self, job: Job) -> Job:
        """Wake a worker; from the moment that the broker has the message, the job is accepted whatever follows."""
        try:
            message_id = self._publisher.publish(job)
        except BrokerUnavailable as refusal:
            self._finish(job.id, JobState.FAILED, sources=frozenset({JobState.QUEUED}), error=ErrorInfo.of(refusal))
            raise
        published_at = self._clock()
        try:
            self._store.mark_published(job.id, message_id, published_at)
        except LedgerUnavailable as error:
            logger.warning("job %s is published, but the ledger could not note it: %s", job.id, error.detail)
        return replace(job, message_id=message_id, published_at=published_at)

    def _wake_for_successor(self, ended: Job) -> None:
        """Publish the job that now does the work of one that was cancelled before it began, if others wait for it."""
        successor = self._store.leader_of(ended.cache_key) if ended.cache_key else None
        if successor is not None and successor.message_id is None:
            self._publish(successor)

    def _existing(self, job_id: str) -> Job:
        job = self._store.find(job_id)
        if job is None:
            raise AnalysisNotFound(f"There is no analysis {job_id}.")
        if job.expires_at is not None and job.expires_at <= self._clock():
            raise AnalysisExpired(f"The analysis {job_id} expired on {job.expires_at:%Y-%m-%d}.")
        return job
