"""seccomp: a list of the few system calls that reading needs; every other one answers EPERM.

A list of what is allowed needs no thought for calls that kernels will learn later, and a refusal
instead of a kill lets the reader end with an error of its own.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vitae.documents.sandbox.kernel import prctl

_SET_SECCOMP, _MODE_FILTER = 22, 2

_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | 1  # an error, EPERM
_KILL = 0x80000000
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
"""Offsets into the kernel's ``struct seccomp_data``."""
_SELF = 0xFFFFFFFF
"""Stands for the process id, which every child writes in its place; no process has it."""
_EXECUTABLE = 0x4  # PROT_EXEC


@dataclass(frozen=True, slots=True)
class _Architecture:
    """What the kernel calls things on one kind of processor."""

    audit: int
    """Its AUDIT_ARCH number."""
    plain: tuple[int, ...]
    """Calls that are allowed whatever their arguments: write, close, munmap, brk, mremap, madvise, futex,
    sched_yield, restart_syscall, rt_sigaction, rt_sigprocmask, rt_sigreturn, sigaltstack, getpid, gettid,
    getrusage, clock_gettime, getrandom, exit, exit_group, gettimeofday; on x86 time as well."""
    mappings: tuple[int, ...]
    """mmap and mprotect: allowed unless the memory is to be executable."""
    tgkill: int
    """Allowed towards the process itself: that is how abort() ends it with a signal that tells why."""


_ARCHITECTURES: Mapping[str, _Architecture] = {
    "x86_64": _Architecture(
        0xC000003E,
        (1, 3, 11, 12, 25, 28, 202, 24, 219, 13, 14, 15, 131, 39, 186, 98, 228, 318, 60, 231, 96, 201),
        (9, 10),
        234,
    ),
    "aarch64": _Architecture(
        0xC00000B7,
        (64, 57, 215, 214, 216, 233, 98, 124, 128, 134, 135, 139, 132, 172, 178, 165, 113, 278, 93, 94, 169),
        (222, 226),
        131,
    ),
}


class Filter:
    """The list as a program of the kernel's, made once by the server for all its children."""

    def __init__(self, machine: _Architecture) -> None:
        instructions = list(_instructions(machine, _SELF))
        program = b"".join(instructions)
        own = instructions.index(_instruction(_JUMP_IF_EQUAL, _SELF, otherwise=1))
        self._code = ctypes.create_string_buffer(program, len(program))
        self._pid = ctypes.c_uint32.from_buffer(self._code, own * len(instructions[own]) + 4)
        header = struct.pack("@HP", len(instructions), ctypes.addressof(self._code))
        self._header = ctypes.create_string_buffer(header, len(header))

    def apply(self) -> None:
        """Allow this process only what reading needs, for good; needs ``no_new_privs``.

        Raises:
            OSError: the kernel refuses.
        """
        self._pid.value = os.getpid()
        prctl(_SET_SECCOMP, _MODE_FILTER, self._header)


def make_filter() -> Filter | None:
    """Return the filter for this processor; None without a list, which a 32-bit Python on a 64-bit one has not."""
    is_known = sys.platform == "linux" and platform.machine() in _ARCHITECTURES and sys.maxsize > 2**32
    return Filter(_ARCHITECTURES[platform.machine()]) if is_known else None


def _instructions(machine: _Architecture, pid: int) -> Iterable[bytes]:
    """Yield the filter as instructions of classic BPF.

    Jumps are short and forward only, so each rule is a block that falls through to the next.
    """
    yield _instruction(_LOAD, _ARCHITECTURE_AT)
    yield _instruction(_JUMP_IF_EQUAL, machine.audit, then=1)
    yield _instruction(_RETURN, _KILL)
    yield _instruction(_LOAD, _NUMBER_AT)
    for number in machine.plain:
        yield _instruction(_JUMP_IF_EQUAL, number, otherwise=1)
        yield _instruction(_RETURN, _ALLOW)
    for number in machine.mappings:
        yield _instruction(_JUMP_IF_EQUAL, number, otherwise=4)
        yield _instruction(_LOAD, _ARGUMENTS_AT + 8 * 2)
        yield _instruction(_JUMP_IF_ANY_BIT, _EXECUTABLE, then=1)
        yield _instruction(_RETURN, _ALLOW)
        yield _instruction(_RETURN, _REFUSE)
    yield _instruction(_JUMP_IF_EQUAL, machine.tgkill, otherwise=3)
    yield _instruction(_LOAD, _ARGUMENTS_AT)
    yield _instruction(_JUMP_IF_EQUAL, pid, otherwise=1)
    yield _instruction(_RETURN, _ALLOW)
    yield _instruction(_RETURN, _REFUSE)


def _instruction(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)
