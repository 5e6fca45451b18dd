"""The ledger of documents: which were handed in by whom, with an analysis or without one."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, select

from backend.jobs.document import StoredDocument
from backend.storage.ledger import Ledger
from backend.storage.tables import documents, jobs
from backend.storage.upserts import insert_or_update


class LedgerDocumentStore:
    """Keeps track of documents. Every method raises LedgerUnavailable when the database does not answer."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, document: StoredDocument) -> bool:
        """Commit a document; False when its owner had it already, whose time is then prolonged."""
        with self._ledger.writing() as connection:
            is_known = _find(connection, document.owner, document.sha256, document.created_at) is not None
            insert_or_update(connection, documents, asdict(document), changed="expires_at")
        return not is_known

    def find(self, owner: str, sha256: str, at: datetime) -> StoredDocument | None:
        """Return the owner's document, or None when they have none of this digest, or not any more."""
        with self._ledger.reading() as connection:
            return _find(connection, owner, sha256, at)


def _find(connection: Connection, owner: str, sha256: str, at: datetime) -> StoredDocument | None:
    query = select(documents).where(
        documents.c.owner == owner, documents.c.sha256 == sha256, documents.c.expires_at > at
    )
    row = connection.execute(query).one_or_none()
    if row is not None:
        return StoredDocument(**row._mapping)  # noqa: SLF001  # SQLAlchemy's documented name
    return _of_latest_job(connection, owner, sha256, at)


def _of_latest_job(connection: Connection, owner: str, sha256: str, at: datetime) -> StoredDocument | None:
    kept = jobs.c.expires_at.is_(None) | (jobs.c.expires_at > at)
    query = (
        select(jobs.c.filename, jobs.c.size, jobs.c.created_at, jobs.c.expires_at)
        .where(jobs.c.owner == owner, jobs.c.document_sha256 == sha256, jobs.c.erased_at.is_(None), kept)
        .order_by(jobs.c.created_at.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else StoredDocument(owner=owner, sha256=sha256, **row._mapping)  # noqa: SLF001  # the same
