"""Tells many readers what changes in many jobs or batches, with one look at the ledger for all of them."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Generic, TypeVar

from starlette.concurrency import run_in_threadpool

from backend.errors import TransientError

LOOK_SECONDS = 0.15
"""Between two looks; each costs one query, whatever the number of readers, and none while nobody waits."""
IDLE_AFTER, IDLE_SECONDS = 14, 0.5
"""So many looks that found nothing new are followed by longer pauses, until something is, or somebody comes."""
RESTS = 50
"""As many times as long as the look took is such a pause: one that costs nothing is followed by none."""

Mark = TypeVar("Mark")


class Watcher(Generic[Mark]):
    """One for an application. Open streams and long polls wait here instead of asking the ledger each by itself.

    A mark is whatever differs between two looks at a thing when there is something new to tell.
    """

    def __init__(self, read_marks: Callable[[Collection[str]], Mapping[str, Mark]]) -> None:
        self._read_marks = read_marks
        self._waiting: Counter[str] = Counter()
        self._marks: dict[str, Mark | None] = {}
        self._looked = asyncio.Condition()
        self._came = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    async def wait_for_change(self, key: str, seen: Mark | None, seconds: float) -> Mark | None:
        """Return the job's mark as soon as it is not as `seen`, or when the time is over.

        Pass None first and then what was returned: the job is read after its mark was, so that no change is
        missed. Trouble with the ledger counts as no change: who reads the job next will meet it.
        """
        self._waiting[key] += 1
        if key not in self._marks:
            self._came.set()
        try:
            async with asyncio.timeout(seconds), self._looked:
                self._look_on()
                while key not in self._marks or self._marks[key] == seen:
                    await self._looked.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting -= Counter([key])  # drops the name with its last reader
        return self._marks.get(key, seen)

    def _look_on(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Look again and again as long as somebody waits, less often while nothing happens."""
        idle = 0
        while self._waiting:
            self._came.clear()
            began = time.monotonic()
            idle = 0 if await self._look_once(tuple(self._waiting)) else idle + 1
            took = time.monotonic() - began
            await asyncio.sleep(LOOK_SECONDS)
            if idle >= IDLE_AFTER:
                await self._rest(min(IDLE_SECONDS, RESTS * took))
        self._marks.clear()

    async def _rest(self, seconds: float) -> None:
        """Wait until somebody comes whose job was not looked at yet, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._came.wait()

    async def _look_once(self, keys: Collection[str]) -> bool:
        """Look at the ledger and return whether anything was new."""
        try:
            found = await run_in_threadpool(self._read_marks, keys)
        except TransientError:
            return False
        async with self._looked:
            fresh: dict[str, Mark | None] = {key: found.get(key) for key in keys}
            if fresh == self._marks:
                return False
            self._marks = fresh
            self._looked.notify_all()
            return True
