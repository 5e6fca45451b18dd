"""What happens at the same moment: on PostgreSQL many write at once, and each has to see what the other did."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, delete, select

from backend.jobs import Analyses, Batches, Claim, JobState
from backend.jobs.job import Job
from backend.storage import admission
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.chunks import LedgerChunkStore
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.partials import LedgerPartialStore
from backend.storage.tables import partials as rows_of_partials
from backend.storage.tables import reports

if TYPE_CHECKING:
    from tests.jobs.conftest import RememberingPublisher, StandingClock

ROUNDS = 10
REPORT = '{"run": {}}'
Result = TypeVar("Result")


def at_once(actions: Sequence[Callable[[], Result]]) -> list[Result]:
    """Begin all actions at the same moment, each in a thread; return what they return."""
    together = threading.Barrier(len(actions))

    def begin(action: Callable[[], Result]) -> Result:
        together.wait(timeout=10)
        return action()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(begin, actions))


@pytest.mark.parametrize("is_cancelled", [False, True], ids=["success", "cancel"])
def test_who_joins_the_work_of_a_job_at_the_moment_it_ends_is_not_forgotten(
    is_cancelled: bool, analyses: Analyses, capabilities: LedgerCapabilities, store: LedgerJobStore
) -> None:
    capabilities.note("an engine")

    def end(claim: Claim) -> bool:
        if not is_cancelled:
            return analyses.complete(claim, REPORT, {})
        analyses.cancel(claim.job.id)
        return analyses.mark_cancelled(claim)

    def submit(document: bytes) -> bool:
        return bool(analyses.submit(document))

    for number in range(ROUNDS):
        document = b"document %d" % number
        claim = analyses.claim(analyses.submit(document).id, "worker")
        assert claim is not None

        at_once([partial(end, claim), *[partial(submit, document)] * 3])

        twins = [job for job in store.list_recent("local", 100) if job.document_sha256 == claim.job.document_sha256]
        unfinished = {job.id: job.leader_id for job in twins if not job.is_finished}
        assert len(twins) == 4
        assert {leader for leader in unfinished.values() if leader} <= set(unfinished), "a leader has ended"
        assert len([leader for leader in unfinished.values() if leader is None]) == (1 if unfinished else 0)
        assert is_cancelled or not unfinished, "all have the report"


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)  # on SQLite nobody else writes meanwhile
def test_a_report_that_is_erased_while_it_is_found_for_the_same_work_is_given_yet(
    analyses: Analyses, capabilities: LedgerCapabilities, ledger: Ledger
) -> None:
    capabilities.note("an engine")
    claim = analyses.claim(analyses.submit(b"a document").id, "worker")
    assert claim is not None
    assert analyses.complete(claim, REPORT, {})
    insert = admission._insert

    def erase_and_insert(connection: Connection, job: Job) -> Job:
        with ledger.writing() as another:
            another.execute(delete(reports))
        return insert(connection, job)

    with patch.object(admission, "_insert", erase_and_insert):
        again = analyses.submit(b"a document")

    assert again.state is JobState.SUCCEEDED
    assert analyses.result(again.id)["run"]["job_id"] == again.id


def test_of_those_who_add_to_a_batch_at_once_each_has_chunks_of_its_own(batches: Batches, ledger: Ledger) -> None:
    batch = batches.create()

    at_once([partial(batches.add, batch.id, [(f"{n}.txt", b"%d" % n)]) for n in range(6)])

    assert batches.status(batch.id).counts == {JobState.QUEUED: 6}


def test_a_chunk_is_taken_by_one_worker(
    batches: Batches, ledger: Ledger, clock: StandingClock, publisher: RememberingPublisher
) -> None:
    batch = batches.create()
    batches.add(batch.id, [(f"{n}.txt", b"%d" % n) for n in range(100)])
    chunks, published = LedgerChunkStore(ledger), publisher.chunks
    lease_until = clock() + timedelta(seconds=30)

    taken = at_once([partial(chunks.take, (c.batch_id, c.number), "holder", lease_until, clock()) for c in published])

    assert sorted(claim.chunk.number for claim in taken if claim) == [1, 2, 3, 4]


def test_workers_that_start_together_tell_what_they_can_do_together(ledger: Ledger) -> None:
    at_once([partial(LedgerCapabilities(ledger).note, f"engine {n}") for n in range(8)])

    assert str(LedgerCapabilities(ledger)()).startswith("engine ")


def test_an_end_and_what_is_kept_of_it_at_the_same_moment_leave_nothing_behind(
    analyses: Analyses, partials: LedgerPartialStore, ledger: Ledger
) -> None:
    for number in range(ROUNDS):
        claim = analyses.claim(analyses.submit(b"document %d" % number).id, "worker")
        assert claim is not None

        at_once([partial(partials.keep, claim, b"{}", []), partial(analyses.complete, claim, REPORT, {})])

        with ledger.reading() as connection:
            assert connection.execute(select(rows_of_partials.c.job_id)).all() == []
