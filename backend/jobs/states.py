"""The states of a job and the one table of what may follow what.

    queued ──► running ──► succeeded | failed
      │ ▲        │  ▲└─┘ a lost worker's job is claimed anew
      │ └────────┘  (given back: its attempt went badly, waits for a retry, or its worker was stopped)
      │          └──► cancelling ──► cancelled
      └──► cancelled | failed (no attempt is left)

What has ended stays as it ended: a retry is a new job.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    """Running, and asked to stop; it can only become cancelled."""
    SUCCEEDED = "succeeded"
    """There is a report, whole or partial."""
    FAILED = "failed"
    CANCELLED = "cancelled"


TRANSITIONS: Mapping[JobState, frozenset[JobState]] = MappingProxyType(
    {
        JobState.QUEUED: frozenset({JobState.RUNNING, JobState.FAILED, JobState.CANCELLED}),
        JobState.RUNNING: frozenset(
            {JobState.QUEUED, JobState.RUNNING, JobState.CANCELLING, JobState.SUCCEEDED, JobState.FAILED}
        ),
        JobState.CANCELLING: frozenset({JobState.CANCELLED}),
        JobState.SUCCEEDED: frozenset(),
        JobState.FAILED: frozenset(),
        JobState.CANCELLED: frozenset(),
    }
)
"""State -> the states that may follow it."""

TERMINAL: frozenset[JobState] = frozenset(state for state, following in TRANSITIONS.items() if not following)


def is_terminal(state: JobState) -> bool:
    """Return whether nothing can follow."""
    return state in TERMINAL


def predecessors(state: JobState) -> frozenset[JobState]:
    """Return the states from which `state` may be entered."""
    return frozenset(before for before, following in TRANSITIONS.items() if state in following)
