"""A broker, a folder and a worker for a benchmark alone, as long as a block runs."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from backend.broker.embedded import EmbeddedBroker
from backend.config import Settings, get_settings
from backend.container import reset_services
from backend.tasks import celery_app

START_SECONDS = 120.0
WORKER = (sys.executable, "-m", "celery", "-A", "backend.tasks", "worker", "-l", "warning", "-n", "bench@%h")


@contextmanager
def own_settings() -> Iterator[None]:
    """Point this process and its children at a broker and a folder of their own."""
    with tempfile.TemporaryDirectory() as name, EmbeddedBroker(Path(name) / "broker") as broker:
        ours = {field.upper() for field in Settings.model_fields}
        before = {key: os.environ.pop(key) for key in list(os.environ) if key.upper() in ours}
        mine = {"REDIS_URL": broker.url, "DATA_DIR": name}
        os.environ |= mine
        get_settings.cache_clear()
        try:
            yield
        finally:
            reset_services()
            for key in mine:
                del os.environ[key]
            os.environ |= before
            get_settings.cache_clear()


@contextmanager
def own_worker(processes: int = 1) -> Iterator[psutil.Process]:
    """Start a worker of so many processes, within `own_settings`."""
    process = subprocess.Popen([*WORKER, "-c", str(processes)])
    try:
        deadline = time.monotonic() + START_SECONDS
        while not celery_app.control.ping(timeout=0.5):
            require(time.monotonic() < deadline, "the worker did not start")
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def require(condition: object, otherwise: str) -> None:
    """End the benchmark with these words unless the condition holds."""
    if not condition:
        raise SystemExit(otherwise)
