"""The real engine, but for documents that say what shall go wrong: taken by a worker with ``-I faults.poison``.

No document that we know of harms a worker, because strangers' bytes are read in a locked process. A worker has
to survive the one that we do not know: these first lines do to its process what such a document would.
"""

import ctypes
import functools
import os
import signal
import time
from collections.abc import Callable
from typing import Any

import vitae.pipeline
from vitae.domain.progress import Progress
from vitae.domain.report import Report

MARK = b"POISON "
real = vitae.pipeline.analyze


@functools.wraps(real)
def analyze(source: Any, **options: Any) -> Report:
    """Analyse the document, or do what it says."""
    if isinstance(source, bytes) and source.startswith(MARK):
        how, _, argument = source.splitlines()[0].removeprefix(MARK).decode().partition(" ")
        if (listener := options.get("on_progress")) is not None:
            listener(Progress("read", 0, 9))
        WAYS[how](argument)
        source = b"Maja Rimac\nmaja@example.org\n\nSkills\nPython\n"
    return real(source, **options)


def _kill(_argument: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _crash(_argument: str) -> None:
    ctypes.string_at(0)


def _abort(_argument: str) -> None:
    os.abort()


def _starve(_argument: str) -> None:
    raise MemoryError


def _loop(_argument: str) -> None:
    while True:
        pass


def _swallow(_argument: str) -> None:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    _loop("")


def _sleep(argument: str) -> None:
    time.sleep(float(argument))


WAYS: dict[str, Callable[[str], None]] = {
    "sigkill": _kill,
    "sigsegv": _crash,
    "abort": _abort,
    "memory": _starve,
    "loop": _loop,
    "swallow": _swallow,
    "sleep": _sleep,
}
"""``sleep SECONDS`` harms nobody: it is there for whatever is to happen in the middle of an analysis."""
CRASHING = ("sigkill", "sigsegv", "abort", "memory")
ENDLESS = ("loop", "swallow")
"""The latter does not hear the soft time limit."""

vitae.pipeline.analyze = analyze
