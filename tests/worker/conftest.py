"""Real workers on a real Redis, in a database and a data folder of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
import redis

from backend.config import Settings, get_settings
from backend.container import Services, build_services, reset_services
from backend.jobs import Analyses, JobState
from backend.tasks import CeleryPublisher

ROOT = Path(__file__).parents[2]
CELERY = Path(sys.executable).with_name("celery")
ENGINE = Path(__file__).with_name("engine")
START_SECONDS = 60
STOP_SECONDS = 20
SHARED_DATABASE, OWN_DATABASE = 7, 8
"""Of Redis: a worker takes whatever lies in its own, so no two that differ may share one."""


def wait_until(condition: Callable[[], object], seconds: float = 20, what: str = "the condition") -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come true in {seconds} s"
        time.sleep(0.02)


class LiveWorker:
    """A worker process and what it said."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.process = process
        self.log = log

    def said(self, text: str) -> bool:
        return text in self.output

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def wait_until_ready(self) -> None:
        wait_until(lambda: self.said("ready.") or self.process.poll() is not None, START_SECONDS, "the worker's start")
        assert self.process.poll() is None, self.output

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


StartWorker = Callable[..., LiveWorker]


def start_worker(
    folder: Path, environment: Mapping[str, str], *arguments: str, cwd: Path = ROOT, app: str = "backend.tasks"
) -> LiveWorker:
    log = folder / f"worker-{time.monotonic_ns()}.log"
    command = [str(CELERY), "-A", app, "worker", "--loglevel=info", *arguments]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, cwd=cwd, env=dict(environment), stdout=sink, stderr=subprocess.STDOUT, process_group=0
        )
    return LiveWorker(process, log)


def make_environment(redis_url: str, database: int, data_dir: Path) -> dict[str, str]:
    names = {name.upper() for name in Settings.model_fields}
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    url = redis_url.rpartition("/")[0] + f"/{database}"
    return inherited | {"REDIS_URL": url, "DATA_DIR": str(data_dir), "TASK_RETRY_COUNTDOWN": "1"}


@pytest.fixture(scope="session")
def worker_environment(redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment that the session's worker and its clients share."""
    folder = tmp_path_factory.mktemp("service")
    skills = folder / "skills.toml"
    skills.write_text('[[group]]\ntype = "method"\nskills = ["Pear grafting | whip grafting"]\n', encoding="utf-8")
    return {**make_environment(redis_url, SHARED_DATABASE, folder / "data"), "SKILLS_LEXICON": str(skills)}


@pytest.fixture(scope="session")
def worker(worker_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveWorker]:
    """Start the session's worker by the very line of the documentation, in `backend/`, and end it."""
    folder = tmp_path_factory.mktemp("worker")
    live = start_worker(folder, worker_environment, cwd=ROOT / "backend", app="tasks")
    live.wait_until_ready()
    yield live
    live.stop()


@pytest.fixture
def environment(worker_environment: dict[str, str]) -> dict[str, str]:
    """Return the environment of this test's processes; a module may give its own."""
    return worker_environment


@pytest.fixture(autouse=True)
def client(
    environment: dict[str, str],
    point_app_at: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Settings]:
    """Make this process a client of the worker: the same settings, the same Redis, the same ledger."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        if name.upper() in environment:
            monkeypatch.setenv(name.upper(), environment[name.upper()])
    monkeypatch.chdir(tmp_path)
    get_settings.cache_clear()
    settings = get_settings()
    assert settings.redis_url is not None
    point_app_at(settings.redis_url)
    yield settings
    reset_services()
    get_settings.cache_clear()


@pytest.fixture(name="wait_until")
def give_wait_until() -> Callable[..., None]:
    """Return `wait_until`, for test modules, which cannot import from here."""
    return wait_until


@pytest.fixture
def services(client: Settings) -> Services:
    return build_services(client)


@pytest.fixture
def analyses(services: Services) -> Analyses:
    return services.analyses(CeleryPublisher())


@pytest.fixture
def wait_for_state(analyses: Analyses) -> Callable[[str, JobState], None]:
    def wait(job_id: str, state: JobState) -> None:
        wait_until(lambda: analyses.status(job_id).job.state is state, what=f"{job_id} is {state}")

    return wait


@pytest.fixture(scope="module")
def own_environment(redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Return an environment with an empty Redis database and a data folder of the module's own.

    A worker in it finds the scripted engine and the flaky tasks, if it is started with ``-I``.
    """
    data_dir = tmp_path_factory.mktemp("own") / "data"
    environment = make_environment(redis_url, OWN_DATABASE, data_dir) | {"PYTHONPATH": str(ENGINE)}
    yield environment
    with redis.Redis.from_url(environment["REDIS_URL"]) as connection:
        connection.flushdb()


@pytest.fixture(scope="module")
def scripted_worker(own_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveWorker]:
    """Start the module's worker with the scripted engine and the flaky tasks, from the root, and end it."""
    live = start_worker(tmp_path_factory.mktemp("scripted"), own_environment, "-I", "scripted_engine,flaky_tasks")
    live.wait_until_ready()
    yield live
    live.stop()


@pytest.fixture(scope="module")
def launch_for_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartWorker]:
    """Return what `launch` is, for workers that several tests share."""
    yield from _launching(tmp_path_factory.mktemp("launched"))


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[StartWorker]:
    """Return what starts a worker in a given environment; it is ended with the test."""
    yield from _launching(tmp_path)


def _launching(folder: Path) -> Iterator[StartWorker]:
    started: list[LiveWorker] = []

    def start(environment: Mapping[str, str], *arguments: str) -> LiveWorker:
        started.append(start_worker(folder, environment, *arguments))
        return started[-1]

    yield start
    for live in started:
        live.stop()
