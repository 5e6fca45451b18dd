"""Answers that stay true until somebody commits."""

import threading
from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

from backend.storage.ledger import Ledger
from backend.storage.witness import Commits

Answer = TypeVar("Answer")

MOST = 5000
"""Ids of which something is remembered; beyond, all is forgotten."""


class Unchanged(Generic[Answer]):
    """Remembers what was answered about ids, and asks about the others only, until anything is written.

    On PostgreSQL, which nobody can ask for the latter cheaply, it asks every time.
    """

    def __init__(self, ledger: Ledger, ask: Callable[[Collection[str]], Mapping[str, Answer]]) -> None:
        """Begin without an answer.

        Args:
            ledger: What the answers come from, and nothing else.
            ask: Returns an answer for each id that is known.
        """
        self._ledger = ledger
        self._ask = ask
        self._known: dict[str, Answer | None] = {}
        self._since: Commits | None = None
        self._remembering = threading.Lock()

    def __call__(self, ids: Collection[str]) -> dict[str, Answer]:
        """Return an answer for each id that is known; LedgerUnavailable when the database does not answer."""
        commits = self._ledger.commits()  # before the question: what is committed meanwhile is seen the next time
        if commits is None:
            return dict(self._ask(ids))
        with self._remembering:
            if commits != self._since or len(self._known) > MOST:
                self._known, self._since = {}, commits
            known = self._known
            missing = [one for one in ids if one not in known]
        if missing:
            found = self._ask(missing)
            with self._remembering:
                known.update((one, found.get(one)) for one in missing)
        return {one: answer for one in ids if (answer := known[one]) is not None}
