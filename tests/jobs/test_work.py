"""The worker's side: one claim at a time, old tokens are worth nothing, poison is set aside."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from backend.errors import DocumentCrashesWorker, LedgerUnavailable
from backend.jobs import Analyses, Claim, JobState
from backend.jobs.holders import current_holder
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from vitae.domain.errors import DocumentCorrupt

if TYPE_CHECKING:
    from tests.jobs.conftest import StandingClock

LEASE = timedelta(seconds=30)
CLAIM_AND_DIE = textwrap.dedent(
    """
    import os, signal, sys
    from datetime import UTC, datetime, timedelta
    from backend.jobs import Backoff, Work
    from backend.storage.jobs import LedgerJobStore
    from backend.storage.ledger import Ledger

    LEASE, BACKOFF = timedelta(seconds=30), Backoff(timedelta(seconds=60), 3)
    store = LedgerJobStore(Ledger(sys.argv[1]))
    moment = datetime.fromisoformat(sys.argv[3])
    work = Work(store, lambda: moment, retention=timedelta(days=7), lease=LEASE, backoff=BACKOFF)
    assert work.claim(sys.argv[2], "lost@worker") is not None
    os.kill(os.getpid(), signal.SIGKILL)
    """
)
CLAIM_ALL = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime, timedelta
    from backend.jobs import Backoff, Work
    from backend.storage.jobs import LedgerJobStore
    from backend.storage.ledger import Ledger

    LEASE, BACKOFF = timedelta(seconds=30), Backoff(timedelta(seconds=60), 3)
    store = LedgerJobStore(Ledger(sys.argv[1]))
    work = Work(store, lambda: datetime.now(UTC), retention=timedelta(days=7), lease=LEASE, backoff=BACKOFF)
    print("ready", flush=True)
    sys.stdin.readline()
    print(*[job_id for job_id in sys.argv[2:] if work.claim(job_id, "worker")], flush=True)
    sys.stdin.readline()  # a worker that has ended would give its jobs to the others
    """
)


def claimed(analyses: Analyses) -> Claim:
    claim = analyses.claim(analyses.submit(b"a document").id, "worker@host")
    assert claim is not None
    return claim


def lose_a_worker_over(job_id: str, ledger_url: str, clock: StandingClock) -> None:
    arguments = [sys.executable, "-c", CLAIM_AND_DIE, ledger_url, job_id, clock.now.isoformat()]
    assert subprocess.run(arguments, check=False).returncode == -signal.SIGKILL


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_a_claim_counts_the_attempt_and_says_who_has_the_job(analyses: Analyses, clock: StandingClock) -> None:
    claim = claimed(analyses)

    job = analyses.status(claim.job.id).job

    assert job == claim.job
    assert (job.state, job.attempt, job.worker, job.holder) == (JobState.RUNNING, 1, "worker@host", current_holder())
    assert (job.started_at, job.lease_until) == (clock.now, clock.now + LEASE)


def test_of_claims_at_the_same_moment_one_wins(analyses: Analyses) -> None:
    for _ in range(50):
        job = analyses.submit(b"a document")
        together = threading.Barrier(4)

        def claim(number: int, job_id: str = job.id, together: threading.Barrier = together) -> Claim | None:
            together.wait(timeout=10)
            return analyses.claim(job_id, f"worker-{number}")

        with ThreadPoolExecutor(4) as threads:
            claims = [won for won in threads.map(claim, range(4)) if won is not None]

        assert len(claims) == 1
        assert analyses.status(job.id).job == claims[0].job


def test_of_worker_processes_that_want_the_same_jobs_each_job_goes_to_one(analyses: Analyses, ledger_url: str) -> None:
    ids = [analyses.submit(b"a document").id for _ in range(30)]
    command = [sys.executable, "-c", CLAIM_ALL, ledger_url, *ids]
    workers = [subprocess.Popen(command, stdin=-1, stdout=-1, text=True) for _ in range(3)]

    assert [line_of(worker) for worker in workers] == ["ready"] * 3
    for worker in workers:
        tell(worker)
    won = [line_of(worker).split() for worker in workers]
    for worker in workers:
        tell(worker)
        worker.communicate(timeout=30)

    assert sorted(job_id for one in won for job_id in one) == sorted(ids)
    assert {analyses.status(job_id).job.attempt for job_id in ids} == {1}


def test_a_second_delivery_finds_the_job_taken(analyses: Analyses) -> None:
    claim = claimed(analyses)

    assert analyses.claim(claim.job.id, "another") is None
    assert analyses.status(claim.job.id).job == claim.job


def test_a_finished_job_is_not_claimed_again(analyses: Analyses) -> None:
    claim = claimed(analyses)
    analyses.complete(claim, '{"first": true, "run": {}}', {})

    assert analyses.claim(claim.job.id, "another") is None
    assert analyses.result(claim.job.id)["first"]


def test_a_job_whose_worker_was_killed_is_claimed_anew_at_once(
    analyses: Analyses, ledger_url: str, clock: StandingClock
) -> None:
    job = analyses.submit(b"a document")
    lose_a_worker_over(job.id, ledger_url, clock)
    lost = analyses.status(job.id).job

    claim = analyses.claim(job.id, "worker@host")

    assert (lost.state, lost.worker, lost.attempt) == (JobState.RUNNING, "lost@worker", 1)
    assert claim is not None
    assert (claim.job.attempt, claim.token) == (2, lost.lease_token + 1)


def test_a_worker_that_cannot_be_seen_from_here_has_the_job_until_its_lease_ends(
    analyses: Analyses, store: LedgerJobStore, clock: StandingClock
) -> None:
    job = analyses.submit(b"a document")
    elsewhere = store.claim(job, "worker@elsewhere", "elsewhere|boot|17|4711", clock.now + LEASE, clock.now)
    assert elsewhere is not None

    clock.advance(LEASE - timedelta(seconds=1))
    assert analyses.claim(job.id, "worker@host") is None
    clock.advance(timedelta(seconds=1))
    assert analyses.claim(job.id, "worker@host") is not None


def test_who_lost_the_claim_can_change_nothing_any_more(analyses: Analyses, clock: StandingClock) -> None:
    old = claimed(analyses)
    clock.advance(LEASE)
    new = analyses.claim(old.job.id, "another")
    assert new is not None

    assert analyses.is_cancel_requested(old)
    assert not analyses.complete(old, '{"by": "old", "run": {}}', {})
    assert not analyses.fail(old, DocumentCorrupt("It is damaged."))
    assert not analyses.release(old)
    assert not analyses.mark_cancelled(old)
    assert analyses.status(old.job.id).job == new.job
    assert analyses.complete(new, '{"by": "new", "run": {}}', {})
    assert analyses.result(old.job.id)["by"] == "new"


def test_a_report_is_stored_once(analyses: Analyses) -> None:
    claim = claimed(analyses)

    first, second = (
        analyses.complete(claim, '{"n": 1, "run": {}}', {"n": 1}),
        analyses.complete(claim, '{"n": 2, "run": {}}', {"n": 2}),
    )

    assert (first, second) == (True, False)
    assert analyses.result(claim.job.id)["n"] == 1
    assert analyses.status(claim.job.id).job.summary == {"n": 1}


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)  # a missing table counts as a fault of ours elsewhere
def test_a_report_that_cannot_be_stored_leaves_the_job_running(analyses: Analyses, ledger: Ledger) -> None:
    claim = claimed(analyses)
    with ledger.writing() as connection:
        connection.execute(text("ALTER TABLE reports RENAME TO elsewhere"))

    with pytest.raises(LedgerUnavailable):
        analyses.complete(claim, "{}", {})

    assert analyses.status(claim.job.id).job == claim.job


def test_a_failed_job_stays_failed(analyses: Analyses) -> None:
    claim = claimed(analyses)

    assert analyses.fail(claim, DocumentCorrupt("It is damaged."))
    assert not analyses.complete(claim, "{}", {})
    assert analyses.status(claim.job.id).job.state is JobState.FAILED


def test_a_released_job_waits_again_and_its_attempt_does_not_count(analyses: Analyses) -> None:
    claim = claimed(analyses)

    assert analyses.release(claim)

    waiting = analyses.status(claim.job.id).job
    assert (waiting.state, waiting.attempt, waiting.holder) == (JobState.QUEUED, 0, None)
    again = analyses.claim(claim.job.id, "worker@host")
    assert again is not None
    assert (again.job.attempt, again.token) == (1, claim.token + 1)
    assert not analyses.complete(claim, "{}", {})


def test_a_document_that_ended_three_workers_is_set_aside(
    analyses: Analyses, ledger_url: str, clock: StandingClock
) -> None:
    job = analyses.submit(b"a document")
    for _ in range(3):
        lose_a_worker_over(job.id, ledger_url, clock)

    with pytest.raises(DocumentCrashesWorker, match="tried 3 times"):
        analyses.claim(job.id, "worker@host")

    ended = analyses.status(job.id).job
    assert analyses.claim(job.id, "worker@host") is None
    assert ended.set_aside_at is not None
    assert (ended.state, ended.attempt) == (JobState.FAILED, 3)
    assert ended.error is not None
    assert ended.error.code == "document-crashes-worker"


def test_a_job_that_was_to_be_cancelled_when_its_worker_died_is_cancelled_by_the_next(
    analyses: Analyses, store: LedgerJobStore, ledger_url: str, clock: StandingClock
) -> None:
    job = analyses.submit(b"a document")
    lose_a_worker_over(job.id, ledger_url, clock)
    store.transition(job.id, JobState.CANCELLING, clock.now)  # by a machine that cannot see the worker

    assert analyses.claim(job.id, "worker@host") is None
    assert analyses.status(job.id).job.state is JobState.CANCELLED


def test_a_renewed_lease_keeps_the_job_and_nobody_else_can_take_it(
    analyses: Analyses, store: LedgerJobStore, clock: StandingClock
) -> None:
    job = analyses.submit(b"a document")
    elsewhere = store.claim(job, "worker@elsewhere", "elsewhere|boot|17|4711|1", clock.now + LEASE, clock.now)
    assert elsewhere is not None
    clock.advance(LEASE - timedelta(seconds=1))

    assert analyses.renew(elsewhere)

    clock.advance(timedelta(seconds=2))
    assert analyses.claim(job.id, "worker@host") is None
    assert analyses.status(job.id).job.lease_until == clock.now + LEASE - timedelta(seconds=2)


def test_a_lease_that_another_has_by_now_cannot_be_renewed(analyses: Analyses, clock: StandingClock) -> None:
    old = claimed(analyses)
    clock.advance(LEASE)
    new = analyses.claim(old.job.id, "another")
    assert new is not None

    assert not analyses.renew(old)
    assert analyses.status(old.job.id).job == new.job


def test_a_job_put_off_waits_for_its_moment_and_says_why(analyses: Analyses, clock: StandingClock) -> None:
    claim = claimed(analyses)

    assert analyses.put_off(claim, LedgerUnavailable("The database is locked."))

    job = analyses.status(claim.job.id).job
    assert (job.state, job.attempt, job.retries) == (JobState.QUEUED, 0, 1)
    assert job.error is not None
    assert job.error.code == "ledger-unavailable"
    assert job.retry_at is not None
    assert 60 <= (job.retry_at - clock.now).total_seconds() <= 66
    assert analyses.claim(job.id, "worker") is None
    clock.now = job.retry_at
    again = analyses.claim(job.id, "worker")
    assert again is not None
    assert again.job.retry_at is None
    assert analyses.complete(again, "{}", {})
    assert analyses.status(job.id).job.error is None


def test_waits_for_a_retry_double_and_end_with_the_error(analyses: Analyses, clock: StandingClock) -> None:
    claim: Claim | None = claimed(analyses)
    waits = []
    while claim is not None and analyses.put_off(claim, LedgerUnavailable("The database is locked.")):
        job = analyses.status(claim.job.id).job
        assert job.retry_at is not None
        waits.append((job.retry_at - clock.now).total_seconds() // 60)
        clock.now = job.retry_at
        claim = analyses.claim(job.id, "worker")

    assert claim is not None
    assert waits == [1, 2, 4]
    ended = analyses.status(claim.job.id).job
    assert (ended.state, ended.set_aside_at) == (JobState.FAILED, None)
    with pytest.raises(LedgerUnavailable):
        analyses.result(ended.id)


def test_an_attempt_that_went_badly_counts_and_the_third_sets_the_job_aside(analyses: Analyses) -> None:
    claim: Claim | None = claimed(analyses)
    ends = []
    while claim is not None:
        ends.append(analyses.lose(claim, DocumentCrashesWorker("It was ended by SIGSEGV.")))
        claim = analyses.claim(claim.job.id, "worker")

    (job,) = analyses.dead_letters()
    assert ends == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]
    assert (job.state, job.attempt) == (JobState.FAILED, 3)
    assert job.error is not None
    assert job.error.detail == "It was ended by SIGSEGV. It was tried 3 times and is set aside."


def test_what_was_finished_of_a_cancelled_analysis_stays_readable(analyses: Analyses) -> None:
    claim = claimed(analyses)
    analyses.cancel(claim.job.id)

    assert analyses.mark_cancelled(claim, b'{"status": "partial", "run": {}}')

    assert analyses.result(claim.job.id)["status"] == "partial"
    assert not analyses.complete(claim, '{"status": "succeeded"}', {})
    assert analyses.status(claim.job.id).job.state is JobState.CANCELLED


def test_a_job_that_is_handed_over_waits_in_the_other_queue_with_a_message_of_its_own(analyses: Analyses) -> None:
    claim = claimed(analyses)

    assert analyses.hand_over(claim, "batch")

    job = analyses.status(claim.job.id).job
    assert (job.state, job.queue, job.attempt) == (JobState.QUEUED, "batch", 0)
    assert job.message_id not in (None, claim.job.message_id)
    assert job.published_at is not None
    again = analyses.claim(job.id, "slow@host")
    assert again is not None
    assert (again.job.queue, again.job.attempt) == ("batch", 1)
