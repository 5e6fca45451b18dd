"""The process that sets stuck jobs going again: ``python -m backend.tasks.reconciler [--parent PID]``.

It is a program of its own, never a thread: those that would have it beside them fork. It ends with its parent.
"""

import argparse
import itertools
import logging
import os
import random
import signal
import sys
import threading
import time
from types import FrameType

from backend.broker.parent_death import end_with_parent
from backend.config import get_settings
from backend.errors import LedgerMismatch, TransientError
from backend.jobs import Reconciler
from backend.jobs.erasure import Erasure
from backend.jobs.reconcile_batches import ChunkReconciler, StepReconciler
from backend.jobs.tallies import REPUBLISHED, ROUNDS, SET_ASIDE
from backend.logs import configure_logging
from backend.tasks.outcomes import tell_celery
from backend.tasks.publisher import CeleryPublisher
from backend.tasks.ready_lists import ReadyLists
from backend.tasks.records import services

logger = logging.getLogger(__name__)

PERIOD_SECONDS = 10.0
"""Between two rounds: with a lease of 30 s, a killed worker's jobs are taken up within 40."""
CLEAN_SECONDS = 300.0
SWEPT_FOLDERS = 16
"""Of the 256 folders of documents, each time: all of them in less than two hours."""


def run(reconciler: Reconciler, *others: ChunkReconciler | StepReconciler) -> None:
    """Do one round; what cannot be reached is left to the next. Under a stranger's broker there is nothing to do."""
    try:
        CeleryPublisher().check()
        done = reconciler.run()
        for ended in (*done.set_aside, *done.cancelled):
            if (job := services().store.find(ended.id)) is not None:
                tell_celery(job)
        for other in others:
            other.run()
        counts = {ROUNDS: 1, REPUBLISHED: len(done.published), SET_ASIDE: len(done.set_aside)}
        services().tallies.add({name: number for name, number in counts.items() if number})
    except (TransientError, LedgerMismatch) as error:
        logger.warning("stuck jobs have to wait for the next round: %s", error.detail)


class Housekeeping:
    """Removes what has expired every few minutes, and overwrites what was removed within a round."""

    def __init__(self, erasure: Erasure) -> None:
        self._erasure = erasure
        self._next_clean = 0.0
        self._folders = itertools.cycle(random.sample(range(256), 256))

    def run(self) -> None:
        """Do what is due; what cannot be reached is left to the next round."""
        try:
            if time.monotonic() >= self._next_clean:
                self._next_clean = time.monotonic() + CLEAN_SECONDS
                self._erasure.clean()
                for folder in itertools.islice(self._folders, SWEPT_FOLDERS):
                    self._erasure.sweep(folder)
            self._erasure.scrub()
        except (TransientError, OSError) as error:
            logger.warning("what has expired waits for the next round: %s", type(error).__name__)


def main(arguments: list[str]) -> int:
    """Do rounds until SIGTERM, or until the parent is gone."""
    parser = argparse.ArgumentParser(prog="backend.tasks.reconciler", description=__doc__.splitlines()[0])
    parser.add_argument("--parent", type=int, metavar="PID", help="end with this process, which started us")
    parent: int | None = parser.parse_args(arguments).parent
    settings = get_settings()
    configure_logging(settings.log_level, settings.log_format)
    stop = threading.Event()
    _stop_at_signals(stop)
    if parent is not None and not end_with_parent(parent, signal.SIGTERM):
        return 0
    publisher, ready = CeleryPublisher(), ReadyLists()
    reconciler = services().reconciler(publisher, ready)
    others = (services().chunk_reconciler(publisher, ready), services().step_reconciler(publisher, ready))
    housekeeping = Housekeeping(services().erasure)
    logger.info("the reconciler looks for stuck jobs every %g s", PERIOD_SECONDS)
    while not stop.is_set() and (parent is None or os.getppid() == parent):
        began = time.monotonic()
        run(reconciler, *others)
        housekeeping.run()
        stop.wait(max(0.0, began + PERIOD_SECONDS - time.monotonic()))
    return 0


def _stop_at_signals(stop: threading.Event) -> None:
    def note(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
