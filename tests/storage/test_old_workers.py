"""A ledger with jobs in it goes from the first release to this one, while workers of the first still use it."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, MetaData, Table, insert, select, update

from backend.jobs import JobState
from backend.jobs.listing import JobFilter
from backend.storage import migrations
from backend.storage.engine import create_ledger_engine
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.listing import LedgerJobLists
from backend.storage.recovery import LedgerRecoveryStore
from backend.storage.upgrade import _create, sqlite_file

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
REPORT = b'{"status": "succeeded"}'


@dataclass(frozen=True, slots=True)
class OldProgram:
    """The statements of the first release, over the tables as it knew them."""

    engine: Engine
    jobs: Table
    reports: Table

    def submit(self, job_id: str, state: str = "queued") -> None:
        row = {"id": job_id, "owner": "local", "state": state, "filename": "cv.pdf", "document_sha256": "0" * 64}
        more = {"size": 1, "as_of": date(2026, 3, 1), "queue": "analysis", "priority": 5, "attempt": 0}
        flags = {"cancel_requested": False, "created_at": _moment(self.engine), "lease_token": 0}
        with self.engine.begin() as connection:
            connection.execute(insert(self.jobs).values({**row, **more, **flags}))

    def claim(self, job_id: str) -> bool:
        held: dict[str, Any] = {"worker": "old@worker", "holder": "old", "lease_until": _moment(self.engine)}
        return self._enter(job_id, ("queued", "running"), "running", 0, attempt=1, lease_token=1, **held)

    def complete(self, job_id: str) -> bool:
        ended = {"finished_at": _moment(self.engine), "expires_at": _moment(self.engine, LATER), "summary": {}}
        with self.engine.begin() as connection:
            if not _update(connection, self.jobs, job_id, ("running",), "succeeded", 1, ended):
                return False
            body = {"job_id": job_id, "owner": "local", "body": zlib.compress(REPORT)}
            connection.execute(insert(self.reports).values(**body, created_at=_moment(self.engine)))
        return True

    def cancel(self, job_id: str) -> bool:
        return self._enter(job_id, ("queued",), "cancelled", 0, cancel_requested=True)

    def state_of(self, job_id: str) -> str:
        with self.engine.begin() as connection:
            state: str = connection.execute(select(self.jobs.c.state).where(self.jobs.c.id == job_id)).scalar_one()
            return state

    def _enter(self, job_id: str, sources: tuple[str, ...], to: str, token: int, **values: Any) -> bool:
        with self.engine.begin() as connection:
            return _update(connection, self.jobs, job_id, sources, to, token, values)


@pytest.fixture
def old(empty_url: str) -> Iterator[OldProgram]:
    """Make a ledger of the first release with jobs in several states."""
    engine = create_ledger_engine(empty_url, 10)
    if (file := sqlite_file(engine)) is not None:
        file.parent.mkdir(mode=0o700)
        _create(file)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        known = MetaData()
        tables = [Table(name, known, autoload_with=connection) for name in ("jobs", "reports")]
    program = OldProgram(engine, *tables)
    for job_id in ("ana_waiting", "ana_running", "ana_done"):
        program.submit(job_id)
    assert program.claim("ana_running")
    assert program.claim("ana_done")
    assert program.complete("ana_done")
    yield program
    engine.dispose()


@pytest.fixture
def new(empty_url: str, old: OldProgram) -> Iterator[Ledger]:
    """Open the same ledger with this release, which brings it up to date."""
    ledger = Ledger(empty_url)
    ledger.upgrade()
    yield ledger
    ledger.close()


def test_what_was_in_a_ledger_of_the_first_release_is_in_it_after_the_upgrade(new: Ledger) -> None:
    store = LedgerJobStore(new)

    found = {job.id: job.state for job in LedgerJobLists(new).page(JobFilter(owner="local"), limit=10).jobs}

    assert found == {
        "ana_waiting": JobState.QUEUED,
        "ana_running": JobState.RUNNING,
        "ana_done": JobState.SUCCEEDED,
    }
    assert store.report("ana_done") == REPORT


def test_a_worker_of_the_first_release_ends_its_job_and_takes_others_after_the_upgrade(
    old: OldProgram, new: Ledger
) -> None:
    store = LedgerJobStore(new)

    assert old.complete("ana_running")
    assert old.claim("ana_waiting")
    assert old.complete("ana_waiting")

    assert {store.report(job_id) for job_id in ("ana_running", "ana_waiting")} == {REPORT}


def test_what_a_program_of_the_first_release_hands_in_after_the_upgrade_is_worked_on(
    old: OldProgram, new: Ledger
) -> None:
    old.submit("ana_late")

    waiting = LedgerRecoveryStore(new).waiting(NOW, 10)

    assert {one.job_id for one in waiting} == {"ana_late", "ana_waiting"}


def test_a_job_that_this_release_has_claimed_is_no_old_workers_to_take_or_to_end(old: OldProgram, new: Ledger) -> None:
    store = LedgerJobStore(new)
    job = store.find("ana_waiting")
    assert job is not None
    assert store.claim(job, "new@worker", "new", LATER, NOW)

    assert not old.claim("ana_waiting")
    assert not old.cancel("ana_waiting")
    assert old.state_of("ana_waiting") == "running"


def _moment(engine: Engine, at: datetime = NOW) -> datetime:
    """Return the moment as the first release gave it to the driver."""
    return at.replace(tzinfo=None) if engine.dialect.name == "sqlite" else at


def _update(
    connection: Connection,
    table: Table,
    job_id: str,
    sources: tuple[str, ...],
    to: str,
    token: int,
    values: dict[str, Any],
) -> bool:
    held = (table.c.id == job_id, table.c.state.in_(sources), table.c.lease_token == token)
    return connection.execute(update(table).where(*held).values(state=to, **values)).rowcount == 1
