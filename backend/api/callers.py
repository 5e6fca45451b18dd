"""Who asks: the owner of what is handed in, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request

from backend.jobs.intake import DEFAULT_OWNER


class Scope(StrEnum):
    """What a caller may do."""

    READ = "read"
    """See what they own."""
    ANALYZE = "analyze"
    """Hand in, cancel, retry and delete."""
    ADMIN = "admin"
    """Look after the service: queues, workers, plain tasks."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as far as the service needs to know."""

    owner: str
    scopes: frozenset[Scope]


LOCAL = Caller(DEFAULT_OWNER, frozenset(Scope))
"""A user of this machine, on a loopback address."""


def caller_of(request: Request) -> Caller:
    """Return who asks."""
    caller: Caller = request.scope.get("state", {}).get("caller", LOCAL)
    return caller


CurrentCaller = Annotated[Caller, Depends(caller_of)]
