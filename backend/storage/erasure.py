"""Removing from the ledger: a job that is buried leaves a row with nothing but ids and times."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, case, delete, exists, func, select, union_all, update

from backend.jobs.erasure import SLICE, Buried
from backend.jobs.states import JobState
from backend.storage.collisions import again_if_undone
from backend.storage.followers import settle_followers
from backend.storage.ledger import Ledger
from backend.storage.partials import forget_partials, of_this_attempt
from backend.storage.tables import (
    batches,
    documents,
    jobs,
    live,
    meta,
    page_images,
    partials,
    reports,
    requests,
    steps,
    tasks,
)
from backend.storage.upserts import insert_or_update

UNFINISHED = (JobState.QUEUED.value, JobState.RUNNING.value, JobState.CANCELLING.value)
NOTHING: Mapping[str, Any] = MappingProxyType(
    dict.fromkeys(
        (
            *("filename", "analyzers", "options", "summary", "error", "cache_key", "options_digest", "cache"),
            *("batch_id", "chunk", "leader_id", "worker", "holder", "lease_until", "retry_at", "set_aside_at"),
        )
    )
    | {"document_sha256": "", "size": 0, "steps": 0}
)
"""What is left of a job's columns that say something of a document or of the work on it."""
DUE = "scrub_due"
"""Row of `meta`: something was removed, and its bytes may still lie in the database's files."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How long rows are kept that have no moment of their own at which they expire."""

    page_images: timedelta
    tombstones: timedelta


class LedgerErasureStore:
    """Implements `backend.jobs.erasure.ErasureStore` over the ledger."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime], terms: Terms) -> None:
        self._ledger = ledger
        self._clock = clock
        self._terms = terms

    @again_if_undone
    def bury_analysis(self, owner: str, job_id: str) -> Buried:
        """Bury a job, whatever its state."""
        with self._ledger.writing() as connection:
            return _bury(connection, [jobs.c.id == job_id, jobs.c.owner == owner], self._clock())

    @again_if_undone
    def bury_document(self, owner: str, sha256: str) -> Buried:
        """Forget a document of the owner and bury what was made of it."""
        mine = [jobs.c.document_sha256 == sha256, jobs.c.owner == owner]
        with self._ledger.writing() as connection:
            connection.execute(delete(documents).where(documents.c.owner == owner, documents.c.sha256 == sha256))
            buried = _bury(connection, mine, self._clock(), limit=None)
            _note_due(connection, self._clock())
        return Buried(buried.job_ids, tuple({*buried.digests, sha256}))

    @again_if_undone
    def bury_batch(self, owner: str, batch_id: str) -> Buried:
        """Forget a batch and bury some of its jobs."""
        with self._ledger.writing() as connection:
            connection.execute(delete(batches).where(batches.c.id == batch_id, batches.c.owner == owner))
            return _bury(connection, [jobs.c.batch_id == batch_id, jobs.c.owner == owner], self._clock())

    @again_if_undone
    def bury_expired(self, limit: int) -> Buried:
        """Bury some of the jobs that have expired, and forget some of the other rows that have."""
        now = self._clock()
        with self._ledger.writing() as connection:
            buried = _bury(connection, [jobs.c.expires_at <= now], now, limit)
            handed_in = _forget(connection, documents, documents.c.expires_at <= now, limit, documents.c.sha256)
            old = page_images.c.created_at <= now - self._terms.page_images
            painted = _forget(connection, page_images, old, limit, page_images.c.blob_sha256)
            for table in (tasks, requests):
                _forget(connection, table, table.c.expires_at <= now, limit)
            is_over = batches.c.expires_at <= now, ~exists().where(_unfinished_of(batches.c.id))
            _forget(connection, batches, is_over[0] & is_over[1], limit)
            forgotten = jobs.c.erased_at <= now - self._terms.tombstones
            _forget(connection, jobs, forgotten, limit)
            nobodys = ~exists().where(of_this_attempt)
            left_behind = _forget(connection, partials, nobodys, limit, partials.c.job_id)
            if handed_in or left_behind:
                _note_due(connection, now)
        return Buried(buried.job_ids, (*buried.digests, *handed_in, *painted))

    def release(self, sha256: str) -> tuple[str, ...]:
        """Forget the page images of a document that nobody has any more."""
        mine = page_images.c.document_sha256 == sha256
        with self._ledger.writing() as connection:
            if _is_had(connection, sha256):
                return ()
            images = connection.execute(delete(page_images).where(mine).returning(page_images.c.blob_sha256))
            return tuple(images.scalars())

    def is_needed(self, sha256: str) -> bool:
        """Return whether any row of any owner belongs to the file."""
        made = union_all(
            select(page_images.c.page).where(page_images.c.blob_sha256 == sha256),
            select(steps.c.position).where(steps.c.blob_sha256 == sha256),
        )
        with self._ledger.reading() as connection:
            return _is_had(connection, sha256) or connection.execute(made.limit(1)).first() is not None

    def is_due(self) -> bool:
        """Return whether something was removed since the last call of `overwrite` that had nothing left to do."""
        with self._ledger.reading() as connection:
            return connection.execute(select(meta.c.key).where(meta.c.key == DUE)).first() is not None

    def overwrite(self) -> bool:
        """Overwrite what was removed: on SQLite all of it, on PostgreSQL what VACUUM gives free (see docs)."""
        with self._ledger.reading() as connection:
            due = connection.execute(select(meta.c.value).where(meta.c.key == DUE)).scalar()
        if not self._ledger.tidy(jobs, reports, partials, steps, documents, page_images, batches):
            return False
        with self._ledger.writing() as connection:
            connection.execute(delete(meta).where(meta.c.key == DUE, meta.c.value == due))
        return self._ledger.tidy()


def _bury(
    connection: Connection, which: Iterable[ColumnElement[bool]], at: datetime, limit: int | None = SLICE
) -> Buried:
    columns = (jobs.c.id, jobs.c.state, jobs.c.document_sha256)
    found = select(*columns).where(live, *which).order_by(jobs.c.id).limit(limit).with_for_update()
    rows = connection.execute(found).all()
    ids = [row.id for row in rows]
    if not ids:
        return Buried()
    exported = select(steps.c.blob_sha256).where(steps.c.job_id.in_(ids), steps.c.blob_sha256.is_not(None))
    digests = {row.document_sha256 for row in rows} | set(connection.execute(exported).scalars())
    connection.execute(delete(reports).where(reports.c.job_id.in_(ids)))
    forget_partials(connection, ids)
    connection.execute(delete(steps).where(steps.c.job_id.in_(ids)))
    connection.execute(update(jobs).where(jobs.c.id.in_(ids)).values(_tombstone(at)))
    for row in rows:
        if row.state in UNFINISHED:
            settle_followers(connection, row.id, JobState.CANCELLED, at, expires_at=None)
    _note_due(connection, at)
    return Buried(tuple(ids), tuple(sorted(digests)))


def _tombstone(at: datetime) -> dict[str, Any]:
    """Return the columns of a buried job; one that ran has lost its worker, who finds the token changed."""
    is_open = jobs.c.state.in_(UNFINISHED)
    return {
        **NOTHING,
        "state": case((is_open, JobState.CANCELLED.value), else_=jobs.c.state),
        "finished_at": func.coalesce(jobs.c.finished_at, at),
        "lease_token": jobs.c.lease_token + 1,
        "expires_at": case((jobs.c.expires_at <= at, jobs.c.expires_at)),  # of what was erased before, none
        "erased_at": at,
    }


def _forget(
    connection: Connection, table: Table, which: ColumnElement[bool], limit: int, returned: Any = None
) -> tuple[str, ...]:
    """Delete some rows; return a column of them."""
    key = list(table.primary_key)
    some = connection.execute(select(*key).where(which).limit(limit)).all()
    gone: list[str] = []
    for row in some:
        change = delete(table).where(*(column == value for column, value in zip(key, row, strict=True)))
        if returned is None:
            connection.execute(change)
        else:
            gone += connection.execute(change.returning(returned)).scalars()
    return tuple(gone)


def _is_had(connection: Connection, sha256: str) -> bool:
    """Return whether somebody has the document with this digest."""
    had = union_all(
        select(jobs.c.size).where(jobs.c.document_sha256 == sha256).limit(1).subquery().select(),
        select(documents.c.size).where(documents.c.sha256 == sha256).limit(1).subquery().select(),
    )
    return connection.execute(had).first() is not None


def _unfinished_of(batch_id: ColumnElement[str]) -> ColumnElement[bool]:
    return (jobs.c.batch_id == batch_id) & jobs.c.state.in_(UNFINISHED)


def _note_due(connection: Connection, at: datetime) -> None:
    insert_or_update(connection, meta, {"key": DUE, "value": at.isoformat()}, changed="value")
