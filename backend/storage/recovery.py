"""The ledger's jobs that may be stuck: held by whoever is gone, or waiting for a message that nobody has."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from backend.jobs.job import Job, Waiting
from backend.jobs.states import JobState
from backend.storage.jobs import HELD
from backend.storage.ledger import Ledger
from backend.storage.rows import COLUMNS, to_job
from backend.storage.tables import jobs, waiting

WAITING = (jobs.c.id, jobs.c.lease_token, jobs.c.message_id, jobs.c.published_at, jobs.c.publications)


class LedgerRecoveryStore:
    """Implements `backend.jobs.ports.RecoveryStore`; every query goes by an index of what is unfinished."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def held(self) -> tuple[Job, ...]:
        """Return all jobs that a process works on, or worked on when it ended."""
        with self._ledger.reading() as connection:
            rows = connection.execute(select(*COLUMNS).where(jobs.c.state.in_(HELD)))
            return tuple(to_job(row) for row in rows)

    def waiting(self, published_before: datetime, limit: int) -> tuple[Waiting, ...]:
        """Return queued jobs whose message is that old, the oldest first, after those without a message."""
        never = _waiting(jobs.c.published_at.is_(None)).limit(limit)
        old = _waiting(jobs.c.published_at <= published_before).order_by(jobs.c.published_at).limit(limit)
        with self._ledger.reading() as connection:
            return tuple(Waiting(*row) for query in (never, old) for row in connection.execute(query))

    def due(self, at: datetime, limit: int) -> tuple[Waiting, ...]:
        """Return the jobs whose wait for a retry is over."""
        query = select(*WAITING).where(jobs.c.retry_at <= at, jobs.c.state == JobState.QUEUED.value)
        with self._ledger.reading() as connection:
            return tuple(Waiting(*row) for row in connection.execute(query.order_by(jobs.c.retry_at).limit(limit)))


def _waiting(condition: ColumnElement[bool]) -> Select[Any]:
    """Select by the index `ix_jobs_waiting`, whose own condition has to be repeated for it."""
    return select(*WAITING).where(waiting, condition)
