"""Hand in documents by the thousand, follow them as one, and read what came out."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from backend.errors import BatchClosed, BatchNotFound, BrokerUnavailable
from backend.jobs.batch import Batch, BatchStatus, Chunk, ItemPage, ItemQuery, Refused, new_batch_id
from backend.jobs.batch_ports import BatchStore, ChunkPublisher
from backend.jobs.intake import BATCH_QUEUE, DEFAULT_OWNER, DEFAULT_PRIORITY, Intake, Request
from backend.jobs.job import Job, NewJob, new_job_id
from backend.jobs.listing import BatchPage, ListCursor, cut
from backend.jobs.ports import Clock
from backend.jobs.submission import relative_name
from vitae.domain.errors import DocumentError
from vitae.domain.report import ErrorInfo

Document = tuple[str | None, bytes]
"""The file's name, which may have folders before it, and its bytes."""


class Batches:
    """The use cases of whoever hands in many documents. Each of them is a job; the batch is a view of its jobs."""

    def __init__(
        self, store: BatchStore, intake: Intake, publisher: ChunkPublisher, clock: Clock, *, retention: timedelta
    ) -> None:
        self._store = store
        self._intake = intake
        self._publisher = publisher
        self._clock = clock
        self._retention = retention

    def create(
        self,
        *,
        name: str | None = None,
        analyzers: Iterable[str] | None = None,
        as_of: date | None = None,
        options: Mapping[str, Any] | None = None,
        owner: str = DEFAULT_OWNER,
        priority: int = DEFAULT_PRIORITY,
    ) -> Batch:
        """Open a batch to which documents can be added.

        Raises:
            UnknownAnalyzer: an analyzer is not registered.
            InvalidOption: the priority is outside 0..9, or a rule of the options is none.
            LedgerUnavailable: nothing was opened.
        """
        request = self._intake.request(
            analyzers=analyzers, as_of=as_of, options=options, owner=owner, priority=priority
        )
        now = self._clock()
        batch = Batch(
            id=new_batch_id(),
            owner=request.owner,
            name=relative_name(name),
            analyzers=request.analyzers,
            options=request.options,
            as_of=request.as_of,
            priority=request.priority,
            created_at=now,
            expires_at=now + self._retention,
        )
        self._store.create(batch)
        return batch

    def add(self, batch_id: str, documents: Iterable[Document]) -> tuple[Job, ...]:
        """Add documents, whose work begins at once; one that cannot be accepted stands there as failed.

        A document that is there already, under the same name and with the same bytes, is not added again: who was
        interrupted hands in everything anew.

        Args:
            batch_id: The batch.
            documents: Read once more where a document was removed by others before its row was committed: all of
                them at once may be more than the memory holds.

        Returns:
            The job of each document, in order.

        Raises:
            TypeError: the documents can be read only once.
            BatchNotFound: the id is unknown.
            BatchClosed: the batch takes no more documents.
            LedgerUnavailable: none of them was added.
        """
        if iter(documents) is documents:
            raise TypeError("The documents of a batch may have to be read twice: an iterator does not do.")
        batch = self._existing(batch_id)
        if batch.is_closed:
            raise BatchClosed(f"The batch {batch_id} takes no more documents.")
        request = _request_of(batch)
        entries = [self._entry(batch, request, name, data) for name, data in documents]
        jobs, chunks = self._store.add(batch, entries, self._clock())
        self._keep(entries, documents)
        self._publish(chunks)
        return jobs

    def close(self, batch_id: str) -> BatchStatus:
        """Say that all documents are there; a second time changes nothing.

        Raises:
            BatchNotFound: the id is unknown.
        """
        self._existing(batch_id)
        self._store.close(batch_id)
        return self.status(batch_id)

    def status(self, batch_id: str) -> BatchStatus:
        """Return the batch and the counts of its documents.

        Raises:
            BatchNotFound: the id is unknown.
        """
        return self._store.status(self._existing(batch_id), self._clock())

    def page(self, owner: str = DEFAULT_OWNER, *, limit: int, after: ListCursor | None = None) -> BatchPage:
        """Return the owner's newest batches or, with `after`, those that follow it."""
        now = self._clock()
        shown, following = cut(self._store.list_recent(owner, limit + 1, after), limit)
        return BatchPage(tuple(self._store.status(batch, now) for batch in shown), following)

    def items(self, batch_id: str, query: ItemQuery) -> ItemPage:
        """Return a page of the batch's documents.

        Raises:
            BatchNotFound: the id is unknown.
        """
        return self._store.items(self._existing(batch_id), query)

    def cancel(self, batch_id: str) -> BatchStatus:
        """Close the batch and cancel what has not ended: at once what waits, at its next step what runs.

        Raises:
            BatchNotFound: the id is unknown.
        """
        self._existing(batch_id)
        self._store.cancel(batch_id, self._clock(), self._clock() + self._retention)
        return self.status(batch_id)

    def retry_failed(self, batch_id: str) -> BatchStatus:
        """Try anew what failed, each as a new job in the place of the old one, which keeps its own id and error.

        What was refused before it became a job stays as it is: the same bytes would be refused again.

        Raises:
            BatchNotFound: the id is unknown.
        """
        batch = self._existing(batch_id)
        now = self._clock()
        renewed = [_renewed(job, now) for job in self._store.failed(batch)]
        self._publish(self._store.renew(batch, renewed, now))
        return self.status(batch_id)

    def count_retryable(self, batch_id: str) -> int:
        """Return how many documents `retry_failed` would try anew.

        Raises:
            BatchNotFound: the id is unknown.
        """
        return self._store.count_failed(self._existing(batch_id))

    def export(self, batch_id: str) -> Iterator[tuple[Job, dict[str, Any] | None]]:
        """Yield every document in the order of the names, with its report where it has one; never all in memory.

        Raises:
            BatchNotFound: the id is unknown; raised before the first document.
        """
        return self._read(self._existing(batch_id))

    def _read(self, batch: Batch) -> Iterator[tuple[Job, dict[str, Any] | None]]:
        query = ItemQuery(limit=100)
        while True:
            page = self._store.items(batch, query)
            reports = self._store.reports([job.id for job in page.jobs])
            for job in page.jobs:
                yield job, _report_of(job, reports.get(job.id))
            if page.last is None:
                return
            query = replace(query, after=page.last)

    def _entry(self, batch: Batch, request: Request, name: str | None, data: bytes) -> NewJob | Refused:
        filename = relative_name(name) or f"document-{_digest(data)[:12]}"
        try:
            return self._intake.job(data, filename, request, queue=BATCH_QUEUE, batch_id=batch.id)
        except DocumentError as error:
            return Refused(filename, _digest(data), len(data), ErrorInfo.of(error))

    def _keep(self, entries: Iterable[NewJob | Refused], documents: Iterable[Document]) -> None:
        """Store again what was removed before its row was committed, as a document that nobody had."""
        digests = {entry.document_sha256 for entry in entries if isinstance(entry, NewJob)}
        lost = {sha256 for sha256 in digests if self._intake.is_lost(sha256)}
        if lost:
            for _, data in documents:
                if _digest(data) in lost:
                    self._intake.keep(data)

    def _publish(self, chunks: Iterable[Chunk]) -> None:
        """Send the chunks' messages; without a broker they go out when it is back."""
        waiting = iter(chunks)
        for chunk in waiting:
            try:
                self._publisher.publish_chunk(chunk)
            except BrokerUnavailable:
                self._store.mark_unpublished([chunk, *waiting])
                return

    def _existing(self, batch_id: str) -> Batch:
        batch = self._store.find(batch_id)
        if batch is None or batch.expires_at <= self._clock():
            raise BatchNotFound(f"There is no batch {batch_id}.")
        return batch


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _request_of(batch: Batch) -> Request:
    return Request(
        owner=batch.owner,
        analyzers=batch.analyzers,
        as_of=batch.as_of,
        options=batch.options,
        priority=batch.priority,
    )


def _renewed(job: Job, now: datetime) -> NewJob:
    return NewJob(
        id=new_job_id(),
        owner=job.owner,
        filename=job.filename,
        document_sha256=job.document_sha256,
        size=job.size,
        analyzers=job.analyzers,
        as_of=job.as_of,
        options=job.options,
        queue=job.queue,
        priority=job.priority,
        created_at=now,
        retry_of=job.id,
        batch_id=job.batch_id,
        cache_key=job.cache_key,
    )


def _report_of(job: Job, stored: bytes | None) -> dict[str, Any] | None:
    if stored is None:
        return None
    report: dict[str, Any] = json.loads(stored)
    return report | {"run": report["run"] | job.own_run}
