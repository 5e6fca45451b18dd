"""A PostgreSQL of the tests' own: started where its programs are, skipped where not, and a failure where it must be.

Its files lie on the disk only, nothing is forced onto it: what the tests look at are statements, locks and races.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from backend.storage.migrations import HEAD
from backend.storage.tables import meta, metadata

REQUIRED = "VITAE_POSTGRESQL_REQUIRED"
UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root, as tests in a container do."""
START_SECONDS = 30.0
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "200",
}


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server."""

    port: int

    def url(self, database: str) -> str:
        return f"postgresql://vitae@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Return the URL of an empty database that lives as long as the block."""
        name = f"t{uuid.uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        yield self.url(name)
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def empty(self, database: str) -> None:
        """Bring the ledger in a database back to its first day, which takes a tenth of the time of a new one."""
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
            *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables) if table is not meta),  # noqa: S608  # our own names
            "DELETE FROM meta WHERE key <> 'ledger_id'",
            f"UPDATE alembic_version SET version_num = '{HEAD}'",  # noqa: S608  # our own
            database=database,
        )


def start_postgres() -> Iterator[PostgresServer]:
    """Start a server for as long as the generator lives."""
    programs = find_programs()
    if programs is None:
        reason = "PostgreSQL's programs are not installed"
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, and {reason}")
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="vitae-postgresql-"))
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    data = str(folder / "data")
    initdb = [str(programs / "initdb"), "-D", data, "-U", "vitae", "-A", "trust", "-E", "UTF8", "--locale=C"]
    subprocess.run([*initdb, "--no-sync"], check=True, capture_output=True, user=user, cwd=folder)
    port = _free_port()
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        command = [str(programs / "postgres"), "-D", data, "-p", str(port), *options]
        process = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder)
    server = PostgresServer(port)
    try:
        _wait_until_it_answers(server, process, folder / "log")
        yield server
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path | None:
    """Return the folder with `initdb` and `postgres`: on PATH, else where Debian puts them."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(server: PostgresServer, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            return server.run("SELECT 1")
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
            break
    pytest.fail(f"PostgreSQL did not start: {log.read_text()}")
