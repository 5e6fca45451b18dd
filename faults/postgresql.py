"""A PostgreSQL for a scenario."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.postgresql import start_postgres


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server and yield the URL of an empty database; a machine without its programs breaks the scenario off."""
    with contextmanager(start_postgres)() as server, server.database() as url:
        yield url
