"""How a job enters the ledger: with the report of the same work, behind a job that does it now, or to be worked on."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from backend.jobs.job import Job, NewJob
from backend.jobs.states import JobState
from backend.storage.rows import leaderless, queued, to_row
from backend.storage.tables import jobs, reports

HIT, MISS = "hit", "miss"


def admit(connection: Connection, new: NewJob, expires_at: datetime, message_id: str | None = None) -> Job:
    """Insert the job and return it as it stands: finished already, waiting for its leader, or queued.

    Args:
        connection: A transaction that writes.
        new: The job; without a `cache_key` nothing is shared.
        expires_at: Until when the report is kept if the cache has it.
        message_id: Of the message that is sent next if the job is queued; None for one without a message of its own.
    """
    message: dict[str, Any] = {}
    if message_id is not None:
        message = {"message_id": message_id, "published_at": new.created_at, "publications": 1}
    if new.cache_key is None:
        return _insert(connection, queued(new, **message))
    while True:
        if (leader_id := find_leader(connection, new.cache_key, lock=True)) is not None:
            return _insert(connection, queued(new, leader_id=leader_id))
        if (earlier := _finished(connection, new)) is not None:
            return _share(connection, new, *earlier, expires_at)
        try:
            with connection.begin_nested():
                return _insert(connection, queued(new, cache=MISS, **message))
        except IntegrityError:
            continue  # another transaction has put its leader there in this very moment


def find_leader(connection: Connection, cache_key: str, *, lock: bool = False) -> str | None:
    """Return the id of the unfinished job that does this work; there is one at most (`uq_jobs_leader`).

    With `lock` it does not end before this transaction does, so that whoever ends it sees who follows it.
    """
    query = select(jobs.c.id).where(jobs.c.cache_key == cache_key, leaderless())
    leader_id: str | None = connection.execute(query.with_for_update(read=True) if lock else query).scalar()
    return leader_id


def _finished(connection: Connection, new: NewJob) -> tuple[str, Any] | None:
    """Return id and summary of the latest finished job with this work's report."""
    query = (
        select(jobs.c.id, jobs.c.summary)
        .join(reports, reports.c.job_id == jobs.c.id)
        .where(
            jobs.c.cache_key == new.cache_key,
            jobs.c.owner == new.owner,
            jobs.c.state == JobState.SUCCEEDED.value,
            jobs.c.expires_at > new.created_at,
        )
        .order_by(jobs.c.finished_at.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.id, row.summary)


def _share(connection: Connection, new: NewJob, source_id: str, summary: Any, expires_at: datetime) -> Job:
    """Insert the job as finished, with a copy of the report of `source_id`."""
    job = queued(
        new,
        state=JobState.SUCCEEDED,
        cache=HIT,
        started_at=new.created_at,
        finished_at=new.created_at,
        expires_at=expires_at,
        summary=summary,
    )
    _insert(connection, job)
    copy_report(connection, source_id, [(job.id, job.owner)], new.created_at)
    return job


def copy_report(connection: Connection, source_id: str, targets: list[tuple[str, str]], at: datetime) -> None:
    """Give jobs, each with its owner, the stored report of another."""
    body = connection.execute(select(reports.c.body).where(reports.c.job_id == source_id)).scalar_one()
    rows = [{"job_id": job_id, "owner": owner, "body": body, "created_at": at} for job_id, owner in targets]
    connection.execute(insert(reports), rows)


def _insert(connection: Connection, job: Job) -> Job:
    connection.execute(insert(jobs), to_row(job))
    return job
