"""Children that end with their parent, however it ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h."""


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    """Return what a child calls before it becomes its program, so that the kernel ends it with this process.

    None where there is no such call, that is, beside Linux.
    """
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def ask_the_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)

    return ask_the_kernel


def end_with_parent(parent: int, death_signal: signal.Signals) -> bool:
    """Ask the kernel, from within the child, for a signal when the parent is gone; False when it is gone by now.

    For a child of a process with threads, in which nothing should run between fork and exec. Beside Linux the
    child has to look for its parent itself.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    return os.getppid() == parent
