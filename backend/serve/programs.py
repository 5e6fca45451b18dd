"""What the children of the supervisor run."""

import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from backend.celery_config import ANALYSIS_QUEUE, BATCH_QUEUE, MAINTENANCE_QUEUE
from backend.serve.child import Program

LOG_FOLDER = "logs"
MAX_LOG_BYTES = 10 * 1024 * 1024
"""A larger log is set aside as ``<name>.log.1`` when its program starts."""


def api_program(fd: int, environment: Mapping[str, str], logs: Path | None) -> Program:
    """Return the HTTP API on a listening socket that it inherits."""
    return Program(
        name="api",
        arguments=(sys.executable, "-m", "backend.serve.api_process", str(fd)),
        environment=environment,
        log_file=_log_file(logs, "api"),
        pass_fds=(fd,),
    )


def worker_program(
    index: int, count: int, concurrency: int, environment: Mapping[str, str], logs: Path | None
) -> Program:
    """Return worker `index` of `count`, counted from 1; the first one takes no bulk work if there are others."""
    name = f"worker-{index}"
    return Program(
        name=name,
        arguments=(
            *(sys.executable, "-m", "celery", "-A", "backend.tasks", "worker"),
            f"--hostname={name}@%h",
            f"--queues={','.join(_queues_of(index, count))}",
            f"--concurrency={concurrency}",
            "--without-mingle",  # asks other workers for what they revoked; the ledger knows that better
            "--without-gossip",
        ),
        environment=environment,
        log_file=_log_file(logs, name),
        death_signal=signal.SIGKILL,  # a warm end would wait for a broker that is gone too
    )


def reconciler_program(environment: Mapping[str, str], logs: Path | None) -> Program:
    """Return what sets stuck jobs going again, for a service whose workers run elsewhere; ours bring their own."""
    return Program(
        name="reconciler",
        arguments=(sys.executable, "-m", "backend.tasks.reconciler"),
        environment=environment,
        log_file=_log_file(logs, "reconciler"),
    )


def _queues_of(index: int, count: int) -> tuple[str, ...]:
    """Return the queues of a worker: with several, one is kept free of bulk work for whoever waits."""
    if index == 1 and count > 1:
        return (ANALYSIS_QUEUE, MAINTENANCE_QUEUE)
    return (ANALYSIS_QUEUE, BATCH_QUEUE, MAINTENANCE_QUEUE)


def make_log_folder(data_dir: Path) -> Path:
    """Return the folder of the children's logs, readable by its owner only."""
    folder = data_dir / LOG_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _log_file(folder: Path | None, name: str) -> Path | None:
    if folder is None:
        return None
    path = folder / f"{name}.log"
    if path.exists() and path.stat().st_size > MAX_LOG_BYTES:
        path.replace(folder / f"{name}.log.1")
    return path
