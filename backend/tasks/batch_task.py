"""The task that works on documents of batches: as many as one message stands for, one job after another."""

import logging
import time
from collections import Counter
from datetime import timedelta

from celery.exceptions import Ignore

from backend.celery_config import ANALYSIS_QUEUE, BATCH_TASK, CHUNK_SECONDS
from backend.errors import AnalysisCancelled, BrokerUnavailable, LedgerUnavailable
from backend.jobs import Claim, Job, JobState
from backend.jobs.batch import ChunkClaim
from backend.jobs.batch_ports import ChunkStore
from backend.jobs.group import Group
from backend.jobs.holders import current_holder
from backend.jobs.job import new_message_id
from backend.logs import pop_log_context, push_log_context
from backend.tasks.app import celery_app
from backend.tasks.attempt import Attempt, ClaimLost, TriedAgainLater
from backend.tasks.base import RetryingTask
from backend.tasks.deadline import deadline
from backend.tasks.publisher import CeleryPublisher, analyses
from backend.tasks.ready_lists import ReadyLists
from backend.tasks.records import now, services
from vitae.domain.errors import VitaeError

logger = logging.getLogger(__name__)


@celery_app.task(name=BATCH_TASK, bind=True, base=RetryingTask, ignore_result=True)
def analyze_batch_task(self: RetryingTask, batch_id: str, chunk: int) -> dict[str, int]:
    """Work on the chunk whose turn it is, which may be another than the one that the message names.

    Each job is claimed just before its work, and ends in the ledger as if it had come alone: its attempts, its
    lease and its cancel are its own. The rest of the chunk goes back to the queue when somebody waits for an
    analysis, or after `CHUNK_SECONDS`.

    Args:
        self: The task, bound by Celery.
        batch_id: The batch for which the message was sent.
        chunk: The chunk within it.

    Returns:
        How many of the chunk's jobs ended how.

    Raises:
        Ignore: There is nothing to do: no chunk waits.

    Example:
        >>> from backend.tasks import analyze_batch_task
        >>> analyze_batch_task.name
        'tasks.analyze_batch'
    """
    store = services().chunks
    claim = store.take((batch_id, chunk), current_holder(), now() + _lease(), now())
    if claim is None:
        raise Ignore
    return _Shift(store, claim, str(self.request.hostname)).run()


class _Shift:
    """The time that this process gives to one chunk."""

    def __init__(self, store: ChunkStore, claim: ChunkClaim, worker: str) -> None:
        self._store = store
        self._claim = claim
        self._worker = worker
        self._began = time.monotonic()
        self._ends: Counter[str] = Counter()
        self._services, self._analyses = services(), analyses()
        self._lease = timedelta(seconds=self._services.settings.lease_seconds)
        self._group = Group(self._analyses)
        self._does_anybody_wait = ReadyLists().asking_for(ANALYSIS_QUEUE)

    def run(self) -> dict[str, int]:
        """Work on one job after another until none is left, or others are to be let in."""
        try:
            while (job := self._next()) is not None:
                self._ends[self._work_on(job)] += 1
                self._group.look()
                if not self._keep():
                    return dict(self._ends)  # another has the chunk by now
                if self._is_over():
                    self._group.end()
                    self._give_back()
                    return dict(self._ends)
            self._store.finish(self._claim)
        finally:
            self._leave()
        return dict(self._ends)

    def _next(self) -> Claim | Job | None:
        """Return what comes next: of a group that is claimed, or alone, after an attempt that ended badly.

        Such a document may be what ends its process, and the others are not to be ended with it again.
        """
        if (claim := self._group.next()) is not None:
            return claim
        self._group.settle()
        moment, most = now(), self._group.size
        held = self._store.claim_jobs(self._claim, most, self._worker, current_holder(), moment + self._lease, moment)
        self._group.hold(held)
        return self._group.next() or self._store.next_job(self._claim, moment)

    def _work_on(self, next_: Claim | Job) -> str:
        job, claim = (next_.job, next_) if isinstance(next_, Claim) else (next_, None)
        token = push_log_context(job_id=job.id, batch_id=self._claim.chunk.batch_id)
        try:
            claim = claim or self._analyses.claim(job.id, self._worker)
            if claim is None:
                return "taken"
            with deadline(self._services.settings.analysis_timeout_seconds):
                Attempt(claim, self._services, self._analyses).run(group=self._group)
            return JobState.SUCCEEDED.value
        except AnalysisCancelled:
            return JobState.CANCELLED.value
        except (TriedAgainLater, ClaimLost) as left:
            return type(left).__name__
        except LedgerUnavailable:
            raise
        except VitaeError:
            return JobState.FAILED.value
        finally:
            pop_log_context(token)

    def _keep(self) -> bool:
        """Prolong the claim when half of its lease is over; False when it is lost."""
        if self._claim.lease_until - now() > self._lease / 2:
            return True
        return self._store.renew(self._claim, now() + self._lease)

    def _is_over(self) -> bool:
        if time.monotonic() - self._began > CHUNK_SECONDS:
            return True
        try:  # at every document: to ask takes 0.2 ms, and who waits for an analysis waits for one document at most
            return self._does_anybody_wait()
        except BrokerUnavailable:
            return False  # nobody can be let in

    def _leave(self) -> None:
        """Hold nothing any more, whatever ends the shift."""
        try:
            self._group.end()
        except LedgerUnavailable:
            logger.warning("the ledger could not be told what was done of a chunk; it is done again")

    def _give_back(self) -> None:
        rest = self._store.give_back(self._claim, new_message_id(), now())
        if rest is None:
            return
        logger.info("a chunk gives way after %d documents", sum(self._ends.values()))
        try:
            CeleryPublisher().publish_chunk(rest)
        except BrokerUnavailable:
            logger.warning("the rest of a chunk waits for the reconciler: the broker did not take its message")


def _lease() -> timedelta:
    return timedelta(seconds=services().settings.lease_seconds)
