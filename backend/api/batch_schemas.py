"""What the API hands out about batches."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from backend.api.schemas import RULES_SET, Analysis, rules_of
from backend.jobs import Job, JobState
from backend.jobs.batch import BatchState, BatchStatus


class Counts(BaseModel):
    """Documents of a batch in each state."""

    total: int
    finished: int
    queued: int
    running: int
    cancelling: int
    succeeded: int
    failed: int
    cancelled: int


class Batch(BaseModel):
    """Documents that were handed in together, and how far they have come."""

    id: str
    state: BatchState
    name: str | None
    analyzers: list[str] | None = Field(description="Names of the analyzers asked for; null for all of them.")
    rules: dict[str, str] = Field(description=RULES_SET)
    as_of: date
    priority: int
    created_at: datetime
    expires_at: datetime
    counts: Counts
    percent: int = Field(ge=0, le=100, description="Documents that have ended, of those that are there.")
    per_second: float | None = Field(description="Documents that ended in the last minute, by the second.")
    eta_seconds: float | None = Field(description="Until the last one ends, at that rate; null while it is not known.")
    links: dict[str, str]

    @classmethod
    def of(cls, status: BatchStatus) -> "Batch":
        """Return the view of a batch."""
        batch, path = status.batch, f"/v1/batches/{status.batch.id}"
        places = ("events", "items", "results", "documents", "close", "cancel", "retry-failed")
        return cls(
            id=batch.id,
            state=status.state,
            name=batch.name,
            analyzers=list(batch.analyzers) if batch.analyzers is not None else None,
            rules=rules_of(batch.options),
            as_of=batch.as_of,
            priority=batch.priority,
            created_at=batch.created_at,
            expires_at=batch.expires_at,
            counts=Counts(
                total=status.total,
                finished=status.finished,
                **{state.value: status.counts.get(state, 0) for state in JobState},
            ),
            percent=100 * status.finished // status.total if status.total else 0,
            per_second=status.per_second,
            eta_seconds=status.eta_seconds,
            links={"self": path} | {place: f"{path}/{place}" for place in places},
        )

    @property
    def is_finished(self) -> bool:
        """Whether every document has a report or an error."""
        return self.state in (BatchState.FINISHED, BatchState.CANCELLED)

    @property
    def is_open(self) -> bool:
        """Whether documents can be added."""
        return self.state is BatchState.OPEN


class BatchList(BaseModel):
    """A page of the list, the newest first."""

    items: list[Batch]
    next_cursor: str | None = Field(description="Names the next page; null on the last one.")


class ItemList(BaseModel):
    """A page of a batch's documents."""

    items: list[Analysis]
    next_cursor: str | None = Field(description="Names the next page; null on the last one.")


class ItemChange(BaseModel):
    """A document of a batch that was added, begun or ended."""

    id: str
    filename: str | None
    state: JobState
    error: str | None = Field(description="The code of its error.")
    score: float | None

    @classmethod
    def of(cls, job: Job) -> "ItemChange":
        """Return what changed of a job."""
        return cls(
            id=job.id,
            filename=job.filename,
            state=job.state,
            error=job.error.code if job.error else None,
            score=(job.summary or {}).get("score"),
        )


class ItemChanges(BaseModel):
    """What changed since the event before."""

    items: list[ItemChange]
    is_complete: bool = Field(description="False when more changed than is told here: read the list of items anew.")
