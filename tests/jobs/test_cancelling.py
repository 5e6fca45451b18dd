"""A cancel that cancels, in every state and in every race."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from backend.errors import AnalysisAlreadyFinished
from backend.jobs import Analyses, Claim, Job, JobState
from backend.storage.jobs import LedgerJobStore
from vitae.domain.errors import DocumentCorrupt

ROUNDS = 200


def claimed(analyses: Analyses) -> Claim:
    claim = analyses.claim(analyses.submit(b"a document").id, "worker")
    assert claim is not None
    return claim


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run the calls in threads that begin together; an error counts as an answer."""
    together = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        together.wait(timeout=10)
        try:
            return call()
        except AnalysisAlreadyFinished as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_a_queued_job_is_cancelled_at_once_and_never_runs(analyses: Analyses) -> None:
    job = analyses.submit(b"a document")

    cancelled = analyses.cancel(job.id)

    assert cancelled.state is JobState.CANCELLED
    assert cancelled.cancel_requested
    assert cancelled.finished_at is not None
    assert analyses.claim(job.id, "worker") is None
    assert analyses.status(job.id).job.attempt == 0


def test_a_running_job_is_asked_to_stop_and_its_worker_sees_it(analyses: Analyses) -> None:
    claim = claimed(analyses)
    assert not analyses.is_cancel_requested(claim)

    asked = analyses.cancel(claim.job.id)

    assert asked.state is JobState.CANCELLING
    assert analyses.is_cancel_requested(claim)
    assert analyses.mark_cancelled(claim)
    assert analyses.status(claim.job.id).job.state is JobState.CANCELLED


def test_a_second_cancel_of_a_running_job_changes_nothing(analyses: Analyses) -> None:
    claim = claimed(analyses)
    first = analyses.cancel(claim.job.id)

    assert analyses.cancel(claim.job.id) == first


def test_what_has_ended_cannot_be_cancelled(analyses: Analyses) -> None:
    succeeded, failed, cancelled = claimed(analyses), claimed(analyses), claimed(analyses)
    analyses.complete(succeeded, "{}", {})
    analyses.fail(failed, DocumentCorrupt("It is damaged."))
    analyses.cancel(cancelled.job.id)
    analyses.mark_cancelled(cancelled)

    for claim in (succeeded, failed, cancelled):
        before = analyses.status(claim.job.id)
        with pytest.raises(AnalysisAlreadyFinished, match=before.job.state):
            analyses.cancel(claim.job.id)
        assert analyses.status(claim.job.id) == before


def test_a_running_job_is_not_cancelled_without_a_request(analyses: Analyses) -> None:
    claim = claimed(analyses)

    assert not analyses.mark_cancelled(claim)
    assert analyses.status(claim.job.id).job.state is JobState.RUNNING


@pytest.mark.parametrize("ending", ["complete", "fail", "release"])
def test_whatever_the_worker_wanted_a_job_asked_to_stop_ends_as_cancelled(
    ending: str, analyses: Analyses, store: LedgerJobStore
) -> None:
    claim = claimed(analyses)
    analyses.cancel(claim.job.id)
    ways: dict[str, Callable[[], bool]] = {
        "complete": lambda: analyses.complete(claim, "{}", {}),
        "fail": lambda: analyses.fail(claim, DocumentCorrupt("It is damaged.")),
        "release": lambda: analyses.release(claim),
    }

    done = ways[ending]()

    job = analyses.status(claim.job.id).job
    assert not done
    assert (job.state, job.error) == (JobState.CANCELLED, None)
    assert store.report(claim.job.id) is None


def test_when_cancel_and_completion_race_there_is_one_end_and_both_sides_are_told_the_same(
    analyses: Analyses, store: LedgerJobStore
) -> None:
    for _ in range(ROUNDS):
        claim = claimed(analyses)

        answers = at_once(partial(analyses.cancel, claim.job.id), partial(analyses.complete, claim, "{}", {}))

        job = store.find(claim.job.id)
        assert job is not None
        completed = answers[1] is True
        assert job.state is (JobState.SUCCEEDED if completed else JobState.CANCELLED)
        assert (store.report(job.id) is not None) is completed
        assert isinstance(answers[0], AnalysisAlreadyFinished if completed else Job)


def test_when_cancel_and_claim_race_no_cancelled_job_goes_on_unasked(analyses: Analyses, store: LedgerJobStore) -> None:
    for _ in range(ROUNDS):
        job = analyses.submit(b"a document")

        cancelled, claim = at_once(partial(analyses.cancel, job.id), partial(analyses.claim, job.id, "worker"))

        now = store.find(job.id)
        assert now is not None
        assert isinstance(cancelled, Job)
        if isinstance(claim, Claim):
            assert now.state is JobState.CANCELLING
            assert analyses.is_cancel_requested(claim)
        else:
            assert now.state is JobState.CANCELLED
