"""Requests that may be repeated: the same key makes one thing only, however often it is sent."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from backend.errors import IdempotencyKeyInvalid
from backend.jobs.ports import Clock

KEY = re.compile(r"[\x21-\x7e]{1,255}")
ABANDONED = timedelta(minutes=2)
"""After so long, whoever worked on a request is taken for gone: what a key guards takes seconds."""


class HasId(Protocol):
    """Something that can be found again."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


Made = TypeVar("Made", bound=HasId)


class RequestStore(Protocol):
    """The ledger of repeatable requests. Every method raises LedgerUnavailable when the database does not answer."""

    def begin(self, owner: str, key: str, fingerprint: str, at: datetime) -> str | None:
        """Take the key for a request, or return what an earlier one with it has made.

        Raises:
            IdempotencyKeyReused: the earlier one was another request.
            IdempotencyKeyInUse: the earlier one is being worked on.
        """
        ...

    def finish(self, owner: str, key: str, resource_id: str) -> None:
        """Note what the request has made."""
        ...

    def abandon(self, owner: str, key: str) -> None:
        """Let go of a key whose request has made nothing."""
        ...


class Repeatable:
    """Carries a request out once for every key."""

    def __init__(self, store: RequestStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def once(
        self,
        owner: str,
        key: str | None,
        request: Mapping[str, Any],
        make: Callable[[], Made],
        find: Callable[[str], Made],
    ) -> tuple[Made, bool]:
        """Return what the request makes, or has made when it came before; and whether it came before.

        Args:
            owner: Whose key it is.
            key: The Idempotency-Key; without one, everything is made.
            request: What tells this request from another, as plain JSON values.
            make: Carries the request out.
            find: Returns what an earlier request has made, by its id.

        Raises:
            IdempotencyKeyInvalid: the key is empty, too long, or not of visible ASCII characters.
            IdempotencyKeyReused: the key came before with another request.
            IdempotencyKeyInUse: the first request with the key is still being worked on.
        """
        if key is None:
            return make(), False
        if not KEY.fullmatch(key):
            raise IdempotencyKeyInvalid("The Idempotency-Key must have 1 to 255 visible ASCII characters.")
        fingerprint = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()
        earlier = self._store.begin(owner, key, fingerprint, self._clock())
        if earlier is not None:
            return find(earlier), True
        try:
            made = make()
        except BaseException:
            self._store.abandon(owner, key)
            raise
        self._store.finish(owner, key, made.id)
        return made, False
