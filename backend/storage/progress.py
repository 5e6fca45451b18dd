"""A job's progress as a numbered, expiring stream in Redis."""

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from redis.exceptions import RedisError

from backend.jobs.job import ProgressEvent
from backend.redis_client import redis_client
from vitae.domain.progress import Progress

logger = logging.getLogger(__name__)

KEY = "vitae:progress:{job_id}"
MAX_EVENTS = 200
"""Kept for each job, about; an analysis has fewer than twenty."""
LIFETIME = timedelta(hours=24)
TIMEOUT_SECONDS = 2.0
"""An analysis and a status wait no longer for the broker than this, twice."""

EXTEND = """
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local number, percentage = 0, 0
if last then
  number = tonumber(string.match(last[1], '^%d+'))
  for i = 1, #last[2], 2 do
    if last[2][i] == 'percentage' then percentage = tonumber(last[2][i + 1]) end
  end
end
for _, step in ipairs(cjson.decode(ARGV[3])) do
  number, percentage = number + 1, math.max(percentage, step[4])
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], number .. '-0', 'stage', step[1], 'done', step[2],
    'total', step[3], 'percentage', percentage, 'at', step[5], 'found', step[6])
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return number
"""
"""Numbers the events, and keeps the percentage from going back when a job begins anew, in one step.

They come as one text: to pack fifty arguments costs the worker more than all the rest of the trip.
"""


class RedisProgressLog:
    """Implements `backend.jobs.ports.ProgressLog`. Connects at first use; safe to carry through a fork."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._warned = False

    def extend(self, job_id: str, steps: Sequence[tuple[datetime, Progress]]) -> None:
        """Add an event for each step, in one trip; when the broker does not take them, warn once and go on."""
        fields = [
            (step.stage, step.done, step.total, step.percentage, at.isoformat(), json.dumps(step.found))
            for at, step in steps
        ]
        arguments = [MAX_EVENTS, int(LIFETIME.total_seconds()), json.dumps(fields)]
        try:
            self._extend(keys=[KEY.format(job_id=job_id)], args=arguments)
        except RedisError as error:
            self._warn(error)

    def latest(self, job_id: str) -> ProgressEvent | None:
        """Return the last event; None when there is none or the broker does not answer."""
        return self.latest_of([job_id]).get(job_id)

    def latest_of(self, job_ids: Collection[str]) -> Mapping[str, ProgressEvent]:
        """Return each job's last event, in one trip; what has none, or without a broker, is left out."""
        pipeline = self._redis.pipeline(transaction=False)
        for job_id in job_ids:
            pipeline.xrevrange(KEY.format(job_id=job_id), count=1)
        try:
            answers = pipeline.execute()
        except RedisError as error:
            self._warn(error)
            return {}
        pairs = zip(job_ids, answers, strict=True)
        return {job_id: _to_event(*entries[0]) for job_id, entries in pairs if entries}

    def events(self, job_id: str, after: int = 0) -> tuple[ProgressEvent, ...]:
        """Return the kept events beyond number `after`, in order; none when the broker does not answer."""
        try:
            entries = self._redis.xrange(KEY.format(job_id=job_id), min=f"({after}-0")
        except RedisError as error:
            self._warn(error)
            return ()
        return tuple(_to_event(*entry) for entry in entries)

    def close(self) -> None:
        """Close the connections; the next use opens new ones."""
        self._redis.close()

    @cached_property
    def _redis(self) -> Any:
        return redis_client(self._url, seconds=TIMEOUT_SECONDS, again=True, decodes=True)

    @cached_property
    def _extend(self) -> Any:
        return self._redis.register_script(EXTEND)

    def _warn(self, error: RedisError) -> None:
        level = logging.DEBUG if self._warned else logging.WARNING
        self._warned = True
        logger.log(level, "progress is not available: %s: the broker does not answer", type(error).__name__)


def _to_event(entry_id: str, fields: Mapping[str, str]) -> ProgressEvent:
    return ProgressEvent(
        number=int(entry_id.partition("-")[0]),
        stage=fields["stage"],
        done=int(fields["done"]),
        total=int(fields["total"]),
        percentage=int(fields["percentage"]),
        at=datetime.fromisoformat(fields["at"]),
        found=json.loads(fields.get("found", "{}")),  # an older worker does not tell
    )
