"""Documents of a chunk that are claimed together: stored together, and none lost, stored twice or held for long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from backend.errors import LedgerUnavailable
from backend.jobs import Analyses, Backoff, Batches, Claim, Finished, Job, JobState, Work
from backend.jobs.batch import ChunkClaim, ItemQuery
from backend.jobs.group import FIRST, GROUP_SECONDS, MOST, Group
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.chunks import LedgerChunkStore
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from vitae.domain.errors import DocumentCorrupt

if TYPE_CHECKING:
    from tests.jobs.conftest import StandingClock

LEASE = timedelta(seconds=30)
REPORT = b'{"run": {}}'


class Seconds:
    """Shows the second that it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class FlakyStore(LedgerJobStore):
    """Does not answer when it is to complete jobs, as often as it is told."""

    failures = 0

    def complete(self, finished: Sequence[Finished]) -> bool:
        if self.failures:
            self.failures -= 1
            raise LedgerUnavailable("The database does not answer.")
        return super().complete(finished)


@pytest.fixture
def store(ledger: Ledger) -> FlakyStore:
    return FlakyStore(ledger)


@pytest.fixture
def chunks(ledger: Ledger) -> LedgerChunkStore:
    return LedgerChunkStore(ledger)


@pytest.fixture
def work(store: FlakyStore, clock: StandingClock) -> Work:
    backoff = Backoff(timedelta(seconds=60), retries=3)
    return Work(store, clock, retention=timedelta(days=7), lease=LEASE, backoff=backoff)


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def group(work: Work, seconds: Seconds) -> Group:
    return Group(work, seconds)


@pytest.fixture
def batch_id(batches: Batches) -> str:
    batch = batches.create()
    batches.add(batch.id, [(f"{n}.txt", f"document {n}".encode()) for n in range(5)])
    return batch.id


@pytest.fixture
def chunk(chunks: LedgerChunkStore, batch_id: str, clock: StandingClock) -> ChunkClaim:
    claim = chunks.take((batch_id, 1), "me", clock() + LEASE, clock())
    assert claim is not None
    return claim


@pytest.fixture
def claim_jobs(chunks: LedgerChunkStore, chunk: ChunkClaim, clock: StandingClock) -> Callable[[int], Sequence[Claim]]:
    return lambda most: chunks.claim_jobs(chunk, most, "worker", "me", clock() + LEASE, clock())


@pytest.fixture
def documents(batches: Batches, batch_id: str) -> Callable[[], Sequence[Job]]:
    return lambda: batches.items(batch_id, ItemQuery()).jobs


ClaimJobs = Callable[[int], Sequence[Claim]]
Documents = Callable[[], Sequence[Job]]


def states(documents: Documents) -> list[JobState]:
    return [job.state for job in documents()]


def do_next(group: Group, work: Work) -> Claim:
    claim = group.next()
    assert claim is not None
    group.complete(work.finished(claim, REPORT, {"status": "succeeded"}))
    return claim


def test_the_first_documents_of_a_chunk_are_claimed_together(claim_jobs: ClaimJobs, documents: Documents) -> None:
    claims = claim_jobs(3)

    assert [claim.job.filename for claim in claims] == ["0.txt", "1.txt", "2.txt"]
    assert states(documents) == [JobState.RUNNING] * 3 + [JobState.QUEUED] * 2
    assert [claim.job for claim in claims] == list(documents()[:3])
    assert {(claim.token, claim.job.attempt, claim.job.worker) for claim in claims} == {(1, 1, "worker")}


def test_who_has_lost_the_chunk_claims_nothing(
    claim_jobs: ClaimJobs, chunks: LedgerChunkStore, chunk: ChunkClaim, clock: StandingClock
) -> None:
    clock.advance(LEASE)
    assert chunks.take((chunk.chunk.batch_id, 1), "another", clock() + LEASE, clock()) is not None

    assert not claim_jobs(3)


def test_what_is_done_is_stored_together_and_once(
    claim_jobs: ClaimJobs, group: Group, work: Work, store: LedgerJobStore, documents: Documents
) -> None:
    group.hold(claim_jobs(2))
    first, second = do_next(group, work), do_next(group, work)
    assert states(documents)[:2] == [JobState.RUNNING] * 2

    group.settle()
    group.settle()

    assert states(documents)[:2] == [JobState.SUCCEEDED] * 2
    assert {store.report(claim.job.id) for claim in (first, second)} == {REPORT}


def test_one_that_is_to_be_cancelled_is_cancelled_and_the_others_are_stored(
    claim_jobs: ClaimJobs, group: Group, work: Work, analyses: Analyses, store: LedgerJobStore, documents: Documents
) -> None:
    group.hold(claim_jobs(3))
    _, second, _ = (do_next(group, work) for _ in range(3))
    analyses.cancel(second.job.id)

    group.settle()

    assert states(documents)[:3] == [JobState.SUCCEEDED, JobState.CANCELLED, JobState.SUCCEEDED]
    assert store.report(second.job.id) is None


def test_what_another_has_taken_meanwhile_is_the_others(
    claim_jobs: ClaimJobs, group: Group, work: Work, store: LedgerJobStore, documents: Documents, clock: StandingClock
) -> None:
    group.hold(claim_jobs(2))
    first, second = do_next(group, work), do_next(group, work)
    others = store.claim(first.job, "another", "elsewhere", clock() + LEASE, clock())

    group.settle()

    assert states(documents)[:2] == [JobState.RUNNING, JobState.SUCCEEDED]
    assert store.report(first.job.id) is None
    assert others is not None
    assert work.complete(others, b'{"by": "another"}', {})
    assert store.report(second.job.id) == REPORT


def test_the_same_work_that_waits_is_done_with_it(
    capabilities: LedgerCapabilities, batches: Batches, chunks: LedgerChunkStore, group: Group, work: Work,
    clock: StandingClock,
) -> None:  # fmt: skip
    capabilities.note("an engine")
    batch = batches.create()
    batches.add(batch.id, [("a.txt", b"one"), ("b.txt", b"two"), ("c.txt", b"one")])
    chunk = chunks.take((batch.id, 1), "me", clock() + LEASE, clock())
    assert chunk is not None
    group.hold(chunks.claim_jobs(chunk, 5, "worker", "me", clock() + LEASE, clock()))
    do_next(group, work)
    do_next(group, work)

    group.settle()

    jobs = batches.items(batch.id, ItemQuery()).jobs
    assert [(job.state, job.cache) for job in jobs] == [
        (JobState.SUCCEEDED, "miss"),
        (JobState.SUCCEEDED, "miss"),
        (JobState.SUCCEEDED, "hit"),
    ]


def test_so_is_what_waits_for_any_of_more_than_are_ever_held_together(
    capabilities: LedgerCapabilities, batches: Batches, chunks: LedgerChunkStore, work: Work, clock: StandingClock
) -> None:
    capabilities.note("an engine")
    batch = batches.create()
    contents = [f"document {number}".encode() for number in range(MOST + 3)]
    batches.add(batch.id, [(f"{number:02}.txt", data) for number, data in enumerate([*contents, *contents])])
    chunk = chunks.take((batch.id, 1), "me", clock() + LEASE, clock())
    assert chunk is not None
    claims = chunks.claim_jobs(chunk, 25, "worker", "me", clock() + LEASE, clock())
    assert len(claims) == len(contents)

    assert work.complete_all([work.finished(claim, REPORT, {}) for claim in claims])

    jobs = batches.items(batch.id, ItemQuery(limit=100)).jobs
    assert [(job.state, job.cache) for job in jobs] == [
        *[(JobState.SUCCEEDED, "miss")] * len(contents),
        *[(JobState.SUCCEEDED, "hit")] * len(contents),
    ]


def test_nothing_is_held_longer_than_half_a_second_beside_what_is_worked_on(
    claim_jobs: ClaimJobs, group: Group, work: Work, seconds: Seconds, documents: Documents
) -> None:
    group.hold(claim_jobs(4))
    do_next(group, work)
    assert group.next() is not None  # takes long
    group.look()
    assert states(documents)[:4] == [JobState.RUNNING] * 4

    seconds.now = GROUP_SECONDS
    group.look()

    assert states(documents)[:4] == [JobState.SUCCEEDED, JobState.RUNNING, JobState.QUEUED, JobState.QUEUED]
    assert [job.attempt for job in documents()] == [1, 1, 0, 0, 0]
    assert group.next() is None


def test_what_is_given_back_while_it_is_to_be_cancelled_is_cancelled(
    claim_jobs: ClaimJobs, group: Group, analyses: Analyses, documents: Documents
) -> None:
    claims = claim_jobs(2)
    group.hold(claims)
    analyses.cancel(claims[1].job.id)

    group.end()

    assert states(documents)[:2] == [JobState.QUEUED, JobState.CANCELLED]


def test_a_document_whose_attempt_ended_badly_is_not_claimed_with_others(
    claim_jobs: ClaimJobs, work: Work, chunks: LedgerChunkStore, chunk: ChunkClaim, clock: StandingClock
) -> None:
    [suspect] = claim_jobs(1)
    work.lose(suspect, DocumentCorrupt("Its process died."))

    assert [claim.job.filename for claim in claim_jobs(5)] == ["1.txt", "2.txt", "3.txt", "4.txt"]
    alone = chunks.next_job(chunk, clock())
    assert alone is not None
    assert alone.id == suspect.job.id


def test_what_the_ledger_does_not_take_is_stored_later(
    claim_jobs: ClaimJobs, group: Group, work: Work, store: FlakyStore, seconds: Seconds, documents: Documents
) -> None:
    group.hold(claim_jobs(2))
    do_next(group, work)
    store.failures = 1
    seconds.now = GROUP_SECONDS

    group.look()
    assert states(documents)[:2] == [JobState.RUNNING] * 2
    group.look()

    assert states(documents)[:2] == [JobState.SUCCEEDED, JobState.QUEUED]


@pytest.mark.parametrize(("each", "expected"), [(0.001, MOST), (0.1, 5), (0.3, 1), (20.0, 1)])
def test_as_many_are_claimed_as_half_a_second_is_enough_for(
    each: float, expected: int, group: Group, claim_jobs: ClaimJobs, seconds: Seconds
) -> None:
    assert group.size == FIRST
    group.hold(claim_jobs(2))
    group.next()
    group.next()

    seconds.now = 2 * each

    assert group.size == expected
