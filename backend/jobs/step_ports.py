"""What the use cases of chains need of the world; `backend.storage` and `backend.tasks` provide it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from backend.jobs.step import Step, StepClaim, StepState
from vitae.domain.report import ErrorInfo


class StepPublisher(Protocol):
    """Wakes a worker for what follows an analysis."""

    def publish_steps(self, job_id: str, positions: Sequence[int], message_id: str) -> None:
        """Send the steps as a chain, in which each is published when the one before it has succeeded.

        Raises:
            BrokerUnavailable: the broker did not take the message.
        """
        ...


class StepStore(Protocol):
    """The ledger of steps. Every method raises LedgerUnavailable when the database does not answer."""

    def of(self, job_id: str) -> tuple[Step, ...]:
        """Return the job's steps in order."""
        ...

    def claim(self, job_id: str, position: int, holder: str, lease_until: datetime, at: datetime) -> StepClaim | None:
        """Take a step whose turn it is; None when another has it, or it has ended."""
        ...

    def end(
        self,
        claim: StepClaim,
        state: StepState,
        at: datetime,
        *,
        result: Mapping[str, Any] | None = None,
        error: ErrorInfo | None = None,
    ) -> bool:
        """End a step that is held, and after a failure what would have followed; False when it is not held so."""
        ...

    def put_off(self, claim: StepClaim) -> bool:
        """Let a held step wait again; False when it is not held so."""
        ...

    def stuck(self, published_before: datetime, at: datetime, limit: int) -> tuple[Step, ...]:
        """Return the next steps of finished jobs that nobody has and whose message is that old, or that have none."""
        ...

    def take_for_publication(self, seen: Step, message_id: str, at: datetime) -> bool:
        """Give a step that is still as it was `seen` a new message; False when another was quicker."""
        ...

    def mark_unpublished(self, step: Step, message_id: str) -> None:
        """Note that the broker did not take the message."""
        ...
