"""Where Celery keeps what tasks return: in Redis, as it does itself, with less on the way."""

from functools import cached_property
from typing import Any

from celery import Celery, states
from celery.backends.redis import RedisBackend

from backend.celery_config import ANALYSIS_TASK
from backend.redis_client import KeptConnection
from backend.tasks.transport import SCHEMES


class Results(RedisBackend):  # most of its methods are missing in the stubs
    """Does not look for an earlier success of an analysis before it writes a later one.

    Celery looks, so that the first success is kept of a task that ran twice. A job succeeds once, by the ledger.
    """

    def _store_result(
        self, task_id: str, result: Any, state: str, traceback: Any = None, request: Any = None, **options: Any
    ) -> Any:
        if state != states.SUCCESS or request is None or request.task != ANALYSIS_TASK:
            return super()._store_result(task_id, result, state, traceback, request, **options)  # type: ignore[misc]
        meta = self._get_result_meta(result=result, state=state, traceback=traceback, request=request)  # type: ignore[attr-defined]
        payload = self.encode(meta | {"task_id": task_id})
        self._set_with_state(self.get_key_for_task(task_id), payload, state)  # type: ignore[attr-defined]
        return result

    def _set(self, key: str, value: Any, expires: int | None = None) -> None:
        """Keep a result and tell who waits for it, over a connection that is kept for that."""
        seconds = self.expires if expires is None else expires  # type: ignore[attr-defined]  # missing in the stubs
        keep = ("SETEX", key, seconds, value) if seconds else ("SET", key, value)
        self._kept.ask(keep, ("PUBLISH", key, value))

    @cached_property
    def _kept(self) -> KeptConnection:
        return KeptConnection(self.client)


def use_results(app: Celery) -> None:
    """Have the app keep its results here, wherever its Redis is."""
    app.loader.override_backends = dict.fromkeys(SCHEMES, f"{__name__}:{Results.__name__}")
