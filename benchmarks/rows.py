"""How long the ledger's frequent questions take when it is full.

``python -m benchmarks.rows [--rows N] [--postgresql | --url postgresql://…] [--write]`` fills a new SQLite file, an
empty database of a server that it starts, or that of the URL, and asks each question in transactions of its own.
"""

import argparse
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert, text

from backend.jobs.listing import JobFilter
from backend.storage.activity import LedgerActivity
from backend.storage.chunks import LedgerChunkStore
from backend.storage.erasure import LedgerErasureStore, Terms
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.listing import LedgerJobLists
from backend.storage.recovery import LedgerRecoveryStore
from backend.storage.steps import LedgerStepStore
from backend.storage.tables import jobs, reports
from benchmarks.page import write_part
from faults.postgresql import postgresql

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
SLICE = 10_000
REPORT = zlib.compress(b"{}" * 5000)
WAITING, RUNNING = 1_000, 8
"""The latest jobs: a backlog, and what workers hold. All others have ended, within the last week."""
ASKED = 30
WEEK = timedelta(days=7)
Question = Callable[[], object]


def main() -> None:
    """Print the milliseconds of each question."""
    parser = argparse.ArgumentParser(description="Measure questions to a full ledger.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--postgresql", action="store_true", help="start a server of Debian's package, for this alone")
    where.add_argument("--url", help="an empty database; a temporary SQLite file when it is not given")
    parser.add_argument("--write", action="store_true", help="write the table to docs/benchmarks.md")
    arguments = parser.parse_args()
    with postgresql() if arguments.postgresql else _database(arguments.url) as url:
        ledger = Ledger(url)
        fill(ledger, arguments.rows)
        lines = [f"| {arguments.rows:,} jobs | ms, least | ms, middle | ms, longest |", "| --- | ---: | ---: | ---: |"]
        for name, question in questions(ledger, arguments.rows).items():
            times = sorted(_milliseconds(question) for _ in range(ASKED))
            lines.append(f"| {name} | {times[0]:.2f} | {median(times):.2f} | {times[-1]:.2f} |")
        ledger.close()
    print("\n".join(lines))
    if arguments.write:
        write_part("rows in SQLite" if url.startswith("sqlite") else "rows in PostgreSQL", "\n".join(lines))


@contextmanager
def _database(url: str | None) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield url or f"sqlite:///{Path(folder)}/ledger.sqlite3"


def questions(ledger: Ledger, rows: int) -> Mapping[str, Question]:
    """Return what a status asks, a list, the reconciler, the metrics, the cleaner."""
    store, recovery = LedgerJobStore(ledger), LedgerRecoveryStore(ledger)
    middle = _id(rows // 2)
    erasure = LedgerErasureStore(ledger, lambda: NOW, Terms(WEEK, WEEK))
    return {
        "status": lambda: store.find(middle),
        "result": lambda: store.report(middle),
        "list, a page": lambda: LedgerJobLists(ledger).page(JobFilter(owner="owner 7"), limit=50),
        "backlog": LedgerJobLists(ledger).count_waiting,
        "reconciler: held": recovery.held,
        "reconciler: waiting for long": lambda: recovery.waiting(NOW - timedelta(minutes=1), 10_000),
        "reconciler: retries that are due": lambda: recovery.due(NOW, 10_000),
        "reconciler: chunks": lambda: LedgerChunkStore(ledger).stale(NOW, NOW, 10_000),
        "reconciler: steps": lambda: LedgerStepStore(ledger).stuck(NOW, NOW, 1_000),
        "metrics": lambda: LedgerActivity(ledger).load(NOW),
        "cleaner, nothing has expired": lambda: erasure.bury_expired(200),
    }


def fill(ledger: Ledger, rows: int) -> None:
    """Insert jobs, and a report for one in a thousand, in as few statements as the drivers take."""
    for begin in range(0, rows, SLICE):
        made = [_row(number, rows) for number in range(begin, min(begin + SLICE, rows))]
        with ledger.writing() as connection:
            connection.execute(insert(jobs), made)
            connection.execute(
                insert(reports),
                [
                    {"job_id": row["id"], "owner": row["owner"], "body": REPORT, "created_at": NOW}
                    for row in made[::1000]
                ],
            )
    with ledger.writing() as connection:
        connection.execute(text("ANALYZE"))


def _row(number: int, rows: int) -> dict[str, Any]:
    created = NOW - WEEK * ((rows - number) / rows)
    state = "succeeded" if number < rows - WAITING - RUNNING else "queued" if number < rows - RUNNING else "running"
    ended = created + timedelta(seconds=1) if state == "succeeded" else None
    return {
        "id": _id(number),
        "owner": f"owner {number % 20}",
        "state": state,
        "filename": f"cv-{number}.pdf",
        "document_sha256": f"{number:064x}",
        "size": 50_000,
        "as_of": date(2026, 11, 30),
        "queue": "analysis",
        "priority": 5,
        "created_at": created,
        "published_at": NOW,
        "message_id": _id(number),
        "started_at": None if state == "queued" else created,
        "finished_at": ended,
        "expires_at": NOW + WEEK if ended else None,
        "holder": "here" if state == "running" else None,
        "lease_until": NOW if state == "running" else None,
    }


def _id(number: int) -> str:
    """Return an id that is no neighbour of the one before it, as ours are."""
    return f"ana_{number * 2654435761 % 2**32:08x}{number:012x}"


def _milliseconds(question: Question) -> float:
    started = time.perf_counter()
    question()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
