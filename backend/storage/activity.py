"""The ledger's view of what the service is doing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from backend.jobs.activity import Activity, Load, Waiting
from backend.jobs.job import Job
from backend.jobs.states import JobState
from backend.storage.ledger import Ledger
from backend.storage.rows import COLUMNS, to_job
from backend.storage.tables import jobs, put_off, queued, set_aside

LISTED = 50
RUNNING = (JobState.RUNNING.value, JobState.CANCELLING.value)


class LedgerActivity:
    """Looks at the jobs of all owners."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def look(self, at: datetime) -> Activity:
        """Return what waits, runs and has ended lately; LedgerUnavailable when the database does not answer."""
        with self._ledger.reading() as connection:
            return Activity(
                waiting=_waiting(connection),
                running=_running(connection),
                running_total=connection.execute(select(func.count()).where(jobs.c.state.in_(RUNNING))).scalar_one(),
                ended_in_minute=_ended(connection, at - timedelta(minutes=1)),
                ended_in_hour=_ended(connection, at - timedelta(hours=1)),
                set_aside=_set_aside(connection),
            )

    def load(self, at: datetime) -> Load:
        """Return the figures of the moment, from indexes alone; LedgerUnavailable when there is no answer."""
        with self._ledger.reading() as connection:
            return Load(
                waiting=_waiting(connection),
                running=_count(connection, jobs.c.state.in_(RUNNING)),
                retrying=_count(connection, put_off),
                dead=_count(connection, set_aside),
                ended=_ended_how(connection, at - timedelta(hours=1)),
            )

    def count_ahead(self, job: Job) -> int:
        """Return how many waiting jobs of its queue are served before this one."""
        sooner = or_(
            jobs.c.priority > job.priority, and_(jobs.c.priority == job.priority, jobs.c.created_at < job.created_at)
        )
        query = select(func.count()).where(jobs.c.state == JobState.QUEUED.value, jobs.c.queue == job.queue, sooner)
        with self._ledger.reading() as connection:
            return connection.execute(query).scalar_one()


def _waiting(connection: Connection) -> Mapping[str, Waiting]:
    counts = select(jobs.c.queue, func.count(), func.min(jobs.c.created_at))
    query = counts.where(queued).group_by(jobs.c.queue)
    return {queue: Waiting(number, oldest) for queue, number, oldest in connection.execute(query)}


def _running(connection: Connection) -> tuple[Job, ...]:
    query = select(*COLUMNS).where(jobs.c.state.in_(RUNNING)).order_by(jobs.c.started_at, jobs.c.id).limit(LISTED)
    return tuple(to_job(row) for row in connection.execute(query))


def _ended(connection: Connection, since: datetime) -> Mapping[JobState, int]:
    query = select(jobs.c.state, func.count()).where(jobs.c.finished_at >= since).group_by(jobs.c.state)
    return {JobState(state): number for state, number in connection.execute(query)}


def _ended_how(connection: Connection, since: datetime) -> Mapping[tuple[str, str, str], int]:
    """Count from the index alone; only of what failed, the code of the error is read."""
    recent, failed = jobs.c.finished_at >= since, jobs.c.state == JobState.FAILED.value
    cache = func.coalesce(jobs.c.cache, "").label("cache")
    others = select(jobs.c.state, cache, func.count()).where(recent, jobs.c.state != JobState.FAILED.value)
    code = func.coalesce(jobs.c.error["code"].as_string(), "").label("code")
    failures = select(code, cache, func.count()).where(recent, failed).group_by(code, cache)
    ended = connection.execute(others.group_by(jobs.c.state, cache))
    counts = {(state, "", used): number for state, used, number in ended}
    return counts | {(JobState.FAILED.value, why, used): number for why, used, number in connection.execute(failures)}


def _count(connection: Connection, which: Any) -> int:
    return connection.execute(select(func.count()).select_from(jobs).where(which)).scalar_one()


def _set_aside(connection: Connection) -> tuple[Job, ...]:
    query = select(*COLUMNS).where(set_aside).order_by(jobs.c.set_aside_at.desc(), jobs.c.id).limit(LISTED)
    return tuple(to_job(row) for row in connection.execute(query))
