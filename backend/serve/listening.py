"""The address of the API: bound once, by the supervisor, so that no port is lost between two processes."""

import ipaddress
import socket

from backend.errors import InvalidSettings

BACKLOG = 1024
"""Connections that may wait to be taken while the server is busy."""


def is_private(host: str) -> bool:
    """Return whether nobody but this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the address; port 0 is any free one.

    Raises:
        InvalidSettings: the address is taken, not allowed, or none of this machine.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise InvalidSettings(f"--host is {host!r}, which is no address of this machine: {error.strerror}.") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise InvalidSettings(
            f"The service cannot listen on {host} port {port}: {error.strerror}. "
            "Choose another with --port; --port 0 takes any free one."
        ) from None
    return listener


def url_of(listener: socket.socket) -> str:
    """Return the address under which this machine itself reaches the socket."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # not bound here, only translated
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
