"""Lists of jobs, a page at a time."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from backend.jobs.job import Job
from backend.jobs.listing import JobFilter, JobPage, ListCursor, cut
from backend.jobs.states import JobState
from backend.storage.ledger import Ledger
from backend.storage.rows import COLUMNS, to_job
from backend.storage.tables import jobs
from backend.storage.types import UtcDateTime


class LedgerJobLists:
    """Pages of the ledger's jobs. A page costs the same wherever in the list it lies."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def page(self, wanted: JobFilter, *, limit: int, after: ListCursor | None = None) -> JobPage:
        """Return the newest jobs that are wanted or, with `after`, those that follow it.

        Raises:
            LedgerUnavailable: the database does not answer.
        """
        query = select(*COLUMNS).where(*_conditions(wanted)).order_by(jobs.c.created_at.desc(), jobs.c.id.desc())
        if after is not None:
            query = query.where(follows(after, jobs))
        with self._ledger.reading() as connection:
            found = tuple(to_job(row) for row in connection.execute(query.limit(limit + 1)))
        return JobPage(*cut(found, limit))

    def count_waiting(self) -> int:
        """Return how many jobs are queued, whoever owns them, from an index alone.

        Raises:
            LedgerUnavailable: the database does not answer.
        """
        query = select(func.count()).where(jobs.c.state == JobState.QUEUED.value)
        with self._ledger.reading() as connection:
            return connection.execute(query).scalar_one()

    def changed_in_batch(self, batch_id: str, since: datetime, limit: int) -> tuple[Job, ...]:
        """Return the batch's jobs that were added, begun or ended at or after `since`, the latest first.

        Raises:
            LedgerUnavailable: the database does not answer.
        """
        latest = func.coalesce(jobs.c.finished_at, jobs.c.started_at, jobs.c.created_at, type_=UtcDateTime())
        query = select(*COLUMNS).where(jobs.c.batch_id == batch_id, latest >= since).order_by(latest.desc(), jobs.c.id)
        with self._ledger.reading() as connection:
            return tuple(to_job(row) for row in connection.execute(query.limit(limit)))


def follows(cursor: ListCursor, table: Table) -> ColumnElement[bool]:
    """Return whether a row comes behind the cursor in a list with the newest first."""
    same_moment = and_(table.c.created_at == cursor.created_at, table.c.id < cursor.id)
    return or_(table.c.created_at < cursor.created_at, same_moment)


def _conditions(wanted: JobFilter) -> Iterator[ColumnElement[bool]]:
    yield jobs.c.owner == wanted.owner
    yield jobs.c.erased_at.is_(None)
    if wanted.states:
        yield jobs.c.state.in_(sorted(state.value for state in wanted.states))
    if wanted.batch_id is not None:
        yield jobs.c.batch_id == wanted.batch_id
    if wanted.document_sha256 is not None:
        yield jobs.c.document_sha256 == wanted.document_sha256
    if wanted.name_contains:
        yield jobs.c.filename.icontains(wanted.name_contains, autoescape=True)
