"""Does for many threads at once what costs hardly more for many than for one: a commit, a trip to the broker."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Waiting = tuple[Item, Future[Answer]]

PATIENCE_SECONDS = 0.004
"""How long those who are on their way are waited for: less than a trip takes, and than a slow disk."""


class Together(Generic[Item, Answer]):
    """While one thread is at it, those who come gather; the next to have its turn does it for all of them.

    Where few ask, each does it at once and for itself. Not to be used in a child that was forked meanwhile.
    """

    def __init__(self, do: Callable[[Sequence[Item]], Sequence[Answer]], *, common: type[Exception]) -> None:
        """Begin with nobody waiting.

        Args:
            do: Answers items, in their order; called by one thread at a time. Where it raises, nothing was done.
            common: Trouble that reaches all of them. Any other is that of one item, and each is done for itself.
        """
        self._do = do
        self._common = common
        self._waiting: list[Waiting[Item, Answer]] = []
        self._coming: set[int] = set()
        """Threads that have announced themselves, and have not asked yet."""
        self._changed = threading.Condition()
        self._turn = threading.Lock()

    @contextmanager
    def coming(self) -> Iterator[None]:
        """Announce that this thread will ask within the block: whoever has its turn waits a moment for it."""
        with self._changed:
            self._coming.add(threading.get_ident())
        try:
            yield
        finally:
            with self._changed:
                self._has_come()

    def __call__(self, item: Item) -> Answer:
        """Return the answer to the item; raise what `do` raised for it, or for those among which it was."""
        mine: Future[Answer] = Future()
        with self._changed:
            self._waiting.append((item, mine))
            self._has_come()
        with self._turn:
            if not mine.done():
                self._answer_all()
        return mine.result()

    def _has_come(self) -> None:
        self._coming.discard(threading.get_ident())
        self._changed.notify()

    def _answer_all(self) -> None:
        """Answer those who wait by now."""
        with self._changed:
            self._changed.wait_for(lambda: not self._coming, PATIENCE_SECONDS)
            gathered, self._waiting = self._waiting, []
        self._answer(gathered)

    def _answer(self, gathered: Sequence[Waiting[Item, Answer]]) -> None:
        """Give each its answer or its trouble, which whoever waits raises; none of them is left waiting."""
        try:
            answered = list(zip(gathered, self._do([item for item, _ in gathered]), strict=True))
        except BaseException as trouble:  # noqa: BLE001  # not swallowed: see above
            if len(gathered) > 1 and isinstance(trouble, Exception) and not isinstance(trouble, self._common):
                for one in gathered:
                    self._answer([one])
                return
            for _, waits in gathered:
                waits.set_exception(trouble)
        else:
            for (_, waits), answer in answered:
                waits.set_result(answer)
