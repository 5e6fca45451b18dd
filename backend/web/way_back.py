"""Where a reader came from, so that choosing a theme or signing in leads back there."""

from urllib.parse import urlsplit

FIRST_PAGE = "/"
ACTIONS = frozenset({"cancel", "end", "erase", "retry", "retry-failed", "sample", "session", "theme"})
"""Ends of addresses that are no pages: forms are sent there, and what they are about lies above them."""


def own_address(referer: str) -> str:
    """Return path and query of the page where the reader was, or of what an action there was about.

    What is no address, or what a browser takes for that of another host, becomes the first page.
    """
    try:
        came_from = urlsplit(referer)
    except ValueError:
        return FIRST_PAGE
    path = came_from.path
    while path.rpartition("/")[2] in ACTIONS:
        path = path.rpartition("/")[0]
    if not path.startswith("/") or path[1:2] in ("/", "\\"):
        return FIRST_PAGE
    return f"{path}?{came_from.query}" if came_from.query else path
