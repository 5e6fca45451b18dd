"""What was answered is remembered until somebody commits, in this process or in another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.errors import LedgerUnavailable
from backend.storage.ledger import Ledger
from backend.storage.unchanged import Unchanged

Ask = Callable[[Collection[str]], int]
COUNT = text("SELECT count(*) FROM meta")
IDS = ("a", "b")


@pytest.fixture
def questions() -> list[set[str]]:
    """Return what was asked of the ledger."""
    return []


@pytest.fixture
def rows(ledger: Ledger, questions: list[set[str]]) -> Iterator[Unchanged[int]]:
    def count(ids: Collection[str]) -> int:
        questions.append(set(ids))
        with ledger.reading() as connection:
            return int(connection.execute(COUNT).scalar_one())

    remembering = Unchanged(ledger, count)
    yield remembering
    remembering.close()


def write(ledger: Ledger, key: str) -> None:
    with ledger.writing() as connection:
        connection.execute(text("INSERT INTO meta VALUES (:key, 'x')"), {"key": key})


def test_what_was_written_since_is_seen_by_the_next_question(ledger: Ledger, rows: Unchanged[int]) -> None:
    before = rows(IDS)

    seen = []
    for number in range(20):
        write(ledger, str(number))
        seen.append(rows(IDS))

    assert seen == [before + number for number in range(1, 21)]


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_while_nobody_writes_the_ledger_is_asked_once_for_the_same_ids(
    ledger: Ledger, rows: Unchanged[int], questions: list[set[str]]
) -> None:
    for ids in (IDS, IDS, reversed(IDS), ("a",), ("a",)):
        rows(list(ids))

    assert questions == [{"a", "b"}, {"a"}]


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_another_programs_commit_is_seen_and_what_it_undoes_is_not(
    ledger: Ledger, rows: Unchanged[int], questions: list[set[str]], data_dir: Path
) -> None:
    before = rows(IDS)
    with closing(sqlite3.connect(data_dir / "ledger.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("INSERT INTO meta VALUES ('other', 'x')")
        other.execute("ROLLBACK")
        undone = rows(IDS)
        other.execute("INSERT INTO meta VALUES ('other', 'x')")

        assert (undone, rows(IDS)) == (before, before + 1)

    assert len(questions) == 2


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_the_log_can_be_emptied_while_somebody_watches(ledger: Ledger, rows: Unchanged[int]) -> None:
    write(ledger, "a")
    before = rows(IDS)

    assert ledger.tidy()
    assert rows(IDS) == before


def test_after_closing_it_is_asked_anew(ledger: Ledger, rows: Unchanged[int], questions: list[set[str]]) -> None:
    rows(IDS)
    rows.close()
    write(ledger, "a")

    rows(IDS)

    assert len(questions) == 2


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_without_the_database_nothing_is_answered_from_memory(ledger: Ledger) -> None:
    def fail(_ids: Collection[str]) -> int:
        raise LedgerUnavailable("The ledger does not answer.")

    unanswered = Unchanged(ledger, fail)

    for _ in range(2):
        with pytest.raises(LedgerUnavailable):
            unanswered(IDS)
    unanswered.close()
