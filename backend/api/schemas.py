"""What the API hands out, as the server writes it and the command line reads it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, cast

from pydantic import BaseModel, Field

from backend.errors import NoWorker
from backend.jobs import JobState, JobStatus
from backend.jobs.document import StoredDocument, document_id
from backend.jobs.step import Step, StepName, StepState

FOUND = "What is there already: an analyzer that has ended -> how many keywords, entities, findings or positions."

READABLE = (
    "The analyzers whose results can be read already, at `links.partial`; null while nothing can be, "
    "and always where the whole takes less than half a second."
)

RULES_SET = "Rules that were set for it: `off`, or the severity of their findings."


class ProgressView(BaseModel):
    """How far an analysis has come."""

    percent: int = Field(ge=0, le=100, description="Never goes back; 100 only with the result.")
    stage: str = Field(description="The stage that runs; the state where none does.")
    done: int = Field(description="Stages that are finished.")
    total: int = Field(description="Stages of this analysis; 0 while it is not known.")
    found: dict[str, int] = Field(default_factory=dict, description=FOUND)
    partial: list[str] | None = Field(default=None, description=READABLE)


class StageEvent(BaseModel):
    """A stage that has begun."""

    number: int = Field(description="Counts from 1 within the analysis.")
    stage: str
    done: int
    total: int
    percent: int
    at: datetime
    found: dict[str, int] = Field(default_factory=dict, description=FOUND)


class PartialEvent(BaseModel):
    """More of the report can be read than before."""

    analyzers: list[str] = Field(description="Whose results are in it by now; with none, it is the résumé alone.")


class ErrorView(BaseModel):
    """A typed error as it stands in an analysis."""

    code: str
    detail: str
    hint: str
    retryable: bool


class WarningView(BaseModel):
    """Something that keeps the analysis waiting without ending it."""

    code: str
    detail: str
    hint: str


class StepView(BaseModel):
    """What follows an analysis."""

    name: StepName
    arguments: dict[str, str]
    state: StepState
    attempt: int
    started_at: datetime | None
    finished_at: datetime | None
    error: ErrorView | None
    places: list[str] = Field(description="Where a delivery has put what was exported, below DELIVERY_DIR.")

    @classmethod
    def of(cls, step: Step) -> "StepView":
        """Return the view of a step."""
        return cls(
            name=step.name,
            arguments=dict(step.arguments),
            state=step.state,
            attempt=step.attempt,
            started_at=step.started_at,
            finished_at=step.finished_at,
            error=ErrorView(**_fields(step.error)) if step.error else None,
            places=list((step.result or {}).get("places", ())),
        )


class Analysis(BaseModel):
    """One submission and what became of it."""

    id: str
    state: JobState
    filename: str | None
    document_id: str
    document_sha256: str
    batch_id: str | None
    bytes: int
    analyzers: list[str] | None = Field(description="Names of the analyzers asked for; null for all of them.")
    rules: dict[str, str] = Field(description=RULES_SET)
    as_of: date = Field(description="The day that a résumé's “present” means.")
    priority: int = Field(description="0 to 9; higher is sooner.")
    queue: str
    attempt: int
    retries: int = Field(description="How often it was put off after a passing fault.")
    retry_at: datetime | None = Field(description="When it is tried again; null when it does not wait for a retry.")
    retry_of: str | None = Field(description="The analysis that this one tries anew.")
    retried_as: str | None = Field(description="The analysis that tries this one anew.")
    cache: Literal["hit", "miss"] | None = Field(
        description="Whether an earlier report of the same work served; null where it was not asked for."
    )
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    expires_at: datetime | None
    progress: ProgressView
    error: ErrorView | None = Field(description="Why it failed; before the end, what was wrong with the last attempt.")
    summary: dict[str, Any] | None = Field(description="Counts of a finished analysis, never text of the document.")
    steps: list[StepView] = Field(description="What follows it, in order; in the answers about this analysis alone.")
    warnings: list[WarningView]
    links: dict[str, str]

    @classmethod
    def of(cls, status: JobStatus, *, has_worker: bool = True) -> "Analysis":
        """Return the view of a job; without a worker a queued one says that it waits in vain."""
        job = status.job
        path = f"/v1/analyses/{job.id}"
        return cls(
            id=job.id,
            state=job.state,
            filename=job.filename,
            document_id=document_id(job.document_sha256),
            document_sha256=job.document_sha256,
            batch_id=job.batch_id,
            bytes=job.size,
            analyzers=list(job.analyzers) if job.analyzers is not None else None,
            rules=rules_of(job.options),
            as_of=job.as_of,
            priority=job.priority,
            queue=job.queue,
            attempt=job.attempt,
            retries=job.retries,
            retry_at=job.retry_at,
            retry_of=job.retry_of,
            retried_as=job.retried_as,
            cache=cast('Literal["hit", "miss"] | None', job.cache),
            created_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
            expires_at=job.expires_at,
            progress=_progress(status),
            error=ErrorView(**_fields(job.error)) if job.error else None,
            summary=dict(job.summary) if job.summary is not None else None,
            steps=[StepView.of(step) for step in status.steps],
            warnings=[] if has_worker or job.state is not JobState.QUEUED else [_no_worker()],
            links={"self": path}
            | {name: f"{path}/{name}" for name in ("events", "partial", "result", "cancel", "retry")}
            | {"document": f"/v1/documents/{document_id(job.document_sha256)}"},
        )

    @property
    def is_finished(self) -> bool:
        """Whether nothing can follow any more."""
        return self.state in (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


class AnalysisList(BaseModel):
    """A page of the list, the newest first."""

    items: list[Analysis]
    next_cursor: str | None = Field(description="Names the next page; null on the last one.")


class Document(BaseModel):
    """A file that was handed in."""

    id: str
    sha256: str
    filename: str | None
    bytes: int
    created_at: datetime
    expires_at: datetime | None = Field(description="Null as long as an analysis of it has not ended.")
    links: dict[str, str]

    @classmethod
    def of(cls, document: StoredDocument) -> "Document":
        """Return the view of a document."""
        path = f"/v1/documents/{document.id}"
        return cls(
            id=document.id,
            sha256=document.sha256,
            filename=document.filename,
            bytes=document.size,
            created_at=document.created_at,
            expires_at=document.expires_at,
            links={
                "self": path,
                "file": f"{path}/file",
                "text": f"{path}/text",
                "analyses": f"/v1/analyses?document_id={document.id}",
            },
        )


class TaskView(BaseModel):
    """What became of a Celery task, or of an analysis by its id."""

    task_id: str
    state: str = Field(description="One of Celery's, or EXPIRED.")
    result: Any
    error: dict[str, Any] | None
    progress: dict[str, Any] | None


class Revocation(BaseModel):
    """What a revoke has changed."""

    task_id: str
    was: str = Field(description="queued, running or done.")
    revoked: bool = Field(description="Whether the task will not end as a success because of this.")
    state: str
    message: str


class AnalyzerInfo(BaseModel):
    """An analyzer that can be asked for."""

    name: str
    version: int


class FormatInfo(BaseModel):
    """A form in which a report can be had."""

    name: str
    media_type: str


class LimitsInfo(BaseModel):
    """What a request may bring."""

    max_document_bytes: int
    max_batch_bytes: int
    max_files_per_request: int
    max_wait_seconds: float


class Capabilities(BaseModel):
    """What this service can do."""

    version: str
    report_schema: str
    analyzers: list[AnalyzerInfo]
    document_types: list[str] = Field(description="Media types that are read; told by content, never by name.")
    report_formats: list[FormatInfo]
    batch_formats: list[str]
    limits: LimitsInfo
    retention_days: int


class ProblemError(BaseModel):
    """One wrong value of a request."""

    pointer: str = Field(description="Where the value stood, such as `/body/as_of`.")
    detail: str


class Problem(BaseModel):
    """An error by RFC 9457, with what our errors know beyond it."""

    type: str = Field(description="`/problems/<code>`: a path on this server that explains the error.")
    title: str
    status: int
    detail: str
    instance: str
    code: str = Field(description="Stable: the same on the command line, in the report and in a task's state.")
    retryable: bool
    hint: str
    request_id: str | None
    errors: list[ProblemError] = Field(default_factory=list)


class ProblemType(BaseModel):
    """What a kind of error means, whenever it occurs."""

    type: str
    title: str
    status: int
    code: str
    retryable: bool
    meaning: str
    hint: str


class Check(BaseModel):
    """Whether one thing that the service needs is there."""

    ok: bool
    ms: float
    detail: str | None = None


class Readiness(BaseModel):
    """Whether the service can analyse a document now."""

    ready: bool
    checks: dict[str, Check]


class Liveness(BaseModel):
    """The process answers."""

    status: str = "ok"


class Version(BaseModel):
    """Which Vitae this is."""

    version: str
    report_schema: str


def rules_of(options: Mapping[str, Any] | None) -> dict[str, str]:
    """Return the rules among the options of an analysis."""
    return (options or {}).get("rules") or {}


def _progress(status: JobStatus) -> ProgressView:
    job, event = status.job, status.progress
    done, total, found = (event.done, event.total, dict(event.found)) if event else (0, 0, {})
    if job.state is JobState.SUCCEEDED:
        return ProgressView(percent=100, stage=job.state, done=done, total=total, found=found)
    return ProgressView(
        percent=event.percentage if event else 0,
        stage=event.stage if event and not job.is_finished else job.state,
        done=done,
        total=total,
        found=found,
        partial=None if status.readable is None else list(status.readable),
    )


def _fields(error: Any) -> Mapping[str, Any]:
    return {name: getattr(error, name) for name in ErrorView.model_fields}


def _no_worker() -> WarningView:
    return WarningView(code=NoWorker.code, detail="The analysis waits, and no worker answers.", hint=NoWorker.hint)
