"""How the database is opened: SQLite so that it never loses a commit, PostgreSQL by its URL; errors made ours."""

from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    NotSupportedError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import NullPool

from backend.errors import InvalidSettings, LedgerUnavailable
from backend.storage.prepared import on_driver

BUSY_SECONDS = 10.0
"""How long a writer waits for its turn before the ledger counts as unavailable."""
MAX_OVERFLOW = 35
"""Connections to PostgreSQL beyond the five that stay open: together as many as the API has threads."""
FAULTS_OF_OURS = (IntegrityError, ProgrammingError, DataError, NotSupportedError)
"""What says that a statement is wrong, not that the database does not answer."""


def create_ledger_engine(url: str, busy_seconds: float) -> Engine:
    """Return the engine for the URL, without connecting.

    Raises:
        InvalidSettings: the URL is none, or the database's driver is not installed.
    """
    try:
        if make_url(url).get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True, max_overflow=MAX_OVERFLOW, pool_timeout=BUSY_SECONDS)
        # `SqliteTransactions` keeps connections: a pool beside it would count them as busy while nobody uses them
        engine = create_engine(url, connect_args={"timeout": busy_seconds}, poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise InvalidSettings(f"DATABASE_URL needs the driver {error.name}, which is not installed.") from None
    except (ArgumentError, NoSuchModuleError) as error:
        raise InvalidSettings(f"DATABASE_URL cannot be used: {type(error).__name__}.") from None
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


class TypedErrors:
    """Turns what says that the database does not answer into LedgerUnavailable."""

    def __enter__(self) -> None:
        return

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, DBAPIError) and not isinstance(error, FAULTS_OF_OURS):
            raise LedgerUnavailable(f"The ledger does not answer: {error.orig}.") from error
        if isinstance(error, PoolTimeout):
            raise LedgerUnavailable("The ledger does not answer: all its connections are busy.") from error


TYPED_ERRORS = TypedErrors()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing of itself: `_begin_sqlite` does
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not only unlinked


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction of SQLAlchemy, unless one of ours is going on (see `backend.storage.transactions`)."""
    if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]  # of the driver sqlite3
        on_driver(connection, "execute", "BEGIN")
