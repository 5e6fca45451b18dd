"""What the ledger knows of an analysis and of a plain task. All times are aware and in UTC."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from backend.jobs.states import JobState, is_terminal
from backend.jobs.step import PlannedStep, Step
from vitae.domain.report import ErrorInfo

ID_PREFIX = "ana_"
_DIGITS = bytes(b"abcdefghijklmnopqrstuvwxyz234567"[byte % 32] for byte in range(256))
"""The digit of base32 for each byte."""


def new_message_id() -> str:
    """Return a random name for one message of a job."""
    return secrets.token_hex(16)


def new_job_id() -> str:
    """Return ``ana_`` and 26 characters of base32: 130 random bits, so that an id cannot be guessed."""
    return random_id(ID_PREFIX)


def random_id(prefix: str) -> str:
    """Return the prefix and 26 characters of base32."""
    return prefix + secrets.token_bytes(26).translate(_DIGITS).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job as it is handed in: everything that is known before it is queued."""

    id: str
    owner: str
    filename: str | None
    document_sha256: str
    size: int
    """Bytes of the document."""
    analyzers: tuple[str, ...] | None
    """In running order; None for all of them."""
    as_of: date
    queue: str
    priority: int
    """0..9; higher is sooner."""
    created_at: datetime
    options: Mapping[str, Any] | None = None
    """Options of the engine beside the analyzers and the day, as plain JSON values."""
    retry_of: str | None = None
    batch_id: str | None = None
    chunk: int | None = None
    """Which message of its batch it belongs to; None for a job that has a message of its own."""
    steps: int = 0
    """How many follow it."""
    cache_key: str | None = None
    """Names the work: jobs with the same key have the same report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(NewJob):
    """A job as the ledger has it now."""

    state: JobState
    attempt: int = 0
    """How often a worker began with it; what was given back (see `Work.release`) does not count."""
    cancel_requested: bool = False
    message_id: str | None = None
    """Of the last message that was meant to wake a worker for it; whether the broker has it, only the broker knows."""
    published_at: datetime | None = None
    """When that message was sent; None when the broker is known not to have taken it."""
    publications: int = 0
    """How many messages were sent for it since it last began to wait."""
    leader_id: str | None = None
    """The job that does the same work at this moment, whose end is this one's too."""
    cache: str | None = None
    """``hit`` when the report of an earlier job serves, ``miss`` when it was worked for; None where nobody asked."""
    retries: int = 0
    """How often it was put off after a passing fault."""
    retry_at: datetime | None = None
    """When it is tried again; None when it does not wait for a retry."""
    retried_as: str | None = None
    """The job that was made of it when it was tried anew."""
    erased_at: datetime | None = None
    """From then on nothing of the document is left, and the row says only that it was there."""
    set_aside_at: datetime | None = None
    """Since then it is a dead letter: all its attempts ended badly, and only a request tries it again."""
    started_at: datetime | None = None
    """When a worker last began with it."""
    finished_at: datetime | None = None
    expires_at: datetime | None = None
    """From then on the result is gone; None while the job is not finished."""
    worker: str | None = None
    """The name of the worker that last began with it."""
    holder: str | None = None
    """The process that works on it (see `backend.jobs.holders`)."""
    lease_until: datetime | None = None
    """Until then nobody else may take it, unless the holder is known to be gone."""
    lease_token: int = 0
    error: ErrorInfo | None = None
    """Why it failed; of a job that has not ended, what was wrong with its last attempt."""
    summary: Mapping[str, Any] | None = None
    """Counts of a finished analysis, never text of the document."""

    @property
    def is_finished(self) -> bool:
        """Whether nothing can follow any more."""
        return is_terminal(self.state)

    @property
    def own_run(self) -> dict[str, Any]:
        """What its report says of its own run, whichever job did the work."""
        return {"job_id": self.id, "filename": self.filename, "cache": self.cache}

    @property
    def needs_worker(self) -> bool:
        """Whether it waits for a worker, not for the end of another job."""
        return self.state is JobState.QUEUED and self.leader_id is None


@dataclass(frozen=True, slots=True)
class Admission:
    """What enters the ledger with a job that is handed in."""

    new: NewJob
    message_id: str
    """Of the message that is sent next, should the job need a worker."""
    expires_at: datetime
    """Until when the report is kept if that of the same work serves."""
    steps: Sequence[PlannedStep] = ()
    """What shall follow it."""
    data: bytes | None = field(default=None, repr=False)
    """The document, where it was stored for this job: until the job is committed, others may erase it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a job; who holds an older token has lost it."""

    job: Job
    token: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Work that was done under a claim, and that the ledger does not know of yet."""

    claim: Claim
    report: bytes
    """JSON in UTF-8."""
    summary: Mapping[str, Any]
    at: datetime
    expires_at: datetime
    may_have_partial: bool
    """Whether this attempt, or one before it, may have kept what was finished by then (see `PartialStore`)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queued job, as far as whoever publishes it anew has to know it."""

    job_id: str
    lease_token: int
    message_id: str | None
    published_at: datetime | None
    publications: int


def as_waiting(job: Job) -> Waiting:
    """Return the job as one whose message is unknown."""
    return Waiting(job.id, job.lease_token, job.message_id, None, job.publications)


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """One line of a job's progress."""

    number: int
    """Counts from 1 within the job."""
    stage: str
    done: int
    total: int
    percentage: int
    """0..99; never lower than in the event before."""
    at: datetime
    found: Mapping[str, int] = field(default_factory=dict)
    """Name of each analyzer that has ended with a result -> how much it found."""


Readable = tuple[str, ...] | None
"""The analyzers whose results can be read before the end; None while nothing can be, the résumé neither."""


class JobMark(NamedTuple):
    """What differs between two looks at a job exactly when there is something new to tell."""

    state: str
    attempt: int
    retries: int
    event: int
    """Number of its last progress event; 0 while it does not run."""
    readable: Readable


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A job and how far it has come."""

    job: Job
    progress: ProgressEvent | None
    """None before the first stage, when the log has expired, or while the broker does not answer."""
    steps: tuple[Step, ...] = ()
    """What follows it, if anything does."""
    readable: Readable = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """A plain Celery task, recorded when it is published, so that an unknown id is told from a waiting one."""

    id: str
    name: str
    published_at: datetime
    expires_at: datetime
    cancel_requested: bool = False
    started_at: datetime | None = None
