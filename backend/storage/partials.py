"""What is finished of reports that are being made; it belongs to the present attempt, and is gone with it."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, insert, select

from backend.jobs.job import Claim
from backend.jobs.states import JobState
from backend.storage.ledger import Ledger
from backend.storage.tables import jobs, partials
from vitae.deflate import pack, unpack

of_this_attempt = and_(
    partials.c.job_id == jobs.c.id,
    partials.c.lease_token == jobs.c.lease_token,
    jobs.c.state.in_((JobState.RUNNING.value, JobState.CANCELLING.value)),
)
"""Joins a job with what its present attempt has finished; what an earlier one left is nobody's to read."""

HOLD = (
    select(jobs.c.id)
    .where(
        jobs.c.id == bindparam("job_id"),
        jobs.c.state == JobState.RUNNING.value,
        jobs.c.lease_token == bindparam("token"),
    )
    .with_for_update()
)
READ = select(partials.c.body).join(jobs, of_this_attempt).where(jobs.c.id == bindparam("job_id"))
FORGET = delete(partials).where(partials.c.job_id.in_(bindparam("job_ids", expanding=True)))


class LedgerPartialStore:
    """Implements `backend.jobs.ports.PartialStore` over the ledger."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock

    def keep(self, claim: Claim, report: bytes, analyzers: Collection[str]) -> bool:
        """Store it in place of what was finished before; False, and nothing, when the claim no longer holds."""
        row = {
            "job_id": claim.job.id,
            "owner": claim.job.owner,
            "lease_token": claim.token,
            "analyzers": list(analyzers),
            "body": pack(report),
            "created_at": self._clock(),
        }
        with self._ledger.writing() as connection:
            held = connection.execute(HOLD, {"job_id": claim.job.id, "token": claim.token}).first()
            if held is None:
                return False
            forget_partials(connection, [claim.job.id])
            connection.execute(insert(partials), row)
        return True

    def read(self, job_id: str) -> bytes | None:
        """Return what is finished, as JSON in UTF-8; None while nothing can be read."""
        with self._ledger.reading() as connection:
            body: bytes | None = connection.execute(READ, {"job_id": job_id}).scalar()
        return None if body is None else unpack(body)


def forget_partials(connection: Connection, job_ids: Collection[str]) -> None:
    """Remove what attempts at these jobs have left, in the transaction in which they end."""
    connection.execute(FORGET, {"job_ids": list(job_ids)})
