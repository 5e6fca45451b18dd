"""What the service costs beside the engine, and how long who waits has to wait: ``python -m benchmarks.jobs``.

A broker, a ledger on SQLite and a worker of one process are started in a temporary folder. What the service adds is
measured in this process, which does what a process of a worker does, less the engine in it; what a message costs
besides, in a worker's parent and in Redis, on small documents. No document comes twice, so that each is written to the
disk, looked for in the cache and worked on. Latencies are times on the clock: on a busy machine they are those of its
neighbours too.
"""

import argparse
import itertools
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any
from unittest.mock import patch

import psutil
from celery import Task
from celery.app.trace import trace_task

import vitae
from backend.config import get_settings
from backend.jobs import Analyses, Job, JobState
from backend.logs import configure_logging
from backend.tasks import celery_app
from backend.tasks.analysis_task import analyze_resume_task
from backend.tasks.batch_task import analyze_batch_task
from backend.tasks.publisher import CeleryPublisher, analyses
from backend.tasks.records import services
from benchmarks.clock import cpu_ms, settle
from benchmarks.figures import Figures, Row, merged, rendered
from benchmarks.own_service import own_settings, own_worker, require
from benchmarks.page import write_part
from benchmarks.reference_set import reference_files
from vitae import pipeline
from vitae.deflate import pack
from vitae.domain.progress import Progress, ProgressCallback
from vitae.domain.report import Report
from vitae.pipeline import analyze

AS_OF = date(2026, 11, 22)
CHUNK = 25
MESSAGES = 200
IDLE_SECONDS = 3.0
SMALL = b"Maja Rimac, maja@example.org"
WORK, MESSAGE = "claim, lease, progress, report, result", "its message, in a worker's parent and Redis"
PAUSE_SECONDS = 0.3
ANSWER_SECONDS, POLL_SECONDS = 60.0, 0.002

_numbers = itertools.count()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure the service beside the engine.")
    parser.add_argument("--rounds", type=int, default=5, help="rounds over the reference set")
    parser.add_argument("--queued", type=int, default=500, help="documents of a batch that a single one waits beside")
    parser.add_argument("--write", action="store_true", help="write the tables to docs/benchmarks.md")
    arguments = parser.parse_args()
    figures = measure_jobs(reference_files(), arguments.rounds, arguments.queued)
    tables = f"{arguments.rounds} rounds over the reference set.\n\n{rendered(merged([figures]))}"
    print(tables)
    if arguments.write:
        write_part("jobs", tables)


def measure_jobs(files: list[Path], rounds: int, queued: int) -> Figures:
    """Return the tables of the service."""
    contents = [path.read_bytes() for path in files]
    with own_settings():
        _become_a_worker(contents)
        single, batch = _single(contents, rounds), _batch(contents, rounds)
        with own_worker() as worker:
            messages = _of_messages(worker)
            waiting = _latencies(contents, rounds, queued)
    single |= {MESSAGE: messages}
    batch |= {f"its share of {MESSAGE}": messages / CHUNK}
    cost: dict[str, Row] = {name: {"CPU ms": ms} for name, ms in _summed(single, "a job of its own").items()}
    cost |= {name: {"CPU ms": ms} for name, ms in _summed(batch, "a job of a batch").items()}
    cost |= {"of each: its report as JSON, compressed": {"CPU ms": _of_writing(contents)}}
    return {"What the service adds to a document": cost, "Waiting for a report": waiting}


def _become_a_worker(contents: list[bytes]) -> None:
    """Bring this process to where a worker's is when it takes its first message."""
    configure_logging("INFO", "text", str(get_settings().data_dir / "benchmark.log"))
    services().capabilities.note("an engine")  # from now on the cache is asked
    for data in contents:
        _analyze(data)
    settle()


def _summed(parts: dict[str, float], of: str) -> dict[str, float]:
    return {f"{of}: {name}": ms for name, ms in parts.items()} | {f"**{of}, all**": sum(parts.values())}


def _single(contents: list[bytes], rounds: int) -> dict[str, float]:
    handing_in: list[float] = []
    beside: list[float] = []
    for data in map(_new, contents * rounds):
        made: list[Job] = []
        handing_in.append(cpu_ms(lambda data=data, made=made: made.append(_submit(data))))  # type: ignore[misc]
        beside.append(_beside_the_engine(partial(_do, analyze_resume_task, made[0].id, made[0].id)))
        require(analyses().status(made[0].id).job.state is JobState.SUCCEEDED, "the job did not succeed")
    celery_app.control.purge()
    return {"handing in": median(handing_in), WORK: median(beside)}


def _batch(contents: list[bytes], rounds: int) -> dict[str, float]:
    batches = services().batches(CeleryPublisher())
    handing_in: list[float] = []
    beside: list[float] = []
    for _ in range(rounds):
        batch = batches.create(as_of=AS_OF)
        documents = [(f"{number}.pdf", _new(contents[number % len(contents)])) for number in range(CHUNK)]
        handing_in.append(cpu_ms(partial(batches.add, batch.id, documents)) / CHUNK)
        celery_app.control.purge()  # nobody else waits: the chunk is worked off in one go
        beside.append(_beside_the_engine(partial(_do, analyze_batch_task, batch.id, batch.id, 1)) / CHUNK)
        require(batches.status(batch.id).counts[JobState.SUCCEEDED] == CHUNK, "the chunk did not succeed")
    return {"handing in": median(handing_in), WORK: median(beside)}


def _beside_the_engine(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds of the work, less those of the engine in it; what the engine tells is the service's.

    To run the engine once more by itself and subtract that would do on a quiet machine; beside busy neighbours two runs
    of it differ by more than all that the service adds.
    """
    engine: list[float] = []

    def timed(*arguments: Any, on_progress: ProgressCallback, **options: Any) -> Report:
        told: list[float] = []
        reports: list[Report] = []

        def listen(progress: Progress) -> None:
            told.append(_thread_ms(partial(on_progress, progress)))

        whole = _thread_ms(lambda: reports.append(analyze(*arguments, on_progress=listen, **options)))
        engine.append(whole - sum(told))
        return reports[0]

    with patch.object(pipeline, "analyze", timed):
        whole = cpu_ms(work)
    return whole - sum(engine)


def _thread_ms(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds of this thread alone: what the thread of the leases does is not the engine's."""
    began = time.thread_time()
    work()
    return 1000 * (time.thread_time() - began)


def _do(task: Task[Any, Any], task_id: str, *arguments: object) -> None:
    """Run a task as a process of a worker does, with its result and its signals."""
    told = {"argsrepr": repr(arguments), "kwargsrepr": "{}"}  # by the message
    about = {"id": task_id, "task": task.name, "hostname": "bench@here", **told}
    trace_task(task, task_id, arguments, {}, request=about, app=celery_app)


def _of_writing(contents: list[bytes]) -> float:
    """Return what it takes to write a report as the ledger stores it, with the engine's traces in all caches."""
    taken = []
    for data in contents:
        report = _analyze(data)
        taken.append(cpu_ms(lambda report=report: pack(report.to_json_bytes())))  # type: ignore[misc]
    return median(taken)


def _of_messages(worker: psutil.Process) -> float:
    """Return what a job of its own costs the worker's parent and Redis, beside their idle time."""
    _submit_and_wait(SMALL)
    began, idle = _parents_ms(worker), time.monotonic()
    time.sleep(IDLE_SECONDS)
    per_second = (_parents_ms(worker) - began) / (time.monotonic() - idle)
    began, at = _parents_ms(worker), time.monotonic()
    last = [_submit(_new(SMALL)) for _ in range(MESSAGES)][-1]
    _wait_for(last)
    return max(0.0, (_parents_ms(worker) - began - per_second * (time.monotonic() - at)) / MESSAGES)


def _latencies(contents: list[bytes], rounds: int, queued: int) -> dict[str, Row]:
    waited = [_milliseconds(partial(_submit_and_wait, _new(data))) for data in contents * max(rounds, 3)]
    busy = _beside_a_batch(contents, rounds, queued)
    for data in contents:
        _submit_and_wait(data)
    hits = [_milliseconds(partial(_hit, data)) for data in contents * rounds]
    return {
        "from handing in to the report, middle, ms": {"figure": median(waited)},
        "of a hundred, the longest but one, ms": {"figure": quantiles(waited, n=100)[-1]},
        f"the same beside a batch of {queued} documents, middle, ms": {"figure": median(busy)},
        "as many times as alone": {"figure": median(busy) / median(waited)},
        "from the cache, middle, ms": {"figure": median(hits)},
        "from the cache, mean, ms": {"figure": mean(hits)},
    }


def _beside_a_batch(contents: list[bytes], rounds: int, queued: int) -> list[float]:
    """Return how long single documents wait while the process that works has a batch to do."""
    batches = services().batches(CeleryPublisher())
    batch = batches.create(as_of=AS_OF)
    for first in range(0, queued, 10 * CHUNK):
        numbers = range(first, min(first + 10 * CHUNK, queued))
        batches.add(batch.id, [(f"{n}.pdf", _new(contents[n % len(contents)])) for n in numbers])
    waited = []
    for data in contents * rounds:
        time.sleep(PAUSE_SECONDS)  # the batch goes on
        waited.append(_milliseconds(partial(_submit_and_wait, _new(data))))
    require(batches.status(batch.id).counts.get(JobState.QUEUED), "the batch has ended: name more documents for it")
    batches.cancel(batch.id)
    return waited


def _submit_and_wait(data: bytes) -> None:
    _wait_for(_submit(data))


def _hit(data: bytes) -> None:
    job = analyses().submit(data, as_of=AS_OF)
    require(job.cache == "hit", "the cache does not have it")
    analyses().result(job.id)


def _new(data: bytes) -> bytes:
    """Return the document once more, as one that nobody has seen: each is work of its own."""
    return data + b"\n%% %d" % next(_numbers)


def _submit(data: bytes) -> Job:
    return analyses().submit(data, filename="cv.pdf", as_of=AS_OF)


def _analyze(data: bytes) -> Report:
    return vitae.analyze(data, as_of=AS_OF, isolation="sandbox")


def _wait_for(job: Job) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    use_cases: Analyses = analyses()
    while not use_cases.status(job.id).job.is_finished:
        require(time.monotonic() < deadline, "no worker has ended the job")
        time.sleep(POLL_SECONDS)


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _parents_ms(worker: psutil.Process) -> float:
    """Return the CPU milliseconds of the worker's parent and of Redis."""
    redis = [one for one in psutil.Process().children() if "server" in one.name()]
    times = [one.cpu_times() for one in (worker, *redis)]
    return 1000 * sum(one.user + one.system for one in times)


if __name__ == "__main__":
    main()
