"""What the engine of the workers can do, told by them: reports are shared only where it is the same."""

import time
from typing import NamedTuple

from sqlalchemy import select

from backend.storage.ledger import Ledger
from backend.storage.tables import meta
from backend.storage.upserts import insert_or_update

KEY = "capabilities"
FRESH_SECONDS = 5.0
"""For so long, an answer is not asked for again."""
MISSING_SECONDS = 0.5
"""For so long, where no worker has told yet."""


class _Known(NamedTuple):
    digest: str | None
    until: float


class LedgerCapabilities:
    """The digest of `vitae.pipeline.capabilities_digest`, as the worker that started last has told it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known = _Known(None, 0.0)

    def __call__(self) -> str | None:
        """Return the digest; None when no worker has ever started."""
        if time.monotonic() > self._known.until:
            with self._ledger.reading() as connection:
                digest = connection.execute(select(meta.c.value).where(meta.c.key == KEY)).scalar()
            fresh = FRESH_SECONDS if digest is not None else MISSING_SECONDS
            self._known = _Known(digest, time.monotonic() + fresh)
        return self._known.digest

    def note(self, digest: str) -> None:
        """Tell what this worker's engine can do."""
        with self._ledger.writing() as connection:
            insert_or_update(connection, meta, {"key": KEY, "value": digest}, changed="value")
        self._known = _Known(digest, time.monotonic() + FRESH_SECONDS)
