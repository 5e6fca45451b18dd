"""What client and server say to each other; both are ours, and no document has a hand in it.

The server says once that it is ready, with the layers that hold. The client calls for a child, and sends it the
request by a way of its own: the kind, the limits, the document. The server, which forks and waits, never has the
document, and tells how the child ended.
"""

import os
import socket
import struct
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from vitae.documents.limits import Limits
from vitae.documents.sandbox.lockdown import Layer
from vitae.domain.values import Value

READ, RENDER, CONVERT = "read", "render", "convert"
"""The kinds of a request that hands in a document: to be read, painted, or given to a converter.

Others are names of probes.
"""

_REQUEST = struct.Struct("<IQ")  # length of the head, of the document
_MESSAGE = struct.Struct("<I")

Message = TypeVar("Message")


class Request(Value, frozen=True):
    """One thing that a child shall do."""

    kind: str
    limits: Limits
    document: bytes = b""
    page: int = 0
    """Of a document that is to be painted."""
    width: int = 0
    """Of its picture in pixels."""
    command: tuple[str, ...] = ()
    """Of a converter: the path of the program, and its options."""
    with_pictures: bool = True
    """Whether the images on it are painted."""


class Ready(Value, frozen=True):
    """The server has read one document of each kind and awaits others."""

    layers: tuple[Layer, ...]
    pid: int
    """Of the server."""


class Ending(Value, frozen=True):
    """How a child ended."""

    status: int
    """Its exit status; the negative number of the signal that ended it."""
    cpu_seconds: float
    memory_bytes: int
    """The most that it held at once."""


class Call(Value, frozen=True):
    """What the server learns of a request: that there is one, and what it must load for it."""

    languages: str
    """Of text recognition; empty where none is wanted."""
    request_from: int
    """The descriptor that the child reads the request from."""
    answer_to: int
    """The descriptor that the child writes its answer to."""


def send_call(connection: socket.socket, request: Request, request_from: socket.socket, answer_to: int) -> None:
    """Ask the server for a child that reads the request from there and writes its answer to the descriptor."""
    limits = request.limits
    languages = limits.recognition_languages.encode() if limits.max_recognised_pages > 0 else b""
    socket.send_fds(connection, [_MESSAGE.pack(len(languages)) + languages], [request_from.fileno(), answer_to])


def receive_call(connection: socket.socket) -> Call | None:
    """Return the next call; None when the client has gone."""
    start, descriptors, _, _ = socket.recv_fds(connection, _MESSAGE.size, 2)
    if not start:
        return None
    (length,) = _MESSAGE.unpack(start + _receive(connection, _MESSAGE.size - len(start)))
    return Call(_receive(connection, length).decode(), *descriptors)


def send_request(child: socket.socket, request: Request) -> None:
    """Send a request to the child that was called for it."""
    head = msgspec.json.encode(replace(request, document=b""))
    child.sendall(_REQUEST.pack(len(head), len(request.document)) + head)
    child.sendall(request.document)


def receive_request(client: int) -> Request:
    """Return what this child is to do, from the descriptor of its call.

    Raises:
        ConnectionResetError: the client has gone.
        struct.error: it has gone at once.
    """
    with os.fdopen(client, "rb") as stream:
        head_length, document_length = _REQUEST.unpack(stream.read(_REQUEST.size))
        head, document = stream.read(head_length), stream.read(document_length)
    if len(document) < document_length:
        raise ConnectionResetError("The other end has gone.")
    return replace(msgspec.json.decode(head, type=Request), document=document)


def ask_for_branch(nursery: socket.socket, end: socket.socket) -> None:
    """Ask a nursery for a server at this end of a socket; one message, so that many may ask at once."""
    socket.send_fds(nursery, [b"b"], [end.fileno()])


def receive_branch(nursery: socket.socket) -> socket.socket | None:
    """Return the end for the next server; None when nobody is left who could ask."""
    said, descriptors, _, _ = socket.recv_fds(nursery, 1, 1)
    return socket.socket(fileno=descriptors[0]) if said else None


def send_ready(connection: socket.socket, ready: Ready) -> None:
    """Say that the server awaits requests."""
    _send(connection, ready)


def receive_ready(connection: socket.socket) -> Ready:
    """Return what the server says first.

    Raises:
        OSError: it went away, or its time is over.
    """
    return _receive_message(connection, Ready)


def send_ending(connection: socket.socket, ending: Ending) -> None:
    """Tell how a child ended."""
    _send(connection, ending)


def receive_ending(connection: socket.socket) -> Ending:
    """Return how the child ended.

    Raises:
        OSError: the server went away, or its time is over.
    """
    return _receive_message(connection, Ending)


def _send(connection: socket.socket, message: Ready | Ending) -> None:
    text = msgspec.json.encode(message)
    connection.sendall(_MESSAGE.pack(len(text)) + text)


def _receive_message(connection: socket.socket, kind: type[Message]) -> Message:
    (length,) = _MESSAGE.unpack(_receive(connection, _MESSAGE.size))
    return msgspec.json.decode(_receive(connection, length), type=kind)


def _receive(connection: socket.socket, length: int) -> bytes:
    data = bytearray(length)
    view = memoryview(data)
    while view:
        count = connection.recv_into(view)
        if not count:
            raise ConnectionResetError("The other end has gone.")
        view = view[count:]
    return bytes(data)
