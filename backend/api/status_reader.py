"""Reads what is asked for at the same moment with one look at the ledger."""

import asyncio
from collections.abc import Callable, Collection, Mapping

from starlette.concurrency import run_in_threadpool

from backend.jobs import JobStatus

Statuses = Mapping[str, JobStatus]


class StatusReader:
    """One for an application. While one look is under way, those who ask gather for the next one.

    So a status costs a thread, a transaction and a trip to Redis where few ask, and a part of them where many do.
    """

    def __init__(self, read: Callable[[Collection[str]], Statuses]) -> None:
        self._read = read
        self._looking: asyncio.Task[Statuses] | None = None
        self._next: asyncio.Task[Statuses] | None = None
        self._gathered: set[str] = set()

    async def read(self, analysis_id: str) -> JobStatus | None:
        """Return the analysis as it was after the call, whoever's it is; None when the id is unknown.

        Raises:
            LedgerUnavailable: the database does not answer.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._look(self._looking))
        self._gathered.add(analysis_id)
        found = await asyncio.shield(self._next)  # who goes away leaves it to the others
        return found.get(analysis_id)

    async def _look(self, before: "asyncio.Task[Statuses] | None") -> Statuses:
        if before is not None and not before.done():
            await asyncio.wait([before])
        self._looking, self._next = self._next, None
        gathered, self._gathered = self._gathered, set()
        return await run_in_threadpool(self._read, gathered)
