"""How transactions begin and end on each of the databases."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from types import MappingProxyType
from typing import Protocol

from sqlalchemy import Connection, Engine

from backend.errors import LedgerUnavailable
from backend.storage.prepared import on_driver

READING = MappingProxyType({"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
"""Options of a transaction that only reads on PostgreSQL, where by default each statement sees a later moment."""
IS_FORCED = "vitae_is_forced"
"""What a connection to SQLite remembers: whether its next commit is forced to the disk."""
KEPT = 5
"""Connections to SQLite that stay open while nobody uses them: as many as SQLAlchemy's pool keeps."""


class Transactions(Protocol):
    """Begins transactions; their errors are the driver's, as SQLAlchemy raises them."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Open one that only reads."""
        ...

    def writing(self, *, forced: bool = True) -> AbstractContextManager[Connection]:
        """Open one that is committed at the end of the block, and undone if it raises.

        What is not `forced` may be forced to the disk with a later one, if a power cut cannot part the database from
        those who work with it.
        """
        ...

    def close(self) -> None:
        """Close the connections that are kept."""
        ...

    def renew(self) -> None:
        """Begin anew in a child that was forked, and leave its parent's connections and locks alone."""
        ...


def transactions_of(engine: Engine, busy_seconds: float) -> Transactions:
    """Return what begins transactions on the engine's database.

    Args:
        engine: Opens connections.
        busy_seconds: How long a thread waits, on SQLite, for the others of this process to have written.
    """
    return SqliteTransactions(engine, busy_seconds) if engine.dialect.name == "sqlite" else PooledTransactions(engine)


class PooledTransactions:
    """Transactions of SQLAlchemy over the connections of its pool."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open one that only reads."""
        with self._engine.connect() as bare:
            connection = bare.execution_options(**READING)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, forced: bool = True) -> Iterator[Connection]:  # noqa: ARG002  # others outlive the server
        """Open one that is committed at the end of the block, and undone if it raises; it is forced in any case."""
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Leave the connections to the pool, which closes them."""

    def renew(self) -> None:
        """Leave the connections to the pool here, too."""


class SqliteTransactions:
    """Transactions that the driver begins and ends, over connections that are kept.

    What SQLAlchemy does around a transaction takes four times as long as what SQLite does, and of the statements that
    are executed most often (`Prepared`) it knows nothing. Its own transaction begins where one goes through it.
    """

    def __init__(self, engine: Engine, busy_seconds: float) -> None:
        self._engine = engine
        self._busy_seconds = busy_seconds
        self._idle: deque[Connection] = deque()
        self._writing = threading.RLock()
        self._left_alone: list[deque[Connection]] = []

    def reading(self) -> AbstractContextManager[Connection]:
        """Open one that only reads."""
        return self._transaction("BEGIN")

    @contextmanager
    def writing(self, *, forced: bool = True) -> Iterator[Connection]:
        """Open one with the write lock: a read that turns into a write would fail, not wait, when another writes.

        The threads of this process write one after the other: SQLite itself would let them sleep and look again,
        longer and longer.

        Raises:
            LedgerUnavailable: the others take too long.
        """
        try:
            if not self._writing.acquire(timeout=self._busy_seconds):
                raise LedgerUnavailable("The ledger does not answer: others are writing.")
            with self._transaction("BEGIN IMMEDIATE", forced=forced) as connection:
                yield connection
        finally:  # also when a time limit struck just after the lock was taken
            try:  # noqa: SIM105  # `suppress` has calls before the release, after any of which a time limit may strike
                self._writing.release()
            except RuntimeError:  # it is not this thread's
                pass

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with suppress(IndexError):  # asked in one step: other threads take from there, too
            while True:
                self._idle.pop().close()

    def renew(self) -> None:
        """Begin anew in a child: its parent's connections are not even forgotten, which would close them."""
        self._left_alone.append(self._idle)
        self._idle = deque()
        self._writing = threading.RLock()

    @contextmanager
    def _transaction(self, begin: str, *, forced: bool | None = None) -> Iterator[Connection]:
        connection = self._kept_or_new()
        try:
            if forced is not None:
                _force(connection, forced=forced)
            on_driver(connection, "execute", begin)
            yield connection
            _commit(connection)
        except BaseException:
            connection.close()  # which undoes what was not committed
            raise
        if len(self._idle) < KEPT:
            self._idle.append(connection)
        else:
            connection.close()

    def _kept_or_new(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:  # as in `close`
            return self._engine.connect()


def _force(connection: Connection, *, forced: bool) -> None:
    """Have what the connection commits next forced to the disk, or not."""
    if connection.info.get(IS_FORCED, True) != forced:
        on_driver(connection, "execute", f"PRAGMA synchronous = {'FULL' if forced else 'NORMAL'}")
        connection.info[IS_FORCED] = forced


def _commit(connection: Connection) -> None:
    if connection.in_transaction():
        connection.commit()
    else:
        on_driver(connection, "execute", "COMMIT")
