"""What the end of a child means for its document."""

import signal

from vitae.documents.limits import Limits
from vitae.documents.sandbox.channel import Ending
from vitae.domain.errors import DocumentCrashesReader, DocumentError, DocumentTooComplex

OUT_OF_MEMORY = 3
"""Exit status of a child whose interpreter was refused memory."""
STOPPED = 4
"""Exit status of a child whose reader raised an error that is none of ours; the answer is its name."""

NOT_STARTED = 126
"""Exit status of a child that could not become the converter, as of a shell; what it prints would be text."""

_GIVES_UP_BY = frozenset({signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGTRAP, signal.SIGILL})
"""How a library in C may end when it is refused memory."""
_MUCH = 0.25
"""The share of the memory limit from which on such an end is put down to memory: what is refused is
often an attempt to double what there is, and address space is used up before memory is."""


def rejection_of(ending: Ending, answer: bytes, limits: Limits) -> DocumentError:
    """Return the error for a child that did not end by itself with an answer."""
    if ending.status == -signal.SIGXCPU:
        return DocumentTooComplex(f"Reading took more than {limits.max_cpu_seconds} seconds of processor time.")
    if ending.status == OUT_OF_MEMORY or _gave_up(ending, limits):
        return DocumentTooComplex(f"Reading took more than {limits.max_memory_bytes // 2**20} MiB of memory.")
    if ending.status == STOPPED and answer.decode("ascii", "replace").isidentifier():
        return DocumentCrashesReader(f"The reader stopped with {answer.decode()[:100]}.")
    if ending.status < 0:
        return DocumentCrashesReader(f"The reader was ended by {_signal_name(-ending.status)}.")
    return DocumentCrashesReader("The reader ended without an answer.")


def timeout_of(limits: Limits) -> DocumentError:
    """Return the error for a child that had to be ended by the clock."""
    return DocumentTooComplex(f"Reading took more than {limits.max_wall_seconds:g} seconds.")


def _gave_up(ending: Ending, limits: Limits) -> bool:
    return -ending.status in _GIVES_UP_BY and ending.memory_bytes > _MUCH * limits.max_memory_bytes


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
