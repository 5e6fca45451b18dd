"""What tests of several parts share: a real Redis, a data folder of their own, settings cut off from the machine's."""

import io
import logging
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import kombu.pools
import pytest
import redis

from backend.broker.embedded import find_bundled_binary
from backend.broker.ownership import KEY
from backend.config import Settings, get_settings

if TYPE_CHECKING:
    import httpx
    from fastapi import FastAPI

    from backend.storage.ledger import Ledger
    from tests.postgresql import PostgresServer

Vitae = Callable[..., "subprocess.CompletedProcess[str]"]

START_ATTEMPTS = 5
START_SECONDS = 10
WAITING = ("worker", "serve")
"""Folders whose tests mostly wait for processes of their own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that wait, so that no process is left with them alone when the others have ended."""
    items.sort(key=lambda item: item.path.parent.name not in WAITING)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a Redis for the session: VITAE_TEST_SERVER, else `redis-server` on PATH, else the bundled one."""
    folder = tmp_path_factory.mktemp("redis")
    for _ in range(START_ATTEMPTS):
        port = _free_port()
        server = _start_server(port, folder)
        if server is not None:
            break
    else:
        pytest.fail("no Redis server came up")
    yield f"redis://127.0.0.1:{port}/0"
    server.kill()
    server.wait()


@pytest.fixture(scope="session")
def postgres() -> Iterator["PostgresServer"]:
    """Start a PostgreSQL for the session; where there is none, skip or, if it is required, fail."""
    from tests.postgresql import start_postgres

    yield from start_postgres()


@pytest.fixture(scope="session")
def postgres_ledger(postgres: "PostgresServer") -> str:
    """Return the name of a database with the tables of a ledger, which the tests use one after another."""
    from backend.storage.ledger import Ledger

    postgres.run("CREATE DATABASE ledger")
    ledger = Ledger(postgres.url("ledger"))
    ledger.upgrade()
    ledger.close()
    return "ledger"


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[str]:
    """Return the URL of a new ledger, once on each database."""
    if request.param == "sqlite":
        yield f"sqlite:///{data_dir}/ledger.sqlite3"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    database: str = request.getfixturevalue("postgres_ledger")
    yield server.url(database)
    server.empty(database)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator["Ledger"]:
    from backend.storage.ledger import Ledger

    opened = Ledger(ledger_url)
    yield opened
    opened.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Return a folder for everything the service writes; it does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def settings(redis_url: str, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Return settings that know nothing of this machine's, also in child processes that inherit the environment."""
    from backend.container import reset_services

    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    monkeypatch.chdir(tmp_path)
    get_settings.cache_clear()
    with redis.Redis.from_url(redis_url) as client:
        client.delete(KEY)  # the ledger of another test
    yield get_settings()
    reset_services()
    get_settings.cache_clear()


@pytest.fixture
def point_app_at() -> Iterator[Callable[[str], None]]:
    """Point the one Celery app of this process at another Redis, and back again at the end."""
    from backend.tasks import celery_app

    before = (celery_app.conf.broker_url, celery_app.conf.result_backend)

    def connect(broker_url: str, result_backend: str) -> None:
        if (celery_app.conf.broker_url, celery_app.conf.result_backend) == (broker_url, result_backend):
            return
        kombu.pools.reset()
        celery_app._after_fork()  # type: ignore[attr-defined]  # forgets pools and connections
        celery_app._local.__dict__.pop("backend", None)  # type: ignore[attr-defined]
        celery_app._backend_cache = None  # type: ignore[attr-defined]
        celery_app.conf.update(broker_url=broker_url, result_backend=result_backend)

    yield lambda url: connect(url, url)
    connect(*before)


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager["httpx.Client"]]:
    """Return how to serve an application as long as a block runs, on a free port if none is named, with a client."""
    import httpx

    from backend.api.server import make_server

    @contextmanager
    def serving(app: "FastAPI", port: int = 0) -> Iterator[httpx.Client]:
        server = make_server(app)
        with socket.create_server(("127.0.0.1", port)) as listener:
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            thread.start()
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
                yield client
            server.should_exit = True
            thread.join()

    return serving


@pytest.fixture
def vitae(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Vitae:
    """Run `vitae` within this process, which saves the start of another; the environment is all that it knows."""
    from backend.cli.main import run

    root = logging.getLogger()

    def vitae(*arguments: object, stdin: bytes = b"", **variables: str) -> "subprocess.CompletedProcess[str]":
        words = [str(argument) for argument in arguments]
        handlers, level = root.handlers[:], root.level
        with monkeypatch.context() as patch:
            patch.chdir(tmp_path)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            for name, value in variables.items():
                patch.setenv(name, value)
            get_settings.cache_clear()
            status = run(words)
        root.handlers[:], root.level = handlers, level
        get_settings.cache_clear()
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(words, status, printed.out, printed.err)

    return vitae


def _start_server(port: int, folder: Path) -> subprocess.Popen[bytes] | None:
    """Return a server that answers; None when it ended, as it does when its port was taken meanwhile."""
    log = folder / f"{port}.log"
    options = {"bind": "127.0.0.1", "port": port, "dir": folder, "logfile": log, "save": "", "appendonly": "no"}
    arguments = [str(argument) for name, value in options.items() for argument in (f"--{name}", value)]
    server = subprocess.Popen([str(_find_server()), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    while not _answers(port):
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.02)
            return None
        assert time.monotonic() < deadline, log.read_text()
    return server


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(7) == b"+PONG\r\n"
    except OSError:
        return False


def _find_server() -> Path:
    named = os.environ.get("VITAE_TEST_SERVER") or shutil.which("redis-server")
    found = Path(named) if named else find_bundled_binary()
    assert found is not None, "there is no redis-server on PATH and no bundled one for this system"
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
