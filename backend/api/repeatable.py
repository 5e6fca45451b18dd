"""The answer to what was accepted, and the header with which the same may be asked for twice."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Header

from backend.api.validators import PERSONAL

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="1 to 255 visible ASCII characters. Sent again with the same request within 24 hours, it makes "
        "nothing new (draft-ietf-httpapi-idempotency-key-header-07).",
    ),
]


def accepted(location: str, *, is_replay: bool = False) -> Mapping[str, str]:
    """Return the headers of a 202: where it is to be followed, and from when on."""
    headers = {"Location": location, "Retry-After": "1", **PERSONAL}
    return headers | ({"Idempotent-Replayed": "true"} if is_replay else {})
