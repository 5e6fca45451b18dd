"""What a document that took over its reader would try; behind the lock every attempt must fail."""

import os
import signal
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

DENIED = "denied"
ALLOWED = "allowed"
_TWO_GIBIBYTES = 2 * 1024**3


def probe(name: str) -> str:
    """Try one thing, and return what became of it: ``denied (EPERM)`` or ``allowed``.

    Some attempts do not return when they succeed; then there is no answer at all.
    """
    try:
        PROBES[name]()
    except OSError as error:
        return f"{DENIED} ({os.strerror(error.errno) if error.errno else type(error).__name__})"
    except MemoryError:
        return f"{DENIED} (no memory)"
    return ALLOWED


def _connect() -> None:
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()


def _open() -> None:
    Path(os.devnull).open("rb").close()


def _write() -> None:
    path = Path(f"vitae-probe-{os.getpid()}")
    path.write_bytes(b"written by a probe")
    path.unlink()


def _list() -> None:
    list(Path("/").iterdir())


def _execute() -> None:
    os.execv("/bin/true", ["true"])  # noqa: S606  # that it does not start is what is being tried


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _kill() -> None:
    os.kill(os.getppid(), signal.SIGCONT)  # harms nobody should it get through


def _allocate() -> None:
    bytearray(_TWO_GIBIBYTES)


PROBES: Mapping[str, Callable[[], None]] = {
    "socket": _connect,
    "open": _open,
    "write": _write,
    "list": _list,
    "exec": _execute,
    "fork": _fork,
    "kill": _kill,
    "2 GiB": _allocate,
}
"""In the order in which they are shown."""
