"""Headers by which a client may keep a copy, and knows when it is stale."""

from collections.abc import Mapping

PERSONAL: Mapping[str, str] = {"Cache-Control": "no-store, private"}
"""On everything that is made of somebody's document."""


def quoted(tag: str) -> str:
    """Return the tag as the value of an ETag header."""
    return f'"{tag}"'


def is_known(etag: str, if_none_match: str) -> bool:
    """Return whether a client that sent this If-None-Match has the version already (RFC 9110, 13.1.2: weakly)."""
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in tags or etag.removeprefix("W/") in tags
