"""The lines of the documentation, literally, against a worker that was started by one of them."""

import doctest
import importlib
import inspect
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from backend.celery_config import QUEUES
from backend.tasks import add_numbers_task, get_task_status, health_check_task

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend"
BIN = Path(sys.executable).parent

Environment = dict[str, str]


def run(line: list[str], cwd: Path, environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run a command as a shell in an activated environment would."""
    searched = {**environment, "PATH": f"{BIN}{os.pathsep}{environment['PATH']}"}
    return subprocess.run(line, cwd=cwd, env=searched, capture_output=True, text=True, timeout=60, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_the_banner_shows_what_the_worker_is(worker: Any) -> None:
    banner = worker.output

    assert re.search(r"app: +backend\.tasks:", banner)
    assert re.search(r"transport: +redis://(:\*\*@)?127\.0\.0\.1:\d+/7", banner)
    assert re.search(r"results: +redis://127\.0\.0\.1:\d+/7", banner)
    assert re.search(r"concurrency: +2 \(prefork\)", banner)
    assert re.search(r"task events: +ON", banner)
    assert [name for name in QUEUES if f".> {name}" not in banner] == []
    for name in ("tasks.health_check", "tasks.add_numbers", "tasks.long_running_task", "tasks.analyze_resume"):
        assert f". {name}" in banner


def test_the_log_says_at_the_start_what_the_worker_is_connected_to(worker: Any) -> None:
    assert re.search(r"INFO backend\.tasks\.signals worker starts: app=backend\.tasks broker=redis://", worker.output)


@pytest.mark.parametrize(("folder", "app"), [(BACKEND, "tasks"), (ROOT, "backend.tasks")])
def test_inspect_ping_finds_the_worker_from_both_folders(
    worker: Any, environment: Environment, folder: Path, app: str
) -> None:
    done = run(["celery", "-A", app, "inspect", "ping"], folder, environment)

    assert done.returncode == 0, done.stderr
    assert "pong" in done.stdout


@pytest.mark.parametrize(("folder", "package"), [(BACKEND, "tasks"), (ROOT, "backend.tasks")])
def test_the_line_of_the_documentation_prints_the_sum(
    worker: Any, environment: Environment, folder: Path, package: str
) -> None:
    line = f"from {package} import add_numbers_task; r = add_numbers_task.delay(5, 3); print(r.get(timeout=10))"

    done = run(["python", "-c", line], folder, environment)

    assert (done.stdout, done.stderr) == ("8\n", "")


def test_both_ways_to_import_give_the_same_tasks(environment: Environment) -> None:
    line = "import tasks, backend.tasks as b; print(all(getattr(tasks, n) is getattr(b, n) for n in b.__all__))"

    done = run(["python", "-c", line], BACKEND, environment)

    assert (done.stdout, done.stderr) == ("True\n", "")


@pytest.mark.parametrize("queue", QUEUES)
def test_a_plain_worker_takes_from_every_queue(worker: Any, queue: str) -> None:
    result = health_check_task.apply_async(queue=queue)

    assert result.get(timeout=10)["status"] == "healthy"


def test_every_line_of_a_task_carries_its_id(worker: Any) -> None:
    result = add_numbers_task.delay(20, 22)
    deadline = time.monotonic() + 20
    while f"[{result.id}] succeeded" not in worker.output and time.monotonic() < deadline:
        time.sleep(0.02)

    lines = [line for line in worker.output.splitlines() if result.id in line]

    assert [line for line in lines if f"task_id={result.id}" not in line] == []


def test_verify_proves_the_running_worker(worker: Any, environment: Environment) -> None:
    done = run(["python", "verify_celery_setup.py", "--live"], BACKEND, environment)

    assert done.returncode == 0, done.stdout
    passed = [line for line in done.stdout.splitlines() if line.startswith("✅ PASS: ")]
    assert [line.removeprefix("✅ PASS: ") for line in passed] == [
        "Celery Import",
        "Celery Configuration",
        "Task Definitions",
        "Config Integration",
        "Live Ping",
        "Live Queues",
        "Live Result",
        "Live Progress",
        "Live Revoke",
    ]
    assert done.stdout.endswith("🎉 All verification checks passed!\n")


@pytest.mark.parametrize(
    "module",
    [
        "backend.config",
        "backend.celery_config",
        "backend.verify_celery_setup",
        "backend.tasks.add_numbers",
        "backend.tasks.analysis_task",
        "backend.tasks.health_check",
        "backend.tasks.long_running",
        "backend.tasks.revoke",
        "backend.tasks.status",
    ],
)
def test_the_examples_of_the_documentation_run(module: str) -> None:
    from backend.celery_config import reset_celery_config

    outcome = doctest.testmod(importlib.import_module(module))
    reset_celery_config()

    assert outcome.failed == 0


def documented() -> list[Any]:
    from backend import celery_config, config, tasks, verify_celery_setup

    return [
        config.get_settings,
        celery_config.get_celery_config,
        celery_config.update_celery_config,
        tasks.health_check_task.run,
        tasks.add_numbers_task.run,
        tasks.long_running_task.run,
        tasks.analyze_resume_task.run,
        tasks.get_task_status,
        tasks.revoke_task,
        verify_celery_setup.verify_celery_import,
        verify_celery_setup.verify_celery_config,
        verify_celery_setup.verify_task_definitions,
        verify_celery_setup.verify_config_integration,
    ]


@pytest.mark.parametrize("function", documented(), ids=lambda function: str(function.__name__))
def test_the_documented_functions_say_what_they_take_return_and_raise(function: Any) -> None:
    text = function.__doc__ or ""

    takes = ("Args:",) if inspect.signature(function).parameters else ()
    missing = [part for part in (*takes, "Returns:", "Raises:", "Example:") if part not in text]

    assert missing == []


def test_flower_shows_the_worker_and_a_finished_task_without_arguments(
    worker: Any, environment: Environment, tmp_path: Path
) -> None:
    port = free_port()
    with (tmp_path / "flower.log").open("wb") as log:
        flower = subprocess.Popen(
            [BIN / "celery", "-A", "tasks", "flower"],
            cwd=BACKEND,
            env={**environment, "FLOWER_PORT": str(port)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        workers = ask_flower(f"http://127.0.0.1:{port}/api/workers?refresh=1")
        result = add_numbers_task.delay(40, 2)
        result.get(timeout=10)
        task = ask_flower(f"http://127.0.0.1:{port}/api/task/info/{result.id}", "SUCCESS")
    finally:
        flower.send_signal(signal.SIGINT)
        flower.wait(20)

    assert [name for name in workers if name.startswith("celery@")]
    assert (task["name"], task["state"], task["result"]) == ("tasks.add_numbers", "SUCCESS", "42")


def ask_flower(url: str, state: str | None = None) -> dict[str, Any]:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310  # our own address
                answer: dict[str, Any] = json.load(response)
                if answer and (state is None or answer.get("state") == state):
                    return answer
        except (urllib.error.URLError, ConnectionError):
            pass
        assert time.monotonic() < deadline, f"{url} did not answer"
        time.sleep(0.1)


def test_a_status_is_told_of_what_another_process_published(worker: Any, environment: Environment) -> None:
    line = "from tasks import add_numbers_task as t; r = t.delay(1, 1); r.get(timeout=10); print(r.id)"

    done = run(["python", "-c", line], BACKEND, environment)

    assert get_task_status(done.stdout.strip())["state"] == "SUCCESS"
