"""Workers that are restarted as operators do, and processes that are replaced all the time."""

import re
import signal
import time
from collections import Counter

from backend.jobs import JobState
from faults.documents import endless_resumes, sleeping
from faults.lab import Lab
from faults.outcome import Figure, Outcome
from faults.postgresql import postgresql
from faults.processes import wait_until
from faults.scale import Scale

RESTARTS = 200
STOP_SECONDS = 60.0


def of_two_instances(scale: Scale) -> Outcome:
    """Restart two instances in turn with SIGTERM while they work."""
    return _restart_both("restarts", scale)


def of_two_instances_on_postgresql(scale: Scale) -> Outcome:
    """Do the same with the ledger in PostgreSQL."""
    with postgresql() as url:
        return _restart_both("restarts-postgresql", scale, DATABASE_URL=url)


def _restart_both(name: str, scale: Scale, **settings: object) -> Outcome:
    begun: Counter[str] = Counter()
    with Lab.open(**settings) as lab:
        workers = [lab.add_worker("-c", "1"), lab.add_worker("-c", "1")]
        document = endless_resumes()
        ids = [lab.submit(next(document)) for _ in range(scale.jobs)]
        for _ in range(scale.rounds):
            for worker in workers:
                time.sleep(1)
                worker.stop()
                worker.start()
                worker.wait_until_ready()
        lab.wait_for_all(ids)
        for worker in workers:
            begun.update(re.findall(r"analysis begins, attempt \d+ task_id=\S+ job_id=(\S+)", worker.output))
        books = lab.books()
    return Outcome(
        name,
        f"{len(ids)} jobs while two instances are restarted {scale.rounds} × each with SIGTERM",
        (
            Figure("accepted jobs without a terminal state", books.unfinished, "=", 0),
            Figure("reports stored more than once", books.stored_twice, "=", 0),
            Figure("jobs that were begun twice", sum(times > 1 for times in begun.values()), "=", 0),
        ),
    )


def stopped_cold(scale: Scale) -> Outcome:
    """Stop a worker with SIGQUIT in the middle of an analysis that is longer than its patience."""
    attempts = unfinished = 0
    with Lab.open() as lab:
        worker = lab.add_worker("-c", "1")
        for _ in range(scale.rounds):
            job_id = lab.submit(sleeping(25))
            lab.wait_for(job_id, JobState.RUNNING)
            worker.send(signal.SIGQUIT)
            wait_until(lambda: not worker.is_running, STOP_SECONDS, "the worker has ended")
            worker.start()
            worker.wait_until_ready()
            lab.wait_for(job_id, JobState.SUCCEEDED)
            attempts += lab.job(job_id).attempt
        unfinished = lab.books().unfinished
    return Outcome(
        "stopped-cold",
        f"{scale.rounds} × SIGQUIT while an analysis runs that takes longer than the ten seconds that it is left",
        (
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
            Figure("attempts that counted against the document", attempts - scale.rounds, "=", 0),
        ),
    )


def of_children(scale: Scale) -> Outcome:
    """Replace the process after every job."""
    jobs = min(RESTARTS, 5 * scale.jobs)
    seconds = []
    for arguments in ((), ("--max-tasks-per-child=1",)):
        with Lab.open() as lab:
            document = endless_resumes()
            ids = [lab.submit(next(document)) for _ in range(jobs)]
            lab.add_worker("-c", "2", *arguments)
            seconds.append(lab.wait_for_all(ids))
            books = lab.books()
    extra = 1000 * (seconds[1] - seconds[0]) / jobs
    return Outcome(
        "child-restarts",
        f"{jobs} jobs, each in a new process: {extra:.0f} ms more for each than without a restart, on two processes",
        (
            Figure("accepted jobs without a terminal state", books.unfinished, "=", 0),
            Figure("attempts beyond the first", books.attempts - books.accepted, "=", 0),
        ),
    )
