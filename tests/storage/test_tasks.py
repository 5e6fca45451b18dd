"""The records of plain tasks: what was published, what began, what shall not begin."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.jobs import TaskRecord
from backend.storage.ledger import Ledger
from backend.storage.tasks import LedgerTaskStore

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TASK = TaskRecord(id="a-task", name="tasks.add_numbers", published_at=NOW, expires_at=NOW + timedelta(days=7))


@pytest.fixture
def tasks(ledger: Ledger) -> LedgerTaskStore:
    return LedgerTaskStore(ledger)


def test_a_published_task_is_known_and_another_is_not(tasks: LedgerTaskStore) -> None:
    tasks.record_task(TASK)

    assert tasks.find_task("a-task") == TASK
    assert tasks.find_task("another") is None


def test_a_retry_under_the_same_id_does_not_forget_what_was_asked(tasks: LedgerTaskStore) -> None:
    tasks.record_task(TASK)
    tasks.request_task_cancel("a-task")

    tasks.record_task(replace(TASK, published_at=NOW + timedelta(hours=1)))

    assert tasks.find_task("a-task") == replace(TASK, cancel_requested=True)


def test_a_task_that_was_asked_not_to_start_does_not_start(tasks: LedgerTaskStore) -> None:
    tasks.record_task(TASK)

    assert tasks.request_task_cancel("a-task")

    assert not tasks.mark_task_started("a-task", NOW)
    assert tasks.find_task("a-task") == replace(TASK, cancel_requested=True)


def test_a_started_task_says_when(tasks: LedgerTaskStore) -> None:
    tasks.record_task(TASK)

    assert tasks.mark_task_started("a-task", NOW + timedelta(seconds=3))

    assert tasks.find_task("a-task") == replace(TASK, started_at=NOW + timedelta(seconds=3))


def test_of_an_unknown_task_nothing_can_be_asked(tasks: LedgerTaskStore) -> None:
    assert not tasks.request_task_cancel("unknown")
    assert not tasks.mark_task_started("unknown", NOW)
