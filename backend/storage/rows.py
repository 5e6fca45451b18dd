"""Jobs as rows, and back."""

from dataclasses import asdict, fields
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_

from backend.jobs.job import Job, NewJob
from backend.jobs.states import JobState
from backend.storage.tables import jobs
from vitae.domain.report import ErrorInfo

NAMES = tuple(field.name for field in fields(Job))
NEW_NAMES = tuple(field.name for field in fields(NewJob))
_VALUES, _NEW_VALUES = attrgetter(*NAMES), attrgetter(*NEW_NAMES)
COLUMNS = tuple(jobs.c[name] for name in NAMES)


def queued(new: NewJob, *, state: JobState = JobState.QUEUED, **more: Any) -> Job:
    """Return the job that `new` becomes."""
    return Job(**dict(zip(NEW_NAMES, _NEW_VALUES(new), strict=True)), state=state, **more)


def leaderless() -> ColumnElement[bool]:
    """Return the condition of the index `uq_jobs_leader`: unfinished, and the one that does its work."""
    is_unfinished = or_(jobs.c.state == JobState.QUEUED.value, jobs.c.state == JobState.RUNNING.value)
    return and_(jobs.c.leader_id.is_(None), is_unfinished)


def to_row(job: Job) -> dict[str, Any]:
    """Return the columns of a job."""
    row = dict(zip(NAMES, _VALUES(job), strict=True))
    row["state"] = job.state.value
    if job.analyzers is not None:
        row["analyzers"] = list(job.analyzers)
    if job.error is not None:
        row["error"] = asdict(job.error)
    for name in ("summary", "options"):
        if row[name] is not None:
            row[name] = dict(row[name])
    return row


def to_job(row: Row[Any]) -> Job:
    """Return the job of a row that has `COLUMNS`."""
    return job_of(dict(row._mapping))  # noqa: SLF001  # the documented name of SQLAlchemy's mapping of a row


def job_of(values: dict[str, Any]) -> Job:
    """Return the job of `COLUMNS` by their names; the dictionary becomes the job's."""
    values["state"] = JobState(values["state"])
    if values["analyzers"] is not None:
        values["analyzers"] = tuple(values["analyzers"])
    if values["error"] is not None:
        values["error"] = ErrorInfo(**values["error"])
    return Job(**values)
