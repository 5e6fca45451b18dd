"""A job's progress as a numbered, expiring stream in Redis."""

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from redis.exceptions import RedisError

from backend.jobs.job import ProgressEvent
from backend.redis_client import KeptConnection, redis_client
from vitae.domain.progress import Progress

logger = logging.getLogger(__name__)

KEY = "vitae:progress:{job_id}"
MAX_ENTRIES = 200
"""Kept for each job, about, of one event or more; an analysis has fewer than twenty events."""
LIFETIME = timedelta(hours=24)
TIMEOUT_SECONDS = 2.0
"""An analysis and a status wait no longer for the broker than this, twice."""

EXTEND = """
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local number, reached = 0, 0
if last then
  number = tonumber(string.match(last[1], '^%d+'))
  for i = 1, #last[2], 2 do
    if last[2][i] == 'percentage' then reached = tonumber(last[2][i + 1]) end
  end
end
number = number + tonumber(ARGV[3])
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], number .. '-0',
  'reached', reached, 'percentage', math.max(reached, tonumber(ARGV[4])), 'steps', ARGV[5])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return number
"""
"""Numbers the events, and keeps the percentage from going back when a job begins anew, in one step.

Events that come together are one entry, under the number of its last: with an entry for each, Redis spent on them a
sixth of all that it does for a job.
"""


class RedisProgressLog:
    """Implements `backend.jobs.ports.ProgressLog`. Connects at first use; safe to carry through a fork."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._warned = False

    def extend(self, job_id: str, steps: Sequence[tuple[datetime, Progress]]) -> None:
        """Add an event for each step, in one trip; when the broker does not take them, warn once and go on."""
        told = [
            (step.stage, step.done, step.total, step.percentage, at.isoformat(), dict(step.found)) for at, step in steps
        ]
        highest = max(step.percentage for _, step in steps)
        arguments = [MAX_ENTRIES, int(LIFETIME.total_seconds()), len(told), highest, json.dumps(told)]
        try:
            self._kept.run(EXTEND, KEY.format(job_id=job_id), *arguments)
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
        return {job_id: _events_in(*entries[0])[-1] for job_id, entries in pairs if entries}

    def events(self, job_id: str, after: int = 0) -> tuple[ProgressEvent, ...]:
        """Return the kept events beyond number `after`, in order; none when the broker does not answer.

        An entry has the number of its last event, so that those up to `after` may come with the first.
        """
        try:
            entries = self._redis.xrange(KEY.format(job_id=job_id), min=f"({after}-0")
        except RedisError as error:
            self._warn(error)
            return ()
        return tuple(event for entry in entries for event in _events_in(*entry) if event.number > after)

    def close(self) -> None:
        """Close the connections; the next use opens new ones."""
        self._redis.close()

    @cached_property
    def _redis(self) -> Any:
        return redis_client(self._url, seconds=TIMEOUT_SECONDS, again=True, decodes=True)

    @cached_property
    def _kept(self) -> KeptConnection:
        return KeptConnection(self._redis, again=True)

    def _warn(self, error: RedisError) -> None:
        level = logging.DEBUG if self._warned else logging.WARNING
        self._warned = True
        logger.log(level, "progress is not available: %s: the broker does not answer", type(error).__name__)


def _events_in(entry_id: str, fields: Mapping[str, str]) -> list[ProgressEvent]:
    number = int(entry_id.partition("-")[0])
    if "steps" not in fields:
        return [_event_of_older_worker(number, fields)]
    steps = json.loads(fields["steps"])
    events, percentage = [], int(fields["reached"])
    for one, (stage, done, total, own, at, found) in enumerate(steps, number - len(steps) + 1):
        percentage = max(percentage, own)
        events.append(ProgressEvent(one, stage, done, total, percentage, datetime.fromisoformat(at), found))
    return events


def _event_of_older_worker(number: int, fields: Mapping[str, str]) -> ProgressEvent:
    return ProgressEvent(
        number=number,
        stage=fields["stage"],
        done=int(fields["done"]),
        total=int(fields["total"]),
        percentage=int(fields["percentage"]),
        at=datetime.fromisoformat(fields["at"]),
        found=json.loads(fields.get("found", "{}")),
    )
