"""Landlock: no file, no TCP port, no signal to a stranger, by the kernel's own rules.

The masks and sizes by version of the interface are those of Linux's
``Documentation/userspace-api/landlock.rst`` and ``include/uapi/linux/landlock.h``.
"""

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress

from vitae.documents.sandbox.kernel import syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_ASK_VERSION = 1

_FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From this version on there are so many rights over files, one bit each."""
_BENEATH_PATH = 1
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_TCP_RIGHTS = 0b11  # bind, connect; version 4
_SCOPES = 0b11  # abstract sockets, signals; version 6


def landlock_version() -> int:
    """Return the version of the interface, 0 where the kernel has none or does not let us use it."""
    if sys.platform != "linux":
        return 0
    try:
        return syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def make_ruleset(version: int, readable: Sequence[str] = ()) -> int:
    """Return the descriptor of a rule set that handles everything and allows nothing but to read and run some paths.

    Raises:
        OSError: the kernel refuses.
    """
    rights = max(count for since, count in _FILE_RIGHTS if version >= since)
    attributes = struct.pack("=Q", (1 << rights) - 1)
    if version >= 4:
        attributes += struct.pack("=Q", _TCP_RIGHTS)
    if version >= 6:
        attributes += struct.pack("=Q", _SCOPES)
    ruleset = syscall(_CREATE_RULESET, ctypes.create_string_buffer(attributes, len(attributes)), len(attributes), 0)
    for path in readable:
        with suppress(FileNotFoundError):
            _allow_reading(ruleset, path)
    return ruleset


def _allow_reading(ruleset: int, path: str) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _EXECUTE | _READ_FILE | (_READ_FOLDER if stat.S_ISDIR(os.fstat(place).st_mode) else 0)
        rule = struct.pack("=Qi", rights, place)
        syscall(_ADD_RULE, ruleset, _BENEATH_PATH, ctypes.create_string_buffer(rule, len(rule)), 0)
    finally:
        os.close(place)


def restrict_self(ruleset: int) -> None:
    """Apply a rule set to this thread and all it will ever start; it cannot be undone.

    Raises:
        OSError: the kernel refuses.
    """
    syscall(_RESTRICT_SELF, ruleset, 0)
