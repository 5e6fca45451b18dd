"""Whatever is stuck is found, and set going again once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from backend.errors import BrokerUnavailable, LedgerUnavailable
from backend.jobs import Analyses, Claim, Job, JobState, Reconciler
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.recovery import LedgerRecoveryStore

if TYPE_CHECKING:
    from tests.jobs.conftest import RememberingPublisher, StandingClock

LEASE = timedelta(seconds=30)
ELSEWHERE = "elsewhere|boot|17|4711|1"


class KnownMessages:
    """The broker's lists: exactly the messages that the test put there."""

    def __init__(self) -> None:
        self.known: set[str | None] = set()
        self.is_away = False
        self.looks = 0

    def ids(self) -> frozenset[str]:
        self.looks += 1
        if self.is_away:
            raise BrokerUnavailable("Redis does not answer.")
        return frozenset(one for one in self.known if one is not None)


@pytest.fixture
def ready() -> KnownMessages:
    return KnownMessages()


@pytest.fixture
def reconciler(
    analyses: Analyses, ledger: Ledger, publisher: RememberingPublisher, ready: KnownMessages, clock: StandingClock
) -> Reconciler:
    return Reconciler(analyses, LedgerRecoveryStore(ledger), publisher, ready, clock)


@pytest.fixture
def take_elsewhere(store: LedgerJobStore, clock: StandingClock) -> Callable[[Job], Claim]:
    """Claim a job for a process that cannot be seen from here."""

    def take(job: Job) -> Claim:
        claim = store.claim(job, "worker@elsewhere", ELSEWHERE, clock.now + LEASE, clock.now)
        assert claim is not None
        return claim

    return take


def test_nothing_stuck_means_nothing_done_and_the_broker_is_not_even_asked(
    analyses: Analyses, reconciler: Reconciler, ready: KnownMessages, clock: StandingClock
) -> None:
    analyses.submit(b"a document")
    analyses.claim(analyses.submit(b"a document").id, "worker")
    clock.advance(timedelta(seconds=19))

    done = reconciler.run()

    assert (done.published, done.set_aside, done.cancelled) == ((), (), ())
    assert ready.looks == 0


def test_a_message_that_lies_ready_is_not_sent_again_however_long_it_waits(
    analyses: Analyses, reconciler: Reconciler, ready: KnownMessages, clock: StandingClock
) -> None:
    job = analyses.submit(b"a document")
    ready.known.add(job.message_id)
    clock.advance(timedelta(hours=5))

    assert reconciler.run().published == ()


def test_a_lost_message_is_sent_again_after_twenty_seconds_and_then_ever_more_rarely(
    analyses: Analyses, reconciler: Reconciler, publisher: RememberingPublisher, clock: StandingClock
) -> None:
    job = analyses.submit(b"a document")
    sent = []
    for second in range(1, 241):
        clock.advance(timedelta(seconds=1))
        if reconciler.run().published:
            sent.append(second)

    assert sent == [20, 60, 120, 180, 240]
    messages = [message.message_id for message in publisher.published]
    assert len(set(messages)) == 6
    assert {message.id for message in publisher.published} == {job.id}


def test_a_job_that_the_broker_did_not_take_goes_out_as_soon_as_it_can(
    analyses: Analyses, reconciler: Reconciler, publisher: RememberingPublisher, ready: KnownMessages
) -> None:
    publisher.refuses = ready.is_away = True
    job = analyses.submit(b"a document")
    with pytest.raises(BrokerUnavailable):
        reconciler.run()
    publisher.refuses = ready.is_away = False

    assert [one.id for one in reconciler.run().published] == [job.id]


def test_a_job_whose_worker_is_silent_beyond_its_lease_waits_again_and_is_sent(
    analyses: Analyses, reconciler: Reconciler, take_elsewhere: Callable[[Job], Claim], clock: StandingClock
) -> None:
    claim = take_elsewhere(analyses.submit(b"a document"))
    clock.advance(LEASE - timedelta(seconds=1))
    assert reconciler.run().published == ()
    clock.advance(timedelta(seconds=1))

    published = reconciler.run().published

    job = analyses.status(claim.job.id).job
    assert [one.id for one in published] == [job.id]
    assert (job.state, job.attempt) == (JobState.QUEUED, 1)
    assert job.error is not None
    assert "worker@elsewhere vanished" in job.error.detail
    assert not analyses.complete(claim, "{}", {})


def test_a_job_to_be_cancelled_whose_worker_is_gone_is_cancelled(
    analyses: Analyses, reconciler: Reconciler, take_elsewhere: Callable[[Job], Claim], clock: StandingClock
) -> None:
    job = analyses.submit(b"a document")
    take_elsewhere(job)
    assert analyses.cancel(job.id).state is JobState.CANCELLING
    clock.advance(LEASE)

    done = reconciler.run()

    assert [one.id for one in done.cancelled] == [job.id]
    assert analyses.status(job.id).job.state is JobState.CANCELLED
    assert done.published == ()


def test_a_job_that_lost_three_workers_is_set_aside_without_a_broker(
    analyses: Analyses,
    reconciler: Reconciler,
    take_elsewhere: Callable[[Job], Claim],
    ready: KnownMessages,
    clock: StandingClock,
) -> None:
    job_id = analyses.submit(b"a document").id
    for _ in range(3):
        take_elsewhere(analyses.status(job_id).job)
        clock.advance(LEASE)
        done = reconciler.run()

    ready.is_away = True
    assert [one.id for one in done.set_aside] == [job_id]
    assert [one.id for one in analyses.dead_letters()] == [job_id]


def test_a_retry_is_sent_when_its_time_has_come(
    analyses: Analyses, reconciler: Reconciler, publisher: RememberingPublisher, clock: StandingClock
) -> None:
    claim = analyses.claim(analyses.submit(b"a document").id, "worker")
    assert claim is not None
    analyses.put_off(claim, LedgerUnavailable("The database is locked."))
    clock.advance(timedelta(seconds=59))
    assert reconciler.run().published == ()
    clock.advance(timedelta(seconds=8))

    assert [one.id for one in reconciler.run().published] == [claim.job.id]

    assert reconciler.run().published == ()
    assert analyses.claim(claim.job.id, "worker") is not None


def test_a_cancelled_job_that_waited_for_a_retry_is_never_sent(
    analyses: Analyses, reconciler: Reconciler, clock: StandingClock
) -> None:
    claim = analyses.claim(analyses.submit(b"a document").id, "worker")
    assert claim is not None
    analyses.put_off(claim, LedgerUnavailable("The database is locked."))

    assert analyses.cancel(claim.job.id).state is JobState.CANCELLED

    clock.advance(timedelta(hours=1))
    assert reconciler.run().published == ()


def test_of_many_reconcilers_at_once_each_job_is_sent_by_one(
    analyses: Analyses, reconciler: Reconciler, publisher: RememberingPublisher, clock: StandingClock
) -> None:
    ids = [analyses.submit(b"a document").id for _ in range(20)]
    publisher.published.clear()
    clock.advance(timedelta(seconds=20))
    together = threading.Barrier(4)

    def look(_number: int) -> list[str]:
        together.wait(timeout=10)
        return [job.id for job in reconciler.run().published]

    with ThreadPoolExecutor(4) as threads:
        found = [job_id for one in threads.map(look, range(4)) for job_id in one]

    assert sorted(found) == sorted(ids) == sorted(job.id for job in publisher.published)
