"""The table of transitions, and that the ledger keeps to it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from backend.jobs import TERMINAL, TRANSITIONS, Claim, Finished, Job, JobState, NewJob, Wait, is_terminal
from backend.jobs.job import Admission, new_job_id
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.tables import jobs

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TOKEN = 4
PAIRS = [(before, after) for before in JobState for after in JobState]


def job_in(state: JobState, store: LedgerJobStore, ledger: Ledger) -> Job:
    new = NewJob(
        id=new_job_id(),
        owner="local",
        filename="cv.pdf",
        document_sha256="0" * 64,
        size=1,
        analyzers=None,
        as_of=date(2026, 3, 1),
        queue="analysis",
        priority=5,
        created_at=NOW,
    )
    store.add(Admission(new, "message", NOW))
    with ledger.writing() as connection:
        connection.execute(update(jobs).where(jobs.c.id == new.id).values(state=state, lease_token=TOKEN, attempt=1))
    job = store.find(new.id)
    assert job is not None
    return job


def try_to_enter(after: JobState, job: Job, store: LedgerJobStore) -> bool:
    """Enter the state by the way that leads there."""
    if after is JobState.RUNNING:
        return store.claim(job, "worker", "holder", NOW + timedelta(minutes=2), NOW) is not None
    if after is JobState.SUCCEEDED:
        return store.complete([Finished(Claim(job, TOKEN), b"{}", {}, NOW, NOW + timedelta(days=7), False)])
    if after is JobState.QUEUED:
        return store.give_back(Claim(job, TOKEN), Wait(counts=True), NOW)
    return store.transition(job.id, after, NOW, token=TOKEN, expires_at=NOW + timedelta(days=7))


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_only_the_transitions_of_the_table_succeed(
    before: JobState, after: JobState, store: LedgerJobStore, ledger: Ledger
) -> None:
    job = job_in(before, store, ledger)

    entered = try_to_enter(after, job, store)

    now = store.find(job.id)
    assert now is not None
    assert entered == (after in TRANSITIONS[before])
    assert now.state is (after if entered else before)
    assert entered or now == job, "a refused transition changed something"


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_nothing_is_entered_under_a_token_that_is_not_the_jobs(
    before: JobState, after: JobState, store: LedgerJobStore, ledger: Ledger
) -> None:
    job = job_in(before, store, ledger)
    with ledger.writing() as connection:
        connection.execute(update(jobs).where(jobs.c.id == job.id).values(lease_token=TOKEN + 1))

    entered = try_to_enter(after, job, store)

    assert not entered
    assert store.report(job.id) is None


def test_every_state_has_its_line_in_the_table_and_three_are_final() -> None:
    assert set(TRANSITIONS) == set(JobState)
    assert {JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED} == TERMINAL
    assert [state for state in JobState if is_terminal(state)] == sorted(TERMINAL, key=list(JobState).index)


def test_a_job_asked_to_stop_can_only_become_cancelled() -> None:
    assert TRANSITIONS[JobState.CANCELLING] == {JobState.CANCELLED}
