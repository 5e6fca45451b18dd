"""The ledger of steps: what follows an analysis, each ended once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from backend.jobs.states import JobState
from backend.jobs.step import PlannedStep, Step, StepClaim, StepName, StepState
from backend.storage.ledger import Ledger
from backend.storage.tables import jobs, steps
from vitae.domain.report import ErrorInfo

COLUMNS = tuple(steps.c[field.name] for field in fields(Step))


class LedgerStepStore:
    """Implements `backend.jobs.step_ports.StepStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, job_id: str) -> tuple[Step, ...]:
        """Return the job's steps in order."""
        with self._ledger.reading() as connection:
            return _of(connection, job_id)

    def claim(self, job_id: str, position: int, holder: str, lease_until: datetime, at: datetime) -> StepClaim | None:
        """Take a step whose turn it is; None when another has it, or it has ended."""
        with self._ledger.writing() as connection:
            if not _is_turn(connection, job_id, position):
                return None
            step = next((one for one in _of(connection, job_id) if one.position == position), None)
            if step is None:
                return None
            change = update(steps).where(_same(step), _is_free(at), steps.c.lease_token == step.lease_token)
            values = {
                "state": StepState.RUNNING.value,
                "attempt": step.attempt + 1,
                "holder": holder,
                "lease_until": lease_until,
                "lease_token": step.lease_token + 1,
                "started_at": at,
            }
            taken = connection.execute(change.values(**values)).rowcount == 1
        return StepClaim(step, step.lease_token + 1) if taken else None

    def end(
        self,
        claim: StepClaim,
        state: StepState,
        at: datetime,
        *,
        result: Mapping[str, Any] | None = None,
        error: ErrorInfo | None = None,
    ) -> bool:
        """End a step that is held; after a failure, skip what would have followed, in the same transaction."""
        values = {
            "state": state.value,
            "finished_at": at,
            "holder": None,
            "lease_until": None,
            "result": None if result is None else dict(result),
            "blob_sha256": None if result is None else result.get("blob"),
            "error": None if error is None else asdict(error),
        }
        with self._ledger.writing() as connection:
            if not connection.execute(_held_under(claim).values(**values)).rowcount:
                return False
            if state is StepState.FAILED:
                skip_steps(connection, [claim.step.job_id], at, behind=claim.step.position)
        return True

    def put_off(self, claim: StepClaim) -> bool:
        """Let a held step wait again."""
        values: dict[str, Any] = {"state": StepState.WAITING.value, "holder": None, "lease_until": None}
        with self._ledger.writing() as connection:
            return connection.execute(_held_under(claim).values(**values)).rowcount == 1

    def stuck(self, published_before: datetime, at: datetime, limit: int) -> tuple[Step, ...]:
        """Return the next steps of finished jobs that nobody has and whose message is that old, or that have none."""
        is_old = or_(steps.c.published_at.is_(None), steps.c.published_at <= published_before)
        query = (
            select(*COLUMNS)
            .join(jobs, jobs.c.id == steps.c.job_id)
            .where(_is_free(at), is_old, jobs.c.state == JobState.SUCCEEDED.value)
            .order_by(steps.c.job_id, steps.c.position)
            .limit(limit)
        )
        with self._ledger.reading() as connection:
            found = [_to_step(row) for row in connection.execute(query)]
            return tuple(step for step in found if _is_turn(connection, step.job_id, step.position))

    def take_for_publication(self, seen: Step, message_id: str, at: datetime) -> bool:
        """Give a step that is still as it was `seen` a new message; False when another was quicker."""
        was_sent = steps.c.message_id.is_(None) if seen.message_id is None else steps.c.message_id == seen.message_id
        change = update(steps).where(_same(seen), _is_free(at), steps.c.lease_token == seen.lease_token, was_sent)
        with self._ledger.writing() as connection:
            return connection.execute(change.values(message_id=message_id, published_at=at)).rowcount == 1

    def mark_unpublished(self, step: Step, message_id: str) -> None:
        """Note that the broker did not take the message."""
        change = update(steps).where(_same(step), steps.c.message_id == message_id)
        with self._ledger.writing() as connection:
            connection.execute(change.values(message_id=None, published_at=None))


def plan_steps(connection: Connection, job_id: str, planned: Sequence[PlannedStep]) -> None:
    """Insert the steps of a job that is being admitted."""
    rows = [
        {
            "job_id": job_id,
            "position": position,
            "name": step.name.value,
            "state": StepState.WAITING.value,
            "arguments": dict(step.arguments),
        }
        for position, step in enumerate(planned, start=1)
    ]
    if rows:
        connection.execute(insert(steps), rows)


def skip_steps(connection: Connection, job_ids: Sequence[str], at: datetime, *, behind: int = 0) -> None:
    """Skip what waits behind a position of these jobs, because what comes before it did not succeed."""
    waiting = and_(steps.c.job_id.in_(job_ids), steps.c.position > behind, steps.c.state == StepState.WAITING.value)
    connection.execute(update(steps).where(waiting).values(state=StepState.SKIPPED.value, finished_at=at))


def _of(connection: Connection, job_id: str) -> tuple[Step, ...]:
    query = select(*COLUMNS).where(steps.c.job_id == job_id).order_by(steps.c.position)
    return tuple(_to_step(row) for row in connection.execute(query))


def _is_turn(connection: Connection, job_id: str, position: int) -> bool:
    """Return whether the analysis and everything before the step succeeded."""
    state = connection.execute(select(jobs.c.state).where(jobs.c.id == job_id)).scalar()
    before = and_(steps.c.job_id == job_id, steps.c.position < position, steps.c.state != StepState.SUCCEEDED.value)
    return (
        state == JobState.SUCCEEDED.value and connection.execute(select(steps.c.position).where(before)).first() is None
    )


def _same(step: Step) -> ColumnElement[bool]:
    return and_(steps.c.job_id == step.job_id, steps.c.position == step.position)


def _is_free(at: datetime) -> ColumnElement[bool]:
    waits = steps.c.state == StepState.WAITING.value
    is_lost = and_(steps.c.state == StepState.RUNNING.value, steps.c.lease_until <= at)
    return or_(waits, is_lost)


def _held_under(claim: StepClaim) -> Any:
    return update(steps).where(
        _same(claim.step), steps.c.state == StepState.RUNNING.value, steps.c.lease_token == claim.token
    )


def _to_step(row: Row[Any]) -> Step:
    values = dict(row._mapping)  # noqa: SLF001  # the documented name of SQLAlchemy's mapping of a row
    error = values["error"]
    return Step(
        **values
        | {
            "name": StepName(values["name"]),
            "state": StepState(values["state"]),
            "arguments": values["arguments"] or {},
            "error": None if error is None else ErrorInfo(**error),
        }
    )
