"""The database, whichever it is: one for all, undone or done, and used by many at once."""

import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.errors import InvalidSettings
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


def test_what_a_failed_block_wrote_is_undone(ledger: Ledger) -> None:
    def break_off() -> None:
        with ledger.writing() as connection:
            connection.execute(text("INSERT INTO meta VALUES ('half', 'done')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()

    with ledger.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM meta WHERE key = 'half'")).scalar_one() == 0


def test_a_ledger_keeps_its_id_and_no_two_have_the_same(ledger_url: str, ledger: Ledger, tmp_path: Path) -> None:
    again, other = Ledger(ledger_url), Ledger(f"sqlite:///{tmp_path}/other/ledger.sqlite3")

    assert ledger.id == again.id
    assert ledger.id != other.id
    again.close()
    other.close()


@pytest.mark.parametrize("url", ["no url at all", "oracle+nothing://somewhere/x"])
def test_a_url_that_names_no_database_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(InvalidSettings, match="DATABASE_URL"):
        Ledger(url)


def test_a_missing_driver_is_a_wrong_setting_that_names_it_and_no_password() -> None:
    with pytest.raises(InvalidSettings, match="driver MySQLdb") as caught:
        Ledger("mysql://user:secret@db.example.org/vitae")

    assert "secret" not in caught.value.detail


def test_a_child_uses_connections_of_its_own(ledger_url: str) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", USE_IN_A_CHILD, ledger_url], check=True)


def test_threads_that_begin_together_share_one_ledger(empty_url: str) -> None:
    ledgers = [Ledger(empty_url) for _ in range(8)]
    together = threading.Barrier(len(ledgers))

    def open_one(ledger: Ledger) -> str:
        together.wait(timeout=10)
        return ledger.id

    with ThreadPoolExecutor(len(ledgers)) as threads:
        ids = set(threads.map(open_one, ledgers))

    assert len(ids) == 1
    for ledger in ledgers:
        ledger.close()


def test_a_reader_sees_one_moment_while_others_write(ledger_url: str, ledger: Ledger) -> None:
    other = Ledger(ledger_url)
    with ledger.reading() as connection:
        before = connection.execute(text("SELECT count(*) FROM meta")).scalar_one()
        with other.writing() as elsewhere:
            elsewhere.execute(text("INSERT INTO meta VALUES ('from', 'outside')"))
        after = connection.execute(text("SELECT count(*) FROM meta")).scalar_one()

    assert before == after
    other.close()
