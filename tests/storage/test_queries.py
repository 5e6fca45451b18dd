"""The questions that are asked often are answered from an index, however many jobs there are."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from backend.jobs import JobState
from backend.jobs.listing import ListCursor
from backend.storage.batches import LedgerBatchStore
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.recovery import LedgerRecoveryStore
from backend.storage.tasks import LedgerTaskStore

QUESTIONS: Mapping[str, Callable[[Ledger], object]] = {
    "status": lambda ledger: LedgerJobStore(ledger).find("ana_x"),
    "result": lambda ledger: LedgerJobStore(ledger).report("ana_x"),
    "listing": lambda ledger: LedgerJobStore(ledger).list_recent("local", 50),
    "dead letters": lambda ledger: LedgerJobStore(ledger).dead_letters("local", 50),
    "batches": lambda ledger: LedgerBatchStore(ledger).list_recent("local", 50, ListCursor(datetime.now(UTC), "bat_x")),
    "who works": lambda ledger: LedgerRecoveryStore(ledger).held(),
    "what waits": lambda ledger: LedgerRecoveryStore(ledger).waiting(datetime.now(UTC), 50),
    "retries that are due": lambda ledger: LedgerRecoveryStore(ledger).due(datetime.now(UTC), 50),
    "plain task": lambda ledger: LedgerTaskStore(ledger).find_task("x"),
}


def explain(ledger: Ledger, statement: str, values: tuple[object, ...]) -> list[str]:
    """Return the plan; PostgreSQL, which would read a small table whole, is asked not to."""
    with ledger.reading() as connection:
        if connection.dialect.name == "sqlite":
            return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", values)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_frequent_question_reads_a_whole_table(question: str, ledger: Ledger) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    ledger.upgrade()
    event.listen(
        ledger._engine, "before_cursor_execute", lambda _c, _k, statement, values, *_: asked.append((statement, values))
    )

    QUESTIONS[question](ledger)

    statement, values = next((text, values) for text, values in asked if text.startswith("SELECT"))
    plan = explain(ledger, statement, values)
    assert any(word in step for step in plan for word in ("SEARCH", "Index Scan")), plan
    assert not any(word in step for step in plan for word in ("SCAN", "Seq Scan")), plan


def test_a_transition_is_one_statement_that_finds_its_row_by_key(ledger: Ledger) -> None:
    asked: list[str] = []
    ledger.upgrade()
    event.listen(ledger._engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))

    LedgerJobStore(ledger).transition("ana_x", JobState.CANCELLING, datetime.now(UTC))

    assert [statement.split()[0] for statement in asked if statement != "BEGIN IMMEDIATE"] == ["UPDATE"]
