"""`vitae serve` as a process, and `vitae` beside it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from backend.config import Settings

START_SECONDS = 90
STOP_SECONDS = 45
VITAE = (sys.executable, "-m", "backend.cli")


@dataclass(slots=True)
class Service:
    """A running `vitae serve`."""

    process: "subprocess.Popen[str]"
    environment: Mapping[str, str]
    folder: Path
    url: str = ""
    messages: list[str] = field(default_factory=list)

    def wait_until_ready(self) -> None:
        """Read the address that is printed when everything answers."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert "http://" in line, f"status {self.process.wait()}: {''.join(self.messages)}"
        self.url = line.split()[-1]

    @property
    def family(self) -> list[psutil.Process]:
        """All processes of the service, the supervisor first."""
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def child(self, word: str) -> psutil.Process:
        """Return the supervisor's own child with this word in its command line."""
        children = psutil.Process(self.process.pid).children()
        return next(child for child in children if any(word in part for part in child.cmdline()))

    def wait(self) -> int:
        """Return the exit status."""
        return self.process.wait(STOP_SECONDS)


Start = Callable[..., Service]
Vitae = Callable[..., "subprocess.CompletedProcess[str]"]
Beside = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Service]]:
    """Start services in folders of their own, without a configured Redis; whatever is left at the end is killed."""
    started: list[Service] = []

    def launch(folder: Path, *arguments: str, **variables: str) -> Service:
        kept = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
        environment = {**kept, "DATA_DIR": str(folder / "data"), **variables}
        process = subprocess.Popen(
            [*VITAE, "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
        service = Service(process, environment, folder)
        assert process.stderr is not None
        threading.Thread(target=service.messages.extend, args=[process.stderr], daemon=True).start()
        started.append(service)
        return service

    yield launch
    for service in started:
        if service.process.poll() is None:
            service.process.send_signal(signal.SIGTERM)
    for service in started:
        service.wait()
        for stream in (service.process.stdout, service.process.stderr):
            assert stream is not None
            stream.close()


@pytest.fixture
def start(launch: Start, tmp_path: Path) -> Start:
    """Start a service for one test and wait until it is ready."""

    def start(*arguments: str, **variables: str) -> Service:
        service = launch(tmp_path, *arguments, **variables)
        service.wait_until_ready()
        return service

    return start


@pytest.fixture(scope="session")
def service(launch: Start, tmp_path_factory: pytest.TempPathFactory) -> Service:
    """Return a service that the tests which change nothing share."""
    service = launch(tmp_path_factory.mktemp("service"), "--workers", "1")
    service.wait_until_ready()
    return service


@pytest.fixture
def beside(vitae: Vitae, settings: Settings) -> Beside:
    """Run `vitae` with a service's data folder, as its user would."""

    def beside(service: Service, *arguments: object, stdin: bytes = b"") -> "subprocess.CompletedProcess[str]":
        return vitae(*arguments, stdin=stdin, DATA_DIR=service.environment["DATA_DIR"], REDIS_URL="")

    return beside


@pytest.fixture
def gone() -> Callable[[list[psutil.Process]], bool]:
    """Wait until all these processes have ended."""

    def gone(processes: list[psutil.Process]) -> bool:
        deadline = time.monotonic() + STOP_SECONDS
        _ended, alive = psutil.wait_procs(processes, timeout=max(0, deadline - time.monotonic()))
        return not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]

    return gone
