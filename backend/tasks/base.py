"""The base of every task: what is tried again, and what is asked before a start."""

import logging
import random
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from celery import Celery, Task
from celery.exceptions import Ignore, Reject

from backend.celery_config import MAX_COUNTDOWN_SECONDS
from backend.config import get_settings
from backend.errors import InternalError
from backend.tasks import records
from backend.tasks.transience import TRANSIENT_TYPES, is_transient

logger = logging.getLogger(__name__)

JITTER = 0.1
"""Share of a countdown by which it is lengthened at random, so that what failed together does not return together."""


class RetryingTask(Task[Any, Any]):
    """Tried again after a transient error, and after nothing else.

    How often and after how long is `TASK_MAX_RETRIES` and `TASK_RETRY_COUNTDOWN`; the wait doubles.
    """

    abstract = True
    Request = "backend.tasks.requests:WatchedRequest"

    @classmethod
    def on_bound(cls, app: Celery) -> None:  # noqa: ARG003  # the name is Celery's
        """Take the limits of the settings, which are read by now."""
        settings = get_settings()
        cls.max_retries = settings.task_max_retries
        cls.default_retry_delay = settings.task_retry_countdown

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task; a lack of memory becomes an error, because Celery ends the whole worker over it."""
        try:
            return super().__call__(*args, **kwargs)
        except MemoryError:
            raise InternalError(f"The task {self.name} ran out of memory.") from None
        except (*TRANSIENT_TYPES, OSError) as error:
            if not is_transient(error):
                raise
            self.try_again(error)

    @property
    def has_retries_left(self) -> bool:
        """Whether this run may be followed by another."""
        return self.request.retries < (self.max_retries or 0)

    def try_again(self, error: Exception) -> NoReturn:
        """Publish the task anew with a countdown; raise `error` itself when it was tried often enough."""
        wait = min(self.default_retry_delay * 2**self.request.retries, MAX_COUNTDOWN_SECONDS)
        spread = 1 + random.uniform(0, JITTER)  # noqa: S311  # to spread, not to hide
        try:
            raise self.retry(exc=error, countdown=wait * spread)
        except Reject as unpublished:  # the broker is away too: keep the message, it is delivered again
            raise Reject(str(error), requeue=True) from unpublished


class RecordedTask(RetryingTask):
    """A plain task: the ledger knows its id, and that it must not start, when no worker remembers it."""

    abstract = True

    def before_start(self, task_id: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:  # noqa: ARG002
        """End the task as REVOKED if that was asked for before, whoever was up at that time."""
        if not records.may_start(task_id):
            logger.info("task %s was revoked before it began", self.name)
            self.backend.mark_as_revoked(task_id, "revoked", request=self.request)
            raise Ignore
