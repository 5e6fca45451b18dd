"""Landlock: no file, no TCP port, no signal to a stranger, by the kernel's own rules.

The masks and sizes by version of the interface are those of Linux's
``Documentation/userspace-api/landlock.rst`` and ``include/uapi/linux/landlock.h``.
"""

import ctypes
import struct
import sys

from vitae.documents.sandbox.kernel import syscall

_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same on every architecture
_ASK_VERSION = 1

_FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From this version on there are so many rights over files, one bit each."""
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


def make_ruleset(version: int) -> int:
    """Return the descriptor of a rule set that handles everything and allows nothing.

    Raises:
        OSError: the kernel refuses.
    """
    rights = max(count for since, count in _FILE_RIGHTS if version >= since)
    attributes = struct.pack("=Q", (1 << rights) - 1)
    if version >= 4:
        attributes += struct.pack("=Q", _TCP_RIGHTS)
    if version >= 6:
        attributes += struct.pack("=Q", _SCOPES)
    return syscall(_CREATE_RULESET, ctypes.create_string_buffer(attributes, len(attributes)), len(attributes), 0)


def restrict_self(ruleset: int) -> None:
    """Apply a rule set to this thread and all it will ever start; it cannot be undone.

    Raises:
        OSError: the kernel refuses.
    """
    syscall(_RESTRICT_SELF, ruleset, 0)
