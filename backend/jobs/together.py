"""Does for many threads at once what costs hardly more for many than for one: a commit, a trip to the broker."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


PATIENCE_SECONDS = 0.004
"""How long those who are on their way are waited for: less than a trip takes, and than a slow disk."""


class Together(Generic[Item, Answer]):
    """While one thread is at it, those who come gather; the next to have its turn does it for all of them.

    Where few ask, each does it at once and for itself. Not to be used in a child that was forked meanwhile.
    """

    def __init__(self, do: Callable[[Sequence[Item]], Sequence[Answer]]) -> None:
        """Begin with nobody waiting.

        Args:
            do: Answers items, in their order; called by one thread at a time. What it raises reaches all of them.
        """
        self._do = do
        self._waiting: list[tuple[Item, Future[Answer]]] = []
        self._coming = 0
        self._changed = threading.Condition()
        self._turn = threading.Lock()

    @contextmanager
    def coming(self) -> Iterator[None]:
        """Announce that this thread will ask within the block: whoever has its turn waits a moment for it."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def __call__(self, item: Item) -> Answer:
        """Return the answer to the item; raise what `do` raised for those among which it was."""
        mine: Future[Answer] = Future()
        with self._changed:
            self._waiting.append((item, mine))
            self._changed.notify()
        with self._turn:
            if not mine.done():
                self._answer_all()
        return mine.result()

    def _answer_all(self) -> None:
        gathered = self._gather()
        try:
            answers = self._do([item for item, _ in gathered])
        except BaseException as trouble:
            for _, waits in gathered:
                waits.set_exception(trouble)
            raise
        for (_, waits), answer in zip(gathered, answers, strict=True):
            waits.set_result(answer)

    def _gather(self) -> list[tuple[Item, Future[Answer]]]:
        with self._changed:
            self._changed.wait_for(lambda: len(self._waiting) >= self._coming, PATIENCE_SECONDS)
            gathered, self._waiting = self._waiting, []
        return gathered

    def _count(self, more: int) -> None:
        with self._changed:
            self._coming += more
            self._changed.notify()
