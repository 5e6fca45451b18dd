"""Where a reader came from, so that choosing a theme or signing in leads back there."""

from urllib.parse import urlsplit

FIRST_PAGE = "/"


def own_address(referer: str) -> str:
    """Return path and query of where the reader was; what a browser takes for another host becomes the first page."""
    came_from = urlsplit(referer)
    if not came_from.path.startswith("/") or came_from.path[1:2] in ("/", "\\"):
        return FIRST_PAGE
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
