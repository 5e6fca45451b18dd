"""Calls of the C library that Python has no name for, or does too much around."""

import ctypes
import os
from functools import cache


@cache
def libc() -> ctypes.CDLL:
    """Return the C library."""
    return ctypes.CDLL(None, use_errno=True)


def syscall(number: int, *arguments: int | ctypes.Array[ctypes.c_char] | None) -> int:
    """Call the kernel by number; integers are passed as 64 bits, as the kernel takes them.

    Raises:
        OSError: the kernel refuses.
    """
    passed = (ctypes.c_long(value) if isinstance(value, int) else value for value in arguments)
    return _checked(libc().syscall(ctypes.c_long(number), *passed))


def prctl(option: int, first: int = 0, second: "int | ctypes.Array[ctypes.c_char]" = 0) -> int:
    """Change a property of this process.

    Raises:
        OSError: the kernel refuses.
    """
    last = ctypes.c_ulong(second) if isinstance(second, int) else second
    return _checked(libc().prctl(option, ctypes.c_ulong(first), last, ctypes.c_ulong(0), ctypes.c_ulong(0)))


def fork() -> int:
    """Fork a process that has one thread, as `os.fork` does, but without what Python does for those with more.

    In a child it makes the locks of lost threads anew and calls what modules have registered: a hundred pages are
    written to for nothing.

    Raises:
        OSError: the kernel refuses.
    """
    return _checked(_interpreter().fork())


@cache
def _interpreter() -> ctypes.PyDLL:
    """Return the library for calls that keep the interpreter's lock."""
    return ctypes.PyDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
