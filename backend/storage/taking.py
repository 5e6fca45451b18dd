"""The statement by which a worker takes jobs that wait, one or several: read, counted and held at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, or_, update
from sqlalchemy.sql.dml import ReturningUpdate

from backend.jobs.job import Claim
from backend.jobs.states import JobState
from backend.storage.rows import COLUMNS, to_job
from backend.storage.tables import jobs


def is_due() -> ColumnElement[bool]:
    """Return the condition for a job that waits, and for no retry beyond the parameter `now`."""
    now = bindparam("now", type_=jobs.c.retry_at.type)
    return (jobs.c.state == JobState.QUEUED.value) & or_(jobs.c.retry_at.is_(None), jobs.c.retry_at <= now)


def taking_update(*conditions: ColumnElement[bool]) -> ReturningUpdate[Any]:
    """Return the update that takes the due jobs for which all conditions hold, for the parameters of `taking`."""
    return (
        update(jobs)
        .where(is_due(), *conditions)
        .values(
            state=JobState.RUNNING.value,
            attempt=jobs.c.attempt + 1,
            lease_token=jobs.c.lease_token + 1,
            lease_until=bindparam("until"),
            worker=bindparam("worker_name"),
            holder=bindparam("by"),
            started_at=bindparam("now", type_=jobs.c.started_at.type),
            retry_at=None,
        )
        .returning(*COLUMNS)
    )


def taking(worker: str, holder: str, lease_until: datetime, at: datetime) -> dict[str, Any]:
    """Return the parameters of a `taking_update`."""
    return {"worker_name": worker, "by": holder, "until": lease_until, "now": at}


def to_claim(row: Row[Any]) -> Claim:
    """Return the claim of a row that a `taking_update` returned."""
    job = to_job(row)
    return Claim(job, job.lease_token)
