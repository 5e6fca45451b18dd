"""Set chunks of batches and steps of chains going again whose message nobody has. Many may do so at once."""

import logging

from backend.jobs.batch import Chunk
from backend.jobs.batch_ports import ChunkPublisher, ChunkStore
from backend.jobs.chains import Chains
from backend.jobs.holders import is_gone
from backend.jobs.job import new_message_id
from backend.jobs.ports import Clock, ReadyMessages
from backend.jobs.reconcile import MOST_AT_ONCE, PATIENCE, is_overdue
from backend.jobs.step_ports import StepStore

logger = logging.getLogger(__name__)


class ChunkReconciler:
    """Looks after the chunks: each that is not done is held by a living process, or has a message in the broker."""

    def __init__(self, store: ChunkStore, publisher: ChunkPublisher, ready: ReadyMessages, clock: Clock) -> None:
        self._store = store
        self._publisher = publisher
        self._ready = ready
        self._clock = clock

    def run(self) -> int:
        """Look once through all chunks; return how many got a new message.

        Raises:
            LedgerUnavailable: nothing can be known.
            BrokerUnavailable: nothing can be published.
        """
        self._store.free_lost(is_gone)
        now = self._clock()
        stale = self._store.stale(now - PATIENCE, now, MOST_AT_ONCE)
        overdue = [chunk for chunk in stale if is_overdue(chunk.published_at, chunk.publications, now)]
        if not overdue:
            return 0
        ready = self._ready.ids()
        published = sum(self._publish(chunk) for chunk in overdue if chunk.message_id not in ready)
        if published:
            logger.info("%d chunks of batches are published again", published)
        return published

    def _publish(self, seen: Chunk) -> bool:
        chunk = self._store.take_for_publication(seen, new_message_id(), self._clock())
        if chunk is None:
            return False
        self._publisher.publish_chunk(chunk)
        return True


class StepReconciler:
    """Looks after the steps of finished jobs: each whose turn it is is being carried out, or has a message."""

    def __init__(self, chains: Chains, store: StepStore, ready: ReadyMessages, clock: Clock) -> None:
        self._chains = chains
        self._store = store
        self._ready = ready
        self._clock = clock

    def run(self) -> int:
        """Look once through all steps; return for how many jobs the rest of the chain was published.

        Raises:
            LedgerUnavailable: nothing can be known.
            BrokerUnavailable: nothing can be published.
        """
        now = self._clock()
        stuck = self._store.stuck(now - PATIENCE, now, MOST_AT_ONCE)
        if not stuck:
            return 0
        ready = self._ready.ids()
        return sum(self._chains.publish_from(step) for step in stuck if step.message_id not in ready)
