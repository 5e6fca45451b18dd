"""All documents of a batch as one stream: a page with hundreds of them needs a single connection."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool

from backend.api.batch_schemas import Batch, ItemChange, ItemChanges
from backend.api.context import ApiContext
from backend.api.event_stream import KEEP_ALIVE, KEEP_ALIVE_SECONDS, frame
from backend.container import now
from backend.jobs.batch import BatchStatus

COALESCING_SECONDS = 0.25
"""What changes within this time is told at once."""
OVERLAP = timedelta(seconds=5)
"""Workers write the moments of their changes by their own clocks, and commit them a little later."""
MOST_CHANGES = 500
"""Told in one event; beyond, a list is the better way to read them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How far a reader has come: the ``id`` of an event, written ``<time>`` and, at the end, ``<time>;end``."""

    at: datetime
    is_end: bool = False

    def __str__(self) -> str:
        return self.at.isoformat() + (";end" if self.is_end else "")

    @classmethod
    def parse(cls, text: str) -> "Moment | None":
        """Return the moment; None for a text that is none, which begins the stream anew."""
        moment, _, end = text.partition(";")
        try:
            at = datetime.fromisoformat(moment.replace(" ", "+"))  # as a query, its plus arrives as a blank
        except ValueError:
            return None
        return cls(at, end == "end") if at.tzinfo else None


async def batch_events(context: ApiContext, status: BatchStatus, position: Moment | None) -> AsyncIterator[bytes]:
    """Yield a snapshot of the batch, then its documents as they change, and its counts, up to the end.

    Who comes back with a position is told first which documents have changed since; now and then one of them
    is told twice, which changes nothing for the reader.
    """
    batch_id, since = status.batch.id, position.at if position else now()
    told: dict[str, str] = {}
    mark = None
    yield frame("snapshot", _view(status), str(Moment(since)))
    while True:
        looked_at = now()
        changes = await run_in_threadpool(_changes, context, batch_id, since - OVERLAP, told)
        since = looked_at
        if changes.items:
            yield frame("items", changes.model_dump_json(), str(Moment(since)))
            yield frame("counts", _view(status), str(Moment(since)))
        if status.is_finished:
            yield frame("end", _view(status), str(Moment(since, is_end=True)))
            return
        await asyncio.sleep(COALESCING_SECONDS)
        seen = mark
        mark = await context.batch_watcher.wait_for_change(batch_id, seen, KEEP_ALIVE_SECONDS)
        if mark == seen:
            yield KEEP_ALIVE
        status = await run_in_threadpool(context.batches.status, batch_id)


def _changes(context: ApiContext, batch_id: str, since: datetime, told: dict[str, str]) -> ItemChanges:
    """Return what was not told yet, and note it as told."""
    found = context.services.lists.changed_in_batch(batch_id, since, MOST_CHANGES)
    new = [job for job in found if told.get(job.id) != job.state]
    told |= {job.id: job.state for job in new}
    return ItemChanges(items=[ItemChange.of(job) for job in new], is_complete=len(found) < MOST_CHANGES)


def _view(status: BatchStatus) -> str:
    return Batch.of(status).model_dump_json()
