"""Hand in, watch, cancel and read analyses. The ledger is the truth; the broker only wakes workers."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from backend.errors import (
    AnalysisAlreadyFinished,
    AnalysisCancelled,
    AnalysisErased,
    AnalysisExpired,
    AnalysisNotFinished,
    AnalysisNotFound,
    LedgerUnavailable,
)
from backend.jobs.accepted import AcceptedAnyway
from backend.jobs.backoff import Backoff
from backend.jobs.chains import Chains
from backend.jobs.failures import error_from
from backend.jobs.intake import DEFAULT_OWNER, DEFAULT_PRIORITY, Intake
from backend.jobs.job import Admission, Claim, Job, JobStatus, NewJob, ProgressEvent, as_waiting, new_message_id
from backend.jobs.ports import Clock, JobStore, PartialStore, ProgressLog, Publisher, Wait
from backend.jobs.states import JobState
from backend.jobs.step import PlannedStep, Step
from backend.jobs.submission import display_name
from backend.jobs.together import Together
from backend.jobs.work import Work


class Analyses(Work):
    """The use cases of whoever wants a document analysed; those of the worker are in `Work`."""

    def __init__(
        self,
        store: JobStore,
        intake: Intake,
        progress: ProgressLog,
        partials: PartialStore,
        publisher: Publisher,
        clock: Clock,
        *,
        retention: timedelta,
        lease: timedelta,
        backoff: Backoff,
        chains: Chains | None = None,
    ) -> None:
        super().__init__(store, clock, retention=retention, lease=lease, backoff=backoff)
        self._intake = intake
        self._progress = progress
        self._partials = partials
        self._publisher = publisher
        self._chains = chains
        self._admit = Together(self._admit_all, common=LedgerUnavailable)

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

        What is in the ledger is accepted, whatever follows: while the broker does not answer, the job waits
        until the reconciler can publish it.

        Returns:
            The job, whose `as_of` is settled. It is queued, or finished already where the same work was done before
            and `is_fresh` does not ask for it anew; see `Job.cache`.

        Raises:
            DocumentEmpty: there are no bytes.
            DocumentTooLarge: there are more than the limit allows.
            UnknownAnalyzer: an analyzer is not registered.
            InvalidOption: the priority is outside 0..9, or a rule of the options is none.
            LedgerUnavailable: nothing was accepted.
            LedgerMismatch: nothing was accepted: the workers have another ledger.
        """
        self._publisher.check()
        request = self._intake.request(
            analyzers=analyzers, as_of=as_of, options=options, owner=owner, priority=priority, is_fresh=is_fresh
        )
        with self._admit.coming():
            new = self._intake.job(data, display_name(filename), request)
            return self._accept(new, steps, data)

    def retry(self, job_id: str) -> Job:
        """Make a new job of one that failed or was cancelled: the same document, options, day and steps after it.

        A dead letter is none any more after that.

        Raises:
            AnalysisNotFound: the id is unknown.
            AnalysisExpired: the job is past its retention.
            AnalysisNotFinished: it is queued or running.
            AnalysisAlreadyFinished: it succeeded.
            DocumentNotFound: its document is gone.
            LedgerUnavailable: nothing was accepted.
        """
        job = self._existing(job_id)
        if not job.is_finished:
            raise AnalysisNotFinished(f"The analysis {job_id} is {job.state}; only what has ended can be tried again.")
        if job.state is JobState.SUCCEEDED:
            raise AnalysisAlreadyFinished(f"The analysis {job_id} has succeeded; there is nothing to try again.")
        accepted = self._accept(self._intake.again(job), [step.planned for step in self._steps_of(job)])
        self._store.mark_retried(job.id, accepted.id)
        return accepted

    def status(self, job_id: str) -> JobStatus:
        """Return the job and its latest progress.

        Raises:
            AnalysisNotFound: the id is unknown.
            AnalysisExpired: the job is past its retention.
        """
        found = self.statuses([job_id]).get(job_id)
        if found is None:
            raise _unknown(job_id)
        self.require_kept(found.job)
        return found

    def statuses(self, job_ids: Collection[str]) -> Mapping[str, JobStatus]:
        """Return the jobs that are known and their latest progress, with one look for all of them.

        Also those that are kept no longer: see `require_kept`.
        """
        found = self._store.look(job_ids)
        started = [job.id for job, _readable in found if job.started_at]
        progress = self._progress.latest_of(started) if started else {}
        return {job.id: JobStatus(job, progress.get(job.id), self._steps_of(job), readable) for job, readable in found}

    def require_kept(self, job: Job) -> None:
        """Return when the job is neither expired nor erased.

        Raises:
            AnalysisExpired: the job is past its retention.
            AnalysisErased: it was erased.
        """
        if job.expires_at is not None and job.expires_at <= self._clock():
            raise AnalysisExpired(f"The analysis {job.id} expired on {job.expires_at:%Y-%m-%d}.")
        if job.erased_at is not None:
            raise AnalysisErased(f"The analysis {job.id} was erased on {job.erased_at:%Y-%m-%d}.")

    def progress_events(self, job_id: str, after: int = 0) -> tuple[ProgressEvent, ...]:
        """Return the progress of a job beyond event number `after`, as far as its log still has it."""
        return self._progress.events(job_id, after)

    def result(self, job_id: str) -> dict[str, Any]:
        """Return the report as plain JSON values; what is said of the run is this job's, whoever did the work.

        Of a cancelled job it is what was finished by then.

        Raises:
            AnalysisNotFound: the id is unknown.
            AnalysisExpired: the job is past its retention.
            AnalysisNotFinished: it is queued or running.
            AnalysisCancelled: it was cancelled before anything was finished.
            VitaeError: it failed; the very error that ended it.
        """
        job = self._existing(job_id)
        if job.state is JobState.FAILED and job.error is not None:
            raise error_from(job.error)
        stored = self._store.report(job_id)
        if stored is None and job.state is JobState.CANCELLED:
            raise AnalysisCancelled(f"The analysis {job_id} was cancelled; there is no report.")
        if stored is None:
            raise AnalysisNotFinished(f"The analysis {job_id} is {job.state}; there is no report yet.")
        return _report_of(job, stored)

    def partial(self, job_id: str) -> dict[str, Any]:
        """Return what is finished of the report while the rest is made, in the shape of the report.

        Raises:
            AnalysisNotFound: the id is unknown.
            AnalysisExpired: the job is past its retention.
            AnalysisNotFinished: nothing can be read yet; where the whole takes no time, nothing ever can.
            AnalysisAlreadyFinished: it has ended, and what there is, is the result.
        """
        job = self._existing(job_id)
        if job.is_finished:
            raise AnalysisAlreadyFinished(f"The analysis {job_id} is {job.state}; what there is, is its result.")
        stored = self._partials.read(job_id)
        if stored is None:
            raise AnalysisNotFinished(f"The analysis {job_id} is {job.state}; nothing of its report can be read yet.")
        return _report_of(job, stored)

    def cancel(self, job_id: str, *, force: bool = False) -> Job:
        """Cancel the job: at once while it waits or its worker is gone, in under a second while it runs.

        Args:
            job_id: The job.
            force: Whether to end the process that works on it, should the work not let itself be interrupted.

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
            is_asked = self._store.transition(job_id, JobState.CANCELLING, self._clock(), sources=running)
            job = self._existing(job_id)
            if job.state is JobState.CANCELLING:
                return self._stop(job, force=force)
            if is_asked and job.state is JobState.CANCELLED:  # its worker was quicker than this line
                return job
            if job.is_finished:
                raise AnalysisAlreadyFinished(f"The analysis {job_id} has ended already: it is {job.state}.")
            # between the two updates a worker gave the job back or took it: look again

    def list_recent(self, owner: str = DEFAULT_OWNER, limit: int = 50) -> tuple[Job, ...]:
        """Return the owner's jobs, the newest first."""
        return self._store.list_recent(owner, limit)

    def dead_letters(self, owner: str = DEFAULT_OWNER, limit: int = 50) -> tuple[Job, ...]:
        """Return the owner's jobs that were set aside after their last attempt, the latest first."""
        return self._store.dead_letters(owner, limit)

    def drop_dead_letter(self, job_id: str) -> Job:
        """Take a job off the list of dead letters; it stays failed until it expires.

        Raises:
            AnalysisNotFound: the id is unknown, or none of a dead letter.
            AnalysisExpired: the job is past its retention.
        """
        self._existing(job_id)
        if not self._store.drop_dead_letter(job_id):
            raise AnalysisNotFound(f"The analysis {job_id} is no dead letter.")
        return self._existing(job_id)

    def _stop(self, job: Job, *, force: bool) -> Job:
        """End a job whose worker is gone; have the process of another ended if that is wanted."""
        if self.is_free(job):
            self.mark_cancelled(Claim(job, job.lease_token))
            return self._existing(job.id)
        if force and job.chunk is None:  # the process of a chunk has other jobs to do
            self._publisher.interrupt(job)
        return job

    def _steps_of(self, job: Job) -> tuple[Step, ...]:
        return self._chains.steps_of(job.id) if job.steps and self._chains else ()

    def _accept(self, new: NewJob, steps: Sequence[PlannedStep], data: bytes | None = None) -> Job:
        new = replace(new, steps=len(steps))
        admission = Admission(new, new_message_id(), self._clock() + self._retention, steps, data)
        job = self._admit(admission)
        if job.is_finished and steps and self._chains is not None:
            self._chains.begin(job.id)
        return job

    def _admit_all(self, admissions: Sequence[Admission]) -> tuple[Job, ...]:
        """Commit jobs in one transaction, and publish those that need a worker in one trip to the broker."""
        jobs = self._store.add(*admissions)
        for admission in admissions:
            with AcceptedAnyway(f"the document of {admission.new.id} is not stored"):
                self._store_again_if_lost(admission)
        return self._publish(*jobs)

    def _store_again_if_lost(self, admission: Admission) -> None:
        """See to it that a document lies there that others erased, as nobody's, before its job was committed."""
        if admission.data is not None and self._intake.is_lost(admission.new.document_sha256):
            self._intake.keep(admission.data)

    def hand_over(self, claim: Claim, queue: str) -> bool:
        """Let a worker of another queue have the job; False as for `release`. The attempt does not count."""
        if not self._give_back(claim, Wait(counts=False, queue=queue)):
            return False
        job = self.take_for_publication(as_waiting(self._existing(claim.job.id)), new_message_id())
        if job is not None:
            self._publish(job)
        return True

    def _publish(self, *jobs: Job) -> tuple[Job, ...]:
        """Publish those of the jobs that need a worker; return all of them as they are then.

        What the broker did not take is noted, so that the reconciler publishes it as soon as it can, instead of after
        it has looked for the messages.
        """
        waiting = [job for job in jobs if job.needs_worker]
        if not waiting:
            return jobs
        with AcceptedAnyway(f"waiting for the broker: {', '.join(job.id for job in waiting)}"):
            self._publisher.publish(*waiting)
            return jobs
        with AcceptedAnyway("the ledger could not note which jobs have no message"):
            self._store.mark_unpublished(*jobs)
            return tuple(replace(job, published_at=None) for job in jobs)
        return jobs

    def _wake_for_successor(self, ended: Job) -> None:
        """Publish the job that now does the work of one that was cancelled before it began, if others wait for it."""
        successor = self._store.leader_of(ended.cache_key) if ended.cache_key else None
        if successor is None or successor.message_id is not None:
            return
        taken = self._store.take_for_publication(as_waiting(successor), new_message_id(), self._clock())
        if taken is not None:
            self._publish(taken)

    def _existing(self, job_id: str) -> Job:
        job = self._store.find(job_id)
        if job is None:
            raise _unknown(job_id)
        self.require_kept(job)
        return job


def _report_of(job: Job, stored: bytes) -> dict[str, Any]:
    """Return a stored report as plain JSON values; what it says of the run is this job's."""
    report: dict[str, Any] = json.loads(stored)
    report["run"] |= job.own_run
    return report


def _unknown(job_id: str) -> AnalysisNotFound:
    return AnalysisNotFound(f"There is no analysis {job_id}.")
