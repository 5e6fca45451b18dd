"""The ledger of batches: what was handed in together, as a view of its jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, case, func, insert, or_, select, update

from backend.jobs.batch import Batch, BatchStatus, Chunk, ItemPage, ItemQuery, Refused
from backend.jobs.intake import BATCH_QUEUE
from backend.jobs.job import Job, NewJob, new_job_id
from backend.jobs.listing import ListCursor
from backend.jobs.states import TERMINAL, JobState
from backend.storage.admission import admit
from backend.storage.batch_orders import in_order
from backend.storage.chunks import open_chunks
from backend.storage.collisions import again_if_undone
from backend.storage.followers import lock_in_order, settle_followers
from backend.storage.ledger import Ledger
from backend.storage.listing import follows
from backend.storage.prepared import Prepared
from backend.storage.rows import COLUMNS, queued, to_job, to_row
from backend.storage.tables import batches, chunks, jobs, reports
from vitae.deflate import unpack

BATCH_COLUMNS = tuple(batches.c[field.name] for field in fields(Batch))
FIND = Prepared(select(*BATCH_COLUMNS).where(batches.c.id == bindparam("batch")), *BATCH_COLUMNS)
RATE_SECONDS = 60
"""The rate of a batch is that of its last minute."""


class LedgerBatchStore:
    """Implements `backend.jobs.batch_ports.BatchStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def create(self, batch: Batch) -> None:
        """Commit an open batch."""
        row = {field.name: getattr(batch, field.name) for field in fields(Batch)}
        row["analyzers"] = None if batch.analyzers is None else list(batch.analyzers)
        row["options"] = None if batch.options is None else dict(batch.options)
        with self._ledger.writing() as connection:
            connection.execute(insert(batches).values(row))

    def find(self, batch_id: str) -> Batch | None:
        """Return the batch, or None when the id is unknown."""
        with self._ledger.reading() as connection:
            rows = FIND.run(connection, {"batch": batch_id})
        return _batch_of(rows[0]) if rows else None

    def list_recent(self, owner: str, limit: int, after: ListCursor | None = None) -> tuple[Batch, ...]:
        """Return the owner's batches, the newest first, or those that follow `after`."""
        query = select(*BATCH_COLUMNS).where(batches.c.owner == owner)
        if after is not None:
            query = query.where(follows(after, batches))
        newest = query.order_by(batches.c.created_at.desc(), batches.c.id.desc()).limit(limit)
        with self._ledger.reading() as connection:
            return tuple(_to_batch(row) for row in connection.execute(newest))

    @again_if_undone
    def add(
        self, batch: Batch, entries: Sequence[NewJob | Refused], at: datetime
    ) -> tuple[tuple[Job, ...], tuple[Chunk, ...]]:
        """Commit all entries or none; what the batch has already is that of before."""
        with self._ledger.writing() as connection:
            _lock(connection, batch.id)
            known = _known(connection, batch.id, entries)
            added: dict[tuple[str, str], Job] = {}
            for entry in entries:
                key = _key(entry)
                if key not in known and key not in added:
                    added[key] = _enter(connection, batch, entry, at)
            made, opened = open_chunks(connection, batch, list(added.values()), at)
            jobs_by_key = known | dict(zip(added, made, strict=True))
        return tuple(jobs_by_key[_key(entry)] for entry in entries), opened

    def close(self, batch_id: str) -> None:
        """Let nothing more be added."""
        with self._ledger.writing() as connection:
            connection.execute(update(batches).where(batches.c.id == batch_id).values(is_closed=True))

    def status(self, batch: Batch, at: datetime) -> BatchStatus:
        """Return the counts of the batch's documents, from the index alone."""
        mine = jobs.c.batch_id == batch.id
        since = at - timedelta(seconds=RATE_SECONDS)
        ended = jobs.c.state.in_(sorted(TERMINAL))
        with self._ledger.reading() as connection:
            rows = connection.execute(select(jobs.c.state, func.count()).where(mine).group_by(jobs.c.state)).all()
            recent = connection.execute(
                select(func.count()).where(mine, ended, jobs.c.finished_at > since)
            ).scalar_one()
        age = min(RATE_SECONDS, max(1.0, (at - batch.created_at).total_seconds()))
        return BatchStatus(batch, {JobState(state): number for state, number in rows}, recent / age or None)

    def items(self, batch: Batch, query: ItemQuery) -> ItemPage:
        """Return a page of the batch's documents."""
        wanted = select(*COLUMNS).where(jobs.c.batch_id == batch.id)
        if query.states:
            wanted = wanted.where(jobs.c.state.in_(sorted(query.states)))
        if query.search:
            wanted = wanted.where(jobs.c.filename.icontains(query.search, autoescape=True))
        with self._ledger.reading() as connection:
            rows = connection.execute(in_order(connection, wanted, query).limit(query.limit + 1)).all()
        page = tuple(to_job(row) for row in rows[: query.limit])
        return ItemPage(page, page[-1].id if len(rows) > query.limit else None)

    def reports(self, job_ids: Sequence[str]) -> Mapping[str, bytes]:
        """Return the stored reports of these jobs."""
        query = select(reports.c.job_id, reports.c.body).where(reports.c.job_id.in_(job_ids))
        with self._ledger.reading() as connection:
            return {row.job_id: unpack(row.body) for row in connection.execute(query)}

    @again_if_undone
    def cancel(self, batch_id: str, at: datetime, expires_at: datetime) -> None:
        """Close the batch and cancel what has not ended."""
        mine = jobs.c.batch_id == batch_id
        waits = jobs.c.state == JobState.QUEUED.value  # asked of each row as it is when it is changed
        values = {
            "state": case((waits, JobState.CANCELLED.value), else_=JobState.CANCELLING.value),
            "finished_at": case((waits, at), else_=jobs.c.finished_at),
            "expires_at": case((waits, expires_at), else_=jobs.c.expires_at),
            "retry_at": case((waits, None), else_=jobs.c.retry_at),
            "cancel_requested": True,
        }
        unfinished = mine, jobs.c.state.in_((JobState.QUEUED.value, JobState.RUNNING.value))
        with self._ledger.writing() as connection:
            connection.execute(
                update(batches).where(batches.c.id == batch_id).values(is_closed=True, cancel_requested=True)
            )
            lock_in_order(connection, *unfinished)
            connection.execute(update(jobs).where(*unfinished).values(values))
            connection.execute(update(chunks).where(chunks.c.batch_id == batch_id).values(is_done=True))
            for leader_id in _followed_from_elsewhere(connection, batch_id):
                settle_followers(connection, leader_id, JobState.CANCELLED, at, expires_at=expires_at)

    def failed(self, batch: Batch) -> tuple[Job, ...]:
        """Return the jobs that failed after they had begun."""
        query = select(*COLUMNS).where(*_has_failed(batch))
        with self._ledger.reading() as connection:
            return tuple(to_job(row) for row in connection.execute(query.order_by(jobs.c.filename, jobs.c.id)))

    def count_failed(self, batch: Batch) -> int:
        """Return how many jobs `failed` would return."""
        with self._ledger.reading() as connection:
            return connection.execute(select(func.count()).where(*_has_failed(batch))).scalar_one()

    @again_if_undone
    def renew(self, batch: Batch, renewed: Sequence[NewJob], at: datetime) -> tuple[Chunk, ...]:
        """Put jobs in the place of those that they retry, which leave the batch."""
        entered = []
        with self._ledger.writing() as connection:
            _lock(connection, batch.id)
            for new in renewed:
                leave = update(jobs).where(jobs.c.id == new.retry_of, jobs.c.retried_as.is_(None))
                if connection.execute(leave.values(retried_as=new.id, batch_id=None, chunk=None)).rowcount:
                    entered.append(admit(connection, new, batch.expires_at))
            return open_chunks(connection, batch, entered, at)[1]

    def mark_unpublished(self, unpublished: Sequence[Chunk]) -> None:
        """Note that the broker did not take these chunks' messages."""
        with self._ledger.writing() as connection:
            for chunk in unpublished:
                change = update(chunks).where(
                    chunks.c.batch_id == chunk.batch_id,
                    chunks.c.number == chunk.number,
                    chunks.c.message_id == chunk.message_id,
                )
                connection.execute(change.values(message_id=None, published_at=None))


def _lock(connection: Connection, batch_id: str) -> None:
    """Let nobody else add to the batch before this transaction ends: they would count the same chunks."""
    if connection.dialect.name != "sqlite":  # where nobody else writes
        connection.execute(select(batches.c.id).where(batches.c.id == batch_id).with_for_update())


def _has_failed(batch: Batch) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the jobs that failed after they had begun."""
    return jobs.c.batch_id == batch.id, jobs.c.state == JobState.FAILED.value, jobs.c.started_at.is_not(None)


def _key(entry: NewJob | Refused) -> tuple[str, str]:
    return (entry.filename or "", entry.document_sha256 if isinstance(entry, NewJob) else entry.sha256)


def _known(connection: Connection, batch_id: str, entries: Sequence[NewJob | Refused]) -> dict[tuple[str, str], Job]:
    """Return the batch's jobs that these entries would repeat."""
    names = {entry.filename for entry in entries}
    query = select(*COLUMNS).where(jobs.c.batch_id == batch_id, jobs.c.filename.in_(names))
    found = (to_job(row) for row in connection.execute(query))
    return {(job.filename or "", job.document_sha256): job for job in found}


def _enter(connection: Connection, batch: Batch, entry: NewJob | Refused, at: datetime) -> Job:
    if isinstance(entry, NewJob):
        return admit(connection, entry, batch.expires_at)
    refused = _refused(batch, entry, at)
    connection.execute(insert(jobs), to_row(refused))
    return refused


def _refused(batch: Batch, entry: Refused, at: datetime) -> Job:
    new = NewJob(
        id=new_job_id(),
        owner=batch.owner,
        filename=entry.filename,
        document_sha256=entry.sha256,
        size=entry.size,
        analyzers=batch.analyzers,
        as_of=batch.as_of,
        options=batch.options,
        queue=BATCH_QUEUE,
        priority=batch.priority,
        created_at=at,
        batch_id=batch.id,
    )
    return queued(new, state=JobState.FAILED, error=entry.error, finished_at=at, expires_at=batch.expires_at)


def _followed_from_elsewhere(connection: Connection, batch_id: str) -> list[str]:
    """Return the batch's cancelled jobs for whose work jobs of others still wait."""
    leaders = select(jobs.c.id).where(jobs.c.batch_id == batch_id, jobs.c.state == JobState.CANCELLED.value)
    outside = or_(jobs.c.batch_id.is_(None), jobs.c.batch_id != batch_id)
    query = select(jobs.c.leader_id).where(
        jobs.c.leader_id.in_(leaders), jobs.c.state == JobState.QUEUED.value, outside
    )
    return sorted(set(connection.execute(query).scalars()))


def _to_batch(row: Row[Any]) -> Batch:
    return _batch_of(dict(row._mapping))  # noqa: SLF001  # the documented name of SQLAlchemy's mapping of a row


def _batch_of(values: dict[str, Any]) -> Batch:
    if values["analyzers"] is not None:
        values["analyzers"] = tuple(values["analyzers"])
    return Batch(**values)
