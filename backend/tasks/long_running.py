"""The plain task that takes its time and says how far it is."""

import math
import time
from datetime import UTC, datetime
from typing import Any

from backend.celery_config import SOFT_LIMIT_SECONDS
from backend.tasks.app import celery_app
from backend.tasks.base import RecordedTask

STEPS = 5


@celery_app.task(name="tasks.long_running_task", bind=True, base=RecordedTask, throws=(ValueError,))
def long_running_task(
    self: RecordedTask,
    duration_seconds: float = 10,
    progress_updates: bool = True,  # noqa: FBT001, FBT002  # the arguments of a task are its public form
) -> dict[str, Any]:
    """Take a given time in five equal steps.

    Args:
        self: The task, bound by Celery.
        duration_seconds: How long to take: more than 0 and less than the soft limit of 3300 seconds.
        progress_updates: Whether to report the state PROGRESS after every step, with ``current``,
            ``total``, ``percentage`` and ``status``.

    Returns:
        ``status`` (``completed``), ``task_id``, ``steps``, ``duration_seconds`` as asked for,
        ``elapsed_seconds`` as measured, ``started_at`` and ``finished_at`` in UTC.

    Raises:
        ValueError: The duration is no such number. Raised at once and never tried again.

    Example:
        >>> from backend.tasks import long_running_task
        >>> long_running_task(duration_seconds=0.05)["steps"]
        5
    """
    _require_duration(duration_seconds)
    started_at, clock = datetime.now(UTC), time.monotonic()
    for step in range(1, STEPS + 1):
        time.sleep(max(0.0, clock + duration_seconds * step / STEPS - time.monotonic()))
        if progress_updates and self.request.id:
            self.update_state(state="PROGRESS", meta=_progress(step))
    return {
        "status": "completed",
        "task_id": self.request.id,
        "steps": STEPS,
        "duration_seconds": duration_seconds,
        "elapsed_seconds": round(time.monotonic() - clock, 3),
        "started_at": started_at.isoformat(),
        "finished_at": datetime.now(UTC).isoformat(),
    }


def _progress(step: int) -> dict[str, Any]:
    return {
        "current": step,
        "total": STEPS,
        "percentage": 100 * step // STEPS,
        "status": f"step {step} of {STEPS} is done",
    }


def _require_duration(value: object) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not (is_number and 0 < value < SOFT_LIMIT_SECONDS):  # type: ignore[operator]  # it is a number by then
        raise ValueError(f"duration_seconds must be a number above 0 and below {SOFT_LIMIT_SECONDS}, not {value!r}.")
