"""Tells whether anybody has committed meanwhile: SQLite says so in microseconds, to a connection kept for that."""

import itertools
import sqlite3
import threading

from sqlalchemy import Engine, PoolProxiedConnection

from backend.errors import LedgerUnavailable

Commits = tuple[int, int]
"""Which connection was asked, and the number that it told: both mean something beside another of theirs only."""

_opened = itertools.count()


class Witness:
    """A connection that changes nothing and so sees what all others do; opened when it is first asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: PoolProxiedConnection | None = None
        self._number = next(_opened)
        self._asking = threading.Lock()

    def commits(self) -> Commits | None:
        """Return what is something else after every commit of anybody; None on PostgreSQL, which has none such.

        Raises:
            LedgerUnavailable: the database does not answer; the next question is asked over another connection.
        """
        if self._engine.dialect.name != "sqlite":
            return None
        with self._asking:
            if self._connection is None:
                self._connection, self._number = self._engine.raw_connection(), next(_opened)
            try:
                return self._number, _data_version(self._connection)
            except sqlite3.Error as error:
                self._connection.invalidate(error)
                self._connection = None
                raise LedgerUnavailable(f"The ledger does not answer: {error}.") from error

    def close(self) -> None:
        """Give the connection back; the next question opens another."""
        with self._asking:
            if self._connection is not None:
                self._connection.close()
            self._connection = None


def _data_version(connection: PoolProxiedConnection) -> int:
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA data_version")
        [number] = cursor.fetchone() or (0,)
    finally:
        cursor.close()  # or it would go on reading the same moment
    return int(number)
