"""Erase an analysis: its document, text, report, events and page images; what is left is that there was one."""

from datetime import datetime
from typing import Protocol

from backend.errors import AnalysisNotFinished
from backend.jobs.ports import BlobStore, Clock, ProgressLog


class ErasureStore(Protocol):
    """The ledger's side of it; raises LedgerUnavailable when the database does not answer."""

    def erase(self, job_id: str, at: datetime) -> tuple[str, ...] | None:
        """Turn an ended job into a tombstone, in one transaction.

        Returns:
            The digests of the blobs that nobody needs any more: the document's and those of its page images, unless
            another analysis or its owner still has the document. None when the job has not ended.
        """
        ...


class Erasure:
    """Erases what has ended; what still runs has to be cancelled first."""

    def __init__(self, store: ErasureStore, blobs: BlobStore, progress: ProgressLog, clock: Clock) -> None:
        self._store = store
        self._blobs = blobs
        self._progress = progress
        self._clock = clock

    def erase(self, job_id: str) -> None:
        """Erase the analysis; a second time changes nothing.

        Raises:
            AnalysisNotFinished: it is queued or running.
        """
        orphans = self._store.erase(job_id, self._clock())
        if orphans is None:
            raise AnalysisNotFinished(f"The analysis {job_id} has not ended; cancel it before it is erased.")
        for sha256 in orphans:
            self._blobs.delete(sha256)
        self._progress.erase(job_id)
