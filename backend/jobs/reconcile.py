"""Find what is stuck, and set it going again. Many may do so at the same moment: every change is guarded."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.errors import DocumentCrashesWorker
from backend.jobs.job import Claim, Job, Waiting, as_waiting, new_message_id
from backend.jobs.ports import Clock, Publisher, ReadyMessages, RecoveryStore
from backend.jobs.states import JobState
from backend.jobs.work import Work

logger = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=20)
"""How long a message may be on its way before it is looked for; it doubles with every further message ..."""
LONGEST_PATIENCE = timedelta(seconds=60)
"""... up to this."""
MOST_AT_ONCE = 10_000
"""Jobs looked at in one round; of a longer backlog, the oldest."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the ledger led to."""

    published: tuple[Job, ...] = ()
    """Jobs that got a new message."""
    set_aside: tuple[Job, ...] = ()
    """Jobs that lost their last attempt."""
    cancelled: tuple[Job, ...] = ()
    """Jobs that were to be cancelled and whose worker is gone."""


class Reconciler:
    """Compares what the ledger promises with what the broker has and which workers live."""

    def __init__(
        self, work: Work, store: RecoveryStore, publisher: Publisher, ready: ReadyMessages, clock: Clock
    ) -> None:
        self._work = work
        self._store = store
        self._publisher = publisher
        self._ready = ready
        self._clock = clock

    def run(self) -> Round:
        """Look once through everything that is not finished.

        Raises:
            LedgerUnavailable: nothing can be known.
            BrokerUnavailable: nothing can be published; what needs no broker is done.
        """
        ended: dict[JobState, list[Job]] = defaultdict(list)
        for job in self._store.held():
            if self._work.is_free(job) and (state := self._recover(job)) is not None:
                ended[state].append(job)
        lost = [as_waiting(job) for job in ended[JobState.QUEUED]]
        return Round(
            published=self._publish_stuck(lost),
            set_aside=tuple(ended[JobState.FAILED]),
            cancelled=tuple(ended[JobState.CANCELLED]),
        )

    def _recover(self, job: Job) -> JobState | None:
        """Take a job from a holder that is gone; None when another was quicker."""
        error = DocumentCrashesWorker(f"The worker {job.worker} vanished while it worked on the document.")
        state = self._work.lose(Claim(job, job.lease_token), error)
        if state is not None:
            logger.warning("job %s lost its worker %s in attempt %d: %s", job.id, job.worker, job.attempt, state)
        return state

    def _publish_stuck(self, lost: Sequence[Waiting]) -> tuple[Job, ...]:
        """Publish what is due for a retry, and what should have a message in the ready lists and has none."""
        now = self._clock()
        due = self._store.due(now, MOST_AT_ONCE)
        waiting = self._store.waiting(now - PATIENCE, MOST_AT_ONCE)
        overdue = [one for one in waiting if is_overdue(one.published_at, one.publications, now)]
        if not (due or overdue or lost):
            return ()
        ready = self._ready.ids()
        stuck = [*due, *(one for one in (*lost, *overdue) if one.message_id not in ready)]
        return tuple(job for one in stuck if (job := self._publish(one)) is not None)

    def _publish(self, seen: Waiting) -> Job | None:
        job = self._work.take_for_publication(seen, new_message_id())
        if job is None:
            return None
        self._publisher.publish(job)
        logger.info("job %s is published again, message %d since it began to wait", job.id, job.publications)
        return job


def is_overdue(published_at: datetime | None, publications: int, now: datetime) -> bool:
    """Return whether a message should have been taken by now, by how many were sent for the same."""
    if published_at is None:
        return True
    patience = min(PATIENCE * (1 << min(8, max(0, publications - 1))), LONGEST_PATIENCE)
    return published_at <= now - patience
