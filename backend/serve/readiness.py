"""Ask a service whether it is ready."""

import http.client
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 5.0


def answers(url: str, path: str) -> bool:
    """Return whether a GET is answered with 200; no proxy is asked."""
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
