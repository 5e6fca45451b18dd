"""Who asks: the owner of what is handed in, and what they may do."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from backend.jobs.api_keys import Scope
from backend.jobs.intake import DEFAULT_OWNER


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as far as the service needs to know."""

    owner: str
    scopes: frozenset[Scope]
    key_id: str | None = None
    """None for a user of this machine."""


LOCAL = Caller(DEFAULT_OWNER, frozenset(Scope))
"""A user of this machine, on a loopback address."""


async def caller_of(request: Request) -> Caller:
    """Return who asks, as `Gate` found out."""
    caller: Caller = request.scope["state"]["caller"]
    return caller


CurrentCaller = Annotated[Caller, Depends(caller_of)]
