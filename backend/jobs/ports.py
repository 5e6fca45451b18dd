"""What the use cases need of the world; `backend.storage` and `backend.tasks` provide it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from backend.jobs.job import Claim, Job, NewJob, ProgressEvent, TaskRecord
from backend.jobs.states import JobState
from vitae.domain.progress import Progress
from vitae.domain.report import ErrorInfo

Clock = Callable[[], datetime]
"""Returns the present moment, aware and in UTC."""


class Publisher(Protocol):
    """Wakes a worker."""

    def publish(self, job: Job) -> str:
        """Send the job's message and return the message's id.

        Raises:
            BrokerUnavailable: the broker did not take the message.
        """
        ...


class BlobStore(Protocol):
    """Keeps documents under the SHA-256 of their bytes."""

    def put(self, data: bytes) -> str:
        """Store `data` durably and return its digest; the same bytes are stored once."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Return the document as a file object; DocumentNotFound when there is none."""
        ...

    def read(self, sha256: str) -> bytes:
        """Return the document; DocumentNotFound when there is none."""
        ...

    def delete(self, sha256: str) -> bool:
        """Remove the document; False when there was none."""
        ...

    def path(self, sha256: str) -> Path:
        """Return where the document lies, or would lie."""
        ...


class ProgressLog(Protocol):
    """A short-lived log of events for each job; losing it loses nothing that matters."""

    def append(self, job_id: str, progress: Progress) -> None:
        """Add an event; trouble with the log never reaches the caller."""
        ...

    def latest(self, job_id: str) -> ProgressEvent | None:
        """Return the last event; None when there is none or the log does not answer."""
        ...

    def events(self, job_id: str, after: int = 0) -> tuple[ProgressEvent, ...]:
        """Return the kept events beyond number `after`, in order; none when the log does not answer."""
        ...


class JobStore(Protocol):
    """The ledger of jobs. Every method raises LedgerUnavailable when the database does not answer."""

    def add(self, new: NewJob, expires_at: datetime) -> Job:
        """Commit a job; when this returns, it survives any crash.

        It is queued, or finished where the same work was done before (`Job.cache` is ``hit``; its report is then
        kept until `expires_at`), or waits for the job that does the same work at this moment (`Job.leader_id`).
        """
        ...

    def find(self, job_id: str) -> Job | None:
        """Return the job, or None when the id is unknown."""
        ...

    def leader_of(self, cache_key: str) -> Job | None:
        """Return the unfinished job that does this work and waits for no other; there is one at most."""
        ...

    def list_recent(self, owner: str, limit: int) -> tuple[Job, ...]:
        """Return the owner's jobs, the newest first."""
        ...

    def mark_published(self, job_id: str, message_id: str, at: datetime) -> None:
        """Note that the broker took the job's message."""
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
    ) -> bool:
        """Enter a state with one guarded update.

        The job must be in a state from which the table of transitions allows it and, if given, in one of
        `sources` and held under `token`; else nothing changes and False is returned.
        """
        ...

    def claim(self, seen: Job, worker: str, holder: str, lease_until: datetime, at: datetime) -> Claim | None:
        """Take a job that is still as it was `seen`: attempt + 1, a new token; None when another was quicker."""
        ...

    def is_held(self, claim: Claim) -> bool:
        """Return whether the job is running under this very claim; asked often, and cheap."""
        ...

    def complete(
        self, claim: Claim, report: bytes, summary: Mapping[str, Any], at: datetime, expires_at: datetime
    ) -> bool:
        """Store the report and finish the job in one transaction; False when the claim no longer holds."""
        ...

    def report(self, job_id: str) -> bytes | None:
        """Return the stored report as JSON in UTF-8."""
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
