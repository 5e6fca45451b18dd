"""Two transactions that wait for each other: PostgreSQL undoes one of them, and nobody notices."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import update
from sqlalchemy.engine import make_url

from backend.errors import LedgerUnavailable
from backend.jobs import JobState
from backend.jobs.batch import Batch
from backend.jobs.job import NewJob
from backend.storage.batches import LedgerBatchStore
from backend.storage.collisions import TRIES, again_if_undone
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.prepared import on_driver
from backend.storage.tables import jobs

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FIRST, LAST = "ana_first", "ana_last"
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"
KNOT = "DO $$ BEGIN RAISE EXCEPTION 'undone' USING ERRCODE = '40P01'; END $$"
DEADLINE_SECONDS = 10

on_postgresql = pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)


@pytest.fixture
def batch(ledger: Ledger) -> Batch:
    """Return a batch of two jobs, which are locked in the order of their ids."""
    store = LedgerBatchStore(ledger)
    batch = Batch(
        id="bat_1",
        owner="local",
        name=None,
        analyzers=None,
        options=None,
        as_of=date(2026, 3, 1),
        priority=5,
        created_at=AT,
        expires_at=AT + timedelta(days=7),
    )
    store.create(batch)
    store.add(batch, [_job(FIRST), _job(LAST)], AT)
    return batch


@pytest.fixture
def other(ledger_url: str) -> Iterator[psycopg.Connection]:
    """Return a connection of which the server never finds that it stands in the way: so it finds the other one."""
    with psycopg.connect(make_url(ledger_url).render_as_string(hide_password=False)) as connection:
        connection.execute("SET deadlock_timeout = '1min'")
        yield connection


@on_postgresql
def test_a_cancel_that_is_undone_for_the_sake_of_another_transaction_is_done_again(
    ledger: Ledger, batch: Batch, other: psycopg.Connection
) -> None:
    with ThreadPoolExecutor(1) as thread:
        _touch(other, LAST)
        cancelled = thread.submit(LedgerBatchStore(ledger).cancel, batch.id, AT, AT)
        _wait_until_one_waits(ledger)
        _touch(other, FIRST)  # which the cancel has: each waits for the other now, and the cancel is undone
        other.commit()

        cancelled.result(timeout=DEADLINE_SECONDS)

    found = LedgerJobStore(ledger).look([FIRST, LAST])
    assert {job.state for job, _readable in found} == {JobState.CANCELLED}


@on_postgresql
def test_a_note_of_what_has_no_message_that_is_undone_is_written_again(
    ledger: Ledger, batch: Batch, other: psycopg.Connection
) -> None:
    store = LedgerJobStore(ledger)
    with ledger.writing() as connection:
        connection.execute(update(jobs).values(message_id="m", published_at=AT))
    unpublished = [job for job, _readable in store.look([FIRST, LAST])]
    with ThreadPoolExecutor(1) as thread:
        _touch(other, LAST)
        noted = thread.submit(store.mark_unpublished, *unpublished)
        _wait_until_one_waits(ledger)
        _touch(other, FIRST)
        other.commit()

        noted.result(timeout=DEADLINE_SECONDS)

    assert [job.published_at for job, _readable in store.look([FIRST, LAST])] == [None, None]


@on_postgresql
def test_a_cancel_does_not_hold_the_follower_of_a_leader_that_is_just_being_ended(
    ledger: Ledger, batch: Batch, other: psycopg.Connection
) -> None:
    store = LedgerJobStore(ledger)
    with ledger.writing() as connection:
        connection.execute(update(jobs).where(jobs.c.id == FIRST).values(leader_id=LAST))
    assert store.take(
        LAST, "worker", "holder", AT + timedelta(seconds=30), AT
    )  # its row lies behind the follower's now
    with ThreadPoolExecutor(1) as thread:
        _touch(other, LAST)
        cancelled = thread.submit(LedgerBatchStore(ledger).cancel, batch.id, AT, AT)
        _wait_until_one_waits(ledger)

        other.execute("SELECT id FROM jobs WHERE id = %s FOR UPDATE NOWAIT", [FIRST])
        other.commit()

        cancelled.result(timeout=DEADLINE_SECONDS)


@on_postgresql
@pytest.mark.parametrize("by_driver", [False, True], ids=["by SQLAlchemy", "by the driver"])
def test_who_is_undone_every_time_says_that_the_ledger_does_not_answer(ledger: Ledger, by_driver: bool) -> None:
    tries = []

    @again_if_undone
    def undone() -> None:
        tries.append(1)
        with ledger.writing() as connection:
            if by_driver:
                on_driver(connection, "execute", KNOT)
            else:
                connection.exec_driver_sql(KNOT)

    with pytest.raises(LedgerUnavailable):
        undone()
    assert len(tries) == TRIES


@on_postgresql
def test_what_would_fail_again_is_not_tried_again(ledger: Ledger) -> None:
    tries = []

    @again_if_undone
    def failing() -> None:
        tries.append(1)
        with ledger.writing() as connection:
            connection.exec_driver_sql("DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$")

    with pytest.raises(LedgerUnavailable):
        failing()
    assert len(tries) == 1


def _job(job_id: str) -> NewJob:
    return NewJob(
        id=job_id,
        owner="local",
        filename=f"{job_id}.txt",
        document_sha256=job_id,
        size=1,
        analyzers=None,
        as_of=date(2026, 3, 1),
        queue="batch",
        priority=5,
        created_at=AT,
        batch_id="bat_1",
    )


def _touch(connection: psycopg.Connection, job_id: str) -> None:
    connection.execute("UPDATE jobs SET size = size WHERE id = %s", [job_id])


def _wait_until_one_waits(ledger: Ledger) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        with ledger.reading() as connection:
            if connection.exec_driver_sql(WAITS).scalar_one():
                return
        time.sleep(0.01)
    pytest.fail("nobody waits for a lock")
