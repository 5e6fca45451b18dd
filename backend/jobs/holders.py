"""Which process works on a job, and whether it is known to be gone.

A holder is written ``host|boot|pids|pid|start``. Only a process of this machine's present boot and of the
same namespace of process numbers (the same container) can be judged; of any other, silence means nothing
and its lease has to run out.
"""

import os
import socket
from functools import cache
from pathlib import Path


def current_holder() -> str:
    """Return the name of this process, unlike that of any process before or after it."""
    return _name_of(os.getpid())


def is_gone(holder: str) -> bool:
    """Return whether the process has certainly ended; False when that cannot be known from here."""
    machine, process, start = f"||{holder}".rsplit("|", 2)
    if machine.removeprefix("||") != _machine() or not process.isdigit():
        return False
    if not Path("/proc/self/stat").exists():
        return not _answers(int(process))
    return _start_of(int(process)) != start


def is_process(holder: str, pid: int) -> bool:
    """Return whether that process of this machine is, or was, the holder."""
    machine, process, _start = holder.rsplit("|", 2)
    return machine == _machine() and process == str(pid)


@cache
def _name_of(pid: int) -> str:
    return f"{_machine()}|{pid}|{_start_of(pid) or ''}"


@cache
def _machine() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        numbers = str(Path("/proc/self/ns/pid").readlink())
    except OSError:  # no Linux
        boot = numbers = ""
    return f"{socket.gethostname()}|{boot}|{numbers}"


def _start_of(pid: int) -> str | None:
    """Return when the process was started, in clock ticks since boot; None when it does not run (any more).

    Field 22 of /proc/<pid>/stat (proc(5)); the fields are counted after the name, which may hold blanks.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
