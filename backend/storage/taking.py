"""The statement by which a worker takes jobs that wait, one or several: read, counted and held at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, update

from backend.jobs.job import Claim
from backend.jobs.states import JobState
from backend.storage.prepared import Prepared
from backend.storage.rows import COLUMNS, job_of
from backend.storage.tables import jobs


def is_due() -> ColumnElement[bool]:
    """Return the condition for a job that waits, and for no retry beyond the parameter `now`."""
    now = bindparam("now", type_=jobs.c.retry_at.type)
    return (jobs.c.state == JobState.QUEUED.value) & or_(jobs.c.retry_at.is_(None), jobs.c.retry_at <= now)


def taking_update(*conditions: ColumnElement[bool]) -> Prepared:
    """Return the statement that takes the due jobs for which all conditions hold, for the parameters of `taking`."""
    change = (
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
    return Prepared(change, *COLUMNS)


def taking(worker: str, holder: str, lease_until: datetime, at: datetime) -> dict[str, Any]:
    """Return the parameters of a `taking_update`."""
    return {"worker_name": worker, "by": holder, "until": lease_until, "now": at}


def to_claim(row: dict[str, Any]) -> Claim:
    """Return the claim of a row that a `taking_update` returned."""
    job = job_of(row)
    return Claim(job, job.lease_token)
