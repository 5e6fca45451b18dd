"""The ledger of jobs: every change of state is one guarded update."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from functools import cache
from itertools import cycle
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Update, bindparam, insert, select, update

from backend.jobs.group import MOST
from backend.jobs.job import Admission, Claim, Finished, Job, Readable, Waiting
from backend.jobs.ports import Wait
from backend.jobs.states import JobState, is_terminal, predecessors
from backend.jobs.work import MAX_ATTEMPTS
from backend.storage.admission import admit, find_leader
from backend.storage.collisions import again_if_undone
from backend.storage.followers import settle_followers
from backend.storage.ledger import Ledger
from backend.storage.partials import forget_partials, of_this_attempt
from backend.storage.prepared import Prepared
from backend.storage.rows import COLUMNS, job_of, to_job
from backend.storage.steps import plan_steps, skip_steps
from backend.storage.tables import jobs, live, partials, reports, set_aside
from backend.storage.taking import taking, taking_update, to_claim
from backend.storage.unchanged import Unchanged
from vitae.deflate import pack, unpack
from vitae.domain.report import ErrorInfo

FIND = select(*COLUMNS).where(jobs.c.id == bindparam("job_id"))
"""Built once: no statement is asked more often, and it has forty columns."""
LOOK = (
    select(*COLUMNS, partials.c.analyzers.label("readable"))
    .outerjoin(partials, of_this_attempt)
    .where(jobs.c.id.in_(bindparam("job_ids", expanding=True)))
)
STORE = Prepared(insert(reports))
TAKE = taking_update(jobs.c.id == bindparam("job_id"), jobs.c.attempt < bindparam("attempts"))
SUCCEED = Prepared(
    update(jobs)
    .where(
        jobs.c.id == bindparam("job_id"),
        jobs.c.state == JobState.RUNNING.value,
        jobs.c.lease_token == bindparam("token"),
    )
    .values(
        state=JobState.SUCCEEDED.value,
        holder=None,
        lease_until=None,
        retry_at=None,
        error=None,
        finished_at=bindparam("at"),
        expires_at=bindparam("until"),
        summary=bindparam("counts"),
    )
)
HELD_BY = Prepared(
    select(jobs.c.id).where(
        jobs.c.id == bindparam("job_id"),
        jobs.c.state == JobState.RUNNING.value,
        jobs.c.lease_token == bindparam("token"),
    ),
    jobs.c.id,
)
"""Asked twice a second for every job that is worked on."""
UNPUBLISH = (
    update(jobs)
    .where(jobs.c.id == bindparam("job_id"), jobs.c.message_id == bindparam("message"))
    .values(published_at=None)
)
LEADERS = tuple(f"leader_{number}" for number in range(MOST))
FOLLOWED = Prepared(
    select(jobs.c.leader_id)
    .where(jobs.c.leader_id.in_([bindparam(name) for name in LEADERS]), jobs.c.state == JobState.QUEUED.value)
    .order_by(jobs.c.id)
    .with_for_update(),
    jobs.c.leader_id,
)
"""Locks the followers of a group's leaders in the order of `lock_in_order`, before those of one after the other are
ended. The leaders of a smaller group are named more than once."""
FREE: Mapping[str, Any] = MappingProxyType({"holder": None, "lease_until": None})
HELD = (JobState.RUNNING.value, JobState.CANCELLING.value)
NEW = "new_"
"""Before the parameters of an update: SQLAlchemy keeps the names of the columns for itself."""
CANCELLING = frozenset({JobState.CANCELLING})


class LedgerJobStore:
    """Implements `backend.jobs.ports.JobStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._looked_at = Unchanged(ledger, self._look)

    @again_if_undone
    def add(self, *admissions: Admission) -> tuple[Job, ...]:
        """Commit jobs and their steps: each queued, or finished with the report of the same work."""
        in_order = sorted(admissions, key=lambda one: one.new.cache_key or "")  # two transactions never wait crosswise
        with self._ledger.writing() as connection:
            added = {one.new.id: admit(connection, one.new, one.expires_at, one.message_id) for one in in_order}
            for one in admissions:
                plan_steps(connection, one.new.id, one.steps)
        return tuple(added[one.new.id] for one in admissions)

    def find(self, job_id: str) -> Job | None:
        """Return the job, or None when the id is unknown."""
        with self._ledger.reading() as connection:
            return find_job(connection, job_id)

    def look(self, job_ids: Collection[str]) -> tuple[tuple[Job, Readable], ...]:
        """Return the jobs with these ids and what can be read of each, with one query; unknown ids are left out."""
        return tuple(self._looked_at(job_ids).values())

    def _look(self, job_ids: Collection[str]) -> dict[str, tuple[Job, Readable]]:
        with self._ledger.reading() as connection:
            rows = connection.execute(LOOK, {"job_ids": list(job_ids)}).all()
        return {row.id: _seen(dict(row._mapping)) for row in rows}  # noqa: SLF001  # the documented name of it

    def leader_of(self, cache_key: str) -> Job | None:
        """Return the unfinished job that does this work and waits for no other."""
        with self._ledger.reading() as connection:
            leader_id = find_leader(connection, cache_key)
            return None if leader_id is None else find_job(connection, leader_id)

    def list_recent(self, owner: str, limit: int) -> tuple[Job, ...]:
        """Return the owner's jobs, the newest first."""
        mine = select(*COLUMNS).where(jobs.c.owner == owner, live)
        query = mine.order_by(jobs.c.created_at.desc(), jobs.c.id).limit(limit)
        with self._ledger.reading() as connection:
            return tuple(to_job(row) for row in connection.execute(query))

    def take_for_publication(self, seen: Waiting, message_id: str, at: datetime) -> Job | None:
        """Give a job that is still as it was `seen` a new message; None when another was quicker."""
        same = jobs.c.message_id.is_(None) if seen.message_id is None else jobs.c.message_id == seen.message_id
        still = (jobs.c.id == seen.job_id, jobs.c.state == "queued", jobs.c.lease_token == seen.lease_token, same)
        values: dict[str, Any] = {
            "message_id": message_id,
            "published_at": at,
            "publications": jobs.c.publications + 1,
            "retry_at": None,
        }
        with self._ledger.writing() as connection:
            taken = connection.execute(update(jobs).where(*still).values(values)).rowcount == 1
            return find_job(connection, seen.job_id) if taken else None

    @again_if_undone
    def mark_unpublished(self, *unpublished: Job) -> None:
        """Note that the broker did not take the messages that the jobs name; some may name none."""
        sent = {one.id: one.message_id for one in unpublished if one.message_id is not None}
        if not sent:
            return
        in_order = [{"job_id": job_id, "message": message} for job_id, message in sorted(sent.items())]
        with self._ledger.writing() as connection:
            connection.execute(UNPUBLISH, in_order)

    @again_if_undone
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
        set_aside: bool = False,
    ) -> bool:
        """Enter a state with one guarded update; running, queued and succeeded have ways of their own."""
        if to is JobState.CANCELLING:
            values: dict[str, Any] = {"cancel_requested": True}  # its worker still holds it
        else:
            values = _ending(at, expires_at) | {"error": asdict(error) if error else None}
            values |= {"cancel_requested": True} if to is JobState.CANCELLED else {}
            values |= {"set_aside_at": at} if set_aside else {}
        with self._ledger.writing() as connection:
            if not _enter(connection, job_id, to, values, sources=sources, token=token):
                return False
            if is_terminal(to):
                forget_partials(connection, [job_id])
                skip_steps(connection, [job_id], at)
                settle_followers(connection, job_id, to, at, expires_at=expires_at, error=error)
        return True

    def give_back(self, claim: Claim, wait: Wait, at: datetime) -> bool:
        """Let a running job wait again; False when it is not running under this claim (any more)."""
        values: dict[str, Any] = {**FREE, "published_at": at, "publications": 0}
        if not wait.counts:
            values["attempt"] = claim.job.attempt - 1
        if wait.error is not None:
            values["error"] = asdict(wait.error)
        if wait.retry_at is not None:
            values |= {"retry_at": wait.retry_at, "retries": claim.job.retries + 1}
        if wait.queue is not None:
            values |= {"queue": wait.queue, "message_id": None, "published_at": None}
        sources = frozenset({JobState.RUNNING})
        with self._ledger.writing() as connection:
            waits = _enter(connection, claim.job.id, JobState.QUEUED, values, sources=sources, token=claim.token)
            if waits:
                forget_partials(connection, [claim.job.id])
            return waits

    def take(self, job_id: str, worker: str, holder: str, lease_until: datetime, at: datetime) -> Claim | None:
        """Take a job that waits for a worker and has an attempt left; None for any other.

        It is forced to the disk by the end of the attempt, or by the first renewal of the lease.
        """
        given = {"job_id": job_id, "attempts": MAX_ATTEMPTS} | taking(worker, holder, lease_until, at)
        with self._ledger.writing(forced=False) as connection:
            rows = TAKE.run(connection, given)
        return to_claim(rows[0]) if rows else None

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
            "retry_at": None,
        }
        sources = frozenset({seen.state})
        with self._ledger.writing() as connection:
            taken = _enter(connection, seen.id, JobState.RUNNING, values, sources=sources, token=seen.lease_token)
        return Claim(replace(seen, state=JobState.RUNNING, **values), token) if taken else None

    def is_held(self, claim: Claim) -> bool:
        """Return whether the job is running under this very claim."""
        with self._ledger.reading() as connection:
            return bool(HELD_BY.run(connection, {"job_id": claim.job.id, "token": claim.token}))

    def renew(self, claim: Claim, lease_until: datetime) -> bool:
        """Prolong the lease of a job that runs or is asked to stop; False when another has it by now."""
        held = (jobs.c.id == claim.job.id, jobs.c.state.in_(HELD), jobs.c.lease_token == claim.token)
        with self._ledger.writing() as connection:
            return connection.execute(update(jobs).where(*held).values(lease_until=lease_until)).rowcount == 1

    @again_if_undone
    def complete(self, finished: Sequence[Finished]) -> bool:
        """Store the reports and finish the jobs in one transaction; False, and nothing, when one is not ours."""
        in_order = sorted(finished, key=lambda one: one.claim.job.id)  # two transactions never wait for each other
        rows = [_report_row(one.claim, one.report, one.at) for one in in_order]
        with suppress(_NotHeldError), self._ledger.writing() as connection:
            if SUCCEED.run_all(connection, [_succeeding(one) for one in in_order]) != len(in_order):
                raise _NotHeldError
            STORE.run_all(connection, rows)
            if partly := [one.claim.job.id for one in in_order if one.may_have_partial]:
                forget_partials(connection, partly)
            _settle_followers_of(connection, in_order)
            return True
        return False

    @again_if_undone
    def end_cancelled(self, claim: Claim, partial_report: bytes | None, at: datetime, expires_at: datetime) -> bool:
        """End a job that is asked to stop, and store what was finished of its report, in one transaction."""
        values = _ending(at, expires_at) | {"error": None}
        rows = [] if partial_report is None else [_report_row(claim, partial_report, at)]
        with self._ledger.writing() as connection:
            cancelled = JobState.CANCELLED
            if not _enter(connection, claim.job.id, cancelled, values, sources=CANCELLING, token=claim.token):
                return False
            forget_partials(connection, [claim.job.id])
            if rows:
                STORE.run_all(connection, rows)
            skip_steps(connection, [claim.job.id], at)
            settle_followers(connection, claim.job.id, cancelled, at, expires_at=expires_at)
        return True

    def report(self, job_id: str) -> bytes | None:
        """Return the stored report as JSON in UTF-8."""
        with self._ledger.reading() as connection:
            body: bytes | None = connection.execute(select(reports.c.body).where(reports.c.job_id == job_id)).scalar()
        return None if body is None else unpack(body)

    def dead_letters(self, owner: str, limit: int) -> tuple[Job, ...]:
        """Return the owner's jobs that were set aside, the latest first."""
        listed = select(*COLUMNS).where(set_aside, jobs.c.owner == owner)
        with self._ledger.reading() as connection:
            rows = connection.execute(listed.order_by(jobs.c.set_aside_at.desc(), jobs.c.id).limit(limit))
            return tuple(to_job(row) for row in rows)

    def drop_dead_letter(self, job_id: str) -> bool:
        """Take a job off that list; it stays failed. False when it was not on it."""
        change = update(jobs).where(jobs.c.id == job_id, set_aside).values(set_aside_at=None)
        with self._ledger.writing() as connection:
            return connection.execute(change).rowcount == 1

    def mark_retried(self, job_id: str, retried_as: str) -> None:
        """Note which job was made of this one; a dead letter is none any more."""
        values = {"retried_as": retried_as, "set_aside_at": None}
        with self._ledger.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(values))


def _seen(row: dict[str, Any]) -> tuple[Job, Readable]:
    readable = row.pop("readable")
    return job_of(row), None if readable is None else tuple(readable)


class _NotHeldError(Exception):
    """A claim among several no longer holds: the transaction is undone."""


def _report_row(claim: Claim, report: bytes, at: datetime) -> dict[str, Any]:
    return {"job_id": claim.job.id, "owner": claim.job.owner, "body": pack(report), "created_at": at}


def _succeeding(finished: Finished) -> dict[str, Any]:
    """Return the parameters of `SUCCEED`."""
    return {
        "job_id": finished.claim.job.id,
        "token": finished.claim.token,
        "at": finished.at,
        "until": finished.expires_at,
        "counts": dict(finished.summary),
    }


def _settle_followers_of(connection: Connection, finished: Sequence[Finished]) -> None:
    """End the jobs that wait for the same work; only work that has a name can be waited for."""
    leaders = {one.claim.job.id: one for one in finished if one.claim.job.cache_key is not None}
    if not leaders:
        return
    followed = set(leaders)
    if len(leaders) > 1:  # of one, `settle_followers` asks itself
        in_order = sorted(leaders)
        groups = (in_order[begin : begin + MOST] for begin in range(0, len(in_order), MOST))
        asked = [FOLLOWED.run(connection, dict(zip(LEADERS, cycle(group), strict=False))) for group in groups]
        followed = {row["leader_id"] for rows in asked for row in rows}
    for leader_id in sorted(followed):
        one = leaders[leader_id]
        succeeded, summary = JobState.SUCCEEDED, dict(one.summary)
        settle_followers(connection, leader_id, succeeded, one.at, expires_at=one.expires_at, summary=summary)


def _ending(at: datetime, expires_at: datetime | None) -> dict[str, Any]:
    return {**FREE, "finished_at": at, "expires_at": expires_at, "retry_at": None}


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
    change = _entering(tuple(sorted(values)), allowed, is_fenced=token is not None)
    given = {"job_id": job_id} if token is None else {"job_id": job_id, "token": token}
    given |= {NEW + name: value for name, value in {"state": to.value, **values}.items()}
    return connection.execute(change, given).rowcount == 1


@cache
def _entering(columns: tuple[str, ...], allowed: frozenset[JobState], *, is_fenced: bool) -> Update:
    """Return the guarded update: built once for each of the few ways to change a state, as that is most of its cost."""
    change = update(jobs).where(
        jobs.c.id == bindparam("job_id"), jobs.c.state.in_(sorted(state.value for state in allowed))
    )
    if is_fenced:
        change = change.where(jobs.c.lease_token == bindparam("token"))
    return change.values({name: bindparam(NEW + name) for name in ("state", *columns)})


def find_job(connection: Connection, job_id: str) -> Job | None:
    """Return the job, or None when the id is unknown."""
    row = connection.execute(FIND, {"job_id": job_id}).one_or_none()
    return None if row is None else to_job(row)
