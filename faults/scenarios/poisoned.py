"""Documents that end their worker, among others that do not."""

import time

from backend.jobs import JobState
from faults.documents import deadly, endless_resumes
from faults.lab import Lab
from faults.outcome import Figure, Outcome
from faults.scale import Scale

TIMEOUT_SECONDS = 6
"""Of an analysis, instead of 120, so that an endless loop costs the suite seconds instead of minutes."""
RATE = 80.0


def beside_good_ones(scale: Scale) -> Outcome:
    """Compare the time that good documents take alone with what they take beside deadly ones."""
    alone = beside = 0.0
    finished = good = quarantined = wrong = unfinished = 0
    for _ in range(scale.rounds):
        for number_of_deadly in (0, scale.poison):
            with Lab.open(ANALYSIS_TIMEOUT_SECONDS=TIMEOUT_SECONDS) as lab, lab.kept_alive():
                lab.add_worker("-c", "2")
                lab.add_worker("-c", "2")
                began = time.monotonic()
                good_ids, deadly_ids = _submit(lab, scale.jobs, number_of_deadly)
                lab.wait_for_all(good_ids, seconds=60 + 2 * scale.jobs)
                elapsed = time.monotonic() - began
                lab.wait_for_all(deadly_ids)
                good += len(good_ids)
                finished += sum(lab.job(one).state is JobState.SUCCEEDED for one in good_ids)
                ends = [lab.job(one) for one in deadly_ids]
                quarantined += sum(job.set_aside_at is not None and job.attempt == 3 for job in ends)
                wrong += len(ends)
                unfinished += lab.books().unfinished
            if number_of_deadly:
                beside += elapsed
            else:
                alone += elapsed
    return Outcome(
        "poison",
        f"{scale.rounds} × {scale.jobs} good documents alone and beside {scale.poison} deadly ones (SIGKILL, SIGSEGV, "
        f"abort, memory, endless loop, swallowed soft limit) at a time limit of {TIMEOUT_SECONDS} s",
        (
            Figure("good documents finished", round(100 * finished / good, 1), "=", 100, "%"),
            Figure("their rate beside the deadly ones", round(100 * alone / beside, 1), "≥", RATE, "%"),
            Figure("deadly ones set aside after three attempts", round(100 * quarantined / wrong, 1), "=", 100, "%"),
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
        ),
    )


def _submit(lab: Lab, good: int, number_of_deadly: int) -> tuple[list[str], list[str]]:
    """Hand in the good ones with the deadly ones spread among them."""
    document = endless_resumes()
    every = good // number_of_deadly if number_of_deadly else good + 1
    good_ids: list[str] = []
    deadly_ids: list[str] = []
    for number in range(good):
        good_ids.append(lab.submit(next(document)))
        if number % every == every - 1 and len(deadly_ids) < number_of_deadly:
            deadly_ids.append(lab.submit(deadly(len(deadly_ids))))
    return good_ids, deadly_ids
