"""A broker that loses, forgets, ends, freezes and hangs."""

import signal
import time

from backend.celery_config import ANALYSIS_QUEUE, MAINTENANCE_QUEUE
from backend.jobs import JobState
from backend.tasks import celery_app
from faults.documents import endless_resumes, resumes, sleeping
from faults.lab import Lab
from faults.outcome import Figure, Outcome
from faults.proxy import SwallowingProxy
from faults.scale import Scale

RECOVERY_SECONDS = 60.0
HEALING_SECONDS = 40.0
FROZEN_SECONDS = 15.0
DONE = (JobState.SUCCEEDED,)


def lost_message(scale: Scale) -> Outcome:
    """Stop an idle worker, publish, and kill it: it took the message from the list and wrote it down nowhere."""
    slowest = 0.0
    with Lab.open() as lab:
        lab.add_worker("-c", "1", "-Q", MAINTENANCE_QUEUE)  # has no part in analyses until the other is dead
        for _ in range(scale.rounds):
            worker = lab.add_worker("-c", "1")
            worker.send(signal.SIGSTOP)
            job_id = lab.submit(resumes()[0])
            time.sleep(0.5)
            worker.kill()
            died_at = time.monotonic()
            celery_app.control.add_consumer(ANALYSIS_QUEUE)
            lab.wait_for(job_id, *DONE)
            slowest = max(slowest, time.monotonic() - died_at)
            celery_app.control.cancel_consumer(ANALYSIS_QUEUE)
        unfinished = lab.books().unfinished
    return Outcome(
        "lost-message",
        f"{scale.rounds} × an idle worker stopped, a job published, the worker killed: Redis has the message no more",
        (
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
            Figure("from the kill to another worker's report", round(slowest, 1), "≤", RECOVERY_SECONDS, "s"),
        ),
    )


def killed_and_restarted(scale: Scale) -> Outcome:
    """Kill the broker and start it again: when all is idle, in the middle of a task, and while jobs complete."""
    with Lab.open() as lab, lab.kept_alive():  # the worker may end over it: see the known limits in docs/worker.md
        lab.add_worker("-c", "2")
        document = endless_resumes()
        lab.broker.kill()
        lab.broker.start()
        idle = lab.submit(next(document))
        lab.wait_for(idle, *DONE)
        middle = lab.submit(sleeping(4))
        lab.wait_for(middle, JobState.RUNNING)
        lab.broker.kill()
        time.sleep(1)
        lab.broker.start()
        lab.wait_for(middle, *DONE)
        many = [lab.submit(next(document)) for _ in range(scale.jobs // 2)]
        for _ in range(scale.rounds):
            lab.wait_for(many[len(many) // 4], *DONE)
            lab.broker.kill()
            time.sleep(1)
            lab.broker.start()
        lab.wait_for_all(many)
        books = lab.books()
    return Outcome(
        "broker-killed",
        f"SIGKILL of a Redis with AOF when idle, in mid-task, and {scale.rounds} × while {len(many)} jobs complete",
        (
            Figure("accepted jobs without a terminal state", books.unfinished, "=", 0),
            Figure("reports stored more than once", books.stored_twice, "=", 0),
        ),
    )


def restarted_empty(scale: Scale) -> Outcome:
    """Restart the broker with nothing in it while jobs wait."""
    slowest = 0.0
    unfinished = 0
    for _ in range(scale.rounds):
        with Lab.open() as lab:
            ids = [lab.submit(document) for document in resumes()]
            lab.broker.kill()
            lab.broker.start(is_empty=True)
            lab.add_worker("-c", "2")
            slowest = max(slowest, lab.wait_for_all(ids))
            unfinished += lab.books().unfinished
    return Outcome(
        "broker-emptied",
        f"{scale.rounds} × {len(resumes())} jobs queued, Redis killed and started empty",
        (
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
            Figure("recovery", round(slowest, 1), "≤", RECOVERY_SECONDS, "s"),
        ),
    )


def away_at_submission(scale: Scale) -> Outcome:
    """Hand documents in while there is no broker."""
    slowest = 0.0
    unfinished = 0
    with Lab.open() as lab:
        lab.add_worker("-c", "2")
        for _ in range(scale.rounds):
            lab.broker.kill()
            ids = [lab.submit(document) for document in resumes()[:5]]
            lab.broker.start()
            slowest = max(slowest, lab.wait_for_all(ids))
        unfinished = lab.books().unfinished
    return Outcome(
        "broker-away",
        f"{scale.rounds} × 5 documents handed in while Redis is down; all are accepted",
        (
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
            Figure("from the broker's return to the last report", round(slowest, 1), "≤", RECOVERY_SECONDS, "s"),
        ),
    )


def frozen(scale: Scale) -> Outcome:
    """Freeze the broker for fifteen seconds while jobs run."""
    with Lab.open() as lab, lab.kept_alive():
        lab.add_worker("-c", "2")
        document = endless_resumes()
        ids = [lab.submit(next(document)) for _ in range(scale.jobs // 4)]
        lab.wait_for(ids[0], *DONE)
        lab.broker.send(signal.SIGSTOP)
        time.sleep(FROZEN_SECONDS)
        lab.broker.send(signal.SIGCONT)
        slowest = lab.wait_for_all(ids)
        books = lab.books()
    return Outcome(
        "broker-frozen",
        f"Redis stopped for {FROZEN_SECONDS:g} s while {len(ids)} jobs run; all had ended {slowest:.1f} s later",
        (
            Figure("accepted jobs without a terminal state", books.unfinished, "=", 0),
            Figure("reports stored more than once", books.stored_twice, "=", 0),
        ),
    )


def half_open(scale: Scale) -> Outcome:
    """Let a proxy swallow what is said on the worker's connections, while it accepts new ones."""
    slowest = 0.0
    unfinished = 0
    for _ in range(scale.rounds):
        with Lab.open() as lab, SwallowingProxy(lab.broker.port) as proxy:
            lab.add_worker("-c", "1", REDIS_URL=f"redis://127.0.0.1:{proxy.port}/0")
            lab.wait_for(lab.submit(resumes()[0]), *DONE)
            proxy.swallow()
            cut_at = time.monotonic()
            ids: list[str] = []
            while time.monotonic() - cut_at < 3 * HEALING_SECONDS and not any(lab.job(one).is_finished for one in ids):
                ids.append(lab.submit(resumes()[1]))
                time.sleep(2)
            healed = time.monotonic() - cut_at
            lab.wait_for_all(ids)
            slowest = max(slowest, healed)
            unfinished += lab.books().unfinished
    return Outcome(
        "half-open",
        f"{scale.rounds} × every connection of the worker cut without a word, a job handed in every two seconds",
        (
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
            Figure("until the worker works again", round(slowest, 1), "≤", HEALING_SECONDS, "s"),
        ),
    )
