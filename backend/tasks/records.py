"""What the ledger knows of the plain tasks; without a ledger they still run, after one warning."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from backend.config import get_settings
from backend.errors import LedgerUnavailable
from backend.jobs import TaskRecord

if TYPE_CHECKING:
    from backend.container import Services

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def services() -> "Services":
    """Return the services of this process; the libraries behind them are loaded by the first call."""
    from backend.container import build_services

    return build_services(get_settings())


def note_published(task_id: str, name: str) -> None:
    """Remember a task that is about to be published."""
    published = now()
    expires = published + timedelta(days=get_settings().task_record_days)
    record = TaskRecord(id=task_id, name=name, published_at=published, expires_at=expires)
    _unless_ledger_is_away(lambda: services().tasks.record_task(record), None)


def may_start(task_id: str) -> bool:
    """Note that a worker begins with the task; False when it was revoked before."""
    return _unless_ledger_is_away(lambda: _note_start(task_id), otherwise=True)


def _note_start(task_id: str) -> bool:
    tasks = services().tasks
    if tasks.mark_task_started(task_id, now()):
        return True
    record = tasks.find_task(task_id)
    if record is None:
        _warn_once("tasks arrive that are not in this worker's ledger; DATABASE_URL or DATA_DIR may differ")
        return True
    return not record.cancel_requested


def _unless_ledger_is_away(call: Callable[[], Answer], otherwise: Answer) -> Answer:
    try:
        return call()
    except LedgerUnavailable as error:
        _warn_once(f"plain tasks run without the ledger, so that their status and revoke are Celery's alone: {error}")
        return otherwise


@cache
def _warn_once(message: str) -> None:
    logger.warning("%s", message)
