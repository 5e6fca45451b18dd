"""Which Redis: the configured one, the embedded one of a running `vitae serve`, or Redis' own default."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from backend.broker.serve_file import read_serve_file

DEFAULT_REDIS_URL = "redis://127.0.0.1:6379/0"
MASK = "***"


def find_redis_url(configured: str | None, data_dir: Path) -> str:
    """Return the configured URL, else that of the embedded broker that runs for `data_dir`, else Redis' default."""
    if configured:
        return configured
    served = read_serve_file(data_dir)
    return served.broker_url if served else DEFAULT_REDIS_URL


def mask_url(url: str) -> str:
    """Return the URL with the password replaced by ``***``, fit for a log or an error.

    What cannot be taken apart is masked as a whole rather than risked, and so is the query,
    where some clients accept a password too.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return MASK
    userinfo, at, host = parts.netloc.rpartition("@")
    if at:
        user, colon, _password = userinfo.partition(":")
        userinfo = f"{user}:{MASK}" if colon else MASK
    query = MASK if parts.query else ""
    return urlunsplit((parts.scheme, f"{userinfo}{at}{host}", parts.path, query, ""))
