"""The ledger of plain tasks: which were published, which began, which shall not begin."""

from datetime import datetime

from sqlalchemy import select, update

from backend.jobs.job import TaskRecord
from backend.storage.ledger import Ledger
from backend.storage.tables import tasks
from backend.storage.upserts import insert_or_keep


class LedgerTaskStore:
    """Implements `backend.jobs.ports.TaskStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def record_task(self, task: TaskRecord) -> None:
        """Remember a published task; a second publication leaves the first record as it is."""
        row = {
            "id": task.id,
            "name": task.name,
            "published_at": task.published_at,
            "expires_at": task.expires_at,
            "cancel_requested": task.cancel_requested,
            "started_at": task.started_at,
        }
        with self._ledger.writing() as connection:
            insert_or_keep(connection, tasks, row)  # a retry is published under the id of the first message

    def find_task(self, task_id: str) -> TaskRecord | None:
        """Return the record, or None when the id is unknown."""
        query = select(
            tasks.c.id,
            tasks.c.name,
            tasks.c.published_at,
            tasks.c.expires_at,
            tasks.c.cancel_requested,
            tasks.c.started_at,
        ).where(tasks.c.id == task_id)
        with self._ledger.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else TaskRecord(**row._mapping)  # noqa: SLF001  # SQLAlchemy's documented name

    def request_task_cancel(self, task_id: str) -> bool:
        """Note that the task shall not start; False when the id is unknown."""
        change = update(tasks).where(tasks.c.id == task_id).values(cancel_requested=True)
        with self._ledger.writing() as connection:
            return connection.execute(change).rowcount == 1

    def mark_task_started(self, task_id: str, at: datetime) -> bool:
        """Note the start; False when the task is unknown or was asked not to start."""
        change = update(tasks).where(tasks.c.id == task_id, tasks.c.cancel_requested.is_(False)).values(started_at=at)
        with self._ledger.writing() as connection:
            return connection.execute(change).rowcount == 1
