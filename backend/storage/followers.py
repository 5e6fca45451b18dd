"""What becomes of the jobs that wait for the same work, when the one that does it ends."""

from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from backend.jobs.states import JobState
from backend.storage.admission import HIT, MISS, copy_report, find_leader
from backend.storage.prepared import Prepared
from backend.storage.steps import skip_steps
from backend.storage.tables import jobs
from vitae.domain.report import ErrorInfo

FOLLOWERS = Prepared(
    select(jobs.c.id)
    .where(jobs.c.leader_id == bindparam("leader"), jobs.c.state == JobState.QUEUED.value)
    .order_by(jobs.c.id)
    .with_for_update(),
    jobs.c.id,
)
"""Asked at the end of every job: most have none, and an update costs four times as much. Locks as `lock_in_order`."""


def lock_in_order(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Lock the jobs on PostgreSQL, leaders before followers, as whoever ends a leader does; each by their ids."""
    if connection.dialect.name != "sqlite":
        first = jobs.c.leader_id.is_not(None), jobs.c.id
        connection.execute(select(jobs.c.id).where(*which).order_by(*first).with_for_update()).all()


def settle_followers(
    connection: Connection,
    leader_id: str,
    state: JobState,
    at: datetime,
    *,
    expires_at: datetime | None,
    error: ErrorInfo | None = None,
    summary: dict[str, Any] | None = None,
) -> None:
    """In the transaction in which the leader enters its last `state`, end its followers too, or let one lead.

    A report and an error of the document are theirs as well. After anything else, such as a cancel, which was
    not theirs, the oldest of them does the work; it has no message yet.
    """
    if state is JobState.SUCCEEDED:
        ended = _end(connection, leader_id, state, at, expires_at=expires_at, summary=summary)
        if ended:
            copy_report(connection, leader_id, ended, at)
    elif state is JobState.FAILED and error is not None and not error.retryable:
        ended = _end(connection, leader_id, state, at, expires_at=expires_at, error=asdict(error))
        skip_steps(connection, [job_id for job_id, _ in ended], at)
    else:
        _appoint(connection, leader_id)


def _end(connection: Connection, leader_id: str, state: JobState, at: datetime, **values: Any) -> list[tuple[str, str]]:
    """Finish the followers that still wait; return their ids and owners."""
    if not FOLLOWERS.run(connection, {"leader": leader_id}):
        return []
    change = (
        update(jobs)
        .where(jobs.c.leader_id == leader_id, jobs.c.state == JobState.QUEUED.value)
        .values(state=state.value, cache=HIT, started_at=at, finished_at=at, **values)
        .returning(jobs.c.id, jobs.c.owner)
    )
    return [(row.id, row.owner) for row in connection.execute(change)]


def _appoint(connection: Connection, former_id: str) -> None:
    """Let the oldest waiting follower lead the others, or all of them follow whoever does the work by now."""
    waiting = jobs.c.leader_id == former_id, jobs.c.state == JobState.QUEUED.value
    query = select(jobs.c.id, jobs.c.cache_key).where(*waiting).order_by(jobs.c.created_at, jobs.c.id).limit(1)
    oldest = connection.execute(query).one_or_none()
    if oldest is None:
        return
    while (leader_id := find_leader(connection, oldest.cache_key, lock=True)) is None:
        lead = update(jobs).where(jobs.c.id == oldest.id, jobs.c.leader_id == former_id)
        with suppress(IntegrityError), connection.begin_nested():  # another may begin with the same work at this moment
            connection.execute(lead.values(leader_id=None, cache=MISS))
            leader_id = oldest.id
            break
    connection.execute(update(jobs).where(*waiting).values(leader_id=leader_id))
