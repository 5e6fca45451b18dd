"""Which jobs a list shows, and where the next page of a list begins."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from backend.jobs.batch import Batch, BatchStatus
from backend.jobs.job import Job
from backend.jobs.states import JobState
from vitae.domain.errors import InvalidOption

Listed = TypeVar("Listed", Job, Batch)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFilter:
    """Whose jobs, and which of them."""

    owner: str
    states: frozenset[JobState] = frozenset()
    """Empty for all states."""
    batch_id: str | None = None
    document_sha256: str | None = None
    name_contains: str | None = None
    """A part of the file's name, whatever its case (of ASCII letters)."""


@dataclass(frozen=True, slots=True)
class ListCursor:
    """The last job or batch of a page; the next one begins behind it, whatever was added in the meantime."""

    created_at: datetime
    id: str

    def encode(self) -> str:
        """Return the cursor as a word for a URL."""
        return base64.urlsafe_b64encode(f"{self.created_at.isoformat()} {self.id}".encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, word: str) -> "ListCursor":
        """Return the cursor of a word.

        Raises:
            InvalidOption: the word is none of ours.
        """
        try:
            moment, _, identifier = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode().partition(" ")
            created_at = datetime.fromisoformat(moment)
        except (binascii.Error, ValueError):
            created_at, identifier = None, ""
        if created_at is None or created_at.tzinfo is None or not identifier:
            raise InvalidOption("The cursor is none that a list of ours has given out.")
        return cls(created_at, identifier)


def cut(found: Sequence[Listed], limit: int) -> tuple[tuple[Listed, ...], ListCursor | None]:
    """Return a page of what was found, one more than `limit` at the most, and where the next page begins."""
    shown = tuple(found[:limit])
    return shown, ListCursor(shown[-1].created_at, shown[-1].id) if len(found) > limit else None


@dataclass(frozen=True, slots=True)
class JobPage:
    """Some jobs of a list, the newest first."""

    jobs: tuple[Job, ...]
    next: ListCursor | None
    """None on the last page."""


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Some batches of a list, the newest first."""

    batches: tuple[BatchStatus, ...]
    next: ListCursor | None
    """None on the last page."""
