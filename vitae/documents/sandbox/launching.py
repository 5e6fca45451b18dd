"""How a parser server comes to be: as a program of its own, or as a fork of a warm one.

A process that forks again and again, as the parent of a worker does, keeps a nursery: a server that is warm and
forks others. The forks of that process ask it for theirs, which are ready at once; a program would have to load
the readers first.
"""

import os
import socket
import subprocess
import sys
from contextlib import closing, suppress

from vitae.documents.ocr import DATA_VARIABLE
from vitae.documents.sandbox.channel import ask_for_branch
from vitae.domain.errors import SandboxUnavailable

_PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", DATA_VARIABLE)
"""All that a server gets of our environment: what an interpreter may need to start, and no secret."""

_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
"""A locked child can start no thread; text recognition would try. And a server that forks has none but its own."""

_ONE_HEAP = {
    "GLIBC_TUNABLES": ":".join(
        f"glibc.malloc.{name}={size}"
        for name, size in (("mmap_threshold", 2**26), ("trim_threshold", 2**26), ("top_pad", 2**22))
    )
}
"""A child takes its memory in few large steps: asking the system for every array costs more than filling it."""


def launch(theirs: socket.socket) -> "subprocess.Popen[bytes]":
    """Start a server at the other end of a socket.

    Raises:
        SandboxUnavailable: it cannot be started.
    """
    try:
        return subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-I", "-m", "vitae.documents.sandbox.server", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _ONE_THREAD | _ONE_HEAP,
            process_group=0,  # a signal to our group is not for it, and its group is ended as one
        )
    except OSError as error:
        raise SandboxUnavailable(f"The isolated reader does not start: {error.strerror}.") from None


class Nursery:
    """A warm server that forks servers. It lives as long as the process that started it, or one of its forks."""

    def __init__(self) -> None:
        """Start it without waiting for it.

        Raises:
            SandboxUnavailable: it cannot be started, or this system has no such sockets.
        """
        try:
            self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        except OSError as error:  # no Linux
            raise SandboxUnavailable(f"There is no nursery of readers: {error.strerror}.") from None
        with closing(theirs):
            self._process = launch(theirs)

    def branch(self) -> socket.socket | None:
        """Return the socket to a server that is being forked for us; None when the nursery has ended."""
        ours, theirs = socket.socketpair()
        with closing(theirs):
            try:
                ask_for_branch(self._connection, theirs)
            except OSError:
                ours.close()
                return None
        return ours

    def disown(self) -> None:
        """In a fork: the process is none of our children, and we may ask it all the same."""
        self._process.poll()

    def close(self) -> None:
        """Let go of it; it ends when nobody else can ask it."""
        self._connection.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
