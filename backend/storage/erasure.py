"""What the ledger forgets when an analysis is erased."""

from datetime import datetime

from sqlalchemy import Connection, delete, exists, or_, select, update

from backend.jobs.states import TERMINAL
from backend.storage.ledger import Ledger
from backend.storage.tables import documents, jobs, page_images, reports, steps

NOTHING_LEFT = dict.fromkeys(
    ("filename", "error", "summary", "options", "cache_key", "options_digest", "batch_id", "chunk", "set_aside_at")
)
"""Columns of a tombstone that hold nothing any more."""


class LedgerErasure:
    """Implements `backend.jobs.erasure.ErasureStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def erase(self, job_id: str, at: datetime) -> tuple[str, ...] | None:
        """Turn an ended job into a tombstone, in one transaction."""
        ended = jobs.c.state.in_(sorted(TERMINAL))
        tombstone = update(jobs).where(jobs.c.id == job_id, ended).values(erased_at=at, **NOTHING_LEFT)
        with self._ledger.writing() as connection:
            if connection.execute(tombstone).rowcount == 0:
                return None
            connection.execute(delete(reports).where(reports.c.job_id == job_id))
            connection.execute(delete(steps).where(steps.c.job_id == job_id))
            sha256 = connection.execute(select(jobs.c.document_sha256).where(jobs.c.id == job_id)).scalar_one()
            orphans = () if _is_needed(connection, sha256, at) else _forget_document(connection, sha256)
        self._ledger.empty_journal()
        return orphans


def _is_needed(connection: Connection, sha256: str, at: datetime) -> bool:
    by_a_job = exists().where(jobs.c.document_sha256 == sha256, jobs.c.erased_at.is_(None))
    by_its_owner = exists().where(documents.c.sha256 == sha256, documents.c.expires_at > at)
    return bool(connection.execute(select(or_(by_a_job, by_its_owner))).scalar())


def _forget_document(connection: Connection, sha256: str) -> tuple[str, ...]:
    """Remove the rows of its page images and return the digests of all its blobs."""
    mine = page_images.c.document_sha256 == sha256
    images = connection.execute(select(page_images.c.blob_sha256).where(mine).order_by(page_images.c.page)).scalars()
    found = (sha256, *dict.fromkeys(images))
    connection.execute(delete(page_images).where(mine))
    return found
