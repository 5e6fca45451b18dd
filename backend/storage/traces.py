"""What Redis remembers of a job, and how its files are rid of it."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from redis.exceptions import RedisError, ResponseError

from backend.errors import BrokerUnavailable
from backend.redis_client import redis_client
from backend.storage.progress import KEY

logger = logging.getLogger(__name__)

RESULT_KEY = "celery-task-meta-{job_id}"
"""Where Celery keeps a task's result; an analysis' task has its job's id."""
TIMEOUT_SECONDS = 5.0


class RedisTraces:
    """Implements `backend.jobs.erasure.Traces` over the Redis of the queues and that of the results."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._urls = tuple(dict.fromkeys(urls))

    def erase(self, job_ids: Iterable[str]) -> None:
        """Remove the progress and the results of these jobs."""
        keys = [name.format(job_id=job_id) for job_id in job_ids for name in (KEY, RESULT_KEY)]
        for url in self._urls:
            with _connected(url) as redis:
                redis.unlink(*keys)

    def rewrite(self) -> bool:
        """Have each Redis write its append-only file, or its snapshot, anew, as far as it keeps one."""
        return min([self._rewrite(url) for url in self._urls], default=True)

    def _rewrite(self, url: str) -> bool:
        with _connected(url) as redis:
            try:
                known = redis.info("persistence")
                if known["aof_rewrite_in_progress"] or known["rdb_bgsave_in_progress"]:
                    return False
                if known["aof_enabled"]:
                    redis.bgrewriteaof()
                elif redis.config_get("save").get("save"):
                    redis.bgsave()
            except ResponseError as refusal:  # it may not be ours to ask, as where Redis is rented
                logger.warning("the broker does not write its files anew when we ask: %s", type(refusal).__name__)
            return True


@contextmanager
def _connected(url: str) -> Iterator[Any]:
    try:
        with redis_client(url, seconds=TIMEOUT_SECONDS, decodes=True) as redis:
            yield redis
    except RedisError as error:
        raise BrokerUnavailable("The broker does not answer, and still remembers what was removed.") from error
