"""A ledger that is locked, a disk that is full, a clock that jumps."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

from backend.config import get_settings
from backend.container import build_services
from backend.jobs import Backoff, JobState, Reconciler, Work
from backend.storage.jobs import LedgerJobStore
from backend.storage.recovery import LedgerRecoveryStore
from backend.tasks.publisher import CeleryPublisher
from backend.tasks.ready_lists import ReadyLists
from faults.documents import endless_resumes, sleeping
from faults.lab import Lab
from faults.outcome import Figure, Outcome
from faults.processes import ROOT
from faults.scale import Scale

LOCKED_SECONDS = 15.0
"""Longer than anybody waits for the lock."""
FULL_DISK = """
import errno, os, sys
from pathlib import Path
from backend.errors import StorageFull
from backend.storage.blobs import FileBlobStore

store, number, refused = FileBlobStore(Path(sys.argv[1])), 0, 0
while refused < 3:
    try:
        store.put(number.to_bytes(4, "big") + os.urandom(100_000))
    except StorageFull:
        refused += 1
    number += 1
whole = [path for path in Path(sys.argv[1]).rglob("*") if path.is_file()]
print(len(whole), sum(path.stat().st_size != 100_004 for path in whole))
"""
"""Run in a namespace of its own, over a file system of two megabytes."""


def locked(scale: Scale) -> Outcome:
    """Hold the ledger's only right to write for fifteen seconds, in the middle of the work."""
    unfinished = twice = set_aside = 0
    for _ in range(scale.rounds):
        with Lab.open() as lab:
            lab.add_worker("-c", "2")
            document = endless_resumes()
            ids = [lab.submit(next(document)) for _ in range(scale.jobs // 10)]
            lab.wait_for(ids[0], JobState.SUCCEEDED)
            _hold_the_lock(lab)
            lab.wait_for_all(ids)
            books = lab.books()
            unfinished += books.unfinished
            twice += books.stored_twice
            set_aside += books.states.get("failed", 0)
    return Outcome(
        "ledger-locked",
        f"{scale.rounds} × another process holds SQLite's write lock for {LOCKED_SECONDS:g} s while jobs complete",
        (
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
            Figure("reports stored more than once", twice, "=", 0),
            Figure("jobs that failed for it", set_aside, "=", 0),
        ),
    )


def disk_full(scale: Scale) -> Outcome:  # noqa: ARG001  # once is enough
    """Fill the disk under the documents: what cannot be stored is refused, and nothing is left half written."""
    command = 'mount -t tmpfs -o size=2m none "$1" && exec "$2" -c "$3" "$1"'
    with Lab.open() as lab:
        (lab.folder / "small").mkdir()
        shell = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", command, "sh"]
        words = [*shell, str(lab.folder / "small"), sys.executable, FULL_DISK]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    whole, broken = (int(word) for word in done.stdout.split())
    return Outcome(
        "disk-full",
        f"a file system of 2 MB, full after {whole} documents; three more are refused with `storage-full`",
        (
            Figure("documents stored whole before", whole, "≥", 1),
            Figure("files left half written", broken, "=", 0),
        ),
    )


def clock_jump(scale: Scale) -> Outcome:
    """Let a reconciler believe that it is an hour later, while every job is being worked on."""
    with Lab.open() as lab:
        lab.add_worker("-c", "2")
        ids = []
        for _ in range(2 * scale.rounds):
            ids.append(lab.submit(sleeping(6)))
        lab.wait_for(ids[0], JobState.RUNNING)
        published = len(_reconciler_an_hour_late().run().published)
        lab.wait_for_all(ids)
        books = lab.books()
    return Outcome(
        "clock-jump",
        f"a reconciler whose clock is an hour ahead takes {published} running and waiting jobs for lost",
        (
            Figure("jobs taken for lost", published, "≥", 1),
            Figure("accepted jobs without a terminal state", books.unfinished, "=", 0),
            Figure("reports stored more than once", books.stored_twice, "=", 0),
            Figure("jobs that failed for it", books.states.get("failed", 0), "=", 0),
        ),
    )


def _hold_the_lock(lab: Lab) -> None:
    with closing(sqlite3.connect(lab.folder / "data" / "ledger.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(LOCKED_SECONDS)
        connection.execute("ROLLBACK")


def _reconciler_an_hour_late() -> Reconciler:
    ledger = build_services(get_settings()).ledger

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(hours=1)

    terms = {"retention": timedelta(days=7), "lease": timedelta(seconds=30)}
    work = Work(LedgerJobStore(ledger), clock, **terms, backoff=Backoff(timedelta(seconds=1), 3))
    return Reconciler(work, LedgerRecoveryStore(ledger), CeleryPublisher(), ReadyLists(), clock)
