"""What the use cases need of the world; `backend.storage` and `backend.tasks` provide it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from backend.jobs.job import Admission, Claim, Finished, Job, ProgressEvent, Readable, TaskRecord, Waiting
from backend.jobs.states import JobState
from vitae.domain.progress import Progress
from vitae.domain.report import ErrorInfo

Clock = Callable[[], datetime]
"""Returns the present moment, aware and in UTC."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How a job goes back to waiting."""

    counts: bool
    """Whether the attempt counts as one that ended badly."""
    error: ErrorInfo | None = None
    """What was wrong."""
    retry_at: datetime | None = None
    """Not before; at once when None. A wait with a moment is a retry."""
    queue: str | None = None
    """Where it waits from now on, if that is another queue."""


class Publisher(Protocol):
    """Wakes a worker."""

    def check(self) -> None:
        """Return when a worker that hears us would find our jobs, or when that cannot be known at this moment.

        Raises:
            LedgerMismatch: the workers have another ledger.
        """
        ...

    def publish(self, *jobs: Job) -> None:
        """Send each job's message under the job's `message_id`, in one trip.

        Raises:
            BrokerUnavailable: the broker did not take them; some it may have.
        """
        ...

    def interrupt(self, job: Job) -> None:
        """Have the process ended that works on the job, if any worker hears it; never raises for one that does not."""
        ...


class ReadyMessages(Protocol):
    """What lies in the broker for the next free worker."""

    def ids(self) -> frozenset[str]:
        """Return the ids of all messages in the ready lists; what a worker took and holds is not among them.

        Raises:
            BrokerUnavailable: the broker does not answer.
        """
        ...


class BlobStore(Protocol):
    """Keeps documents under the SHA-256 of their bytes."""

    def put(self, data: bytes) -> str:
        """Store `data` durably and return its digest; the same bytes are stored once."""
        ...

    def has(self, sha256: str) -> bool:
        """Return whether the document is there."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Return the document as a file object; DocumentNotFound when there is none."""
        ...

    def read(self, sha256: str) -> bytes:
        """Return the document; DocumentNotFound when there is none."""
        ...

    def delete_unless(self, sha256: str, is_needed: Callable[[str], bool]) -> bool:
        """Remove the document unless it is needed; return whether it was removed."""
        ...

    def older_than(self, folder: int, moment: datetime) -> Iterator[str]:
        """Return the digests of documents that begin with this byte and were stored before."""
        ...

    def path(self, sha256: str) -> Path:
        """Return where the document lies, or would lie."""
        ...


class ProgressLog(Protocol):
    """A short-lived log of events for each job; losing it loses nothing that matters."""

    def extend(self, job_id: str, steps: Sequence[tuple[datetime, Progress]]) -> None:
        """Add an event for each step and the moment of it; trouble with the log never reaches the caller."""
        ...

    def latest(self, job_id: str) -> ProgressEvent | None:
        """Return the last event; None when there is none or the log does not answer."""
        ...

    def latest_of(self, job_ids: Collection[str]) -> Mapping[str, ProgressEvent]:
        """Return each job's last event, with one question; what has none, or without an answer, is left out."""
        ...

    def events(self, job_id: str, after: int = 0) -> tuple[ProgressEvent, ...]:
        """Return the kept events beyond number `after`, in order; none when the log does not answer."""
        ...


class JobStore(Protocol):
    """The ledger of jobs. Every method raises LedgerUnavailable when the database does not answer."""

    def add(self, *admissions: Admission) -> tuple[Job, ...]:
        """Commit jobs and what shall follow them, all or none; when this returns, they survive any crash.

        Each is queued, and its message is sent next; or finished where the same work was done before (`Job.cache` is
        ``hit``; its report is then kept until `expires_at`); or waits for the job that does the same work at this
        moment (`Job.leader_id`).
        """
        ...

    def find(self, job_id: str) -> Job | None:
        """Return the job, or None when the id is unknown."""
        ...

    def look(self, job_ids: Collection[str]) -> Sequence[tuple[Job, Readable]]:
        """Return the jobs with these ids and what can be read of each, with one question; unknown ids are left out."""
        ...

    def leader_of(self, cache_key: str) -> Job | None:
        """Return the unfinished job that does this work and waits for no other; there is one at most."""
        ...

    def list_recent(self, owner: str, limit: int) -> tuple[Job, ...]:
        """Return the owner's jobs, the newest first."""
        ...

    def take_for_publication(self, seen: Waiting, message_id: str, at: datetime) -> Job | None:
        """Give a job that is still as it was `seen` a new message; None when another was quicker."""
        ...

    def mark_unpublished(self, *jobs: Job) -> None:
        """Note that the broker did not take the messages that the jobs name."""
        ...

    def transition(
        self,
        job_id: str,
        to: JobState,
        at: datetime,
        *,
        sources: frozenset[JobState] | None = None,
        token: int | None = None,
        error: ErrorInfo | None = None,
        expires_at: datetime | None = None,
        set_aside: bool = False,
    ) -> bool:
        """Enter a state with one guarded update.

        The job must be in a state from which the table of transitions allows it and, if given, in one of
        `sources` and held under `token`; else nothing changes and False is returned.
        """
        ...

    def give_back(self, claim: Claim, wait: Wait, at: datetime) -> bool:
        """Let a running job wait again; False when it is not running under this claim (any more)."""
        ...

    def take(self, job_id: str, worker: str, holder: str, lease_until: datetime, at: datetime) -> Claim | None:
        """Take a job that waits for a worker and has an attempt left: attempt + 1, a new token; None for any other."""
        ...

    def claim(self, seen: Job, worker: str, holder: str, lease_until: datetime, at: datetime) -> Claim | None:
        """Take a job that is still as it was `seen`: attempt + 1, a new token; None when another was quicker."""
        ...

    def is_held(self, claim: Claim) -> bool:
        """Return whether the job is running under this very claim; asked often, and cheap."""
        ...

    def renew(self, claim: Claim, lease_until: datetime) -> bool:
        """Prolong the lease of a job that runs or is asked to stop; False when another has it by now."""
        ...

    def complete(self, finished: Sequence[Finished]) -> bool:
        """Store the reports and finish the jobs in one transaction; False, and nothing, when one is not ours."""
        ...

    def end_cancelled(self, claim: Claim, partial_report: bytes | None, at: datetime, expires_at: datetime) -> bool:
        """End a job that is asked to stop, and store what was finished of its report, in one transaction."""
        ...

    def report(self, job_id: str) -> bytes | None:
        """Return the stored report as JSON in UTF-8."""
        ...

    def dead_letters(self, owner: str, limit: int) -> tuple[Job, ...]:
        """Return the owner's jobs that were set aside, the latest first."""
        ...

    def drop_dead_letter(self, job_id: str) -> bool:
        """Take a job off that list; it stays failed. False when it was not on it."""
        ...

    def mark_retried(self, job_id: str, retried_as: str) -> None:
        """Note which job was made of this one; a dead letter is none any more."""
        ...


class PartialStore(Protocol):
    """What is finished of reports that are being made: text of the document, which is gone when its job ends.

    Every method raises LedgerUnavailable when the database does not answer.
    """

    def keep(self, claim: Claim, report: bytes, analyzers: Collection[str]) -> bool:
        """Store what is finished (JSON in UTF-8) of a job that runs, with the names of whose results are in it.

        It takes the place of what was finished before. False, and nothing, when the job does not run under this very
        claim.
        """
        ...

    def read(self, job_id: str) -> bytes | None:
        """Return what the present attempt at a job has finished; None when there is none, or nothing yet."""
        ...


class RecoveryStore(Protocol):
    """The ledger's jobs that may be stuck. Every method raises LedgerUnavailable, as those of `JobStore` do."""

    def held(self) -> tuple[Job, ...]:
        """Return all jobs that a process works on, or worked on when it ended."""
        ...

    def waiting(self, published_before: datetime, limit: int) -> tuple[Waiting, ...]:
        """Return queued jobs whose message is that old, the oldest first, after those without a message."""
        ...

    def due(self, at: datetime, limit: int) -> tuple[Waiting, ...]:
        """Return the jobs whose wait for a retry is over."""
        ...


class TaskStore(Protocol):
    """The ledger of plain tasks. Every method raises LedgerUnavailable when the database does not answer."""

    def record_task(self, task: TaskRecord) -> None:
        """Remember a published task; a second publication (a retry) leaves the first record as it is."""
        ...

    def find_task(self, task_id: str) -> TaskRecord | None:
        """Return the record, or None when the id is unknown."""
        ...

    def request_task_cancel(self, task_id: str) -> bool:
        """Note that the task shall not start; False when the id is unknown."""
        ...

    def mark_task_started(self, task_id: str, at: datetime) -> bool:
        """Note the start; False when the task is unknown or was asked not to start."""
        ...
