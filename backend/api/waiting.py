"""How long a client is willing to wait for an answer."""

import re
from typing import Annotated

from fastapi import Depends, Header, Query

MAX_WAIT_SECONDS = 30.0
_PREFERRED = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,9})\"?", re.IGNORECASE)


async def _patience(
    wait: Annotated[
        float | None, Query(ge=0, le=MAX_WAIT_SECONDS, description="Seconds to wait for the end, 0 to 30.")
    ] = None,
    prefer: Annotated[str, Header(description="`wait=SECONDS` does the same (RFC 7240).")] = "",
) -> float:
    """Return the seconds to wait; the query wins over the header, which is a wish and is cut to what we grant."""
    if wait is not None:
        return wait
    wished = _PREFERRED.search(prefer)
    return min(float(wished[1]), MAX_WAIT_SECONDS) if wished else 0.0


Patience = Annotated[float, Depends(_patience)]
