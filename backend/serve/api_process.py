"""The API as a child of the supervisor: ``python -m backend.serve.api_process <listening fd>``."""

import socket
import sys

import uvicorn

from backend.web.app import create_app_from_environment

GRACE_SECONDS = 3
"""How long open requests, such as long polls, may go on once the end is asked for."""


def main(fd: int) -> None:
    """Serve the API on an inherited socket until SIGTERM."""
    config = uvicorn.Config(
        create_app_from_environment(),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=fd)])


if __name__ == "__main__":
    main(int(sys.argv[1]))
