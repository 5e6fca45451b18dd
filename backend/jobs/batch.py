"""What the ledger knows of a batch and of its chunks. All times are aware and in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from backend.jobs.job import Job, random_id
from backend.jobs.states import JobState, is_terminal
from vitae.domain.report import ErrorInfo

ID_PREFIX = "bat_"


def new_batch_id() -> str:
    """Return ``bat_`` and 26 characters of base32: 128 random bits, so that an id cannot be guessed."""
    return random_id(ID_PREFIX)


class BatchState(StrEnum):
    """Where a batch stands; it is read off its jobs."""

    OPEN = "open"
    """Documents may still be added; those that are there are worked on already."""
    RUNNING = "running"
    CANCELLING = "cancelling"
    FINISHED = "finished"
    """Every document has a report or an error."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Documents that were handed in together, with the same options."""

    id: str
    owner: str
    name: str | None
    analyzers: tuple[str, ...] | None
    options: Mapping[str, Any] | None
    as_of: date
    priority: int
    """0..9; higher is sooner, among the owner's own."""
    created_at: datetime
    expires_at: datetime
    is_closed: bool = False
    """Whether nothing is added any more."""
    cancel_requested: bool = False


@dataclass(frozen=True, slots=True)
class BatchMark:
    """What differs between two looks at a batch when there is something new to tell."""

    is_closed: bool
    cancel_requested: bool
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """A batch and how far it has come."""

    batch: Batch
    counts: Mapping[JobState, int]
    """Documents in each state; states without one are left out."""
    per_second: float | None
    """Documents that ended in the last minute, by the second; None when there were none."""

    @property
    def total(self) -> int:
        """Documents in the batch."""
        return sum(self.counts.values())

    @property
    def finished(self) -> int:
        """Documents that have ended, however."""
        return sum(number for state, number in self.counts.items() if is_terminal(state))

    @property
    def state(self) -> BatchState:
        """Where the batch stands."""
        if self.finished < self.total:
            if self.batch.cancel_requested:
                return BatchState.CANCELLING
            return BatchState.RUNNING if self.batch.is_closed else BatchState.OPEN
        if self.batch.cancel_requested:
            return BatchState.CANCELLED
        return BatchState.FINISHED if self.batch.is_closed else BatchState.OPEN

    @property
    def is_finished(self) -> bool:
        """Whether nothing can follow any more, unless what failed is tried anew."""
        return self.state in (BatchState.FINISHED, BatchState.CANCELLED)

    @property
    def eta_seconds(self) -> float | None:
        """Seconds until the last document ends, at the rate of the last minute; None when that is not known."""
        if self.is_finished or not self.per_second:
            return None
        return (self.total - self.finished) / self.per_second


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that cannot become a job: it stands in the batch as failed, and fails nothing else."""

    filename: str
    sha256: str
    size: int
    error: ErrorInfo


@dataclass(frozen=True, slots=True)
class Chunk:
    """Jobs of a batch that share one message."""

    batch_id: str
    number: int
    """Counts from 1 within the batch."""
    message_id: str | None
    """The broker's id of its message; None when it has none."""
    publications: int = 0
    """How many messages were sent for it."""
    published_at: datetime | None = None
    lease_token: int = 0


@dataclass(frozen=True, slots=True)
class ChunkClaim:
    """The right to begin with the jobs of a chunk; who holds an older token has lost it."""

    chunk: Chunk
    token: int
    lease_until: datetime


class Order(StrEnum):
    """By what a batch's documents can be ordered; those without a score or without known experience come last."""

    NAME = "name"
    SIZE = "size"
    ADDED = "added"
    STATE = "state"
    SCORE = "score"
    EXPERIENCE = "experience"


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """Which of a batch's documents are wanted, and in which order."""

    states: frozenset[JobState] = frozenset()
    """None at all for every state."""
    search: str | None = None
    """A part of the file's name, in any case."""
    order: Order = Order.NAME
    descending: bool = False
    after: str | None = None
    """The id of the last one that was read; what comes behind it is wanted."""
    limit: int = 100


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A part of a batch's documents."""

    jobs: tuple[Job, ...]
    last: str | None
    """Where the next page begins, as `ItemQuery.after`; None behind the last page."""
