"""Documents that end their worker, or never end themselves, among others that do neither."""

import time
from collections.abc import Callable, Sequence

from backend.jobs import JobState
from faults.documents import crashing, endless, endless_resumes
from faults.lab import Lab
from faults.outcome import Figure, Outcome
from faults.scale import Scale

TIMEOUT_SECONDS = 20
"""Of an analysis, instead of 120, so that an endless loop costs the suite seconds instead of minutes."""
ENDLESS_DOCUMENTS, BESIDE_THEM = 4, 20
RATE, RATE_JOBS = 80.0, 500
"""Percent; and how many good documents it takes to tell: with few, the last of them decides."""


def beside_good_ones(scale: Scale) -> Outcome:
    """Compare the time that good documents take alone with what they take beside deadly ones."""
    seconds = {False: 0.0, True: 0.0}
    finished = good = set_aside = wrong = unfinished = 0
    for _ in range(scale.rounds):
        for is_poisoned in (False, True):
            with Lab.open() as lab, lab.kept_alive():
                for _worker in range(2):
                    lab.add_worker("-c", "2")
                began = time.monotonic()
                good_ids, deadly_ids = _submit(lab, scale.jobs, scale.poison if is_poisoned else 0, crashing)
                lab.wait_for_all(good_ids, seconds=120 + 3 * scale.jobs)
                seconds[is_poisoned] += time.monotonic() - began
                lab.wait_for_all(deadly_ids)
                good += len(good_ids)
                finished += _succeeded(lab, good_ids)
                set_aside += _set_aside(lab, deadly_ids)
                wrong += len(deadly_ids)
                unfinished += lab.books().unfinished
    rate = Figure("their rate beside the deadly ones", round(100 * seconds[False] / seconds[True], 1), "≥", RATE, "%")
    return Outcome(
        "poison",
        f"{scale.rounds} × {scale.jobs} good documents alone and beside {scale.poison} that end their process "
        "(SIGKILL, SIGSEGV, abort, memory)",
        (
            Figure("good documents finished", round(100 * finished / good, 1), "=", 100, "%"),
            *((rate,) if scale.jobs >= RATE_JOBS else ()),
            Figure("deadly ones set aside after three attempts", round(100 * set_aside / wrong, 1), "=", 100, "%"),
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
        ),
    )


def endless_ones(scale: Scale) -> Outcome:
    """Let documents without an end, some deaf to the soft limit, take their time limit three times."""
    with Lab.open(ANALYSIS_TIMEOUT_SECONDS=TIMEOUT_SECONDS) as lab, lab.kept_alive():
        for _worker in range(2):
            lab.add_worker("-c", "2")
        good_ids, deadly_ids = _submit(lab, BESIDE_THEM, ENDLESS_DOCUMENTS, endless)
        lab.wait_for_all(good_ids)
        lab.wait_for_all(deadly_ids)
        good, set_aside, unfinished = _succeeded(lab, good_ids), _set_aside(lab, deadly_ids), lab.books().unfinished
    del scale
    return Outcome(
        "endless",
        f"{BESIDE_THEM} good documents beside {ENDLESS_DOCUMENTS} that never end, half of them deaf to the soft limit; "
        f"each takes a processor for three times its limit of {TIMEOUT_SECONDS} s",
        (
            Figure("good documents finished", round(100 * good / BESIDE_THEM, 1), "=", 100, "%"),
            Figure("endless ones set aside", round(100 * set_aside / ENDLESS_DOCUMENTS, 1), "=", 100, "%"),
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
        ),
    )


def _submit(lab: Lab, good: int, number_of_deadly: int, deadly: Callable[[int], bytes]) -> tuple[list[str], list[str]]:
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


def _succeeded(lab: Lab, ids: Sequence[str]) -> int:
    return sum(lab.job(one).state is JobState.SUCCEEDED for one in ids)


def _set_aside(lab: Lab, ids: Sequence[str]) -> int:
    ends = [lab.job(one) for one in ids]
    return sum(job.set_aside_at is not None and job.attempt == 3 for job in ends)
