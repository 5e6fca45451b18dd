"""A task's message as the worker's parent sees it: what to do when the child that had it, or the broker, is lost."""

import logging
import re
from collections.abc import Callable
from typing import Any

from billiard.einfo import ExceptionInfo
from billiard.exceptions import WorkerLostError
from celery.worker.request import Request

from backend.tasks.lost_children import free_jobs_of
from backend.tasks.outcomes import tell_celery

logger = logging.getLogger(__name__)

NO_ERRORS: tuple[type[Exception], ...] = ()


class WatchedRequest(Request):
    """Sees to it that nothing is held by whoever is gone.

    The jobs of a lost child are freed before its message goes back into the queue, so that they are found free. And
    a message that cannot be acknowledged ends the connection: Celery would log that and go on, with the message
    counted as being worked on, and a worker of one process would never take another (measured on Celery 5.7, behind
    a connection that was half open).
    """

    _on_ack: Callable[..., Any]
    _on_reject: Callable[..., Any]

    def acknowledge(self) -> None:
        """Acknowledge the message; a fault of the connection ends the connection, which is then made anew."""
        if not self.acknowledged:
            self._on_ack(logger, NO_ERRORS)
            self.acknowledged = True

    def reject(self, requeue: bool = False) -> None:  # noqa: FBT001, FBT002  # Celery's form
        """Give the message back, in the same way."""
        if not self.acknowledged:
            self._on_reject(logger, NO_ERRORS, requeue)
            self.acknowledged = True
            self.send_event("task-rejected", requeue=requeue)

    def on_failure(
        self,
        exc_info: ExceptionInfo,
        send_failed_event: bool = True,  # noqa: FBT001, FBT002  # Celery's form
        return_ok: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:
        """Free the jobs; a message whose own job has ended by that is done with."""
        error = getattr(exc_info.exception, "exc", exc_info.exception)
        if isinstance(error, WorkerLostError) and self.worker_pid is not None:
            for job in free_jobs_of(int(self.worker_pid), _how(error)):
                tell_celery(job)
                if job.id == self.id:
                    self.acknowledge()
                    return None
        return super().on_failure(exc_info, send_failed_event, return_ok)


def _how(error: WorkerLostError) -> str:
    """Return Celery's words for how the child ended: ``signal 11 (SIGSEGV)``, ``exitcode 1``."""
    found = re.search(r"prematurely: (.+?)(?: Job: \S+)?\.?$", str(error))
    return found[1] if found else "it is not known how"
