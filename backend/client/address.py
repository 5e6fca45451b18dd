"""Where the service is, and with which key it is asked."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from backend.broker.serve_file import read_serve_file
from backend.config import get_settings
from backend.errors import ServiceUnreachable
from vitae.domain.errors import InvalidOption
from vitae.version import __version__

CONNECT_SECONDS = 5.0
READ_SECONDS = 60.0
"""Above the longest long poll."""
LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Address:
    """A service, and the right to use it."""

    url: str
    api_key: str | None = field(default=None, repr=False)

    def http_options(self) -> dict[str, Any]:
        """Return the options of an HTTP client for this service."""
        headers = {"User-Agent": f"vitae/{__version__}"}
        if self.api_key:
            headers["Authorization"] = f"Bearer {self.api_key}"
        return {
            "base_url": self.url,
            "headers": headers,
            "timeout": httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            "trust_env": urlsplit(self.url).hostname not in LOOPBACK_HOSTS,  # a proxy cannot know our loopback
        }


def find_service(url: str | None, api_key: str | None = None) -> Address:
    """Return the address given, else VITAE_URL, else that of the running `vitae serve` of this user.

    The key is the one given, else VITAE_API_KEY.

    Raises:
        ServiceUnreachable: there is none of the three addresses.
        InvalidOption: the address given is no http address.
        InvalidSettings: VITAE_URL or another variable cannot work.
    """
    if url is not None and urlsplit(url).scheme not in ("http", "https"):
        raise InvalidOption(f"The address of the service is {url!r}; it must begin with http:// or https://.")
    settings = get_settings()
    key = api_key or settings.vitae_api_key
    if found := url or settings.vitae_url:
        return Address(found, key)
    served = read_serve_file(settings.data_dir)
    if served is None:
        raise ServiceUnreachable(f"No service runs for the data folder {settings.data_dir}, and VITAE_URL is not set.")
    return Address(served.url, key)
