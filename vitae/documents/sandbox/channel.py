"""What client and server say to each other; both are ours, and no document has a hand in it.

The client sends requests: their kind, the limits, the document, and the pipe for the answer. The
server says once that it is ready, with the layers that hold, and after every request how its child ended.
"""

import json
import socket
import struct
from dataclasses import asdict, dataclass
from typing import Any

from vitae.documents.limits import Limits
from vitae.documents.sandbox.lockdown import Layer

READ, RENDER, CONVERT = "read", "render", "convert"
"""The kinds of a request that hands in a document: to be read, painted, or given to a converter.

Others are names of probes.
"""

_REQUEST = struct.Struct("<IQ")  # length of the head, of the document
_MESSAGE = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Request:
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


@dataclass(frozen=True, slots=True)
class Ready:
    """The server has read one document of each kind and awaits others."""

    layers: tuple[Layer, ...]
    pid: int
    """Of the server."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended."""

    status: int
    """Its exit status; the negative number of the signal that ended it."""
    cpu_seconds: float
    memory_bytes: int
    """The most that it held at once."""


def send_request(connection: socket.socket, request: Request, answer_to: int) -> None:
    """Send a request together with the descriptor that the child shall write its answer to."""
    told = asdict(request)
    del told["document"]
    head = json.dumps(told).encode()
    socket.send_fds(connection, [_REQUEST.pack(len(head), len(request.document))], [answer_to])
    connection.sendall(head)
    connection.sendall(request.document)


def receive_request(connection: socket.socket) -> tuple[Request, int] | None:
    """Return the next request and the descriptor for its answer; None when the client has gone."""
    start, descriptors, _, _ = socket.recv_fds(connection, _REQUEST.size, 1)
    if not start:
        return None
    head_length, document_length = _REQUEST.unpack(start + _receive(connection, _REQUEST.size - len(start)))
    head = json.loads(_receive(connection, head_length))
    document = _receive(connection, document_length)
    limits, command = Limits(**head.pop("limits")), tuple(head.pop("command"))
    return Request(**head, limits=limits, command=command, document=document), descriptors[0]


def ask_for_branch(nursery: socket.socket, end: socket.socket) -> None:
    """Ask a nursery for a server at this end of a socket; one message, so that many may ask at once."""
    socket.send_fds(nursery, [b"b"], [end.fileno()])


def receive_branch(nursery: socket.socket) -> socket.socket | None:
    """Return the end for the next server; None when nobody is left who could ask."""
    said, descriptors, _, _ = socket.recv_fds(nursery, 1, 1)
    return socket.socket(fileno=descriptors[0]) if said else None


def send_ready(connection: socket.socket, ready: Ready) -> None:
    """Say that the server awaits requests."""
    _send(connection, asdict(ready))


def receive_ready(connection: socket.socket) -> Ready:
    """Return what the server says first.

    Raises:
        OSError: it went away, or its time is over.
    """
    told = _receive_message(connection)
    return Ready(tuple(Layer(name) for name in told["layers"]), told["pid"])


def send_ending(connection: socket.socket, ending: Ending) -> None:
    """Tell how a child ended."""
    _send(connection, asdict(ending))


def receive_ending(connection: socket.socket) -> Ending:
    """Return how the child ended.

    Raises:
        OSError: the server went away, or its time is over.
    """
    return Ending(**_receive_message(connection))


def _send(connection: socket.socket, message: dict[str, Any]) -> None:
    text = json.dumps(message).encode()
    connection.sendall(_MESSAGE.pack(len(text)) + text)


def _receive_message(connection: socket.socket) -> dict[str, Any]:
    (length,) = _MESSAGE.unpack(_receive(connection, _MESSAGE.size))
    message: dict[str, Any] = json.loads(_receive(connection, length))
    return message


def _receive(connection: socket.socket, length: int) -> bytes:
    data = bytearray(length)
    view = memoryview(data)
    while view:
        count = connection.recv_into(view)
        if not count:
            raise ConnectionResetError("The other end has gone.")
        view = view[count:]
    return bytes(data)
