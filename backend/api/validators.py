"""Headers by which a client may keep a copy, and knows when it is stale."""

import hashlib
from collections.abc import Mapping

from pydantic import BaseModel
from starlette import status
from starlette.responses import Response

PERSONAL: Mapping[str, str] = {"Cache-Control": "no-store, private"}
"""On everything that is made of somebody's document."""


def conditional(view: BaseModel, if_none_match: str, *, is_final: bool) -> Response:
    """Return the resource, or 304 when the client has it as it is; one that will change says when to ask again."""
    body = view.model_dump_json().encode()
    headers = {**PERSONAL, "ETag": etag_of(body)} | ({} if is_final else {"Retry-After": "1"})
    if is_known(headers["ETag"], if_none_match):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def etag_of(body: bytes) -> str:
    """Return the validator of exactly these bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_known(etag: str, if_none_match: str) -> bool:
    """Return whether a client that sent this If-None-Match has the version already (RFC 9110, 13.1.2: weakly)."""
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in tags or etag.removeprefix("W/") in tags
