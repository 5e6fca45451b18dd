"""Bring a ledger's tables up to date, once, however many processes begin with it at the same moment."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from backend.errors import LedgerUnavailable
from backend.storage.engine import BUSY_SECONDS
from backend.storage.migrations import HEAD

MIGRATION_LOCK = 0x76697461
"""Key of PostgreSQL's advisory lock around migrations."""


def upgrade(engine: Engine) -> None:
    """Apply the steps that the ledger lacks; create it when there is none.

    Raises:
        LedgerUnavailable: the file cannot be created, or a newer version of the program wrote the ledger.
        DBAPIError: the database does not answer.
    """
    file = sqlite_file(engine)
    if _revision(engine, file) == HEAD:
        return
    if file is None:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            _apply_steps(connection)
        return
    with _sole_right_to_change(file):
        _create(file)
        with engine.begin() as connection:
            _apply_steps(connection)


def sqlite_file(engine: Engine) -> Path | None:
    """Return the file of a SQLite ledger; None for a database server."""
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None


def _revision(engine: Engine, file: Path | None) -> str | None:
    """Return the revision of the tables; None when there are none, or no file yet."""
    if file is not None and not file.exists():
        return None
    with engine.connect() as connection:
        try:
            revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except (OperationalError, ProgrammingError):
            return None
    return revision


def _apply_steps(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerUnavailable(f"The ledger cannot be brought up to date: {error}.") from error


@contextmanager
def _sole_right_to_change(file: Path) -> Iterator[None]:
    """Hold a lock beside the file: turning write-ahead logging on does not wait for other processes by itself."""
    import fcntl

    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(file.with_name(file.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise LedgerUnavailable(f"The ledger {file} cannot be created: {error.strerror}.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _create(file: Path) -> None:
    """Create the file for its user alone, and turn write-ahead logging on, which it remembers."""
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise LedgerUnavailable(f"The ledger {file} cannot be created: {error.strerror}.") from error
    try:
        with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise LedgerUnavailable(f"The ledger {file} cannot be opened: {error}.") from error
