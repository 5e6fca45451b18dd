"""The database: durable, private, one for all, and typed in its troubles."""

import sqlite3
import stat
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.errors import InvalidSettings, LedgerUnavailable
from backend.storage.ledger import Ledger

USE_IN_A_CHILD = textwrap.dedent(
    """
    import os, sys
    from sqlalchemy import text
    from backend.storage.ledger import Ledger

    def write(ledger):
        with ledger.writing() as connection:
            connection.execute(text("INSERT INTO meta VALUES (:key, '')"), {"key": str(os.getpid())})
            return connection.connection.dbapi_connection

    def count(ledger):
        with ledger.reading() as connection:
            return connection.execute(text("SELECT count(*) FROM meta")).scalar_one()

    ledger = Ledger(sys.argv[1])
    of_the_parent = write(ledger)
    child = os.fork()
    if child == 0:
        os._exit(0 if write(ledger) is not of_the_parent and count(ledger) == 3 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert count(ledger) == 3
    of_the_parent.execute("SELECT 1")
    ledger.close()
    """
)


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


def test_the_files_are_their_users_alone(ledger: Ledger, data_dir: Path) -> None:
    ledger.upgrade()
    with ledger.writing() as connection:
        connection.execute(text("INSERT INTO meta VALUES ('a', 'b')"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data_dir.iterdir()}

    assert set(modes.values()) == {0o600}, modes
    assert {"ledger.sqlite3", "ledger.sqlite3-wal", "ledger.sqlite3-shm"} <= set(modes)
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


def test_what_a_failed_block_wrote_is_undone(ledger: Ledger) -> None:
    def break_off() -> None:
        with ledger.writing() as connection:
            connection.execute(text("INSERT INTO meta VALUES ('half', 'done')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()

    with ledger.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM meta WHERE key = 'half'")).scalar_one() == 0


def test_a_ledger_keeps_its_id_and_no_two_have_the_same(url: str, ledger: Ledger, tmp_path: Path) -> None:
    again, other = Ledger(url), Ledger(f"sqlite:///{tmp_path}/other/ledger.sqlite3")

    assert ledger.id == again.id
    assert ledger.id != other.id
    again.close()
    other.close()


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


def test_a_reader_sees_one_moment_while_others_write(ledger: Ledger, raw: sqlite3.Connection) -> None:
    with ledger.reading() as connection:
        before = connection.execute(text("SELECT count(*) FROM meta")).scalar_one()
        raw.execute("INSERT INTO meta VALUES ('from', 'outside')")
        after = connection.execute(text("SELECT count(*) FROM meta")).scalar_one()

    assert before == after


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


@pytest.mark.parametrize("url", ["no url at all", "oracle+nothing://somewhere/x"])
def test_a_url_that_names_no_database_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(InvalidSettings, match="DATABASE_URL"):
        Ledger(url)


def test_a_missing_driver_is_a_wrong_setting_that_names_it_and_no_password() -> None:
    with pytest.raises(InvalidSettings, match="driver MySQLdb") as caught:
        Ledger("mysql://user:secret@db.example.org/vitae")

    assert "secret" not in caught.value.detail


def test_a_child_uses_connections_of_its_own(url: str) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", USE_IN_A_CHILD, url], check=True)


def test_threads_that_begin_together_share_one_ledger(url: str) -> None:
    ledgers = [Ledger(url) for _ in range(8)]
    together = threading.Barrier(len(ledgers))

    def open_one(ledger: Ledger) -> str:
        together.wait(timeout=10)
        return ledger.id

    with ThreadPoolExecutor(len(ledgers)) as threads:
        ids = set(threads.map(open_one, ledgers))

    assert len(ids) == 1
    for ledger in ledgers:
        ledger.close()
