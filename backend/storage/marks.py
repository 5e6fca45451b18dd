"""What tells that a job has changed, for many jobs with one look."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from backend.jobs.job import JobMark
from backend.jobs.states import JobState
from backend.storage.ledger import Ledger
from backend.storage.progress import RedisProgressLog
from backend.storage.tables import jobs


class JobMarks:
    """Reads the marks of many jobs: one query, and one trip to Redis for those that run."""

    def __init__(self, ledger: Ledger, progress: RedisProgressLog) -> None:
        self._ledger = ledger
        self._progress = progress

    def of(self, job_ids: Collection[str]) -> Mapping[str, JobMark]:
        """Return the marks of the jobs; an unknown one is left out.

        Raises:
            LedgerUnavailable: the database does not answer. (Redis may be silent: progress then stands still.)
        """
        query = select(jobs.c.id, jobs.c.state, jobs.c.attempt, jobs.c.retries).where(jobs.c.id.in_(job_ids))
        with self._ledger.reading() as connection:
            rows = connection.execute(query).all()
        running = [row.id for row in rows if row.state == JobState.RUNNING]
        numbers = self._progress.last_numbers(running) if running else {}
        return {row.id: JobMark(row.state, row.attempt, row.retries, numbers.get(row.id, 0)) for row in rows}
