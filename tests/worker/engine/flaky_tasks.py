"""Tasks for workers under test that fail in every way a task can; taken with ``-I flaky_tasks``."""

from backend.errors import BrokerUnavailable, LedgerUnavailable
from backend.tasks import celery_app
from backend.tasks.base import RecordedTask
from vitae.domain.errors import DocumentCorrupt

ERRORS: dict[str, Exception] = {
    "broker": BrokerUnavailable("The broker is away."),
    "ledger": LedgerUnavailable("The ledger is away."),
    "connection": ConnectionResetError("The connection was cut."),
    "disk": OSError(28, "No space left on device"),
    "document": DocumentCorrupt("The document is cut off."),
    "value": ValueError("The value is wrong."),
    "file": FileNotFoundError(2, "No such file"),
    "memory": MemoryError(),
}


@celery_app.task(name="tasks.flaky", bind=True, base=RecordedTask)
def flaky(self: RecordedTask, error: str, failures: int) -> int:
    """Fail the first times; return how often the task was tried again."""
    if self.request.retries < failures:
        raise ERRORS[error]
    return int(self.request.retries)
