"""A task's message as the worker's parent sees it: what to do when the child that had it is lost."""

import re
from typing import Any

from billiard.einfo import ExceptionInfo
from billiard.exceptions import WorkerLostError
from celery.worker.request import Request

from backend.tasks.lost_children import free_jobs_of
from backend.tasks.outcomes import tell_celery


class WatchedRequest(Request):
    """Frees the jobs of a lost child before its message goes back into the queue, so that they are found free."""

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
