"""The ledger of chunks: jobs of a batch that share a message, and whose turn it is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from backend.jobs.batch import Batch, Chunk, ChunkClaim
from backend.jobs.job import Claim, Job, new_message_id
from backend.jobs.states import JobState
from backend.jobs.submission import PRIORITIES
from backend.storage.collisions import again_if_undone
from backend.storage.ledger import Ledger
from backend.storage.prepared import Prepared
from backend.storage.rows import COLUMNS, job_of
from backend.storage.tables import chunks, jobs, turns
from backend.storage.taking import is_due, taking, taking_update, to_claim
from backend.storage.upserts import insert_or_update

CHUNK_SIZE = 25
"""Documents that share a message: about a second of work, so that the queue's cost is small beside it."""
Id = str | BindParameter[str]
Number = int | BindParameter[int]
Moment = datetime | BindParameter[datetime]
NOW: BindParameter[datetime] = bindparam("now", type_=chunks.c.lease_until.type)
CHUNK_COLUMNS = (
    chunks.c.batch_id,
    chunks.c.number,
    chunks.c.message_id,
    chunks.c.publications,
    chunks.c.published_at,
    chunks.c.lease_token,
)

HIGHEST = Prepared(select(func.max(chunks.c.number)).where(chunks.c.batch_id == bindparam("batch")), chunks.c.number)
OPEN = Prepared(insert(chunks))
JOIN = Prepared(update(jobs).where(jobs.c.id == bindparam("job_id")).values(chunk=bindparam("part")))


class LedgerChunkStore:
    """Implements `backend.jobs.batch_ports.ChunkStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @again_if_undone
    def take(self, chunk: tuple[str, int], holder: str, lease_until: datetime, at: datetime) -> ChunkClaim | None:
        """Take the chunk whose turn it is; None when there is nothing to do."""
        with self._ledger.writing() as connection:
            while (owner := _owner_whose_turn_it_is(connection, at)) is not None:
                chosen = _first_of(connection, owner, at)
                if chosen is None or not _hold(connection, chosen, holder, lease_until, at):
                    continue  # another worker was quicker
                _note_turn(connection, owner, at)
                if (chosen.batch_id, chosen.number) != chunk:
                    _exchange_messages(connection, chunk, chosen, at)
                return ChunkClaim(chosen, chosen.lease_token + 1, lease_until)
        return None

    @again_if_undone
    def claim_jobs(
        self, claim: ChunkClaim, most: int, worker: str, holder: str, lease_until: datetime, at: datetime
    ) -> tuple[Claim, ...]:
        """Take up to so many waiting jobs of the chunk of which no attempt has ended badly; none when it is lost."""
        given = _of(claim, at) | {"most": most} | taking(worker, holder, lease_until, at)
        with self._ledger.writing() as connection:
            claims = [to_claim(row) for row in _take_jobs().run(connection, given)]
        return tuple(sorted(claims, key=lambda one: (one.job.filename or "", one.job.id)))

    def next_job(self, claim: ChunkClaim, at: datetime) -> Job | None:
        """Return a waiting job of the chunk; None when there is none, or the claim is lost."""
        with self._ledger.reading() as connection:
            rows = _next_job().run(connection, _of(claim, at))
        return job_of(rows[0]) if rows else None

    def renew(self, claim: ChunkClaim, lease_until: datetime) -> bool:
        """Prolong the claim; False when another has the chunk by now."""
        return self._change(claim, lease_until=lease_until)

    def give_back(self, claim: ChunkClaim, message_id: str, at: datetime) -> Chunk | None:
        """Let the rest of the chunk wait under a new message; None when the claim is lost."""
        free: dict[str, Any] = {"holder": None, "lease_until": None}
        if not self._change(claim, **free, message_id=message_id, published_at=at, publications=1):
            return None
        return replace(claim.chunk, message_id=message_id, published_at=at, publications=1)

    @again_if_undone
    def finish(self, claim: ChunkClaim) -> None:
        """End the chunk; jobs of it that still wait have messages of their own from now on."""
        with self._ledger.writing() as connection:
            given = {"batch": claim.chunk.batch_id, "part": claim.chunk.number, "token": claim.token}
            if _end().run_all(connection, [given]):
                _leave().run_all(connection, [given])

    def free_lost(self, is_gone: Callable[[str], bool]) -> int:
        """Free the chunks whose holder is known to be gone, before their leases end; return how many."""
        held = select(chunks.c.batch_id, chunks.c.number, chunks.c.lease_token, chunks.c.holder).where(
            chunks.c.is_done.is_(False), chunks.c.holder.is_not(None)
        )
        with self._ledger.reading() as connection:
            lost = [row for row in connection.execute(held) if is_gone(row.holder)]
        return sum(self._free(*row[:3]) for row in lost)

    def _free(self, batch_id: str, number: int, token: int) -> bool:
        change = update(chunks).where(_same(batch_id, number), chunks.c.lease_token == token)
        with self._ledger.writing() as connection:
            return connection.execute(change.values(holder=None, lease_until=None)).rowcount == 1

    def stale(self, published_before: datetime, at: datetime, limit: int) -> tuple[Chunk, ...]:
        """Return the unfinished chunks that nobody has and whose message is that old, or that have none."""
        is_old = or_(chunks.c.published_at.is_(None), chunks.c.published_at <= published_before)
        query = select(*CHUNK_COLUMNS).where(_is_free(at), is_old).order_by(chunks.c.created_at).limit(limit)
        with self._ledger.reading() as connection:
            return tuple(Chunk(**row._mapping) for row in connection.execute(query))  # noqa: SLF001  # SQLAlchemy's name

    def take_for_publication(self, seen: Chunk, message_id: str, at: datetime) -> Chunk | None:
        """Give a chunk that is still as it was `seen` a new message; None when another was quicker."""
        sent: dict[str, Any] = {"message_id": message_id, "published_at": at, "publications": seen.publications + 1}
        change = update(chunks).where(
            _same(seen.batch_id, seen.number),
            _is_free(at),
            chunks.c.lease_token == seen.lease_token,
            chunks.c.publications == seen.publications,
        )
        with self._ledger.writing() as connection:
            taken = connection.execute(change.values(**sent)).rowcount == 1
        return replace(seen, **sent) if taken else None

    def _change(self, claim: ChunkClaim, **values: Any) -> bool:
        with self._ledger.writing() as connection:
            return connection.execute(update(chunks).where(_held_under(claim)).values(**values)).rowcount == 1


_UNFINISHED = (JobState.QUEUED.value, JobState.RUNNING.value, JobState.CANCELLING.value)


def open_chunks(
    connection: Connection, batch: Batch, added: Sequence[Job], at: datetime
) -> tuple[tuple[Job, ...], tuple[Chunk, ...]]:
    """Put those of the added jobs that need a worker into new chunks; return all jobs, and the chunks."""
    working = [job.id for job in added if job.needs_worker]
    if not working:
        return tuple(added), ()
    highest = HIGHEST.run(connection, {"batch": batch.id})[0]["number"] or 0
    numbers = {job_id: highest + 1 + place // CHUNK_SIZE for place, job_id in enumerate(working)}
    opened = tuple(Chunk(batch.id, number, new_message_id(), 1, at) for number in sorted(set(numbers.values())))
    OPEN.run_all(connection, [_row_of(chunk, batch, at) for chunk in opened])
    JOIN.run_all(connection, [{"job_id": job_id, "part": number} for job_id, number in numbers.items()])
    return tuple(replace(job, chunk=numbers.get(job.id)) for job in added), opened


def _row_of(chunk: Chunk, batch: Batch, at: datetime) -> dict[str, Any]:
    return {
        "batch_id": chunk.batch_id,
        "number": chunk.number,
        "owner": batch.owner,
        "rank": max(PRIORITIES) - batch.priority,
        "created_at": at,
        "message_id": chunk.message_id,
        "published_at": at,
        "publications": 1,
        "is_done": False,
        "holder": None,
        "lease_until": None,
        "lease_token": 0,
    }


def _same(batch_id: Id, number: Number) -> ColumnElement[bool]:
    return and_(chunks.c.batch_id == batch_id, chunks.c.number == number)


def _is_free(at: Moment) -> ColumnElement[bool]:
    return and_(chunks.c.is_done.is_(False), or_(chunks.c.lease_until.is_(None), chunks.c.lease_until <= at))


def _held_under(claim: ChunkClaim) -> ColumnElement[bool]:
    return _is_held(claim.chunk.batch_id, claim.chunk.number, claim.token)


def _is_held(batch_id: Id, number: Number, token: Number) -> ColumnElement[bool]:
    return and_(_same(batch_id, number), chunks.c.lease_token == token, chunks.c.is_done.is_(False))


def _of(claim: ChunkClaim, at: datetime) -> dict[str, Any]:
    """Return the parameters of `_is_waiting`, none of which may be named like a column."""
    return {"batch": claim.chunk.batch_id, "part": claim.chunk.number, "token": claim.token, "now": at}


def _is_waiting() -> ColumnElement[bool]:
    """Return the condition for the waiting jobs of a chunk that is still held."""
    batch_id: BindParameter[str] = bindparam("batch")
    number: BindParameter[int] = bindparam("part")
    is_held = select(chunks.c.number).where(_is_held(batch_id, number, bindparam("token"))).exists()
    return and_(_is_in(batch_id, number), is_due(), is_held)


@cache
def _next_job() -> Prepared:
    """Return the query for the next waiting job of a chunk."""
    return Prepared(select(*COLUMNS).where(_is_waiting()).order_by(jobs.c.filename, jobs.c.id).limit(1), *COLUMNS)


@cache
def _take_jobs() -> Prepared:
    """Return the statement that takes the first waiting jobs of a chunk of which no attempt has ended badly."""
    first = select(jobs.c.id).where(_is_waiting(), jobs.c.attempt == 0).order_by(jobs.c.filename, jobs.c.id)
    return taking_update(jobs.c.id.in_(first.limit(bindparam("most")).scalar_subquery()))


@cache
def _end() -> Prepared:
    """Return the statement that ends a chunk that is still held."""
    is_held = _is_held(bindparam("batch"), bindparam("part"), bindparam("token"))
    return Prepared(update(chunks).where(is_held).values(is_done=True, holder=None, lease_until=None))


@cache
def _leave() -> Prepared:
    """Return the statement that takes out of a chunk what has not ended."""
    has_not_ended = or_(*(jobs.c.state == state for state in _UNFINISHED))
    rest = _is_in(bindparam("batch"), bindparam("part")), has_not_ended
    return Prepared(update(jobs).where(*rest).values(chunk=None))


def _is_in(batch_id: Id, number: Number) -> ColumnElement[bool]:
    return and_(jobs.c.batch_id == batch_id, jobs.c.chunk == number)


def _owner_whose_turn_it_is(connection: Connection, at: datetime) -> str | None:
    """Return the owner with free chunks who was served longest ago, or never."""
    rows = _next_owner().run(connection, {"now": at})
    return rows[0]["owner"] if rows else None


@cache
def _next_owner() -> Prepared:
    query = (
        select(chunks.c.owner)
        .outerjoin(turns, turns.c.owner == chunks.c.owner)
        .where(_is_free(NOW))
        .group_by(chunks.c.owner, turns.c.served_at)
        .order_by(turns.c.served_at.is_not(None), turns.c.served_at, chunks.c.owner)
        .limit(1)
    )
    return Prepared(query, chunks.c.owner)


def _first_of(connection: Connection, owner: str, at: datetime) -> Chunk | None:
    rows = _first().run(connection, {"whose": owner, "now": at})
    return Chunk(**rows[0]) if rows else None


@cache
def _first() -> Prepared:
    query = select(*CHUNK_COLUMNS).where(chunks.c.owner == bindparam("whose"), _is_free(NOW))
    in_order = query.order_by(chunks.c.rank, chunks.c.created_at, chunks.c.batch_id, chunks.c.number)
    return Prepared(in_order.limit(1), *CHUNK_COLUMNS)


def _hold(connection: Connection, chunk: Chunk, holder: str, lease_until: datetime, at: datetime) -> bool:
    known = {"batch": chunk.batch_id, "part": chunk.number, "token": chunk.lease_token, "now": at}
    return _holding().run_all(connection, [known | {"by": holder, "until": lease_until}]) == 1


@cache
def _holding() -> Prepared:
    is_as_seen = chunks.c.lease_token == bindparam("token")
    change = update(chunks).where(_same(bindparam("batch"), bindparam("part")), _is_free(NOW), is_as_seen)
    return Prepared(
        change.values(holder=bindparam("by"), lease_until=bindparam("until"), lease_token=bindparam("token") + 1)
    )


def _note_turn(connection: Connection, owner: str, at: datetime) -> None:
    insert_or_update(connection, turns, {"owner": owner, "served_at": at}, changed="served_at")


def _exchange_messages(connection: Connection, delivered: tuple[str, int], chosen: Chunk, at: datetime) -> None:
    """Let the chunk whose message came wait under the message of the one that is begun instead."""
    change = update(chunks).where(_same(*delivered), _is_free(at))
    connection.execute(change.values(message_id=chosen.message_id, published_at=chosen.published_at))
