"""The ledger of jobs: every change of state is one guarded update."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, insert, select, update

from backend.jobs.job import Claim, Job, NewJob
from backend.jobs.states import JobState, is_terminal, predecessors
from backend.jobs.step import PlannedStep
from backend.storage.admission import admit, find_leader
from backend.storage.followers import settle_followers
from backend.storage.ledger import Ledger
from backend.storage.rows import COLUMNS, to_job
from backend.storage.steps import plan_steps, skip_steps
from backend.storage.tables import jobs, reports
from vitae.domain.report import ErrorInfo

FREE: Mapping[str, Any] = MappingProxyType({"holder": None, "lease_until": None})


class LedgerJobStore:
    """Implements `backend.jobs.ports.JobStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, new: NewJob, expires_at: datetime, steps: Sequence[PlannedStep] = ()) -> Job:
        """Commit a job and its steps: queued, or finished with the report of the same work."""
        with self._ledger.writing() as connection:
            job = admit(connection, new, expires_at)
            plan_steps(connection, job.id, steps)
        return job

    def find(self, job_id: str) -> Job | None:
        """Return the job, or None when the id is unknown."""
        with self._ledger.reading() as connection:
            return _find(connection, job_id)

    def leader_of(self, cache_key: str) -> Job | None:
        """Return the unfinished job that does this work and waits for no other."""
        with self._ledger.reading() as connection:
            leader_id = find_leader(connection, cache_key)
            return None if leader_id is None else _find(connection, leader_id)

    def list_recent(self, owner: str, limit: int) -> tuple[Job, ...]:
        """Return the owner's jobs, the newest first."""
        query = select(*COLUMNS).where(jobs.c.owner == owner).order_by(jobs.c.created_at.desc(), jobs.c.id).limit(limit)
        with self._ledger.reading() as connection:
            return tuple(to_job(row) for row in connection.execute(query))

    def mark_published(self, job_id: str, message_id: str, at: datetime) -> None:
        """Note that the broker took the job's message."""
        with self._ledger.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(message_id=message_id, published_at=at))

    def transition(
        self,
        job_id: str,
        to: JobState,
        at: datetime,
        *,
        sources: frozenset[JobState] | None = None,
        token: int | None = None,
        error: ErrorInfo | None = None,
        expires_at: datetime | None = None,
    ) -> bool:
        """Enter a state with one guarded update; `claim` and `complete` are the ways into running and succeeded."""
        values: dict[str, Any] = dict(FREE)
        if to is JobState.CANCELLING:
            values = {"cancel_requested": True}  # its worker still holds it
        if to is JobState.QUEUED:
            values |= {"attempt": jobs.c.attempt - 1}
        if to is JobState.CANCELLED:
            values |= {"cancel_requested": True}
        if is_terminal(to):
            values |= {"finished_at": at, "expires_at": expires_at, "error": asdict(error) if error else None}
        with self._ledger.writing() as connection:
            if not _enter(connection, job_id, to, values, sources=sources, token=token):
                return False
            if is_terminal(to):
                skip_steps(connection, [job_id], at)
                settle_followers(connection, job_id, to, at, expires_at=expires_at, error=error)
        return True

    def claim(self, seen: Job, worker: str, holder: str, lease_until: datetime, at: datetime) -> Claim | None:
        """Take a job that is still as it was `seen`; None when another was quicker."""
        token = seen.lease_token + 1
        values: dict[str, Any] = {
            "attempt": seen.attempt + 1,
            "lease_token": token,
            "lease_until": lease_until,
            "worker": worker,
            "holder": holder,
            "started_at": at,
        }
        sources = frozenset({seen.state})
        with self._ledger.writing() as connection:
            taken = _enter(connection, seen.id, JobState.RUNNING, values, sources=sources, token=seen.lease_token)
        return Claim(replace(seen, state=JobState.RUNNING, **values), token) if taken else None

    def is_held(self, claim: Claim) -> bool:
        """Return whether the job is running under this very claim."""
        query = select(jobs.c.state, jobs.c.lease_token).where(jobs.c.id == claim.job.id)
        with self._ledger.reading() as connection:
            row = connection.execute(query).one_or_none()
        return row is not None and (row.state, row.lease_token) == (JobState.RUNNING, claim.token)

    def complete(
        self, claim: Claim, report: bytes, summary: Mapping[str, Any], at: datetime, expires_at: datetime
    ) -> bool:
        """Store the report and finish the job in one transaction; False when the claim no longer holds."""
        values = {**FREE, "finished_at": at, "expires_at": expires_at, "summary": dict(summary)}
        body = zlib.compress(report)
        with self._ledger.writing() as connection:
            if not _enter(connection, claim.job.id, JobState.SUCCEEDED, values, token=claim.token):
                return False
            row = {"job_id": claim.job.id, "owner": claim.job.owner, "body": body, "created_at": at}
            connection.execute(insert(reports).values(row))
            settle_followers(
                connection, claim.job.id, JobState.SUCCEEDED, at, expires_at=expires_at, summary=dict(summary)
            )
        return True

    def report(self, job_id: str) -> bytes | None:
        """Return the stored report as JSON in UTF-8."""
        with self._ledger.reading() as connection:
            body: bytes | None = connection.execute(select(reports.c.body).where(reports.c.job_id == job_id)).scalar()
        return None if body is None else zlib.decompress(body)


def _enter(
    connection: Connection,
    job_id: str,
    to: JobState,
    values: Mapping[str, Any],
    *,
    sources: frozenset[JobState] | None = None,
    token: int | None = None,
) -> bool:
    """Change the state if the job is where the table of transitions, and the caller, want it to be."""
    allowed = predecessors(to) if sources is None else predecessors(to) & sources
    change = update(jobs).where(jobs.c.id == job_id, jobs.c.state.in_(sorted(state.value for state in allowed)))
    if token is not None:
        change = change.where(jobs.c.lease_token == token)
    return connection.execute(change.values(state=to.value, **values)).rowcount == 1


def _find(connection: Connection, job_id: str) -> Job | None:
    row = connection.execute(select(*COLUMNS).where(jobs.c.id == job_id)).one_or_none()
    return None if row is None else to_job(row)
