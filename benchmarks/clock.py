"""Processor time of a piece of work, of this process or of its children."""

import gc
from collections.abc import Callable, Sequence
from functools import partial
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import process_time
from typing import TypeVar

Work = Callable[[], object]
Content = TypeVar("Content")


def cpu_ms(work: Work) -> float:
    """Return the CPU milliseconds that this process spends on the work."""
    started = process_time()
    work()
    return 1000 * (process_time() - started)


def settle() -> None:
    """Leave what is loaded to itself, as a worker does before its first document: nothing looks there for garbage."""
    gc.collect()
    gc.freeze()


def median_cpu_ms(function: Callable[[Content], object], documents: Sequence[Content], rounds: int) -> float:
    """Return the median CPU milliseconds of the function on one document, after a round to warm up."""
    for document in documents:
        function(document)
    settle()
    return median(cpu_ms(partial(function, document)) for _ in range(rounds) for document in documents)


def whole_cpu_ms(work: Work) -> float:
    """Return the CPU milliseconds of this process and of all children that it ended meanwhile."""
    before = getrusage(RUSAGE_CHILDREN)
    own = cpu_ms(work)
    after = getrusage(RUSAGE_CHILDREN)
    return own + 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
