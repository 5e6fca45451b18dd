"""The thread that keeps a lease, and what it interrupts."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from backend.errors import AnalysisCancelled
from backend.jobs import Analyses, Backoff, Claim, Guard, JobState, LeaseKeeper, Work
from backend.jobs.leases import INTERRUPT, LOOK_SECONDS
from backend.jobs.tallies import GatheredCounts
from backend.storage.jobs import LedgerJobStore

LEASE = timedelta(seconds=3)


@pytest.fixture
def work(store: LedgerJobStore) -> Work:
    """Return the worker's side with the machine's own clock: the thread looks at no other."""
    backoff = Backoff(timedelta(seconds=60), retries=3)
    return Work(store, lambda: datetime.now(UTC), retention=timedelta(days=7), lease=LEASE, backoff=backoff)


@pytest.fixture(autouse=True)
def handler_of_before() -> Iterator[None]:
    before = signal.getsignal(INTERRUPT)
    yield
    signal.signal(INTERRUPT, before)


@pytest.fixture
def keeper(work: Work) -> Iterator[LeaseKeeper]:
    with closing(LeaseKeeper(work, LEASE.total_seconds(), lambda: None)) as keeper:
        yield keeper


@pytest.fixture
def claim(analyses: Analyses, work: Work) -> Claim:
    claim = work.claim(analyses.submit(b"a document").id, "worker")
    assert claim is not None
    return claim


def soon(act: Callable[[], object]) -> threading.Timer:
    timer = threading.Timer(0.2, act)
    timer.start()
    return timer


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.02)


def test_the_lease_of_a_job_is_renewed_as_long_as_it_is_worked_on(
    keeper: LeaseKeeper, claim: Claim, store: LedgerJobStore
) -> None:
    def lease_until() -> datetime:
        job = store.find(claim.job.id)
        assert job is not None
        assert job.lease_until is not None
        return job.lease_until

    first = lease_until()

    with keeper.keep(claim):
        wait_until(lambda: lease_until() > first + timedelta(seconds=1))


def test_a_lease_is_first_renewed_within_a_second_and_then_in_its_own_time(
    work: Work, claim: Claim, store: LedgerJobStore
) -> None:
    renewed: list[Claim] = []

    def renew(claim: Claim, _until: datetime) -> bool:
        renewed.append(claim)
        return True

    with (
        closing(LeaseKeeper(work, lease_seconds=3600, hand_on=lambda: None)) as keeper,
        patch.object(store, "renew", renew),
        keeper.keep(claim),
    ):
        wait_until(lambda: bool(renewed))
        time.sleep(3 * LOOK_SECONDS)

    assert renewed == [claim]


def test_work_is_interrupted_in_the_middle_of_a_call_when_the_job_is_cancelled(
    keeper: LeaseKeeper, claim: Claim, analyses: Analyses
) -> None:
    began = time.monotonic()
    timer = soon(lambda: analyses.cancel(claim.job.id))

    with pytest.raises(AnalysisCancelled), keeper.keep(claim) as guard, guard.interruptible():
        threading.Event().wait(60)

    timer.join()
    assert time.monotonic() - began < 30


def test_work_is_interrupted_when_another_has_the_job(
    keeper: LeaseKeeper, claim: Claim, store: LedgerJobStore, work: Work
) -> None:
    def take() -> None:
        now = datetime.now(UTC)
        assert store.claim(claim.job, "another", "elsewhere|boot|17|4711|1", now + LEASE, now)

    timer = soon(take)

    with pytest.raises(AnalysisCancelled), keeper.keep(claim) as guard, guard.interruptible():
        threading.Event().wait(60)

    timer.join()
    assert not work.mark_cancelled(claim)


def test_a_step_that_talks_to_others_is_not_cut_in_two(keeper: LeaseKeeper, claim: Claim, analyses: Analyses) -> None:
    reached = []

    def step(guard: Guard) -> None:
        with guard.step():
            analyses.cancel(claim.job.id)
            wait_until(lambda: guard._must_stop)
            reached.append("the end of the step")
        reached.append("beyond the step")

    with pytest.raises(AnalysisCancelled), keeper.keep(claim) as guard, guard.interruptible():
        step(guard)

    assert reached == ["the end of the step"]


def test_what_is_not_interruptible_goes_on(keeper: LeaseKeeper, claim: Claim, analyses: Analyses, work: Work) -> None:
    with keeper.keep(claim) as guard:
        analyses.cancel(claim.job.id)
        wait_until(lambda: guard._must_stop)

    assert work.mark_cancelled(claim)
    assert analyses.status(claim.job.id).job.state is JobState.CANCELLED


def test_what_goes_wrong_beside_the_work_does_not_end_the_keeping_of_its_lease(
    keeper: LeaseKeeper, claim: Claim, caplog: pytest.LogCaptureFixture
) -> None:
    looks = []

    def fail() -> None:
        looks.append(1)
        raise RuntimeError("Jane Example changed size during iteration")

    with keeper.keep(claim) as guard:
        guard.at_each_look.append(fail)
        wait_until(lambda: len(looks) > 1)

    assert "RuntimeError" in caplog.text
    assert "Jane" not in caplog.text


def test_what_was_counted_is_handed_on_while_there_is_work_and_after_the_last(work: Work, claim: Claim) -> None:
    handed_on: list[float] = []
    counts = GatheredCounts(lambda held: handed_on.append(held["attempts"]))

    with closing(LeaseKeeper(work, LEASE.total_seconds(), counts.hand_on)) as keeper:
        with keeper.keep(claim):
            counts.add({"attempts": 1.0})
            counts.add({"attempts": 1.0})
            wait_until(lambda: handed_on == [2.0])
            counts.add({"attempts": 1.0})

        wait_until(lambda: handed_on == [2.0, 1.0])


def test_what_is_closed_has_no_thread_and_has_handed_everything_on(work: Work, claim: Claim) -> None:
    handed_on: list[float] = []
    counts = GatheredCounts(lambda held: handed_on.append(held["attempts"]))
    keeper = LeaseKeeper(work, LEASE.total_seconds(), counts.hand_on)
    before = threading.enumerate()
    for _ in range(2):  # what was closed begins again
        with keeper.keep(claim):
            counts.add({"attempts": 1.0})

        keeper.close()

        assert threading.enumerate() == before
    assert handed_on == [1.0, 1.0]


def test_trouble_with_what_was_counted_does_not_end_the_thread(
    work: Work, claim: Claim, store: LedgerJobStore, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    first = claim.job.lease_until
    assert first is not None

    with closing(LeaseKeeper(work, LEASE.total_seconds(), fail)) as keeper, keeper.keep(claim):
        wait_until(lambda: (job := store.find(claim.job.id)) is not None and (job.lease_until or first) > first)

    assert "went wrong: ZeroDivisionError" in caplog.text
