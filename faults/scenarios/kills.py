"""Processes and whole workers that are killed while they work."""

import random
import time

from backend.jobs import JobState
from faults.documents import endless_resumes, sleeping
from faults.lab import Books, Lab
from faults.outcome import Figure, Outcome
from faults.postgresql import postgresql
from faults.scale import Scale

RECOVERY_SECONDS = 60.0
KILL_SECONDS = (1.0, 4.0)
"""Between two kills, at random."""
WHOLE_WORKERS = 0.3
"""Share of the kills that hit a whole worker with all its processes; the others hit one process."""


def random_kills(scale: Scale) -> Outcome:
    """Kill children and whole workers at random; one run in two is left in peace."""
    return _random_kills("random-kills", scale)


def random_kills_on_postgresql(scale: Scale) -> Outcome:
    """Do the same with the ledger in PostgreSQL."""
    with postgresql() as url:
        return _random_kills("random-kills-postgresql", scale, DATABASE_URL=url)


def _random_kills(name: str, scale: Scale, **settings: object) -> Outcome:
    jobs = 2 * scale.jobs
    losses = [0, 0, 0]
    kills = attempts = accepted = 0
    for _ in range(scale.rounds):
        for is_disturbed in (False, True):
            with Lab.open(**settings) as lab, lab.kept_alive():
                for _worker in range(2):
                    lab.add_worker("-c", "1")
                document = endless_resumes()
                ids = [lab.submit(next(document)) for _ in range(jobs)]
                if is_disturbed:
                    kills += _kill_until_done(lab, ids)
                lab.wait_for_all(ids, seconds=120 + jobs)
                losses = [loss + more for loss, more in zip(losses, _losses(lab.books()), strict=True)]
                attempts += lab.books().attempts
                accepted += len(ids)
    return Outcome(
        name,
        f"{scale.rounds} × {jobs} jobs in peace, and {scale.rounds} × {jobs} under random SIGKILLs of "
        f"processes and whole workers, {kills} in all; {attempts} attempts at {accepted} jobs",
        (
            Figure("accepted jobs without a terminal state", losses[0], "=", 0),
            Figure("reports stored more than once", losses[1], "=", 0),
            Figure("jobs both cancelled and succeeded", losses[2], "=", 0),
        ),
    )


def killed_worker(scale: Scale) -> Outcome:
    """Kill a whole worker in the middle of an analysis, and measure until another has the report."""
    slowest = 0.0
    unfinished = 0
    with Lab.open() as lab, lab.kept_alive():
        for _ in range(2):
            lab.add_worker("-c", "1")
        for _ in range(scale.rounds):
            job_id = lab.submit(sleeping(2))
            lab.wait_for(job_id, JobState.RUNNING)
            next(one for one in lab.workers if f"{one.name}@" in str(lab.job(job_id).worker)).kill()
            died_at = time.monotonic()
            lab.wait_for(job_id, JobState.SUCCEEDED)
            slowest = max(slowest, time.monotonic() - died_at)
        unfinished = lab.books().unfinished
    return Outcome(
        "worker-killed",
        f"{scale.rounds} × the worker that has a job killed with all its processes, beside another",
        (
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
            Figure("from the kill to the report", round(slowest, 1), "≤", RECOVERY_SECONDS, "s"),
        ),
    )


def _kill_until_done(lab: Lab, ids: list[str]) -> int:
    """Kill until most of the jobs have ended; return how often."""
    kills = 0
    began = time.monotonic()
    while time.monotonic() - began < 10 * KILL_SECONDS[1] or kills < len(ids) // 40:
        time.sleep(random.uniform(*KILL_SECONDS))
        if sum(lab.job(job_id).is_finished for job_id in ids[-20:]) > 18:
            break
        worker = random.choice(lab.workers)
        if random.random() < WHOLE_WORKERS:
            worker.kill()
        else:
            worker.kill_a_child()
        kills += 1
    return kills


def _losses(books: Books) -> list[int]:
    return [books.unfinished, books.stored_twice, books.cancelled_and_succeeded]
