"""The time limits of one job within a task that has many: Celery's own are those of the whole task."""

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from celery.exceptions import SoftTimeLimitExceeded

from backend.celery_config import SOFT_SHARE_OF_ANALYSIS_TIMEOUT

logger = logging.getLogger(__name__)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Bound the block: at five sixths of the time it is asked to end, and at the end of it this process is killed.

    Only in the main thread of a process that uses no other alarm. A block that swallows the request costs its process,
    which counts as an attempt of the job, as Celery's hard limit does.

    Raises:
        SoftTimeLimitExceeded: the block took too long.
    """
    soft = seconds * SOFT_SHARE_OF_ANALYSIS_TIMEOUT
    strikes = 0

    def strike(_number: int, _frame: FrameType | None) -> None:
        nonlocal strikes
        strikes += 1
        if strikes > 1:
            logger.error("the time limit of %g s for a job is over; its process ends", seconds)
            os.kill(os.getpid(), signal.SIGKILL)
        raise SoftTimeLimitExceeded

    before = signal.signal(signal.SIGALRM, strike)
    signal.setitimer(signal.ITIMER_REAL, soft, seconds - soft)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
