"""The plain task that says that a worker works."""

import socket
from typing import Any

from backend.tasks.app import celery_app
from backend.tasks.base import RecordedTask


@celery_app.task(name="tasks.health_check", bind=True, base=RecordedTask)
def health_check_task(self: RecordedTask) -> dict[str, Any]:
    """Say that this worker takes tasks, runs them and stores their results.

    Args:
        self: The task, bound by Celery.

    Returns:
        ``status`` (always ``healthy``), ``hostname`` of the worker, ``task_id`` and a ``message``.
        Called directly, without a worker, the host is this one and the id is None.

    Raises:
        TransientError: Broker or ledger stayed away through three retries, 60 s after the first try and on.

    Example:
        >>> from backend.tasks import health_check_task
        >>> health_check_task()["status"]
        'healthy'
    """
    hostname = self.request.hostname or socket.gethostname()
    return {
        "status": "healthy",
        "hostname": hostname,
        "task_id": self.request.id,
        "message": f"The worker {hostname} takes and finishes tasks.",
    }
