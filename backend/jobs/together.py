"""Does for many threads at once what costs hardly more for many than for one: a commit, a trip to the broker."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


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
        self._waiting: deque[tuple[Item, Future[Answer]]] = deque()
        self._turn = threading.Lock()

    def __call__(self, item: Item) -> Answer:
        """Return the answer to the item; raise what `do` raised for those among which it was."""
        mine: Future[Answer] = Future()
        self._waiting.append((item, mine))
        with self._turn:
            if not mine.done():
                self._answer_all()
        return mine.result()

    def _answer_all(self) -> None:
        gathered = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            answers = self._do([item for item, _ in gathered])
        except BaseException as trouble:
            for _, waits in gathered:
                waits.set_exception(trouble)
            raise
        for (_, waits), answer in zip(gathered, answers, strict=True):
            waits.set_result(answer)
