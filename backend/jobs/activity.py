"""What the service is doing, for whoever looks after it. No word of a document, and of all owners."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.jobs.job import Job
from backend.jobs.states import JobState


@dataclass(frozen=True, slots=True)
class Waiting:
    """The jobs of a queue that no worker has begun with."""

    number: int
    oldest: datetime | None
    """When the one that waits longest was handed in; None where none waits."""


@dataclass(frozen=True, slots=True)
class Load:
    """The figures of the moment, for a machine to watch."""

    waiting: Mapping[str, Waiting]
    """By queue; one without a waiting job is left out."""
    running: int
    retrying: int
    dead: int
    ended: Mapping[tuple[str, str, str], int]
    """Within the last hour: by state, code of the error and use of the cache; an empty string where there is none."""


@dataclass(frozen=True, slots=True)
class Activity:
    """The ledger's view of the moment."""

    waiting: Mapping[str, Waiting]
    """By queue; one without a waiting job is left out."""
    running: tuple[Job, ...]
    """The longest first, and a bounded number of them."""
    running_total: int
    ended_in_minute: Mapping[JobState, int]
    ended_in_hour: Mapping[JobState, int]
    set_aside: tuple[Job, ...]
    """Dead letters, the latest first, and a bounded number of them."""
