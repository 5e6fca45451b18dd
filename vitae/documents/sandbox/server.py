"""The parser server: an interpreter with the readers and nothing else, which forks a child per document.

Started by `vitae.documents.sandbox.client` as ``python -I -m vitae.documents.sandbox.server DESCRIPTOR``.
It ends when the other end of its socket is closed, even in the middle of a document. It has one
thread and no state, so it may be killed at any time.
"""

import os
import select
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

from vitae.documents.limits import Limits
from vitae.documents.ocr import load_recognizer
from vitae.documents.pdf.picture import paint_pdf
from vitae.documents.reader import read_content
from vitae.documents.sandbox import channel
from vitae.documents.sandbox.channel import (
    Call,
    Ending,
    Ready,
    Request,
    receive_branch,
    receive_call,
    receive_request,
    send_ending,
    send_ready,
)
from vitae.documents.sandbox.endings import NOT_STARTED, OUT_OF_MEMORY, STOPPED
from vitae.documents.sandbox.heap import tidy
from vitae.documents.sandbox.kernel import fork
from vitae.documents.sandbox.lockdown import Layer, Lock, prepare_lock
from vitae.documents.sandbox.probes import probe
from vitae.documents.sandbox.tool import become_tool
from vitae.documents.sandbox.warmup import warm_up
from vitae.documents.sandbox.wire import encode_content, encode_painting, encode_refusal
from vitae.domain.errors import DocumentError

_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
"""Of ``ru_maxrss``."""


def main() -> None:
    """Serve until the client goes away."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    connection.set_inheritable(False)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    warm_up()
    lock = prepare_lock()
    layers = _layers_of_a_child(lock)
    tidy()
    if connection.type == socket.SOCK_SEQPACKET:
        branch = _await_branch(connection)
        if branch is None:
            return
        connection, lock = branch, replace(lock, server=os.getpid())
    with suppress(ConnectionError):
        send_ready(connection, Ready(layers, os.getpid()))
        while call := receive_call(connection):
            ending = _serve(connection, call, lock)
            if ending is None:
                return
            send_ending(connection, ending)


def _await_branch(nursery: socket.socket) -> socket.socket | None:
    """Fork a server for whoever asks; return its socket in the fork, and None in the nursery when nobody is left."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    while (branch := receive_branch(nursery)) is not None:
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setpgid(0, 0)
            nursery.close()
            branch.set_inheritable(False)
            return branch
        branch.close()
    return None


def _serve(connection: socket.socket, call: Call, lock: Lock) -> Ending | None:
    """Let a child work on a request; None when the client went away meanwhile.

    The child takes the request from the client itself. What this process does writes to its memory, and takes
    huge pages apart that its children would share at once.
    """
    if call.languages:
        load_recognizer(call.languages)  # its files are out of a child's reach
    child = fork()
    if child == 0:
        _work(call, lock)
    os.close(call.request_from)
    os.close(call.answer_to)
    is_client_there = _wait(child, connection)
    if not is_client_there:
        os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    if not is_client_there:
        return None
    seconds = usage.ru_utime + usage.ru_stime
    return Ending(os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss * _MEMORY_UNIT)


def _wait(child: int, connection: socket.socket) -> bool:
    """Wait until the child has ended or the client has gone; return whether the client is still there.

    Where the system cannot watch a process by descriptor, the child's own limits end it.
    """
    try:
        end = os.pidfd_open(child)
    except (AttributeError, OSError):
        return True
    try:
        poll = select.poll()
        poll.register(end, select.POLLIN)
        poll.register(connection, select.POLLIN)  # the client says nothing while it waits
        return all(descriptor == end for descriptor, _ in poll.poll())
    finally:
        os.close(end)


def _work(call: Call, lock: Lock) -> NoReturn:
    """Do what is asked behind the lock, write the answer, and end.

    Nothing gets out of here: an error of the reader itself becomes an exit status and its name,
    because its message may quote the document.
    """
    status, is_converter = STOPPED, False
    try:
        os.dup2(0, 2)  # what a library may print is nobody's business
        request = receive_request(call.request_from)
        is_converter = request.kind == channel.CONVERT
        if is_converter:
            become_tool(request.command, request.document, request.limits, call.answer_to, lock)
        lock.close(request.limits, keep=call.answer_to)
        _write(call.answer_to, _answer(request))
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    finally:
        kind, _, _ = sys.exc_info()
        if is_converter:
            status = NOT_STARTED
        elif kind is not None:
            with suppress(OSError):
                _write(call.answer_to, kind.__name__.encode())
        os._exit(status)


def _answer(request: Request) -> bytes:
    try:
        match request.kind:
            case channel.READ:
                return encode_content(read_content(request.document, request.limits))
            case channel.RENDER:
                page, width, limits = request.page, request.width, request.limits
                painted = paint_pdf(request.document, page, width, limits, with_pictures=request.with_pictures)
                return encode_painting(*painted)
            case _:
                return probe(request.kind).encode()
    except DocumentError as refusal:
        return encode_refusal(refusal)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _layers_of_a_child(lock: Lock) -> tuple[Layer, ...]:
    """Return the layers that hold, as a child of this server finds them out by locking itself."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _write(tell, "\n".join(lock.close(Limits(), keep=tell)).encode())
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        names = pipe.read().decode().splitlines()
    os.waitpid(child, 0)
    return tuple(Layer(name) for name in names)


if __name__ == "__main__":
    main()
