"""The address of the API: bound once, by the supervisor, so that no port is lost between two processes."""

import ipaddress
import socket

from backend.errors import InvalidSettings

BACKLOG = 128


def require_private(host: str) -> None:
    """Refuse an address that others on the network can reach: there are no API keys yet to keep them out.

    Raises:
        InvalidSettings: the address is not a loopback one.
    """
    if host == "localhost":
        return
    try:
        is_loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise InvalidSettings(
            f"--host is {host}: others could reach the service there, and it has no API keys to keep them out. "
            "Listen on 127.0.0.1 and put a proxy in front that asks who is there."
        )


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
