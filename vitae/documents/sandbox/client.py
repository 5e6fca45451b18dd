"""This process's side of the sandbox: one parser server, started when it is first needed.

A server belongs to the process that started it. A forked child forgets its parent's server and
starts its own; threads of one process take turns.
"""

import atexit
import fcntl
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from vitae.documents.limits import Limits
from vitae.documents.reading import Content
from vitae.documents.sandbox.channel import (
    CONVERT,
    READ,
    RENDER,
    Ending,
    Ready,
    Request,
    receive_ending,
    receive_ready,
    send_call,
    send_request,
)
from vitae.documents.sandbox.endings import NOT_STARTED, rejection_of, timeout_of
from vitae.documents.sandbox.launching import Nursery, launch
from vitae.documents.sandbox.lockdown import Layer
from vitae.documents.sandbox.packing import MalformedAnswer
from vitae.documents.sandbox.recognition import awaits_recognition, unrecognised, with_room, without_recognition
from vitae.documents.sandbox.wire import MAX_ANSWER_BYTES, decode_content, decode_painting
from vitae.domain.errors import (
    ConverterMissing,
    DocumentCrashesReader,
    DocumentError,
    DocumentTooComplex,
    SandboxUnavailable,
)
from vitae.domain.page_image import PageImage

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Decode = Callable[[bytes, Request], Answer]

OPINIONS = 2
"""Children that may try a document before it is rejected."""
_START_SECONDS = 60
_CHUNK = 64 * 1024
"""Of an answer; more at once would have to be asked of the system for every read."""
_PIPE_BYTES = 256 * 1024
"""What an ordinary answer fits into."""


class Unanswered(Exception):
    """A child ended without an answer that can be believed; `rejection` says what that means for its document."""

    def __init__(self, rejection: DocumentError) -> None:
        super().__init__(rejection.detail)
        self.rejection = rejection


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back from a child that came to its end."""

    ending: Ending
    answer: bytes


class Server:
    """A running parser server and the socket to it."""

    def __init__(self, nursery: Nursery | None = None) -> None:
        self._ready: Ready | None = None
        self._process: subprocess.Popen[bytes] | None = None
        branch = nursery.branch() if nursery is not None else None
        if branch is not None:
            self._connection = branch
            return
        self._connection, theirs = socket.socketpair()
        with closing(theirs):
            try:
                self._process = launch(theirs)
            except SandboxUnavailable:
                self._connection.close()
                raise

    @property
    def pid(self) -> int:
        """The process id, which is that of its group too."""
        return self._process.pid if self._process is not None else self.wait_until_ready().pid

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended yet."""
        if self._process is not None:
            return self._process.poll() is None
        poll = select.poll()
        poll.register(self._connection, 0)  # what ends a connection is told in any case
        return not poll.poll(0)

    def wait_until_ready(self) -> Ready:
        """Return what the server says of itself once it is warm.

        Raises:
            SandboxUnavailable: it ended before, or takes too long.
        """
        if self._ready is None:
            self._connection.settimeout(_START_SECONDS)
            try:
                self._ready = receive_ready(self._connection)
            except OSError as error:
                self.end()
                reason = "it took too long" if isinstance(error, TimeoutError) else "it ended at once"
                raise SandboxUnavailable(f"The isolated reader did not become ready: {reason}.") from None
        return self._ready

    def run(self, request: Request) -> Outcome:
        """Let a child work on the request, and return how it ended and what it answered.

        Raises:
            Unanswered: the child took too long or told too much, or the server ended meanwhile; it is of no use then.
        """
        deadline = time.monotonic() + request.limits.max_wall_seconds
        reader, writer = os.pipe()
        _widen(writer)
        with os.fdopen(reader, "rb", buffering=0) as pipe:
            try:
                self._send(request, writer)
                os.set_blocking(reader, False)
                answer = self._gather(reader, deadline)
                ending = receive_ending(self._connection)
            except TimeoutError:
                raise Unanswered(timeout_of(request.limits)) from None
            except ConnectionError:
                raise Unanswered(DocumentCrashesReader("The reader was ended from outside.")) from None
            answer += pipe.readall() or b""
        return Outcome(ending, bytes(answer))

    def _send(self, request: Request, writer: int) -> None:
        ours, theirs = socket.socketpair()
        with closing(ours):
            try:
                self._connection.settimeout(request.limits.max_wall_seconds)
                send_call(self._connection, request, theirs, writer)
            finally:
                theirs.close()
                os.close(writer)
            ours.settimeout(request.limits.max_wall_seconds)
            send_request(ours, request)

    def _gather(self, reader: int, deadline: float) -> bytearray:
        """Return what the child writes until the server tells of its end; a rest may still be in the pipe."""
        answer = bytearray()
        poll = select.poll()
        poll.register(reader, select.POLLIN)
        poll.register(self._connection, select.POLLIN)
        while len(answer) <= MAX_ANSWER_BYTES:
            ready = {descriptor for descriptor, _ in poll.poll(max(0, 1000 * (deadline - time.monotonic())))}
            if not ready:
                raise TimeoutError
            if self._connection.fileno() in ready:
                return answer
            chunk = os.read(reader, _CHUNK)
            answer += chunk
            if not chunk:  # the child closed its end; how it ended is still to be told
                poll.unregister(reader)
        raise Unanswered(DocumentTooComplex(f"The reader found more than {MAX_ANSWER_BYTES // 2**20} MiB to tell."))

    def end(self) -> None:
        """End the server and whatever child it has; a branch sees to that itself when the connection ends."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._connection.close()

    def forget(self) -> None:
        """Let go of a server that is the parent's: from now on only the parent can talk to it."""
        self._connection.close()
        if self._process is not None:
            self._process.poll()  # it is no child of ours; this makes the object believe that all is done


class Sandbox:
    """Reads documents in children of a server of its own; safe to share between threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._server: Server | None = None
        self._nursery: Nursery | None = None
        self._is_hooked = False
        self._has_warned = False

    @property
    def server_pid(self) -> int | None:
        """The process id of the server; None when none was started."""
        return self._server.pid if self._server is not None else None

    def start(self) -> None:
        """Start the server without waiting for it, so that the first document finds it warm.

        Raises:
            SandboxUnavailable: it cannot be started.
        """
        with self._turn:
            self._start()

    def prepare_for_forks(self) -> None:
        """Start a nursery, from which the forks of this process get servers that are warm at once.

        Raises:
            SandboxUnavailable: it cannot be started; the forks start servers of their own then.
        """
        with self._turn:
            self._hook()
            if self._nursery is None:
                self._nursery = Nursery()

    def close(self) -> None:
        """End the server; the next document starts another."""
        with self._turn:
            self._end()

    def layers(self) -> tuple[Layer, ...]:
        """Return the layers that hold on this machine.

        Raises:
            SandboxUnavailable: the server does not start.
        """
        with self._turn:
            return self._start().wait_until_ready().layers

    def read(self, data: bytes, limits: Limits) -> Content:
        """Return what a locked child reads; a child that ends badly is followed by one more.

        Pictures of text are for a child of their own, with more time. Its failure costs no more than their text.

        Raises:
            DocumentError: the document cannot be read, or its reader ended over it twice.
            SandboxUnavailable: the server does not start.
        """
        content = self._ask_twice(Request(READ, without_recognition(limits), data), _decode_content)
        if not awaits_recognition(content, limits):
            return content
        try:
            return self._ask(Request(READ, with_room(limits, content), data), _decode_content)
        except Unanswered as end:
            return unrecognised(content, end.rejection)

    def render(self, data: bytes, page: int, width: int, limits: Limits, *, with_pictures: bool = True) -> PageImage:
        """Return a page of a PDF as a locked child paints it; one child that ends badly is followed by one more.

        Raises:
            DocumentError: there is no such page, or its painter ended over it twice.
            SandboxUnavailable: the server does not start.
        """
        request = Request(RENDER, without_recognition(limits), data, page, width, with_pictures=with_pictures)
        return self._ask_twice(request, decode_painting)

    def convert(self, data: bytes, command: tuple[str, ...], limits: Limits) -> tuple[int, bytes]:
        """Return the exit status of a converter that is given the document, and what it printed.

        Raises:
            ConverterMissing: it cannot be started.
            DocumentTooComplex: it took too long, or printed without an end.
            SandboxUnavailable: the server does not start.
        """
        try:
            outcome = self.run(Request(CONVERT, without_recognition(limits), data, command=command))
        except Unanswered as end:
            raise end.rejection from None
        if outcome.ending.status == NOT_STARTED:
            raise ConverterMissing(f"The converter {command[0]} cannot be started behind the lock.")
        return outcome.ending.status, outcome.answer

    def _ask_twice(self, request: Request, decode: Decode[Answer]) -> Answer:
        for _ in range(OPINIONS - 1):
            with suppress(Unanswered):
                return self._ask(request, decode)
        try:
            return self._ask(request, decode)
        except Unanswered as end:
            raise end.rejection from None

    def run(self, request: Request) -> Outcome:
        """Let a child do something; a server that does not get to the end of it is ended.

        Raises:
            Unanswered: there is no outcome.
            SandboxUnavailable: the server does not start.
        """
        with self._turn:
            server = self._start()
            is_done = False
            try:
                self._warn_of_missing(server.wait_until_ready().layers)
                outcome = server.run(request)
                is_done = True
            finally:
                if not is_done:  # whatever it was that came between: nothing of it may reach the next document
                    self._end()
            return outcome

    def _ask(self, request: Request, decode: Decode[Answer]) -> Answer:
        outcome = self.run(request)
        if outcome.ending.status == 0:
            try:
                return decode(outcome.answer, request)
            except MalformedAnswer:
                raise Unanswered(DocumentCrashesReader("The reader gave an answer that makes no sense.")) from None
        raise Unanswered(rejection_of(outcome.ending, outcome.answer, request.limits))

    def _start(self) -> Server:
        if self._server is not None and not self._server.is_alive:
            self._end()
        if self._server is None:
            self._server = Server(self._nursery)
        self._hook()
        return self._server

    def _hook(self) -> None:
        if not self._is_hooked:
            self._is_hooked = True
            atexit.register(self.close)
            os.register_at_fork(after_in_child=self._forget)

    def _end(self) -> None:
        if self._server is not None:
            self._server.end()
            self._server = None

    def _forget(self) -> None:
        """Begin anew in a forked child; another thread may have held the turn when it was forked."""
        self._turn = threading.Lock()
        if self._nursery is not None:
            self._nursery.disown()
        if self._server is not None:
            self._server.forget()
            self._server = None

    def _warn_of_missing(self, layers: tuple[Layer, ...]) -> None:
        missing = [layer.value for layer in Layer if layer not in layers]
        if missing and not self._has_warned:
            self._has_warned = True
            logger.warning("documents are read with less isolation than intended; missing: %s", ", ".join(missing))


def _decode_content(answer: bytes, request: Request) -> Content:
    return decode_content(answer, request.limits)


def _widen(pipe: int) -> None:
    """Let an ordinary answer fit into a pipe, so that the child never waits for us."""
    if sys.platform == "linux":
        with suppress(OSError):  # the system may have lent us too much already
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


@cache
def sandbox() -> Sandbox:
    """Return the one sandbox of this process."""
    return Sandbox()
