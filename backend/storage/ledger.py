"""The database of job records: transactions that read or write, migrated at first use, safe across forks."""

import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection, Table, select

from backend.storage.engine import BUSY_SECONDS, TYPED_ERRORS, create_ledger_engine
from backend.storage.tables import meta
from backend.storage.transactions import transactions_of
from backend.storage.upgrade import upgrade
from backend.storage.witness import Commits, Witness


class Ledger:
    """One database, opened at first use."""

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        """Note where the ledger lies, without opening it.

        Args:
            url: The database's URL as SQLAlchemy writes it.
            busy_seconds: How long a writer waits for its turn on SQLite.

        Raises:
            InvalidSettings: the URL is none, or the database's driver is not installed.
        """
        self._engine = create_ledger_engine(url, busy_seconds)
        self._transactions = transactions_of(self._engine, busy_seconds)
        self._witness = Witness(self._engine)
        self._is_current = False
        self._upgrading = threading.Lock()
        _renew_after_fork(self)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads: a consistent view that blocks no writer.

        Raises:
            LedgerUnavailable: the database does not answer, or not in time.
        """
        self.upgrade()
        with TYPED_ERRORS, self._transactions.reading() as connection:
            yield connection

    @contextmanager
    def writing(self, *, forced: bool = True) -> Iterator[Connection]:
        """Open a transaction that writes: committed durably at the end of the block, undone if it raises.

        On SQLite it has the only right to write from its beginning, so that what it read is still true
        when it writes. On PostgreSQL others write at the same moment: an update has to name the state that
        it expects, and what is read to be built on is read with a lock (`with_for_update`).

        Args:
            forced: Whether SQLite is to force it to the disk. Without, it survives the end of this process, but a power
                cut only after the next one that is forced: for what nobody could know of any more after a power cut.

        Raises:
            LedgerUnavailable: the database does not answer, or not in time.
        """
        self.upgrade()
        with TYPED_ERRORS, self._transactions.writing(forced=forced) as connection:
            yield connection

    @cached_property
    def id(self) -> str:
        """The ledger's random name, given at its creation: two programs that share it share their jobs."""
        with self.reading() as connection:
            name: str = connection.execute(select(meta.c.value).where(meta.c.key == "ledger_id")).scalar_one()
            return name

    def upgrade(self) -> None:
        """Bring the tables up to date; many processes may do so at once, and after the first look it is free.

        Raises:
            LedgerUnavailable: the database does not answer, or was written by a newer version.
        """
        if self._is_current:
            return
        with self._upgrading, TYPED_ERRORS:
            upgrade(self._engine)
        self._is_current = True

    def tidy(self, *changed: Table) -> bool:
        """Take what was deleted out of the database's files; False when others were in the way.

        SQLite has overwritten it when it was deleted, and now empties its log. PostgreSQL gives its place free in
        the `changed` tables; the bytes are overwritten by what comes next.
        """
        self.upgrade()
        with TYPED_ERRORS, self._engine.connect() as bare:
            if self._engine.dialect.name == "sqlite":
                raw = bare.connection.dbapi_connection
                return raw is not None and raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
            connection = bare.execution_options(isolation_level="AUTOCOMMIT")
            for table in changed:
                connection.exec_driver_sql(f"VACUUM {table.name}")
        return True

    def commits(self) -> Commits | None:
        """Return what is something else after every commit of anybody; None where the database cannot tell.

        Raises:
            LedgerUnavailable: the database does not answer.
        """
        self.upgrade()
        with TYPED_ERRORS:
            return self._witness.commits()

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        self._witness.close()
        self._transactions.close()
        self._engine.dispose()

    def _renew(self) -> None:
        """In a child: leave the parent's connections alone, and its locks, which nobody may ever open again."""
        self._upgrading = threading.Lock()
        self._transactions.renew()
        self._witness = Witness(self._engine)
        self._engine.dispose(close=False)


def _renew_after_fork(ledger: Ledger) -> None:
    reference = weakref.ref(ledger)

    def renew() -> None:
        if (alive := reference()) is not None:
            alive._renew()  # noqa: SLF001  # of the class, but it must not keep the object alive

    os.register_at_fork(after_in_child=renew)
