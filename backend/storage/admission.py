"""How a job enters the ledger: with the report of the same work, behind a job that does it now, or to be worked on."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from backend.jobs.job import Job, NewJob
from backend.jobs.states import JobState
from backend.storage.prepared import Prepared
from backend.storage.rows import leaderless, queued, to_row
from backend.storage.tables import jobs, reports

HIT, MISS = "hit", "miss"

LEADER = select(jobs.c.id).where(jobs.c.cache_key == bindparam("cache_key"), leaderless())
IS_KNOWN = Prepared(select(jobs.c.id).where(jobs.c.cache_key == bindparam("cache_key")).limit(1), jobs.c.id)
"""Whether anybody ever wanted this work, which is new as a rule: one question instead of two."""
FIND_LEADER = Prepared(LEADER, jobs.c.id)
FIND_AND_LOCK_LEADER = Prepared(LEADER.with_for_update(read=True), jobs.c.id)
FIND_FINISHED = Prepared(
    select(jobs.c.summary, reports.c.body)
    .join(reports, reports.c.job_id == jobs.c.id)
    .where(
        jobs.c.cache_key == bindparam("cache_key"),
        jobs.c.owner == bindparam("owner"),
        jobs.c.state == JobState.SUCCEEDED.value,
        jobs.c.expires_at > bindparam("at"),
    )
    .order_by(jobs.c.finished_at.desc())
    .limit(1),
    jobs.c.summary,
    reports.c.body,
)
"""The report with the rest: asked for later, it may have been erased in between."""
INSERT = Prepared(insert(jobs))
INSERT_LEADER = {
    "sqlite": Prepared(sqlite.insert(jobs).on_conflict_do_nothing()),
    "postgresql": Prepared(postgresql.insert(jobs).on_conflict_do_nothing()),
}


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
        if IS_KNOWN.run(connection, {"cache_key": new.cache_key}):
            if (leader_id := find_leader(connection, new.cache_key, lock=True)) is not None:
                return _insert(connection, queued(new, leader_id=leader_id))
            if (earlier := _finished(connection, new)) is not None:
                return _share(connection, new, *earlier, expires_at)
        job = queued(new, cache=MISS, **message)
        if INSERT_LEADER[connection.dialect.name].run_all(connection, [to_row(job)]) == 1:
            return job
        # another transaction has put its leader there in this very moment: look again


def find_leader(connection: Connection, cache_key: str, *, lock: bool = False) -> str | None:
    """Return the id of the unfinished job that does this work; there is one at most (`uq_jobs_leader`).

    With `lock` it does not end before this transaction does, so that whoever ends it sees who follows it.
    """
    query = FIND_AND_LOCK_LEADER if lock else FIND_LEADER
    found = query.run(connection, {"cache_key": cache_key})
    return found[0]["id"] if found else None


def _finished(connection: Connection, new: NewJob) -> tuple[Any, bytes] | None:
    """Return summary and report of the latest finished job with this work's report."""
    work = {"cache_key": new.cache_key, "owner": new.owner, "at": new.created_at}
    found = FIND_FINISHED.run(connection, work)
    return (found[0]["summary"], found[0]["body"]) if found else None


def _share(connection: Connection, new: NewJob, summary: Any, body: bytes, expires_at: datetime) -> Job:
    """Insert the job as finished, with the report of the same work."""
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
    _store(connection, body, [(job.id, job.owner)], new.created_at)
    return job


def copy_report(connection: Connection, source_id: str, targets: list[tuple[str, str]], at: datetime) -> None:
    """Give jobs, each with its owner, the stored report of another."""
    body = connection.execute(select(reports.c.body).where(reports.c.job_id == source_id)).scalar_one()
    _store(connection, body, targets, at)


def _store(connection: Connection, body: bytes, targets: list[tuple[str, str]], at: datetime) -> None:
    rows = [{"job_id": job_id, "owner": owner, "body": body, "created_at": at} for job_id, owner in targets]
    connection.execute(insert(reports), rows)


def _insert(connection: Connection, job: Job) -> Job:
    INSERT.run_all(connection, [to_row(job)])
    return job
