"""Whether anybody is there to work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import redis
from kombu.exceptions import OperationalError

from backend.errors import BrokerUnavailable
from backend.redis_client import redis_client
from backend.tasks.app import celery_app

PING_SECONDS = 1.0
ANSWER_SECONDS = 0.8
"""For workers to describe themselves; one that is busy answers too, because its parent does."""
BROKER_SECONDS = 2.0


def is_any_worker_up() -> bool:
    """Return whether a worker answers within a second.

    Raises:
        BrokerUnavailable: The question cannot be asked.
    """
    try:
        _knock()
        return bool(celery_app.control.ping(timeout=PING_SECONDS, limit=1))
    except (OperationalError, redis.RedisError) as error:
        raise BrokerUnavailable("The broker does not answer, so that no worker can be asked.") from error


@dataclass(frozen=True, slots=True)
class WorkerView:
    """A worker as it describes itself."""

    name: str
    pid: int
    processes: int
    """That work at once."""
    uptime: timedelta
    tasks: int
    """Begun since its start."""
    memory_bytes: int | None
    """The most that its parent process used; None where the system does not say."""


def list_workers() -> tuple[WorkerView, ...]:
    """Return the workers that describe themselves within a second, by name.

    Raises:
        BrokerUnavailable: The question cannot be asked.
    """
    try:
        _knock()
        answers = celery_app.control.broadcast("stats", reply=True, timeout=ANSWER_SECONDS) or []
    except (OperationalError, redis.RedisError) as error:
        raise BrokerUnavailable("The broker does not answer, so that no worker can be asked.") from error
    return tuple(sorted((view for answer in answers for view in _views(answer)), key=lambda view: view.name))


def _views(answer: Mapping[str, Mapping[str, Any]]) -> Iterator[WorkerView]:
    for name, stats in answer.items():
        memory = (stats.get("rusage") or {}).get("maxrss")
        yield WorkerView(
            name=name,
            pid=stats["pid"],
            processes=(stats.get("pool") or {}).get("max-concurrency", 1),
            uptime=timedelta(seconds=stats.get("uptime", 0)),
            tasks=sum(stats.get("total", {}).values()),
            memory_bytes=memory * 1024 if memory else None,
        )


def _knock() -> None:
    """Ask the broker itself first, once: the client behind `ping` tries for six seconds."""
    with redis_client(str(celery_app.conf.broker_url), seconds=BROKER_SECONDS) as client:
        client.ping()
