"""A cancel in every state of a job."""

import time

from backend.errors import AnalysisAlreadyFinished, AnalysisNotFound
from backend.jobs import JobState
from faults.documents import poison, resumes, sleeping
from faults.lab import Lab
from faults.outcome import Figure, Outcome
from faults.scale import Scale

EFFECT_SECONDS = 1.0


def in_every_state(scale: Scale) -> Outcome:
    """Cancel what waits without a worker, runs, loops, whose worker died, has ended, and is unknown."""
    slowest = slowest_forced = 0.0
    errors = 0
    with Lab.open() as lab:
        waiting = [lab.submit(resumes()[0]) for _ in range(3)]
        for job_id in waiting:
            errors += lab.analyses.cancel(job_id).state is not JobState.CANCELLED
        worker = lab.add_worker("-c", "2")
        done = lab.submit(resumes()[0])
        lab.wait_for(done, JobState.SUCCEEDED)
        errors += not _is_refused(lab, done, AnalysisAlreadyFinished)
        errors += not _is_refused(lab, "ana_unknown", AnalysisNotFound)
        for _ in range(scale.rounds):
            slowest = max(slowest, _cancel_running(lab, sleeping(60)), _cancel_running(lab, poison("loop")))
            slowest_forced = max(slowest_forced, _cancel_running(lab, poison("swallow"), force=True))
        orphan = lab.submit(sleeping(60))
        lab.wait_for(orphan, JobState.RUNNING)
        worker.kill()
        errors += lab.analyses.cancel(orphan).state is not JobState.CANCELLED
        worker.start()
        worker.wait_until_ready()
        last = lab.submit(resumes()[0])
        lab.wait_for(last, JobState.SUCCEEDED)
        books = lab.books()
        expected = {("cancelled", len(lab.accepted) - 2), ("succeeded", 2)}
    return Outcome(
        "cancel",
        "queued with no worker up, running in a stage that waits and in one that loops, forced, with a killed worker, "
        "finished and unknown; then a worker that meets all the messages",
        (
            Figure("wrong answers", errors, "=", 0),
            Figure("longest until a running analysis had stopped", round(slowest, 2), "≤", EFFECT_SECONDS, "s"),
            Figure("the same, forced", round(slowest_forced, 2), "≤", EFFECT_SECONDS, "s"),
            Figure("jobs both cancelled and succeeded", books.cancelled_and_succeeded, "=", 0),
            Figure("states that differ from those expected", len(set(books.states.items()) ^ expected), "=", 0),
        ),
    )


def _cancel_running(lab: Lab, document: bytes, *, force: bool = False) -> float:
    """Return how long it took from the request to the end."""
    job_id = lab.submit(document)
    lab.wait_for(job_id, JobState.RUNNING)
    time.sleep(0.3)
    began = time.monotonic()
    lab.analyses.cancel(job_id, force=force)
    lab.wait_for(job_id, JobState.CANCELLED)
    return time.monotonic() - began


def _is_refused(lab: Lab, job_id: str, kind: type[Exception]) -> bool:
    try:
        lab.analyses.cancel(job_id)
    except kind:
        return True
    return False
