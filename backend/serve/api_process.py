"""The API as a child of the supervisor: ``python -m backend.serve.api_process <listening fd>``."""

import socket
import sys

from backend.api.server import make_server
from backend.web.app import create_app_from_environment


def main(fd: int) -> None:
    """Serve the API on an inherited socket until SIGTERM."""
    make_server(create_app_from_environment()).run(sockets=[socket.socket(fileno=fd)])


if __name__ == "__main__":
    main(int(sys.argv[1]))
