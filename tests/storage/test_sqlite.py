"""SQLite as we open it: durable, private, one writer at a time, and typed in its troubles."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any, NoReturn
from unittest.mock import patch

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from sqlalchemy import insert, select, text

from backend.errors import LedgerUnavailable
from backend.storage.ledger import Ledger
from backend.storage.prepared import Prepared
from backend.storage.tables import meta


@pytest.fixture
def url(data_dir: Path) -> str:
    return f"sqlite:///{data_dir}/ledger.sqlite3"


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger(url)
    yield opened
    opened.close()


@pytest.fixture
def raw(ledger: Ledger, data_dir: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection of another program to the same file."""
    ledger.upgrade()
    with closing(sqlite3.connect(data_dir / "ledger.sqlite3", isolation_level=None)) as connection:
        yield connection


def pragma(ledger: Ledger, name: str) -> object:
    with ledger.writing() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_nothing_is_created_before_the_first_use(url: str, data_dir: Path) -> None:
    ledger = Ledger(url)

    assert not data_dir.exists()
    ledger.upgrade()
    assert (data_dir / "ledger.sqlite3").exists()
    ledger.close()


def test_a_commit_is_on_the_disk_and_readers_do_not_block_writers(ledger: Ledger) -> None:
    assert pragma(ledger, "journal_mode") == "wal"
    assert pragma(ledger, "synchronous") == 2, "2 is FULL"
    assert pragma(ledger, "foreign_keys") == 1
    assert pragma(ledger, "busy_timeout") == 10_000


def test_what_nobody_would_know_of_after_a_power_cut_is_not_forced_and_what_follows_is(ledger: Ledger) -> None:
    def forcing(*, forced: bool) -> object:
        with ledger.writing(forced=forced) as connection:
            return connection.exec_driver_sql("PRAGMA synchronous").scalar_one()

    assert forcing(forced=False) == 1, "1 is NORMAL: the log is forced before it is worked into the database only"
    assert forcing(forced=False) == 1
    assert forcing(forced=True) == 2


def test_the_files_are_their_users_alone(ledger: Ledger, data_dir: Path) -> None:
    ledger.upgrade()
    with ledger.writing() as connection:
        connection.execute(text("INSERT INTO meta VALUES ('a', 'b')"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data_dir.iterdir()}

    assert set(modes.values()) == {0o600}, modes
    assert {"ledger.sqlite3", "ledger.sqlite3-wal", "ledger.sqlite3-shm"} <= set(modes)
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


def test_a_writer_waits_its_turn(ledger: Ledger) -> None:
    def write(number: int) -> None:
        with ledger.writing() as connection:
            seen = connection.execute(text("SELECT count(*) FROM meta")).scalar_one()
            connection.execute(text("INSERT INTO meta VALUES (:key, :seen)"), {"key": str(number), "seen": seen})

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(40)))

    with ledger.reading() as connection:
        seen = connection.execute(text("SELECT value FROM meta WHERE key <> 'ledger_id'")).scalars()
        assert sorted(map(int, seen)) == list(range(1, 41)), "a writer had read what another then changed"


def test_any_number_of_threads_reads_at_the_same_moment(ledger: Ledger) -> None:
    many = 50
    all_read = Barrier(many)

    def read(_: int) -> int:
        with ledger.reading() as connection:
            connection.execute(select(meta.c.key)).all()
            return all_read.wait(timeout=5)

    with ThreadPoolExecutor(many) as threads:
        assert sorted(threads.map(read, range(many))) == list(range(many))


def test_a_time_limit_that_strikes_as_the_right_to_write_is_given_does_not_keep_it(url: str) -> None:
    class LimitedLock:
        """A lock after whose taking Python gets round to a signal."""

        def acquire(self, timeout: float) -> NoReturn:
            assert lock.acquire(timeout=timeout)
            raise SoftTimeLimitExceeded

        def release(self) -> None:
            lock.release()

    ledger = Ledger(url, busy_seconds=0.2)
    ledger.upgrade()
    transactions: Any = ledger._transactions
    lock = transactions._writing

    with patch.object(transactions, "_writing", LimitedLock()), pytest.raises(SoftTimeLimitExceeded):
        pragma(ledger, "synchronous")
    with ThreadPoolExecutor(1) as another_thread:
        assert another_thread.submit(pragma, ledger, "synchronous").result() == 2
    ledger.close()


def test_who_waits_too_long_for_the_right_to_write_takes_it_from_nobody(url: str) -> None:
    ledger = Ledger(url, busy_seconds=0.2)

    with ledger.writing(), ThreadPoolExecutor(2) as others:
        for other in [others.submit(pragma, ledger, "synchronous") for _ in range(2)]:
            with pytest.raises(LedgerUnavailable, match="others are writing"):
                other.result()
    assert pragma(ledger, "synchronous") == 2
    ledger.close()


NOTE = Prepared(insert(meta))


def test_what_raises_is_undone_whoever_executed_it(ledger: Ledger) -> None:
    def write_and_fail() -> None:
        with ledger.writing() as connection:
            NOTE.run_all(connection, [{"key": "driver", "value": "1"}])
            connection.execute(insert(meta), {"key": "sqlalchemy", "value": "1"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    with ledger.writing() as connection:
        NOTE.run_all(connection, [{"key": "later", "value": "1"}])
    assert keys(ledger) == {"ledger_id", "later"}


def test_statements_of_both_kinds_are_one_transaction(ledger: Ledger, raw: sqlite3.Connection) -> None:
    with ledger.writing() as connection:
        NOTE.run_all(connection, [{"key": "driver", "value": "1"}])
        connection.execute(insert(meta), {"key": "sqlalchemy", "value": "1"})
        assert raw.execute("SELECT count(*) FROM meta").fetchone() == (1,)

    assert keys(ledger) == {"ledger_id", "driver", "sqlalchemy"}


def test_a_view_stays_the_same_while_others_commit(ledger: Ledger, raw: sqlite3.Connection) -> None:
    with ledger.reading() as connection:
        before = connection.execute(select(meta.c.key)).scalars().all()
        raw.execute("INSERT INTO meta VALUES ('new', '')")
        assert connection.execute(select(meta.c.key)).scalars().all() == before

    assert "new" in keys(ledger)


def test_a_child_has_connections_of_its_own(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        parents = id(connection.connection.dbapi_connection)

    child = os.fork()
    if child == 0:
        with ledger.writing() as connection:
            os._exit(0 if id(connection.connection.dbapi_connection) != parents else 1)

    assert os.waitpid(child, 0)[1] == 0
    with ledger.writing() as connection:
        assert id(connection.connection.dbapi_connection) == parents


def keys(ledger: Ledger) -> set[str]:
    with ledger.reading() as connection:
        return set(connection.execute(select(meta.c.key)).scalars())


def test_a_database_locked_for_too_long_is_unavailable(url: str, raw: sqlite3.Connection) -> None:
    impatient = Ledger(url, busy_seconds=0.05)
    raw.execute("BEGIN IMMEDIATE")

    with pytest.raises(LedgerUnavailable, match="database is locked") as caught, impatient.writing():
        pass

    assert caught.value.retryable
    raw.execute("ROLLBACK")
    with impatient.writing():
        pass
    impatient.close()


def test_a_file_that_is_no_database_is_unavailable(url: str, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "ledger.sqlite3").write_bytes(b"This is a letter, not a database. " * 100)
    ledger = Ledger(url)

    with pytest.raises(LedgerUnavailable, match="not a database"):
        ledger.upgrade()
    ledger.close()


def test_a_place_where_nothing_can_be_written_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ledger = Ledger(f"sqlite:///{tmp_path}/file/ledger.sqlite3")

    with pytest.raises(LedgerUnavailable, match="cannot be created"):
        ledger.upgrade()
    ledger.close()
