"""Answers that stay true until somebody commits: on SQLite that costs microseconds to find out."""

import threading
from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from backend.storage.ledger import Ledger, Witness

Answer = TypeVar("Answer")


class Unchanged(Generic[Answer]):
    """Remembers the latest answer of a question about ids, and asks anew when others are asked or anything was written.

    On PostgreSQL, which nobody can ask for the latter so cheaply, it asks every time.
    """

    def __init__(self, ledger: Ledger, ask: Callable[[Collection[str]], Answer]) -> None:
        """Begin without an answer.

        Args:
            ledger: What the answers come from, and nothing else.
            ask: Returns the answer about ids.
        """
        self._ledger = ledger
        self._ask = ask
        self._witness: Witness | None = None
        self._latest: tuple[tuple[int, frozenset[str]], Answer] | None = None
        self._asking = threading.Lock()

    def __call__(self, ids: Collection[str]) -> Answer:
        """Return the answer; LedgerUnavailable when the database does not answer."""
        with self._asking:
            if self._witness is None:
                self._witness = self._ledger.witness()
            commits = self._witness.commits()  # before the question: what is committed meanwhile is seen next time
            if commits is None:
                return self._ask(ids)
            asked = (commits, frozenset(ids))
            if self._latest is None or self._latest[0] != asked:
                self._latest = (asked, self._ask(ids))
            return self._latest[1]

    def close(self) -> None:
        """Forget the answer; the next question is asked anew."""
        with self._asking:
            if self._witness is not None:
                self._witness.close()
            self._witness = self._latest = None
