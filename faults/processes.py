"""The broker and the workers of a scenario: real servers, which it may kill, freeze and cut off."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import psutil
import redis

from backend.broker.embedded import find_server_binary
from backend.redis_client import redis_client

ROOT = Path(__file__).parents[1]
START_SECONDS = 120.0
DYING_SECONDS = 10.0
"""What a killed process may take to be gone on a busy machine."""
"""A worker loads the engine before it says that it is ready; on a busy machine that takes its time."""
POLL_SECONDS = 0.05


class TooLate(AssertionError):
    """Something did not come true in time."""


def wait_until(condition: Callable[[], object], seconds: float, what: str) -> float:
    """Return how long it took; TooLate when it takes longer than `seconds`."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            raise TooLate(f"{what}: not within {seconds:g} s")
        time.sleep(POLL_SECONDS)
    return time.monotonic() - began


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@cache
def _port_of_this_process() -> int:
    """Return the same port for one broker after the other: Celery's app is configured once in a process."""
    return free_port()


class Broker:
    """A Redis with an append-only file, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = _port_of_this_process()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self, *, is_empty: bool = False) -> None:
        """Start it with what it wrote down before, or with nothing."""
        if is_empty:
            for file in sorted(self._folder.rglob("appendonly.aof*")):
                if file.is_file():
                    file.unlink()
        self._folder.mkdir(parents=True, exist_ok=True)
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self._folder, "appendonly": "yes", "save": ""}
        arguments = [str(word) for name, value in options.items() for word in (f"--{name}", value)]
        with (self._folder / "broker.log").open("ab") as log:
            self._process = subprocess.Popen([str(find_server_binary()), *arguments], stdout=log, stderr=log)
        wait_until(self._answers, START_SECONDS, "the broker answers")

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the server."""
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        """End it with SIGKILL, and wait."""
        if self._process is not None:
            self.send(signal.SIGCONT)
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with suppress(redis.RedisError), redis_client(f"redis://127.0.0.1:{self.port}/0", seconds=1) as client:
            return bool(client.ping())
        return False


class Worker:
    """One worker instance, as a supervisor keeps it: started again whenever it has ended."""

    def __init__(self, name: str, folder: Path, environment: Mapping[str, str], *arguments: str) -> None:
        self.name = name
        self._log = folder / f"{name}.log"
        self._environment = dict(environment)
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0

    def start(self) -> None:
        """Start it by the line of the documentation."""
        command = (sys.executable, "-m", "celery", "-A", "backend.tasks", "worker", "-n", f"{self.name}@%h")
        engine = ("-I", "faults.poison", "--loglevel=info")
        self._starts += 1
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *engine, *self._arguments],
                env=self._environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                process_group=0,
            )

    def wait_until_ready(self) -> None:
        """Wait until it takes messages."""
        wait_until(lambda: self.output.count(" ready.") >= self._starts, START_SECONDS, f"{self.name} is ready")

    @property
    def output(self) -> str:
        """All that it wrote, over all its lives."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    @property
    def is_running(self) -> bool:
        """Whether it is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def children(self) -> list[psutil.Process]:
        """The processes that do the work."""
        with suppress(psutil.NoSuchProcess):
            if self._process is not None:
                found = psutil.Process(self._process.pid).children()
                return [one for one in found if "reconciler" not in " ".join(_words(one))]
        return []

    def keep_alive(self) -> None:
        """Start it again if it has ended."""
        if not self.is_running:
            self.start()

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the worker alone."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def send_all(self, number: signal.Signals) -> None:
        """Send a signal to the worker and its processes."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    def kill(self) -> None:
        """End the worker with all its processes, at once, and wait until they are gone."""
        children = self.children
        self.send_all(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
        psutil.wait_procs(children, timeout=DYING_SECONDS)

    def kill_a_child(self) -> None:
        """End one of its processes, at once."""
        if children := self.children:
            with suppress(psutil.NoSuchProcess):
                random.choice(children).kill()

    def stop(self, seconds: float = 60) -> None:
        """End it as an operator does, and wait."""
        self.send(signal.SIGTERM)
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)
        self.kill()


def _words(process: psutil.Process) -> list[str]:
    with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
        return process.cmdline()
    return []
