import os
import signal
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

Start = Callable[..., Any]
Beside = Callable[..., "subprocess.CompletedProcess[str]"]
Gone = Callable[[list[psutil.Process]], bool]


def test_ctrl_c_in_a_terminal_ends_everything_in_order(start: Start, gone: Gone) -> None:
    service = start("--workers", "1")
    family = service.family

    os.killpg(service.process.pid, signal.SIGINT)  # what a terminal does: every process of the group gets it

    assert service.wait() == 0
    assert gone(family)
    log = (service.folder / "data" / "logs" / "worker-1.log").read_text()
    assert "Warm shutdown" in log
    assert "Cold shutdown" not in log
    assert not (service.folder / "data" / "serve.json").exists()


def test_sigterm_ends_everything_too(start: Start, gone: Gone) -> None:
    service = start("--workers", "2")
    family = service.family

    service.process.send_signal(signal.SIGTERM)

    assert service.wait() == 0
    assert gone(family)


@pytest.fixture
def hangups_heard() -> Iterator[None]:
    """Have what is started here hear of a terminal that closes, also where the tests run under `nohup`."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("hangups_heard")
def test_a_terminal_that_closes_ends_everything(start: Start, gone: Gone) -> None:
    service = start("--workers", "0")
    family = service.family

    os.killpg(service.process.pid, signal.SIGHUP)

    assert service.wait() == 0
    assert gone(family)


def test_the_kernel_ends_everything_when_the_supervisor_is_killed(start: Start, gone: Gone) -> None:
    service = start("--workers", "1")
    family = service.family

    service.process.kill()

    assert gone(family)


def test_without_workers_a_reconciler_runs_and_ends_with_the_service(start: Start, gone: Gone) -> None:
    service = start("--workers", "0")
    family = service.family

    reconciler = service.child("backend.tasks.reconciler")
    service.process.send_signal(signal.SIGTERM)

    assert service.wait() == 0
    assert gone([reconciler, *family])


def test_a_worker_that_dies_is_started_again(beside: Beside, service: Any, gone: Gone) -> None:
    worker = service.child("celery")

    worker.kill()

    assert gone([worker])
    document = b"Ines Novak\nines@example.com\n\nSkills\nPython\n"
    done = beside(service, "submit", "--wait", "--patience", "60", "-", stdin=document)
    assert (done.returncode, done.stderr) == (0, "")
    assert service.child("celery").pid != worker.pid


def test_the_end_of_the_api_ends_the_service_with_a_reason(start: Start, gone: Gone) -> None:
    service = start("--workers", "0")
    family = service.family

    service.child("api_process").kill()

    assert service.wait() == 5
    assert gone(family)
    assert "error[service-unreachable]: The HTTP API has ended" in "".join(service.messages)


def test_a_second_service_on_the_same_data_folder_is_refused(service: Any) -> None:
    done = _serve(service, "--port", "0")

    assert (done.returncode, done.stdout) == (2, "")
    assert f"Another `vitae serve` runs at {service.url}" in done.stderr


def test_a_port_that_is_taken_is_named(service: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = _serve(service, "--port", str(port), DATA_DIR=str(tmp_path / "data"))

    assert done.returncode == 2
    assert f"error[invalid-settings]: The service cannot listen on 127.0.0.1 port {port}" in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "example.org"])  # noqa: S104
def test_a_public_address_is_refused_while_there_are_no_keys(service: Any, host: str, tmp_path: Path) -> None:
    done = _serve(service, "--host", host, DATA_DIR=str(tmp_path / "data"))

    assert done.returncode == 2
    assert f"error[invalid-settings]: --host is {host}" in done.stderr


def test_a_configured_broker_that_does_not_answer_is_an_error_at_once(service: Any, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"redis://:secret@127.0.0.1:{closed.getsockname()[1]}/0"
        done = _serve(service, DATA_DIR=str(tmp_path / "data"), REDIS_URL=url)

    assert done.returncode == 5
    assert "error[broker-unavailable]" in done.stderr
    assert "secret" not in done.stderr


def test_everything_the_service_writes_is_its_owners_alone(service: Any) -> None:
    data = service.folder / "data"

    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "serve.json").stat().st_mode) == 0o600


def test_a_ready_service_answers_that_it_is(service: Any) -> None:
    answer = httpx.get(f"{service.url}/readyz", trust_env=False)

    assert (answer.status_code, answer.json()["ready"]) == (200, True)


def _serve(service: Any, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a second `vitae serve`, which is to end at once."""
    return subprocess.run(
        [*service.process.args[:3], "serve", *arguments],
        capture_output=True,
        text=True,
        env={**service.environment, **variables},
        cwd=service.folder,
        timeout=60,
        check=False,
    )
