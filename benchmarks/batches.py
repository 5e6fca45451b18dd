"""Batches over a longer time: ``python -m benchmarks.batches rate`` and ``python -m benchmarks.batches memory``.

*rate* hands batches to a worker of two processes and, in turn, analyses documents in this process, sandboxed and one
after another: how much of twice the one is the other. *memory* works off chunks in this process, by the very task of a
worker, and looks at its memory; a worker's process would be replaced by a new one long before.
"""

import argparse
import time
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

import vitae
from backend.jobs import Batches, Job, JobState
from backend.jobs.batch import ItemQuery
from backend.storage.chunks import CHUNK_SIZE
from backend.tasks import celery_app
from backend.tasks.batch_task import analyze_batch_task
from backend.tasks.publisher import CeleryPublisher
from backend.tasks.records import services
from benchmarks.figures import Figures, Row, merged, rendered
from benchmarks.own_service import own_settings, own_worker, require
from benchmarks.page import write_part
from benchmarks.reference_set import write_more

AS_OF = date(2026, 11, 22)
PEOPLE = 500
"""Different ones; where there are more documents, they come again."""
EARLY = 500
"""Documents after which everything that a process keeps should be there."""
PROCESSES, ROUNDS = 2, 3
POLL_SECONDS, END_SECONDS = 0.5, 600.0
MIB = 2**20


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description="Measure batches.")
    parser.add_argument("what", choices=("rate", "memory"))
    parser.add_argument("--documents", type=int, help="of a batch: 600 for the rate, 10000 for the memory")
    parser.add_argument("--write", action="store_true", help="write the table to docs/benchmarks.md")
    arguments = parser.parse_args()
    number = arguments.documents or {"rate": 600, "memory": 10_000}[arguments.what]
    measure = {"rate": measure_rate, "memory": measure_memory}[arguments.what]
    with TemporaryDirectory() as folder, own_settings():
        table = rendered(merged(measure(_documents(Path(folder)), number)))
    print(table)
    if arguments.write:
        write_part(f"batches: {arguments.what}", table)


def measure_rate(documents: list[bytes], number: int) -> list[Figures]:
    """Return the table of each round; a quarter of the documents is enough for the process alone."""
    tables: list[Figures] = []
    with own_worker(PROCESSES):
        _worked_off(documents, PROCESSES * CHUNK_SIZE, "warm up")
        for data in documents[:CHUNK_SIZE]:
            vitae.analyze(data, as_of=AS_OF)
        for turn in range(ROUNDS):
            alone = _per_second(documents[: number // 4])
            together = _worked_off(documents, number, str(turn))
            tables.append({"The rate of a batch": _rates(alone, together)})
    return tables


def measure_memory(documents: list[bytes], number: int) -> list[Figures]:
    """Return the table of the one run: of this process, and of the reader that it keeps."""
    batches = services().batches(CeleryPublisher())
    seen: dict[int, dict[str, float]] = {}
    for begin in range(0, number, EARLY):
        batch = batches.create(as_of=AS_OF)
        batches.add(batch.id, _entries(documents, EARLY, str(begin)))
        celery_app.control.purge()  # the chunks are taken without their messages
        for chunk in range(EARLY // CHUNK_SIZE):
            analyze_batch_task.apply((batch.id, chunk + 1)).get()
        require(batches.status(batch.id).counts == {JobState.SUCCEEDED: EARLY}, "not all documents were analysed")
        seen[begin + EARLY] = _resident()
    early, late = seen[EARLY], seen[max(seen)]
    rows: dict[str, Row] = {
        name: {
            f"after {EARLY} documents, MiB": early[name],
            f"after {max(seen):,}, MiB": late[name],
            "more, %": 100 * (late[name] / early[name] - 1),
        }
        for name in early
    }
    return [{"The memory of a process": rows}]


def _rates(alone: float, together: float) -> dict[str, Row]:
    share = 100 * together / (PROCESSES * alone)
    return {
        "one process, the engine alone, documents a second": {"figure": alone},
        f"a batch on {PROCESSES} processes of a worker, documents a second": {"figure": together},
        f"of {PROCESSES} times the one, % (goal: 85)": {"figure": share},
    }


def _per_second(documents: list[bytes]) -> float:
    began = time.monotonic()
    for data in documents:
        vitae.analyze(data, as_of=AS_OF)
    return len(documents) / (time.monotonic() - began)


def _worked_off(documents: list[bytes], number: int, mark: str) -> float:
    """Return how many documents of a batch were done in a second, from the first begun to the last ended."""
    batches = services().batches(CeleryPublisher())
    batch = batches.create(as_of=AS_OF)
    batches.add(batch.id, _entries(documents, number, mark))
    batches.close(batch.id)
    deadline = time.monotonic() + END_SECONDS
    while not batches.status(batch.id).is_finished:
        require(time.monotonic() < deadline, "the batch did not end")
        time.sleep(POLL_SECONDS)
    done = _all_of(batches, batch.id)
    began = min(job.started_at for job in done if job.started_at)
    ended = max(job.finished_at for job in done if job.finished_at)
    require(all(job.state is JobState.SUCCEEDED for job in done), "not all documents were analysed")
    return number / (ended - began).total_seconds()


def _all_of(batches: Batches, batch_id: str) -> list[Job]:
    found: list[Job] = []
    query = partial(ItemQuery, limit=1000)
    page = batches.items(batch_id, query())
    found.extend(page.jobs)
    while page.last:
        page = batches.items(batch_id, query(after=page.last))
        found.extend(page.jobs)
    return found


def _entries(documents: list[bytes], number: int, mark: str) -> list[tuple[str | None, bytes]]:
    """Return so many documents no two of which are the same: each is work of its own."""
    return [
        (f"{index:05}.pdf", documents[index % len(documents)] + f"\n%% {mark} {index}".encode())
        for index in range(number)
    ]


def _documents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in write_more(folder, PEOPLE)]


def _resident() -> dict[str, float]:
    this = psutil.Process()
    readers = [one for one in this.children() if "redis" not in one.name()]
    return {
        "the process that analyses": this.memory_info().rss / MIB,
        "its reader": sum(one.memory_info().rss for one in readers) / MIB,
    }


if __name__ == "__main__":
    main()
