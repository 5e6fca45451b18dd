"""A converter in the place of a reader: a program of the system, which can read itself, its libraries and the document.

It needs too many system calls for a list of allowed ones. What holds are resource limits, the loss
of privileges, and Landlock: nothing can be opened but the folders of programs, nothing written, no
TCP port used. The document lies in memory and has no name.
"""

import os
import resource
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from vitae.documents.limits import Limits
from vitae.documents.sandbox.landlock import landlock_version, make_ruleset, restrict_self
from vitae.documents.sandbox.lockdown import Lock, lower

_PROGRAMS = ("/usr", "/bin", "/lib", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache")
"""Where programs, their libraries and their tables lie."""
_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
_DESCRIPTORS = 32
_CLOSED_UP_TO = 1024


def become_tool(command: Sequence[str], document: bytes, limits: Limits, answer_to: int, lock: Lock) -> NoReturn:
    """Turn this process into the converter, which prints the text of the document into the answer.

    Raises:
        OSError: it cannot be started.
    """
    source = os.memfd_create("document", 0)
    with os.fdopen(os.dup(source), "wb") as file:
        file.write(document)
    ruleset = _ruleset(command[0])
    os.dup2(answer_to, 1)
    os.closerange(3, source)
    os.closerange(source + 1, ruleset if ruleset is not None else _CLOSED_UP_TO)
    with suppress(OSError):  # what the system lacks; the rest holds all the same
        lock.give_up_privileges()
    if ruleset is not None:
        restrict_self(ruleset)
    _limit(limits)
    os.execve(command[0], [*command, f"/dev/fd/{source}"], _ENVIRONMENT)  # noqa: S606  # there is no shell


def _ruleset(program: str) -> int | None:
    version = landlock_version()
    return make_ruleset(version, readable=(*_PROGRAMS, program)) if version else None


def _limit(limits: Limits) -> None:
    """Bound what the converter may use; it starts no other process."""
    for kind, most in (
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.max_cpu_seconds),
        (resource.RLIMIT_AS, limits.max_memory_bytes),
    ):
        lower(kind, most, most)
