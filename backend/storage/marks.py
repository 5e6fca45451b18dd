"""What tells that a job or a batch has changed, for many of them with one look."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, func, select

from backend.jobs.batch import BatchMark
from backend.jobs.job import JobMark
from backend.jobs.states import JobState
from backend.storage.ledger import Ledger
from backend.storage.partials import of_this_attempt
from backend.storage.progress import RedisProgressLog
from backend.storage.tables import batches, jobs, partials
from backend.storage.unchanged import Unchanged

FIND_JOBS = (
    select(jobs.c.id, jobs.c.state, jobs.c.attempt, jobs.c.retries, partials.c.analyzers)
    .outerjoin(partials, of_this_attempt)
    .where(jobs.c.id.in_(bindparam("job_ids", expanding=True)))
)
"""Built once: it is asked up to seven times a second as long as anybody watches."""


class LedgerMarks:
    """Reads marks. Each method leaves unknown ids out, and raises LedgerUnavailable without the database."""

    def __init__(self, ledger: Ledger, progress: RedisProgressLog) -> None:
        self._ledger = ledger
        self._progress = progress
        self._known_jobs = Unchanged(ledger, self._read_jobs)
        self._known_batches = Unchanged(ledger, self._read_batches)

    def of_jobs(self, job_ids: Collection[str]) -> Mapping[str, JobMark]:
        """Return the marks of jobs: one query where anything was written, and one trip to Redis for those that run.

        Where Redis is silent, progress stands still.
        """
        marks = self._known_jobs(job_ids)
        running = [job_id for job_id, mark in marks.items() if mark.state == JobState.RUNNING]
        events = self._progress.latest_of(running) if running else {}
        return marks | {job_id: marks[job_id]._replace(event=event.number) for job_id, event in events.items()}

    def of_batches(self, batch_ids: Collection[str]) -> Mapping[str, BatchMark]:
        """Return the marks of batches: two queries where anything was written, the counts from an index alone."""
        return self._known_batches(batch_ids)

    def _read_jobs(self, job_ids: Collection[str]) -> dict[str, JobMark]:
        with self._ledger.reading() as connection:
            rows = connection.execute(FIND_JOBS, {"job_ids": list(job_ids)}).all()
        return {
            row.id: JobMark(
                row.state, row.attempt, row.retries, 0, None if row.analyzers is None else tuple(row.analyzers)
            )
            for row in rows
        }

    def _read_batches(self, batch_ids: Collection[str]) -> dict[str, BatchMark]:
        known = select(batches.c.id, batches.c.is_closed, batches.c.cancel_requested).where(batches.c.id.in_(batch_ids))
        by_state = select(jobs.c.batch_id, jobs.c.state, func.count()).where(jobs.c.batch_id.in_(batch_ids))
        counts = defaultdict(list)
        with self._ledger.reading() as connection:
            rows = connection.execute(known).all()
            for batch_id, state, number in connection.execute(by_state.group_by(jobs.c.batch_id, jobs.c.state)):
                counts[batch_id].append((state, number))
        return {row.id: BatchMark(row.is_closed, row.cancel_requested, tuple(sorted(counts[row.id]))) for row in rows}
