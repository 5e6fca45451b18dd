"""Removing what is not wanted any more: on request at once, and whatever has expired."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from backend.jobs.ports import BlobStore, Clock

logger = logging.getLogger(__name__)

SLICE = 200
"""Jobs, or rows of another kind, that one transaction removes: others wait for it no longer than a moment."""
STRAY_AGE = timedelta(hours=1)
"""A file that belongs to nothing is younger than this only if it is being handed in."""


@dataclass(frozen=True, slots=True)
class Buried:
    """What was removed from the ledger, and what may have to follow."""

    job_ids: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    """Of files that one row less belongs to."""


class ErasureStore(Protocol):
    """The ledger, as far as things are removed from it. A job that is buried leaves a row of ids and times alone.

    Every method raises LedgerUnavailable when the database does not answer.
    """

    def bury_analysis(self, owner: str, job_id: str) -> Buried:
        """Bury a job, whatever its state; whoever works on it has lost it. Nothing when it is unknown."""
        ...

    def bury_document(self, owner: str, sha256: str) -> Buried:
        """Forget a document of the owner and bury what was made of it."""
        ...

    def bury_batch(self, owner: str, batch_id: str) -> Buried:
        """Forget a batch and bury its jobs."""
        ...

    def bury_expired(self, limit: int) -> Buried:
        """Bury some of the jobs that have expired, and forget some of the other rows that have."""
        ...

    def release(self, sha256: str) -> tuple[str, ...]:
        """Forget the page images of a document that nobody has any more; return the digests of their files."""
        ...

    def is_needed(self, sha256: str) -> bool:
        """Return whether any row of any owner belongs to the file."""
        ...

    def is_due(self) -> bool:
        """Return whether something was removed since the last call of `overwrite` that had nothing left to do."""
        ...

    def overwrite(self) -> bool:
        """Leave nothing of what was removed in the database's own files, as far as it can do that.

        Returns:
            Whether there is nothing left to do. False when others were in the way: ask again later.
        """
        ...


class Traces(Protocol):
    """What the broker remembers of jobs: progress, and Celery's results."""

    def erase(self, job_ids: Iterable[str]) -> None:
        """Remove it; BrokerUnavailable when the broker does not answer."""
        ...

    def rewrite(self) -> bool:
        """Have the broker write its files anew, without what was removed; False when it could not begin yet."""
        ...


class Erasure:
    """The use cases. Each may be repeated and run at many places at once; what is gone already is no error."""

    def __init__(self, store: ErasureStore, blobs: BlobStore, traces: Traces, clock: Clock) -> None:
        self._store = store
        self._blobs = blobs
        self._traces = traces
        self._clock = clock

    def erase_analysis(self, owner: str, job_id: str) -> None:
        """Remove an analysis; its document too, unless another analysis or its owner still has it.

        From now on its id is answered as expired. Within a minute nothing of it is left in the files of the
        database and of the broker (see `scrub`).

        Raises:
            LedgerUnavailable: nothing was removed.
            BrokerUnavailable: the broker still remembers its progress, which expires within a day.
        """
        self._remove(self._store.bury_analysis(owner, job_id))

    def erase_document(self, owner: str, sha256: str) -> None:
        """Remove a document and everything that was made of it for its owner; raise as `erase_analysis` does."""
        self._remove(self._store.bury_document(owner, sha256))

    def erase_batch(self, owner: str, batch_id: str) -> None:
        """Remove a batch with all that belongs to it; raise as `erase_analysis` does."""
        while (buried := self._store.bury_batch(owner, batch_id)).job_ids:
            self._remove(buried)

    def clean(self) -> int:
        """Remove what has expired, a slice at a time; return how many analyses that were.

        Raises:
            LedgerUnavailable, BrokerUnavailable: the rest is left to the next call.
        """
        number = 0
        while (buried := self._store.bury_expired(SLICE)) != Buried():
            self._remove(buried)
            number += len(buried.job_ids)
        return number

    def sweep(self, folder: int) -> int:
        """Remove the files in one of the 256 folders that belong to nothing; return how many that were.

        Such files are left by a process that was killed between storing a document and committing its job.
        """
        strays = self._blobs.older_than(folder, self._clock() - STRAY_AGE)
        return sum(self._blobs.delete_unless(sha256, self._store.is_needed) for sha256 in strays)

    def scrub(self) -> bool:
        """Overwrite what was removed, in the files of database and broker; False when that has to be tried again.

        Raises:
            LedgerUnavailable, BrokerUnavailable: they do not answer.
        """
        return not self._store.is_due() or (self._traces.rewrite() and self._store.overwrite())

    def _remove(self, buried: Buried) -> None:
        for sha256 in buried.digests:
            self._remove_file(sha256)
        if buried.job_ids:
            logger.info("%d analyses are removed", len(buried.job_ids))
            self._traces.erase(buried.job_ids)

    def _remove_file(self, sha256: str) -> None:
        for image in self._store.release(sha256):
            self._blobs.delete_unless(image, self._store.is_needed)
        self._blobs.delete_unless(sha256, self._store.is_needed)
