"""What the use cases of batches need of the world; `backend.storage` and `backend.tasks` provide it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from backend.jobs.batch import Batch, BatchStatus, Chunk, ChunkClaim, ItemPage, ItemQuery, Refused
from backend.jobs.job import Claim, Job, NewJob
from backend.jobs.listing import ListCursor


class ChunkPublisher(Protocol):
    """Wakes a worker for a part of a batch."""

    def publish_chunk(self, chunk: Chunk) -> None:
        """Send the chunk's message under its `message_id`.

        Raises:
            BrokerUnavailable: the broker did not take the message.
        """
        ...


class BatchStore(Protocol):
    """The ledger of batches. Every method raises LedgerUnavailable when the database does not answer."""

    def create(self, batch: Batch) -> None:
        """Commit an open batch."""
        ...

    def find(self, batch_id: str) -> Batch | None:
        """Return the batch, or None when the id is unknown."""
        ...

    def list_recent(self, owner: str, limit: int, after: ListCursor | None = None) -> tuple[Batch, ...]:
        """Return the owner's batches, the newest first, or those that follow `after`."""
        ...

    def add(
        self, batch: Batch, entries: Sequence[NewJob | Refused], at: datetime
    ) -> tuple[tuple[Job, ...], tuple[Chunk, ...]]:
        """Commit all entries or none; return their jobs in order, and the chunks whose messages are to be sent.

        An entry that the batch has already, with the same name and digest, is that of before.
        """
        ...

    def close(self, batch_id: str) -> None:
        """Let nothing more be added."""
        ...

    def status(self, batch: Batch, at: datetime) -> BatchStatus:
        """Return the counts of the batch's documents."""
        ...

    def items(self, batch: Batch, query: ItemQuery) -> ItemPage:
        """Return a page of the batch's documents."""
        ...

    def reports(self, job_ids: Sequence[str]) -> Mapping[str, bytes]:
        """Return the stored reports of these jobs as JSON in UTF-8; those without one are left out."""
        ...

    def cancel(self, batch_id: str, at: datetime, expires_at: datetime) -> None:
        """Close the batch; cancel its queued jobs, and ask its running ones to stop, in one transaction."""
        ...

    def failed(self, batch: Batch) -> tuple[Job, ...]:
        """Return the jobs that failed after they had begun."""
        ...

    def count_failed(self, batch: Batch) -> int:
        """Return how many jobs `failed` would return."""
        ...

    def renew(self, batch: Batch, renewed: Sequence[NewJob], at: datetime) -> tuple[Chunk, ...]:
        """Put jobs in the place of those that they retry, which leave the batch; return what is to be published."""
        ...

    def mark_unpublished(self, chunks: Sequence[Chunk]) -> None:
        """Note that the broker did not take these chunks' messages."""
        ...


class ChunkStore(Protocol):
    """The worker's side of batches. Every method raises LedgerUnavailable when the database does not answer."""

    def take(self, chunk: tuple[str, int], holder: str, lease_until: datetime, at: datetime) -> ChunkClaim | None:
        """Take the chunk whose turn it is; None when there is nothing to do.

        The turn goes round among the owners, and to each one's higher priority first. If that is not the chunk whose
        message came, the two exchange their messages.
        """
        ...

    def claim_jobs(
        self, claim: ChunkClaim, most: int, worker: str, holder: str, lease_until: datetime, at: datetime
    ) -> tuple[Claim, ...]:
        """Take up to so many waiting jobs of the chunk of which no attempt has ended badly; none when it is lost."""
        ...

    def next_job(self, claim: ChunkClaim, at: datetime) -> Job | None:
        """Return a waiting job of the chunk; None when there is none, or the claim is lost."""
        ...

    def renew(self, claim: ChunkClaim, lease_until: datetime) -> bool:
        """Prolong the claim; False when another has the chunk by now."""
        ...

    def give_back(self, claim: ChunkClaim, message_id: str, at: datetime) -> Chunk | None:
        """Let the rest of the chunk wait under a new message; None when there is no rest, or the claim is lost."""
        ...

    def finish(self, claim: ChunkClaim) -> None:
        """End the chunk; jobs of it that wait for a retry have messages of their own from now on."""
        ...

    def free_lost(self, is_gone: Callable[[str], bool]) -> int:
        """Free the chunks whose holder is known to be gone, before their leases end; return how many."""
        ...

    def stale(self, published_before: datetime, at: datetime, limit: int) -> tuple[Chunk, ...]:
        """Return the unfinished chunks that nobody has and whose message is that old, or that have none."""
        ...

    def take_for_publication(self, seen: Chunk, message_id: str, at: datetime) -> Chunk | None:
        """Give a chunk that is still as it was `seen` a new message; None when another was quicker."""
        ...
