"""How the HTTP server is set up, whoever starts it."""

import resource
from typing import Any

import uvicorn

from backend.api.connection import WatchedConnection

GRACE_SECONDS = 3
"""How long open requests, such as long polls, may go on once the end is asked for."""


def make_server(app: Any) -> uvicorn.Server:
    """Return a server of the application, which may open as many files as the system lets it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    config = uvicorn.Config(
        app,
        http=WatchedConnection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who asks is told by keys, never by a header
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return uvicorn.Server(config)
