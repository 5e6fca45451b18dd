"""From bytes that are handed in to a job that can enter the ledger."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from backend.jobs.document import StoredDocument
from backend.jobs.job import Job, NewJob, new_job_id
from backend.jobs.ports import BlobStore, Clock
from backend.jobs.room import Room
from backend.jobs.submission import check_priority, check_size, display_name, settle_analyzers, settle_options

DEFAULT_OWNER = "local"
DEFAULT_PRIORITY = 5
ANALYSIS_QUEUE, BATCH_QUEUE = "analysis", "batch"

Capabilities = Callable[[], str | None]
"""Returns the digest of all that the workers' engine can do; None while no worker has told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for, whatever the document."""

    owner: str = DEFAULT_OWNER
    analyzers: tuple[str, ...] | None = None
    """In running order; None for all of them."""
    as_of: date
    options: Mapping[str, Any] | None = None
    """Options of the engine as plain JSON values."""
    priority: int = DEFAULT_PRIORITY
    """0..9; higher is sooner."""
    is_fresh: bool = False
    """Whether to work even where a report of the same work exists."""


class Intake:
    """Checks and stores documents; every face of the product hands them in through here."""

    def __init__(
        self, blobs: BlobStore, clock: Clock, capabilities: Capabilities, room: Room, *, max_upload_mib: int
    ) -> None:
        self._blobs = blobs
        self._room = room
        self._clock = clock
        self._capabilities = capabilities
        self._max_upload_mib = max_upload_mib

    def request(
        self,
        *,
        analyzers: Iterable[str] | None = None,
        as_of: date | None = None,
        options: Mapping[str, Any] | None = None,
        owner: str = DEFAULT_OWNER,
        priority: int = DEFAULT_PRIORITY,
        is_fresh: bool = False,
    ) -> Request:
        """Settle what is asked for; the day is by default this machine's.

        Raises:
            UnknownAnalyzer: an analyzer is not registered.
            InvalidOption: the priority is outside 0..9, or a rule of the options is none.
        """
        check_priority(priority)
        return Request(
            owner=owner,
            analyzers=settle_analyzers(analyzers),
            as_of=as_of or self._clock().astimezone().date(),
            options=settle_options(options),
            priority=priority,
            is_fresh=is_fresh,
        )

    def store(self, data: bytes, filename: str | None, owner: str, kept: timedelta) -> StoredDocument:
        """Store a document of which no analysis is asked yet; the errors are those of `job`."""
        sha256 = self._take(data)
        now = self._clock()
        return StoredDocument(
            owner=owner,
            sha256=sha256,
            filename=display_name(filename),
            size=len(data),
            created_at=now,
            expires_at=now + kept,
        )

    def job(self, data: bytes, filename: str | None, request: Request, **place: Any) -> NewJob:
        """Store the document and return the job that shall be queued for it.

        Args:
            data: The document.
            filename: Its name, as it is to be shown.
            request: What is asked for.
            **place: Further fields of `NewJob`: its queue, its batch.

        Raises:
            DocumentEmpty: there are no bytes.
            DocumentTooLarge: there are more than the limit allows.
            StorageFull: the disk has no room for it.
            QueueFull: as many wait already as may wait.
            LedgerUnavailable: the document cannot be stored.
        """
        sha256 = self._take(data)
        return NewJob(
            id=new_job_id(),
            owner=request.owner,
            filename=filename,
            document_sha256=sha256,
            size=len(data),
            analyzers=request.analyzers,
            as_of=request.as_of,
            options=request.options,
            priority=request.priority,
            cache_key=None if request.is_fresh else work_key(sha256, request, self._capabilities()),
            created_at=self._clock(),
            **{"queue": ANALYSIS_QUEUE, **place},
        )

    def is_lost(self, sha256: str) -> bool:
        """Return whether a document was removed before its row was committed, as one that nobody had."""
        return not self._blobs.has(sha256)

    def keep(self, data: bytes) -> None:
        """Store a document again that was lost in this way."""
        self._blobs.put(data)

    def _take(self, data: bytes) -> str:
        check_size(data, self._max_upload_mib)
        self._room.require()
        return self._blobs.put(data)

    def again(self, job: Job) -> NewJob:
        """Return a job of its own that does the work of another anew.

        Raises:
            DocumentNotFound: the document is gone.
        """
        self._blobs.open(job.document_sha256).close()
        same = {field.name: getattr(job, field.name) for field in fields(NewJob)}
        alone = {"batch_id": None, "chunk": None, "cache_key": None}
        return NewJob(**same | alone | {"id": new_job_id(), "created_at": self._clock(), "retry_of": job.id})


def work_key(sha256: str, request: Request, capabilities: str | None) -> str | None:
    """Return the name of the work: whatever may change the report is in it, and whose it is.

    None where reports cannot be shared: nobody knows what the workers' engine can do, or the answer of a server
    elsewhere is asked for.
    """
    options = request.options or {}
    if capabilities is None or options.get("languagetool_url"):
        return None
    work = {
        "owner": request.owner,
        "document": sha256,
        "analyzers": request.analyzers,
        "as_of": request.as_of.isoformat(),
        "options": options,
        "capabilities": capabilities,
    }
    return hashlib.sha256(json.dumps(work, sort_keys=True).encode()).hexdigest()
