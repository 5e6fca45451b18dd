"""What was answered is remembered until somebody commits, in this process or in another."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.errors import LedgerUnavailable
from backend.storage.ledger import Ledger
from backend.storage.unchanged import MOST, Unchanged

COUNT = text("SELECT count(*) FROM meta")
IDS = ("a", "b")
NOBODY = "nobody"


@pytest.fixture
def questions() -> list[set[str]]:
    """Return what was asked of the ledger."""
    return []


@pytest.fixture
def rows(ledger: Ledger, questions: list[set[str]]) -> Unchanged[int]:
    """Return what tells of each id how many rows there were when it was asked for; of one it knows nothing."""

    def count(ids: Collection[str]) -> Mapping[str, int]:
        questions.append(set(ids))
        with ledger.reading() as connection:
            rows = int(connection.execute(COUNT).scalar_one())
        return {one: rows for one in ids if one != NOBODY}

    return Unchanged(ledger, count)


def write(ledger: Ledger, key: str) -> None:
    with ledger.writing() as connection:
        connection.execute(text("INSERT INTO meta VALUES (:key, 'x')"), {"key": key})


def test_what_was_written_since_is_seen_by_the_next_question(ledger: Ledger, rows: Unchanged[int]) -> None:
    before = rows(IDS)["a"]

    seen = []
    for number in range(20):
        write(ledger, str(number))
        seen.append(rows(IDS)["a"])

    assert seen == [before + number for number in range(1, 21)]


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_while_nobody_writes_each_id_is_asked_for_once(rows: Unchanged[int], questions: list[set[str]]) -> None:
    known = [set(rows(ids)) for ids in (IDS, ("a",), ("b", "c", NOBODY), (NOBODY,))]

    assert known == [{"a", "b"}, {"a"}, {"b", "c"}, set()]
    assert questions == [{"a", "b"}, {"c", NOBODY}]


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_what_is_remembered_has_an_end(rows: Unchanged[int], questions: list[set[str]]) -> None:
    for number in range(3):
        rows([f"{number}-{one}" for one in range(MOST)])

    assert len(rows._known) <= 2 * MOST


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_another_programs_commit_is_seen_and_what_it_undoes_is_not(
    ledger: Ledger, rows: Unchanged[int], questions: list[set[str]], data_dir: Path
) -> None:
    before = rows(IDS)["a"]
    with closing(sqlite3.connect(data_dir / "ledger.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("INSERT INTO meta VALUES ('other', 'x')")
        other.execute("ROLLBACK")
        undone = rows(IDS)["a"]
        other.execute("INSERT INTO meta VALUES ('other', 'x')")

        assert (undone, rows(IDS)["a"]) == (before, before + 1)

    assert len(questions) == 2


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_the_log_can_be_emptied_while_somebody_watches(ledger: Ledger, rows: Unchanged[int]) -> None:
    write(ledger, "a")
    before = rows(IDS)

    assert ledger.tidy()
    assert rows(IDS) == before


def test_after_closing_all_connections_it_is_asked_anew(
    ledger: Ledger, rows: Unchanged[int], questions: list[set[str]]
) -> None:
    rows(IDS)
    ledger.close()

    rows(IDS)

    assert len(questions) == 2


def test_a_database_that_does_not_answer_is_not_replaced_by_memory(ledger: Ledger) -> None:
    def fail(_ids: Collection[str]) -> Mapping[str, int]:
        raise LedgerUnavailable("The ledger does not answer.")

    unanswered = Unchanged(ledger, fail)

    for _ in range(2):
        with pytest.raises(LedgerUnavailable):
            unanswered(IDS)


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_a_connection_that_fails_once_is_asked_no_more(ledger: Ledger, rows: Unchanged[int]) -> None:
    before = rows(IDS)
    watching = ledger._witness._connection
    assert watching is not None
    assert watching.dbapi_connection is not None
    watching.dbapi_connection.close()

    with pytest.raises(LedgerUnavailable):
        rows(IDS)

    assert rows(IDS) == before
