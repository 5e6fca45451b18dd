"""How a child locks itself: four layers, each of which holds without the others."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from vitae.documents.limits import Limits
from vitae.documents.sandbox.kernel import prctl
from vitae.documents.sandbox.landlock import landlock_version, make_ruleset, restrict_self
from vitae.documents.sandbox.seccomp import Filter, make_filter

_SET_PARENT_DEATH_SIGNAL, _SET_DUMPABLE, _SET_NO_NEW_PRIVILEGES = 1, 4, 38
_HARD_CPU_MARGIN = 2
"""Seconds after the first signal at which the kernel kills for certain."""
_STACK_BYTES = 8 * 1024 * 1024
_CLOSED_UP_TO = 1024


class Layer(StrEnum):
    """What stands between a document and the machine."""

    LIMITS = "resource limits"
    """Memory, processor time, and no new file descriptor, no file growth, no process, no core dump."""
    PRIVILEGES = "process attributes"
    """No new privileges, not traceable, ends with the server."""
    LANDLOCK = "Landlock"
    SECCOMP = "seccomp"


@dataclass(frozen=True, slots=True)
class Lock:
    """What the server prepares once, so that a child spends its time on reading."""

    ruleset: int | None
    calls: Filter | None
    server: int
    """The process id of the server."""

    def close(self, limits: Limits, *, keep: int) -> tuple[Layer, ...]:
        """Lock this process for good, and return the layers that hold.

        All descriptors but `keep` and the standard ones are closed. Where the kernel lacks or
        refuses a layer, the others are applied all the same.
        """
        steps: tuple[tuple[Layer, Callable[[], None]], ...] = (
            (Layer.PRIVILEGES, self.give_up_privileges),
            (Layer.LANDLOCK, self._refuse_files),
            (Layer.LIMITS, lambda: _limit_resources(limits, keep)),
            (Layer.SECCOMP, self._refuse_system_calls),
        )
        return tuple(layer for layer, apply in steps if _holds(apply))

    def give_up_privileges(self) -> None:
        """Gain none any more, be traced by nobody, and end with the server.

        Raises:
            OSError: the system has no such attributes.
        """
        if sys.platform != "linux":
            raise OSError("Only Linux has these attributes.")
        prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != self.server:  # it ended before its end could be noticed
            os._exit(1)
        prctl(_SET_DUMPABLE, 0)
        prctl(_SET_NO_NEW_PRIVILEGES, 1)

    def _refuse_files(self) -> None:
        if self.ruleset is None:
            raise OSError("The kernel has no Landlock.")
        restrict_self(self.ruleset)

    def _refuse_system_calls(self) -> None:
        if self.calls is None:
            raise OSError("There is no list of system calls for this processor.")
        self.calls.apply()


def prepare_lock() -> Lock:
    """Return the lock for the children of this process."""
    version = landlock_version()
    return Lock(make_ruleset(version) if version else None, make_filter(), server=os.getpid())


def _holds(apply: Callable[[], None]) -> bool:
    try:
        apply()
    except OSError:
        return False
    return True


def _limit_resources(limits: Limits, keep: int) -> None:
    """Close what is open, and lower what may be used.

    Without a single free descriptor there is no file, no socket and no pipe either, on any POSIX
    system. Memory comes last: a system that cannot limit it has the other limits by then.
    """
    os.closerange(3, keep)
    os.closerange(keep + 1, _CLOSED_UP_TO)
    for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        lower(kind, 0, 0)
    lower(resource.RLIMIT_STACK, _STACK_BYTES, _STACK_BYTES)
    lower(resource.RLIMIT_CPU, limits.max_cpu_seconds, limits.max_cpu_seconds + _HARD_CPU_MARGIN)
    lower(resource.RLIMIT_AS, limits.max_memory_bytes, limits.max_memory_bytes)


def lower(kind: int, soft: int, hard: int) -> None:
    """Set a limit, or the stricter one that is in force already.

    Raises:
        OSError: the system refuses.
    """
    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    try:
        resource.setrlimit(kind, (soft, hard))
    except ValueError as error:  # how Python puts some of the kernel's refusals
        raise OSError(str(error)) from None
