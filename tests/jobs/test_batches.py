"""Documents by the thousand: each a job, the batch a view of them, and nothing that one can do to the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from backend.errors import BatchClosed, BatchNotFound
from backend.jobs import Analyses, Batches, JobState
from backend.jobs.batch import BatchState, Chunk, ItemQuery, Order
from backend.jobs.job import Job, new_message_id
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.chunks import CHUNK_SIZE, LedgerChunkStore
from vitae.domain.errors import DocumentCorrupt

if TYPE_CHECKING:
    from tests.jobs.conftest import RememberingPublisher, StandingClock

LEASE = timedelta(seconds=30)
Hand = Callable[..., str]


@pytest.fixture
def chunks(ledger: object) -> LedgerChunkStore:
    return LedgerChunkStore(ledger)  # type: ignore[arg-type]


@pytest.fixture
def hand_in(batches: Batches) -> Hand:
    def hand(number: int = 3, *, prefix: str = "cv", owner: str = "local", priority: int = 5) -> str:
        batch = batches.create(owner=owner, priority=priority)
        batches.add(batch.id, [(f"{prefix}-{i:03}.txt", f"{prefix} {i}".encode()) for i in range(number)])
        return batch.id

    return hand


def finish(analyses: Analyses, job: Job, **summary: int | None) -> None:
    claim = analyses.claim(job.id, "worker@here")
    assert claim is not None
    assert analyses.complete(claim, json.dumps({"of": job.filename, "run": {}}), {"status": "succeeded", **summary})


def fail(analyses: Analyses, job: Job) -> None:
    claim = analyses.claim(job.id, "worker@here")
    assert claim is not None
    assert analyses.fail(claim, DocumentCorrupt("It is broken."))


def test_documents_share_messages(batches: Batches, hand_in: Hand, publisher: RememberingPublisher) -> None:
    batch_id = hand_in(2 * CHUNK_SIZE + 1)

    assert [chunk.number for chunk in publisher.chunks] == [1, 2, 3]
    assert batches.status(batch_id).counts == {JobState.QUEUED: 2 * CHUNK_SIZE + 1}


def test_one_document_that_is_refused_fails_alone(batches: Batches) -> None:
    batch = batches.create()

    good, empty, large = batches.add(batch.id, [("a.txt", b"a"), ("b.txt", b""), ("c.txt", b"x" * (1024 * 1024 + 1))])

    assert [job.state for job in (good, empty, large)] == [JobState.QUEUED, JobState.FAILED, JobState.FAILED]
    assert [job.error.code for job in (empty, large) if job.error] == ["document-empty", "file-too-large"]


def test_who_was_interrupted_hands_in_everything_anew(batches: Batches, publisher: RememberingPublisher) -> None:
    batch = batches.create()
    documents = [(f"{i}.txt", f"text {i}".encode()) for i in range(5)]
    before = batches.add(batch.id, documents[:3])

    after = batches.add(batch.id, documents)

    assert [job.id for job in after[:3]] == [job.id for job in before]
    assert batches.status(batch.id).total == 5
    assert len(publisher.chunks) == 2


def test_the_same_name_with_other_bytes_is_another_document(batches: Batches) -> None:
    batch = batches.create()

    first, second = batches.add(batch.id, [("cv.txt", b"one"), ("cv.txt", b"two")])

    assert first.id != second.id


def test_names_keep_their_folders_and_lead_nowhere_else(batches: Batches) -> None:
    batch = batches.create()

    jobs = batches.add(batch.id, [("a/b.txt", b"1"), ("../../etc/x.txt", b"2"), ("C:\\cv\\y.txt", b"3"), (None, b"4")])

    assert [job.filename for job in jobs[:3]] == ["a/b.txt", "etc/x.txt", "cv/y.txt"]
    assert (jobs[3].filename or "").startswith("document-")


def test_a_closed_batch_takes_nothing_more(batches: Batches, hand_in: Hand) -> None:
    batch_id = hand_in()
    batches.close(batch_id)

    with pytest.raises(BatchClosed):
        batches.add(batch_id, [("more.txt", b"more")])


def test_an_unknown_batch_is_said_to_be_unknown(batches: Batches) -> None:
    with pytest.raises(BatchNotFound):
        batches.status("bat_unknown")


def test_a_batch_is_finished_when_it_is_closed_and_all_have_ended(
    batches: Batches, analyses: Analyses, hand_in: Hand
) -> None:
    batch_id = hand_in(2)
    first, second = batches.items(batch_id, ItemQuery()).jobs
    states = [batches.status(batch_id).state]
    finish(analyses, first)
    fail(analyses, second)
    states.append(batches.status(batch_id).state)
    states.append(batches.close(batch_id).state)

    assert states == [BatchState.OPEN, BatchState.OPEN, BatchState.FINISHED]
    assert batches.status(batch_id).counts == {JobState.SUCCEEDED: 1, JobState.FAILED: 1}


def test_the_rate_tells_how_long_it_will_take(
    batches: Batches, analyses: Analyses, hand_in: Hand, clock: StandingClock
) -> None:
    batch_id = hand_in(4)
    batches.close(batch_id)
    clock.advance(timedelta(seconds=10))
    finish(analyses, batches.items(batch_id, ItemQuery()).jobs[0])

    status = batches.status(batch_id)

    assert status.per_second == pytest.approx(0.1)
    assert status.eta_seconds == pytest.approx(30)


def test_cancelling_ends_what_waits_and_stops_what_runs(batches: Batches, analyses: Analyses, hand_in: Hand) -> None:
    batch_id = hand_in(3)
    done, running, waiting = batches.items(batch_id, ItemQuery()).jobs
    finish(analyses, done)
    claim = analyses.claim(running.id, "worker@here")
    assert claim is not None

    status = batches.cancel(batch_id)
    analyses.mark_cancelled(claim)

    assert status.state is BatchState.CANCELLING
    assert status.counts == {JobState.SUCCEEDED: 1, JobState.CANCELLING: 1, JobState.CANCELLED: 1}
    assert batches.status(batch_id).state is BatchState.CANCELLED
    assert analyses.claim(waiting.id, "worker@here") is None


def test_cancelling_a_batch_leaves_the_same_work_of_others_to_them(
    batches: Batches, analyses: Analyses, capabilities: LedgerCapabilities
) -> None:
    capabilities.note("an engine")
    batch = batches.create()
    batches.add(batch.id, [("cv.txt", b"the same")])
    mine = analyses.submit(b"the same")
    assert mine.leader_id is not None

    batches.cancel(batch.id)

    assert analyses.status(mine.id).job.needs_worker


def test_what_failed_is_tried_in_new_jobs_and_counts_once(
    batches: Batches, analyses: Analyses, hand_in: Hand, publisher: RememberingPublisher
) -> None:
    batch_id = hand_in(2)
    batches.close(batch_id)
    first, second = batches.items(batch_id, ItemQuery()).jobs
    finish(analyses, first)
    fail(analyses, second)

    retryable = batches.count_retryable(batch_id)
    status = batches.retry_failed(batch_id)
    again = batches.retry_failed(batch_id)

    retry = batches.items(batch_id, ItemQuery(states=frozenset({JobState.QUEUED}))).jobs[0]
    assert status.counts == again.counts == {JobState.SUCCEEDED: 1, JobState.QUEUED: 1}
    assert (retryable, batches.count_retryable(batch_id)) == (1, 0)
    assert (retry.retry_of, retry.filename) == (second.id, second.filename)
    assert analyses.status(second.id).job.retried_as == retry.id
    assert [chunk.number for chunk in publisher.chunks] == [1, 2]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", list(Order))
def test_pages_show_every_document_once(
    batches: Batches, analyses: Analyses, hand_in: Hand, order: Order, *, descending: bool
) -> None:
    batch_id = hand_in(23)
    for number, job in enumerate(batches.items(batch_id, ItemQuery()).jobs[:12]):
        finish(analyses, job, score=number % 3 * 10 if number % 4 else None, months=number % 5)
    query = ItemQuery(order=order, descending=descending, limit=5)
    seen: list[str] = []

    while True:
        page = batches.items(batch_id, query)
        seen.extend(job.id for job in page.jobs)
        if page.last is None:
            break
        query = ItemQuery(order=order, descending=descending, limit=5, after=page.last)

    assert len(seen) == len(set(seen)) == 23


@pytest.mark.parametrize(
    ("order", "descending", "expected"),
    [
        (Order.SCORE, False, [{"middling"}, {"best"}, {"unread", "waiting"}]),
        (Order.SCORE, True, [{"best"}, {"middling"}, {"unread", "waiting"}]),
        (Order.EXPERIENCE, False, [{"unread"}, {"best"}, {"middling", "waiting"}]),
        (Order.EXPERIENCE, True, [{"best"}, {"unread"}, {"middling", "waiting"}]),
        (Order.STATE, False, [{"waiting"}, {"best", "middling", "unread"}]),
        (Order.STATE, True, [{"best", "middling", "unread"}, {"waiting"}]),
    ],
)
def test_what_is_not_known_comes_last_in_both_directions(
    batches: Batches, analyses: Analyses, order: Order, expected: list[set[str]], *, descending: bool
) -> None:
    batch = batches.create()
    jobs = batches.add(batch.id, [(name, name.encode()) for name in ("best", "middling", "unread", "waiting")])
    finish(analyses, jobs[0], score=100, months=12)
    finish(analyses, jobs[1], score=9, months=None)
    finish(analyses, jobs[2], score=None, months=0)

    page = batches.items(batch.id, ItemQuery(order=order, descending=descending))

    names = iter(job.filename for job in page.jobs)
    assert [{next(names) for _ in equal} for equal in expected] == expected


def test_documents_are_found_by_a_part_of_their_name(batches: Batches, hand_in: Hand) -> None:
    batch_id = hand_in(12)

    page = batches.items(batch_id, ItemQuery(search="V-01"))

    assert [job.filename for job in page.jobs] == ["cv-010.txt", "cv-011.txt"]


def test_the_export_has_every_document_and_the_reports_that_there_are(
    batches: Batches, analyses: Analyses, hand_in: Hand
) -> None:
    batch_id = hand_in(205)
    finish(analyses, batches.items(batch_id, ItemQuery()).jobs[0])

    exported = list(batches.export(batch_id))

    assert len(exported) == 205
    assert [report["of"] for _, report in exported if report] == ["cv-000.txt"]


def test_without_a_broker_a_batch_is_accepted_and_waits(
    batches: Batches, hand_in: Hand, publisher: RememberingPublisher, chunks: LedgerChunkStore, clock: StandingClock
) -> None:
    publisher.refuses = True

    hand_in(CHUNK_SIZE + 1)

    stale = chunks.stale(clock() - timedelta(seconds=20), clock(), 10)
    assert [(chunk.number, chunk.message_id) for chunk in stale] == [(1, None), (2, None)]


def test_a_chunk_is_worked_off_by_one_who_holds_it(
    analyses: Analyses, hand_in: Hand, chunks: LedgerChunkStore, clock: StandingClock
) -> None:
    batch_id = hand_in(3)
    claim = chunks.take((batch_id, 1), "me", clock() + LEASE, clock())
    assert claim is not None
    assert chunks.take((batch_id, 1), "another", clock() + LEASE, clock()) is None

    done = []
    while (job := chunks.next_job(claim, clock())) is not None:
        finish(analyses, job)
        done.append(job.filename)
    chunks.finish(claim)

    assert done == ["cv-000.txt", "cv-001.txt", "cv-002.txt"]
    clock.advance(LEASE)
    assert chunks.take((batch_id, 1), "another", clock() + LEASE, clock()) is None


def test_a_chunk_whose_holder_is_silent_goes_to_another(
    hand_in: Hand, chunks: LedgerChunkStore, clock: StandingClock
) -> None:
    batch_id = hand_in(3)
    old = chunks.take((batch_id, 1), "me", clock() + LEASE, clock())
    clock.advance(LEASE)
    new = chunks.take((batch_id, 1), "another", clock() + LEASE, clock())
    assert old is not None
    assert new is not None

    assert chunks.next_job(old, clock()) is None
    assert not chunks.renew(old, clock() + LEASE)
    assert chunks.next_job(new, clock()) is not None


def test_the_rest_of_a_chunk_waits_under_a_new_message(
    analyses: Analyses, hand_in: Hand, chunks: LedgerChunkStore, clock: StandingClock
) -> None:
    batch_id = hand_in(2)
    claim = chunks.take((batch_id, 1), "me", clock() + LEASE, clock())
    assert claim is not None
    job = chunks.next_job(claim, clock())
    assert job is not None
    finish(analyses, job)

    rest = chunks.give_back(claim, new_message_id(), clock())

    assert rest is not None
    assert rest.message_id != claim.chunk.message_id
    again = chunks.take((batch_id, 1), "another", clock() + LEASE, clock())
    assert again is not None
    assert again.chunk.message_id == rest.message_id


def test_owners_take_turns_however_much_one_has_handed_in(
    hand_in: Hand, chunks: LedgerChunkStore, clock: StandingClock, publisher: RememberingPublisher
) -> None:
    flood = hand_in(4 * CHUNK_SIZE, owner="flood", prefix="flood")
    few = hand_in(2 * CHUNK_SIZE, owner="few", prefix="few")
    delivered = list(publisher.chunks)

    begun = []
    for message in delivered:
        clock.advance(timedelta(milliseconds=1))
        claim = chunks.take((message.batch_id, message.number), "me", clock() + LEASE, clock())
        assert claim is not None
        begun.append(claim.chunk.batch_id)

    assert begun == [few, flood, few, flood, flood, flood]


def test_an_owner_s_higher_priority_goes_first(hand_in: Hand, chunks: LedgerChunkStore, clock: StandingClock) -> None:
    low, high = hand_in(3, prefix="low", priority=4), hand_in(3, prefix="high", priority=6)

    claims = [chunks.take((low, 1), "me", clock() + LEASE, clock()) for _ in range(2)]

    assert [claim.chunk.batch_id for claim in claims if claim] == [high, low]


def test_chunks_exchange_their_messages_so_that_each_keeps_one_that_lies_in_the_broker(
    hand_in: Hand, chunks: LedgerChunkStore, clock: StandingClock, publisher: RememberingPublisher
) -> None:
    low, high = hand_in(3, prefix="low", priority=4), hand_in(3, prefix="high", priority=6)
    messages = {chunk.batch_id: chunk.message_id for chunk in publisher.chunks}

    chunks.take((low, 1), "me", clock() + LEASE, clock())  # the message of `low` came, and `high` is begun

    [waiting] = chunks.stale(clock(), clock(), 10)
    assert (waiting.batch_id, waiting.message_id) == (low, messages[high])


def test_a_message_is_renewed_once_however_many_look(
    hand_in: Hand, chunks: LedgerChunkStore, clock: StandingClock
) -> None:
    hand_in(3)
    clock.advance(timedelta(seconds=21))
    [seen] = chunks.stale(clock() - timedelta(seconds=20), clock(), 10)

    renewed = [chunks.take_for_publication(seen, f"message-{i}", clock()) for i in range(3)]

    assert [chunk.message_id for chunk in renewed if isinstance(chunk, Chunk)] == ["message-0"]


def test_a_job_that_waits_for_its_retry_leaves_a_chunk_that_ends(
    analyses: Analyses, batches: Batches, hand_in: Hand, chunks: LedgerChunkStore, clock: StandingClock
) -> None:
    batch_id = hand_in(1)
    claim = chunks.take((batch_id, 1), "me", clock() + LEASE, clock())
    assert claim is not None

    chunks.finish(claim)

    [job] = batches.items(batch_id, ItemQuery()).jobs
    assert job.chunk is None
    assert job.needs_worker
