"""Lists that go on: where the next page is to be had."""

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=255, description="`next_cursor` of the page before.")]


def next_link(path: str, query: Iterable[tuple[str, str | None]], cursor: str) -> str:
    """Return the Link header (RFC 8288) to the page that `cursor` names, with the query of this one."""
    values = [(name, value) for name, value in query if value is not None]
    return f'<{path}?{urlencode([*values, ("cursor", cursor)])}>; rel="next"'
